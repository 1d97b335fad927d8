"""What a point of a meeting's agenda says, and how it is kept once the meeting is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from spbe.model.meeting import AgendaPoint

KEPT_POINTS: frozenset[AgendaPoint] = frozenset(
    {"standing", "changes", "weakest", "overdue", "target"}
)
"""Points that tell of a day; those about what was agreed always say what became of it."""


@dataclass(frozen=True, slots=True)
class PointRow:
    """One row of a point."""

    words: str
    figure: str
    """Short: a score, a state, a number."""
    note: str = ""
    """Who, until when, from what."""
    share: float | None = None
    """How much of the whole it is [0-1], for a bar; None where it is no part of one."""
    is_late: bool = False
    """Whether its figure tells of something overdue."""


@dataclass(frozen=True, slots=True)
class Point:
    """What a point of the agenda says."""

    point: AgendaPoint
    name: str
    finding: str
    """One sentence that stands for itself."""
    heads: tuple[str, str, str]
    """What the three parts of its rows are."""
    rows: tuple[PointRow, ...] = ()


def write_points(points: Mapping[str, Sequence[Point]]) -> str:
    """Write the points that tell of a day, by language, as a closed meeting keeps them."""
    kept = {
        language: {each.point: asdict(each) for each in said if each.point in KEPT_POINTS}
        for language, said in points.items()
    }
    return json.dumps(kept, ensure_ascii=False)


def find_kept_point(said: str, language: str, point: AgendaPoint) -> Point | None:
    """Find a point as it was told when the meeting was closed; None where nothing was kept."""
    found = json.loads(said).get(language, {}).get(point) if said else None
    if found is None:
        return None
    rows = tuple(PointRow(**row) for row in found["rows"])
    first, second, third = found["heads"]
    return Point(point, found["name"], found["finding"], (first, second, third), rows)

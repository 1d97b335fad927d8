"""What changed between two assessments of one instrument, indicator by indicator, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One indicator before and after. Levels are level units, None where not assessed."""

    code: str
    before: int | None
    after: int | None
    points: Fraction | None
    """What the change does to the index [index points]; None where a level is missing."""

    @property
    def is_change(self) -> bool:
        return self.before != self.after


def compute_level_changes(
    instrument: Instrument, before: Assessment, after: Assessment
) -> list[LevelChange]:
    """Compare two assessments leaf by leaf, in tree order.

    Where both are complete, the points add up exactly to the difference of the exact indices.
    Raises ValueError where either belongs to another instrument.
    """
    for assessment in (before, after):
        if assessment.instrument_id != instrument.id:
            raise ValueError(f"{assessment.instrument_id} is not {instrument.id}")
    changes = []
    for code in instrument.leaf_codes:
        old, new = before.levels.get(code), after.levels.get(code)
        points = None
        if old is not None and new is not None:
            points = instrument.index_points(code, new - old)
        changes.append(LevelChange(code, old, new, points))
    return changes

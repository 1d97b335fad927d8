"""A meeting: who came, what was said on each point, what was agreed, and the figures of its day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

AgendaPoint: TypeAlias = Literal[
    "agreed", "standing", "changes", "weakest", "overdue", "target", "decided"
]
AGENDA_POINTS: tuple[AgendaPoint, ...] = get_args(AgendaPoint)
"""In the order of the agenda, which opens with what was agreed at the last meeting and ends with
what is agreed now."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many items of the checklist stood with a unit."""

    unit: str
    """Empty where no unit was named."""
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class MeetingFigures:
    """The figures of a meeting's day, kept when it was closed."""

    at: datetime.datetime
    revision_id: int | None
    """Of the assessment whose levels were shown; None where only scores were published."""
    index: int | None
    """Hundredths; None where there was no index."""
    index_numerator: int | None
    """The exact index as a whole number over the denominator of the instrument's root; None without
    levels."""
    target_name: str = ""
    target: int | None = None
    """Hundredths."""
    open_items: int = 0
    overdue_items: int = 0
    closed_items: int = 0
    units: tuple[UnitCount, ...] = ()
    said: str = ""
    """What the agenda told in each language, as `spbe/reports/meeting_points.py` writes it."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting about the result of one agency, year and stage."""

    agency_id: int
    instrument_id: str
    year: int
    stage: str
    title: str
    day: datetime.date
    begins: datetime.time | None = None
    """In the time of the place."""
    place: str = ""
    chair: str = ""
    figures: MeetingFigures | None = None
    """None until the meeting is closed."""
    id: int | None = None
    version: int = 1
    """Counts up with every change, so that an edit knows whether it saw the newest state."""

    @property
    def is_closed(self) -> bool:
        return self.figures is not None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who came."""

    name: str
    unit: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What was agreed at a meeting, in its words; the item of the checklist says what became of it.

    Fields are those of the item as they were agreed.
    """

    meeting_id: int
    text: str
    units: tuple[str, ...] = ()
    person: str = ""
    due: datetime.date | None = None
    code: str | None = None
    """Of the indicator; None where it belongs to none."""
    item_id: int = 0
    id: int | None = None
    """None until it is kept."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was written down at a meeting."""

    attendance: tuple[Attendee, ...] = ()
    notes: Mapping[AgendaPoint, str] = field(default_factory=dict)
    """What was said, by point; absent where nothing was."""
    follow_ups: tuple[FollowUp, ...] = ()

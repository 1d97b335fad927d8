"""What a meeting speaks of: gathered once, shown on its page and on the wall, and written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.meeting import Agreed, MeetingChanges
from spbe.model.meeting import AgendaPoint, Attendee, Meeting, MeetingFigures
from spbe.reports.contents import ReportContents


@dataclass(frozen=True, eq=False)
class MeetingAgenda:
    """The agenda of one meeting with everything that its points say."""

    meeting: Meeting
    contents: ReportContents
    """The result as it is now; once the meeting is closed, as it was on its day."""
    figures: MeetingFigures
    """Of now; once the meeting is closed, those that it kept."""
    last: Meeting | None
    """The meeting before."""
    agreed: Sequence[Agreed]
    """At earlier meetings, with what became of it."""
    changes: MeetingChanges | None
    """Since the last meeting that was closed; None where none was."""
    decided: Sequence[Agreed]
    """At this meeting."""
    attendance: Sequence[Attendee]
    notes: Mapping[AgendaPoint, str]
    """What was said, by point; absent where nothing was."""

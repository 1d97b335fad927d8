"""Meetings as the rows of their tables, inside a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select

from spbe.model.meeting import Meeting, MeetingFigures, UnitCount
from spbe.store.events import Event, read_last_actor, write_event
from spbe.store.records import Author, EditConflictError, StoreError
from spbe.store.rights import Action, check_right, seen_rows
from spbe.store.schema_meetings import meeting_units, meetings
from spbe.text.translator import Message, message

MEETING = "meeting"
"""The subject of events about a meeting."""
_DETAILS = ("year", "stage", "title", "day", "begins", "place", "chair")
_NO_FIGURES: Mapping[str, Any] = {
    "closed_at": None,
    "revision_id": None,
    "index_hundredths": None,
    "index_numerator": None,
    "target_name": "",
    "target_hundredths": None,
    "open_items": 0,
    "overdue_items": 0,
    "closed_items": 0,
    "said": "",
}


def read_meetings(connection: Connection, *conditions: ColumnElement[bool]) -> list[Meeting]:
    """Read the meetings that meet the conditions, the earliest first; two queries.

    Those of agencies that the person at work does not see are left out.
    """
    conditions = (*conditions, seen_rows(connection, meetings.c.agency_id))
    rows = connection.execute(select(meetings).where(*conditions)).all()
    chosen = select(meetings.c.id).where(*conditions)
    counts: defaultdict[int, list[UnitCount]] = defaultdict(list)
    query = select(meeting_units).where(meeting_units.c.meeting_id.in_(chosen))
    for row in connection.execute(query.order_by(meeting_units.c.position)):
        counts[row.meeting_id].append(UnitCount(row.unit, row.open_items, row.overdue_items))
    found = [_to_meeting(row, counts[row.id]) for row in rows]
    return sorted(found, key=order_meeting)


def order_meeting(meeting: Meeting) -> tuple[object, ...]:
    """Give the key that sorts meetings by their day and hour, those without an hour first."""
    begins = "" if meeting.begins is None else meeting.begins.isoformat()
    return meeting.day, begins, meeting.id or 0


def read_meeting(connection: Connection, meeting_id: int) -> Meeting:
    """Read one meeting that the person at work may edit.

    Raises StoreError where it is gone, RightsError where the person may not.
    """
    found = read_meetings(connection, meetings.c.id == meeting_id)
    if not found:
        # Whoever sees nothing learns nothing of what there is.
        check_right(connection, Action.EDIT_MEETINGS)
        raise meeting_is_gone()
    check_right(connection, Action.EDIT_MEETINGS, found[0].agency_id)
    return found[0]


def read_seen(connection: Connection, seen: Meeting) -> Meeting:
    """Read a meeting as `read_meeting` does. Raises EditConflictError where it is not as seen."""
    current = read_meeting(connection, seen.id or 0)
    if current.version != seen.version:
        raise EditConflictError(
            message("rapat ini"), current, read_last_actor(connection, MEETING, seen.id)
        )
    return current


def write_figures(connection: Connection, meeting: Meeting) -> Mapping[str, Any]:
    """Keep what each unit had open, and give the columns of the meeting's figures."""
    connection.execute(delete(meeting_units).where(meeting_units.c.meeting_id == meeting.id))
    kept = meeting.figures
    if kept is None:
        return _NO_FIGURES
    rows = [
        {
            "meeting_id": meeting.id,
            "position": position,
            "unit": count.unit,
            "open_items": count.open,
            "overdue_items": count.overdue,
        }
        for position, count in enumerate(kept.units)
    ]
    if rows:
        connection.execute(insert(meeting_units), rows)
    return {
        "closed_at": kept.at,
        "revision_id": kept.revision_id,
        "index_hundredths": kept.index,
        "index_numerator": kept.index_numerator,
        "target_name": kept.target_name,
        "target_hundredths": kept.target,
        "open_items": kept.open_items,
        "overdue_items": kept.overdue_items,
        "closed_items": kept.closed_items,
        "said": kept.said,
    }


def give_details(meeting: Meeting) -> dict[str, Any]:
    """Give the columns of what people say of a meeting."""
    return {name: getattr(meeting, name) for name in _DETAILS}


def note_meeting(
    connection: Connection, before: Meeting | None, after: Meeting | None, author: Author
) -> None:
    """Note what became of a meeting in the history."""
    meeting = after or before
    assert meeting is not None  # noqa: S101  # one of both is always given
    values = [None if each is None else _to_values(each) for each in (before, after)]
    note(connection, meeting, MEETING, (values[0], values[1]), author)


def note(
    connection: Connection,
    meeting: Meeting,
    subject: str,
    change: tuple[Mapping[str, Any] | None, Mapping[str, Any] | None],
    author: Author,
) -> None:
    """Note a change of something that belongs to a meeting."""
    before, after = change
    who, at = author
    event = Event(
        subject, meeting.id, meeting.agency_id, meeting.year, None, before, after, who, at
    )
    write_event(connection, event)


def meeting_is_gone(what: Message | None = None) -> StoreError:
    """Make the error for a meeting, or a part of it, that is not kept any more."""
    return StoreError(
        message(
            "{what} sudah tidak ada. Tidak ada yang disimpan. Muat ulang halaman Rapat & Laporan.",
            what=what or message("Rapat ini"),
        )
    )


def _to_values(meeting: Meeting) -> Mapping[str, Any]:
    values = give_details(meeting)
    values["name"] = values.pop("title")
    values["begins"] = None if meeting.begins is None else meeting.begins.isoformat("minutes")
    kept = meeting.figures
    return values | {
        "is_closed": kept is not None,
        "hundredths": None if kept is None else kept.index,
        "open_items": None if kept is None else kept.open_items,
        "overdue_items": None if kept is None else kept.overdue_items,
    }


def _to_meeting(row: Row[Any], units: list[UnitCount]) -> Meeting:
    figures = None
    if row.closed_at is not None:
        figures = MeetingFigures(
            at=row.closed_at,
            revision_id=row.revision_id,
            index=row.index_hundredths,
            index_numerator=row.index_numerator,
            target_name=row.target_name,
            target=row.target_hundredths,
            open_items=row.open_items,
            overdue_items=row.overdue_items,
            closed_items=row.closed_items,
            units=tuple(units),
            said=row.said,
        )
    return Meeting(
        agency_id=row.agency_id,
        instrument_id=row.instrument_id,
        year=row.year,
        stage=row.stage,
        title=row.title,
        day=row.day,
        begins=row.begins,
        place=row.place,
        chair=row.chair,
        figures=figures,
        id=row.id,
        version=row.version,
    )

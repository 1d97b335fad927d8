"""Who came to a meeting, and what was said on each point of its agenda."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, delete, insert, select

from spbe.model.meeting import AGENDA_POINTS, AgendaPoint, Attendee
from spbe.store.checks import check_text
from spbe.store.database import Store
from spbe.store.events import read_last_actor
from spbe.store.item_checks import LONGEST_TEXT, check_length
from spbe.store.meeting_rows import note, read_meeting
from spbe.store.records import EditConflictError, StoreError
from spbe.store.rights import check_author, seen_rows
from spbe.store.schema_meetings import meeting_attendance, meeting_notes, meetings
from spbe.text.translator import message

_ATTENDANCE, _NOTE = "attendance", "meeting_note"


def find_attendance(store: Store, meeting_id: int) -> tuple[Attendee, ...]:
    """Find who came to a meeting, in the order in which they were written down."""
    with store.read() as connection:
        return read_attendance(connection, meeting_id)


def save_attendance(
    store: Store,
    meeting_id: int,
    attendance: Sequence[Attendee],
    who: str,
    at: datetime.datetime,
    seen: Sequence[Attendee],
) -> tuple[Attendee, ...]:
    """Save who came in place of what was there; rows in which nothing stands are left out.

    Raises EditConflictError with the list as it is now where it is not as it was seen, StoreError
    where the meeting is gone or a row has no name, RightsError where the person at work may not.
    """
    who = check_author(store, who, at)
    wanted = _check_attendance(attendance)
    with store.write() as connection:
        meeting = read_meeting(connection, meeting_id)
        current = read_attendance(connection, meeting_id)
        if current != tuple(seen):
            raise EditConflictError(
                message("daftar hadir"),
                current,
                read_last_actor(connection, _ATTENDANCE, meeting_id),
            )
        own = meeting_attendance.c.meeting_id == meeting_id
        connection.execute(delete(meeting_attendance).where(own))
        rows = [
            {"meeting_id": meeting_id, "position": position, **_to_row(each)}
            for position, each in enumerate(wanted)
        ]
        if rows:
            connection.execute(insert(meeting_attendance), rows)
        values = [{"name": meeting.title, "present": _list(each)} for each in (current, wanted)]
        note(connection, meeting, _ATTENDANCE, (values[0], values[1]), (who, at))
    return wanted


def find_meeting_notes(store: Store, meeting_id: int) -> Mapping[AgendaPoint, str]:
    """Find what was said at a meeting, by the point of its agenda; absent where nothing was."""
    with store.read() as connection:
        return read_notes(connection, meeting_id)


def save_meeting_note(
    store: Store,
    meeting_id: int,
    point: AgendaPoint,
    text: str,
    who: str,
    at: datetime.datetime,
    seen: str,
) -> str:
    """Save what was said on a point of the agenda in place of what was there; "" takes it back.

    Raises EditConflictError with the text as it is now where it is not as it was seen, StoreError
    where the meeting is gone or the text cannot be kept, RightsError where the person at work may
    not.
    """
    who = check_author(store, who, at)
    text = _check_note(point, text)
    with store.write() as connection:
        meeting = read_meeting(connection, meeting_id)
        current = read_notes(connection, meeting_id).get(point, "")
        if current != seen.strip():
            last = read_last_actor(connection, _NOTE, meeting_id, ("point", point))
            raise EditConflictError(message("catatan agenda ini"), current, last)
        own = (meeting_notes.c.meeting_id == meeting_id, meeting_notes.c.point == point)
        connection.execute(delete(meeting_notes).where(*own))
        if text:
            row = {"meeting_id": meeting_id, "point": point, "text": text}
            connection.execute(insert(meeting_notes).values(**row))
        values = [{"point": point, "text": each} if each else None for each in (current, text)]
        note(connection, meeting, _NOTE, (values[0], values[1]), (who, at))
    return text


def _check_attendance(attendance: Sequence[Attendee]) -> tuple[Attendee, ...]:
    """Return the rows in which something stands, tidy. Raises StoreError where one has no name."""
    kept = []
    for position, each in enumerate(attendance, 1):
        check_text(each.name, each.unit, each.role)
        tidy = Attendee(*(" ".join(part.split()) for part in (each.name, each.unit, each.role)))
        if tidy == Attendee(""):
            continue
        if not tidy.name:
            raise StoreError(
                message(
                    "Baris {n} daftar hadir belum bernama ({rest}). Isi namanya atau hapus "
                    "barisnya, lalu simpan lagi.",
                    n=position,
                    rest=" · ".join(filter(None, (tidy.unit, tidy.role)))[:80],
                )
            )
        kept.append(tidy)
    return tuple(kept)


def _check_note(point: AgendaPoint, text: str) -> str:
    if point not in AGENDA_POINTS:
        raise StoreError(message('Agenda "{point}" tidak dikenal.', point=str(point)[:40]))
    check_text(text)
    text = text.strip()
    check_length(text, 5 * LONGEST_TEXT)
    return text


def read_attendance(connection: Connection, meeting_id: int) -> tuple[Attendee, ...]:
    """Read who came to a meeting, in the order in which they were written down."""
    query = (
        select(meeting_attendance)
        .join(meetings, meetings.c.id == meeting_attendance.c.meeting_id)
        .where(meetings.c.id == meeting_id, seen_rows(connection, meetings.c.agency_id))
        .order_by(meeting_attendance.c.position)
    )
    return tuple(Attendee(row.name, row.unit, row.role) for row in connection.execute(query))


def read_notes(connection: Connection, meeting_id: int) -> Mapping[AgendaPoint, str]:
    """Read what was said at a meeting, in the order of its agenda."""
    query = (
        select(meeting_notes.c.point, meeting_notes.c.text)
        .join(meetings, meetings.c.id == meeting_notes.c.meeting_id)
        .where(meetings.c.id == meeting_id, seen_rows(connection, meetings.c.agency_id))
    )
    kept = {row.point: row.text for row in connection.execute(query)}
    return {point: kept[point] for point in AGENDA_POINTS if point in kept}


def _to_row(attendee: Attendee) -> dict[str, str]:
    return {"name": attendee.name, "unit": attendee.unit, "role": attendee.role}


def _list(attendance: Sequence[Attendee]) -> list[str]:
    return [" · ".join(filter(None, (each.name, each.unit, each.role))) for each in attendance]

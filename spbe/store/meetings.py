"""Meetings: planned, held, closed with the figures of their day."""

from __future__ import annotations

import datetime
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, update

from spbe.model.meeting import Meeting, MeetingFigures, Minutes
from spbe.store.agencies import load_agency_row
from spbe.store.checks import check_hundredths, check_name, check_stage, check_text, check_year
from spbe.store.database import Store
from spbe.store.follow_ups import read_follow_ups
from spbe.store.meeting_minutes import read_attendance, read_notes
from spbe.store.meeting_rows import (
    give_details,
    meeting_is_gone,
    note_meeting,
    read_meetings,
    read_seen,
    write_figures,
)
from spbe.store.records import Author, EditConflictError, StoreError
from spbe.store.rights import Action, check_author, check_right
from spbe.store.schema_meetings import follow_ups, meetings
from spbe.text.translator import message

_LARGEST_ID = 2**31 - 1


def find_meetings(
    store: Store, agency_id: int, instrument_id: str, year: int | None = None
) -> list[Meeting]:
    """Find the meetings about an agency's results, those of a year or all; the earliest first."""
    wanted = [meetings.c.agency_id == agency_id, meetings.c.instrument_id == instrument_id]
    if year is not None:
        wanted.append(meetings.c.year == year)
    with store.read() as connection:
        return read_meetings(connection, *wanted)


def load_meeting(store: Store, meeting_id: int) -> Meeting:
    """Load one meeting. Raises StoreError where there is none with this id."""
    with store.read() as connection:
        possible = 0 < meeting_id <= _LARGEST_ID
        found = read_meetings(connection, meetings.c.id == meeting_id) if possible else []
    if not found:
        raise meeting_is_gone()
    return found[0]


def add_meeting(store: Store, meeting: Meeting, who: str, at: datetime.datetime) -> Meeting:
    """Add a meeting, which is not closed yet.

    Raises StoreError where it cannot be kept as it is or its agency is gone, RightsError where the
    person at work may not.
    """
    who = check_author(store, who, at)
    tidy = replace(_check(meeting), figures=None, version=1)
    with store.write() as connection:
        check_right(connection, Action.EDIT_MEETINGS, tidy.agency_id)
        load_agency_row(connection, tidy.agency_id)
        values = {"agency_id": tidy.agency_id, "instrument_id": tidy.instrument_id}
        query = insert(meetings).values(**values, **give_details(tidy)).returning(meetings.c.id)
        added = replace(tidy, id=connection.execute(query).scalar_one())
        note_meeting(connection, None, added, (who, at))
    return added


def save_meeting(
    store: Store, meeting: Meeting, who: str, at: datetime.datetime, seen: Meeting
) -> Meeting:
    """Save what people say of a meeting: title, day, hour, place, chair, year and stage.

    Raises EditConflictError where it is not as it was seen, StoreError where it is gone or cannot
    be kept as it is, RightsError where the person at work may not.
    """
    who = check_author(store, who, at)
    tidy = _check(meeting)
    with store.write() as connection:
        current = read_seen(connection, seen)
        if current.is_closed and (tidy.year, tidy.stage) != (current.year, current.stage):
            raise StoreError(
                message(
                    "Rapat ini sudah ditutup dengan angka tahap dan tahunnya. Buka lagi rapatnya, "
                    "lalu ubah tahap atau tahunnya."
                )
            )
        wanted = replace(current, **give_details(tidy))
        return _update(connection, current, wanted, (who, at))


def close_meeting(
    store: Store, seen: Meeting, figures: MeetingFigures, who: str, at: datetime.datetime
) -> Meeting:
    """Close a meeting with the figures of its day, which stay as they are from then on.

    Raises as `save_meeting` does.
    """
    who = check_author(store, who, at)
    for hundredths in (figures.index, figures.target):
        if hundredths is not None:
            check_hundredths(hundredths)
    check_text(figures.target_name, *(count.unit for count in figures.units))
    with store.write() as connection:
        current = read_seen(connection, seen)
        return _update(connection, current, replace(current, figures=figures), (who, at))


def reopen_meeting(store: Store, seen: Meeting, who: str, at: datetime.datetime) -> Meeting:
    """Open a meeting again; the figures of its day are given up. Raises as `save_meeting` does."""
    who = check_author(store, who, at)
    with store.write() as connection:
        current = read_seen(connection, seen)
        return _update(connection, current, replace(current, figures=None), (who, at))


def remove_meeting(
    store: Store, seen: Meeting, minutes: Minutes, who: str, at: datetime.datetime
) -> None:
    """Remove a meeting with its `minutes` as they were seen; items of the checklist stay.

    Raises as `save_meeting` does, also where somebody wrote in its minutes meanwhile.
    """
    who = check_author(store, who, at)
    with store.write() as connection:
        current = read_seen(connection, seen)
        kept = Minutes(
            read_attendance(connection, current.id or 0),
            read_notes(connection, current.id or 0),
            tuple(read_follow_ups(connection, follow_ups.c.meeting_id == current.id)),
        )
        if kept != minutes:
            raise EditConflictError(message("notulen rapat ini"), kept, None)
        connection.execute(delete(meetings).where(meetings.c.id == current.id))
        note_meeting(connection, current, None, (who, at))


def _update(connection: Connection, current: Meeting, wanted: Meeting, author: Author) -> Meeting:
    if wanted == current:
        return current
    wanted = replace(wanted, version=current.version + 1)
    values = {**give_details(wanted), **write_figures(connection, wanted)}
    query = update(meetings).where(meetings.c.id == current.id)
    connection.execute(query.values(**values, version=wanted.version))
    note_meeting(connection, current, wanted, author)
    return wanted


def _check(meeting: Meeting) -> Meeting:
    """Return a meeting with tidy texts. Raises StoreError where it cannot be kept as it is."""
    check_year(meeting.year)
    check_stage(meeting.stage)
    check_name(meeting.instrument_id)
    if not meeting.title.strip():
        raise StoreError(message("Judul rapat masih kosong. Isi judulnya, lalu simpan lagi."))
    if type(meeting.day) is not datetime.date:
        raise StoreError(message("Tanggal rapat masih kosong. Pilih tanggalnya, lalu simpan lagi."))
    check_text(meeting.place, meeting.chair)
    return replace(
        meeting,
        title=check_name(meeting.title),
        place=" ".join(meeting.place.split()),
        chair=" ".join(meeting.chair.split()),
    )

"""What is agreed at meetings: kept in its words, and an item of the checklist from then on."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from spbe.model.item import CLOSED_STATES, Item
from spbe.model.meeting import FollowUp, Meeting
from spbe.store.database import Store
from spbe.store.events import read_last_actor
from spbe.store.item_checks import check_item
from spbe.store.item_rights import check_addition
from spbe.store.item_rows import insert_items, read_items
from spbe.store.items import write_items
from spbe.store.meeting_rows import meeting_is_gone, note, read_meeting
from spbe.store.records import Author, EditConflictError
from spbe.store.rights import check_author, seen_rows
from spbe.store.schema_meetings import follow_up_units, follow_ups, meetings
from spbe.store.schema_work import items
from spbe.text.translator import message

_SUBJECT = "follow_up"
REMOVED = "Dihapus dari tindak lanjut rapat"
"""Why the item of a follow-up that was taken back does not apply."""


def find_follow_ups(store: Store, agency_id: int, meeting_id: int | None = None) -> list[FollowUp]:
    """Find what was agreed at a meeting, or at all of an agency, in the order of writing."""
    wanted = [meetings.c.agency_id == agency_id]
    if meeting_id is not None:
        wanted.append(meetings.c.id == meeting_id)
    with store.read() as connection:
        return read_follow_ups(connection, *wanted)


def add_follow_up(store: Store, follow_up: FollowUp, who: str, at: datetime.datetime) -> FollowUp:
    """Write down what was agreed, and put it into the checklist of the meeting's year.

    Where an open item asks for the same already, it gets the new day, person and further units
    instead of a double. All of it is one transaction.

    Raises StoreError where the meeting is gone or something cannot be kept as it is, RightsError
    where the person at work may not; nothing is written then.
    """
    who = check_author(store, who, at)
    with store.write() as connection:
        meeting = read_meeting(connection, follow_up.meeting_id)
        item = check_item(_to_item(meeting, follow_up))
        tidy = replace(_take(follow_up, item), item_id=_write_item(connection, item, (who, at)))
        query = insert(follow_ups).values(meeting_id=meeting.id, **_to_row(tidy))
        number = connection.execute(query.returning(follow_ups.c.id)).scalar_one()
        added = replace(tidy, id=number)
        _write_units(connection, added)
        note(connection, meeting, _SUBJECT, (None, _to_values(added)), (who, at))
    return added


def save_follow_up(
    store: Store, follow_up: FollowUp, who: str, at: datetime.datetime, seen: FollowUp
) -> FollowUp:
    """Save what was agreed in other words, here and in its item, in one transaction.

    Raises EditConflictError where it is not as it was seen, and as `add_follow_up` does.
    """
    who = check_author(store, who, at)
    with store.write() as connection:
        meeting, current = _read_seen(connection, seen)
        wanted = check_item(_to_item(meeting, follow_up))
        tidy = replace(_take(follow_up, wanted), item_id=current.item_id, id=current.id)
        if tidy == current:
            return current
        (item,) = read_items(connection, items.c.id == current.item_id)
        write_items(connection, [(item, _follow(item, current, tidy))], who, at)
        this = follow_ups.c.id == current.id
        connection.execute(update(follow_ups).where(this).values(**_to_row(tidy)))
        _write_units(connection, tidy)
        change = (_to_values(current), _to_values(tidy))
        note(connection, meeting, _SUBJECT, change, (who, at))
    return tidy


def remove_follow_up(store: Store, seen: FollowUp, who: str, at: datetime.datetime) -> None:
    """Take back what was written down. Its item does not apply from then on, where it was open.

    An item that stood in the checklist before, or is agreed at another meeting too, stays as it is.
    Raises as `save_follow_up` does.
    """
    who = check_author(store, who, at)
    with store.write() as connection:
        meeting, current = _read_seen(connection, seen)
        connection.execute(delete(follow_ups).where(follow_ups.c.id == current.id))
        is_agreed = select(follow_ups.c.id).where(follow_ups.c.item_id == current.item_id)
        for item in read_items(connection, items.c.id == current.item_id):
            is_own = item.source == "meeting" and item.state not in CLOSED_STATES
            if is_own and connection.scalar(is_agreed) is None:
                dropped = replace(item, state="not_applicable", reason=REMOVED)
                write_items(connection, [(item, dropped)], who, at)
        note(connection, meeting, _SUBJECT, (_to_values(current), None), (who, at))


def _write_item(connection: Connection, item: Item, author: Author) -> int:
    """Add the item, or renew the open one that asks for the same; returns its id."""
    same_place = (items.c.agency_id == item.agency_id, items.c.instrument_id == item.instrument_id)
    there = read_items(connection, *same_place)
    open_already = next((each for each in there if each.is_open and each.key == item.key), None)
    if open_already is None:
        check_addition(connection, item)
        return insert_items(connection, [item], *author)[0]
    renewed = replace(
        open_already,
        units=(*open_already.units, *item.units),
        person=item.person or open_already.person,
        due=item.due or open_already.due,
    )
    write_items(connection, [(open_already, check_item(renewed))], *author)
    return open_already.id or 0


def _to_item(meeting: Meeting, follow_up: FollowUp) -> Item:
    return Item(
        agency_id=meeting.agency_id,
        instrument_id=meeting.instrument_id,
        text=follow_up.text,
        source="meeting",
        opened_year=meeting.year,
        code=follow_up.code,
        units=follow_up.units,
        person=follow_up.person,
        due=follow_up.due,
    )


def _shared(thing: Item | FollowUp) -> dict[str, Any]:
    """Give what a follow-up and its item have in common."""
    return {name: getattr(thing, name) for name in ("text", "code", "units", "person", "due")}


def _follow(item: Item, before: FollowUp, after: FollowUp) -> Item:
    """Give an item what changed in a follow-up of it; what others asked of it stays.

    An item that stood in the checklist before keeps its own words and indicator.
    """
    old, new = _shared(before), _shared(after)
    is_own = item.source == "meeting"
    changed = {
        name: new[name]
        for name in ("person", "due", *(("text", "code") if is_own else ()))
        if new[name] != old[name]
    }
    taken = set(before.units) - set(after.units)
    added = [unit for unit in after.units if unit not in before.units]
    units = [unit for unit in item.units if unit not in taken]
    return replace(item, units=tuple(dict.fromkeys((*units, *added))), **changed)


def _take(follow_up: FollowUp, item: Item) -> FollowUp:
    """Give a follow-up the tidied words of its item."""
    return replace(follow_up, **_shared(item))


def _read_seen(connection: Connection, seen: FollowUp) -> tuple[Meeting, FollowUp]:
    meeting = read_meeting(connection, seen.meeting_id)
    found = read_follow_ups(connection, follow_ups.c.id == seen.id)
    if not found:
        raise meeting_is_gone(message("Tindak lanjut ini"))
    if found[0] != seen:
        last = read_last_actor(connection, _SUBJECT, meeting.id, ("part_id", seen.id))
        raise EditConflictError(message("tindak lanjut ini"), found[0], last)
    return meeting, found[0]


def read_follow_ups(connection: Connection, *conditions: ColumnElement[bool]) -> list[FollowUp]:
    """Read the follow-ups that meet the conditions, in the order of writing."""
    query = (
        select(follow_ups)
        .join(meetings, meetings.c.id == follow_ups.c.meeting_id)
        .where(*conditions, seen_rows(connection, meetings.c.agency_id))
    )
    rows = connection.execute(query.order_by(follow_ups.c.id)).all()
    names: defaultdict[int, list[str]] = defaultdict(list)
    chosen = query.with_only_columns(follow_ups.c.id)
    linked = select(follow_up_units).where(follow_up_units.c.follow_up_id.in_(chosen))
    for row in connection.execute(linked):
        names[row.follow_up_id].append(row.unit)
    return [
        FollowUp(
            meeting_id=row.meeting_id,
            text=row.text,
            units=tuple(sorted(names[row.id], key=str.casefold)),
            person=row.person,
            due=row.due,
            code=row.code,
            item_id=row.item_id,
            id=row.id,
        )
        for row in rows
    ]


def _write_units(connection: Connection, follow_up: FollowUp) -> None:
    own = follow_up_units.c.follow_up_id == follow_up.id
    connection.execute(delete(follow_up_units).where(own))
    rows = [{"follow_up_id": follow_up.id, "unit": unit} for unit in follow_up.units]
    if rows:
        connection.execute(insert(follow_up_units), rows)


def _to_row(follow_up: FollowUp) -> dict[str, Any]:
    names = ("item_id", "text", "person", "due", "code")
    return {name: getattr(follow_up, name) for name in names}


def _to_values(follow_up: FollowUp) -> Mapping[str, Any]:
    return {**_to_row(follow_up), "units": list(follow_up.units), "part_id": follow_up.id}

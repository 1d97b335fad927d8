"""The checklist: what each unit still has to do, kept from one evaluation to the next."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, select

from spbe.model.item import Item, take_item_code
from spbe.store.agencies import load_agency_row
from spbe.store.checks import check_year
from spbe.store.database import Store
from spbe.store.item_checks import check_item, check_step
from spbe.store.item_notes import write_returned
from spbe.store.item_records import ItemConflictError, item_is_gone
from spbe.store.item_rights import check_addition, check_edit
from spbe.store.item_rows import insert_items, is_same, read_items, update_items, write_carried
from spbe.store.rights import Action, check_author, check_right
from spbe.store.schema_work import item_years, items

_LARGEST_ID, _IDS_AT_ONCE = 2**31 - 1, 500


def find_items(
    store: Store,
    agency_id: int,
    instrument_id: str,
    year: int | None = None,
    ids: Collection[int] | None = None,
) -> list[Item]:
    """Find the items of an agency, the oldest first: those of a year's evaluation, or all.

    An item stands in the year in which it was opened and in each into which it was carried. `ids`
    narrows it down to these, wherever they come from; what is none of an item is left out.
    """
    wanted = [*_belongs_to(agency_id, instrument_id)]
    if year is not None:
        wanted.append(_stands_in(year))
    possible = {number for number in ids or () if 0 < number <= _LARGEST_ID}
    # More would not fit into one query everywhere; then the rest is left out below.
    if ids is not None and len(possible) <= _IDS_AT_ONCE:
        wanted.append(items.c.id.in_(possible))
    with store.read() as connection:
        found = read_items(connection, *wanted)
    return found if ids is None else [item for item in found if item.id in possible]


def load_item(store: Store, item_id: int) -> Item:
    """Load one item. Raises StoreError where there is none with this id."""
    with store.read() as connection:
        found = read_items(connection, items.c.id == item_id)
    if not found:
        raise item_is_gone()
    return found[0]


def add_items(store: Store, new: Sequence[Item], who: str, at: datetime.datetime) -> list[Item]:
    """Add items to the checklist of the year in which each is opened, in one transaction.

    One that is open already, or stands in that year already, is passed by (`Item.key` says what is
    the same), so that two who make the same list at once make it once. A text that begins with a
    code of the portal gives it to its item. Returns what was added.

    Raises StoreError where an item cannot be kept as it is, RightsError where the person at work
    may not add it: nothing is added then.
    """
    with store.write() as connection:
        return write_new_items(connection, new, check_author(connection, who, at), at)


def write_new_items(
    connection: Connection, new: Sequence[Item], who: str, at: datetime.datetime
) -> list[Item]:
    """Do what `add_items` says, inside a write transaction."""
    wanted = [check_item(take_item_code(item)) for item in new]
    added: list[int] = []
    for item in wanted:
        check_addition(connection, item)
    for place in sorted({(item.agency_id, item.instrument_id) for item in wanted}):
        load_agency_row(connection, place[0])
        own = [item for item in wanted if (item.agency_id, item.instrument_id) == place]
        there = read_items(connection, *_belongs_to(*place))
        added += insert_items(connection, _leave_doubles(own, there), who, at)
    return read_items(connection, items.c.id.in_(added))


def save_items(
    store: Store,
    pairs: Sequence[tuple[Item, Item]],
    who: str,
    at: datetime.datetime,
) -> list[Item]:
    """Save items as they are wanted in place of as they were seen, in one transaction.

    Parameters
    ----------
    pairs : each item as the author saw it, and as it should be: text, indicator, level, units,
        person, due date, state and reason; whatever else differs stays as it is.

    Returns
    -------
    list of Item as they are now, in the order of the pairs. The reason of a return opens a new
    round of notes.

    Raises ItemConflictError with every item that somebody else changed since it was seen;
    StoreError where one is gone, cannot take this state, or cannot be kept as it is; RightsError
    where the person at work may not do that. Nothing is saved then.
    """
    with store.write() as connection:
        return write_items(connection, pairs, check_author(connection, who, at), at)


def write_items(
    connection: Connection,
    pairs: Sequence[tuple[Item, Item]],
    who: str,
    at: datetime.datetime,
) -> list[Item]:
    """Do what `save_items` says, inside a write transaction."""
    changes = [(seen, check_item(wanted)) for seen, wanted in pairs]
    ids = [seen.id for seen, _ in pairs]
    current = _read_current(connection, [seen for seen, _ in pairs])
    edits = []
    for seen, wanted in changes:
        now = current[seen.id]
        check_edit(connection, now, wanted)
        check_step(now, wanted)
        if not is_same(now, wanted):
            edits.append((now, wanted))
    update_items(connection, edits, who, at)
    write_returned(connection, edits, who, at)
    by_id = {item.id: item for item in read_items(connection, items.c.id.in_(ids))}
    return [by_id[number] for number in ids]


def carry_items(
    store: Store, agency_id: int, instrument_id: str, year: int, who: str, at: datetime.datetime
) -> list[Item]:
    """Carry every open item of earlier years into the evaluation of a year.

    Nothing of them changes but that they stand in this year too; done twice it does nothing more.
    Returns the items that were carried now. Raises StoreError where the agency or the year is not
    known, RightsError where the person at work may not edit items of all units.
    """
    who, year = check_author(store, who, at), check_year(year)
    with store.write() as connection:
        check_right(connection, Action.EDIT_ITEMS, agency_id)
        load_agency_row(connection, agency_id)
        earlier = items.c.opened_year < year
        there = read_items(connection, *_belongs_to(agency_id, instrument_id), earlier)
        carried = [item for item in there if item.is_open and year not in item.years]
        write_carried(connection, carried, year, who, at)
    return [replace(item, years=tuple(sorted({*item.years, year}))) for item in carried]


def _belongs_to(agency_id: int, instrument_id: str) -> tuple[ColumnElement[bool], ...]:
    return items.c.agency_id == agency_id, items.c.instrument_id == instrument_id


def _stands_in(year: int) -> ColumnElement[bool]:
    return items.c.id.in_(select(item_years.c.item_id).where(item_years.c.year == year))


def _leave_doubles(new: Sequence[Item], there: Collection[Item]) -> list[Item]:
    """Leave out what is open already, or stands in the year for which it is new."""
    taken = {(item.key, year) for item in there for year in item.years}
    still_open = {item.key for item in there if item.is_open}
    left = []
    for item in new:
        if item.key not in still_open and (item.key, item.opened_year) not in taken:
            taken.add((item.key, item.opened_year))
            left.append(item)
    return left


def _read_current(connection: Connection, seen: Sequence[Item]) -> dict[int | None, Item]:
    """Read items as they are now. Raises where one is gone or is not as it was seen."""
    found = read_items(connection, items.c.id.in_([item.id for item in seen]))
    current = {item.id: item for item in found}
    if any(item.id not in current for item in seen):
        raise item_is_gone()
    changed = [current[item.id] for item in seen if current[item.id].version != item.version]
    if changed:
        raise ItemConflictError(changed)
    return current

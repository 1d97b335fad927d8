"""Items as the rows of their tables, inside a transaction."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, insert, select, update

from spbe.model.item import Item
from spbe.store.events import Event, write_events
from spbe.store.item_links import link_units
from spbe.store.rights import seen_rows
from spbe.store.schema import units
from spbe.store.schema_work import item_units, item_years, items

_EDITED = ("code", "level", "text", "is_for_all_units", "person", "due", "state", "reason")
"""What an edit may change, beside the units."""


def read_items(connection: Connection, *conditions: ColumnElement[bool]) -> list[Item]:
    """Read the items that meet the conditions, the oldest first; three queries, however many.

    Items of agencies that the person at work does not see are left out.
    """
    conditions = (*conditions, seen_rows(connection, items.c.agency_id))
    rows = connection.execute(select(items).where(*conditions).order_by(items.c.id)).all()
    chosen = select(items.c.id).where(*conditions)
    years = connection.execute(
        select(item_years.c.item_id, item_years.c.year)
        .where(item_years.c.item_id.in_(chosen))
        .order_by(item_years.c.year)
    )
    names = connection.execute(
        select(item_units.c.item_id, units.c.name)
        .join(units, units.c.id == item_units.c.unit_id)
        .where(item_units.c.item_id.in_(chosen))
    )
    years_of, names_of = _group(years), _group(names)
    return [_to_item(row, years_of[row.id], names_of[row.id]) for row in rows]


def insert_items(
    connection: Connection, new: Sequence[Item], who: str, at: datetime.datetime
) -> list[int]:
    """Add items, each in the year in which it was opened, and note that; returns their ids."""
    if not new:
        return []
    rows = [
        {
            **_edited(item),
            "agency_id": item.agency_id,
            "instrument_id": item.instrument_id,
            "requirement": item.requirement,
            "source": item.source,
            "opened_year": item.opened_year,
            "opened_at": at,
            "closed_at": None if item.is_open else at,
        }
        for item in new
    ]
    query = insert(items).returning(items.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(query, rows))
    insert_years(
        connection, [(number, item.opened_year) for number, item in zip(ids, new, strict=True)]
    )
    link_units(
        connection, [(number, (), item) for number, item in zip(ids, new, strict=True)], who, at
    )
    write_events(
        connection,
        [
            _to_event(item, number, None, format_values(item), (who, at))
            for number, item in zip(ids, new, strict=True)
        ],
    )
    return ids


def insert_years(connection: Connection, pairs: Iterable[tuple[int, int]]) -> None:
    """Let items, by id, stand in a year too."""
    rows = [{"item_id": item_id, "year": year} for item_id, year in pairs]
    if rows:
        connection.execute(insert(item_years), rows)


def update_items(
    connection: Connection,
    pairs: Sequence[tuple[Item, Item]],
    who: str,
    at: datetime.datetime,
) -> None:
    """Write items in place of what they are now, and note what changed."""
    if not pairs:
        return
    changes = [
        {
            **{f"new_{name}": value for name, value in _edited(wanted).items()},
            "this": now.id,
            "new_closed_at": _closed_at(now, wanted, at),
            "new_version": now.version + 1,
        }
        for now, wanted in pairs
    ]
    names = (*_EDITED, "closed_at", "version")
    query = update(items).where(items.c.id == bindparam("this"))
    connection.execute(query.values({name: bindparam(f"new_{name}") for name in names}), changes)
    link_units(connection, [(now.id or 0, now.units, wanted) for now, wanted in pairs], who, at)
    write_events(
        connection,
        [
            _to_event(now, now.id, format_values(now), format_values(wanted), (who, at))
            for now, wanted in pairs
        ],
    )


def write_carried(
    connection: Connection, carried: Iterable[Item], year: int, who: str, at: datetime.datetime
) -> None:
    """Let open items of earlier years stand in a year too, and note that."""
    moved = [item for item in carried if year not in item.years]
    insert_years(connection, [(item.id or 0, year) for item in moved])
    happened = []
    for item in moved:
        before = {"text": item.text, "years": list(item.years)}
        after = {"text": item.text, "years": sorted({*item.years, year})}
        happened.append(_to_event(item, item.id, before, after, (who, at), year))
    write_events(connection, happened)


def format_values(item: Item) -> dict[str, Any]:
    """Give what the history keeps of an item."""
    return {
        "text": item.text,
        "code": item.code,
        "level": item.level,
        "source": item.source,
        "is_for_all_units": item.is_for_all_units,
        "units": list(item.units),
        "person": item.person,
        "due": item.due,
        "state": item.state,
        "reason": item.reason,
    }


def is_same(now: Item, wanted: Item) -> bool:
    """Tell whether an edit changes nothing that an edit may change."""
    names = [{name.casefold() for name in item.units} for item in (now, wanted)]
    return names[0] == names[1] and _edited(now) == _edited(wanted)


def _edited(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _EDITED}


def _closed_at(now: Item, wanted: Item, at: datetime.datetime) -> datetime.datetime | None:
    if wanted.is_open:
        return None
    return now.closed_at if now.state == wanted.state else at


def _to_event(
    item: Item,
    item_id: int | None,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    author: tuple[str, datetime.datetime],
    year: int | None = None,
) -> Event:
    newest = max(item.years, default=item.opened_year)
    return Event(
        subject="item",
        subject_id=item_id,
        agency_id=item.agency_id,
        year=year or newest,
        code=item.code,
        before=before,
        after=after,
        who=author[0],
        at=author[1],
    )


def _group(pairs: Iterable[Any]) -> defaultdict[int, list[Any]]:
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for item_id, value in pairs:
        grouped[item_id].append(value)
    return grouped


def _to_item(row: Row[Any], years: Sequence[int], names: Sequence[str]) -> Item:
    return Item(
        id=row.id,
        agency_id=row.agency_id,
        instrument_id=row.instrument_id,
        code=row.code,
        level=row.level,
        requirement=row.requirement,
        text=row.text,
        source=row.source,
        is_for_all_units=row.is_for_all_units,
        units=tuple(sorted(names, key=str.casefold)),
        person=row.person,
        due=row.due,
        state=row.state,
        reason=row.reason,
        opened_year=row.opened_year,
        years=tuple(years),
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        version=row.version,
    )

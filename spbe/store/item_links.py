"""Which units an item belongs to, and what each of them has done, as rows of a table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from spbe.model.item import Item, Share
from spbe.store.agencies import collect_units
from spbe.store.events import Event, Values, write_events
from spbe.store.schema import units
from spbe.store.schema_work import item_units


def find_unit_ids(connection: Connection, agency_id: int) -> Mapping[str, int]:
    """Find the ids of an agency's units by name in small letters."""
    query = select(units.c.name, units.c.id).where(units.c.agency_id == agency_id)
    return {name.casefold(): number for name, number in connection.execute(query)}


def link_units(
    connection: Connection,
    links: Sequence[tuple[int, Sequence[str], Item]],
    who: str,
    at: datetime.datetime,
) -> None:
    """Give items, by id, other units than those named; what the others did is kept with them.

    What a unit had done that has no part any more stays in the history.
    """
    new: list[dict[str, int]] = []
    gone: list[dict[str, int]] = []
    for agency_id in {item.agency_id for _, _, item in links}:
        own = [link for link in links if link[2].agency_id == agency_id]
        collect_units(connection, agency_id, [name for _, _, item in own for name in item.units])
        ids = find_unit_ids(connection, agency_id)
        for item_id, before, item in own:
            kept = {ids[name.casefold()] for name in before}
            wanted = {ids[name.casefold()] for name in item.units}
            new += [{"item_id": item_id, "unit_id": unit_id} for unit_id in wanted - kept]
            gone += [{"this": item_id, "unit": unit_id} for unit_id in kept - wanted]
    if gone:
        _note_lost_shares(connection, {number: item for number, _, item in links}, gone, (who, at))
        this = item_units.c.item_id == bindparam("this")
        connection.execute(
            delete(item_units).where(this, item_units.c.unit_id == bindparam("unit")), gone
        )
    if new:
        connection.execute(insert(item_units), new)


def _note_lost_shares(
    connection: Connection,
    by_id: Mapping[int, Item],
    gone: Sequence[Mapping[str, int]],
    author: tuple[str, datetime.datetime],
) -> None:
    lost = {(link["this"], link["unit"]) for link in gone}
    rows = connection.execute(
        select(item_units, units.c.name)
        .join(units, units.c.id == item_units.c.unit_id)
        .where(item_units.c.item_id.in_({item_id for item_id, _ in lost}))
    )
    shares = [
        Share(row.item_id, row.name, row.is_done, row.link, row.note)
        for row in rows
        if (row.item_id, row.unit_id) in lost and (row.is_done or row.link or row.note)
    ]
    write_events(connection, [to_share_event(by_id[s.item_id], s, None, author) for s in shares])


def to_share_event(
    item: Item, before: Share, after: Share | None, author: tuple[str, datetime.datetime]
) -> Event:
    """Make the event of a share that was changed, or lost with its unit."""
    return Event(
        subject="share",
        subject_id=item.id,
        agency_id=item.agency_id,
        year=max(item.years, default=item.opened_year),
        code=item.code,
        before=_describe(before),
        after=None if after is None else _describe(after),
        who=author[0],
        at=author[1],
    )


def _describe(share: Share) -> Values:
    return {
        "name": share.unit,
        "is_done": share.is_done,
        "link": share.link,
        "note": share.note,
    }

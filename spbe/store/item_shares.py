"""What each unit has done of an item that several units do."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select, update

from spbe.model.item import CLOSED_STATES, Item, Share
from spbe.store.database import Store
from spbe.store.document_checks import LONGEST_NOTE, check_length, check_link
from spbe.store.events import write_events
from spbe.store.item_links import find_unit_ids, to_share_event
from spbe.store.item_records import ShareConflictError, item_is_gone
from spbe.store.item_rows import read_items
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema import units
from spbe.store.schema_work import item_units, item_years, items
from spbe.text.translator import message


def find_shares(
    store: Store, agency_id: int, instrument_id: str, year: int | None = None
) -> dict[int, tuple[Share, ...]]:
    """Find the shares in items that all units do, by the id of the item, units by name.

    Of the items of a year's evaluation, or of all.
    """
    belongs = [
        items.c.agency_id == agency_id,
        items.c.instrument_id == instrument_id,
        items.c.is_for_all_units,
    ]
    if year is not None:
        stands = select(item_years.c.item_id).where(item_years.c.year == year)
        belongs.append(items.c.id.in_(stands))
    with store.read() as connection:
        return _read_shares(connection, *belongs)


def save_shares(
    store: Store,
    pairs: Sequence[tuple[Share, Share]],
    who: str,
    at: datetime.datetime,
) -> list[Share]:
    """Save what units have done in place of what was seen of it, in one transaction.

    Each pair is a share as the author saw it, and as it should be. Returns the shares as they are
    now. Raises ShareConflictError with every share that somebody else changed since it was seen;
    StoreError where an item is gone or the unit has no part in it; RightsError where a member saves
    what another unit did. Nothing is saved then.
    """
    with store.write() as connection:
        return write_shares(connection, pairs, check_author(connection, who, at), at)


def write_shares(
    connection: Connection,
    pairs: Sequence[tuple[Share, Share]],
    who: str,
    at: datetime.datetime,
) -> list[Share]:
    """Do what `save_shares` says, inside a write transaction."""
    pairs = [(seen, _check_words(seen, wanted)) for seen, wanted in pairs]
    ids = {wanted.item_id for _, wanted in pairs}
    by_id = {item.id: item for item in read_items(connection, items.c.id.in_(ids))}
    if ids - set(by_id):
        raise item_is_gone()
    shares = _read_shares(connection, items.c.id.in_(ids))
    current = {_key(share): share for own in shares.values() for share in own}
    for _, wanted in pairs:
        item = by_id[wanted.item_id]
        _check_part(item, wanted)
        check_right(connection, Action.EDIT_ITEMS, item.agency_id, [wanted.unit])
        if item.state in CLOSED_STATES:
            check_right(connection, Action.ACCEPT_ITEMS, item.agency_id, [wanted.unit])
    changed = [current[_key(seen)] for seen, _ in pairs if current[_key(seen)] != seen]
    if changed:
        raise ShareConflictError(changed)
    for _, wanted in pairs:
        _write_share(connection, by_id[wanted.item_id], wanted)
    write_events(
        connection,
        [to_share_event(by_id[wanted.item_id], seen, wanted, (who, at)) for seen, wanted in pairs],
    )
    return [wanted for _, wanted in pairs]


def _check_words(seen: Share, wanted: Share) -> Share:
    """Return a share with tidy words. Raises StoreError where its new link is no web address."""
    link = wanted.link.strip()
    if link and link != seen.link:
        link = check_link(link)
    note = check_length("note", wanted.note, LONGEST_NOTE, is_one_line=False)
    return replace(wanted, link=link, note=note)


def _key(share: Share) -> tuple[int, str]:
    return share.item_id, share.unit.casefold()


def _check_part(item: Item, share: Share) -> None:
    if share.unit.casefold() not in {name.casefold() for name in item.units}:
        raise StoreError(
            message(
                "{unit} tidak (lagi) termasuk OPD pada butir “{text}”. Tidak ada yang disimpan. "
                "Muat ulang halaman Checklist.",
                unit=share.unit,
                text=item.text[:80],
            )
        )


def _write_share(connection: Connection, item: Item, share: Share) -> None:
    unit_id = find_unit_ids(connection, item.agency_id)[share.unit.casefold()]
    connection.execute(
        update(item_units)
        .where(item_units.c.item_id == item.id, item_units.c.unit_id == unit_id)
        .values(is_done=share.is_done, link=share.link, note=share.note)
    )


def _read_shares(
    connection: Connection, *conditions: ColumnElement[bool]
) -> dict[int, tuple[Share, ...]]:
    query = (
        select(item_units, units.c.name)
        .join(units, units.c.id == item_units.c.unit_id)
        .join(items, items.c.id == item_units.c.item_id)
        .where(*conditions, seen_rows(connection, items.c.agency_id))
    )
    shares: dict[int, list[Share]] = {}
    for row in connection.execute(query):
        shares.setdefault(row.item_id, []).append(_to_share(row))
    return {
        item_id: tuple(sorted(own, key=lambda share: share.unit.casefold()))
        for item_id, own in sorted(shares.items())
    }


def _to_share(row: Row[Any]) -> Share:
    return Share(row.item_id, row.name, row.is_done, row.link, row.note)

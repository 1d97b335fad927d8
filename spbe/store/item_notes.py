"""What is said about an item: rounds of notes and answers."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, func, insert, select

from spbe.model.item import Item, ItemNote
from spbe.store.database import Store
from spbe.store.events import Event, write_event
from spbe.store.item_checks import check_words
from spbe.store.item_records import item_is_gone
from spbe.store.item_rows import read_items
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema_work import item_notes, items
from spbe.text.translator import message

NoteKind = Literal["note", "answer"]


def find_notes(store: Store, item_ids: Collection[int]) -> list[ItemNote]:
    """Find what was said about items, by item and in the order in which it was said."""
    query = (
        select(item_notes)
        .join(items)
        .where(item_notes.c.item_id.in_(item_ids))
        .order_by(item_notes.c.item_id, item_notes.c.id)
    )
    with store.read() as connection:
        query = query.where(seen_rows(connection, items.c.agency_id))
        return [_to_note(row) for row in connection.execute(query)]


def add_note(
    store: Store, item_id: int, kind: NoteKind, text: str, who: str, at: datetime.datetime
) -> ItemNote:
    """Add a note, which opens a new round, or an answer, which belongs to the newest one.

    Raises StoreError where the item is gone, nothing is said, or it cannot be kept; RightsError
    where the person at work may not edit the item.
    """
    with store.write() as connection:
        return write_note(connection, item_id, kind, text, check_author(connection, who, at), at)


def write_note(
    connection: Connection,
    item_id: int,
    kind: NoteKind,
    text: str,
    who: str,
    at: datetime.datetime,
) -> ItemNote:
    """Do what `add_note` says, inside a write transaction."""
    text = check_words(text, message("Catatan masih kosong. Tulis catatannya, lalu simpan lagi."))
    if kind not in get_args(NoteKind):
        raise StoreError(message('Jenis catatan "{kind}" tidak dikenal.', kind=str(kind)))
    found = read_items(connection, items.c.id == item_id)
    if not found:
        raise item_is_gone()
    check_right(connection, Action.EDIT_ITEMS, found[0].agency_id, found[0].units)
    return _write_note(connection, found[0], kind, text, (who, at))


def write_returned(
    connection: Connection,
    edits: Sequence[tuple[Item, Item]],
    who: str,
    at: datetime.datetime,
) -> None:
    """Open a round of notes with the reason of each item that was returned."""
    for now, wanted in edits:
        is_new = (now.state, now.reason) != (wanted.state, wanted.reason)
        if wanted.state == "returned" and is_new:
            _write_note(connection, now, "note", wanted.reason, (who, at))


def _write_note(
    connection: Connection,
    item: Item,
    kind: NoteKind,
    text: str,
    author: tuple[str, datetime.datetime],
) -> ItemNote:
    own = item_notes.c.item_id == item.id
    newest = connection.scalar(select(func.max(item_notes.c.round)).where(own)) or 0
    note = ItemNote(
        item_id=item.id or 0,
        round=newest + 1 if kind == "note" else max(newest, 1),
        kind=kind,
        text=text,
        who=author[0],
        at=author[1],
    )
    values = {"item_id": note.item_id, "round": note.round, "kind": kind, "text": text}
    connection.execute(insert(item_notes).values(**values, who=note.who, at=note.at))
    write_event(
        connection,
        Event(
            subject="item_note",
            subject_id=item.id,
            agency_id=item.agency_id,
            year=max(item.years, default=item.opened_year),
            code=item.code,
            before=None,
            after={"text": text, "kind": kind, "round": note.round},
            who=note.who,
            at=note.at,
        ),
    )
    return note


def _to_note(row: Row[Any]) -> ItemNote:
    return ItemNote(row.item_id, row.round, row.kind, row.text, row.who, row.at)

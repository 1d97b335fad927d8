"""What documents stand behind: one may serve many indicators, requirements, items and years."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from spbe.model.evidence import Document, DocumentUse
from spbe.store.checks import check_who
from spbe.store.database import Store
from spbe.store.document_checks import check_use
from spbe.store.document_rows import check_change, read_documents
from spbe.store.events import Event, write_events
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows, sign
from spbe.store.schema_work import document_uses, documents, items
from spbe.text.translator import message

SUBJECT_OF_USES = "document_use"
"""What events about uses are named; their id is the document's."""
_IDS_AT_ONCE = 500
_NAMES = tuple(field.name for field in fields(DocumentUse))
_COLUMNS = tuple(document_uses.c[name] for name in _NAMES)
"""In the order of the fields, so that a row of thousands becomes a use without looking up names."""


def find_uses(
    store: Store, agency_id: int, instrument_id: str | None = None, year: int | None = None
) -> list[DocumentUse]:
    """Find what the documents of an agency stand behind: of one instrument and year, or all."""
    query = select(*_COLUMNS).join(documents).where(documents.c.agency_id == agency_id)
    if instrument_id is not None:
        query = query.where(document_uses.c.instrument_id == instrument_id)
    if year is not None:
        query = query.where(document_uses.c.year == year)
    with store.read() as connection:
        query = query.where(seen_rows(connection, documents.c.agency_id))
        rows = connection.execute(query.order_by(document_uses.c.id)).all()
    return [DocumentUse(*row) for row in rows]


def add_uses(
    store: Store, uses: Sequence[DocumentUse], who: str, at: datetime.datetime
) -> list[DocumentUse]:
    """Let documents stand behind more than before, all or none; what is there stays as it is.

    Returns
    -------
    list of DocumentUse, those that were new.

    Raises StoreError where a document or item is gone or a use cannot be kept; RightsError where
    one of the documents is not the person's at work to change.
    """
    with store.write() as connection:
        return write_uses(connection, uses, check_author(connection, who, at), at)


def write_uses(
    connection: Connection, uses: Sequence[DocumentUse], who: str, at: datetime.datetime
) -> list[DocumentUse]:
    """Do what `add_uses` says, inside a write transaction."""
    for use in uses:
        check_use(use)
    found = _read_documents(connection, {use.document_id for use in uses})
    for document in found.values():  # an accepted one too: what was accepted stays as it is
        check_right(connection, Action.EDIT_EVIDENCE, document.agency_id, document.units)
    _check_items(connection, uses, found)
    known = set(map(_place, _read_uses(connection, found)))
    added = []
    for use in uses:
        if _place(use) not in known:
            known.add(_place(use))
            added.append(use)
    if added:
        connection.execute(insert(document_uses), [_values(use) for use in added])
    write_events(
        connection,
        [_to_event(found[use.document_id], None, use, who, at) for use in added],
    )
    return added


def remove_uses(
    store: Store, uses: Sequence[DocumentUse], who: str, at: datetime.datetime
) -> list[DocumentUse]:
    """Let documents no longer stand behind something; what is gone already is left out.

    Returns those that were there. Raises RightsError where one of the documents is not the person's
    at work to change, StoreError where it is gone.
    """
    who = check_who(who, at)
    with store.write() as connection:
        who = sign(connection, who)
        found = _read_documents(connection, {use.document_id for use in uses})
        for document in found.values():
            check_change(connection, Action.EDIT_EVIDENCE, document)
        places = set(map(_place, uses))
        gone = [use for use in _read_uses(connection, found) if _place(use) in places]
        for use in gone:
            connection.execute(delete(document_uses).where(document_uses.c.id == use.id))
        write_events(
            connection,
            [_to_event(found[use.document_id], use, None, who, at) for use in gone],
        )
    return gone


def _read_documents(connection: Connection, wanted: Collection[int]) -> dict[int, Document]:
    """Read documents by id. Raises StoreError where one is gone."""
    found = {
        document.id: document
        for ids in _parts(wanted)
        for document in read_documents(connection, documents.c.id.in_(ids))
        if document.id is not None
    }
    if len(found) < len(wanted):
        raise StoreError(
            message("Salah satu dokumen sudah tidak ada. Tidak ada yang disimpan. Muat ulang.")
        )
    return found


def _check_items(
    connection: Connection, uses: Sequence[DocumentUse], found: Mapping[int, Document]
) -> None:
    """Raise StoreError where a use names an item that is gone, or another agency's."""
    ids = {use.item_id for use in uses if use.item_id is not None}
    owners = {
        row.id: row.agency_id
        for part in _parts(ids)
        for row in connection.execute(
            select(items.c.id, items.c.agency_id).where(items.c.id.in_(part))
        )
    }
    for use in uses:
        is_there = owners.get(use.item_id) == found[use.document_id].agency_id
        if use.item_id is not None and not is_there:
            raise StoreError(
                message("Butir checklist ini sudah tidak ada. Tidak ada yang disimpan. Muat ulang.")
            )


def _read_uses(connection: Connection, wanted: Collection[int]) -> list[DocumentUse]:
    return [
        DocumentUse(*row)
        for ids in _parts(wanted)
        for row in connection.execute(select(*_COLUMNS).where(document_uses.c.document_id.in_(ids)))
    ]


def _parts(ids: Collection[int]) -> Iterator[list[int]]:
    """Cut ids into parts that fit into one query on every database."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _IDS_AT_ONCE):
        yield ordered[start : start + _IDS_AT_ONCE]


def _place(use: DocumentUse) -> tuple[object, ...]:
    """Give what makes two uses the same one, whatever page they name."""
    return (
        *(use.document_id, use.instrument_id, use.year),
        *(use.code, use.level, use.requirement, use.item_id),
    )


def _values(use: DocumentUse) -> dict[str, Any]:
    values = {name: getattr(use, name) for name in _NAMES if name != "id"}
    return {**values, "page": " ".join(use.page.split())}


def _to_event(
    document: Document,
    before: DocumentUse | None,
    after: DocumentUse | None,
    who: str,
    at: datetime.datetime,
) -> Event:
    """Say in the history of the document, its year and indicator, what it stands behind."""

    def describe(use: DocumentUse | None) -> dict[str, Any] | None:
        if use is None:
            return None
        names = ("level", "requirement", "item_id", "page")
        return {"name": document.name, **{name: getattr(use, name) for name in names}}

    either = after or before
    assert either is not None  # noqa: S101  # one of them always is
    return Event(
        SUBJECT_OF_USES,
        document.id,
        document.agency_id,
        either.year,
        either.code,
        describe(before),
        describe(after),
        who,
        at,
    )

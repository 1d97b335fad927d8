"""The evidence of an agency: documents, what state they are in, and who accepted them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from spbe.model.evidence import Document
from spbe.store.agencies import collect_units, load_agency_row
from spbe.store.database import Store
from spbe.store.document_checks import LONGEST_LINE, check_document, check_length
from spbe.store.document_rows import (
    begin_change,
    finish_change,
    note_change,
    read_document,
    read_documents,
)
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_author, check_right, check_units_kept, seen_rows
from spbe.store.schema import units
from spbe.store.schema_work import document_units, documents
from spbe.text.translator import message


def find_documents(store: Store, agency_id: int) -> list[Document]:
    """Find the documents of an agency, in the order in which they were added."""
    with store.read() as connection:
        seen = seen_rows(connection, documents.c.agency_id)
        return read_documents(connection, documents.c.agency_id == agency_id, seen)


def load_document(store: Store, document_id: int) -> Document:
    """Load one document. Raises StoreError where there is none with this id."""
    with store.read() as connection:
        document = read_document(connection, document_id)
        if document is None:
            raise StoreError(message("Dokumen ini sudah tidak ada. Muat ulang halamannya."))
        check_right(connection, Action.VIEW, document.agency_id)
        return document


def add_document(store: Store, document: Document, who: str, at: datetime.datetime) -> Document:
    """Add a document as a draft; where it is found comes with its first version.

    Raises StoreError where it cannot be kept, RightsError where the person at work may not.
    """
    with store.write() as connection:
        return write_document(connection, document, check_author(connection, who, at), at)


def write_document(
    connection: Connection, document: Document, who: str, at: datetime.datetime
) -> Document:
    """Do what `add_document` says, inside a write transaction."""
    tidy = check_document(document)
    check_right(connection, Action.EDIT_EVIDENCE, tidy.agency_id, tidy.units)
    load_agency_row(connection, tidy.agency_id)
    values = {"agency_id": tidy.agency_id, **_details(tidy)}
    query = insert(documents).values(**values).returning(documents.c.id)
    document_id: int = connection.execute(query).scalar_one()
    _write_units(connection, document_id, tidy.agency_id, tidy.units)
    after = read_document(connection, document_id)
    assert after is not None  # noqa: S101  # read in the transaction that just wrote it
    note_change(connection, None, after, who, at)
    return after


def save_document(
    store: Store, document: Document, who: str, at: datetime.datetime, seen: Document
) -> Document:
    """Save name, number, dates, note and units of a document; its state stays as it is.

    Raises EditConflictError where the document is no longer the one that was seen; StoreError
    where it cannot be kept, RightsError where the person at work may not.
    """
    tidy = check_document(document)
    with store.write() as connection:
        before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        check_right(connection, Action.EDIT_EVIDENCE, before.agency_id, tidy.units)
        check_units_kept(connection, before.units, tidy.units)
        if _details(tidy) == _details(before) and set(tidy.units) == set(before.units):
            return before
        assert before.id is not None  # noqa: S101  # it was read
        _write_units(connection, before.id, before.agency_id, tidy.units)
        return finish_change(connection, before, who, at, **_details(tidy))


def submit_document(store: Store, seen: Document, who: str, at: datetime.datetime) -> Document:
    """Hand a document over to be reviewed. Raises as `save_document` does; without content too."""
    with store.write() as connection:
        before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        if before.newest is None:
            raise StoreError(
                message("Dokumen ini belum punya tautan atau berkas. Tambahkan dulu, lalu ajukan.")
            )
        return finish_change(connection, before, who, at, state="review", reason="")


def review_document(
    store: Store,
    seen: Document,
    is_accepted: bool,
    reason: str,
    who: str,
    at: datetime.datetime,
) -> Document:
    """Accept a document, or reject it with a reason, as it was seen.

    Raises EditConflictError and StoreError where there is nothing to be looked at
    or a rejection says no reason.
    """
    tidy = check_length("reason", reason, LONGEST_LINE)
    with store.write() as connection:
        before, who = begin_change(connection, Action.REVIEW_EVIDENCE, seen, who, at)
        if before.newest is None:
            raise StoreError(
                message("Dokumen ini belum punya tautan atau berkas, jadi belum dapat direviu.")
            )
        if not is_accepted and not tidy:
            raise StoreError(
                message("Alasan penolakan masih kosong. Tulis apa yang perlu diperbaiki.")
            )
        state = "accepted" if is_accepted else "rejected"
        return finish_change(
            connection, before, who, at, state=state, reason="" if is_accepted else tidy
        )


def remove_document(store: Store, seen: Document, who: str, at: datetime.datetime) -> None:
    """Remove a document with its versions and uses. Raises as `save_document` does."""
    with store.write() as connection:
        before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        connection.execute(delete(documents).where(documents.c.id == before.id))
        note_change(connection, before, None, who, at)


def _details(document: Document) -> dict[str, object]:
    names = ("name", "number", "issuer", "note", "dated", "effective", "expires", "is_review")
    return {name: getattr(document, name) for name in names}


def _write_units(
    connection: Connection, document_id: int, agency_id: int, names: Sequence[str]
) -> None:
    """Let a document belong to these units; those that the agency does not have yet are added."""
    collect_units(connection, agency_id, names)
    known = connection.execute(
        select(units.c.name, units.c.id).where(units.c.agency_id == agency_id)
    )
    ids = {row.name.casefold(): row.id for row in known}
    wanted = dict.fromkeys(ids[name.casefold()] for name in names)
    connection.execute(delete(document_units).where(document_units.c.document_id == document_id))
    if wanted:
        rows = [{"document_id": document_id, "unit_id": unit_id} for unit_id in wanted]
        connection.execute(insert(document_units), rows)

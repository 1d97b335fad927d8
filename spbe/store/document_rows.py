"""Documents as rows: read behind an open connection, with their newest version and units."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select, update

from spbe.model.evidence import Document, DocumentVersion
from spbe.store.events import Event, read_last_actor, write_event
from spbe.store.records import EditConflictError
from spbe.store.rights import Action, RightsError, check_author, check_right, is_role_allowed
from spbe.store.schema import units
from spbe.store.schema_work import document_units, document_versions, documents
from spbe.text.translator import message

SUBJECT = "document"
"""What events about documents are named."""


def read_documents(connection: Connection, *wanted: ColumnElement[bool]) -> list[Document]:
    """Read the documents that fit, in the order in which they were added."""
    rows = connection.execute(select(documents).where(*wanted).order_by(documents.c.id)).all()
    newest = (
        select(document_versions.c.document_id, func.max(document_versions.c.number).label("last"))
        .join(documents, documents.c.id == document_versions.c.document_id)
        .where(*wanted)
        .group_by(document_versions.c.document_id)
        .subquery()
    )
    versions = select(document_versions).join(
        newest,
        (newest.c.document_id == document_versions.c.document_id)
        & (newest.c.last == document_versions.c.number),
    )
    by_document = {row.document_id: to_version(row) for row in connection.execute(versions)}
    owners = (
        select(document_units.c.document_id, units.c.name)
        .join(units, units.c.id == document_units.c.unit_id)
        .join(documents, documents.c.id == document_units.c.document_id)
        .where(*wanted)
        .order_by(units.c.name)
    )
    names: dict[int, list[str]] = {}
    for document_id, name in connection.execute(owners):
        names.setdefault(document_id, []).append(name)
    return [
        _to_document(row, by_document.get(row.id), tuple(names.get(row.id, ()))) for row in rows
    ]


def read_document(connection: Connection, document_id: int | None) -> Document | None:
    """Read one document; None where there is none with this id."""
    return next(iter(read_documents(connection, documents.c.id == document_id)), None)


def begin_change(
    connection: Connection, action: Action, seen: Document, who: str, at: datetime.datetime
) -> tuple[Document, str]:
    """Give the document as it is now and the name to sign with, where it may be changed.

    Raises RightsError as `check_change` does; EditConflictError where the document is no longer
    what was seen, or gone.
    """
    name = check_author(connection, who, at)
    current = read_document(connection, seen.id)
    if current is not None:
        check_change(connection, action, current)
    if current != seen:
        what = message("dokumen “{name}”", name=seen.name)
        raise EditConflictError(what, current, read_last_actor(connection, SUBJECT, seen.id))
    return current, name


def check_change(connection: Connection, action: Action, document: Document) -> None:
    """Raise RightsError where the person at work may not change a document as it is now.

    What was accepted is changed only by those who may accept it.
    """
    check_right(connection, action, document.agency_id, document.units)
    if document.state == "accepted" and not is_role_allowed(connection, Action.REVIEW_EVIDENCE):
        raise RightsError(
            message(
                "Dokumen “{name}” sudah diterima, jadi hanya dapat diubah oleh koordinator. Tidak "
                "ada yang disimpan. Minta koordinator, atau catat dokumen baru.",
                name=document.name,
            )
        )


def finish_change(
    connection: Connection,
    before: Document,
    who: str,
    at: datetime.datetime,
    /,
    **values: Any,
) -> Document:
    """Write the columns that change, count the edition up, and note what happened."""
    this = documents.c.id == before.id
    edition = before.edition + 1
    connection.execute(update(documents).where(this).values(**values, version=edition))
    after = read_document(connection, before.id)
    assert after is not None  # noqa: S101  # read in the transaction that just wrote it
    note_change(connection, before, after, who, at)
    return after


def note_change(
    connection: Connection,
    before: Document | None,
    after: Document | None,
    who: str,
    at: datetime.datetime,
) -> None:
    """Note who changed a document from what to what."""
    either = after or before
    if either is None:
        return
    write_event(
        connection,
        Event(
            SUBJECT,
            either.id,
            either.agency_id,
            None,
            None,
            None if before is None else describe(before),
            None if after is None else describe(after),
            who,
            at,
        ),
    )


def describe(document: Document) -> dict[str, Any]:
    """Give what an event keeps of a document; never its test account."""
    newest = document.newest
    return {
        "name": document.name,
        "number": document.number,
        "issuer": document.issuer,
        "note": document.note,
        "dated": _day(document.dated),
        "effective": _day(document.effective),
        "expires": _day(document.expires),
        "is_review": document.is_review,
        "units": list(document.units),
        "state": document.state,
        "reason": document.reason,
        "content": None if newest is None else _describe_version(newest),
    }


def to_version(row: Row[tuple[object, ...]]) -> DocumentVersion:
    return DocumentVersion(
        number=row.number,
        who=row.who,
        at=row.at,
        link=row.link,
        page=row.page,
        access_checked=row.access_checked,
        sha256=row.sha256,
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
    )


def _describe_version(version: DocumentVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "link": version.link,
        "page": version.page,
        "access_checked": _day(version.access_checked),
        "file": version.file_name,
        "sha256": version.sha256,
    }


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _to_document(
    row: Row[tuple[object, ...]], newest: DocumentVersion | None, names: tuple[str, ...]
) -> Document:
    return Document(
        id=row.id,
        agency_id=row.agency_id,
        name=row.name,
        number=row.number,
        issuer=row.issuer,
        note=row.note,
        dated=row.dated,
        effective=row.effective,
        expires=row.expires,
        is_review=row.is_review,
        units=names,
        state=row.state,
        reason=row.reason,
        edition=row.version,
        newest=newest,
    )

"""The versions of a document: each is a link or a file, and none is ever altered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from spbe.model.evidence import Document, DocumentVersion
from spbe.store.database import Store
from spbe.store.document_checks import LONGEST_LINE, check_length, check_link
from spbe.store.document_rows import begin_change, finish_change, to_version
from spbe.store.file_types import check_file
from spbe.store.files import EvidenceFiles
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_right, seen_rows
from spbe.store.schema_work import document_versions, documents
from spbe.text.file_names import make_file_name
from spbe.text.translator import message


def find_versions(store: Store, document_id: int) -> list[DocumentVersion]:
    """Find the versions of a document, the newest first."""
    with store.read() as connection:
        query = (
            select(document_versions)
            .join(documents)
            .where(
                document_versions.c.document_id == document_id,
                seen_rows(connection, documents.c.agency_id),
            )
            .order_by(document_versions.c.number.desc())
        )
        return [to_version(row) for row in connection.execute(query)]


def add_link(
    store: Store,
    seen: Document,
    link: str,
    page: str,
    access_checked: datetime.date | None,
    who: str,
    at: datetime.datetime,
) -> Document:
    """Add a version behind a web address. What was accepted has to be reviewed again.

    Raises StoreError where it is no http or https address, EditConflictError, RightsError.
    """
    with store.write() as connection:
        return write_link(connection, seen, link, page, access_checked, who, at)


def write_link(
    connection: Connection,
    seen: Document,
    link: str,
    page: str,
    access_checked: datetime.date | None,
    who: str,
    at: datetime.datetime,
) -> Document:
    """Do what `add_link` says, inside a write transaction."""
    values = {
        "link": check_link(link),
        "page": check_length("page", page, LONGEST_LINE),
        "access_checked": access_checked,
    }
    before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
    return _add(connection, before, values, who, at)


def add_file(
    store: Store,
    files: EvidenceFiles,
    seen: Document,
    name: str,
    data: bytes,
    page: str,
    who: str,
    at: datetime.datetime,
) -> Document:
    """Add a version that is a file; the file is safe before the database names it.

    `name` is what the user's file is called and only shown. Raises StoreError where it is too large
    or no PDF, Word, Excel or picture, or cannot be written; EditConflictError.
    """
    kind = check_file(data)
    page = check_length("page", page, LONGEST_LINE)
    check_right(store, Action.EDIT_EVIDENCE, seen.agency_id, seen.units)
    values = {
        "page": page,
        "sha256": files.keep(data),
        "file_name": make_file_name(name, kind.extension),
        "media_type": kind.media_type,
        "size": len(data),
    }
    with store.write() as connection:
        before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        return _add(connection, before, values, who, at)


def note_access(
    store: Store,
    seen: Document,
    day: datetime.date | None,
    who: str,
    at: datetime.datetime,
) -> Document:
    """Note on which day somebody saw that the newest link opens; None: it was not seen any more.

    Raises EditConflictError, RightsError, and StoreError where the newest version is no link.
    """
    with store.write() as connection:
        before, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        if before.newest is None or not before.newest.link:
            raise StoreError(message("Dokumen ini tidak berupa tautan, jadi aksesnya tidak perlu."))
        connection.execute(
            update(document_versions)
            .where(
                document_versions.c.document_id == before.id,
                document_versions.c.number == before.newest.number,
            )
            .values(access_checked=day)
        )
        return finish_change(connection, before, who, at)


def _add(
    connection: Connection,
    before: Document,
    values: Mapping[str, object],
    who: str,
    at: datetime.datetime,
) -> Document:
    number = 1 if before.newest is None else before.newest.number + 1
    row = {"document_id": before.id, "number": number, "who": who, "at": at, **values}
    connection.execute(insert(document_versions).values(**row))
    # What somebody decided was about the version before.
    state = {"accepted": "review", "rejected": "draft"}.get(before.state, before.state)
    return finish_change(connection, before, who, at, state=state, reason="")

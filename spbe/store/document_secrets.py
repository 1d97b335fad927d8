"""The test accounts that assessors ask for: in a table of their own, shown masked and nowhere else.

No export, no text, no history and no representation of an object holds them; the history says only
that one was given, changed or removed.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from spbe.model.evidence import Document
from spbe.store.database import Store
from spbe.store.document_checks import LONGEST_LINE
from spbe.store.document_rows import SUBJECT, begin_change, read_document
from spbe.store.events import Event, write_event
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_right
from spbe.store.schema_work import document_secrets, documents
from spbe.text.translator import message


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The test account that an assessor needs. It is shown on its own page and nowhere else."""

    user_name: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self.user_name or self.password)


def load_secret(store: Store, document: Document) -> Secret:
    """Load the test account of a document, empty where it has none. Raises RightsError."""
    with store.read() as connection:
        kept = read_document(connection, document.id)
        if kept is None:
            return Secret()
        check_right(connection, Action.SEE_SECRETS, kept.agency_id, kept.units)
        return _read(connection, kept)


def save_secret(
    store: Store, seen: Document, secret: Secret, who: str, at: datetime.datetime
) -> None:
    """Save the test account of a document, or remove it where both parts are empty.

    Raises EditConflictError where the document is no longer the one that was seen; RightsError;
    StoreError where a part is too long, which is said without repeating it.
    """
    parts = (secret.user_name, secret.password)
    if any(len(part) > LONGEST_LINE or "\0" in part for part in parts):
        raise StoreError(
            message(
                "Nama pengguna atau kata sandi terlalu panjang, paling banyak {most} huruf.",
                most=LONGEST_LINE,
            )
        )
    with store.write() as connection:
        document, who = begin_change(connection, Action.EDIT_EVIDENCE, seen, who, at)
        check_right(connection, Action.SEE_SECRETS, document.agency_id, document.units)
        before = _read(connection, document)
        if before == secret:
            return
        mine = document_secrets.c.document_id == document.id
        connection.execute(delete(document_secrets).where(mine))
        if secret:
            values = {"user_name": secret.user_name, "password": secret.password}
            connection.execute(insert(document_secrets).values(document_id=document.id, **values))
        # Whoever saw the account before this one has to look again.
        this = documents.c.id == document.id
        connection.execute(update(documents).where(this).values(version=document.edition + 1))
        event = Event(
            SUBJECT,
            document.id,
            document.agency_id,
            None,
            None,
            {"name": document.name, "account": _word(before)},
            {"name": document.name, "account": "changed" if before and secret else _word(secret)},
            who,
            at,
        )
        write_event(connection, event)


def _word(secret: Secret) -> str:
    return "given" if secret else "none"


def _read(connection: Connection, document: Document) -> Secret:
    mine = document_secrets.c.document_id == document.id
    row = connection.execute(select(document_secrets).where(mine)).one_or_none()
    return Secret() if row is None else Secret(row.user_name, row.password)

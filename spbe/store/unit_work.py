"""What units sent back, kept in one transaction: items, shares, answers, evidence and claims."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from spbe.model.evidence import Document, DocumentUse
from spbe.model.item import Item, Share
from spbe.store.assessments import write_drafts
from spbe.store.database import Store
from spbe.store.document_uses import write_uses
from spbe.store.document_versions import write_link
from spbe.store.documents import write_document
from spbe.store.item_notes import write_note
from spbe.store.item_shares import write_shares
from spbe.store.items import write_items, write_new_items
from spbe.store.records import Draft
from spbe.store.rights import Action, check_author, check_right

_LONGEST_NAME = 120
"""Characters that a document is named with."""


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """What a unit answered on an item."""

    item: Item
    text: str


@dataclass(frozen=True, slots=True)
class NewLink:
    """Where a unit says that the evidence for an item is found."""

    item: Item
    unit: str
    link: str
    document_id: int | None = None
    """The document that is found there already; None where there is none yet."""


@dataclass(frozen=True, slots=True)
class UnitWork:
    """All that is to be kept, as it was shown before."""

    agency_id: int
    year: int
    items: Sequence[tuple[Item, Item]] = ()
    """Each as it was seen, and as it should be."""
    new: Sequence[Item] = ()
    """What units suggest beside them."""
    shares: Sequence[tuple[Share, Share]] = ()
    answers: Sequence[NewAnswer] = ()
    links: Sequence[NewLink] = ()
    claims: Draft | None = None


def save_unit_work(store: Store, work: UnitWork, who: str, at: datetime.datetime) -> None:
    """Save what units sent back, all of it or nothing.

    Raises ItemConflictError, ShareConflictError or ConflictError where somebody changed an item, a
    share or the claims since they were seen; StageLockedError where the claims are locked;
    StoreError where something is gone or cannot be kept; RightsError where the person at work may
    not.
    """
    with store.write() as connection:
        who = check_author(connection, who, at)
        write_items(connection, work.items, who, at)
        write_new_items(connection, work.new, who, at)
        write_shares(connection, work.shares, who, at)
        for answer in work.answers:
            write_note(connection, answer.item.id or 0, "answer", answer.text, who, at)
        _write_evidence(connection, work, who, at)
        if work.claims is not None:
            _check_claims(connection, work)
            write_drafts(connection, [work.claims], who, at)


def _check_claims(connection: Connection, work: UnitWork) -> None:
    """Raise RightsError where the person at work may not save the claims of these units."""
    units = {
        name
        for notes in getattr(work.claims and work.claims.content, "notes", {}).values()
        for name in notes.unit.split("; ")
    }
    check_right(connection, Action.SAVE_CLAIMS, work.agency_id, units)


def _write_evidence(
    connection: Connection, work: UnitWork, who: str, at: datetime.datetime
) -> None:
    """Let the documents behind links stand behind items; a new link makes a document to review."""
    made: dict[str, int | None] = {}
    uses = []
    for new in work.links:
        number = new.document_id or made.get(new.link)
        if number is None:
            number = made[new.link] = _write_linked_document(connection, new, who, at)
        item = new.item
        if item.code is not None and number is not None:
            place = item.instrument_id, work.year, item.code, item.level, item.requirement
            uses.append(DocumentUse(number, *place, item.id))
    write_uses(connection, uses, who, at)


def _write_linked_document(
    connection: Connection, new: NewLink, who: str, at: datetime.datetime
) -> int | None:
    name = " ".join(new.item.text.split())[:_LONGEST_NAME]
    document = Document(None, new.item.agency_id, name, units=(new.unit,))
    made = write_document(connection, document, who, at)
    return write_link(connection, made, new.link, "", None, who, at).id

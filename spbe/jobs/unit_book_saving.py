"""Save what a preview of units' workbooks shows, in one transaction."""

from __future__ import annotations

import datetime
from dataclasses import replace

from spbe.jobs.merging import join_texts
from spbe.jobs.unit_book_preview import BooksPreview
from spbe.jobs.unit_books import CLAIM_STAGE
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.item import ITEM_STATES, Share
from spbe.store.database import Store
from spbe.store.records import Draft
from spbe.store.unit_work import UnitWork, save_unit_work

BOOK_NOTE = "Buku OPD"


def save_books(store: Store, preview: BooksPreview, who: str, at: datetime.datetime) -> None:
    """Save just what a preview shows, in one transaction.

    Raises ValueError while a conflict is open or where nothing changes, and what `save_unit_work`
    raises where somebody changed a thing since.
    """
    if not preview.can_save:
        raise ValueError("a preview that is not ready cannot be saved")
    items, shares = [], []
    for change in preview.changes:
        if change.value == change.now:
            continue
        if isinstance(change.now, Share) and isinstance(change.value, Share):
            shares.append((change.now, change.value))
        elif change.item is not None and change.value in ITEM_STATES:
            items.append((change.item, replace(change.item, state=change.value, reason="")))
    work = UnitWork(
        preview.agency.id,
        preview.year,
        items=items,
        new=preview.new,
        shares=shares,
        answers=preview.answers,
        links=preview.links,
        claims=_draft_claims(preview),
    )
    save_unit_work(store, work, who, at)


def _draft_claims(preview: BooksPreview) -> Draft | None:
    changes = [c for c in preview.changes if c.code is not None and c.value != c.now]
    if not changes:
        return None
    blank = Assessment(
        preview.instrument.id, preview.agency.name, preview.year, CLAIM_STAGE, {}, {}
    )
    kept = preview.claims or blank
    levels, notes = dict(kept.levels), dict(kept.notes)
    units = {book.name: book.filled.identity.unit for book in preview.books if book.filled}
    for change in changes:
        code = change.code or ""
        said = notes.get(code, IndicatorNotes())
        if change.key[0] == "claim" and isinstance(change.value, int):
            levels[code] = change.value
        elif change.key[0] == "explanation":
            said = replace(said, explanation=str(change.value))
        levels.setdefault(code, None)
        unit = said.unit
        for proposal in change.proposals:
            if proposal.wanted != proposal.base:
                unit = join_texts("unit", unit, units.get(proposal.source, ""))
        notes[code] = replace(said, unit=unit)
    content = replace(kept, levels=levels, notes=notes)
    sources = "; ".join(units)
    return Draft(
        preview.agency.id, content, preview.claims_revision_id, sources or None, note=BOOK_NOTE
    )

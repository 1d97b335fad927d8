"""What is known of an agency's evidence in the year in view, worked out once per version."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.supported import (
    Support,
    SupportedIndex,
    compute_supported_index,
    find_evidence_day,
)
from spbe.jobs.evidence_support import load_supports
from spbe.model.assessment import Assessment
from spbe.model.evidence import Document, DocumentUse
from spbe.model.instrument import Instrument
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.records import ResultKey
from spbe.ui.cache import Result
from spbe.ui.clock import today
from spbe.ui.shell import Page


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one agency, instrument and year, beside what was claimed."""

    key: ResultKey
    instrument: Instrument
    documents: Mapping[int, Document]
    """All of the agency, by id."""
    uses: tuple[DocumentUse, ...]
    """Of this instrument and year."""
    uses_by_document: Mapping[int, tuple[DocumentUse, ...]]
    supports: Mapping[str, Support]
    claim: Result | None
    """The self assessment of the year, else what is in view; None without levels."""
    supported: SupportedIndex
    day: datetime.date
    """The day as of which evidence counts."""


def load_evidence(page: Page, result: Result) -> Evidence:
    """Load the evidence of the agency, instrument and year of a result, with what it carries."""
    key, day = result.key, find_evidence_day(result.key.year, today())
    claim = _find_claim(page, result)
    name = ("evidence", key.agency_id, key.instrument_id, key.year, claim and claim.key, day)
    return page.snapshot.keep(name, lambda: _compute(page, result, claim, day))


def find_support_words(
    page: Page, result: Result, claimed: Assessment, codes: Sequence[str]
) -> list[str] | None:
    """Say of each claim how many of its requirements are carried ("2/5"); None without evidence."""
    evidence = load_evidence(page, result)
    if not evidence.uses:
        return None
    scale = evidence.instrument.level_scale
    words = []
    for code in codes:
        done, asked = evidence.supports[code].count((claimed.levels[code] or 0) // scale)
        words.append(f"{done}/{asked}")
    return words


def load_all_uses(page: Page, agency_id: int) -> list[DocumentUse]:
    """Load what the documents of an agency stand behind in every year."""
    return page.snapshot.keep(("all-uses", agency_id), lambda: find_uses(page.store, agency_id))


def _compute(page: Page, result: Result, claim: Result | None, day: datetime.date) -> Evidence:
    key, instrument = result.key, result.scored.instrument
    name = ("documents", key.agency_id)
    found = page.snapshot.keep(name, lambda: find_documents(page.store, key.agency_id))
    uses = tuple(find_uses(page.store, key.agency_id, key.instrument_id, key.year))
    by_document: dict[int, list[DocumentUse]] = {}
    for use in uses:
        by_document.setdefault(use.document_id, []).append(use)
    place = key.agency_id, instrument, key.year
    supports = load_supports(page.store, *place, found, uses, day)
    content = None if claim is None else claim.stored.content
    claimed = content if isinstance(content, Assessment) else None
    return Evidence(
        key=key,
        instrument=instrument,
        documents={document.id: document for document in found if document.id is not None},
        uses=uses,
        uses_by_document={number: tuple(some) for number, some in by_document.items()},
        supports=supports,
        claim=claim,
        supported=compute_supported_index(instrument, supports, claimed),
        day=day,
    )


def _find_claim(page: Page, result: Result) -> Result | None:
    key = result.key
    wanted = ResultKey(key.agency_id, key.instrument_id, key.year, "self")
    own = next((kept for kept in page.view.results if kept.key == wanted), result)
    return own if isinstance(own.stored.content, Assessment) else None

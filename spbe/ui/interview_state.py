"""Interviu: everything that the page speaks of, and what is typed but not saved yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from spbe.analysis.claims import combine_notes, find_disputed
from spbe.analysis.interview import Case, Reason, find_cases
from spbe.analysis.item_steps import compute_item_steps, find_stuck
from spbe.analysis.requirements import find_requirements
from spbe.analysis.supported import compute_supported_index, find_evidence_day
from spbe.jobs.evidence_support import load_supports
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.model.requirement import Requirement
from spbe.store.clarifications import find_clarifications
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.items import find_items
from spbe.store.readings import ESTIMATE
from spbe.store.records import Clarification, ResultKey
from spbe.text.translator import Message, message
from spbe.ui import cache
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.empty import show_nothing
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link

REASON_NAMES: Mapping[Reason, Message] = {
    "marked_down": message("Turun dari klaim"),
    "stuck": message("Lengkap, tetapi tingkat tidak naik"),
    "unsupported": message("Klaim tanpa bukti yang diterima"),
    "marked": message("Ditandai tim"),
}


@dataclass(frozen=True, eq=False)
class Interview:
    """What is prepared and read for the interview of one agency and year."""

    key: ResultKey
    """Of the readings: the stage `estimate`."""
    instrument: Instrument
    now: Assessment
    """Levels after the documents."""
    claimed: Assessment | None
    """The self-assessment, wherever it is known."""
    cases: tuple[Case, ...]
    kept: Mapping[str, Clarification]
    readings: Mapping[str, int | None]
    requirements: tuple[Requirement, ...]
    leads: Mapping[str, Assignment]
    """Who answers for each indicator."""

    def notes(self, code: str) -> IndicatorNotes:
        """Give what the sheets say of an indicator, the document stage first."""
        return combine_notes(self.now, self.claimed, code)

    def clarification(self, code: str) -> Clarification:
        """Give what is prepared on an indicator; unsaved, it begins with the sheets' words."""
        kept = self.kept.get(code)
        if kept is not None:
            return kept
        notes, key = self.notes(code), self.key
        blank = Clarification(key.agency_id, key.instrument_id, key.year, code)
        claim = next((case.claimed for case in self.cases if case.code == code), None)
        return replace(blank, finding=notes.assessor_note, claimed_level=claim)

    def asked(self, case: Case) -> list[Requirement]:
        """Find what the claimed level asks for beyond the present one."""
        if case.claimed is None:
            return []
        scale = self.instrument.level_scale
        above = (case.level or self.instrument.lowest_units) // scale
        return find_requirements(self.requirements, case.code, case.claimed // scale, above=above)


def load_interview(page: Page) -> Interview | None:
    """Load what the page speaks of, or say why there is nothing yet."""
    view, text = page.view, page.text
    if view.agency is None or view.instrument is None or not view.year:
        show_nothing(page)
        return None
    interview = find_interview(page)
    if interview is None:
        st.info(
            escape_markdown(
                text(
                    "Tingkat kematangan Penilaian Dokumen {year} belum ada. Unggah lembar hasilnya "
                    "di Unggah Excel; indikator yang turun dari klaim lalu muncul di sini.",
                    year=view.year,
                )
            )
        )
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
    return interview


def find_interview(page: Page) -> Interview | None:
    """Find what is kept for the interview in this version of the store; None without levels."""
    view = page.view
    if view.agency is None or view.instrument is None or view.year is None:
        return None
    key = ResultKey(view.agency.id, view.instrument.id, view.year, ESTIMATE)
    name = ("interview", key, today())
    return page.snapshot.keep(name, lambda: _make_interview(page, key, view.instrument))


def _make_interview(page: Page, key: ResultKey, instrument: Instrument | None) -> Interview | None:
    levels = {
        result.key.stage: result.stored.content
        for result in page.snapshot.results(key.agency_id)
        if replace(result.key, stage=ESTIMATE) == key
        and isinstance(result.stored.content, Assessment)
    }
    now, claimed, read = (levels.get(stage) for stage in ("document", "self", ESTIMATE))
    if now is None or instrument is None:
        return None
    found = find_clarifications(page.store, key.agency_id, key.instrument_id, key.year)
    kept = {each.code: each for each in found if each.code in instrument.leaf_codes}
    claims = {c: each.claimed_level for c, each in kept.items() if each.claimed_level is not None}
    requirements = cache.load_requirements(instrument)
    doubts: dict[Reason, Collection[str]] = {
        "marked": set(kept) - set(find_disputed(instrument, now, claimed) if claimed else ()),
        "stuck": _find_stuck(page, key, instrument, now),
        "unsupported": _find_unsupported(page, key, instrument, claimed),
    }
    return Interview(
        key,
        instrument,
        now,
        claimed,
        tuple(find_cases(instrument, now, claimed, claims, doubts)),
        kept,
        dict(read.levels) if read else {},
        requirements,
        page.snapshot.leads(key.agency_id, instrument),
    )


def _find_stuck(page: Page, key: ResultKey, instrument: Instrument, now: Assessment) -> list[str]:
    items = find_items(page.store, key.agency_id, key.instrument_id, key.year)
    return [
        found.step.code for found in find_stuck(compute_item_steps(instrument, now.levels, items))
    ]


def _find_unsupported(
    page: Page,
    key: ResultKey,
    instrument: Instrument,
    claimed: Assessment | None,
) -> list[str]:
    """Find claims without accepted evidence; none where evidence is not kept here at all."""
    uses = find_uses(page.store, key.agency_id, key.instrument_id, key.year)
    if not uses or claimed is None:
        return []
    documents = find_documents(page.store, key.agency_id)
    day = find_evidence_day(key.year, today())
    place = key.agency_id, instrument, key.year
    supports = load_supports(page.store, *place, documents, uses, day)
    return [c.code for c in compute_supported_index(instrument, supports, claimed).hanging]

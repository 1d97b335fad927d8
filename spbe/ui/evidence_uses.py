"""Dipakai untuk: which indicators, requirements and items of the year a document stands behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from spbe.analysis.item_words import index_wordings, say_item
from spbe.model.evidence import Document, DocumentUse
from spbe.store.document_checks import LONGEST_LINE
from spbe.store.document_uses import add_uses, remove_uses
from spbe.store.items import find_items
from spbe.text.translator import Translator
from spbe.ui.cache import load_requirements
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.clock import now
from spbe.ui.evidence_edit import name_form, try_edit
from spbe.ui.evidence_state import Evidence, load_all_uses
from spbe.ui.labels import escape_label
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

_LONGEST = 90
"""Letters of a requirement or item in the list to choose from."""


@dataclass(frozen=True, slots=True)
class Place:
    """Something of an indicator that a document may stand behind."""

    level: int | None = None
    requirement: int | None = None
    item_id: int | None = None


def show_uses(page: Page, evidence: Evidence, document: Document, who: str | None) -> None:
    """Draw what the document stands behind this year, and a form to add to it."""
    text = page.text
    uses = evidence.uses_by_document.get(document.id or 0, ())
    others = sorted(
        {
            use.year
            for use in load_all_uses(page, evidence.key.agency_id)
            if use.document_id == document.id and use.year != evidence.key.year
        }
    )
    if others:
        st.caption(text("Dipakai juga tahun {years}.", years=text.list(list(map(str, others)))))
    if uses:
        _show_table(page, evidence, document, uses, who)
    else:
        st.info(
            text(
                "Belum dipakai tahun {year}. Hubungkan ke syarat yang dibuktikannya.",
                year=evidence.key.year,
            )
        )
    _ask_uses(page, evidence, document, who)


def list_places(page: Page, evidence: Evidence, code: str) -> dict[Place, str]:
    """List what of an indicator a document may stand behind, with words, levels in order."""
    text, key = page.text, evidence.key
    requirements = [r for r in load_requirements(evidence.instrument) if r.code == code]
    places = {
        Place(level): text("Seluruh tingkat {level}", level=level)
        for level in sorted({level for level, _ in evidence.supports[code].standings})
    }
    for requirement in requirements:
        said = f"{requirement.item_code} {requirement.texts[text.language]}"
        places[Place(requirement.level, requirement.number)] = said
    wordings = index_wordings(requirements)
    items = page.snapshot.keep(
        ("evidence-items", key.agency_id, key.instrument_id, key.year),
        lambda: find_items(page.store, key.agency_id, key.instrument_id, key.year),
    )
    for item in items:
        if item.code == code:
            said = say_item(item, wordings, text.language)
            words = text("Butir checklist: {words}", words=said)
            places[Place(item.level, item.requirement, item.id)] = words
    places[Place()] = text("Indikator secara umum (tidak mendukung tingkat)")
    return {place: _shorten(words) for place, words in places.items()}


def _show_table(
    page: Page,
    evidence: Evidence,
    document: Document,
    uses: tuple[DocumentUse, ...],
    who: str | None,
) -> None:
    text = page.text
    picked = show_frame(
        text,
        pd.DataFrame([_describe(text, evidence, use) for use in uses]),
        key=f"uses-{document.id}-{len(uses)}",
        alt=text("Yang didukung dokumen ini"),
        on_select="rerun",
        selection_mode="multi-row",
    ).selection.rows
    chosen = [uses[row] for row in picked if row < len(uses)]
    st.button(
        text("Lepaskan yang dipilih"),
        disabled=who is None or not chosen,
        key=f"release-{document.id}",
        on_click=_release,
        args=(page, chosen, who),
    )


def _release(page: Page, chosen: Sequence[DocumentUse], who: str) -> None:
    try_edit(None, lambda: remove_uses(page.store, chosen, who, now()))


def _ask_uses(page: Page, evidence: Evidence, document: Document, who: str | None) -> None:
    text, instrument = page.text, evidence.instrument
    options = {
        node.code: f"{node.number} {node.names[text.language]}" for node in instrument.leaves
    }
    code = choose_option(text, "indicator", text("Indikator"), options)
    places = list_places(page, evidence, code)
    with st.form(name_form(f"uses-{code}", document), border=False):
        chosen = st.multiselect(
            text("Membuktikan"),
            list(places),
            format_func=lambda place: escape_label(places[place]),
        )
        pages = st.text_input(text("Halaman atau pasal"), max_chars=LONGEST_LINE)
        is_sent = st.form_submit_button(text("Hubungkan"), type="primary", disabled=who is None)
    if is_sent and who is not None and chosen:
        wanted = [_make_use(evidence, document, code, place, pages or "") for place in chosen]
        try_edit(None, lambda: add_uses(page.store, wanted, who, now()))
        st.rerun()


def _make_use(
    evidence: Evidence, document: Document, code: str, place: Place, pages: str
) -> DocumentUse:
    return DocumentUse(
        document_id=document.id or 0,
        instrument_id=evidence.key.instrument_id,
        year=evidence.key.year,
        code=code,
        level=place.level,
        requirement=place.requirement,
        item_id=place.item_id,
        page=pages,
    )


def _describe(text: Translator, evidence: Evidence, use: DocumentUse) -> Mapping[str, object]:
    node = evidence.instrument.node_by_code.get(use.code)
    return {
        text("No"): use.code if node is None else node.number,
        text("Indikator"): use.code if node is None else node.names[text.language],
        text("Tingkat"): "" if use.level is None else str(use.level),
        text("Syarat"): "" if use.requirement is None else str(use.requirement),
        text("Butir checklist"): "" if use.item_id is None else text("ya"),
        text("Halaman"): use.page,
    }


def _shorten(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"

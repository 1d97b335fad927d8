"""Salin dari tahun lalu: a preview of what would stand behind the indicators, then saved."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.analysis.evidence_copy import find_copies, find_year_before
from spbe.model.evidence import DocumentUse
from spbe.store.document_uses import add_uses
from spbe.text.terms import DOCUMENT_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.evidence_edit import try_edit
from spbe.ui.evidence_state import Evidence, load_all_uses
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame


def show_copy(page: Page, evidence: Evidence) -> None:
    """Draw what last year's evidence would bring to this year, and the button that saves it."""
    text, key = page.text, evidence.key
    uses = load_all_uses(page, key.agency_id)
    before = find_year_before(uses, key.instrument_id, key.year)
    if before is None:
        st.info(text("Belum ada bukti dari tahun sebelum {year}.", year=key.year))
        return
    copies = find_copies(uses, key.instrument_id, before, key.year)
    if not copies:
        st.info(text("Semua bukti {before} sudah ada di {year}.", before=before, year=key.year))
        return
    st.markdown(
        text(
            "Kaitan bukti {before} yang belum ada di {year}. Dokumennya tetap satu; tidak ada yang "
            "ditimpa.",
            before=before,
            year=key.year,
        )
    )
    who = page.who()
    st.button(
        text.plural("Salin {count} kaitan", "Salin {count} kaitan", len(copies)),
        type="primary",
        disabled=who is None,
        on_click=_copy,
        args=(page, copies, who),
    )
    _show_preview(page, evidence, copies)


def _copy(page: Page, copies: Sequence[DocumentUse], who: str) -> None:
    try_edit(None, lambda: add_uses(page.store, copies, who, now()))


def _show_preview(page: Page, evidence: Evidence, copies: Sequence[DocumentUse]) -> None:
    text, nodes = page.text, evidence.instrument.node_by_code
    rows = []
    for use in copies:
        document = evidence.documents.get(use.document_id)
        if document is None:
            continue
        rows.append(
            {
                text("Dokumen"): document.name,
                text("Keadaan"): text(DOCUMENT_STATE_NAMES[document.state_on(evidence.day)]),
                text("Indikator"): nodes[use.code].number if use.code in nodes else use.code,
                text("Tingkat"): "" if use.level is None else str(use.level),
                text("Syarat"): "" if use.requirement is None else str(use.requirement),
                text("Halaman"): use.page,
            }
        )
    show_frame(
        text,
        pd.DataFrame(rows),
        key=f"copies-{len(rows)}",
        alt=text("Yang akan disalin"),
        is_illustrative=page.is_illustrative,
    )

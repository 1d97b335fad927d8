"""Per indikator: the state of each requirement, a text for the portal, files under its names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from spbe.analysis.supported import Need
from spbe.jobs.evidence_bundle import (
    MAXIMUM_BYTES,
    Entry,
    build_evidence_zip,
    build_index_xlsx,
    format_portal_text,
    list_entries,
)
from spbe.text.file_names import make_file_name
from spbe.ui.cache import load_requirements, open_files
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.evidence_shared import show_shared
from spbe.ui.evidence_state import Evidence
from spbe.ui.evidence_words import format_standing, format_support
from spbe.ui.markup import escape_markdown
from spbe.ui.requirement_parts import show_official
from spbe.ui.shell import Page
from spbe.ui.tables import XLSX, show_frame

_ALL = "all"


def show_indicators(page: Page, evidence: Evidence) -> None:
    """Draw the choice of an indicator or all, and what there is for the portal."""
    text, instrument = page.text, evidence.instrument
    names = {node.code: f"{node.number} {node.names[text.language]}" for node in instrument.leaves}
    options = {_ALL: text("Semua indikator")} | names
    code = choose_option(text, "for", text("Indikator"), options, instrument.leaf_codes[0])
    codes = list(instrument.leaf_codes) if code == _ALL else [code]
    entries = list_entries(instrument, evidence.documents, evidence.uses, codes)
    if code != _ALL:
        _show_requirements(page, evidence, code)
    if not entries:
        st.info(text("Belum ada dokumen dengan tautan atau berkas di sini."))
        return
    if code != _ALL:
        st.caption(text("Teks untuk ditempel di portal kementerian"))
        st.code(format_portal_text(text, entries), language=None, wrap_lines=True)
    _show_downloads(page, evidence, options[code], entries)


def _show_requirements(page: Page, evidence: Evidence, code: str) -> None:
    text, support = page.text, evidence.supports[code]
    known: dict[Need, tuple[str, str]] = {
        (r.level, r.number): (r.texts[text.language], r.evidence[text.language])
        for r in load_requirements(evidence.instrument)
        if r.code == code
    }
    behind = _find_names(evidence, code)
    unknown = (text("Tingkat ini secara keseluruhan"), "")
    rows = [
        {
            text("Tingkat"): need[0],
            text("Syarat"): known.get(need, unknown)[0],
            text("Bukti yang diminta"): known.get(need, unknown)[1],
            text("Keadaan"): format_standing(text, standing),
            text("Dokumen"): "; ".join(
                name
                for place in dict.fromkeys([need, (need[0], None)])
                for name in behind.get(place, ())
            ),
        }
        for need, standing in support.standings.items()
    ]
    highest = evidence.instrument.level_maximum
    st.markdown(
        text("Terdukung sampai tingkat **{level}**", level=support.level)
        + f" · {format_support(text, support, highest)}"
    )
    levels = dict.fromkeys(level for level, _ in support.standings)
    show_official(page, evidence.instrument, code, levels)
    show_frame(
        text,
        pd.DataFrame(rows),
        key=f"requirements-{code}",
        alt=text("Keadaan setiap syarat"),
        is_illustrative=page.is_illustrative,
        height="content",
        column_config={
            text("Tingkat"): st.column_config.NumberColumn(width=60),
            text("Syarat"): st.column_config.Column(width="large"),
            text("Keadaan"): st.column_config.Column(width=150),
        },
    )
    show_shared(page, evidence, code)


def _find_names(evidence: Evidence, code: str) -> Mapping[Need, Sequence[str]]:
    """Find the names of the documents behind each requirement of an indicator."""
    behind: dict[Need, list[str]] = {}
    for use in evidence.uses:
        document = evidence.documents.get(use.document_id)
        if use.code == code and use.level is not None and document is not None:
            names = behind.setdefault((use.level, use.requirement), [])
            if document.name not in names:
                names.append(document.name)
    return behind


def _show_downloads(page: Page, evidence: Evidence, name: str, entries: Sequence[Entry]) -> None:
    text = page.text
    agency = page.view.agency.name if page.view.agency else ""
    title = " ".join(filter(None, [text("Bukti dukung"), name, agency, str(evidence.key.year)]))
    if page.is_illustrative:
        title = f"{title} ({text('Ilustratif: angka contoh, bukan hasil resmi.')})"
    size = sum(entry.size for entry in entries)
    with st.container(horizontal=True):
        st.download_button(
            text("Indeks (Excel)"),
            lambda: build_index_xlsx(text, title, entries),
            file_name=make_file_name(title, "xlsx"),
            mime=XLSX,
            key="evidence-index",
            on_click="ignore",
            icon=":material/download:",
        )
        if size <= MAXIMUM_BYTES:
            files = open_files()
            st.download_button(
                text("Berkas dan indeks (ZIP)"),
                lambda: build_evidence_zip(text, title, entries, files),
                file_name=make_file_name(title, "zip"),
                mime="application/zip",
                key="evidence-zip",
                on_click="ignore",
                icon=":material/folder_zip:",
            )
    if size > MAXIMUM_BYTES:
        st.info(
            escape_markdown(
                text(
                    "Berkasnya {size} MB; satu ZIP paling besar {limit} MB. Pilih satu indikator.",
                    size=-(-size // 1024**2),
                    limit=MAXIMUM_BYTES // 1024**2,
                )
            )
        )

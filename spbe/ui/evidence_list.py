"""Bukti Dukung: the list of documents with its filters; a row opens the document."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pandas as pd

from spbe.model.evidence import Document
from spbe.store.rights import Action, is_role_allowed
from spbe.text.terms import DOCUMENT_STATE_NAMES
from spbe.text.translator import Message, message
from spbe.ui.address import forget_address, is_id, read_address, write_address
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option, choose_text
from spbe.ui.clock import today
from spbe.ui.evidence_state import Evidence
from spbe.ui.labels import escape_label
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

DOCUMENT, NEW = "document", "new"
"""What the address calls the document that is open, and one that is not saved yet."""
_ALL = "all"
_MOST = 300
"""Rows that are shown at once; a filter or a word leads to the others."""
_SHORT = 8
"""Rows of a list that is shown whole."""
_SOON = datetime.timedelta(days=90)
_ONLY: Mapping[str, Message] = {
    _ALL: message("Semua dokumen"),
    "expiring": message("Berakhir dalam 90 hari"),
    "unchecked": message("Akses belum diperiksa"),
    "unused": message("Belum dipakai tahun ini"),
    "empty": message("Belum ada tautan atau berkas"),
}


def show_documents(page: Page, evidence: Evidence) -> None:
    """Draw filters, the list and the button for a new document."""
    text = page.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        found = _choose_documents(page, evidence)
        if is_role_allowed(page.store, Action.EDIT_EVIDENCE):
            st.button(
                text("Dokumen baru"),
                type="primary",
                icon=":material/add:",
                on_click=write_address,
                args=(DOCUMENT, NEW),
            )
    if not evidence.documents:
        st.info(
            text(
                "Belum ada bukti dukung. Catat dokumen pertama dengan tautannya, lalu hubungkan ke "
                "syarat yang dibuktikannya."
            )
        )
        return
    if not found:
        st.info(text("Tidak ada dokumen yang cocok dengan filter."))
        return
    said = text.plural(
        "{count} dokumen; pilih baris untuk membukanya",
        "{count} dokumen; pilih baris untuk membukanya",
        len(found),
    )
    shown = found[:_MOST]
    if len(shown) < len(found):
        more = text("Yang tampil {n} pertama; persempit dengan filter atau kata.", n=len(shown))
        said = f"{said}. {more}"
    st.caption(said)
    key = f"documents-{evidence.key.agency_id}-{len(found)}"
    show_frame(
        text,
        pd.DataFrame([_describe(page, evidence, document) for document in shown]),
        key=key,
        alt=text("Daftar bukti dukung"),
        is_illustrative=page.is_illustrative,
        on_select=lambda: _open(key, [document.id for document in shown]),
        selection_mode="single-row",
        height="content" if len(shown) <= _SHORT else 320,
        column_config={
            text("Dokumen"): st.column_config.Column(width=260),
            text("OPD"): st.column_config.Column(width=150),
            text("Tautan"): st.column_config.LinkColumn(width="small"),
        },
    )


def find_open_document(evidence: Evidence) -> Document | None:
    """Find the document that the address opens; None for a new one, or where none is open."""
    said = read_address(DOCUMENT) or [""]
    return evidence.documents.get(int(said[0])) if is_id(said[0]) else None


def is_new_open() -> bool:
    return read_address(DOCUMENT) == [NEW]


def close_document() -> None:
    forget_address(DOCUMENT)


def _open(key: str, ids: Sequence[int | None]) -> None:
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(ids):
        write_address(DOCUMENT, str(ids[rows[0]]))
    else:
        close_document()


def _choose_documents(page: Page, evidence: Evidence) -> list[Document]:
    """Draw the filters and find the documents that fit."""
    text, instrument = page.text, evidence.instrument
    everything = {_ALL: text("Semua indikator")}
    indicators = {
        node.code: f"{node.number} {node.names[text.language]}" for node in instrument.leaves
    }
    code = choose_option(text, "for", text("Indikator"), everything | indicators, width=180)
    units = sorted({unit for document in evidence.documents.values() for unit in document.units})
    all_units = {_ALL: text("Semua OPD")} | {unit: escape_label(unit) for unit in units}
    unit = choose_option(text, "unit", text("OPD"), all_units, width=140)
    states = {_ALL: text("Semua keadaan")} | {
        code: text(name) for code, name in DOCUMENT_STATE_NAMES.items()
    }
    state = choose_option(text, "state", text("Keadaan"), states, width=140)
    only = choose_option(
        text, "only", text("Tampilkan"), {c: text(n) for c, n in _ONLY.items()}, width=160
    )
    words = choose_text("search", text("Cari"), "", str.strip, width=120).casefold()
    day = today()
    return [
        document
        for number, document in evidence.documents.items()
        if (unit == _ALL or unit in document.units)
        and (state == _ALL or document.state_on(day) == state)
        and (code == _ALL or any(u.code == code for u in evidence.uses_by_document.get(number, ())))
        and words in f"{document.name} {document.number} {document.note}".casefold()
        and _fits(only, document, evidence, day)
    ]


def _fits(only: str, document: Document, evidence: Evidence, day: datetime.date) -> bool:
    newest = document.newest
    if only == "expiring":
        return document.expires is not None and day <= document.expires <= day + _SOON
    if only == "unchecked":
        return newest is not None and bool(newest.link) and newest.access_checked is None
    if only == "unused":
        return document.id not in evidence.uses_by_document
    return newest is None if only == "empty" else True


def _describe(page: Page, evidence: Evidence, document: Document) -> dict[str, object]:
    text, newest = page.text, document.newest
    uses = evidence.uses_by_document.get(document.id or 0, ())
    numbers = dict.fromkeys(_number(evidence, use.code) for use in uses)
    return {
        text("Dokumen"): document.name,
        text("Nomor"): document.number,
        text("Keadaan"): text(DOCUMENT_STATE_NAMES[document.state_on(today())]),
        text("OPD"): "; ".join(document.units),
        text("Indikator"): ", ".join(numbers),
        text("Berlaku sampai"): text.date(document.expires) if document.expires else "",
        text("Akses diperiksa"): _say_access(page, document),
        text("Tautan"): newest.link if newest is not None and newest.link else None,
        text("Berkas"): "" if newest is None else newest.file_name,
    }


def _number(evidence: Evidence, code: str) -> str:
    node = evidence.instrument.node_by_code.get(code)
    return code if node is None else node.number


def _say_access(page: Page, document: Document) -> str:
    newest = document.newest
    if newest is None or not newest.link:
        return ""
    day = newest.access_checked
    return page.text("belum") if day is None else page.text.date(day)

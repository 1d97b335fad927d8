"""Pengaturan: agencies and their units."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from spbe.jobs.agency_names import find_agency
from spbe.jobs.import_plan import AGENCY_KINDS, guess_kind
from spbe.store.agencies import add_agency, find_units, remove_agency
from spbe.store.records import Agency, StoreError
from spbe.text.translator import Message, message
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_frame

_OUTCOME = "agency_outcome"


def show_agency_outcome(page: Page) -> None:
    """Say what became of adding or removing an agency."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.info(escape_markdown(page.text(outcome)))


def show_units(page: Page, agency: Agency) -> None:
    """Draw the units of an agency: all that sheets and sectors ever named."""
    text = page.text
    units = find_units(page.store, agency.id)
    if not units:
        st.info(
            text(
                "Belum ada OPD. OPD tercatat sendiri dari kolom OPD pada lembar penilaian dan dari "
                "Isi Penilaian."
            )
        )
        return
    st.caption(
        text.plural(
            "{count} OPD, tercatat dari lembar penilaian dan Isi Penilaian",
            "{count} OPD, tercatat dari lembar penilaian dan Isi Penilaian",
            len(units),
        )
    )
    show_frame(
        text,
        pd.DataFrame({text("OPD"): [unit.name for unit in units]}),
        key=f"units-{agency.id}",
        alt=text("Daftar OPD"),
        is_illustrative=agency.is_illustrative,
    )


def show_add_agency(page: Page) -> None:
    """Draw the form that adds an agency."""
    text = page.text
    with st.form("add-agency", clear_on_submit=True):
        name = st.text_input(
            text("Nama instansi"), max_chars=120, placeholder=text("misalnya Kota Bontang")
        )
        kind_box, region_box = st.columns(2)
        kind = kind_box.selectbox(
            text("Jenis instansi"),
            AGENCY_KINDS,
            index=None,
            placeholder=text("dibaca dari namanya"),
        )
        region = region_box.text_input(text("Wilayah (boleh kosong)"), max_chars=80)
        is_added = st.form_submit_button(text("Tambah instansi"), type="primary")
    if is_added:
        st.session_state[_OUTCOME] = _add(page, name or "", kind, region or "")
        st.rerun()


def _add(page: Page, name: str, kind: str | None, region: str) -> Message:
    known = find_agency(page.snapshot.agencies(), name)
    if known is not None:
        return message(
            "“{name}” sudah ada sebagai “{known}”. Pilih instansi itu pada filter.",
            name=name,
            known=known.name,
        )
    try:
        agency = add_agency(page.store, name, kind or guess_kind(name), region.strip() or None)
    except StoreError as refusal:
        return refusal.message
    return message(
        "{name} ditambahkan. Unggah lembar penilaiannya, atau isi di Isi Penilaian.",
        name=agency.name,
    )


def show_remove_agency(page: Page, agency: Agency) -> None:
    """Draw the removal of an agency, which asks to write its name first."""
    text = page.text
    with st.popover(text("Hapus instansi ini"), icon=":material/delete:"):
        st.markdown(
            escape_markdown(
                text(
                    "{name} dihapus beserta semua penilaian, revisi, target dan siklusnya. Ini "
                    "hanya dapat dikembalikan dari cadangan.",
                    name=agency.name,
                )
            )
        )
        written = st.text_input(
            text("Tulis nama instansinya untuk melanjutkan"), key=f"remove-name-{agency.id}"
        )
        st.button(
            text("Ya, hapus instansi"),
            disabled=(written or "").strip() != agency.name,
            on_click=_remove,
            args=(page, agency),
        )


def _remove(page: Page, agency: Agency) -> None:
    try:
        remove_agency(page.store, agency.id)
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    else:
        st.session_state[_OUTCOME] = message("{name} dihapus.", name=agency.name)

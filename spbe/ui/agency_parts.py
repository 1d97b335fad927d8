"""Pengaturan: agencies and their units."""

from __future__ import annotations

import pandas as pd

from spbe.jobs.agency_names import find_agency
from spbe.jobs.import_plan import AGENCY_KINDS, guess_kind
from spbe.store.agencies import add_agency, find_units, remove_agency, save_agency_details
from spbe.store.records import Agency, EditConflictError, StoreError
from spbe.text.translator import Message, message
from spbe.ui.benchmark_state import find_peers
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.seen import note_seen, settle_seen
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


def show_add_agency(page: Page, who: str | None) -> None:
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
        is_added = st.form_submit_button(
            text("Tambah instansi"), type="primary", disabled=who is None
        )
    if is_added and who is not None:
        st.session_state[_OUTCOME] = _add(page, name or "", kind, region or "", who)
        st.rerun()


def _add(page: Page, name: str, kind: str | None, region: str, who: str) -> Message:
    known = find_agency(page.snapshot.agencies(), name)
    if known is not None:
        return message(
            "“{name}” sudah ada sebagai “{known}”. Pilih instansi itu pada filter.",
            name=name,
            known=known.name,
        )
    try:
        agency = add_agency(
            page.store,
            name,
            kind or guess_kind(name),
            region.strip() or None,
            False,
            who,
            now(),
        )
    except StoreError as refusal:
        return refusal.message
    return message(
        "{name} ditambahkan. Unggah lembar penilaiannya, atau isi di Isi Penilaian.",
        name=agency.name,
    )


def show_agency_details(page: Page, agency: Agency, who: str | None) -> None:
    """Draw the form that says of what kind the agency in view is, and in which region."""
    text = page.text
    kinds = list(dict.fromkeys([*AGENCY_KINDS, *filter(None, [agency.kind])]))
    regions = sorted({*_find_regions(page), *filter(None, [agency.region])})
    seen: Agency = settle_seen(f"details-kind-{agency.id}", agency)
    with st.form(f"agency-details-{agency.id}"):
        st.markdown(f"**{escape_markdown(agency.name)}**")
        kind_box, region_box = st.columns(2)
        kind = kind_box.selectbox(
            text("Jenis instansi"),
            kinds,
            index=kinds.index(agency.kind) if agency.kind else None,
            placeholder=text("belum dicatat"),
            key=f"details-kind-{agency.id}",
        )
        region = region_box.selectbox(
            text("Wilayah"),
            regions,
            index=regions.index(agency.region) if agency.region else None,
            accept_new_options=True,
            placeholder=text("belum dicatat"),
            help=text(
                "Dipakai “Sewilayah” di Perbandingan Instansi. Pilih wilayah yang ada pada hasil "
                "terbit, atau tulis sendiri."
            ),
            key=f"details-region-{agency.id}",
        )
        is_saved = st.form_submit_button(text("Simpan jenis dan wilayah"), disabled=who is None)
    if is_saved and who is not None:
        details = (kind, region)
        st.session_state[_OUTCOME] = _save_details(page, agency, details, who, seen)
        st.rerun()


def _find_regions(page: Page) -> frozenset[str]:
    """Find the regions that published results and kept agencies name."""
    named = {peer.region for peer in find_peers(page)}
    named |= {agency.region or "" for agency in page.snapshot.agencies()}
    return frozenset(named - {""})


def _save_details(
    page: Page, agency: Agency, details: tuple[str | None, str | None], who: str, seen: Agency
) -> Message:
    field = f"details-kind-{agency.id}"
    try:
        saved = save_agency_details(page.store, agency.id, *details, who, now(), seen)
    except EditConflictError as conflict:
        note_seen(field, conflict.current)
        return conflict.message
    except StoreError as refusal:
        return refusal.message
    note_seen(field, saved)
    return message("Jenis dan wilayah {name} tersimpan.", name=agency.name)


def show_remove_agency(page: Page, agency: Agency, who: str | None) -> None:
    """Draw the removal of an agency, which asks to write its name first."""
    text = page.text
    with st.popover(text("Hapus instansi ini"), icon=":material/delete:"):
        st.markdown(
            escape_markdown(
                text(
                    "{name} dihapus beserta semua penilaian, revisi, target dan siklusnya. Ini "
                    "hanya dapat dikembalikan dari cadangan; riwayat perubahannya tetap ada.",
                    name=agency.name,
                )
            )
        )
        written = st.text_input(
            text("Tulis nama instansinya untuk melanjutkan"), key=f"remove-name-{agency.id}"
        )
        st.button(
            text("Ya, hapus instansi"),
            disabled=who is None or (written or "").strip() != agency.name,
            on_click=_remove,
            args=(page, agency, who),
        )


def _remove(page: Page, agency: Agency, who: str) -> None:
    try:
        remove_agency(page.store, agency.id, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    else:
        st.session_state[_OUTCOME] = message("{name} dihapus.", name=agency.name)

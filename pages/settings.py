"""Pengaturan: cycle and locks, targets, agencies and units, and the copy of the whole store."""

import streamlit as st

from spbe.text.translator import message
from spbe.ui.agency_parts import (
    show_add_agency,
    show_agency_details,
    show_agency_outcome,
    show_remove_agency,
    show_units,
)
from spbe.ui.cycle_parts import show_cycle
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part
from spbe.ui.store_parts import show_backup, show_start_empty, show_store_outcome
from spbe.ui.target_parts import show_targets

PARTS = {
    "cycle": message("Siklus dan kunci"),
    "targets": message("Target"),
    "agencies": message("Instansi dan OPD"),
    "store": message("Penyimpanan"),
}

page = start_page("settings")
agency = page.view.agency
show_agency_outcome(page)
show_store_outcome(page)
part = choose_part(page.text, "section", PARTS)
if part in ("cycle", "targets"):
    who = page.who()
    if agency is None:
        st.info(page.text("Belum ada instansi. Tambahkan di bagian “Instansi dan OPD”."))
    elif part == "cycle":
        show_cycle(page, agency, who)
    else:
        show_targets(page, agency, who)
elif part == "agencies":
    who = page.who()
    show_add_agency(page, who)
    if agency is not None:
        show_agency_details(page, agency, who)
        show_units(page, agency)
        show_remove_agency(page, agency, who)
else:
    show_backup(page)
    show_start_empty(page)

"""Pengaturan: cycle and locks, targets, agencies and units, and the copy of the whole store."""

import streamlit as st

from spbe.ui.agency_parts import (
    show_add_agency,
    show_agency_outcome,
    show_remove_agency,
    show_units,
)
from spbe.ui.cycle_parts import show_cycle
from spbe.ui.shell import start_page
from spbe.ui.store_parts import show_backup, show_start_empty, show_store_outcome
from spbe.ui.target_parts import show_targets

page = start_page("settings")
text, agency = page.text, page.view.agency
show_agency_outcome(page)
show_store_outcome(page)
names = [text("Siklus dan kunci"), text("Target"), text("Instansi dan OPD"), text("Penyimpanan")]
section = st.segmented_control(
    text("Bagian"), names, default=names[0], required=True, label_visibility="collapsed"
)
if section in names[:2]:
    who = page.who()
    if agency is None:
        st.info(text("Belum ada instansi. Tambahkan di bagian “Instansi dan OPD”."))
    elif section == names[0]:
        show_cycle(page, agency, who)
    else:
        show_targets(page, agency, who)
elif section == names[2]:
    show_add_agency(page)
    if agency is not None:
        show_units(page, agency)
        show_remove_agency(page, agency)
else:
    show_backup(page)
    show_start_empty(page)

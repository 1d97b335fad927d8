"""Pengaturan: cycle, targets, assignments, agencies, wording, accounts, and the copy of all."""

import streamlit as st

from spbe.text.translator import message
from spbe.ui.account_parts import show_accounts
from spbe.ui.agency_parts import (
    show_add_agency,
    show_agency_details,
    show_agency_outcome,
    show_remove_agency,
    show_units,
)
from spbe.ui.assignment_parts import show_assignments
from spbe.ui.cycle_parts import show_cycle
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part
from spbe.ui.store_parts import show_backup, show_start_empty, show_store_outcome
from spbe.ui.target_parts import show_targets
from spbe.ui.wording_parts import show_wordings

PARTS = {
    "cycle": message("Siklus dan kunci"),
    "targets": message("Target"),
    "assignments": message("Pembagian tugas OPD"),
    "agencies": message("Instansi dan OPD"),
    "wordings": message("Rumusan resmi"),
    "accounts": message("Akun"),
    "store": message("Penyimpanan"),
}
OF_AN_AGENCY = {
    "cycle": show_cycle,
    "targets": show_targets,
    "assignments": show_assignments,
}

page = start_page("settings")
agency = page.view.agency
show_agency_outcome(page)
show_store_outcome(page)
part = choose_part(page.text, "section", PARTS)
if part in OF_AN_AGENCY:
    who = page.who()
    if agency is None:
        st.info(page.text("Belum ada instansi. Tambahkan di bagian “Instansi dan OPD”."))
    else:
        OF_AN_AGENCY[part](page, agency, who)
elif part == "accounts":
    show_accounts(page, page.who())
elif part == "agencies":
    who = page.who()
    show_add_agency(page, who)
    if agency is not None:
        show_agency_details(page, agency, who)
        show_units(page, agency)
        show_remove_agency(page, agency, who)
elif part == "wordings":
    show_wordings(page, page.who())
else:
    show_backup(page)
    show_start_empty(page)

"""Pengaturan: cycle, targets, assignments, agencies, wording, accounts, and the copy of all."""

from spbe.ui.agency_parts import show_agency_outcome
from spbe.ui.settings_sections import find_sections
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part
from spbe.ui.store_parts import show_store_outcome

page = start_page("settings")
show_agency_outcome(page)
show_store_outcome(page)
sections = find_sections(page)
chosen = choose_part(page.text, "section", {code: each.title for code, each in sections.items()})
sections[chosen].show(page)

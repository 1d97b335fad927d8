"""Riwayat: who changed what and when; any revision can be viewed, compared and restored."""

from spbe.text.translator import message
from spbe.ui.history_all import show_all_changes
from spbe.ui.history_comparison import show_comparison, show_outcome
from spbe.ui.history_parts import load_versions, show_other_changes, show_versions
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part

PARTS = {"revisions": message("Revisi penilaian"), "changes": message("Semua perubahan")}

page = start_page("history")
show_outcome(page)
if choose_part(page.text, "part", PARTS) == "changes":
    show_all_changes(page)
else:
    versions = load_versions(page)
    if versions:
        show_versions(page, versions)
        show_comparison(page, versions)
    show_other_changes(page, page.view.key)

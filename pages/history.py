"""Riwayat: who saved what and when; any revision can be viewed, compared and restored."""

from spbe.ui.history_parts import (
    load_versions,
    show_comparison,
    show_other_changes,
    show_outcome,
    show_versions,
)
from spbe.ui.shell import start_page

page = start_page("history")
show_outcome(page)
versions = load_versions(page)
if versions:
    show_versions(page, versions)
    show_comparison(page, versions)
show_other_changes(page, page.view.key)

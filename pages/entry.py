"""Isi Penilaian: fill in or mend an assessment by hand, with the checks of an upload."""

from spbe.ui.canvas import st
from spbe.ui.entry_parts import (
    choose_assessment,
    load_entry,
    show_changes,
    show_grid,
    show_save,
)
from spbe.ui.note_copy_parts import show_note_copy
from spbe.ui.sector_parts import show_sectors
from spbe.ui.shell import start_page

page = start_page("entry")
key = choose_assessment(page)
if key is not None:
    entry = load_entry(page, key)
    show_grid(page, entry)
    show_note_copy(page, entry)
    with st.container():  # one place, however many faults it says: the buttons below stay theirs
        plan = show_changes(page, entry)
    who = page.who()
    show_save(page, entry, plan, who)
    show_sectors(page, key, who)

"""Checklist: which shortcomings are open, who closes them until when, and what are they worth?"""

from spbe.ui.checklist_headline import show_headline, show_tools
from spbe.ui.checklist_item import show_item
from spbe.ui.checklist_making import show_making
from spbe.ui.checklist_parts import show_parts
from spbe.ui.checklist_state import load_checklist, read_open_item
from spbe.ui.empty import show_nothing
from spbe.ui.shell import start_page
from spbe.ui.unit_books_parts import show_unit_books

page = start_page("checklist")
checklist = load_checklist(page)
opened = read_open_item()
if checklist is None:
    show_nothing(page)
elif opened is not None:
    show_item(page, checklist, opened)
else:
    show_headline(page, checklist)
    show_tools(page, checklist)
    if checklist.items:
        show_parts(page, checklist)
    show_making(page, checklist)
    show_unit_books(page, checklist)

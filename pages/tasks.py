"""Tugas OPD: what must my unit prepare this week, what is late, and what waits for others?"""

from spbe.ui.checklist_item import show_item
from spbe.ui.checklist_state import load_checklist, read_open_item
from spbe.ui.empty import show_nothing
from spbe.ui.shell import start_page
from spbe.ui.tasks_parts import (
    choose_unit,
    find_busy,
    show_no_tasks,
    show_taking,
    show_tasks,
)

page = start_page("tasks")
checklist = load_checklist(page)
opened = read_open_item()
if checklist is None:
    show_nothing(page)
elif opened is not None:
    show_item(page, checklist, opened)
elif not find_busy(checklist):
    show_no_tasks(page)
else:
    unit = choose_unit(page, checklist)
    show_taking(page, checklist, unit)
    show_tasks(page, checklist, unit)

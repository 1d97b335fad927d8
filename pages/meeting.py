"""Rapat & Laporan: meetings with their agenda, minutes and follow-ups, and what is taken along."""

from spbe.text.translator import message
from spbe.ui.meeting_list import show_meetings
from spbe.ui.meeting_wall import is_on_wall, show_wall
from spbe.ui.reports_parts import show_reports
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part

PARTS = {"meeting": message("Rapat"), "reports": message("Laporan")}
SHOW = {"meeting": show_meetings, "reports": show_reports}

# A meeting on the wall is about a result of its own, whatever the filters say.
page = start_page("meeting", names_view=not is_on_wall())
if is_on_wall():
    show_wall(page)
else:
    SHOW[choose_part(page.text, "part", PARTS)](page)

"""Interviu: what will be asked, what we answer, and what the team reads while it is spoken."""

from spbe.text.translator import message
from spbe.ui.interview_edit import show_case
from spbe.ui.interview_live import show_live
from spbe.ui.interview_parts import choose_cases, show_cases, show_marking
from spbe.ui.interview_sheet import show_sheet
from spbe.ui.interview_state import load_interview
from spbe.ui.shell import start_page
from spbe.ui.state import choose_part

PARTS = {
    "prepare": message("Persiapan"),
    "sheet": message("Lembar latihan"),
    "live": message("Tayangan interviu"),
}

page = start_page("interview")
interview = load_interview(page)
if interview is not None:
    part = choose_part(page.text, "part", PARTS)
    who = None if part == "sheet" else page.who()
    if part == "live":
        show_live(page, who)
    else:
        cases = choose_cases(page, interview)
        if part == "sheet":
            show_sheet(page, interview, cases)
        else:
            show_cases(page, interview, cases)
            show_marking(page, interview, who)
            show_case(page, interview, cases, who)

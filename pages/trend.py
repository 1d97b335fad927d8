"""Tren & Tahap: are we getting better, and what changed from stage to stage?"""

from spbe.ui.empty import show_nothing
from spbe.ui.shell import start_page
from spbe.ui.source_note import show_source_note
from spbe.ui.stage_parts import show_stages
from spbe.ui.state import choose_part
from spbe.ui.trend_parts import PARTS, show_agencies, show_years

SHOW = {"years": show_years, "stages": show_stages, "agencies": show_agencies}

page = start_page("trend")
result = page.view.result
if result is None:
    show_nothing(page)
else:
    part = choose_part(page.text, "part", PARTS)
    show_source_note(page, result.scored.instrument)
    SHOW[part](page, result)

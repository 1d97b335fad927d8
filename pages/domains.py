"""Domain & Indikator: which part is strong, which is weak, and why?"""

from spbe.text.translator import message
from spbe.ui.all_indicators_parts import show_all_indicators
from spbe.ui.branch_parts import show_branch
from spbe.ui.empty import show_nothing
from spbe.ui.ranking_parts import show_ranking
from spbe.ui.shell import start_page
from spbe.ui.source_note import show_source_note
from spbe.ui.state import choose_part

PARTS = {
    "branch": (message("Rincian"), show_branch),
    "all": (message("Semua indikator"), show_all_indicators),
    "ranking": (message("Peringkat"), show_ranking),
}

page = start_page("domains")
result = page.view.result
if result is None:
    show_nothing(page)
else:
    show_source_note(page, result.scored.instrument)
    part = choose_part(page.text, "tab", {code: title for code, (title, _) in PARTS.items()})
    show_source_note(page, result.scored.instrument)
    PARTS[part][1](page, result)

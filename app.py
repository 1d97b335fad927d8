"""Ringkasan, the home page: where do we stand, as of the chosen stage?"""

from spbe.ui.empty import show_nothing
from spbe.ui.evidence_headline import show_supported_line
from spbe.ui.shell import start_page
from spbe.ui.source_note import show_source_note
from spbe.ui.summary import compute_summary
from spbe.ui.summary_cards import show_cards
from spbe.ui.summary_charts import show_charts
from spbe.ui.summary_parts import show_largest_potentials, show_top_line

page = start_page("home")
result = page.view.result
if result is None:
    show_nothing(page)
else:
    summary = compute_summary(page, result)
    show_top_line(page, summary)
    show_source_note(page, result.scored.instrument)
    show_cards(page, summary)
    show_supported_line(page, result)
    show_charts(page, summary)
    show_largest_potentials(page, summary)

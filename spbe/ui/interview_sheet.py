"""Interviu: the sheet to rehearse with, to print and to take along."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.analysis.interview import Case
from spbe.ui.canvas import st
from spbe.ui.difference_parts import format_indicator
from spbe.ui.interview_edit import name_field
from spbe.ui.interview_state import Interview
from spbe.ui.markup import escape_lines
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads


def show_sheet(page: Page, interview: Interview, cases: Sequence[Case]) -> None:
    """Draw the whole sheet, most points first; all of it prints, and it comes as Excel and CSV."""
    text = page.text
    title = text("Lembar latihan interviu")
    if not cases:
        st.info(text("Tidak ada indikator yang cocok dengan filter."))
        return
    rows = pd.DataFrame([_make_row(page, interview, case) for case in cases])
    show_downloads(page, rows, "interview-sheet", title, {text("Poin"): 3}, is_own=True, facts=())
    shown = rows.assign(**{text("Poin"): [text.points(case.points, 3) for case in cases]})
    st.table(shown.map(escape_lines), hide_index=True, border="horizontal", alt=title)


def _make_row(page: Page, interview: Interview, case: Case) -> dict[str, object]:
    text, decimals = page.text, interview.instrument.level_decimals
    said = interview.clarification(case.code)
    levels = f"{text.level(case.level, decimals)} → {text.level(case.claimed, decimals)}"
    return {
        text("Indikator"): format_indicator(text, interview.instrument, case.code),
        text("Tingkat"): levels,
        text("Poin"): float(case.points),
        name_field(text, "finding"): said.finding,
        text("Yang diminta"): "\n".join(e.texts[text.language] for e in interview.asked(case)),
        name_field(text, "answer"): said.answer,
        name_field(text, "evidence"): said.evidence,
        name_field(text, "person"): said.person,
    }

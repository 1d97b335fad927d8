"""What the letters of request ask of units."""

from __future__ import annotations

from spbe.analysis.backlog import UnitBacklog, compute_backlog
from spbe.reports.letter import Letter, LetterItem
from spbe.ui.canvas import st
from spbe.ui.checklist_state import Checklist
from spbe.ui.shell import Page


def make_letters(page: Page, checklist: Checklist, unit: str | None = None) -> list[Letter]:
    """Make the letter to each unit that still has to do something, or to one of them."""
    rows = compute_backlog(checklist.steps, checklist.items, checklist.today, checklist.shares)
    return [
        _make_letter(page, checklist, row)
        for row in sorted(rows, key=lambda row: row.unit.casefold())
        if row.unit and unit in (None, row.unit)
    ]


def show_letter_language(page: Page) -> None:
    """Tell readers of another language that letters are Indonesian, as official ones are."""
    if page.text.language != "id":
        st.caption(page.text("Surat dinas selalu berbahasa Indonesia."))


def _make_letter(page: Page, checklist: Checklist, row: UnitBacklog) -> Letter:
    nodes = checklist.instrument.node_by_code
    return Letter(
        checklist.agency.name,
        row.unit,
        checklist.year,
        checklist.today,
        [
            LetterItem(
                nodes[item.code].number if item.code and item.code in nodes else "–",
                item.text,
                item.level,
                item.due,
            )
            for item in row.items
            if item.state != "submitted"
        ],
        checklist.interview,
        is_illustrative=page.is_illustrative,
    )

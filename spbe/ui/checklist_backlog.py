"""Who holds how much, whether it is done in time, and what moved since a chosen day."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.backlog import UnitBacklog, compute_backlog
from spbe.analysis.item_history import count_open
from spbe.charts.backlog import describe_backlog, plot_backlog
from spbe.charts.burndown import describe_burn_down, plot_burn_down
from spbe.model.item import Item
from spbe.text.translator import message
from spbe.ui.address import write_address
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import UNIT, Filter
from spbe.ui.checklist_moves import load_changes, show_moves
from spbe.ui.checklist_state import VIEW, Checklist
from spbe.ui.figures import show_clickable_figure, show_figure
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

UNITS_TITLE = message("Per OPD")
"""The view that a click on a unit opens."""


def show_backlog(page: Page, checklist: Checklist, shown: Sequence[Item], _chosen: Filter) -> None:
    """Draw the units with their open items, and the way to none until the interview."""
    rows = compute_backlog(checklist.steps, shown, checklist.today, checklist.shares)
    left, right = st.columns(2, gap="medium")
    with left:
        opened = show_clickable_figure(
            page,
            plot_backlog(rows, page.text, page.theme),
            "backlog-units",
            page.text("Butir per OPD"),
            describe_backlog(rows, page.text),
        )
        if opened:
            write_address(UNIT, opened)
            write_address(VIEW, page.text(UNITS_TITLE))
            st.rerun()
    with right:
        _show_burn_down(page, checklist, shown)
    show_moves(page, checklist, shown)
    _show_table(page, rows)


def _show_burn_down(page: Page, checklist: Checklist, shown: Sequence[Item]) -> None:
    changes = load_changes(page, checklist, shown)
    first = min((change.day for change in changes), default=checklist.today)
    counts = count_open(changes, first, checklist.today) if changes else []
    figure = plot_burn_down(counts, checklist.interview, page.text, page.theme)
    show_figure(
        page,
        figure,
        "backlog-burn-down",
        page.text("Butir terbuka per hari"),
        describe_burn_down(counts, checklist.interview, page.text),
    )


def _show_table(page: Page, rows: Sequence[UnitBacklog]) -> None:
    text = page.text
    late, wait, steps = text("Lewat tenggat"), text("Menunggu pemeriksaan"), text("Langkah")
    points, shared = text("Poin langkah"), text("di antaranya bersama OPD lain")
    items = text("Butir terbuka")
    show_table(
        page,
        [
            {
                text("OPD"): row.unit or text("Belum ada OPD"),
                items: len(row.items),
                late: row.overdue,
                wait: row.submitted,
                steps: len(row.steps),
                points: float(row.points),
                shared: float(row.shared_points),
            }
            for row in rows
        ],
        "backlog-table",
        text("Beban per OPD"),
        {items: 0, late: 0, wait: 0, steps: 0, points: 2, shared: 2},
        signed=(points, shared),
    )
    st.caption(
        text(
            "Langkah yang dikerjakan beberapa OPD tercantum pada setiap OPD itu, jadi poin "
            "antar-OPD tidak dijumlahkan."
        )
    )

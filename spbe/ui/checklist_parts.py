"""The views of the checklist, and the filters that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from spbe.model.item import Item
from spbe.text.translator import Message, message
from spbe.ui.address import settle_owner
from spbe.ui.canvas import st
from spbe.ui.checklist_backlog import UNITS_TITLE, show_backlog
from spbe.ui.checklist_board import show_board
from spbe.ui.checklist_filters import ANY, FILTERS, Filter, choose_filter, find_matching
from spbe.ui.checklist_list import show_by_indicator, show_by_unit
from spbe.ui.checklist_matrix import MATRIX_TITLE, show_matrix
from spbe.ui.checklist_state import VIEW, Checklist
from spbe.ui.checklist_stuck import show_stuck
from spbe.ui.checklist_table import show_table
from spbe.ui.shell import Page
from spbe.ui.state import choose_part

Show: TypeAlias = Callable[[Page, Checklist, Sequence[Item], Filter], None]

_PARTS: Mapping[str, tuple[Message, Show]] = {
    "indicator": (message("Per indikator"), show_by_indicator),
    "table": (message("Tabel"), show_table),
    "board": (message("Papan"), show_board),
    "units": (UNITS_TITLE, show_by_unit),
    "backlog": (message("Beban OPD"), show_backlog),
    "matrix": (MATRIX_TITLE, show_matrix),
    "stuck": (message("Lengkap, tingkat tetap"), show_stuck),
}
_BY_STATE = ("board", "backlog", "matrix", "stuck")
"""Views that look at items of every state."""


def show_parts(page: Page, checklist: Checklist) -> None:
    """Draw the switch between the views, the filters and the chosen view."""
    text = page.text
    settle_owner("checklist", checklist.place, FILTERS)
    part = choose_part(text, VIEW, {code: title for code, (title, _) in _PARTS.items()})
    chosen = choose_filter(
        text, checklist.instrument, checklist.units, has_states=part not in _BY_STATE
    )
    shown = find_matching(
        checklist.items,
        chosen,
        checklist.instrument,
        checklist.today,
        lambda item: checklist.say(item, text),
    )
    if not shown:
        _show_none(page, checklist, chosen)
        return
    _PARTS[part][1](page, checklist, shown, chosen)


def _show_none(page: Page, checklist: Checklist, chosen: Filter) -> None:
    text = page.text
    if chosen.state != ANY and not any(item.is_open for item in checklist.items):
        st.success(text("Semua butir selesai: tidak ada yang terbuka."))
    else:
        st.info(text("Tidak ada butir yang cocok dengan filter."))

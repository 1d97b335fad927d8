"""Units × items that all units do: who has done its share, "27 dari 40 OPD"."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from spbe.analysis.item_matrix import ItemMatrix, compute_matrix, format_count
from spbe.model.item import Item
from spbe.text.translator import message
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import Filter
from spbe.ui.checklist_rights import can_edit_some
from spbe.ui.checklist_shares import Shares, open_shares, show_share_edits
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_short
from spbe.ui.choices import choose_page
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads, show_table

MATRIX_TITLE = message("Semua OPD")
"""The view that Bukti Dukung leads to."""
_COLUMNS = 8
"""Items that stand side by side on a laptop."""


def show_matrix(page: Page, checklist: Checklist, shown: Sequence[Item], _chosen: Filter) -> None:
    """Draw a tick for each share that is done, to be set in place, and how many have it."""
    text = page.text
    matrix = compute_matrix(shown, checklist.shares)
    if not matrix.items:
        st.info(
            text(
                "Tidak ada butir yang dikerjakan semua OPD. Tandai butirnya dengan “Setiap OPD "
                "ini mengerjakan bagiannya sendiri”, lalu pilih OPD-nya."
            )
        )
        return
    place = st.container()
    items = matrix.items[choose_page("columns", len(matrix.items), _COLUMNS)]
    with place:
        _show_grid(page, checklist, matrix, items)
    show_table(
        page,
        [
            {
                text("No"): name_short(checklist.instrument, item),
                text("Butir"): checklist.say(item, text),
                text("Selesai"): format_count(matrix.count(item), text),
                text("Belum"): ", ".join(_find_left(matrix, item)) or "–",
            }
            for item in matrix.items
        ],
        "matrix-table",
        text("Butir yang dikerjakan semua OPD"),
        {},
    )


def _find_left(matrix: ItemMatrix, item: Item) -> list[str]:
    own = (matrix.shares.get((unit, item.id or 0)) for unit in matrix.units)
    return [share.unit for share in own if share is not None and not share.is_done]


def _show_grid(page: Page, checklist: Checklist, matrix: ItemMatrix, items: Sequence[Item]) -> None:
    text, ids = page.text, [item.id or 0 for item in items]
    shares = {key: share for key, share in matrix.shares.items() if key[1] in ids}
    units = [unit for unit in matrix.units if any((unit, item) in shares for item in ids)]

    def build(seen: Shares) -> pd.DataFrame:
        ticks: dict[str, list[object]] = {"unit": list(units)}
        for item in ids:
            own = (seen.get((unit, item)) for unit in units)
            ticks[str(item)] = [None if share is None else share.is_done for share in own]
        return pd.DataFrame(ticks)

    columns = {"unit": st.column_config.TextColumn(text("OPD"), pinned=True)} | {
        str(item.id): st.column_config.CheckboxColumn(
            f"{name_short(checklist.instrument, item)} · {format_count(matrix.count(item), text)}",
            help=checklist.say(item, text),
        )
        for item in items
    }
    title = text("OPD yang sudah mengerjakan bagiannya")
    edits = open_shares("matrix", (checklist.place, tuple(ids)), shares, build)
    edited = st.data_editor(
        edits.frame,
        key=f"matrix-{edits.round}",
        hide_index=True,
        disabled=["unit"] if can_edit_some(page) else True,
        height=460 if len(units) > 12 else "content",
        column_config=columns,
        alt=title,
    )
    ticked = edited.set_index("unit")
    edits.note({(u, i): {"is_done": bool(ticked.at[u, str(i)])} for u, i in edits.seen})
    show_share_edits(page, edits)
    show_downloads(page, edited, "matrix-ticks", title, column_config=columns)

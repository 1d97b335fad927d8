"""Which indicator first? Ranked by potential, by level, or by what was lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from spbe.analysis.change import LevelChange, compute_level_changes
from spbe.analysis.frames import read_rows
from spbe.analysis.gaps import Order, compute_potentials, rank_potentials
from spbe.analysis.results import ScoredResult
from spbe.charts.ranking import describe_ranking, plot_ranking, title_ranking
from spbe.model.assessment import Assessment
from spbe.text.translator import message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.empty import show_without_levels
from spbe.ui.figures import show_clickable_figure
from spbe.ui.indicator_parts import find_level_results
from spbe.ui.shell import Page
from spbe.ui.stage_parts import format_result
from spbe.ui.state import choose_part, open_node
from spbe.ui.tables import as_number, show_table

_ORDERS: Mapping[Order, Any] = {
    "potential": message("Potensi"),
    "level": message("Tingkat kematangan"),
    "loss": message("Penurunan"),
}
_DRAWN = 10
"""Indicators in the figure; the table holds all."""


def show_ranking(page: Page, result: Result) -> None:
    """Draw the indicators in the chosen order: the first ones as a figure, all as a table."""
    content, text = result.stored.content, page.text
    if not isinstance(content, Assessment):
        show_without_levels(page, result)
        return
    instrument = result.scored.instrument
    order: Order = choose_part(text, "order", _ORDERS)  # type: ignore[arg-type,assignment]
    changes: list[LevelChange] = []
    if order == "loss":
        before = _choose_before(page, result)
        if before is None or not isinstance(before.content, Assessment):
            st.info(
                text(
                    "Penurunan perlu tahap atau tahun sebelumnya dengan tingkat per indikator; "
                    "belum ada yang tersimpan."
                )
            )
            return
        changes = compute_level_changes(instrument, before.content, content)
    ranked = rank_potentials(compute_potentials(instrument, content, text.language), order, changes)
    drawn = ranked.head(_DRAWN)
    left, right = st.columns(2)
    with left:
        clicked = show_clickable_figure(
            page,
            plot_ranking(
                drawn,
                instrument,
                text,
                page.theme,
                order=order,
                title=title_ranking(ranked, instrument, text, order),
            ),
            f"ranking-{order}",
            " ".join((text("Peringkat"), text(_ORDERS[order]))),
            describe_ranking(drawn, instrument, text, order),
        )
    with right:
        _show_ranked(page, result, ranked, order)
    if clicked is not None:
        open_node(clicked, tab=text("Rincian"))


def _choose_before(page: Page, result: Result) -> ScoredResult | None:
    """Ask what the loss is measured against: the stage before first, then earlier ones."""
    text = page.text
    earlier = [r for r in find_level_results(page, result.scored) if r is not result.scored]
    if not earlier:
        return None
    names = {format_result(text, r): r for r in reversed(earlier)}
    chosen = st.selectbox(text("Dibandingkan dengan"), list(names), key="against", width=360)
    return names.get(chosen or "", earlier[-1])


def _show_ranked(page: Page, result: Result, ranked: Any, order: Order) -> None:
    text, instrument = page.text, result.scored.instrument
    scale = instrument.level_scale
    rows = [
        {
            text("Urutan"): f"{row['rank']}{'=' if row['is_tied'] else ''}" if row["rank"] else "–",
            text("No"): as_number(row["number"]),
            text("Indikator"): row["name"],
            **(
                {
                    text("Sebelum"): None if row["before"] is None else row["before"] / scale,
                    text("Tingkat"): row["level_value"],
                    text("Perubahan"): row["change_points"],
                }
                if order == "loss"
                else {text("Tingkat"): row["level_value"]}
            ),
            text("Potensi"): row["potential_points"],
            text("Kenaikan berikut"): row["gain_points"],
            text("OPD"): row["unit"],
        }
        for row in read_rows(ranked)
    ]
    digits = {
        text("Sebelum"): instrument.level_decimals,
        text("Tingkat"): instrument.level_decimals,
        text("Perubahan"): 4,
        text("Potensi"): 4,
        text("Kenaikan berikut"): 4,
    }
    st.caption(text("“=” berarti urutan sama: besarnya persis sama."))
    show_table(
        page,
        rows,
        f"ranked-{order}",
        text("Peringkat indikator"),
        digits,
        signed=(text("Perubahan"), text("Potensi"), text("Kenaikan berikut")),
        height=560,
    )

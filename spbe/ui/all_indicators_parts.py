"""All indicators at a glance: the tile map, and the table over years or stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spbe.analysis.frames import read_rows
from spbe.analysis.gaps import compute_potentials
from spbe.analysis.results import ScoredResult
from spbe.analysis.trend import compute_level_table, find_year_results
from spbe.charts.tiles import (
    describe_level_grid,
    describe_tile_map,
    plot_level_grid,
    plot_tile_map,
)
from spbe.model.assessment import Assessment
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.empty import show_without_levels
from spbe.ui.figures import show_clickable_figure
from spbe.ui.indicator_parts import find_level_results
from spbe.ui.shell import Page
from spbe.ui.state import choose_part, open_node
from spbe.ui.tables import as_number, show_table

_LOOKS = {"map": message("Peta"), "table": message("Tabel")}
_OVER = {"years": message("Antartahun"), "stages": message("Antartahap")}


def show_all_indicators(page: Page, result: Result) -> None:
    """Draw all indicators over years or stages: as maps, or as a table to sort and take along."""
    content = result.stored.content
    if not isinstance(content, Assessment):
        show_without_levels(page, result)
        return
    text, instrument = page.text, result.scored.instrument
    potentials = compute_potentials(instrument, content, text.language)
    with st.container(horizontal=True):
        look = choose_part(text, "look", _LOOKS)
        over = choose_part(text, "over", _OVER)
    compared = _find_compared(page, result, over)
    levels = compute_level_table(compared, text.language)
    wanted = _show_filters(page, result, read_rows(potentials))
    if look == "table":
        rows = [row for row in read_rows(potentials) if row["code"] in wanted]
        _show_levels(page, result, compared, rows)
        return
    left, right = st.columns(2)
    with left:
        clicked = show_clickable_figure(
            page,
            plot_tile_map(potentials, instrument, text, page.theme),
            "all-tiles",
            text("Semua indikator"),
            describe_tile_map(potentials, instrument, text),
        )
    with right:
        chosen = levels[levels["code"].isin(wanted)]
        clicked = (
            show_clickable_figure(
                page,
                plot_level_grid(chosen, instrument, text, page.theme),
                "all-grid",
                text("Tingkat kematangan"),
                describe_level_grid(chosen, instrument, text),
            )
            or clicked
        )
    if clicked is not None:
        open_node(clicked, tab=text("Rincian"))


def _find_compared(page: Page, result: Result, over: str) -> list[ScoredResult]:
    """Find the columns of the table: one a year, or the stages of the chosen year."""
    known = find_level_results(page, result.scored)
    if over == "years":
        return find_year_results(known)
    return [scored for scored in known if scored.year == result.key.year]


def _show_filters(page: Page, result: Result, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Draw the filters and give the codes that pass; nothing chosen lets everything pass."""
    text, instrument = page.text, result.scored.instrument
    aspects = {row["aspect"]: row["aspect_name"] for row in rows if row["aspect"]}
    units = sorted({unit for row in rows for unit in _split_units(row["unit"])}, key=str.casefold)
    said = {row["level"]: text.level(row["level"], instrument.level_decimals) for row in rows}
    by_aspect, by_level, by_unit = st.columns(3)
    chosen_aspects = by_aspect.multiselect(
        text("Aspek"),
        list(aspects),
        format_func=lambda code: f"{code} {aspects.get(code, '')}",
        key="aspects",
        placeholder=text("Semua aspek"),
        label_visibility="collapsed",
    )
    chosen_levels = by_level.multiselect(
        text("Tingkat kematangan"),
        sorted(said, key=lambda level: -1 if level is None else level),
        format_func=lambda level: text("tingkat {level}", level=said.get(level, "–")),
        key="levels",
        placeholder=text("Semua tingkat"),
        label_visibility="collapsed",
    )
    chosen_units = by_unit.multiselect(
        text("OPD"),
        units,
        key="units",
        placeholder=text("Semua OPD"),
        label_visibility="collapsed",
        disabled=not units,
    )
    return {
        row["code"]
        for row in rows
        if (not chosen_aspects or row["aspect"] in chosen_aspects)
        and (not chosen_levels or row["level"] in chosen_levels)
        and (not chosen_units or set(_split_units(row["unit"])) & set(chosen_units))
    }


def _split_units(written: str) -> list[str]:
    return [unit.strip() for unit in written.split(";") if unit.strip()]


def _show_levels(
    page: Page,
    result: Result,
    compared: Sequence[ScoredResult],
    rows: Sequence[Mapping[str, Any]],
) -> None:
    text, instrument = page.text, result.scored.instrument
    columns = {f"{text(STAGE_SHORT_NAMES[r.stage])} {r.year}": r for r in compared}
    table = []
    for row in rows:
        levels = {
            name: None if units is None else units / instrument.level_scale
            for name, r in columns.items()
            for units in [r.level_units(row["code"])]
        }
        table.append(
            {
                text("No"): as_number(row["number"]),
                text("Indikator"): row["name"],
                text("Aspek"): row["aspect_name"] or "",
                text("Bobot (%)"): float(row["weight"]),
                **levels,
                text("Kenaikan berikut"): row["gain_points"],
                text("Potensi"): row["potential_points"],
                text("OPD"): row["unit"],
            }
        )
    digits = dict.fromkeys(columns, instrument.level_decimals)
    digits |= {text("Bobot (%)"): 2, text("Kenaikan berikut"): 4, text("Potensi"): 4}
    show_table(
        page,
        table,
        "all-table",
        text("Semua indikator"),
        digits,
        signed=(text("Kenaikan berikut"), text("Potensi")),
    )

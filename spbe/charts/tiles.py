"""All indicators at a glance: a tile map of one result, and a grid over years and stages."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.charts.layout import (
    SIDE,
    SMALL_SIZE,
    TEXT_SIZE,
    make_figure,
    make_notice,
    plain,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Theme, level_colors
from spbe.model.instrument import Instrument
from spbe.text.terms import STAGE_NAMES, STAGE_SHORT_NAMES
from spbe.text.translator import Translator

_COLUMNS = 10
_STEP = 40
"""Pixels from tile to tile where there is room for all columns; a phone has some 36."""
_TILE = 33


def title_tile_map(potentials: pd.DataFrame, instrument: Instrument, text: Translator) -> str:
    """Say how many indicators are below the middle of the scale, and how many have no level."""
    rows = read_rows(potentials)
    middle = (1 + instrument.level_maximum) // 2
    known = [row["level"] for row in rows if row["level"] is not None]
    below = sum(level < middle * instrument.level_scale for level in known)
    missing = len(rows) - len(known)
    if not known:
        return text("Belum ada indikator yang dinilai")
    title = text(
        "{n} dari {total} indikator di bawah tingkat kematangan {level}",
        n=below,
        total=len(rows),
        level=middle,
    )
    if missing:
        title += text(", {n} belum dinilai", n=missing)
    return title


def describe_tile_map(potentials: pd.DataFrame, instrument: Instrument, text: Translator) -> str:
    """Say in words what `plot_tile_map` shows: the indicators of each level."""
    rows = read_rows(potentials)
    said = [title_tile_map(potentials, instrument, text)]
    levels = sorted({row["level"] for row in rows if row["level"] is not None})
    for level in levels:
        numbers = [row["number"] for row in rows if row["level"] == level]
        name = text.level(level, instrument.level_decimals)
        said.append(
            text("tingkat {level}: indikator {numbers}", level=name, numbers=", ".join(numbers))
        )
    return "; ".join(said) + "."


def plot_tile_map(
    potentials: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    selected: str | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw one tile per indicator in the order of the instrument, grouped by aspect.

    `potentials` is from `compute_potentials`. The level is written in its tile; a missing one is
    an empty frame with "–". Tiles are points of a scatter, so that a click is answered, with the
    indicator's code as customdata; `selected` has a frame. An empty table gives a sentence.
    """
    rows = read_rows(potentials)
    title = title_tile_map(potentials, instrument, text) if title is None else title
    if not rows:
        return make_notice(text("Belum ada indikator untuk ditampilkan."), text, theme)
    palette = PALETTES[theme]
    names, name_at, y = [], [], 0.0
    place: dict[str, tuple[float, float]] = {}
    for aspect in dict.fromkeys(row["aspect"] for row in rows):
        tiles = [row for row in rows if row["aspect"] == aspect]
        span = f"{tiles[0]['number']}–{tiles[-1]['number']}"
        heading = f"{tiles[0]['aspect_name'] or ''} · {span}" if aspect else span
        lines = wrap_lines(heading, TITLE_CHARACTERS)
        names.append("<br>".join(lines))
        y += 0.45 * len(lines)
        name_at.append(y - 0.225 * len(lines))
        for number, row in enumerate(tiles):
            column, line = number % _COLUMNS, number // _COLUMNS
            place[row["code"]] = (column + 0.45, y + line + 0.5)
        y += (len(tiles) - 1) // _COLUMNS + 1 + 0.15
    fills, edges, widths, inks, words, hovers = [], [], [], [], [], []
    for row in rows:
        fill, ink = _colors(row["level"], instrument, theme)
        is_selected = row["code"] == selected
        fills.append(fill)
        inks.append(ink)
        edges.append(palette.target if is_selected or row["level"] is None else palette.edge)
        widths.append(4 if is_selected else 1)
        words.append(text.level(row["level"], instrument.level_decimals))
        hovers.append(_hover(row, instrument, text))
    size = TEXT_SIZE + 2 if not instrument.level_decimals else SMALL_SIZE
    tiles_trace = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [place[row["code"]][0] for row in rows],
        "y": [round(place[row["code"]][1], 3) for row in rows],
        "marker": {
            "symbol": "square",
            "size": _TILE,
            "opacity": 1,
            "color": fills,
            "line": {"color": edges, "width": widths},
        },
        "text": words,
        "textfont": {"size": size, "color": inks},
        "customdata": [row["code"] for row in rows],
        "hoverinfo": "text",
        "hovertext": hovers,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    headings = words_trace([0] * len(names), name_at, names, size=SMALL_SIZE, color=palette.text)
    return make_figure(
        [tiles_trace, headings],
        title=title or None,
        plot_height=y * _STEP,
        text=text,
        theme=theme,
        xaxis={
            "range": [0, _COLUMNS],
            "visible": False,
            "constrain": "domain",
            "constraintoward": "left",
        },
        yaxis={
            "range": [y, 0],
            "visible": False,
            "scaleanchor": "x",
            "constrain": "domain",
            "constraintoward": "top",
        },
    )


def title_level_grid(levels: pd.DataFrame, text: Translator) -> str:
    """Say how many indicators rose and fell between the first and the last column."""
    rows = read_rows(levels)
    columns = list(dict.fromkeys((row["year"], row["stage"]) for row in rows))
    if not columns:
        return text("Belum ada tingkat kematangan untuk ditampilkan")
    if len(columns) == 1:
        return text(
            "Tingkat kematangan, {stage} {year}",
            stage=STAGE_NAMES[columns[0][1]],
            year=columns[0][0],
        )
    ends = [
        {row["code"]: row["level"] for row in rows if (row["year"], row["stage"]) == column}
        for column in (columns[0], columns[-1])
    ]
    pairs = [(ends[0].get(code), level) for code, level in ends[1].items()]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    return text(
        "{up} indikator naik dan {down} turun dari {first} ke {last}",
        up=sum(new > old for old, new in known),
        down=sum(new < old for old, new in known),
        first=f"{text(STAGE_SHORT_NAMES[columns[0][1]])} {columns[0][0]}",
        last=f"{text(STAGE_SHORT_NAMES[columns[-1][1]])} {columns[-1][0]}",
    )


def describe_level_grid(levels: pd.DataFrame, instrument: Instrument, text: Translator) -> str:
    """Say in words what `plot_level_grid` shows, indicator by indicator."""
    said: dict[str, list[str]] = {}
    for row in read_rows(levels):
        said.setdefault(f"{row['number']} {row['name']}", []).append(
            text.level(row["level"], instrument.level_decimals)
        )
    lines = [f"{name}: {', '.join(values)}" for name, values in said.items()]
    return "; ".join([title_level_grid(levels, text), *lines]) + "."


def plot_level_grid(
    levels: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw the levels of all indicators over years or stages, one column each.

    `levels` is from `compute_level_table`, possibly with rows left out. Squares carry the
    indicator's code as customdata. An empty table gives a figure with a sentence.
    """
    rows = read_rows(levels)
    title = title_level_grid(levels, text) if title is None else title
    if not rows:
        return make_notice(title_level_grid(levels, text), text, theme)
    palette = PALETTES[theme]
    columns = list(dict.fromkeys((row["year"], row["stage"]) for row in rows))
    codes = {row["code"]: row for row in rows}
    row_at: dict[str, float] = {}
    labels, y = [], 0.0
    for code, row in codes.items():
        lines = wrap_lines(f"{row['number']} {row['name']}", 26)
        labels.append("<br>".join(lines))
        height = 28 if len(lines) == 1 else 16 * len(lines) + 6
        row_at[code] = y + height / 2
        y += height
    colors = [_colors(row["level"], instrument, theme) for row in rows]
    squares = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [columns.index((row["year"], row["stage"])) for row in rows],
        "y": [row_at[row["code"]] for row in rows],
        "marker": {
            "symbol": "square",
            "size": 24 if not instrument.level_decimals else 28,
            "opacity": 1,
            "color": [fill for fill, _ in colors],
            "line": {
                "width": 1,
                "color": [palette.line if r["level"] is None else palette.edge for r in rows],
            },
        },
        "text": [text.level(row["level"], instrument.level_decimals) for row in rows],
        "textfont": {
            "size": TEXT_SIZE if not instrument.level_decimals else 11,
            "color": [ink for _, ink in colors],
        },
        "customdata": [row["code"] for row in rows],
        "hoverinfo": "none",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    is_years = {stage for _, stage in columns} == {"final"}
    # Upright headings where a phone has no room for them side by side.
    is_upright = len(columns) > (5 if is_years else 3)
    return make_figure(
        [squares],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis={
            "range": [-0.5, len(columns) - 0.5],
            "side": "top",
            "tickmode": "array",
            "tickvals": list(range(len(columns))),
            "ticktext": [
                str(year)
                if is_years
                else f"{text(STAGE_SHORT_NAMES[stage])}{' ' if is_upright else '<br>'}{year}"
                for year, stage in columns
            ],
            "tickangle": -90 if is_upright else 0,
        },
        yaxis={
            "range": [y, 0],
            "tickmode": "array",
            "tickvals": list(row_at.values()),
            "ticktext": labels,
            "color": palette.text,
        },
        top=96 if is_upright else 24 if is_years else 44,
        left=190,
        right=SIDE,
    )


TITLE_CHARACTERS = 48


def _colors(level: int | None, instrument: Instrument, theme: Theme) -> tuple[str, str]:
    if level is None:
        return "rgba(0,0,0,0)", PALETTES[theme].quiet
    return level_colors(level // instrument.level_scale)


def _hover(row: dict[str, Any], instrument: Instrument, text: Translator) -> str:
    """Name an indicator with its level and the level's name."""
    words = plain(f"{row['number']} {row['name']}")
    if row["level"] is None:
        return f"{words}<br>" + text("belum dinilai")
    level = text.level(row["level"], instrument.level_decimals)
    name = instrument.level_name(row["code"], row["level"] // instrument.level_scale, text.language)
    said = text("tingkat {level}", level=level) + (f", {plain(name)}" if name else "")
    return f"{words}<br>{said}"

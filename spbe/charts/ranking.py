"""Which indicator first? A ranked dot plot: level now, next level, points to gain, unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.analysis.gaps import Order
from spbe.charts.layout import (
    NAME_WIDTH,
    SMALL_SIZE,
    line_shape,
    make_figure,
    make_notice,
    plain,
    scale_axis,
    scale_ends,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Theme
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_LINE = 19
_DOTS = 20
_GAP = 14


def title_ranking(
    ranked: pd.DataFrame, instrument: Instrument, text: Translator, order: Order = "potential"
) -> str:
    """Name what stands first, and say where others are level with it."""
    rows = [row for row in read_rows(ranked) if row["rank"] is not None]
    if order == "loss":
        rows = [row for row in rows if row["change"] < 0]
    if not rows:
        if order == "loss":
            return text("Tidak ada indikator yang turun")
        return text("Belum ada indikator yang dinilai")
    first = rows[0]
    tied = sum(row["rank"] == first["rank"] for row in rows)
    name = f"{first['number']} {first['name']}"
    if order == "level":
        value = text.level(first["level"], instrument.level_decimals)
        if tied > 1:
            return text(
                "{n} indikator terendah sama: tingkat kematangan {level}", n=tied, level=value
            )
        return text("Tingkat kematangan terendah: {name}, {level}", name=name, level=value)
    if order == "loss":
        value = exact_points(-first["change"], text)
        if tied > 1:
            return text(
                "{n} indikator turun paling besar, sama: {points} poin", n=tied, points=value
            )
        return text("Turun paling besar: {name}, {points} poin", name=name, points=value)
    value = exact_points(first["potential"], text)
    if tied > 1:
        return text("{n} indikator berpotensi sama terbesar: {points} poin", n=tied, points=value)
    return text("Potensi terbesar: {name}, {points} poin", name=name, points=value)


def format_gain(text: Translator, points: Fraction) -> str:
    """Write signed points with two decimals; what is not nothing is never shown as nothing."""
    least = Fraction(1, 100)
    if 0 < points < least / 2:
        return f"< {text.decimal(least, 2)}"
    if -least / 2 < points < 0:
        return f"> {text.decimal(-least, 2)}"
    return text.points(points)


def exact_points(points: Fraction, text: Translator) -> str:
    """Write index points without a sign, with as many decimals (2–4) as they need."""
    for digits in (2, 3):
        if (points * 10**digits).denominator == 1:
            return text.decimal(points, digits)
    return text.decimal(points, 4)


def describe_ranking(
    ranked: pd.DataFrame, instrument: Instrument, text: Translator, order: Order = "potential"
) -> str:
    """Say in words what `plot_ranking` shows."""
    said = [title_ranking(ranked, instrument, text, order)]
    said += [
        f"{row['number']} {row['name']}: {_words(row, instrument, text, order)}"
        for row in read_rows(ranked)
    ]
    return "; ".join(said) + "."


def plot_ranking(
    ranked: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    order: Order = "potential",
    title: str | None = None,
) -> go.Figure:
    """Draw ranked indicators on the level scale: now → the next level, or before → now for losses.

    `ranked` is from `rank_potentials` with the same `order`, usually its first rows
    (`ranked.head(10)`); give `title` from the whole table then. At the right stand the index
    points of the next step (or those lost). Dots carry the indicator's code as customdata. An empty
    table gives a figure with a sentence.
    """
    rows = read_rows(ranked)
    title = title_ranking(ranked, instrument, text, order) if title is None else title
    if not rows:
        return make_notice(text("Belum ada indikator untuk ditampilkan."), text, theme)
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    names, name_at, first_line, second, second_at, dots_at, y = [], [], [], [], [], [], 0.0
    for row in rows:
        lines = wrap_lines(f"{row['number']} {row['name']}", NAME_WIDTH)
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(lines)
        notes = wrap_lines(_words(row, instrument, text, order), 52)
        second.append("<br>".join(notes))
        second_at.append(y + 17 * len(notes) / 2)
        y += 17 * len(notes)
        dots_at.append(y + _DOTS / 2)
        y += _DOTS + _GAP
    shapes, x, at, fills, edges, data, hover = [], [], [], [], [], [], []
    strong = palette.loss if order == "loss" else palette.gain
    for row, line in zip(rows, dots_at, strict=True):
        shapes.append(line_shape(palette, x=(low, high), y=(line, line), width=2, layer="below"))
        start, end = _ends(row, instrument, order)
        if start is not None and end is not None and start != end:
            shapes.append(
                line_shape(
                    palette, x=(start, end), y=(line, line), color=strong, width=4, layer="below"
                )
            )
        now = end if order == "loss" else start
        other = start if order == "loss" else end
        for value, fill, edge in (
            (other, palette.page, palette.before if order == "loss" else strong),
            (now, palette.now, palette.now),
        ):
            if value is None or (value == now and edge != palette.now):
                continue
            x.append(value)
            at.append(line)
            fills.append(fill)
            edges.append(edge)
            data.append(row["code"])
            hover.append(_hover(row, instrument, text, order))
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": at,
        "marker": {
            "size": 15,
            "color": fills,
            "opacity": 1,
            "line": {"color": edges, "width": 2.5},
        },
        "customdata": data,
        "hoverinfo": "text",
        "hovertext": hover,
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }
    gains = words_trace(
        [high] * len(rows),
        first_line,
        [f"<b>{_points(row, text, order)}</b>" for row in rows],
        position="middle left",
        color=strong,
    )
    if order == "loss":
        caption = text(
            "Level, skala {low}–{high}: lingkaran kosong sebelumnya, penuh kini. "
            "Kanan: poin indeks yang hilang.",
            low=low,
            high=high,
        )
    else:
        caption = text(
            "Level, skala {low}–{high}: lingkaran penuh kini, kosong tingkat berikutnya. "
            "Kanan: poin indeks dari kenaikan itu.",
            low=low,
            high=high,
        )
    return make_figure(
        [
            dots,
            words_trace([low] * len(rows), name_at, names, color=palette.text),
            words_trace([low] * len(rows), second_at, second, size=SMALL_SIZE, color=palette.quiet),
            gains,
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [y, 0], "visible": False},
        caption=[caption],
        bottom=22,
        left=16,
        right=16,
        shapes=shapes,
    )


def _ends(
    row: dict[str, Any], instrument: Instrument, order: Order
) -> tuple[float | None, float | None]:
    """Give start and end of a row's arrow [level scale]."""
    scale = instrument.level_scale
    first, last = ("before", "level") if order == "loss" else ("level", "next_level")
    start, end = row[first], row[last]
    return (
        None if start is None else start / scale,
        None if end is None else end / scale,
    )


def _points(row: dict[str, Any], text: Translator, order: Order) -> str:
    points = row["change"] if order == "loss" else row["index_gain"]
    return "–" if points is None else format_gain(text, points)


def _words(row: dict[str, Any], instrument: Instrument, text: Translator, order: Order) -> str:
    """Say a row's figures: rank, level, potential and unit."""
    said = []
    if row["rank"] is not None:
        rank = text("peringkat {rank}", rank=row["rank"])
        tied = text("sama")
        said.append(f"{rank} ({tied})" if row["is_tied"] else rank)
    if row["level"] is None:
        said.append(text("belum dinilai"))
    else:
        level = text.level(row["level"], instrument.level_decimals)
        if order == "loss" and row["before"] is not None:
            level = text.level(row["before"], instrument.level_decimals) + " → " + level
        if order == "loss" or instrument.level_decimals:
            said.append(text("tingkat {level}", level=level))
        if order != "loss":
            said.append(text("potensi {points}", points=exact_points(row["potential"], text)))
    if row["unit"]:
        said.append(row["unit"])
    return " · ".join(said)


def _hover(row: dict[str, Any], instrument: Instrument, text: Translator, order: Order) -> str:
    """Say a row's figures with all decimals of the points."""
    points = row["change"] if order == "loss" else row["index_gain"]
    lines = [f"{row['number']} {row['name']}", _words(row, instrument, text, order)]
    if points is not None:
        lines.append(text("{points} poin indeks", points=text.points(points, 4)))
    return "<br>".join(plain(line) for line in lines)

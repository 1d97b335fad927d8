"""Which branch moves? Domains, aspects or indicators over years, one small line each."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.charts.layout import (
    SMALL_SIZE,
    line_shape,
    make_figure,
    make_notice,
    plain,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Theme
from spbe.charts.trend_words import point_words
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator


def plot_node_trends(
    points: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw domains, aspects or indicators over years, one small line each below its name.

    `points` is from `compute_trend(…, codes=[…])` of one agency and one instrument. Every line has
    the whole scale as its height. An empty table gives a figure with a sentence.
    """
    rows = read_rows(points)
    if title is None:
        title = title_node_trends(points, instrument, text)
    if not rows:
        return make_notice(title, text, theme)
    palette = PALETTES[theme]
    low, high = instrument.level_minimum, instrument.level_maximum
    codes = list(dict.fromkeys(row["code"] for row in rows))
    years = sorted({row["year"] for row in rows})
    height, gap, line = 72.0, 18.0, 19.0
    names, name_at, shapes, y = [], [], [], 0.0
    x: list[float | None] = []
    at: list[float | None] = []
    words, fills, data, hover = [], [], [], []
    for code in codes:
        lines = wrap_lines(f"{code} {instrument.node_by_code[code].names[text.language]}", 46)
        names.append("<br>".join(f"<b>{part}</b>" for part in lines))
        name_at.append(y + line * len(lines) / 2)
        y += line * len(lines) + 12
        for bound in (low, high):
            level = y + height * (high - bound) / (high - low)
            shapes.append(line_shape(palette, x=(-0.3, len(years) - 0.7), y=(level, level)))
        for row in rows:
            if row["code"] != code or row["value"] is None:
                continue
            x.append(years.index(row["year"]))
            at.append(round(y + height * (high - row["value"]) / (high - low), 2))
            words.append(text.score(row["score"]))
            fills.append(palette.page if row["is_interim"] else palette.now)
            data.append(code)
            hover.append(plain(point_words(row, text)))
        x.append(None)
        at.append(None)
        words.append("")
        fills.append(palette.now)
        data.append("")
        hover.append("")
        y += height + gap
    total = y
    interim = any(row["is_interim"] for row in rows)
    caption = [text("Nilai; tiap garis memakai skala {low}–{high}.", low=low, high=high)]
    if interim:
        caption.append(text("Penanda kosong: sementara, belum hasil akhir."))
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "x": x,
            "y": at,
            "text": words,
            "textposition": "top center",
            "textfont": {"size": SMALL_SIZE, "color": palette.text},
            "line": {"color": palette.now, "width": 2},
            "marker": {"size": 9, "color": fills, "line": {"color": palette.now, "width": 2}},
            "customdata": data,
            "hoverinfo": "text",
            "hovertext": hover,
            "cliponaxis": False,
        },
        words_trace([-0.35] * len(codes), name_at, names, color=palette.text),
    ]
    return make_figure(
        traces,
        title=title or None,
        plot_height=total,
        text=text,
        theme=theme,
        xaxis={
            "range": [-0.35, len(years) - 0.65],
            "tickmode": "array",
            "tickvals": list(range(len(years))),
            "ticktext": [str(year) for year in years],
        },
        yaxis={"range": [total, 0], "visible": False},
        caption=caption,
        bottom=20,
        shapes=shapes,
    )


def title_node_trends(points: pd.DataFrame, instrument: Instrument, text: Translator) -> str:
    """Name the node that moved most since the year before."""
    rows = read_rows(points)
    if not rows:
        return text("Belum ada hasil untuk ditampilkan")
    last = max(row["year"] for row in rows)
    moved = [row for row in rows if row["year"] == last and row["change"]]
    if not moved:
        return text("Nilai per bagian sampai {year}", year=last)
    most = max(moved, key=lambda row: abs(row["change"]))
    return text(
        "Perubahan terbesar {year}: {name} {change}",
        year=last,
        name=instrument.node_by_code[most["code"]].names[text.language],
        change=text.points(Fraction(most["change"], 100)),
    )

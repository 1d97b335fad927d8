"""Which branch? The scores below a node as bars that start at the scale's lowest value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import NamedTarget, rank_children
from spbe.charts.layout import (
    NAME_WIDTH,
    inner_bounds,
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
_BAR = 14
_GAP = 14


def title_domains(
    children: pd.DataFrame, text: Translator, target: NamedTarget | None = None
) -> str:
    """Name the lowest branch: "Nilai terendah: Manajemen SPBE 2,82, kurang 0,68 dari target"."""
    known = [row for row in read_rows(rank_children(children)) if row["score"] is not None]
    open_rows = sum(row["lowest"] is not None for row in children.to_dict("records"))
    if not known and not open_rows:
        return text("Nilai per bagian belum tersedia")
    if open_rows:
        return text(
            "{n} dari {total} bagian belum lengkap, tampil sebagai rentang",
            n=open_rows,
            total=len(children),
        )
    lowest = [row for row in known if row["exact"] == known[0]["exact"]]
    if len(lowest) == len(known) and len(known) > 1:
        if known[0]["is_leaf"]:
            return text("Semua di level yang sama: {level}", level=_figure(known[0], text))
        return text("Semua bernilai sama: {score}", score=text.score(known[0]["score"]))
    names = text.list([row["name"] for row in lowest[:2]])
    if len(lowest) > 2:
        names = text("{name} dan {n} lainnya", name=lowest[0]["name"], n=len(lowest) - 1)
    score = _figure(known[0], text)
    if known[0]["is_leaf"]:
        return text("Tingkat kematangan terendah: {names}, {level}", names=names, level=score)
    gap = None if target is None else target.hundredths - known[0]["score"]
    if gap is None or gap <= 0:
        return text("Nilai terendah: {names} {score}", names=names, score=score)
    return text(
        "Nilai terendah: {names} {score}, kurang {gap} dari target",
        names=names,
        score=score,
        gap=text.score(gap),
    )


def describe_children(
    children: pd.DataFrame, text: Translator, target: NamedTarget | None = None
) -> str:
    """Say in words what `plot_node_children` and `draw_domains` show."""
    parts = [title_domains(children, text, target)]
    parts += [f"{row['name']}: {format_value(row, text)}" for row in read_rows(children)]
    return "; ".join(parts) + "."


def plot_node_children(
    children: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
    target: NamedTarget | None = None,
    before_year: int | None = None,
) -> go.Figure:
    """Draw a node's children in the order of the instrument, to be opened by clicking.

    Bars carry the child's code as customdata. `title` is the finding (`title_domains`) unless
    given; "" leaves it out.
    """
    if title is None:
        title = title_domains(children, text, target)
    return _plot_rows(children, instrument, text, theme, title or None, target, before_year)


def _plot_rows(
    children: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme,
    title: str | None,
    target: NamedTarget | None,
    before_year: int | None,
) -> go.Figure:
    rows = read_rows(children)
    if not rows:
        return make_notice(text("Tidak ada bagian di bawah ini."), text, theme)
    if all(row["score"] is None and row["lowest"] is None for row in rows):
        sentence = text("Hasil ini tidak memuat nilai per bagian.")
        return make_notice(sentence, text, theme, title=title)
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    names, name_at, bar_at, y = [], [], [], 0.0
    for row in rows:
        number = row["code"][1:] + " " if row["tier"] == "indicator" else f"{row['code']} "
        lines = wrap_lines(number + row["name"], NAME_WIDTH + (4 if row["is_leaf"] else 0))
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        y += _LINE * len(lines) + 2
        bar_at.append(y + _BAR / 2)
        y += _BAR + _GAP
    total = y
    traces: list[dict[str, Any]] = [
        _bars(rows, bar_at, text, low, theme),
        words_trace([low] * len(rows), name_at, names, color=palette.text),
        words_trace(
            [high] * len(rows),
            [at - _BAR / 2 - 2 - _LINE / 2 for at in bar_at],
            [_label(row, text, target) for row in rows],
            position="middle left",
            color=palette.text,
        ),
    ]
    is_levels = all(row["is_leaf"] for row in rows)
    marks = [float(n) for n in range(low + 1, high)] if is_levels else inner_bounds(instrument)
    shapes = [
        line_shape(palette, x=(mark, mark), y=(0, total - _GAP / 2), layer="below", dash="dot")
        for mark in marks
    ]
    for row, at in zip(rows, bar_at, strict=True):
        if row["before"] is not None:
            x = row["before"] / 100
            shapes.append(
                line_shape(palette, x=(x, x), y=(at - 11, at + 11), color=palette.before, width=3)
            )
    if target is not None:
        x = target.hundredths / 100
        shapes.append(
            line_shape(
                palette,
                x=(x, x),
                y=(0, total - _GAP / 2),
                color=palette.target,
                width=2,
                dash="dash",
            )
        )
    return make_figure(
        traces,
        title=title,
        plot_height=total,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [total, 0], "visible": False},
        caption=list_notes(rows, instrument, text, target, before_year),
        bottom=20,
        shapes=shapes,
        bargap=0,
    )


def list_notes(
    rows: Sequence[dict[str, Any]],
    instrument: Instrument,
    text: Translator,
    target: NamedTarget | None,
    before_year: int | None,
) -> list[str]:
    """List what stands below the bars: what they measure, and what the lines are."""
    low, high = scale_ends(instrument)
    is_levels = all(row["is_leaf"] for row in rows)
    what = text("Tingkat kematangan") if is_levels else text("Nilai")
    notes = [
        text("{what}, skala {low}–{high}; batang mulai dari {low}.", what=what, low=low, high=high)
    ]
    if before_year is not None and any(row["before"] is not None for row in rows):
        notes.append(text("Garis abu-abu: hasil akhir {year}.", year=before_year))
    if target is not None:
        score = text.score(target.hundredths)
        notes.append(text("Garis putus: {name} {score}.", name=target.name, score=score))
    return notes


def _bars(
    rows: Sequence[dict[str, Any]],
    bar_at: Sequence[float],
    text: Translator,
    low: int,
    theme: Theme,
) -> dict[str, Any]:
    """Describe the bars: from the lowest value to the score, or over the range."""
    palette = PALETTES[theme]
    base, length, colors = [], [], []
    for row in rows:
        if row["score"] is not None:
            base.append(float(low))
            # A sliver keeps a bar at the lowest value visible and clickable.
            length.append(max(round(row["value"] - low, 4), 0.03))
            colors.append(palette.now)
        elif row["lowest"] is not None:
            base.append(row["lowest"] / 100)
            length.append((row["highest"] - row["lowest"]) / 100)
            colors.append("rgba(0,0,0,0)")
        else:
            base.append(float(low))
            length.append(0.0)
            colors.append("rgba(0,0,0,0)")
    return {
        "type": "bar",
        "orientation": "h",
        "x": length,
        "base": base,
        "y": list(bar_at),
        "width": _BAR,
        "marker": {
            "color": colors,
            "line": {
                "width": [0 if row["score"] is not None else 1.5 for row in rows],
                "color": [palette.now if r["lowest"] is not None else palette.line for r in rows],
            },
        },
        "customdata": [row["code"] for row in rows],
        "hoverinfo": "text",
        "hovertext": [f"{plain(row['name'])}: {plain(format_value(row, text))}" for row in rows],
        "textposition": "none",
    }


def _label(row: dict[str, Any], text: Translator, target: NamedTarget | None) -> str:
    """Write the value at the right end of a row: "2,82 kurang 0,68"."""
    if row["score"] is None:
        return plain(format_value(row, text))
    if row["is_leaf"] and row["score"] % 100 == 0:
        return f"{text.dots(row['score'] // 100)} <b>{_figure(row, text)}</b>"
    return f"<b>{_figure(row, text)}</b> {format_distance(row, text, target)}".rstrip()


def format_distance(row: dict[str, Any], text: Translator, target: NamedTarget | None) -> str:
    """Write how far a score stays below the target, "" where it does not."""
    if target is None or row["is_leaf"] or row["score"] is None:
        return ""
    gap = target.hundredths - row["score"]
    return text("kurang {gap}", gap=text.score(gap)) if gap > 0 else ""


def format_value(row: dict[str, Any], text: Translator) -> str:
    """Write a score, the range of an incomplete one, or that there is none."""
    if row["score"] is not None:
        return _figure(row, text)
    if row["lowest"] is not None:
        return text(
            "rentang {lowest}–{highest}",
            lowest=text.score(row["lowest"]),
            highest=text.score(row["highest"]),
        )
    return text("belum dinilai") if row["is_leaf"] else text("tidak tersedia")


def _figure(row: dict[str, Any], text: Translator) -> str:
    """Write a score with two decimals, a level as the whole number or decimals it has."""
    return text.level(row["score"], 2) if row["is_leaf"] else text.score(row["score"])

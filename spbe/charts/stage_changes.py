"""Why did it change? Points lost and gained per node between two results; the sum in the title."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from spbe.analysis.frames import read_rows
from spbe.charts.layout import (
    NAME_WIDTH,
    line_shape,
    make_figure,
    make_notice,
    plain,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Theme
from spbe.text.translator import Translator

_LINE = 19
_BAR = 14
_GAP = 12


def title_stage_changes(changes: pd.DataFrame, before: str, after: str, text: Translator) -> str:
    """Say the sum and its largest part: "Turun 1,07 dari A ke B; terbesar: Layanan SPBE −0,53"."""
    rows = read_rows(changes)
    if not rows:
        return text("Perubahan per bagian tidak dapat dihitung")
    total = sum(row["shown_points"] for row in rows)
    names = {"before": before, "after": after}
    size = text.score(abs(total))
    if total > 0:
        title = text("Naik {size} dari {before} ke {after}", size=size, **names)
    elif total < 0:
        title = text("Turun {size} dari {before} ke {after}", size=size, **names)
    else:
        title = text("Indeks tetap dari {before} ke {after}", **names)
    moved = [row for row in rows if row["points"] and row["code"]]
    if not moved:
        return title
    most = (max if total > 0 else min)(moved, key=lambda row: row["points"])
    if total == 0:
        most = max(moved, key=lambda row: abs(row["points"]))
    return title + text(
        "; terbesar: {name} {points}", name=most["name"], points=_points(most, text)
    )


def describe_stage_changes(changes: pd.DataFrame, before: str, after: str, text: Translator) -> str:
    """Say in words what `plot_stage_changes` shows."""
    said = [title_stage_changes(changes, before, after, text)]
    said += [f"{_name(row, text)}: {_points(row, text)}" for row in read_rows(changes)]
    return "; ".join(said) + "."


def plot_stage_changes(
    changes: pd.DataFrame,
    before: str,
    after: str,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw who lost and who gained how many points of the index, the largest part first.

    Parameters
    ----------
    changes : from `compute_stage_changes`; nodes without a change are counted below, not drawn.
    before, after : how the two results are called ("Penilaian Mandiri", "2023").

    The shown points add up to the sum in the title. Bars carry the node's code as customdata. An
    empty table gives a figure with a sentence.
    """
    rows = read_rows(changes)
    title = title_stage_changes(changes, before, after, text) if title is None else title
    is_rise = sum(row["shown_points"] for row in rows) > 0
    # Equal parts keep the order of the instrument; rounding stands last.
    moved = sorted(
        (row for row in rows if row["points"]),
        key=lambda row: (not row["code"], -row["points"] if is_rise else row["points"]),
    )
    if not moved:
        sentence = (
            text("Tidak ada bagian yang berubah.")
            if rows
            else text("Perubahan per bagian perlu nilai tiap bagian pada kedua hasil.")
        )
        return make_notice(sentence, text, theme, title=title or None)
    palette = PALETTES[theme]
    lowest = min(0.0, *(row["points_value"] for row in moved))
    highest = max(0.0, *(row["points_value"] for row in moved))
    room = (highest - lowest) * 0.02
    left, right = lowest - room, highest + room
    names, name_at, first_line, bar_at, y = [], [], [], [], 0.0
    for row in moved:
        lines = wrap_lines(_name(row, text), NAME_WIDTH + 4)
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(lines) + 2
        bar_at.append(y + _BAR / 2)
        y += _BAR + _GAP
    colors = [
        palette.quiet if not row["code"] else palette.gain if row["points"] > 0 else palette.loss
        for row in moved
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [round(row["points_value"], 5) for row in moved],
        "y": bar_at,
        "width": _BAR,
        "marker": {"color": colors},
        "customdata": [row["code"] for row in moved],
        "hoverinfo": "text",
        "hovertext": [plain(_hover(row, text)) for row in moved],
    }
    still = len(rows) - len(moved)
    caption = [text("Poin indeks; ke kiri turun, ke kanan naik.")]
    if still:
        caption.append(text("{n} lainnya tidak berubah.", n=still))
    return make_figure(
        [
            bars,
            words_trace([left] * len(moved), name_at, names, color=palette.text),
            words_trace(
                [right] * len(moved),
                first_line,
                [f"<b>{_points(row, text)}</b>" for row in moved],
                color=colors,
            ),
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis={
            "range": [left, right],
            "nticks": 5,
        },
        yaxis={"range": [y, 0], "visible": False},
        caption=caption,
        bottom=20,
        right=64,
        shapes=[
            line_shape(palette, x=(0, 0), y=(at - 9, at + 9), color=palette.quiet) for at in bar_at
        ],
        bargap=0,
    )


def _name(row: dict[str, Any], text: Translator) -> str:
    if not row["code"]:
        return text("Pembulatan nilai terbit")
    number = row["code"][1:] if row["tier"] == "indicator" else row["code"]
    return f"{number} {row['name']}"


def _points(row: dict[str, Any], text: Translator) -> str:
    return text.points(Fraction(row["shown_points"], 100))


def _hover(row: dict[str, Any], text: Translator) -> str:
    said = f"{_name(row, text)}: {text.points(row['points'], 4)}"
    if row["before"] is None:
        return said
    return f"{said} ({text.score(row['before'])} → {text.score(row['after'])})"

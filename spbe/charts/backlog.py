"""Who owes what? The open items of each unit as bars, the part past its day darker."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.backlog import UnitBacklog
from spbe.charts.layout import NAME_WIDTH, make_figure, make_notice, plain, words_trace, wrap_lines
from spbe.charts.palette import PALETTES, Theme
from spbe.text.translator import Translator

_LINE = 19
_BAR = 14
_GAP = 12
_MOST = 12
"""Units that are drawn; the table below holds all."""


def title_backlog(rows: Sequence[UnitBacklog], text: Translator) -> str:
    """Name who holds most: "Terbanyak di Diskominfo: 12 butir, 3 lewat tenggat"."""
    named = [row for row in rows if row.unit]
    if not named:
        if rows:
            return text("Semua butir yang terbuka belum mempunyai OPD")
        return text("Tidak ada butir yang terbuka")
    most = len(named[0].items)
    first = [row for row in named if len(row.items) == most]
    items = text.plural("{count} butir", "{count} butir", most)
    if len(first) > 2:
        return text("{n} OPD sama banyak: {items}", n=len(first), items=items)
    said = text(
        "Terbanyak di {names}: {items}", names=text.list([r.unit for r in first]), items=items
    )
    late = sum(row.overdue for row in first)
    if not late:
        return said
    return f"{said}, " + text.plural("{count} lewat tenggat", "{count} lewat tenggat", late)


def describe_backlog(rows: Sequence[UnitBacklog], text: Translator) -> str:
    """Say in words what `plot_backlog` shows."""
    said = [title_backlog(rows, text)]
    said += [f"{_name(row, text)}: {format_backlog(row, text)}" for row in rows[:_MOST]]
    return "; ".join(said) + "."


def plot_backlog(
    rows: Sequence[UnitBacklog],
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw the units with the largest backlog; a bar is as long as its open items are many.

    `rows` come from `compute_backlog`. Bars carry the unit's name as customdata, so that a click
    opens it. `title` is the finding (`title_backlog`) unless given; "" leaves it out.
    """
    if title is None:
        title = title_backlog(rows, text)
    shown = rows[:_MOST]
    if not shown:
        notice = text("Semua butir sudah diterima atau tidak berlaku.")
        return make_notice(notice, text, theme, title=title or None)
    palette = PALETTES[theme]
    names, name_at, bar_at, y = [], [], [], 0.0
    for row in shown:
        lines = wrap_lines(_name(row, text), NAME_WIDTH)
        names.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        y += _LINE * len(lines) + 2
        bar_at.append(y + _BAR / 2)
        y += _BAR + _GAP
    most = max(len(row.items) for row in shown)
    parts = (
        (text("lewat tenggat"), palette.loss, [row.overdue for row in shown]),
        (
            text("dikerjakan OPD"),
            palette.now,
            [len(row.items) - row.overdue - row.submitted for row in shown],
        ),
        (text("menunggu pemeriksaan"), palette.before, [row.submitted for row in shown]),
    )
    return make_figure(
        [
            *(_bars(shown, bar_at, name, color, counts) for name, color, counts in parts),
            words_trace([0] * len(shown), name_at, names, color=palette.text),
            words_trace(
                [most] * len(shown),
                [at - _BAR / 2 - 2 - _LINE / 2 for at in bar_at],
                [plain(format_backlog(row, text)) for row in shown],
                position="middle left",
                color=palette.text,
            ),
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis={"range": [0, most], "visible": False},
        yaxis={"range": [y, 0], "visible": False},
        caption=_say_colors(rows, text),
        barmode="stack",
    )


def _say_colors(rows: Sequence[UnitBacklog], text: Translator) -> list[str]:
    said = [text("Panjang: butir terbuka. Merah: lewat tenggat. Abu-abu: menunggu pemeriksaan.")]
    if len(rows) > _MOST:
        said.append(text("{n} OPD lain ada di tabel.", n=len(rows) - _MOST))
    return said


def format_backlog(row: UnitBacklog, text: Translator) -> str:
    """Write what a unit holds: "12 butir · 5 langkah +0,12"."""
    items = text.plural("{count} butir", "{count} butir", len(row.items))
    if not row.steps:
        return items
    steps = text.plural("{count} langkah", "{count} langkah", len(row.steps))
    return f"{items} · {steps} {text.points(row.points)}"


def _name(row: UnitBacklog, text: Translator) -> str:
    return row.unit or text("Belum ada OPD")


def _bars(
    rows: Sequence[UnitBacklog],
    bar_at: Sequence[float],
    name: str,
    color: str,
    counts: Sequence[int],
) -> dict[str, Any]:
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(counts),
        "y": list(bar_at),
        "width": _BAR,
        "marker": {"color": color},
        "customdata": [row.unit for row in rows],
        "hovertext": [f"{n} {name}" for n in counts],
        "hoverinfo": "text",
    }

"""Why did it change? A waterfall from one index to the other, opened to indicators on demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.change_words import (
    find_change_notes,
    find_lack_notes,
    name_result,
    say_change,
)
from spbe.analysis.decomposition import Contribution, Decomposition, share_hundredths
from spbe.analysis.results import ScoredResult
from spbe.charts.layout import (
    NAME_WIDTH,
    make_figure,
    make_notice,
    plain,
    scale_axis,
    scale_ends,
    words_trace,
    wrap_lines,
)
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.scale_parts import draw_bounds
from spbe.text.translator import Translator, message

SHARED_POINTS = message(
    "Poin dibulatkan sehingga jumlahnya pas; poin yang sama dapat tertulis berbeda 0,01."
)
"""Said wherever points in hundredths are not each rounded by itself."""
_LINE = 19
_BAR = 14
_GAP = 10


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: a total, a change with its bar, or the heading of an opened node (no bar)."""

    name: str
    value: str
    code: str
    points: Fraction | None = None
    total: ScoredResult | None = None
    hover: str = ""
    is_heading: bool = False


def describe_waterfall(
    change: Decomposition,
    text: Translator,
    opened: Collection[str] = (),
    names: tuple[str, str] | None = None,
) -> str:
    """Say in words what `plot_waterfall` shows."""
    said = [say_change(change, text)]
    if change.by_tier:
        said += [f"{row.name}: {row.value}" for row in _make_rows(change, opened, text, names)]
    return " ".join(["; ".join(said) + ".", *find_change_notes(change, text)])


def plot_waterfall(
    change: Decomposition,
    text: Translator,
    theme: Theme = "light",
    *,
    opened: Collection[str] = (),
    title: str | None = None,
    names: tuple[str, str] | None = None,
) -> go.Figure:
    """Draw how the index went from one result to the other, domain by domain.

    Parameters
    ----------
    change : from `decompose_change`.
    opened : codes of the domains whose indicators are drawn instead of their sum, the largest
        first; all indicators that did not move are counted below. A domain whose levels are not
        known stays closed.
    title : instead of the sentence of the change; "" leaves it out.
    names : what the two indices are called, instead of stage and year.

    The written points of the domains add up to the change in the title, those of indicators to
    their domain's; exact ones are shown on hovering. Each row carries the node's code as
    customdata over its whole width, so that a click need not meet the bar; the two indices carry
    that of the root. Where the parts are not known the figure is a sentence that says what is
    missing.
    """
    title = say_change(change, text) if title is None else title
    root = change.instrument.root.code
    start, end = change.before.exact(root), change.after.exact(root)
    if start is None or end is None or not change.by_tier.get(change.top_tier):
        return make_notice(" ".join(find_lack_notes(change, text)), text, theme, title=title)
    instrument, palette = change.instrument, PALETTES[theme]
    low, high = scale_ends(instrument)
    rows = _make_rows(change, opened, text, names)
    labels, name_at, first_line, bar_at, ends, y = [], [], [], [], [], 0.0
    for row in rows:
        lines = wrap_lines(row.name, NAME_WIDTH)
        if row.is_heading or row.total:
            lines = [f"<b>{line}</b>" for line in lines]
        labels.append("<br>".join(lines))
        name_at.append(y + _LINE * len(lines) / 2)
        first_line.append(y + _LINE / 2)
        y += _LINE * len(lines) + 2
        bar_at.append(y + _BAR / 2)
        y += _GAP / 2 if row.is_heading else _BAR + _GAP
        ends.append(y)
    drawn = [(row, at) for row, at in zip(rows, bar_at, strict=True) if not row.is_heading]
    colors = [_color(row, palette) for row in rows]
    return make_figure(
        [
            _waterfall(drawn, low, start, palette),
            _click_areas(rows, ends, low, high),
            words_trace([low] * len(rows), name_at, labels, color=palette.text),
            words_trace(
                [high] * len(rows),
                first_line,
                [f"<b>{row.value}</b>" for row in rows],
                position="middle left",
                color=colors,
            ),
        ],
        title=title or None,
        plot_height=y,
        text=text,
        theme=theme,
        xaxis=scale_axis(instrument),
        yaxis={"range": [y, 0], "visible": False},
        caption=_caption(change, opened, rows, text),
        bottom=22,
        left=16,
        right=16,
        shapes=draw_bounds(instrument, (0, y), palette)
        + _totals(drawn, low, (start, end), palette),
        waterfallgap=0,
    )


def _make_rows(
    change: Decomposition,
    opened: Collection[str],
    text: Translator,
    names: tuple[str, str] | None,
) -> list[_Row]:
    instrument = change.instrument
    tier = change.top_tier
    before, after = names or (name_result(change.before, text), name_result(change.after, text))
    rows = [_total_row(change.before, before, text)]
    for part, shown in zip(change.by_tier[tier], change.shown_points(tier), strict=True):
        value = text.points(Fraction(shown, 100))
        if not part.code:
            name = text("Pembulatan nilai terbit")
            hover = f"{name}: {text.points(part.points, 4)}"
            rows.append(_Row(name, value, "", part.points, hover=hover))
            continue
        name = f"{part.code} {instrument.node_by_code[part.code].names[text.language]}"
        leaves = change.points_below(part.code) if part.code in opened else ()
        if not leaves:
            rows.append(_Row(name, value, part.code, part.points, hover=_hover(name, part, text)))
            continue
        hover = _hover(name, part, text)
        rows.append(_Row(name, value, part.code, part.points, hover=hover, is_heading=True))
        is_rise = part.points > 0
        moved = sorted(
            (leaf for leaf in leaves if leaf.points),
            key=lambda leaf: -leaf.points if is_rise else leaf.points,
        )
        written = share_hundredths([leaf.points for leaf in moved], shown if moved else 0)
        rows += [
            _leaf_row(leaf, points, change, text)
            for leaf, points in zip(moved, written, strict=True)
        ]
    return [*rows, _total_row(change.after, after, text)]


def _leaf_row(leaf: Contribution, shown: int, change: Decomposition, text: Translator) -> _Row:
    node = change.instrument.node_by_code[leaf.code]
    name = f"{node.number} {node.names[text.language]}"
    value = text.points(Fraction(shown, 100))
    return _Row(name, value, leaf.code, leaf.points, hover=_hover(name, leaf, text))


def _total_row(result: ScoredResult, name: str, text: Translator) -> _Row:
    root = result.instrument.root.code
    value = text.score(result.hundredths(root))
    return _Row(name, value, root, total=result, hover=f"{name}: {value}")


def _hover(name: str, part: Contribution, text: Translator) -> str:
    before, after = (
        "–" if value is None else text.decimal(value, 2) for value in (part.before, part.after)
    )
    return f"{name}: {text.points(part.points, 4)} ({before} → {after})"


def exact_signed(points: Fraction, text: Translator) -> str:
    """Write signed points with as many decimals (2–4) as they need."""
    digits = next((n for n in (2, 3) if (points * 10**n).denominator == 1), 4)
    return text.points(points, digits)


def _color(row: _Row, palette: Palette) -> str:
    if row.points is None:
        return palette.text
    if not row.points or not row.code:
        return palette.quiet
    return palette.gain if row.points > 0 else palette.loss


def _waterfall(
    drawn: list[tuple[_Row, float]], low: int, start: Fraction, palette: Palette
) -> dict[str, Any]:
    """Describe the native waterfall: absolute, relative …, total."""
    changes = [round(float(row.points), 6) for row, _ in drawn if row.points is not None]
    return {
        "type": "waterfall",
        "orientation": "h",
        "base": low,
        "measure": ["absolute", *["relative"] * len(changes), "total"],
        "x": [round(float(start) - low, 6), *changes, 0],
        "y": [at for _, at in drawn],
        "width": _BAR,
        "customdata": [row.code for row, _ in drawn],
        "hoverinfo": "text",
        "hovertext": [plain(row.hover) for row, _ in drawn],
        "increasing": {"marker": {"color": palette.gain}},
        "decreasing": {"marker": {"color": palette.loss}},
        "totals": {"marker": {"color": palette.before}},
        "connector": {"line": {"color": palette.line, "width": 1}, "mode": "between"},
    }


def _click_areas(
    rows: Sequence[_Row], ends: Sequence[float], low: int, high: int
) -> dict[str, Any]:
    """Describe one unseen bar a row, over its name and its value, for mouse and finger."""
    starts = [0.0, *ends[:-1]]
    return {
        "type": "bar",
        "orientation": "h",
        "base": low,
        "x": [high - low] * len(rows),
        "y": [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        "width": [end - start for start, end in zip(starts, ends, strict=True)],
        "customdata": [row.code for row in rows],
        "hoverinfo": "text",
        "hovertext": [plain(row.hover) for row in rows],
        "marker": {"color": "rgba(0,0,0,0)"},
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _totals(
    drawn: list[tuple[_Row, float]],
    low: int,
    indices: tuple[Fraction, Fraction],
    palette: Palette,
) -> list[dict[str, Any]]:
    """Colour the two indices: before grey, now blue; an interim one is hollow."""
    shapes = []
    ends = (drawn[0], drawn[-1])
    colors = (palette.before, palette.now)
    for (row, at), index, color in zip(ends, indices, colors, strict=True):
        is_interim = row.total is not None and row.total.is_interim
        shapes.append(
            {
                "type": "rect",
                "x0": low,
                "x1": float(index),
                "y0": at - _BAR / 2 + 1,
                "y1": at + _BAR / 2 - 1,
                "fillcolor": palette.page if is_interim else color,
                "line": {"color": color, "width": 2},
            }
        )
    return shapes


def _caption(
    change: Decomposition, opened: Collection[str], rows: Sequence[_Row], text: Translator
) -> list[str]:
    low, high = scale_ends(change.instrument)
    notes = [text("Indeks, skala {low}–{high}; batang mulai dari {low}.", low=low, high=high)]
    if change.before.is_interim or change.after.is_interim:
        notes.append(text("Batang kosong: sementara, belum hasil akhir."))
    still = sum(not leaf.points for leaf in change.by_tier.get("indicator", ()))
    if still and any(change.points_below(code) for code in opened):
        notes.append(text("{n} indikator tidak berubah.", n=still))
    if any(row.points is not None and row.value != text.points(row.points) for row in rows):
        notes.append(text(SHARED_POINTS))
    return notes + find_change_notes(change, text)

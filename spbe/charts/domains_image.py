"""The branches below the root as a picture, for a first screen that must open at once.

Domain & Indikator draws the same bars to hover and to click (`plot_node_children`).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import pandas as pd

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import NamedTarget, rank_children
from spbe.charts.children import format_distance, format_value, list_notes
from spbe.charts.layout import inner_bounds, scale_ends
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.svg import build_picture, draw_line, draw_rect, draw_words
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_WIDTH, _SIDE = 440, 6
_SIZE, _SMALL = 13.5, 12
"""Of names and values, and of the notes below."""
_LINE, _BAR, _GAP, _NOTE = 17, 13, 12, 16
_NAME_WIDTH, _NOTE_WIDTH = 38, 76
"""Characters of a name beside its value, and of a line of notes."""
_TITLE, _TITLE_WIDTH = 14.5, 52
"""Of the title: size, and characters of a line."""


def draw_domains(
    children: pd.DataFrame,
    instrument: Instrument,
    text: Translator,
    theme: Theme = "light",
    *,
    target: NamedTarget | None = None,
    before_year: int | None = None,
    title: str = "",
    more_notes: Sequence[str] = (),
) -> str:
    """Draw the branches below the root as SVG, the worst gap first, last year as a tick.

    `children` is from `compute_children`, at least one of them with a score or a range;
    `before_year` names the tick; `more_notes` are further sentences below the bars. A `title` is
    for a picture that is taken along.
    """
    palette = PALETTES[theme]
    rows = read_rows(rank_children(children))
    head: list[str] = []
    y = 0.0
    for line in textwrap.wrap(title, _TITLE_WIDTH):
        y += _LINE + 2
        head.append(draw_words(_SIDE, y - 4, "", palette.text, _TITLE, "start", strong=line))
    y += 6 if head else 0
    bars: list[str] = []
    top = y
    for row in rows:
        lines = textwrap.wrap(f"{row['code']} {row['name']}", _NAME_WIDTH) or [""]
        for line in lines:
            y += _LINE
            bars.append(draw_words(_SIDE, y - 4, line, palette.text, _SIZE, "start"))
        bars.append(_draw_value(row, y - 4, text, target, palette))
        bars += _draw_bar(row, y, instrument, palette)
        y += _BAR + _GAP
    bounds = [
        draw_line(_x(instrument, bound), top, y, palette.line, 1, dash="1,3")
        for bound in inner_bounds(instrument)
    ]
    parts = [*head, *bounds, *bars]
    if target is not None:
        at = _x(instrument, target.hundredths / 100)
        parts.append(draw_line(at, top, y, palette.target, 2, dash="5,4"))
    low, high = scale_ends(instrument)
    y += _SMALL
    for tick in range(low, high + 1):
        side = "start" if tick == low else "end" if tick == high else "middle"
        parts.append(draw_words(_x(instrument, tick), y, str(tick), palette.quiet, _SMALL, side))
    y += 6
    notes = " ".join(list_notes(rows, instrument, text, target, before_year))
    sentences = (notes, *more_notes)
    for line in [part for said in sentences for part in textwrap.wrap(said, _NOTE_WIDTH)]:
        y += _NOTE
        parts.append(draw_words(_SIDE, y, line, palette.quiet, _SMALL, "start"))
    if title:  # it stands alone, on whatever ground
        parts.insert(0, draw_rect(0, 0, _WIDTH, y + 6, palette.page))
    return build_picture(_WIDTH, y + 6, parts)


def _draw_value(
    row: dict[str, Any],
    y: float,
    text: Translator,
    target: NamedTarget | None,
    palette: Palette,
) -> str:
    right = _WIDTH - _SIDE
    value = format_value(row, text)
    if row["score"] is None:
        return draw_words(right, y, value, palette.text, _SIZE, "end")
    distance = format_distance(row, text, target)
    return draw_words(right, y, distance, palette.text, _SIZE, "end", strong=value)


def _draw_bar(row: dict[str, Any], y: float, instrument: Instrument, palette: Palette) -> list[str]:
    """Draw the bar from the lowest value to the score, or over the range; last year as a tick."""
    left = _x(instrument, scale_ends(instrument)[0])
    parts = []
    if row["score"] is not None:
        # A sliver keeps a bar at the lowest value visible.
        length = max(_x(instrument, row["value"]) - left, 2)
        parts.append(draw_rect(left, y, length, _BAR, palette.now))
    elif row["lowest"] is not None:
        start, end = (_x(instrument, row[name] / 100) for name in ("lowest", "highest"))
        parts.append(draw_rect(start, y, max(end - start, 2), _BAR, palette.now, 0.35))
    if row["before"] is not None:
        at = _x(instrument, row["before"] / 100)
        parts.append(draw_line(at, y - 3, y + _BAR + 3, palette.before, 3))
    return parts


def _x(instrument: Instrument, value: float) -> float:
    low, high = scale_ends(instrument)
    return _SIDE + (value - low) / (high - low) * (_WIDTH - 2 * _SIDE)

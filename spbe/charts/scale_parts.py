"""Parts of figures on the index scale: the strip of rating bands, bounds, and named lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from spbe.charts.layout import (
    SMALL_SIZE,
    inner_bounds,
    line_shape,
    plain,
    scale_ends,
    words_trace,
)
from spbe.charts.palette import PALETTES, Palette, Theme, band_color
from spbe.charts.trend_words import shorten
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

LANE = 20
"""Height of the label of a named line [pixels]."""
STRIP = 16
"""Height of the strip of rating bands [pixels]."""
BELOW_STRIP = STRIP + 36
"""Height of the strip with the names of the ratings below it [pixels]."""
_NARROW = 300
"""Width of the scale where it is narrowest [pixels]."""


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A value on the scale that is drawn as a vertical line with its name."""

    value: float
    name: str
    """Plain text; shortened where it is too long for a label."""
    score: str
    """The value as it is written."""
    is_target: bool = True


def draw_rating_strip(
    instrument: Instrument, top: float, text: Translator, theme: Theme
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Draw the rating bands as a strip from `top` down, with their names below it."""
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    ends = [float(low), *inner_bounds(instrument), float(high)]
    ratings = instrument.ratings[-(len(ends) - 1) :]
    skipped = len(instrument.ratings) - len(ratings)
    shapes = [
        {
            "type": "rect",
            "x0": ends[place],
            "x1": ends[place + 1],
            "y0": top,
            "y1": top + STRIP,
            "fillcolor": band_color(place + skipped, len(instrument.ratings)),
            "opacity": 0.30 if theme == "light" else 0.45,
            "line": {"width": 0},
            "layer": "below",
        }
        for place in range(len(ratings))
    ]
    names = words_trace(
        [(ends[place] + ends[place + 1]) / 2 for place in range(len(ratings))],
        [top + STRIP + 18] * len(ratings),
        ["<br>".join(plain(w) for w in r.names[text.language].split()) for r in ratings],
        position="middle center",
        size=SMALL_SIZE - 1,
        color=palette.quiet,
    )
    return shapes, names


def draw_bounds(
    instrument: Instrument, y: tuple[float, float], palette: Palette
) -> list[dict[str, Any]]:
    """Draw the rating bounds as dotted lines over the height `y`."""
    return [
        line_shape(palette, x=(at, at), y=y, dash="dot", layer="below")
        for at in inner_bounds(instrument)
    ]


def draw_named_lines(
    lines: Sequence[NamedLine], ends: tuple[float, float], bottom: float, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Draw vertical lines down to `bottom`, each label in a lane of its own above the plot (y < 0).

    Targets are dashed. Labels extend to one side of all lines, and the lanes rise towards the
    other side, so no line crosses a label. Returns shapes, traces and the room above the plot.
    """
    low, high = ends
    ordered = sorted(lines, key=lambda line: line.value)
    labels = [f"{shorten(line.name)} {line.score}" for line in ordered]
    per_unit = _NARROW / (high - low)
    fits_left = all(
        (line.value - low) * per_unit > 6.4 * len(label)
        for line, label in zip(ordered, labels, strict=True)
    )
    gap = (high - low) / 80
    side = "middle left" if fits_left else "middle right"
    shapes, traces = [], []
    for number, (line, label) in enumerate(zip(ordered, labels, strict=True)):
        lane = number if fits_left else len(ordered) - 1 - number
        top = -14 - LANE * lane
        color = palette.target if line.is_target else palette.quiet
        shapes.append(
            line_shape(
                palette,
                x=(line.value, line.value),
                y=(top - 8, bottom),
                color=color,
                width=2 if line.is_target else 1.5,
                dash="dash" if line.is_target else "solid",
                layer="below",
            )
        )
        traces.append(
            words_trace(
                [line.value + (-gap if fits_left else gap)],
                [top],
                [plain(label)],
                position=side,
                size=SMALL_SIZE,
                color=color,
            )
        )
    return shapes, traces, 8 + LANE * len(ordered) if ordered else 0.0


def change_color(change: float, palette: Palette) -> str:
    """Give the colour of a change: gain, loss, or grey where there is none."""
    if not change:
        return palette.quiet
    return palette.gain if change > 0 else palette.loss

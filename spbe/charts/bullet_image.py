"""The bullet as a picture: what `plot_bullet` draws, for a first screen that must open at once.

Ringkasan shows it in a card too small to need hovering.
"""

from __future__ import annotations

from itertools import pairwise

from spbe.analysis.overview import NamedTarget
from spbe.analysis.results import ScoredResult
from spbe.charts.layout import inner_bounds, scale_ends
from spbe.charts.palette import PALETTES, Theme, band_color
from spbe.charts.svg import build_picture, draw_line, draw_rect, draw_words
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_WIDTH, _HEIGHT, _SIDE = 300, 118, 14
_TOP, _BAND = 22, 24
"""Where the bands begin and how high they are."""
_NAMES, _TICKS = 80, 109
"""Baselines of the rating names and of the bounds below them."""


def draw_bullet(
    result: ScoredResult,
    text: Translator,
    theme: Theme = "light",
    before: ScoredResult | None = None,
    target: NamedTarget | None = None,
) -> str:
    """Draw the index on the instrument's scale, as SVG.

    Parameters
    ----------
    result : an interim one has a hollow mark, an incomplete one a bar over its range. Without any
        figure only the scale is drawn.
    before : last year's final result, drawn as a tick; ignored where it is of another instrument.
    target : drawn as a dashed line with its value.
    """
    instrument, palette = result.instrument, PALETTES[theme]
    root = instrument.root.code
    value, bounds = result.exact(root), result.bounds(root)
    low, _ = scale_ends(instrument)
    parts = _draw_scale(instrument, text, theme)
    middle = _TOP + _BAND / 2
    if value is None and bounds is not None:
        left, right = (_x(instrument, bound / 100) for bound in bounds)
        parts.append(draw_rect(left, middle - 4, max(right - left, 2), 8, palette.now, 0.5))
    if value is not None:
        left, right = _x(instrument, low), _x(instrument, float(value))
        parts.append(draw_rect(left, middle - 3, right - left, 6, palette.now))
    earlier = before.exact(root) if before is not None and before.instrument is instrument else None
    if before is not None and earlier is not None:
        at = _x(instrument, float(earlier))
        parts.append(draw_line(at, _TOP - 2, _TOP + _BAND + 4, palette.text, 3))
        said = text("{year}: {score}", year=before.year, score=text.score(before.hundredths(root)))
        parts.append(draw_words(at, _TOP + _BAND + 17, said, palette.text, 12))
    if target is not None:
        at = _x(instrument, target.hundredths / 100)
        parts.append(draw_line(at, 4, _TOP + _BAND + 2, palette.target, 2, dash="4,3"))
        said = text("target {score}", score=text.score(target.hundredths))
        side = "end" if at > _WIDTH / 2 else "start"
        parts.append(
            draw_words(at + (-6 if side == "end" else 6), 15, said, palette.target, 12, side)
        )
    if value is not None:
        fill = palette.page if result.is_interim else palette.now
        parts.append(
            f"<circle cx='{_x(instrument, float(value)):.1f}' cy='{middle}' r='8' fill='{fill}' "
            f"stroke='{palette.now}' stroke-width='4'/>"
        )
    return build_picture(_WIDTH, _HEIGHT, parts)


def _draw_scale(instrument: Instrument, text: Translator, theme: Theme) -> list[str]:
    """Draw the rating bands with their names, and the bounds between them."""
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    ends = [float(low), *inner_bounds(instrument), float(high)]
    bands = [rating for rating in instrument.ratings if rating.lower < high]
    parts = []
    for place, (start, end) in enumerate(pairwise(ends)):
        left, right = _x(instrument, start), _x(instrument, end)
        color = band_color(place, len(bands))
        parts.append(
            draw_rect(left, _TOP, right - left, _BAND, color, 0.3 if theme == "light" else 0.5)
        )
        for line, word in enumerate(bands[place].names[text.language].split()):
            at = _NAMES + 11 * line
            parts.append(draw_words((left + right) / 2, at, word, palette.quiet, 10.5))
    for end in ends:
        said = text.level(round(end * 100), 2)
        parts.append(draw_words(_x(instrument, end), _TICKS, said, palette.quiet, 11))
    return parts


def _x(instrument: Instrument, value: float) -> float:
    low, high = scale_ends(instrument)
    return _SIDE + (value - low) / (high - low) * (_WIDTH - 2 * _SIDE)

"""The one table of colours: what a colour means, on the light and on the dark page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one page. Whatever has no meaning here is grey."""

    now: str
    """Ours, now: the primary colour."""
    before: str
    """Earlier results and other agencies."""
    target: str
    loss: str
    gain: str
    text: str
    quiet: str
    """Axis labels and notes."""
    page: str
    panel: str
    line: str
    """Grid lines and bounds."""
    edge: str
    """Edge of a ramp colour that would sink into the page."""


PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        now="#0B5FA5",
        before="#7F8C99",
        target="#16202B",
        loss="#B4472B",
        gain="#1B7F79",
        text="#16202B",
        quiet="#52606D",
        page="#FFFFFF",
        panel="#F3F6FA",
        line="#D5DCE3",
        edge="#FFFFFF",
    ),
    "dark": Palette(
        now="#5AA9E6",
        before="#6B7A89",
        target="#E6EDF4",
        loss="#E8825F",
        gain="#4DBDB4",
        text="#E6EDF4",
        quiet="#A9B6C3",
        page="#0F1720",
        panel="#17212C",
        line="#33404D",
        edge="#5F7E9F",
    ),
}

RAMP = ("#A63D40", "#E0912F", "#A9C3DA", "#3A77AC", "#17406D")
"""Levels 1–5 and the ratings from Kurang to Memuaskan, on both pages; never without its number
or word, so that colour-blind readers and grey print lose nothing."""
RAMP_TEXT = ("#FFFFFF", "#16202B", "#16202B", "#FFFFFF", "#FFFFFF")
LEVEL_ZERO = "#6B2327"
"""Level 0 of the instrument before 2021: the ramp continued."""


def level_colors(level: int) -> tuple[str, str]:
    """Give fill and text colour of a whole level; decimals belong to the level below them."""
    if level < 1:
        return LEVEL_ZERO, RAMP_TEXT[0]
    place = min(level, len(RAMP)) - 1
    return RAMP[place], RAMP_TEXT[place]


def band_color(place: int, count: int) -> str:
    """Give the colour of the `place`-th of `count` rating bands, from the lowest."""
    if count == 1:
        return RAMP[-1]
    return RAMP[round(place * (len(RAMP) - 1) / (count - 1))]

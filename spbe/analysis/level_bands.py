"""Is a level high or low on its instrument's scale?"""

from __future__ import annotations

from typing import Literal, TypeAlias

from spbe.model.instrument import Instrument

LevelBand: TypeAlias = Literal["any", "high", "low"]


def find_band_bounds(instrument: Instrument) -> tuple[int, int]:
    """Find up to which level units a level is low, and from which it is high."""
    scale = instrument.level_scale
    return instrument.lowest_units + scale, instrument.highest_units - scale


def is_in_band(instrument: Instrument, units: int | None, band: LevelBand) -> bool:
    """Tell whether a level is as high or low as asked; a missing one is neither."""
    low, high = find_band_bounds(instrument)
    if band == "any":
        return True
    if units is None:
        return False
    return units >= high if band == "high" else units <= low

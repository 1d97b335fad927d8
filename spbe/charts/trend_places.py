"""Where years and stages stand along the axis of a trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.charts.trend_words import Row
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import Translator

PLOT_HEIGHT = 250
"""Height of the plot [pixels]."""
_YEAR_STEP = 0.8
_STAGE_STEP = 1.4
"""A stage takes more room than a year, since its name is longer."""


def find_places(
    rows: Sequence[Row], steps: Sequence[Row], text: Translator
) -> tuple[dict[tuple[int, str], float], list[tuple[float, str]]]:
    """Place years, and the stages of the last one, along the axis; with the labels below.

    The key of a place is (year, stage); a year without a ladder has the stage "".
    """
    years = sorted({row["year"] for row in rows})
    has_ladder = len(steps) > 1
    places: dict[tuple[int, str], float] = {}
    ticks: list[tuple[float, str]] = []
    at = 0.0
    for year in years[:-1] if has_ladder else years:
        places[year, ""] = at
        ticks.append((at, str(year)))
        at += _YEAR_STEP
    if has_ladder:
        at += (_STAGE_STEP - _YEAR_STEP) / 2 if places else 0
        for step in steps:
            places[years[-1], step["stage"]] = at
            ticks.append((at, f"{text(STAGE_SHORT_NAMES[step['stage']])}<br>{years[-1]}"))
            at += _STAGE_STEP
    return places, ticks


def find_place(row: Row, places: Mapping[tuple[int, str], float]) -> float:
    """Find where a point stands: at its stage in the ladder, else at its year."""
    place = places.get((row["year"], row["stage"]))
    return places[row["year"], ""] if place is None else place

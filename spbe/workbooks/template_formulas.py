"""Formulas that score a filled-in sheet as exactly as we do.

A spreadsheet calculates with binary floats, and `ROUND` on them breaks exact ties. So a score is
the floor of a quotient of whole numbers, the same arithmetic as in `spbe/model/scoring.py`:
INT((200 × Σ(whole weight × level) + Σ) / (2 × Σ)) / 100, which rounds half up. Where a level is
missing or cannot be, the cell holds words and never a number.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from spbe.model.instrument import Instrument, RatingRule
from spbe.text.translator import Translator

_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """A column of levels: its letter, and the row of every leaf in it."""

    instrument: Instrument
    letter: str
    rows: Mapping[str, int]

    def is_whole(self, code: str) -> bool:
        """Whether every leaf below the node has a row, so that it can have a score."""
        return all(leaf in self.rows for leaf in self.instrument.leaf_codes_below[code])


def build_score_formula(column: LevelColumn, code: str, text: Translator) -> str:
    """Write the score of an inner node, 2 decimals half up, or words where there is none."""
    terms = _Terms(column, code)
    instrument = column.instrument
    times = f"{instrument.level_scale}*" if instrument.level_decimals else ""
    crumbs = "+".join(
        f"SUMPRODUCT(ABS({times}{cells}-ROUND({times}{cells},0)))" for cells in terms.ranges
    )
    wrong = (
        f"OR(MIN({terms.cells})<{instrument.level_minimum},"
        f"MAX({terms.cells})>{instrument.level_maximum},{crumbs}>0.000001)"
    )
    rounded = f"INT((200*({terms.numerator})+{terms.denominator})/{2 * terms.denominator})/100"
    incomplete, doubtful = quote_text(text("belum lengkap")), quote_text(text("periksa tingkat"))
    return f"=IF(COUNT({terms.cells})<{terms.count},{incomplete},IF({wrong},{doubtful},{rounded}))"


def build_rating_formula(
    column: LevelColumn,
    index_cell: str,
    year: int | str | None,
    is_final: bool | str,
    text: Translator,
) -> str:
    """Write the rating of a final index, "setara …" of an interim one, else how much is filled in.

    `year` is a year, None, or the address of the cell that holds it; `is_final` is known or a
    condition to be calculated.
    """
    terms = _Terms(column, column.instrument.root.code)
    exact = terms.numerator, terms.denominator
    band = _band(column.instrument, exact, index_cell, year, text)
    filled = f"COUNT({terms.cells})"
    return say_rating_formula(index_cell, band, is_final, (filled, terms.count), text)


def build_band_formula(
    instrument: Instrument,
    numerator: str,
    index_cell: str,
    year: int | str | None,
    text: Translator,
) -> str:
    """Write the name of the band of an index, by its numerator in whole numbers, without "="."""
    exact = numerator, int(instrument.denominators[0])
    return _band(instrument, exact, index_cell, year, text)


def say_rating_formula(
    index_cell: str,
    band: str,
    is_final: bool | str,
    filled: tuple[str, int],
    text: Translator,
) -> str:
    """Write what is said of an index: its band, "setara …", or how many levels of all are there.

    `filled` is an expression for those that are there, and the number of all.
    """
    interim = _say(text("setara {rating}", rating=_BLANK), band)
    rating = f"IF({is_final},{band},{interim})" if isinstance(is_final, str) else interim
    if is_final is True:
        rating = band
    count, total = filled
    lacking = _say(text("{n} dari {total} terisi", n=_BLANK, total=total), count)
    return f"=IF(ISNUMBER({index_cell}),{rating},{lacking})"


def _band(
    instrument: Instrument,
    exact: tuple[str, int],
    index_cell: str,
    year: int | str | None,
    text: Translator,
) -> str:
    """Look the band up by the rule of the year; the year may be a cell that is filled in later.

    `exact` is the index as an expression for its whole numerator, and its denominator.
    """
    numerator, denominator = exact

    def look_up(rule: RatingRule) -> str:
        is_rounded = rule.rule == "rounded"
        rated = f"ROUND(100*{index_cell},0)" if is_rounded else numerator
        scale = 100 if is_rounded else denominator
        # The lowest band has no floor: an index below its bound is in it all the same.
        bounds = [math.ceil(rating.lower * scale) for rating in instrument.ratings]
        names = ",".join(quote_text(rating.names[text.language]) for rating in instrument.ratings)
        return f"LOOKUP({rated},{{{','.join(map(str, [0, *bounds[1:]]))}}},{{{names}}})"

    if not isinstance(year, str):
        return look_up(instrument.rating_rule(year))
    *earlier, latest = instrument.rating_rules
    band = look_up(latest)
    for rule in reversed(earlier):
        is_earlier = f"AND(ISNUMBER({year}),{year}<={rule.last_year})"
        band = f"IF({is_earlier},{look_up(rule)},{band})"
    return band


class _Terms:
    """The sum below a node: its cells, and weight × level as an expression in whole numbers."""

    def __init__(self, column: LevelColumn, code: str) -> None:
        instrument = column.instrument
        weights = dict(zip(instrument.leaf_codes, instrument.whole_weights, strict=True))
        below = instrument.leaf_codes_below[code]
        divisor = math.gcd(*(weights[leaf] for leaf in below))
        self.count = len(below)
        self.denominator = sum(weights[leaf] for leaf in below) // divisor * instrument.level_scale
        runs: list[tuple[int, int, int]] = []
        for leaf in below:
            row, weight = column.rows[leaf], weights[leaf] // divisor
            if runs and runs[-1][1:] == (row - 1, weight):
                runs[-1] = (runs[-1][0], row, weight)
            else:
                runs.append((row, row, weight))
        self.ranges = [
            f"{column.letter}{first}" + (f":{column.letter}{last}" if last > first else "")
            for first, last, _ in runs
        ]
        self.cells = ",".join(self.ranges)
        by_weight: dict[int, list[str]] = {}
        for cells, (_, _, weight) in zip(self.ranges, runs, strict=True):
            by_weight.setdefault(weight, []).append(cells)
        self.numerator = "+".join(
            f"{weight}*{_sum_units(cells, instrument.level_scale)}"
            for weight, cells in by_weight.items()
        )


def _sum_units(ranges: list[str], scale: int) -> str:
    if scale == 1:
        return f"SUM({','.join(ranges)})"
    return "(" + "+".join(f"SUMPRODUCT(ROUND({scale}*{cells},0))" for cells in ranges) + ")"


def _say(sentence: str, expression: str) -> str:
    """Join a sentence with a blank in it and what is calculated for the blank."""
    before, after = sentence.split(_BLANK)
    parts = (before and quote_text(before), expression, after and quote_text(after))
    return "&".join(part for part in parts if part)


def quote_text(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'

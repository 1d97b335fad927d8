"""From levels to exact scores, published figures and ratings.

The score of a node is the weighted mean of the levels below it (PermenPANRB 59/2020, annex):
Σ(weight × level) / Σ(weight), always from the levels and never from rounded aspects or domains.
Published figures have two decimals, rounded half up on the exact value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.instrument import Instrument, Rating, RatingRule

_CHUNK_ROWS = 4096
"""Rows per step of `compute_score_table`, so that its intermediate tables stay in the cache."""


def round_half_up(value: Fraction, digits: int = 2) -> int:
    """Round an exact value to a whole number of 10**-digits, halves away from zero.

    Binary floats and banker's rounding give 12 of the 32 exact ties that the ministry printed;
    this gives all of them (`tests/published/`).
    """
    numerator, denominator = value.numerator, value.denominator
    rounded = int((2 * abs(numerator) * 10**digits + denominator) // (2 * denominator))
    return rounded if numerator >= 0 else -rounded


def compute_numerators(instrument: Instrument, levels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum weight × level for every inner node of every assessment.

    `levels` is (n × leaves) in level units; the result is (n × inner nodes) of whole numbers, to
    be divided by `instrument.denominators`.
    """
    return levels @ instrument.weight_matrix


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """Scores of many assessments; rows as given, one column per inner node of the instrument."""

    lowest: NDArray[np.int16]
    """Hundredths with every missing level at its lowest; the score itself where complete."""
    highest: NDArray[np.int16]
    """Hundredths with every missing level at its highest."""
    is_complete: NDArray[np.bool_]
    """Whether no level below the node is missing: only then is there a score."""
    ratings: NDArray[np.int8]
    """Per row the position in `instrument.ratings`, -1 where the index is incomplete."""


def compute_score_table(
    instrument: Instrument,
    levels: NDArray[np.integer],
    is_missing: NDArray[np.bool_],
    rule: RatingRule,
) -> ScoreTable:
    """Score many assessments: rounded scores, ranges where levels are missing, ratings.

    `levels` is (n × leaves) in level units; where `is_missing` is true its value is ignored.
    """
    rows, columns = len(levels), len(instrument.inner_nodes)
    table = ScoreTable(
        lowest=np.empty((rows, columns), np.int16),
        highest=np.empty((rows, columns), np.int16),
        is_complete=np.empty((rows, columns), np.bool_),
        ratings=np.empty(rows, np.int8),
    )
    thresholds = _rating_thresholds(instrument, rule)
    exact = _exact_float(instrument)
    weights = instrument.weight_matrix.astype(exact)
    for start in range(0, rows, _CHUNK_ROWS):
        part = slice(start, start + _CHUNK_ROWS)
        missing = is_missing[part]
        known = (levels[part] * ~missing).astype(exact) @ weights
        still_open = missing.astype(exact) @ weights
        lowest = known + still_open * instrument.lowest_units
        table.is_complete[part] = still_open == 0
        table.lowest[part] = _to_hundredths(instrument, lowest)
        table.highest[part] = _to_hundredths(
            instrument, known + still_open * instrument.highest_units
        )
        rated = table.lowest[part, 0] if rule.rule == "rounded" else lowest[:, 0]
        ratings = np.searchsorted(thresholds, rated, side="right") - 1
        table.ratings[part] = np.where(table.is_complete[part, 0], ratings, -1)
    return table


def _exact_float(instrument: Instrument) -> type[np.floating]:
    """Choose the smaller, twice as fast float where it holds every whole number met in scoring."""
    total = int(instrument.denominators[0])
    largest = 200 * total * instrument.level_maximum + total
    return np.float32 if largest < 2**24 else np.float64


def _to_hundredths(
    instrument: Instrument, numerators: NDArray[np.floating]
) -> NDArray[np.floating]:
    """Round numerator / denominator half up to whole hundredths.

    Exact in a float that holds all whole numbers below 2**n, as long as the dividend is one of
    them: the quotient's error is then below 1 / divisor, and no quotient that is not whole lies
    closer than that to a whole number.
    """
    denominators = instrument.denominators.astype(numerators.dtype)
    hundredths: NDArray[np.floating] = np.floor(
        (numerators * 200 + denominators) / (2 * denominators)
    )
    return hundredths


def _rating_thresholds(instrument: Instrument, rule: RatingRule) -> NDArray[np.float64]:
    """Give the smallest whole number in each band: hundredths if rounded, else root numerators."""
    scale = 100 if rule.rule == "rounded" else int(instrument.denominators[0])
    bounds = [-(-rating.lower * scale // 1) for rating in instrument.ratings]
    return np.array([float(bound) for bound in bounds])


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of one assessment or published result, node by node, by node code.

    A node has either `hundredths` (its figure as the ministry prints it) or, where a level is
    missing, a `ranges` entry (lowest, highest hundredths), or neither (not published).
    """

    exact: Mapping[str, Fraction]
    """Exact scores of complete inner nodes; empty for a published result."""
    hundredths: Mapping[str, int]
    ranges: Mapping[str, tuple[int, int]]
    missing: tuple[str, ...]
    """Leaves without a level, in tree order."""
    rating: Rating | None
    """Only for a final result."""
    equivalent: Rating | None
    """The band of any complete index ("setara Baik")."""
    is_rating_disputed: bool
    """Whether the exact and the rounded index fall into different bands."""

    @property
    def is_complete(self) -> bool:
        """Whether no leaf lacks a level; a published result lacks none."""
        return not self.missing


def score_assessment(instrument: Instrument, assessment: Assessment) -> Scores:
    """Compute the exact scores of one assessment; absent codes count as not assessed."""
    units = [assessment.levels.get(code) for code in instrument.leaf_codes]
    known = [instrument.lowest_units if u is None else u for u in units]
    is_missing = [u is None for u in units]
    span = instrument.highest_units - instrument.lowest_units
    table = np.array((known, is_missing), np.float64)
    lowest, still_open = compute_numerators(instrument, table).tolist()
    exact, hundredths, ranges = {}, {}, {}
    for node, denominator, low, gap in zip(
        instrument.inner_nodes, instrument.denominators.tolist(), lowest, still_open, strict=True
    ):
        score = Fraction(int(low), denominator)
        if gap:
            high = Fraction(int(low) + int(gap) * span, denominator)
            ranges[node.code] = (round_half_up(score), round_half_up(high))
        else:
            exact[node.code] = score
            hundredths[node.code] = round_half_up(score)
    index = exact.get(instrument.root.code)
    equivalent, is_disputed = None, False
    if index is not None:
        equivalent, is_disputed = rate_index(instrument, index, assessment.year)
    return Scores(
        exact=exact,
        hundredths=hundredths,
        ranges=ranges,
        missing=tuple(c for c, u in zip(instrument.leaf_codes, units, strict=True) if u is None),
        rating=equivalent if assessment.stage == "final" else None,
        equivalent=equivalent,
        is_rating_disputed=is_disputed,
    )


def score_published(instrument: Instrument, result: PublishedResult) -> Scores:
    """Take over the figures of a published result; nothing is computed or invented.

    Its band is the printed one; where none was printed, or one that the instrument does not have,
    that of the printed index. With the exact rule a printed index at a bound may lie below it, so
    the band is then marked as disputed.
    """
    printed = result.hundredths.get(instrument.root.code)
    equivalent = next((r for r in instrument.ratings if r.code == result.rating), None)
    is_disputed = False
    if equivalent is None and printed is not None:
        equivalent = find_rating(instrument, Fraction(printed, 100))
        is_exact = instrument.rating_rule(result.year).rule == "exact"
        is_disputed = is_exact and equivalent.lower * 100 == printed
    return Scores(
        exact={},
        hundredths=dict(result.hundredths),
        ranges={},
        missing=(),
        rating=equivalent if result.stage == "final" else None,
        equivalent=equivalent,
        is_rating_disputed=is_disputed,
    )


def find_rating(instrument: Instrument, index: Fraction) -> Rating:
    """Find the band in which an index lies; below the lowest bound it is the lowest band."""
    for rating in reversed(instrument.ratings):
        if index >= rating.lower:
            return rating
    return instrument.ratings[0]


def rate_index(instrument: Instrument, index: Fraction, year: int | None) -> tuple[Rating, bool]:
    """Find the band of an exact index by the rule of its year, and whether the rules disagree.

    No regulation says whether the exact or the rounded index is rated; the rule per year was
    measured in published results (`instrument.toml`).
    """
    by_exact = find_rating(instrument, index)
    by_rounded = find_rating(instrument, Fraction(round_half_up(index), 100))
    is_rounded = instrument.rating_rule(year).rule == "rounded"
    return (by_rounded if is_rounded else by_exact), by_exact is not by_rounded

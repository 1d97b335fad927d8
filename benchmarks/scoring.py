"""How fast a million assessments are scored, beside the bare matrix product of that shape."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from benchmarks.rows import Row, compare, time_in_turns
from spbe.catalogue.instruments import load_instruments
from spbe.model.instrument import Instrument
from spbe.model.scoring import (
    ScoreTable,
    compute_numerators,
    compute_score_table,
    find_rating,
    round_half_up,
)

ASSESSMENTS = 1_000_000
MISSING_SHARE = 0.05
"""Of all levels: so nine assessments in ten are incomplete, the hard case."""
SAMPLE = 300
ROUNDS = 25


def measure(count: int = ASSESSMENTS) -> list[Row]:
    """Score `count` assessments in 59/2020; raises AssertionError where a score is not exact."""
    instrument = load_instruments()["permenpanrb-59-2020"]
    rule = instrument.rating_rule(2024)
    dice = np.random.default_rng(20240101)
    shape = (count, len(instrument.leaves))
    whole = dice.integers(1, 6, shape, dtype=np.int8)
    levels = whole.astype(np.float64)
    is_missing = dice.random(shape, dtype=np.float32) < MISSING_SHARE
    weights = np.array(instrument.weight_matrix)

    table = compute_score_table(instrument, whole, is_missing, rule)
    numerators = compute_numerators(instrument, levels)
    for row in dice.integers(0, count, SAMPLE).tolist():
        _check_numerators(instrument, whole[row].tolist(), numerators[row].tolist())
        _check_row(instrument, whole[row].tolist(), is_missing[row].tolist(), table, row)

    def floor() -> object:
        return levels @ weights

    to_numerators = time_in_turns(lambda: compute_numerators(instrument, levels), floor, ROUNDS)
    to_scores = time_in_turns(
        lambda: compute_score_table(instrument, whole, is_missing, rule), floor, ROUNDS
    )
    return [
        compare("a million assessments: numerators / bare matrix product", *to_numerators, 1.1),
        compare(
            "a million with gaps: scores, ranges, ratings / bare matrix product", *to_scores, 7.0
        ),
    ]


def _check_numerators(instrument: Instrument, levels: list[int], numerators: list[float]) -> None:
    level_by_code = dict(zip(instrument.leaf_codes, levels, strict=True))
    denominators = instrument.denominators.tolist()
    for node, numerator, denominator in zip(
        instrument.inner_nodes, numerators, denominators, strict=True
    ):
        assert Fraction(int(numerator), denominator) == _score(instrument, node.code, level_by_code)


def _check_row(
    instrument: Instrument, levels: list[int], missing: list[bool], table: ScoreTable, row: int
) -> None:
    """Compare one row of the table with fractions, node by node."""
    low, high = {}, {}
    for code, level, is_missing in zip(instrument.leaf_codes, levels, missing, strict=True):
        low[code] = instrument.level_minimum if is_missing else level
        high[code] = instrument.level_maximum if is_missing else level
    for column, node in enumerate(instrument.inner_nodes):
        lowest = _score(instrument, node.code, low)
        highest = _score(instrument, node.code, high)
        assert table.lowest[row, column] == round_half_up(lowest)
        assert table.highest[row, column] == round_half_up(highest)
        assert table.is_complete[row, column] == (lowest == highest)
    rating = find_rating(instrument, _score(instrument, instrument.root.code, low))
    expected = -1 if any(missing) else instrument.ratings.index(rating)
    assert table.ratings[row] == expected


def _score(instrument: Instrument, code: str, levels: dict[str, int]) -> Fraction:
    below = [instrument.node_by_code[leaf] for leaf in instrument.leaf_codes_below[code]]
    weight = sum((leaf.weight for leaf in below), Fraction(0))
    return sum((leaf.weight * levels[leaf.code] for leaf in below), Fraction(0)) / weight

"""Many assessments at once are scored exactly as one by one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from spbe.catalogue.instruments import load_instruments
from spbe.model import scoring
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import compute_score_table, round_half_up, score_assessment

INSTRUMENTS = load_instruments()


@pytest.fixture(params=INSTRUMENTS.values(), ids=INSTRUMENTS)
def instrument(request) -> Instrument:
    return request.param


def with_finer_weights(instrument: Instrument) -> Instrument:
    """Give the same tree with weights too fine for the small float."""
    shifts = [Fraction(n - 23, 100_000) for n in range(47)]
    by_code = dict(zip(instrument.leaf_codes, shifts, strict=True))
    nodes = tuple(
        replace(n, weight=sum((by_code[c] for c in instrument.leaf_codes_below[n.code]), n.weight))
        for n in instrument.nodes
    )
    return replace(instrument, nodes=nodes)


def check_against_single_scores(instrument: Instrument, year: int, count: int = 300) -> None:
    dice = np.random.default_rng(5)
    shape = (count, len(instrument.leaves))
    levels = dice.integers(
        instrument.lowest_units, instrument.highest_units, shape, np.int16, endpoint=True
    )
    is_missing = dice.random(shape) < 0.02
    is_missing[:5] = True
    levels[is_missing] = 99
    table = compute_score_table(instrument, levels, is_missing, instrument.rating_rule(year))
    for row in range(count):
        units = {
            code: None if missing else level
            for code, level, missing in zip(
                instrument.leaf_codes, levels[row].tolist(), is_missing[row].tolist(), strict=True
            )
        }
        scores = score_assessment(instrument, Assessment(instrument.id, None, year, "final", units))
        for column, node in enumerate(instrument.inner_nodes):
            found = (table.lowest[row, column], table.highest[row, column])
            score = scores.hundredths.get(node.code)
            assert table.is_complete[row, column] == (score is not None)
            assert found == (scores.ranges[node.code] if score is None else (score, score))
        rating = instrument.ratings.index(scores.rating) if scores.rating else -1
        assert table.ratings[row] == rating


@pytest.mark.parametrize("year", [2023, 2024])
def test_a_table_of_assessments_agrees_with_each_single_one(instrument: Instrument, year: int):
    check_against_single_scores(instrument, year)


def test_weights_too_fine_for_the_small_float_are_still_exact():
    fine = with_finer_weights(INSTRUMENTS["permenpanrb-59-2020"])
    assert scoring._exact_float(fine) is np.float64
    check_against_single_scores(fine, 2024)


def test_every_score_that_a_node_can_have_is_rounded_half_up(instrument: Instrument):
    exact = scoring._exact_float(instrument)
    for column, denominator in enumerate(instrument.denominators.tolist()):
        numerators = range(denominator * instrument.level_maximum + 1)
        rows = np.zeros((len(numerators), len(instrument.inner_nodes)), exact)
        rows[:, column] = numerators
        rounded = scoring._to_hundredths(instrument, rows)[:, column].astype(int).tolist()
        assert rounded == [(200 * n + denominator) // (2 * denominator) for n in numerators]
        some = numerators[:: max(1, len(numerators) // 50)]
        assert [rounded[n] for n in some] == [round_half_up(Fraction(n, denominator)) for n in some]

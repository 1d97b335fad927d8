"""Which indicators are spoken of at the interview, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.interview import compute_outcome, find_cases
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]
THREES = dict.fromkeys(INSTRUMENT.leaf_codes, 3)
NOW = Assessment(INSTRUMENT.id, "Kota A", 2024, "document", THREES)
SELF = replace(NOW, stage="self", levels={**THREES, "I1": 5, "I12": 4, "I42": 4})


@pytest.fixture
def cases():
    return find_cases(INSTRUMENT, NOW, SELF, {}, {"marked": ["I20"]})


def test_cases_stand_in_the_order_of_the_points_to_win_back(cases):
    assert [(c.code, c.points) for c in cases] == [
        ("I42", Fraction(3, 100)),
        ("I1", Fraction(26, 1000)),
        ("I12", Fraction(25, 1000)),
        ("I20", Fraction(0)),
    ]
    assert cases[0].reasons == ("marked_down",)
    assert cases[3].reasons == ("marked",)


def test_an_indicator_in_question_twice_stands_once_with_both_reasons():
    doubts = {"stuck": {"I12"}, "unsupported": {"I12"}}
    [case] = [c for c in find_cases(INSTRUMENT, NOW, SELF, {}, doubts) if c.code == "I12"]
    assert case.reasons == ("marked_down", "stuck", "unsupported")


def test_the_level_that_the_team_claims_stands_before_the_self_assessment():
    [case] = find_cases(INSTRUMENT, NOW, None, {"I42": 5}, {"marked": ["I42"]})
    assert (case.claimed, case.points) == (5, Fraction(6, 100))


def test_a_claim_below_the_present_level_brings_no_points():
    [case] = find_cases(INSTRUMENT, NOW, None, {"I42": 1}, {"marked": ["I42"]})
    assert case.points == 0


def test_the_range_narrows_with_every_reading(cases):
    start = compute_outcome(INSTRUMENT, NOW, cases, {})
    assert (start.lowest, start.highest) == (3, 3 + Fraction(81, 1000))
    read = compute_outcome(INSTRUMENT, NOW, cases, {"I42": 4, "I1": 3})
    assert (read.lowest, read.highest) == (3 + Fraction(3, 100), 3 + Fraction(55, 1000))
    end = compute_outcome(INSTRUMENT, NOW, cases, {"I42": 4, "I1": 3, "I12": 2, "I20": 3})
    assert end.lowest == end.highest == 3 + Fraction(5, 1000)


def test_a_missing_level_leaves_no_index(cases):
    now = replace(NOW, levels={**THREES, "I2": None})
    assert compute_outcome(INSTRUMENT, now, cases, {}).lowest is None

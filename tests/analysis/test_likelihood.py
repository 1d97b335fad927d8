"""Likelihood in words: bands, exact ends, and where an index probably falls."""

from __future__ import annotations

from fractions import Fraction

import pytest

from spbe.analysis.chance import AssessorKind, Claim, compute_outlook
from spbe.analysis.likelihood import (
    BANDS,
    LikelyRange,
    find_least_chance,
    find_range,
    judge_chance,
    judge_target,
)
from spbe.text.terms import LIKELIHOOD_WORDS

ONE_KIND = (AssessorKind("ordinary", 1.0, 0.0),)


@pytest.mark.parametrize(
    ("chance", "likelihood"),
    [
        (0.0, "almost_certainly_not"),
        (0.0999, "almost_certainly_not"),
        (0.1, "unlikely"),
        (0.33, "rather_not"),
        (0.45, "even"),
        (0.5, "even"),
        (0.55, "rather"),
        (0.67, "likely"),
        (0.9, "almost_certain"),
        (1.0, "almost_certain"),
    ],
)
def test_a_chance_has_the_word_of_its_band(chance, likelihood):
    assert judge_chance(chance) == likelihood


def test_where_a_band_begins_its_word_does_too():
    assert [find_least_chance(word) for _, word in BANDS] == [0, 0.1, 0.33, 0.45, 0.55, 0.67, 0.9]
    assert all(judge_chance(find_least_chance(word)) == word for _, word in BANDS)
    with pytest.raises(KeyError):
        find_least_chance("certain")  # said of targets, by exact numbers


def test_a_sum_of_floats_just_below_a_bound_has_reached_it():
    nine_tenths = 0.8 + 0.1 - 2**-53
    assert nine_tenths < 0.9
    assert judge_chance(nine_tenths) == "almost_certain"


def test_a_chance_outside_zero_and_one_is_refused():
    with pytest.raises(ValueError, match=r"found 1\.2"):
        judge_chance(1.2)


def test_every_likelihood_has_its_words_and_no_percentage():
    codes = {likelihood for _, likelihood in BANDS} | {"impossible", "certain"}
    assert set(LIKELIHOOD_WORDS) == codes
    assert not any("%" in words.template for words in LIKELIHOOD_WORDS.values())


def test_certain_and_impossible_are_decided_on_whole_numbers():
    outlook = compute_outlook(300, 100, [Claim("I1", 50, 0.999999)])
    assert judge_target(outlook, Fraction(3)) == "certain"
    assert judge_target(outlook, Fraction(301, 100)) == "almost_certain"
    assert judge_target(outlook, Fraction(7, 2)) == "almost_certain"
    assert judge_target(outlook, Fraction(351, 100)) == "impossible"


def test_range_holds_four_of_five_outcomes():
    claims = [Claim(f"I{n}", 10, 0.5) for n in range(4)]
    outlook = compute_outlook(300, 100, claims, ONE_KIND)
    # 1, 4, 6, 4, 1 of 16: a tenth ends within the first 5/16, nine tenths within 15/16.
    assert find_range(outlook) == LikelyRange(Fraction("3.1"), Fraction("3.2"), Fraction("3.3"))
    assert find_range(outlook, "ordinary") == find_range(outlook)


def test_lenient_assessors_reach_higher_than_strict_ones():
    claims = [Claim(f"I{n}", 10, 0.5) for n in range(20)]
    outlook = compute_outlook(300, 100, claims)
    strict, lenient = find_range(outlook, "strict"), find_range(outlook, "lenient")
    assert strict.median < find_range(outlook).median < lenient.median
    with pytest.raises(KeyError):
        find_range(outlook, "unknown")

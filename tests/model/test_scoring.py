"""The kernel on trees small enough to compute by hand, and its properties on the real one."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.instrument import Instrument, Node, Rating, RatingRule
from spbe.model.scoring import (
    compute_score_table,
    find_rating,
    round_half_up,
    score_assessment,
    score_published,
)

SPBE_59 = load_instruments()["permenpanrb-59-2020"]
SPBE_5 = load_instruments()["permenpanrb-5-2018"]
PEMDI = load_instruments()["permenpanrb-8-2026"]
EXACT = RatingRule("exact", None, ())
ROUNDED = RatingRule("rounded", None, ())


def node(code: str, parent: str | None, weight: str) -> Node:
    return Node(code, parent, "indicator", Fraction(weight), {"id": code, "en": code}, None, code)


@pytest.fixture
def tiny() -> Instrument:
    """X over A (weight 1: I1) and B (weight 2: I2 with 1/2, I3 with 3/2)."""
    names = {"id": "n", "en": "n"}
    return Instrument(
        id="tiny",
        regulation="",
        regulation_short="",
        first_year=2000,
        last_year=None,
        names={},
        level_minimum=1,
        level_maximum=5,
        level_decimals=0,
        level_names={},
        ratings=(Rating("low", Fraction(1), names), Rating("high", Fraction(3), names)),
        rating_rules=(EXACT,),
        source_grades={},
        chosen_sectors=(),
        nodes=(
            node("X", None, "3"),
            node("A", "X", "1"),
            node("I1", "A", "1"),
            node("B", "X", "2"),
            node("I2", "B", "1/2"),
            node("I3", "B", "3/2"),
        ),
    )


def assessment(instrument: Instrument, levels: dict[str, int | None], stage: str = "final"):
    return Assessment(instrument.id, "Provinsi Contoh", 2024, stage, levels)


def test_score_is_the_weighted_mean_of_the_levels(tiny: Instrument) -> None:
    scores = score_assessment(tiny, assessment(tiny, {"I1": 5, "I2": 1, "I3": 2}))
    assert scores.exact == {"X": Fraction(17, 6), "A": Fraction(5), "B": Fraction(7, 4)}
    assert scores.hundredths == {"X": 283, "A": 500, "B": 175}
    assert (scores.ranges, scores.missing, scores.is_complete) == ({}, (), True)


def test_missing_level_leaves_no_score_but_a_range(tiny: Instrument) -> None:
    scores = score_assessment(tiny, assessment(tiny, {"I1": 4, "I2": None, "I3": 2}))
    assert scores.exact == {"A": Fraction(4)}
    assert scores.ranges == {"X": (250, 317), "B": (175, 275)}
    assert (scores.missing, scores.rating, scores.equivalent) == (("I2",), None, None)


def test_absent_level_counts_as_missing(tiny: Instrument) -> None:
    scores = score_assessment(tiny, assessment(tiny, {"I1": 4}))
    assert scores.missing == ("I2", "I3")


def test_rating_belongs_to_a_final_result_only(tiny: Instrument) -> None:
    levels = {"I1": 3, "I2": 3, "I3": 3}
    final = score_assessment(tiny, assessment(tiny, levels))
    interim = score_assessment(tiny, assessment(tiny, levels, "document"))
    assert final.rating is not None
    assert final.rating.code == "high"
    assert interim.rating is None
    assert interim.equivalent == final.rating


def test_index_at_a_bound_lies_in_the_upper_band() -> None:
    assert find_rating(SPBE_59, Fraction("2.6")).names["id"] == "Baik"
    assert find_rating(SPBE_59, Fraction("2.5995")).names["id"] == "Cukup"
    assert find_rating(SPBE_59, Fraction(1)).names["id"] == "Kurang"


def test_halves_are_rounded_away_from_zero() -> None:
    assert [round_half_up(Fraction(v)) for v in ("3.285", "3.2849", "-1.065", "0")] == [
        329,
        328,
        -107,
        0,
    ]


def test_59_2020_index_is_a_whole_multiple_of_a_2000th() -> None:
    assert SPBE_59.denominators[0] == 2000
    assert set(SPBE_59.whole_weights) == {26, 50, 30, 55, 60}


def test_5_2018_keeps_its_fractions_whole() -> None:
    assert sum(SPBE_5.whole_weights) == SPBE_5.denominators[0] == 300
    assert SPBE_5.index_points("I35-1", 1) == Fraction(1, 30)


def test_one_level_moves_the_59_2020_index_by_at_most_0_03() -> None:
    assert max(SPBE_59.index_points(code, 1) for code in SPBE_59.leaf_codes) == Fraction(3, 100)


def test_decimal_levels_are_scored_exactly() -> None:
    levels = dict.fromkeys(PEMDI.leaf_codes, 126)
    scores = score_assessment(PEMDI, Assessment(PEMDI.id, None, 2026, "interview", levels))
    assert scores.exact["PEMDI"] == Fraction("1.26")


def test_published_result_keeps_its_printed_rating() -> None:
    printed = PublishedResult(SPBE_59.id, "X", 2024, "final", {"SPBE": 350}, "baik")
    scores = score_published(SPBE_59, printed)
    assert scores.rating is not None
    assert (scores.rating.code, scores.hundredths, scores.exact) == ("baik", {"SPBE": 350}, {})


def test_published_index_at_a_bound_without_a_printed_rating_is_disputed_under_the_exact_rule():
    at_bound = PublishedResult(SPBE_59.id, "X", 2024, "document", {"SPBE": 350})
    earlier = PublishedResult(SPBE_59.id, "X", 2023, "document", {"SPBE": 350})
    assert score_published(SPBE_59, at_bound).is_rating_disputed
    assert not score_published(SPBE_59, earlier).is_rating_disputed
    assert score_published(SPBE_59, at_bound).rating is None


def test_a_rating_that_the_instrument_does_not_have_is_read_from_the_printed_index() -> None:
    unknown = PublishedResult(SPBE_59.id, "X", 2023, "final", {"SPBE": 291}, rating="istimewa")
    scores = score_published(SPBE_59, unknown)
    assert scores.rating is not None
    assert scores.rating.code == "baik"
    without_index = PublishedResult(SPBE_59.id, "X", 2023, "final", {"D1": 291}, rating="istimewa")
    assert score_published(SPBE_59, without_index).rating is None


levels_59 = st.lists(
    st.one_of(st.none(), st.integers(1, 5)),
    min_size=len(SPBE_59.leaves),
    max_size=len(SPBE_59.leaves),
)
complete_59 = st.lists(
    st.integers(1, 5), min_size=len(SPBE_59.leaves), max_size=len(SPBE_59.leaves)
)


def scored(levels: list[int | None]):
    by_code = dict(zip(SPBE_59.leaf_codes, levels, strict=True))
    return score_assessment(SPBE_59, assessment(SPBE_59, by_code))


@given(complete_59, st.integers(0, len(SPBE_59.leaves) - 1))
def test_raising_a_level_never_lowers_any_score(levels: list[int], position: int) -> None:
    raised = levels.copy()
    raised[position] = min(5, raised[position] + 1)
    before, after = scored(levels), scored(raised)
    assert all(after.exact[code] >= score for code, score in before.exact.items())


@given(complete_59)
def test_score_equals_the_fractions_summed_by_hand(levels: list[int]) -> None:
    expected = sum(
        (leaf.weight * level for leaf, level in zip(SPBE_59.leaves, levels, strict=True)),
        Fraction(0),
    )
    assert scored(levels).exact["SPBE"] == expected / 100


@given(levels_59, complete_59)
def test_range_holds_every_way_to_complete_the_levels(
    levels: list[int | None], filling: list[int]
) -> None:
    complete = [f if level is None else level for level, f in zip(levels, filling, strict=True)]
    ranges, figures = scored(levels).ranges, scored(complete).hundredths
    assert all(low <= figures[code] <= high for code, (low, high) in ranges.items())


@given(st.lists(levels_59, min_size=1, max_size=5), st.sampled_from([EXACT, ROUNDED]))
def test_table_of_many_equals_one_by_one(rows: list[list[int | None]], rule: RatingRule) -> None:
    units = np.array([[0 if u is None else u for u in row] for row in rows], np.int8)
    is_missing = np.array([[u is None for u in row] for row in rows])
    table = compute_score_table(SPBE_59, units, is_missing, rule)
    for position, row in enumerate(rows):
        scores = scored(row)
        for column, inner in enumerate(SPBE_59.inner_nodes):
            code = inner.code
            low, high = scores.ranges.get(code, (scores.hundredths.get(code),) * 2)
            found = (table.lowest[position, column], table.highest[position, column])
            assert found == (low, high)
            assert table.is_complete[position, column] == (code in scores.exact)
        index = scores.exact.get("SPBE")
        if index is None:
            assert table.ratings[position] == -1
        else:
            rated = Fraction(round_half_up(index), 100) if rule is ROUNDED else index
            assert SPBE_59.ratings[table.ratings[position]] is find_rating(SPBE_59, rated)

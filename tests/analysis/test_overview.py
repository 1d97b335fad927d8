from __future__ import annotations

from fractions import Fraction

import pytest

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import compute_children, compute_distance, rank_children
from spbe.analysis.results import find_previous_final, find_previous_stage, score_result
from spbe.model.assessment import Assessment, PublishedResult


def published(instruments, stage, hundredths, year=2024):
    instrument = instruments["permenpanrb-59-2020"]
    return score_result(
        instrument, PublishedResult(instrument.id, "Kaltim", year, stage, hundredths)
    )


def test_distance_of_kaltim_before_the_interview(instruments):
    document = published(instruments, "document", {"SPBE": 328})
    own = published(instruments, "self", {"SPBE": 435})
    distance = compute_distance(document, 350, own)
    assert (distance.shown_gap, distance.shown_lost, distance.recover_percent) == (22, 107, 21)
    assert distance.gap == Fraction(22, 100)


def test_recovering_share_is_rounded_up_since_less_would_not_be_enough(make):
    distance = compute_distance(make((3, 3, 2, 2)), 241, make((4, 3, 3, 2)))
    assert (distance.gap, distance.lost) == (Fraction(1, 100), Fraction(3, 10))
    assert distance.recover_percent == 4


def test_distance_is_decided_on_the_exact_index(make, bandar_lampung):
    # 2,9795 is shown as 2,98, yet it has not reached 2,98.
    distance = compute_distance(bandar_lampung[-1], 298)
    assert (distance.shown_gap, distance.gap) == (0, Fraction(1, 2000))


def test_reached_target_needs_nothing_back(make):
    distance = compute_distance(make((3, 3, 2, 2)), 200, make((4, 3, 3, 2)))
    assert distance.gap == Fraction(-2, 5)
    assert distance.recover_percent is None


def test_gap_larger_than_the_loss_has_no_share(make):
    assert compute_distance(make((3, 3, 2, 2)), 400, make((4, 3, 2, 2))).recover_percent is None


def test_incomplete_result_has_no_distance(make):
    assert compute_distance(make((3, None, 2, 2)), 350) is None


def test_children_of_the_root_have_score_change_and_gap(make):
    children = compute_children(make((3, 3, 2, 2)), before=make((2, 3, 4, 1), 2023), target=350)
    assert [
        (r["code"], r["score"], r["exact"], r["before"], r["change"], r["gap"], r["weight"])
        for r in read_rows(children)
    ] == [
        ("D1", 300, 3, 275, 25, 50, 40),
        ("D2", 200, 2, 200, 0, 150, 60),
    ]


def test_lowest_child_stands_first_and_unknown_ones_last(make):
    ranked = rank_children(compute_children(make((None, 3, 2, 2))))
    assert [(r["code"], r["score"], r["lowest"], r["highest"]) for r in read_rows(ranked)] == [
        ("D2", 200, None, None),
        ("D1", None, 250, 350),
    ]


def test_children_of_a_domain_are_indicators_with_levels(make):
    children = compute_children(make((3, None, 2, 2)), "D1", language="en")
    assert [(r["code"], r["name"], r["score"], r["is_leaf"]) for r in read_rows(children)] == [
        ("I1", "Name I1", 300, True),
        ("I2", "Name I2", None, True),
    ]


def test_earlier_result_of_another_instrument_is_left_aside(make, bandar_lampung):
    children = compute_children(make((3, 3, 2, 2)), before=bandar_lampung[0])
    assert [r["before"] for r in read_rows(children)] == [None, None]


def test_index_only_result_has_children_without_scores(instruments):
    rows = read_rows(compute_children(published(instruments, "self", {"SPBE": 435})))
    assert [(r["code"], r["score"], r["lowest"]) for r in rows] == [
        (code, None, None) for code in ("D1", "D2", "D3", "D4")
    ]


def test_official_domains_and_aspects_are_those_published(bandar_lampung):
    rows = read_rows(compute_children(bandar_lampung[-1], target=350))
    assert [(r["code"], r["score"]) for r in rows] == [
        ("D1", 290),
        ("D2", 240),
        ("D3", 255),
        ("D4", 348),
    ]


def test_unknown_parent_is_refused(make):
    with pytest.raises(KeyError):
        compute_children(make((3, 3, 2, 2)), "D9")


def test_previous_final_is_of_the_same_agency_and_instrument(make, bandar_lampung):
    current = make((3, 3, 2, 2))
    old, interim = make((1, 1, 1, 1), 2022), make((2, 2, 2, 2), 2023, "self")
    foreign = make((4, 4, 4, 4), 2023, agency="Lain")
    assert find_previous_final([current, interim, foreign, old], current) is old
    assert find_previous_final([current, interim], current) is None


def test_previous_final_of_another_instrument_is_none(make, instruments):
    current = make((3, 3, 2, 2))
    other = published(instruments, "final", {"SPBE": 291}, 2023)
    assert find_previous_final([other, make((1, 1, 1, 1), 2022, agency="Kaltim")], current) is None


def test_previous_stage_has_an_index(make):
    own = make((3, 3, 2, 2), stage="self")
    partial = make((3, None, 2, 2), stage="document")
    current = make((3, 3, 3, 3), stage="interview")
    assert find_previous_stage([current, partial, own], current) is own
    assert find_previous_stage([current], current) is None


def test_result_without_year_or_of_another_instrument_is_refused(tiny):
    with pytest.raises(ValueError, match="a result needs a year and a stage"):
        score_result(tiny, Assessment("tiny", "X", None, "final", {}))
    with pytest.raises(ValueError, match="other is not tiny"):
        score_result(tiny, Assessment("other", "X", 2024, "final", {}))

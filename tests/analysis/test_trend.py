from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.analysis.contributions import compute_stage_changes, share_hundredths
from spbe.analysis.frames import read_rows
from spbe.analysis.results import score_result
from spbe.analysis.trend import (
    compute_ladder,
    compute_level_table,
    compute_trend,
    find_year_results,
)
from spbe.model.assessment import Assessment, PublishedResult


def points(frame, *names):
    return [tuple(row[name] for name in names) for row in read_rows(frame)]


def test_point_of_a_year_is_its_final_result_else_its_latest_stage(make):
    results = [
        make((3, 3, 3, 3), 2024, "self"),
        make((2, 2, 2, 2), 2024, "document"),
        make((4, 4, 4, 4), 2023, "final"),
        make((5, 5, 5, 5), 2023, "self"),
    ]
    assert points(compute_trend(results), "year", "stage", "score", "is_interim", "change") == [
        (2023, "final", 400, False, None),
        (2024, "document", 200, True, -200),
    ]


def test_as_of_a_stage_later_ones_are_left_out(make):
    results = [
        make((3, 3, 3, 3), 2024, "self"),
        make((2, 2, 2, 2), 2024, "document"),
        make((4, 4, 4, 4), 2024, "final"),
        make((5, 5, 5, 5), 2025, "final"),
    ]
    trend = compute_trend(results, until=(2024, "document"))
    assert points(trend, "year", "stage") == [(2024, "document")]
    ladder = compute_ladder(results, 2024, until=(2024, "document"))
    assert points(ladder, "stage", "score", "change") == [
        ("self", 300, None),
        ("document", 200, -100),
    ]


def test_empty_stage_does_not_displace_one_with_an_index(make):
    own, empty = make((3, 3, 3, 3), stage="self"), make((None,) * 4, stage="document")
    assert find_year_results([own, empty]) == [own]


def test_line_breaks_where_the_instrument_changes(instruments, bandar_lampung):
    old = instruments["permenpanrb-5-2018"]
    levels = dict.fromkeys(old.leaf_codes, 2)
    results = [
        *bandar_lampung,
        score_result(old, Assessment(old.id, "Kota Bandar Lampung", 2020, "final", levels)),
    ]
    assert points(compute_trend(results), "year", "score", "segment", "change") == [
        (2020, 200, 0, None),
        (2021, 120, 1, None),
        (2022, 150, 1, 30),
        (2023, 215, 1, 65),
        (2024, 298, 1, 83),
    ]


def test_incomplete_year_is_a_range_without_a_score(make):
    assert points(compute_trend([make((3, None, 3, 3))]), "score", "lowest", "highest") == [
        (None, 240, 360)
    ]


def test_changed_sector_is_noted_and_spelling_is_not_a_change(make):
    results = [make((3, 3, 3, 3), year) for year in (2022, 2023, 2024)]
    sectors = {
        ("Kota", 2022): {"I3": "Kesehatan", "I4": "Pendidikan"},
        ("Kota", 2023): {"I3": "kesehatan ", "I4": "Pertanian"},
        ("Kota", 2024): {"I3": "Kesehatan"},
    }
    assert points(compute_trend(results, sectors=sectors), "year", "changed_sectors") == [
        (2022, ()),
        (2023, ("I4",)),
        (2024, ()),
    ]


def test_named_nodes_are_followed_one_by_one(bandar_lampung):
    trend = compute_trend(bandar_lampung[-2:], ["D2", "A2", "I11"])
    assert points(trend, "code", "year", "score", "change") == [
        ("D2", 2023, 170, None),
        ("D2", 2024, 240, 70),
        ("A2", 2023, 125, None),
        ("A2", 2024, 150, 25),
        ("I11", 2023, 100, None),
        ("I11", 2024, 100, 0),
    ]


def test_agencies_stay_apart(make):
    results = [make((3, 3, 3, 3), agency="B"), make((2, 2, 2, 2)), make((4, 4, 4, 4), 2023)]
    assert points(compute_trend(results), "agency", "year", "change") == [
        ("B", 2024, None),
        ("Kota", 2023, None),
        ("Kota", 2024, -200),
    ]


def test_no_results_make_an_empty_table():
    assert points(compute_trend([]), "year") == []
    assert points(compute_ladder([], 2024), "stage") == []
    assert points(compute_level_table([]), "code") == []


def test_level_table_holds_every_indicator_of_every_result(make):
    results = [make((3, None, 2, 2)), make((1, 1, 1, 1), 2023)]
    table = compute_level_table(results, "en")
    assert points(table, "year", "code", "level") == [
        *[(2023, code, 1) for code in ("I1", "I2", "I3", "I4")],
        *zip([2024] * 4, ("I1", "I2", "I3", "I4"), (3, None, 2, 2), strict=True),
    ]


def test_level_table_of_two_instruments_is_refused(make, bandar_lampung):
    with pytest.raises(ValueError, match="one agency and one instrument"):
        compute_level_table([make((3, 3, 3, 3)), bandar_lampung[0]])


def test_parts_of_a_change_add_up_exactly(make):
    before, after = make((2, 3, 4, 1), stage="self"), make((3, 3, 2, 2), stage="document")
    domains = compute_stage_changes(before, after)
    assert points(domains, "code", "points", "shown_points") == [
        ("D1", Fraction(1, 10), 10),
        ("D2", Fraction(0), 0),
    ]
    indicators = compute_stage_changes(before, after, "indicator", "en")
    assert points(indicators, "name", "before", "after", "points") == [
        ("Name I1", 200, 300, Fraction(1, 10)),
        ("Name I2", 300, 300, Fraction(0)),
        ("Name I3", 400, 200, Fraction(-4, 10)),
        ("Name I4", 100, 200, Fraction(4, 10)),
    ]


@pytest.mark.parametrize("tier", ["domain", "aspect", "indicator"])
def test_official_changes_add_up_to_the_indices_as_shown(bandar_lampung, tier):
    for before, after in pairwise(bandar_lampung):
        rows = read_rows(compute_stage_changes(before, after, tier))
        assert sum(r["points"] for r in rows) == after.exact("SPBE") - before.exact("SPBE")
        shown = after.hundredths("SPBE") - before.hundredths("SPBE")
        assert sum(r["shown_points"] for r in rows) == shown


def test_printed_figures_get_a_row_for_their_rounding(instruments):
    instrument = instruments["permenpanrb-59-2020"]
    before, after = (
        score_result(instrument, PublishedResult(instrument.id, "Kaltim", year, "final", scores))
        for year, scores in (
            (2023, {"SPBE": 291, "D1": 300, "D2": 190, "D3": 164, "D4": 390}),
            (2024, {"SPBE": 379, "D1": 370, "D2": 350, "D3": 282, "D4": 432}),
        )
    )
    rows = read_rows(compute_stage_changes(before, after))
    assert [(r["code"], r["shown_points"]) for r in rows] == [
        ("D1", 9),
        ("D2", 40),
        ("D3", 20),
        ("D4", 19),
        ("", 0),
    ]
    assert sum(r["points"] for r in rows) == Fraction(88, 100)


def test_index_only_results_cannot_be_split(instruments):
    instrument = instruments["permenpanrb-59-2020"]
    before, after = (
        score_result(
            instrument, PublishedResult(instrument.id, "Kaltim", 2024, stage, {"SPBE": index})
        )
        for stage, index in (("self", 435), ("document", 328))
    )
    assert read_rows(compute_stage_changes(before, after)) == []


def test_results_of_two_instruments_do_not_compare(make, bandar_lampung):
    with pytest.raises(ValueError, match="does not compare with"):
        compute_stage_changes(bandar_lampung[0], make((3, 3, 3, 3)))


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.fractions(-1, 1, max_denominator=2000), min_size=1, max_size=12), st.booleans())
def test_shown_parts_add_up_and_stay_within_a_hundredth(parts, is_up):
    # The difference of two rounded indices is the exact one, rounded up or down.
    exact = sum(parts) * 100
    total = -(-exact // 1) if is_up else exact // 1
    shown = share_hundredths(parts, int(total))
    assert sum(shown) == total
    assert all(abs(value - part * 100) <= 1 for part, value in zip(parts, shown, strict=True))
    assert all(part or not value for part, value in zip(parts, shown, strict=True))


def test_a_sum_that_no_part_can_take_up_is_refused():
    with pytest.raises(ValueError, match="no part can take up 1 hundredths"):
        share_hundredths([Fraction(0)], 1)

from __future__ import annotations

import pytest

from spbe.analysis.frames import read_rows
from spbe.analysis.results import score_result
from spbe.analysis.trend import (
    compute_ladder,
    compute_level_table,
    compute_trend,
    find_year_results,
)
from spbe.model.assessment import Assessment


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

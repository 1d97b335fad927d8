from __future__ import annotations

from fractions import Fraction

import pytest

from spbe.analysis.change import compute_level_changes
from spbe.analysis.frames import read_rows
from spbe.analysis.gaps import compute_least_steps, compute_potentials, rank_potentials
from spbe.model.assessment import Assessment


def columns(frame, *names):
    return [tuple(row[name] for name in names) for row in read_rows(frame)]


def test_potential_is_weight_times_levels_left(tiny, make):
    potentials = compute_potentials(tiny, make((3, 3, 2, 5)).content)
    assert columns(potentials, "code", "level", "levels_left", "potential", "index_gain") == [
        ("I1", 3, 2, Fraction(2, 10), Fraction(1, 10)),
        ("I2", 3, 2, Fraction(6, 10), Fraction(3, 10)),
        ("I3", 2, 3, Fraction(6, 10), Fraction(2, 10)),
        ("I4", 5, 0, Fraction(0), Fraction(0)),
    ]


def test_equal_potentials_share_a_rank_and_say_so(tiny, make):
    potentials = compute_potentials(tiny, make((3, 3, 2, 5)).content)
    assert columns(potentials, "code", "rank", "is_tied") == [
        ("I1", 3, False),
        ("I2", 1, True),
        ("I3", 1, True),
        ("I4", 4, False),
    ]


def test_of_equal_potentials_the_lower_level_stands_first(tiny, make):
    ranked = rank_potentials(compute_potentials(tiny, make((3, 3, 2, 5)).content))
    assert columns(ranked, "code", "rank") == [("I3", 1), ("I2", 1), ("I1", 3), ("I4", 4)]


def test_order_by_level_puts_the_larger_potential_first_among_equals(tiny, make):
    ranked = rank_potentials(compute_potentials(tiny, make((2, 2, 4, 1)).content), "level")
    assert columns(ranked, "code", "rank", "is_tied") == [
        ("I4", 1, False),
        ("I2", 2, True),
        ("I1", 2, True),
        ("I3", 4, False),
    ]


def test_order_by_loss_counts_index_points(tiny, make):
    before, after = make((4, 3, 4, 1), stage="self"), make((3, 3, 2, 2), stage="document")
    changes = compute_level_changes(tiny, before.content, after.content)
    ranked = rank_potentials(compute_potentials(tiny, after.content), "loss", changes)
    assert columns(ranked, "code", "before", "change", "rank") == [
        ("I3", 4, Fraction(-4, 10), 1),
        ("I1", 4, Fraction(-1, 10), 2),
        ("I2", 3, Fraction(0), 3),
        ("I4", 1, Fraction(4, 10), 4),
    ]


def test_missing_level_has_no_potential_and_stands_last(tiny, make):
    ranked = rank_potentials(compute_potentials(tiny, make((3, None, 2, 5)).content))
    assert columns(ranked, "code", "level", "potential", "rank", "is_tied")[-1] == (
        "I2",
        None,
        None,
        None,
        False,
    )


def test_unit_and_branch_are_named(tiny, make):
    row = read_rows(compute_potentials(tiny, make((3, 3, 2, 5)).content, "en"))[3]
    assert (row["name"], row["unit"], row["domain"], row["domain_name"], row["aspect"]) == (
        "Name I4",
        "Diskominfo",
        "D2",
        "Name D2",
        None,
    )


def test_next_level_after_a_decimal_level_is_the_next_whole_one(instruments):
    instrument = instruments["permenpanrb-8-2026"]
    levels = dict.fromkeys(instrument.leaf_codes, 100) | {"I20": 126, "I19": 500}
    assessment = Assessment(instrument.id, "X", 2026, "self", levels)
    rows = {row["code"]: row for row in read_rows(compute_potentials(instrument, assessment))}
    assert rows["I20"]["next_level"] == 200
    assert rows["I20"]["index_gain"] == Fraction(15, 100) * Fraction(74, 100)
    assert rows["I20"]["potential"] == Fraction(15, 100) * Fraction(374, 100)
    assert rows["I19"]["next_level"] is None
    assert rows["I19"]["potential"] == 0


def test_weights_of_5_2018_stay_fractions(instruments):
    instrument = instruments["permenpanrb-5-2018"]
    assessment = Assessment(
        instrument.id, "X", 2018, "final", dict.fromkeys(instrument.leaf_codes, 0)
    )
    rows = {row["code"]: row for row in read_rows(compute_potentials(instrument, assessment))}
    assert rows["I35-2"]["potential"] == Fraction(20, 6) * 5 / 100
    assert sum(row["potential"] for row in rows.values()) == 5


def test_assessment_of_another_instrument_is_refused(tiny, instruments):
    assessment = Assessment("permenpanrb-59-2020", "X", 2024, "final", {})
    with pytest.raises(ValueError, match="permenpanrb-59-2020 is not tiny"):
        compute_potentials(tiny, assessment)


def test_potentials_of_an_official_result_add_up_to_what_is_left(bandar_lampung):
    result = bandar_lampung[-1]
    rows = read_rows(compute_potentials(result.instrument, result.content))
    assert sum(row["potential"] for row in rows) == 5 - result.exact("SPBE")
    assert (rows[10]["code"], rows[10]["potential"]) == ("I11", Fraction(1, 10))


def test_least_steps_take_the_largest_first(tiny, make):
    potentials = compute_potentials(tiny, make((3, 3, 2, 3)).content)
    assert compute_least_steps(potentials, Fraction(0)) == 0
    assert compute_least_steps(potentials, Fraction(8, 10)) == 2
    assert compute_least_steps(potentials, Fraction(9, 10)) == 3
    assert compute_least_steps(potentials, Fraction(3)) is None


def test_0_22_points_take_at_least_8_level_steps(instruments):
    instrument = instruments["permenpanrb-59-2020"]
    assessment = Assessment(
        instrument.id, "X", 2024, "document", dict.fromkeys(instrument.leaf_codes, 3)
    )
    potentials = compute_potentials(instrument, assessment)
    assert compute_least_steps(potentials, Fraction(22, 100)) == 8

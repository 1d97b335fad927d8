"""What a new version changes: levels, texts and the exact index."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe.analysis.difference import TextChange, compute_difference
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes

INSTRUMENTS = load_instruments()
INSTRUMENT = INSTRUMENTS["permenpanrb-59-2020"]
CODES = INSTRUMENT.leaf_codes


def assessment(levels, notes=None, instrument=INSTRUMENT):
    return Assessment(instrument.id, "Kota A", 2024, "self", levels, notes or {})


@given(
    st.lists(st.integers(1, 5), min_size=47, max_size=47),
    st.lists(st.integers(1, 5), min_size=47, max_size=47),
)
def test_the_points_of_the_rows_add_up_exactly_to_the_change_of_the_index(before, after):
    change = compute_difference(
        INSTRUMENT,
        assessment(dict(zip(CODES, before, strict=True))),
        assessment(dict(zip(CODES, after, strict=True))),
    )
    assert sum(row.level.points for row in change.level_rows) == change.index_points
    assert len(change.rows) == sum(a != b for a, b in zip(before, after, strict=True))


def test_equal_versions_have_no_difference():
    same = assessment({"I1": 3}, {"I1": IndicatorNotes("Ada")})
    change = compute_difference(INSTRUMENT, same, same)
    assert change.is_empty
    assert change.index_points is None


def test_a_changed_text_is_a_difference_without_points():
    change = compute_difference(
        INSTRUMENT,
        assessment({"I1": 3}, {"I1": IndicatorNotes("Lama", unit="A")}),
        assessment({"I1": 3}, {"I1": IndicatorNotes("Baru", unit="A")}),
    )
    [row] = change.rows
    assert row.texts == (TextChange("explanation", "Lama", "Baru"),)
    assert change.level_rows == ()


def test_a_level_that_becomes_missing_is_named():
    full = assessment(dict.fromkeys(CODES, 3))
    change = compute_difference(INSTRUMENT, full, assessment({**full.levels, "I7": None}))
    assert change.emptied == ("I7",)
    assert change.index_points is None
    assert change.after.ranges["SPBE"] == (297, 303)


def test_a_first_version_has_nothing_before():
    change = compute_difference(INSTRUMENT, None, assessment(dict.fromkeys(CODES, 3)))
    assert change.before is None
    assert len(change.rows) == 47


def test_decimal_levels_count_exactly():
    instrument = INSTRUMENTS["permenpanrb-8-2026"]
    before = dict.fromkeys(instrument.leaf_codes, 300)
    after = {**before, "I1": 326}
    change = compute_difference(
        instrument,
        assessment(before, instrument=instrument),
        assessment(after, instrument=instrument),
    )
    share = instrument.node_by_code["I1"].weight / instrument.root.weight
    assert change.index_points == share * Fraction(26, 100)


def test_versions_of_two_instruments_do_not_compare():
    other = Assessment("permenpanrb-8-2026", "Kota A", 2026, "self", {})
    with pytest.raises(ValueError, match="is not permenpanrb-59-2020"):
        compute_difference(INSTRUMENT, other, assessment({}))


def test_a_changed_text_of_an_aspect_is_a_difference_of_its_own():
    before = assessment({"I1": 3})
    after = assessment({"I1": 3}, {"A5": IndicatorNotes(recommendation="Susun pedoman.")})
    change = compute_difference(INSTRUMENT, before, after)
    assert change.rows == ()
    assert not change.is_empty
    [row] = change.text_rows
    assert (row.code, row.texts) == ("A5", (TextChange("recommendation", "", "Susun pedoman."),))

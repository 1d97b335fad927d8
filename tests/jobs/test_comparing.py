"""Two assessments compared: points that add up as they are written, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spbe.catalogue.instruments import load_instruments
from spbe.jobs.comparing import (
    build_comparison,
    compare_assessments,
    format_comparison,
    write_decimal,
)
from spbe.jobs.scoring import ScoredAssessment
from spbe.model.assessment import Assessment
from spbe.model.scoring import score_assessment
from spbe.text.translator import Translator
from spbe.workbooks.reading import ReadAssessment

INSTRUMENTS = load_instruments()
SPBE, OLD = INSTRUMENTS["permenpanrb-59-2020"], INSTRUMENTS["permenpanrb-5-2018"]
TEXT = Translator("id")


def scored(levels, instrument=SPBE, agency="Kota Uji", stage="self"):
    content = Assessment(instrument.id, agency, 2024, stage, levels)
    read = ReadAssessment(content, "Lembar")
    return ScoredAssessment(read, instrument, score_assessment(instrument, content))


def same(level, instrument=SPBE, **changed):
    return {**dict.fromkeys(instrument.leaf_codes, level), **changed}


def compare(before, after):
    comparison, problems = compare_assessments(before, after)
    assert problems == []
    return comparison


def test_the_plain_values_are_those_of_the_command_line():
    found = build_comparison(compare(scored(same(3, I42=5)), scored(same(3, I1=4))))
    assert found == {
        "from": "3.06",
        "to": "3.01",
        "change": "-0.05",
        "exact_change": "-0.0470",
        "contributions": [
            {"code": "I42", "from": 5, "to": 3, "points": "-0.0600"},
            {"code": "I1", "from": 3, "to": 4, "points": "0.0130"},
        ],
    }


def test_points_that_never_end_are_all_fractions():
    before, after = scored(same(2, OLD), OLD), scored(same(2, OLD, I1=3, I33=3), OLD)
    found = build_comparison(compare(before, after))
    points = [Fraction(part["points"]) for part in found["contributions"]]
    assert all("." not in part["points"] for part in found["contributions"])
    assert found["exact_change"] == str(sum(points))
    assert found["contributions"][0]["points"] == "1/30"


def test_a_printed_difference_that_rounding_changed_is_said():
    comparison = compare(scored(same(3, I1=4)), scored(same(3, I1=4, I11=4, I2=2)))
    assert format_comparison(comparison, TEXT).splitlines()[:2] == [
        "Indeks SPBE 3,01 → 3,03: +0,01",
        "Selisih tepatnya +0,0120; selisih kedua indeks tercetak +0,02 karena pembulatan.",
    ]


def test_the_text_names_agency_year_and_stage_of_both():
    comparison = compare(scored(same(3)), scored(same(3, I1=4), stage="document"))
    assert format_comparison(comparison, TEXT).splitlines()[1] == (
        "Kota Uji · 2024 · Penilaian Mandiri → Kota Uji · 2024 · Penilaian Dokumen"
    )


def test_two_agencies_are_compared_with_a_warning_that_names_both():
    comparison, problems = compare_assessments(
        scored(same(3)), scored(same(4), agency="Kabupaten Uji")
    )
    assert comparison is not None
    [problem] = problems
    assert problem.severity == "warning"
    assert TEXT(problem.message) == (
        "Kedua penilaian dari instansi yang berbeda: Kota Uji dan Kabupaten Uji. Periksa apakah "
        "memang itu yang dimaksud."
    )


@pytest.mark.parametrize("agency", ["Pemkot Uji", "KOTA UJI", None, ""])
def test_one_agency_in_another_spelling_or_unsaid_is_no_warning(agency):
    comparison, problems = compare_assessments(scored(same(3)), scored(same(4), agency=agency))
    assert comparison is not None
    assert problems == []


def test_nothing_changed_is_a_change_of_nothing():
    found = build_comparison(compare(scored(same(3)), scored(same(3))))
    assert (found["change"], found["exact_change"], found["contributions"]) == (
        "0.00",
        "0.0000",
        [],
    )


def test_different_instruments_are_refused_with_both_names():
    comparison, problems = compare_assessments(scored(same(3)), scored(same(3, OLD), OLD))
    assert comparison is None
    [said] = [TEXT(problem.message) for problem in problems]
    assert "PermenPANRB 59/2020" in said
    assert "PermenPANRB 5/2018" in said


@pytest.mark.parametrize("instrument", [SPBE, OLD], ids=lambda i: i.id)
@settings(max_examples=40, derandomize=True, deadline=None)
@given(data=st.data())
def test_points_add_up_to_the_exact_change_as_they_are_written(instrument, data):
    levels = st.fixed_dictionaries(
        {c: st.integers(instrument.level_minimum, 5) for c in instrument.leaf_codes}
    )
    before, after = (scored(data.draw(levels), instrument) for _ in range(2))
    found = build_comparison(compare(before, after))
    total = sum((Fraction(part["points"]) for part in found["contributions"]), Fraction(0))
    root = instrument.root.code
    assert total == Fraction(found["exact_change"])
    assert total == after.scores.exact[root] - before.scores.exact[root]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(-107, 100), "-1.0700"),
        (Fraction(0), "0.0000"),
        (Fraction(1, 2000), "0.0005"),
        (Fraction(1, 10**8), "0.00000001"),
    ],
)
def test_a_decimal_has_at_least_four_digits(value, written):
    assert write_decimal(value) == written

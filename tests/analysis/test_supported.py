"""The index that accepted evidence alone gives, and the claims that hang in the air."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.supported import (
    compute_support,
    compute_supported_index,
    find_evidence_day,
    find_old_reviews,
)
from spbe.catalogue.instruments import load_instruments
from spbe.catalogue.requirements import load_requirements
from spbe.model.assessment import Assessment
from spbe.model.evidence import Document, DocumentUse

DAY = datetime.date(2024, 10, 28)
ID = "permenpanrb-59-2020"
ACCEPTED = Document(1, 1, "Pergub", state="accepted")


@pytest.fixture(scope="module")
def instrument():
    return load_instruments()[ID]


@pytest.fixture(scope="module")
def requirements(instrument):
    return load_requirements(instrument)


def use(code, level=None, number=None, document=1):
    return DocumentUse(document, ID, 2024, code, level, number)


def claim(**levels):
    return Assessment(ID, None, 2024, "self", levels)


def test_without_evidence_every_level_is_the_lowest_and_every_claim_hangs(instrument, requirements):
    supports = compute_support(instrument, requirements, [], [], DAY)
    outcome = compute_supported_index(instrument, supports, claim(I1=3, I2=1, I47=2))
    assert outcome.index == 1
    assert [(h.code, h.claimed, h.supported, h.points) for h in outcome.hanging] == [
        ("I47", 2, 1, Fraction(3, 100)),
        ("I1", 3, 1, Fraction(26, 1000)),
    ]
    assert outcome.hanging_points == Fraction(56, 1000)


def test_a_level_is_carried_when_all_requirements_up_to_it_have_accepted_evidence(
    instrument, requirements
):
    asked = [r for r in requirements if r.code == "I1" and r.level <= 3]
    uses = [use("I1", r.level, r.number) for r in asked]
    full = compute_support(instrument, requirements, [ACCEPTED], uses, DAY)["I1"]
    assert (full.level, full.count(3)) == (3, (len(asked), len(asked)))
    short = compute_support(instrument, requirements, [ACCEPTED], uses[1:], DAY)["I1"]
    assert (short.level, short.find_open(3)) == (1, [(asked[0].level, asked[0].number)])


def test_a_use_of_a_level_speaks_to_all_it_asks_and_one_of_no_level_to_nothing(
    instrument, requirements
):
    uses = [use("I1", 2), use("I2")]
    supports = compute_support(instrument, requirements, [ACCEPTED], uses, DAY)
    assert (supports["I1"].level, supports["I2"].level) == (2, 1)


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({"state": "draft"}, "draft"),
        ({"state": "review"}, "review"),
        ({"state": "rejected"}, "rejected"),
        ({"expires": DAY - datetime.timedelta(1)}, "expired"),
        ({"effective": DAY + datetime.timedelta(1)}, "not_yet"),
        ({"expires": DAY, "effective": DAY}, "accepted"),
    ],
)
def test_only_what_is_accepted_and_in_force_carries(instrument, requirements, changes, standing):
    document = replace(ACCEPTED, **changes)
    support = compute_support(instrument, requirements, [document], [use("I1", 2)], DAY)["I1"]
    assert set(support.standings.values()) - {"missing"} == {standing}
    assert support.level == (2 if standing == "accepted" else 1)


def test_a_review_older_than_two_years_no_longer_carries_level_4(instrument, requirements):
    review = replace(ACCEPTED, is_review=True, dated=datetime.date(2022, 10, 27))
    uses = [use("I1", level) for level in (2, 3, 4, 5)]
    support = compute_support(instrument, requirements, [review], uses, DAY)["I1"]
    assert support.level == 3
    assert find_old_reviews([review], uses, DAY) == [review]
    fresh = replace(review, dated=datetime.date(2022, 10, 28))
    assert compute_support(instrument, requirements, [fresh], uses, DAY)["I1"].level == 5
    assert find_old_reviews([fresh], uses, DAY) == []


def test_what_all_units_must_do_is_not_carried_by_one_document(instrument, requirements):
    """Level 3 of indicator 5 is for all units; levels 2 and 4 are not."""
    uses = [use("I5", level) for level in (2, 3, 4)]
    given = instrument, requirements, [ACCEPTED], uses, DAY
    support = compute_support(*given)["I5"]
    assert (support.level, support.standings[3, 1]) == (2, "some_units")
    assert (3, 1) in support.find_open(4)
    done = compute_support(*given, done_by_all={("I5", 3, 1)})["I5"]
    assert (done.level, done.standings[3, 1]) == (4, "accepted")


def test_what_all_units_did_still_needs_a_document(instrument, requirements):
    support = compute_support(instrument, requirements, [], [], DAY, {("I5", 3, 1)})["I5"]
    assert support.standings[3, 1] == "missing"


def test_the_best_of_several_documents_counts(instrument, requirements):
    rejected = replace(ACCEPTED, id=2, state="rejected")
    uses = [use("I1", 2), use("I1", 2, document=2), use("I2", 2, document=2)]
    supports = compute_support(instrument, requirements, [ACCEPTED, rejected], uses, DAY)
    assert (supports["I1"].level, supports["I2"].level) == (2, 1)
    assert "rejected" in supports["I2"].standings.values()


def test_without_requirements_each_level_is_one_of_its_own():
    instrument = load_instruments()["permenpanrb-8-2026"]
    code = instrument.leaf_codes[0]
    uses = [DocumentUse(1, instrument.id, 2026, code, level) for level in (2, 3)]
    supports = compute_support(instrument, (), [ACCEPTED], uses, DAY)
    assert (supports[code].level, supports[code].has_requirements) == (3, False)
    for claimed, hangs in ((326, False), (400, True)):
        assessment = Assessment(instrument.id, None, 2026, "self", {code: claimed})
        outcome = compute_supported_index(instrument, supports, assessment)
        assert bool(outcome.hanging) is hangs


def test_evidence_beyond_the_claim_is_told_apart(instrument, requirements):
    uses = [use("I1", 2), use("I1", 3)]
    supports = compute_support(instrument, requirements, [ACCEPTED], uses, DAY)
    levels = dict.fromkeys(instrument.leaf_codes, 2)
    outcome = compute_supported_index(instrument, supports, claim(**levels))
    assert outcome.unclaimed == Fraction(13, 1000)
    assert outcome.index == 2 - outcome.hanging_points + outcome.unclaimed


def test_a_year_that_is_over_is_looked_at_on_its_last_day():
    assert find_evidence_day(2023, DAY) == datetime.date(2023, 12, 31)
    assert find_evidence_day(2024, DAY) == DAY

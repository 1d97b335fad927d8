from fractions import Fraction

from spbe.analysis.claims import (
    combine_notes,
    compute_needed_percent,
    find_disputed,
    find_support,
    rank_disputed,
    sum_lost_points,
)
from spbe.analysis.level_bands import is_in_band
from spbe.analysis.plan_task import PlanTask
from spbe.analysis.simulation import find_lowered, fit_levels, make_own_plan, score_levels
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, IndicatorNotes

SPBE = load_instruments()["permenpanrb-59-2020"]
PEMDI = load_instruments()["permenpanrb-8-2026"]
THREES = dict.fromkeys(SPBE.leaf_codes, 3)


def assess(notes=None, **levels):
    return Assessment(SPBE.id, "Kota", 2024, "document", THREES | levels, notes or {})


def test_disputed_is_what_stands_below_its_claim_and_never_what_is_missing():
    claimed = assess(I1=5, I2=2, I3=4, I4=None)
    assert find_disputed(SPBE, assess(I3=None, I4=2), claimed) == ["I1"]


def test_what_was_lost_adds_up_exactly_and_its_share_is_rounded_up():
    lost = sum_lost_points(SPBE, assess(), assess(I1=5, I2=4))
    assert lost == SPBE.index_points("I1", 2) + SPBE.index_points("I2", 1)
    assert compute_needed_percent(Fraction(22, 100), Fraction(107, 100)) == 21
    assert compute_needed_percent(Fraction(1, 4), Fraction(1)) == 25
    assert compute_needed_percent(Fraction(762, 1000), Fraction(1)) == 76
    assert compute_needed_percent(Fraction(1, 1000), Fraction(1)) == 1


def test_the_plan_comes_first_then_points_then_support():
    notes = {"I2": IndicatorNotes(evidence="SK")}
    claimed = assess(notes, I1=4, I2=4, I3=4, I45=4)
    ranked = rank_disputed(SPBE, assess(), claimed, planned={"I3"})
    assert list(ranked) == ["I3", "I45", "I2", "I1"]


def test_notes_of_the_stage_go_before_those_of_the_claim_but_not_the_assessors():
    now = assess({"I1": IndicatorNotes(explanation="kini")})
    claimed = assess(
        {"I1": IndicatorNotes(explanation="dulu", evidence_link="https://x", assessor_note="lama")}
    )
    notes = combine_notes(now, claimed, "I1")
    assert notes == IndicatorNotes(explanation="kini", evidence_link="https://x")
    assert find_support(notes) == ["explanation", "link"]


def test_simulated_levels_are_scored_fitted_and_seen_as_a_plan():
    task = PlanTask(SPBE, assess())
    levels = THREES | {"I1": 5, "I2": 4}
    plan = make_own_plan(task, levels)
    assert plan.steps == (("I1", 3, 5), ("I2", 3, 4))
    root = SPBE.root.code
    assert plan.reached == score_levels(SPBE, task.assessment, levels).exact[root]
    assert find_lowered(task, THREES | {"I9": 1}) == ["I9"]
    assert fit_levels(SPBE, {"I1": 900, "X9": 4, "I2": 0}) == {"I1": 5, "I2": 1}


def test_high_is_one_below_the_top_and_a_missing_level_is_neither():
    assert [is_in_band(SPBE, units, "high") for units in (5, 4, 3, None)] == [
        *(True, True, False, False)
    ]
    assert [is_in_band(PEMDI, units, "low") for units in (124, 200, 201)] == [True, True, False]
    assert is_in_band(SPBE, None, "any")

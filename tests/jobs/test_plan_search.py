"""The plan as it is asked for and told: aims, efforts, locks, claims, budgets and obstacles."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.frontier import compute_frontier
from spbe.analysis.plan_task import Limits
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.plan_search import (
    aim_at_index,
    aim_at_next_rating,
    build_plan,
    format_plan,
    make_task,
    search_budget,
    search_level_three,
    search_plan,
)
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.effort import EffortTable
from spbe.text.translator import Translator

INSTRUMENTS = load_instruments()
SPBE, OLD, PEMDI = INSTRUMENTS.values()
if SPBE.id != "permenpanrb-59-2020":
    OLD, SPBE = SPBE, OLD
TEXT = Translator("id")


def assess(instrument=SPBE, level=3, year=2024, notes=None, **levels):
    codes = dict.fromkeys(instrument.leaf_codes, level * instrument.level_scale)
    return Assessment(instrument.id, "Kota Uji", year, "document", {**codes, **levels}, notes or {})


# Aims


def test_a_number_is_aimed_at_on_the_exact_index():
    aim = aim_at_index(350)
    assert (aim.exact, aim.shown, aim.is_rounded) == (Fraction(7, 2), "3.50", False)


def test_the_next_rating_of_2024_needs_the_exact_bound():
    aim = aim_at_next_rating(SPBE, Fraction(6997, 2000), 2024)
    assert (aim.exact, aim.shown, aim.rating.code, aim.is_rounded) == (
        Fraction(7, 2),
        "3.50",
        SPBE.ratings[3].code,
        False,
    )


def test_the_next_rating_of_2023_needs_only_what_rounds_to_the_bound():
    aim = aim_at_next_rating(SPBE, Fraction(3), 2023)
    assert (aim.exact, aim.shown, aim.is_rounded) == (Fraction(699, 200), "3.50", True)
    reached = search_plan(make_task(SPBE, assess(year=2023)), aim).plan.reached
    assert Fraction(699, 200) <= reached


def test_an_index_that_rounds_to_a_bound_is_above_it_only_under_the_rounded_rule():
    almost = Fraction(6997, 2000)
    assert aim_at_next_rating(SPBE, almost, 2023).shown == "4.20"
    assert aim_at_next_rating(SPBE, almost, 2024).shown == "3.50"


def test_nothing_is_above_the_highest_rating():
    assert aim_at_next_rating(SPBE, Fraction(21, 5), 2024) is None


# Tasks


def test_a_locked_indicator_has_no_step():
    task = make_task(SPBE, assess(), locked=["I42"])
    assert set(SPBE.leaf_codes) - set(task.ladders) == {"I42"}


def test_clarification_opens_only_what_stands_below_its_claim_and_no_further():
    claimed = assess(I42=5, I43=4, I44=2)
    task = make_task(SPBE, assess(), claimed=claimed)
    assert {code: moves[-1].after for code, moves in task.ladders.items()} == {"I42": 5, "I43": 4}


def test_fractions_of_an_effort_stay_whole_and_come_back_in_the_users_unit():
    efforts = EffortTable(steps={("I42", 4): Fraction(3, 2)}, other=Fraction(1, 4))
    task = make_task(SPBE, assess(), efforts=efforts)
    assert task.effort_scale == math.lcm(2, 4)
    assert task.efforts["I42", 4] == 6
    result = search_plan(task, aim_at_index(302), alternatives=0)
    assert result.effort == Fraction(1, 4)


def test_steps_of_decimal_levels_go_to_whole_ones():
    content = assess(PEMDI, 1, year=2026)
    content = replace(content, levels=dict.fromkeys(PEMDI.leaf_codes, 124))
    result = search_plan(make_task(PEMDI, content), aim_at_index(150), alternatives=0)
    assert result.plan.status == "optimal"
    assert {after % 100 for _, _, after in result.plan.steps} == {0}
    step = build_plan(result)["steps"][0]
    assert (step["from"], step["to"]) == (1.24, 3)


def test_a_missing_level_is_refused():
    with pytest.raises(ValueError, match="levels are missing: I7"):
        make_task(SPBE, assess(I7=None))


# Results


def test_the_cheapest_plan_is_proven_and_agrees_with_the_dynamic_programme():
    task = make_task(SPBE, assess())
    result = search_plan(task, aim_at_index(350))
    least = next(p.effort for p in compute_frontier(task) if p.reached >= Fraction(7, 2))
    assert (result.plan.status, result.plan.effort) == ("optimal", least)
    assert result.reserve == result.plan.reached - Fraction(7, 2) >= 0
    assert len(result.alternatives) == 5
    sets = {frozenset(plan.moves) for plan in [result.plan, *result.alternatives]}
    assert len(sets) == 6
    assert all(plan.effort <= least + 1 for plan in result.alternatives)
    assert all(plan.reached >= Fraction(7, 2) for plan in result.alternatives)


def test_what_every_optimum_contains_is_named():
    efforts = EffortTable(other=Fraction(5), steps={("I42", 4): Fraction(1)})
    task = make_task(SPBE, assess(), efforts=efforts)
    result = search_plan(task, aim_at_index(302))
    assert [(move.code, move.after) for move in result.must_do] == [("I42", 4)]
    assert build_plan(result)["must_do"] == [{"indicator": "I42", "to": 4}]


def test_a_target_that_is_reached_needs_no_step():
    top = assess(level=5)
    result = search_plan(make_task(SPBE, top), aim_at_index(500))
    assert (result.plan.status, result.plan.moves, result.effort) == ("optimal", (), 0)


def test_out_of_reach_gives_the_best_there_is():
    result = search_plan(make_task(SPBE, assess(), claimed=assess(I42=4)), aim_at_index(350))
    plain = build_plan(result)
    assert (plain["status"], plain["best"], plain["reached_exact"]) == (
        "unreachable",
        "3.03",
        "3.0300",
    )
    assert [step["indicator"] for step in plain["steps"]] == ["I42"]
    assert format_plan(result, TEXT).startswith(
        "Target 3,50 tidak dapat dicapai; yang tertinggi 3,03."
    )


def test_a_budget_buys_the_highest_index():
    task = make_task(SPBE, assess())
    found = {point.effort: point.reached for point in compute_frontier(task)}
    for effort in (0, 1, 8):
        result = search_budget(task, Fraction(effort))
        assert (result.plan.reached, result.effort <= effort) == (found[effort], True)


def test_a_budget_buys_the_highest_index_at_the_least_effort():
    efforts = EffortTable({}, {("I42", 5): Fraction(2)}, Fraction(3))
    content = assess(level=4, I42=4)
    result = search_budget(make_task(SPBE, content, efforts=efforts), Fraction(4))
    dear = make_task(SPBE, content, efforts=efforts, locked=["I42"])
    assert (result.plan.status, result.effort) == ("optimal", 2)
    assert result.plan.reached == search_budget(dear, Fraction(4)).plan.reached


def test_a_budget_is_spent_on_the_fewest_units():
    notes = {code: IndicatorNotes(unit=f"OPD {n % 5}") for n, code in enumerate(SPBE.leaf_codes)}
    task = make_task(SPBE, assess(level=4, notes=notes))
    result = search_budget(task, Fraction(3))
    gains = sorted((move.gain for move in task.moves), reverse=True)
    assert result.plan.reached == task.index_after(sum(gains[:3]))
    best = [
        moves
        for moves in itertools.combinations(task.moves, 3)
        if sum(move.gain for move in moves) == sum(gains[:3])
    ]
    fewest = min(len({task.units[move.code] for move in moves}) for moves in best)
    assert len({task.units[move.code] for move in result.plan.moves}) == fewest


def test_a_budget_below_what_is_demanded_has_no_plan():
    task = make_task(SPBE, assess(), limits=Limits(floors={"I1": 4, "I2": 4}))
    assert search_budget(task, Fraction(1)).plan.status == "infeasible"
    assert search_budget(task, Fraction(2)).plan.status == "optimal"


def test_level_three_everywhere_raises_exactly_what_is_below():
    result = search_level_three(make_task(SPBE, assess(I1=1, I2=2, I3=5)))
    assert result.plan.status == "optimal"
    assert {c: (b, a) for c, b, a in result.plan.steps} == {"I1": (1, 3), "I2": (2, 3)}
    locked = search_level_three(make_task(SPBE, assess(I1=1, I2=2), locked=["I1"]))
    assert locked.plan.status == "unreachable"
    assert [code for code, _, _ in locked.plan.steps] == ["I2"]


def test_level_three_keeps_the_largest_jump():
    content = assess(I1=1, I2=2)
    result = search_level_three(make_task(SPBE, content, limits=Limits(largest_jump=1)))
    assert result.plan.status == "unreachable"
    assert result.plan.steps == (("I1", 1, 2), ("I2", 2, 3))


def test_level_three_keeps_what_else_has_to_rise():
    limits = Limits(floors={"I2": 4, "I3": 2})
    result = search_level_three(make_task(SPBE, assess(I1=1), limits=limits))
    assert result.plan.status == "optimal"
    assert result.plan.steps == (("I1", 1, 3), ("I2", 3, 4))


def test_level_three_keeps_the_limits_on_units():
    notes = {code: IndicatorNotes(unit=code) for code in SPBE.leaf_codes}
    content = assess(notes=notes, I1=1, I2=2)
    wide = search_level_three(make_task(SPBE, content, limits=Limits(most_units=2)))
    assert (wide.plan.status, wide.effort) == ("optimal", 3)
    tight = search_level_three(make_task(SPBE, content, limits=Limits(most_units=1)))
    assert tight.plan.status == "unreachable"
    assert tight.plan.steps == (("I1", 1, 3),)
    few = search_level_three(make_task(SPBE, content, limits=Limits(most_steps_per_unit=1)))
    assert few.plan.status == "unreachable"
    assert few.plan.steps == (("I1", 1, 2), ("I2", 2, 3))


def test_without_an_answer_in_time_nothing_is_said_to_be_impossible():
    notes = {code: IndicatorNotes(unit=f"OPD {n % 9}") for n, code in enumerate(SPBE.leaf_codes)}
    task = make_task(SPBE, assess(notes=notes), limits=Limits(most_steps_per_unit=8))
    result = search_plan(task, aim_at_index(350), seconds=0.0)
    plain = build_plan(result)
    assert (plain["status"], result.must_do) == ("unknown", None)
    assert format_plan(result, TEXT).splitlines()[0] == (
        "Belum ditemukan rencana untuk target 3,50, dan belum terbukti bahwa tidak ada; yang "
        "tertinggi sejauh ini 3,00."
    )


def test_what_is_not_proven_says_nothing_of_every_optimum():
    result = search_plan(make_task(SPBE, assess()), aim_at_index(350), seconds=0.0)
    plain = build_plan(result)
    assert (plain["status"], plain["must_do"]) == ("feasible", None)
    assert "Terbukti" not in format_plan(result, TEXT)


def test_demands_that_do_not_fit_are_said():
    notes = {code: IndicatorNotes(unit=code) for code in SPBE.leaf_codes}
    limits = Limits(floors={"I1": 4, "I2": 4}, most_units=1)
    result = search_plan(make_task(SPBE, assess(notes=notes), limits=limits), aim_at_index(350))
    assert (build_plan(result)["status"], build_plan(result)["steps"]) == ("infeasible", [])
    assert format_plan(result, TEXT) == (
        "Tidak ada rencana untuk target 3,50: yang harus naik tidak muat dalam batasnya."
    )


def test_units_are_read_from_the_notes():
    notes = {"I42": IndicatorNotes(unit="Diskominfo; Biro Hukum")}
    result = search_plan(
        make_task(SPBE, assess(notes=notes), claimed=assess(I42=4)), aim_at_index(303)
    )
    assert build_plan(result)["steps"] == [
        {
            "indicator": "I42",
            "from": 3,
            "to": 4,
            "points": "0.0300",
            "unit": "Diskominfo; Biro Hukum",
        }
    ]


def test_points_that_never_end_are_fractions():
    task = make_task(
        OLD, assess(OLD, 2, year=2019), locked=[c for c in OLD.leaf_codes if c != "I35-1"]
    )
    plain = build_plan(search_plan(task, aim_at_index(201)))
    [step] = plain["steps"]
    assert step["points"] == str(OLD.index_points("I35-1", 1))

"""The plan as it is asked for and told: aims, efforts, locks, claims, budgets and obstacles."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.frontier import compute_frontier
from spbe.analysis.plan import Planner
from spbe.analysis.plan_task import Limits
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.plan_frontier import search_frontier
from spbe.jobs.plan_obstacles import (
    Inquiry,
    Restrictions,
    find_closed_demands,
    find_obstacles,
)
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


def test_level_three_everywhere_raises_exactly_what_is_below():
    result = search_level_three(make_task(SPBE, assess(I1=1, I2=2, I3=5)))
    assert result.plan.status == "optimal"
    assert {c: (b, a) for c, b, a in result.plan.steps} == {"I1": (1, 3), "I2": (2, 3)}
    locked = search_level_three(make_task(SPBE, assess(I1=1, I2=2), locked=["I1"]))
    assert locked.plan.status == "unreachable"
    assert [code for code, _, _ in locked.plan.steps] == ["I2"]


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


# What stands in the way


def inquire(claimed=None, content=None, **restrictions):
    return Inquiry(SPBE, content or assess(), claimed, Restrictions(**restrictions))


def say(found):
    return [TEXT(each) for each in found]


def test_nothing_of_the_users_stands_in_the_way_of_what_no_plan_reaches():
    almost = assess(level=5, I1=4)
    inquiry = inquire(content=almost, locked=("I1",))
    assert say(find_obstacles(inquiry, Fraction(5), TEXT)) == ["indikator yang dikunci: 1"]
    assert find_obstacles(inquire(), Fraction(6), TEXT) == []


def test_a_limit_that_alone_is_in_the_way_is_named_alone():
    inquiry = inquire(locked=("I1",), largest_jump=1)
    assert say(find_obstacles(inquiry, Fraction(9, 2), TEXT)) == ["lompatan terbesar 1 tingkat"]


def test_limits_that_only_together_are_in_the_way_are_all_named():
    codes = tuple(code for code in SPBE.leaf_codes if code != "I42")
    inquiry = inquire(locked=codes, claimed=assess(I42=4))
    assert [
        words.split(":")[0] for words in say(find_obstacles(inquiry, Fraction(9, 2), TEXT))
    ] == [
        "indikator yang dikunci",
        "batas klarifikasi",
    ]


def test_limits_on_units_are_asked_of_the_solver():
    notes = {code: IndicatorNotes(unit=f"OPD {n % 3}") for n, code in enumerate(SPBE.leaf_codes)}
    inquiry = inquire(content=assess(notes=notes), most_units=1, most_steps_per_unit=50)
    assert say(find_obstacles(inquiry, Fraction(4), TEXT)) == ["paling banyak 1 OPD"]
    tight = inquire(content=assess(notes=notes), most_steps_per_unit=2)
    assert say(find_obstacles(tight, Fraction(4), TEXT)) == ["paling banyak 2 langkah per OPD"]


def test_a_demand_that_is_not_open_is_found():
    restrictions = Restrictions(locked=("I2",), forced=(("I2", 4), ("I1", 4)))
    task = Inquiry(SPBE, assess(), None, restrictions).make_task()
    assert find_closed_demands(task, restrictions) == ["I2"]
    result = search_plan(task, aim_at_index(300), alternatives=0)
    assert [code for code, _, _ in result.plan.steps] == ["I1"]


def test_no_restriction_is_empty():
    assert Restrictions().is_empty
    assert not Restrictions(largest_jump=1).is_empty


# Frontier


def test_the_frontier_with_limits_on_units_never_lies_above_the_free_one():
    notes = {code: IndicatorNotes(unit=f"OPD {n % 3}") for n, code in enumerate(SPBE.leaf_codes)}
    free = make_task(SPBE, assess(notes=notes))
    tight = make_task(SPBE, assess(notes=notes), limits=Limits(most_units=1))
    highest = {point.effort: point.reached for point in search_frontier(free)}
    points = search_frontier(tight)
    assert points[0].reached == 3
    assert points[-1].reached == Planner(tight).find_best(None).reached
    assert all(point.reached <= highest[point.effort] for point in points)


def test_efforts_that_are_too_large_to_list_give_no_frontier():
    efforts = EffortTable(other=Fraction(9_999_99, 100))
    assert search_frontier(make_task(SPBE, assess(), efforts=efforts)) is None

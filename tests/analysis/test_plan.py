"""The planner against brute force on small trees and against the dynamic programme on the 47."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest

from spbe.analysis.frontier import compute_frontier
from spbe.analysis.plan import Plan, Planner
from spbe.analysis.plan_task import Limits, PlanTask
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from tests.analysis.small_plans import (
    SPBE_59,
    effort,
    every_plan,
    gain,
    order,
    small_task,
    task_of_47,
)

PEMDI = load_instruments()["permenpanrb-8-2026"]


@pytest.mark.parametrize("seed", range(24))
def test_cheapest_plan_is_the_one_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    plans = every_plan(task)
    planner = Planner(task)
    if not plans:
        assert planner.find_cheapest(Fraction(1)).status == "infeasible"
        return
    target = task.index_after(max(map(gain, plans)) * 2 // 3)
    reaching = [p for p in plans if gain(p) >= task.needed_gain(target)]
    cheapest = planner.find_cheapest(target)
    plan = planner.break_ties(cheapest, target)
    assert (cheapest.status, plan.status) == ("optimal", "optimal")
    assert order(task, plan.moves) == min(order(task, p) for p in reaching)
    assert plan.reached >= target
    optima = [set(p) for p in reaching if effort(p) == plan.effort]
    assert set(planner.find_must_do(plan, target)) == set.intersection(*optima)


@pytest.mark.parametrize("seed", range(24))
def test_alternatives_are_the_next_cheapest_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    plans = every_plan(task)
    if not plans:
        return
    target = task.index_after(max(map(gain, plans)) // 2)
    reaching = {frozenset(p): p for p in plans if gain(p) >= task.needed_gain(target)}
    planner = Planner(task)
    plan = planner.find_cheapest(target)
    found = planner.find_alternatives(plan, target, 100)
    sets = [frozenset(other.moves) for other in found]
    assert len(set(sets)) == len(sets)
    assert [other.effort for other in found] == sorted(other.effort for other in found)
    # What only adds steps to a plan that was named is no other plan.
    named = [frozenset(plan.moves), *sets]
    for chosen, moves in reaching.items():
        is_near = effort(moves) <= plan.effort + 1
        assert (chosen in named) or not is_near or any(chosen > other for other in named)
    assert set(sets) <= set(reaching)


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("budget", [0, 2, 6])
def test_best_within_a_budget_is_the_one_that_brute_force_finds(seed: int, budget: int) -> None:
    task = small_task(seed)
    within = [gain(p) for p in every_plan(task) if effort(p) <= budget]
    plan = Planner(task).find_best(budget)
    if within:
        assert (plan.status, plan.reached) == ("optimal", task.index_after(max(within)))
    else:
        assert (plan.status, plan.moves) == ("infeasible", ())


def test_small_tasks_know_every_limit_and_both_outcomes() -> None:
    tasks = [small_task(seed) for seed in range(24)]
    limits = [task.limits for task in tasks]
    assert any(each.floors for each in limits)
    assert any(each.most_units and each.most_steps_per_unit for each in limits)
    assert any(len(units) == 2 for task in tasks for units in task.units.values())
    assert {bool(every_plan(task)) for task in tasks} == {True, False}


def test_out_of_time_is_unknown_and_never_unreachable() -> None:
    task = task_of_47(1, Limits(most_steps_per_unit=8))
    target = task.index_after(0) + Fraction(1, 2)
    assert Planner(task, seconds=0.0).find_cheapest(target).status == "unknown"
    assert Planner(task).find_cheapest(target).status == "optimal"


def test_out_of_time_without_limits_on_units_takes_every_step() -> None:
    task = task_of_47(1)
    plan = Planner(task, seconds=0.0).find_cheapest(Fraction(9, 2))
    assert (plan.status, plan.reached) == ("feasible", Fraction(5))


def test_what_every_optimum_has_is_not_known_of_a_plan_that_is_not_proven() -> None:
    task = task_of_47(1)
    plan = Planner(task, seconds=0.0).find_cheapest(Fraction(9, 2))
    assert Planner(task).find_must_do(plan, Fraction(9, 2)) is None
    proven = Planner(task).find_cheapest(Fraction(9, 2))
    assert Planner(task, seconds=0.0).find_must_do(proven, Fraction(9, 2)) is None


def test_each_solve_has_the_whole_time() -> None:
    task = task_of_47(1, Limits(most_steps_per_unit=8))
    planner = Planner(task, seconds=0.2)
    target = task.index_after(0) + Fraction(1, 2)
    while planner.seconds_used < 0.2:
        assert planner.find_cheapest(target).status == "optimal"
    assert planner.find_cheapest(target).status == "optimal"


def test_demands_that_do_not_fit_the_limits_are_no_empty_plan() -> None:
    levels = dict.fromkeys(SPBE_59.leaf_codes, 3)
    units = {code: (code,) for code in SPBE_59.leaf_codes}
    assessment = Assessment(SPBE_59.id, None, 2024, "document", levels)
    limits = Limits(floors={"I1": 4, "I2": 4}, most_units=1)
    planner = Planner(PlanTask(SPBE_59, assessment, limits, units=units))
    none = Plan("infeasible", (), 0, Fraction(3))
    assert planner.find_cheapest(Fraction(7, 2)) == none
    assert (planner.find_best(None), planner.find_best(0)) == (none, none)
    wide = PlanTask(SPBE_59, assessment, Limits(floors={"I1": 4, "I2": 4}))
    assert Planner(wide).find_best(1) == none
    assert Planner(wide).find_best(2).effort == 2


@pytest.mark.parametrize("seed", range(8))
def test_cheapest_plan_lies_on_the_frontier_of_the_dynamic_programme(seed: int) -> None:
    task = task_of_47(seed, Limits(largest_jump=2, floors={"I1": 3}, ceilings={"I42": 2}))
    target = task.index_after(0) + Fraction(3, 10)
    frontier = compute_frontier(task)
    plan = Planner(task).find_cheapest(target)
    assert plan.effort == next(p.effort for p in frontier if p.reached >= target)


def test_frontier_rises_with_every_point() -> None:
    points = compute_frontier(task_of_47(3))
    assert all(b.effort > a.effort and b.reached > a.reached for a, b in itertools.pairwise(points))
    assert points[-1].reached == 5


def test_frontier_refuses_limits_on_units() -> None:
    with pytest.raises(ValueError, match="a limit concerns units"):
        compute_frontier(task_of_47(1, Limits(most_units=2)))


def test_alternatives_are_different_and_within_one_effort() -> None:
    task = task_of_47(5)
    target = task.index_after(0) + Fraction(1, 5)
    planner = Planner(task)
    plan = planner.find_cheapest(target)
    others = planner.find_alternatives(plan, target)
    assert len(others) == 5
    sets = [frozenset(p.moves) for p in [plan, *others]]
    assert len(set(sets)) == 6
    assert all(p.effort <= plan.effort + 1 and p.reached >= target for p in others)
    again = planner.find_cheapest(target)
    assert (again.effort, again.status) == (plan.effort, "optimal")


def test_steps_of_a_plan_never_skip_a_level_or_pass_a_limit() -> None:
    task = task_of_47(7, Limits(most_steps_per_unit=2, largest_jump=1))
    plan = Planner(task).find_cheapest(task.index_after(0) + Fraction(1, 10))
    assert plan.status == "optimal"
    assert all(after - before == 1 for _, before, after in plan.steps)
    for unit in {u for names in task.units.values() for u in names}:
        assert sum(unit in task.units[move.code] for move in plan.moves) <= 2


def test_target_out_of_reach_gives_the_best_that_the_locks_allow() -> None:
    locks = dict.fromkeys(SPBE_59.leaf_codes[:40], 1)
    task = task_of_47(2, Limits(ceilings=locks))
    plan = Planner(task).find_cheapest(Fraction(5))
    assert plan.status == "unreachable"
    assert plan.reached == compute_frontier(task)[-1].reached < 5


def test_target_already_reached_needs_no_step() -> None:
    task = task_of_47(2)
    assert Planner(task).find_cheapest(Fraction(1)) == Plan("optimal", (), 0, task.index_after(0))


def test_plans_for_decimal_levels_go_to_whole_levels() -> None:
    levels = dict.fromkeys(PEMDI.leaf_codes, 126)
    task = PlanTask(PEMDI, Assessment(PEMDI.id, None, 2026, "interview", levels))
    plan = Planner(task).find_cheapest(Fraction("1.5"))
    assert {(before, after) for _, before, after in plan.steps} <= {(126, 200), (126, 300)}
    assert plan.reached >= Fraction("1.5")


def test_incomplete_assessment_is_refused_by_name() -> None:
    levels = {**dict.fromkeys(SPBE_59.leaf_codes, 3), "I7": None}
    with pytest.raises(ValueError, match="levels are missing: I7"):
        PlanTask(SPBE_59, Assessment(SPBE_59.id, None, None, None, levels))

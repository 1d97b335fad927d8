"""The planner against brute force on small trees and against the dynamic programme on the 47."""

import itertools
import random
from fractions import Fraction

import pytest

from spbe.analysis.frontier import compute_frontier
from spbe.analysis.plan import Plan, Planner, find_swaps
from spbe.analysis.plan_task import Limits, Move, PlanTask
from spbe.analysis.safe_plan import find_safe_plan
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument, Node, Rating, RatingRule

SPBE_59 = load_instruments()["permenpanrb-59-2020"]
PEMDI = load_instruments()["permenpanrb-8-2026"]


def small_instrument(weights: list[int]) -> Instrument:
    names = {"id": "x", "en": "x"}
    leaves = [
        Node(f"I{n}", "X", "indicator", Fraction(w), names, None, "")
        for n, w in enumerate(weights, 1)
    ]
    root = Node("X", None, "index", Fraction(sum(weights)), names, None, "")
    return Instrument(
        "small",
        "",
        "",
        2000,
        None,
        {},
        1,
        4,
        0,
        {},
        (Rating("low", Fraction(1), names),),
        (RatingRule("exact", None, ()),),
        {},
        (),
        (root, *leaves),
    )


def small_task(seed: int) -> PlanTask:
    dice = random.Random(seed)
    instrument = small_instrument([dice.randint(1, 6) for _ in range(5)])
    levels = {code: dice.randint(1, 3) for code in instrument.leaf_codes}
    return PlanTask(
        instrument,
        Assessment("small", None, None, None, levels),
        Limits(most_units=dice.choice([None, 2]), largest_jump=dice.choice([None, 2])),
        efforts={
            (code, level): dice.randint(1, 4)
            for code in instrument.leaf_codes
            for level in (2, 3, 4)
        },
        units={code: (dice.choice("PQR"),) for code in instrument.leaf_codes},
    )


def every_plan(task: PlanTask) -> list[tuple[Move, ...]]:
    choices = [
        [moves[:count] for count in range(len(moves) + 1)] for moves in task.ladders.values()
    ]
    plans = [tuple(itertools.chain(*parts)) for parts in itertools.product(*choices)]
    most = task.limits.most_units
    return [plan for plan in plans if most is None or len(units_of(task, plan)) <= most]


def units_of(task: PlanTask, moves: tuple[Move, ...]) -> set[str]:
    return {unit for move in moves for unit in task.units[move.code]}


def effort(moves: tuple[Move, ...]) -> int:
    return sum(move.effort for move in moves)


def order(task: PlanTask, moves: tuple[Move, ...]) -> tuple[int, int, int, int]:
    """Effort, units, indicators, jumps: what a plan is chosen by, recomputed by hand."""
    counts = [sum(m.code == code for m in moves) for code in {m.code for m in moves}]
    jumps = sum(count * (count - 1) // 2 for count in counts)
    return effort(moves), len(units_of(task, moves)), len(counts), jumps


@pytest.mark.parametrize("seed", range(12))
def test_cheapest_plan_is_the_one_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    plans = every_plan(task)
    highest = max(sum(m.gain for m in plan) for plan in plans)
    target = task.index_after(highest * 2 // 3)
    reaching = [p for p in plans if sum(m.gain for m in p) >= task.needed_gain(target)]
    planner = Planner(task)
    cheapest = planner.find_cheapest(target)
    plan = planner.break_ties(cheapest, target)
    assert (cheapest.status, plan.status) == ("optimal", "optimal")
    assert order(task, plan.moves) == min(order(task, p) for p in reaching)
    assert plan.reached >= target
    optima = [set(p) for p in reaching if effort(p) == plan.effort]
    assert set(planner.find_must_do(plan, target)) == set.intersection(*optima)


@pytest.mark.parametrize("seed", range(6))
def test_best_within_a_budget_is_the_one_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    budget = 6
    best = max(sum(m.gain for m in p) for p in every_plan(task) if effort(p) <= budget)
    assert Planner(task).find_best(budget).reached == task.index_after(best)


def task_of_47(seed: int, limits: Limits | None = None) -> PlanTask:
    dice = random.Random(seed)
    levels = {code: dice.randint(1, 5) for code in SPBE_59.leaf_codes}
    efforts = {
        (code, level): dice.choice([1, 2, 3, 5, 8])
        for code in SPBE_59.leaf_codes
        for level in range(2, 6)
    }
    units = {code: (f"OPD {dice.randint(1, 9)}",) for code in SPBE_59.leaf_codes}
    assessment = Assessment(SPBE_59.id, "Provinsi Contoh", 2024, "document", levels)
    return PlanTask(SPBE_59, assessment, limits or Limits(), efforts, units=units)


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


def test_every_swap_still_reaches_the_target_at_no_more_effort() -> None:
    task = task_of_47(4)
    target = task.index_after(0) + Fraction(1, 5)
    plan = Planner(task).find_cheapest(target)
    swaps = find_swaps(task, plan, target)
    assert swaps
    for swap in swaps:
        moves = {*plan.moves, swap.move} - {swap.instead_of}
        assert sum(m.gain for m in moves) >= task.needed_gain(target)
        assert sum(m.effort for m in moves) <= plan.effort


def test_safe_plan_meets_the_chance_and_never_undercuts_its_bound() -> None:
    task = task_of_47(6)
    target = task.index_after(0) + Fraction(1, 5)
    probabilities = dict.fromkeys(SPBE_59.leaf_codes, 0.8)
    safe = find_safe_plan(task, target, 0.7, probabilities)
    assert safe.is_met
    assert safe.chance >= 0.7
    assert safe.least_effort <= safe.plan.effort


def test_safe_plan_with_certain_steps_is_the_cheapest_plan() -> None:
    task = task_of_47(6)
    target = task.index_after(0) + Fraction(1, 5)
    safe = find_safe_plan(task, target, 1.0, {})
    assert safe.plan.effort == Planner(task).find_cheapest(target).effort

"""The plan that holds with a chance, against brute force on small trees."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import pytest

from spbe.analysis.chance import ASSESSORS, AssessorKind, Claim, compute_outlook
from spbe.analysis.likelihood import meets_chance
from spbe.analysis.plan import Planner
from spbe.analysis.plan_chance import PlanChances
from spbe.analysis.plan_task import Limits, PlanTask
from spbe.analysis.safe_plan import find_safe_plan
from spbe.model.assessment import Assessment
from tests.analysis.small_plans import SPBE_59, effort, every_plan, gain, small_task, task_of_47


def chance_of(task, moves, target, probabilities) -> float:
    """Compute the chance by the outlook of claims, which is checked against enumeration."""
    gains: dict[str, int] = {}
    for move in moves:
        gains[move.code] = gains.get(move.code, 0) + move.gain
    claims = [Claim(code, gained, probabilities.get(code, 1.0)) for code, gained in gains.items()]
    return compute_outlook(task.numerator, task.denominator, claims).chance_of(target)


@pytest.mark.parametrize("wanted", [0.55, 0.67, 0.9])
@pytest.mark.parametrize("seed", range(24))
def test_safe_plan_is_the_cheapest_that_brute_force_finds(seed: int, wanted: float) -> None:
    task, dice = small_task(seed), random.Random(seed)
    probabilities = {c: dice.choice([1.0, 0.9, 0.7, 0.3]) for c in task.instrument.leaf_codes}
    plans = every_plan(task)
    target = task.index_after(max(map(gain, plans), default=2) // 2)
    safe = find_safe_plan(task, target, wanted, probabilities)
    meeting = [
        effort(p) for p in plans if meets_chance(chance_of(task, p, target, probabilities), wanted)
    ]
    assert safe.is_met == bool(meeting)
    if meeting:
        assert safe.chance == pytest.approx(
            chance_of(task, safe.plan.moves, target, probabilities), abs=1e-12
        )
        assert (safe.plan.effort, safe.is_optimal) == (min(meeting), True)
        assert safe.plan.moves in plans


@pytest.mark.parametrize("seed", range(6))
def test_what_every_sure_plan_is_worth_holds_for_all_of_them(seed: int) -> None:
    task, dice = small_task(seed), random.Random(seed)
    probabilities = {c: dice.choice([0.9, 0.7, 0.3]) for c in task.instrument.leaf_codes}
    chances = PlanChances(task, 6, probabilities, ASSESSORS)
    for wanted in (0.3, 0.55, 0.9):
        requirements = list(chances.find_requirements(wanted))
        assert requirements
        meeting = [p for p in every_plan(task) if meets_chance(chances.of(p), wanted)]
        for plan, each in itertools.product(meeting, requirements):
            assert sum(each.worth[move] for move in plan) >= each.least


def test_two_certain_steps_are_taken_instead_of_many_doubtful_ones() -> None:
    levels = dict.fromkeys(SPBE_59.leaf_codes, 3) | {"I46": 4, "I47": 4}
    task = PlanTask(SPBE_59, Assessment(SPBE_59.id, None, 2024, "document", levels))
    target = task.index_after(0) + Fraction(6, 100)
    probabilities = dict.fromkeys(SPBE_59.leaf_codes, 0.3) | {"I46": 1.0, "I47": 1.0}
    safe = find_safe_plan(task, target, 0.9, probabilities)
    assert {move.code for move in safe.plan.moves} == {"I46", "I47"}
    assert (safe.plan.effort, safe.least_effort, safe.is_optimal) == (2, 2, True)


@pytest.mark.parametrize(("wanted", "share"), [(0.55, 1.25), (0.67, 1.5), (0.9, 2.0)])
def test_on_the_47_the_plan_stays_near_its_bound(wanted: float, share: float) -> None:
    task, dice = task_of_47(6), random.Random(6)
    probabilities = {code: dice.choice([0.9, 0.7, 0.3]) for code in SPBE_59.leaf_codes}
    target = task.index_after(0) + Fraction(1, 5)
    safe = find_safe_plan(task, target, wanted, probabilities)
    assert safe.is_met
    assert meets_chance(chance_of(task, safe.plan.moves, target, probabilities), wanted)
    assert safe.least_effort <= safe.plan.effort <= share * safe.least_effort
    needless = [
        move
        for move in safe.plan.moves
        if all(other.code != move.code or other.after <= move.after for other in safe.plan.moves)
        and meets_chance(
            chance_of(task, set(safe.plan.moves) - {move}, target, probabilities), wanted
        )
    ]
    assert needless == []


def test_safe_plan_with_certain_steps_is_the_cheapest_plan() -> None:
    task = task_of_47(6)
    target = task.index_after(0) + Fraction(1, 5)
    safe = find_safe_plan(task, target, 1.0, {})
    assert (safe.plan.effort, safe.is_optimal) == (
        Planner(task).find_cheapest(target).effort,
        True,
    )


def test_a_chance_that_misses_by_the_rounding_of_its_sum_is_met() -> None:
    levels = dict.fromkeys(SPBE_59.leaf_codes, 5) | {"I1": 4}
    task = PlanTask(SPBE_59, Assessment(SPBE_59.id, None, 2024, "document", levels))
    kinds = (AssessorKind("a", 0.3, 0.0), AssessorKind("b", 0.6, 0.0), AssessorKind("c", 0.1, 0.0))
    for wanted in (0.55, 0.67, 0.7, 0.9):
        safe = find_safe_plan(task, Fraction(5), wanted, {"I1": wanted}, kinds)
        assert (safe.is_met, safe.plan.effort) == (True, 1)


def test_what_no_plan_makes_sure_is_ruled_out_and_gives_the_likeliest_there_is() -> None:
    levels = dict.fromkeys(SPBE_59.leaf_codes, 5) | {"I1": 4, "I2": 4}
    task = PlanTask(SPBE_59, Assessment(SPBE_59.id, None, 2024, "document", levels))
    safe = find_safe_plan(task, Fraction(5), 0.9, {"I1": 0.5, "I2": 0.5})
    assert (safe.is_met, safe.is_optimal, safe.plan.effort) == (False, False, 2)
    assert (safe.least_effort, safe.plan.status) == (None, "unreachable")


@pytest.mark.parametrize("seed", range(12))
def test_what_is_ruled_out_or_bounded_holds_for_every_plan(seed: int) -> None:
    task, dice = small_task(seed), random.Random(seed)
    probabilities = {c: dice.choice([1.0, 0.7, 0.3]) for c in task.instrument.leaf_codes}
    plans = every_plan(task)
    target = task.index_after(max(map(gain, plans), default=2))
    safe = find_safe_plan(task, target, 0.9, probabilities)
    meeting = [
        effort(p) for p in plans if meets_chance(chance_of(task, p, target, probabilities), 0.9)
    ]
    assert safe.is_met == bool(meeting)
    if meeting:
        assert safe.least_effort is not None
        assert safe.least_effort <= min(meeting) <= safe.plan.effort
    else:
        assert (safe.least_effort, safe.plan.status) == (None, "unreachable")


def test_where_nothing_fits_the_limits_there_is_no_safe_plan_at_all() -> None:
    levels = dict.fromkeys(SPBE_59.leaf_codes, 3)
    limits = Limits(floors={"I1": 5}, most_steps_per_unit=1)
    assessment = Assessment(SPBE_59.id, None, 2024, "document", levels)
    task = PlanTask(SPBE_59, assessment, limits, units={"I1": ("Biro Hukum",)})
    safe = find_safe_plan(task, Fraction(7, 2), 0.67, dict.fromkeys(SPBE_59.leaf_codes, 0.9))
    assert (safe.is_met, safe.least_effort, safe.plan.moves) == (False, None, ())

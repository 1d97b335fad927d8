"""What each effort brings where limits concern units, against brute force and the free line."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.frontier import Frontier, FrontierPoint, compute_frontier
from spbe.analysis.plan import Planner
from spbe.analysis.plan_task import Limits, PlanTask
from spbe.catalogue.instruments import load_instruments
from spbe.jobs import plan_frontier
from spbe.jobs.plan_frontier import search_frontier
from spbe.jobs.plan_search import make_task
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.effort import EffortTable
from tests.analysis.small_plans import effort, every_plan, gain, small_task

SPBE = load_instruments()["permenpanrb-59-2020"]


def assess(notes=None, **levels):
    content = {**dict.fromkeys(SPBE.leaf_codes, 3), **levels}
    return Assessment(SPBE.id, "Kota Uji", 2024, "document", content, notes or {})


@pytest.mark.parametrize("seed", range(24))
def test_the_frontier_is_the_one_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    expected: list[FrontierPoint] = []
    for moves in sorted(every_plan(task), key=lambda p: (effort(p), -gain(p))):
        point = FrontierPoint(effort(moves), task.index_after(gain(moves)))
        if not expected or point.reached > expected[-1].reached:
            expected.append(point)
    assert search_frontier(task) == Frontier(tuple(expected), is_exact=True)


def make_wide_task() -> PlanTask:
    """Make a task with more points than the solver is asked for."""
    dice = random.Random(3)
    levels = {code: dice.randint(2, 3) for code in SPBE.leaf_codes}
    efforts = {(c, level): dice.choice([1, 3, 8, 21]) for c in levels for level in range(2, 6)}
    units = {code: (f"OPD {n % 12}",) for n, code in enumerate(SPBE.leaf_codes)}
    content = Assessment(SPBE.id, None, 2024, "document", levels)
    return PlanTask(SPBE, content, Limits(most_units=9), efforts, units=units)


def test_a_frontier_that_is_not_whole_says_so_and_still_holds_every_aim(monkeypatch) -> None:
    # However busy the machine is, each solve is proven; only how many there are depends on it.
    monkeypatch.setattr(plan_frontier, "_SECONDS", 60.0)
    task = make_wide_task()
    aims = [Fraction(28, 10), Fraction(3), Fraction(33, 10)]
    frontier = search_frontier(task, aims)
    assert not frontier.is_exact
    for aim in aims:
        least = Planner(task).find_cheapest(aim).effort
        assert next(p.effort for p in frontier.points if p.reached >= aim) == least
    efforts = [point.effort for point in frontier.points]
    assert efforts == sorted(set(efforts))
    assert len(efforts) >= len(aims) + 2  # the start and the highest index stand there too
    for point in random.Random(1).sample(frontier.points, min(8, len(efforts))):
        assert Planner(task).find_best(point.effort).reached == point.reached
        assert Planner(task).find_best(point.effort - 1).reached < point.reached


def test_the_frontier_with_limits_on_units_never_lies_above_the_free_one() -> None:
    notes = {code: IndicatorNotes(unit=f"OPD {n % 3}") for n, code in enumerate(SPBE.leaf_codes)}
    free = make_task(SPBE, assess(notes))
    tight = make_task(SPBE, assess(notes), limits=Limits(most_units=1))
    highest = {point.effort: point.reached for point in search_frontier(free).points}
    points = search_frontier(tight).points
    assert points[0].reached == 3
    assert points[-1].reached == Planner(tight).find_best(None).reached
    assert all(point.reached <= highest[point.effort] for point in points)


def test_the_frontier_begins_with_what_is_demanded() -> None:
    units = {code: (code,) for code in SPBE.leaf_codes}
    task = PlanTask(SPBE, assess(), Limits(floors={"I1": 4, "I2": 4}, most_units=3), units=units)
    free = replace(task, limits=Limits(floors={"I1": 4, "I2": 4}))
    assert search_frontier(task).points[0] == compute_frontier(free)[0]
    assert search_frontier(task).points[0].effort == 2


def test_demands_that_do_not_fit_have_no_frontier() -> None:
    units = {code: (code,) for code in SPBE.leaf_codes}
    task = PlanTask(SPBE, assess(), Limits(floors={"I1": 4, "I2": 4}, most_units=1), units=units)
    assert search_frontier(task) == Frontier((), is_exact=True)


def test_efforts_that_are_too_large_to_list_give_no_frontier() -> None:
    efforts = EffortTable(other=Fraction(9_999_99, 100))
    assert search_frontier(make_task(SPBE, assess(), efforts=efforts)) is None

"""What may stand in for a step, with and without limits on units."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from spbe.analysis.plan import Planner
from spbe.analysis.plan_task import Limits
from spbe.analysis.swaps import find_swaps, fits_units
from tests.analysis.small_plans import every_plan, gain, small_task, task_of_47


def test_every_swap_is_worth_as_much_and_still_reaches_the_target() -> None:
    task = replace(task_of_47(4), efforts={})
    target = task.index_after(0) + Fraction(1, 5)
    plan = Planner(task).find_cheapest(target)
    swaps = find_swaps(task, plan)
    assert swaps
    for swap in swaps:
        moves = {*plan.moves, swap.move} - {swap.instead_of}
        assert swap.move.gain >= swap.instead_of.gain
        assert sum(m.gain for m in moves) >= task.needed_gain(target)
        assert sum(m.effort for m in moves) <= plan.effort


def test_swaps_keep_to_the_limits_on_units() -> None:
    limits = Limits(most_units=3, most_steps_per_unit=2)
    task = replace(task_of_47(4), limits=limits, efforts={})
    target = task.index_after(0) + Fraction(1, 10)
    plan = Planner(task).find_cheapest(target)
    swaps = find_swaps(task, plan)
    free = find_swaps(replace(task, limits=Limits()), plan)
    assert set(swaps) < set(free)
    assert swaps
    for swap in swaps:
        assert fits_units(task, {*plan.moves, swap.move} - {swap.instead_of})


@pytest.mark.parametrize("seed", range(12))
def test_swaps_are_those_that_brute_force_finds(seed: int) -> None:
    task = small_task(seed)
    plans = {frozenset(p) for p in every_plan(task)}
    if not plans:
        return
    target = task.index_after(max(gain(tuple(p)) for p in plans) // 2)
    plan = Planner(task).find_cheapest(target)
    chosen = frozenset(plan.moves)
    expected = {
        (out, into)
        for out in chosen
        for into in set(task.moves) - chosen
        if out.code != into.code
        and into.effort <= out.effort
        and (other := (chosen - {out}) | {into}) in plans
        and gain(tuple(other)) >= gain(tuple(chosen))
    }
    assert {(s.instead_of, s.move) for s in find_swaps(task, plan)} == expected

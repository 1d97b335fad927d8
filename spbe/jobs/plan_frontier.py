"""What each effort brings at most, with or without limits that concern units."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from spbe.analysis.frontier import Frontier, FrontierPoint, compute_frontier
from spbe.analysis.plan import Plan, Planner
from spbe.analysis.plan_task import PlanTask

_MOST_EFFORTS = 300_000
"""Sum of all efforts up to which the exact programme stays quick; its table is this long."""
_SECONDS = 0.5
"""Longest time for one solve where a limit concerns units."""
_MOST_SECONDS = 3.0
"""How long the solver works on the whole line before it is left as it is."""


def search_frontier(task: PlanTask, aims: Sequence[Fraction] = ()) -> Frontier | None:
    """Find the highest index per effort; None where the efforts are too large to list.

    Without limits on units every effort counts, by an exact dynamic programme. With them the
    solver is asked, first for the least effort of each of the `aims`, then for the budget in the
    middle of the widest stretch that is still open, until none is open or some seconds are over;
    every point is a point of the exact line, but those between may be missing then.
    """
    if task.limits.concerns_units:
        return _Search(task).find(aims)
    if sum(move.effort for move in task.moves) > _MOST_EFFORTS:
        return None
    return Frontier(tuple(compute_frontier(task)), is_exact=True)


class _Search:
    """The points found so far, and whether each of them is proven."""

    def __init__(self, task: PlanTask) -> None:
        self._planner = Planner(task, _SECONDS)
        self._is_proven = True
        self._start = task.index_after(0)
        self._reached: dict[int, Fraction] = {}

    def find(self, aims: Sequence[Fraction]) -> Frontier:
        highest = self._solve_best(None)
        if not highest.is_reached:
            return Frontier((), self._is_proven)
        for aim in [self._start, *aims, highest.reached]:
            if aim <= highest.reached:
                self._add(aim)
        efforts = sorted(self._reached)
        stretches = [(low - high, low, high) for low, high in pairwise(efforts)]
        heapq.heapify(stretches)
        while stretches and self._planner.seconds_used < _MOST_SECONDS:
            _, low, high = heapq.heappop(stretches)
            for part in self._split(low, high):
                heapq.heappush(stretches, (part[0] - part[1], *part))
        is_exact = self._is_proven and not stretches
        points = (FrontierPoint(*point) for point in sorted(self._reached.items()))
        return Frontier(tuple(_keep_rising(points)), is_exact)

    def _split(self, low: int, high: int) -> list[tuple[int, int]]:
        """Ask for a budget between two; gives the stretches within which more may lie.

        `low` is a budget whose highest index is known, `high` the next effort at which it rises.
        """
        if high - low < 2:
            return []
        middle = (low + high) // 2
        best = self._solve_best(middle)
        known = max(reached for effort, reached in self._reached.items() if effort <= low)
        if not best.is_reached or best.reached <= known:
            return [(middle, high)]
        return [(low, self._add(best.reached)), (middle, high)]

    def _add(self, aim: Fraction) -> int:
        """Note the point at which the highest index comes to an aim; gives its effort."""
        cheapest = self._note(self._planner.find_cheapest(aim))
        best = self._solve_best(cheapest.effort)
        self._reached[cheapest.effort] = max(best.reached, cheapest.reached)
        return cheapest.effort

    def _solve_best(self, budget: int | None) -> Plan:
        return self._note(self._planner.find_best(budget))

    def _note(self, plan: Plan) -> Plan:
        self._is_proven &= plan.status in ("optimal", "infeasible")
        return plan


def _keep_rising(points: Iterable[FrontierPoint]) -> list[FrontierPoint]:
    rising: list[FrontierPoint] = []
    for point in points:
        if not rising or point.reached > rising[-1].reached:
            rising.append(point)
    return rising

"""What each effort brings at most, with or without limits that concern units."""

from __future__ import annotations

from spbe.analysis.frontier import FrontierPoint, compute_frontier
from spbe.analysis.plan import Planner
from spbe.analysis.plan_task import PlanTask

_MOST_EFFORTS = 300_000
"""Sum of all efforts up to which the exact programme stays quick; its table is this long."""
_MOST_BUDGETS = 60
"""Budgets that the solver is asked for where a limit concerns units."""


def search_frontier(task: PlanTask) -> list[FrontierPoint] | None:
    """Find the highest index per effort; None where the efforts are too large to list.

    Without limits on units every effort counts, by an exact dynamic programme. With them the
    solver is asked for up to 60 budgets spread evenly, so the line may rise a little later than it
    could, never higher.
    """
    total = sum(move.effort for move in task.moves)
    if not task.limits.concerns_units:
        return compute_frontier(task) if total <= _MOST_EFFORTS else None
    planner = Planner(task)
    best = planner.find_best(None)
    step = max(1, -(-best.effort // _MOST_BUDGETS))
    points: list[FrontierPoint] = []
    for budget in [*range(0, best.effort, step), best.effort]:
        plan = planner.find_best(budget)
        if not points or plan.reached > points[-1].reached:
            points.append(FrontierPoint(budget, plan.reached))
    return points

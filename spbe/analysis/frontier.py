"""What each effort brings at most: an exact dynamic programme over the indicators.

It needs no solver where no limit concerns units, and it is a second opinion on the planner: the
least effort that reaches a target is the first point of the frontier at or above it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from spbe.analysis.plan_task import PlanTask

_NEVER = np.iinfo(np.int64).min // 2


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The highest exact index that an effort can reach."""

    effort: int
    reached: Fraction


@dataclass(frozen=True, slots=True)
class Frontier:
    """The efforts at which the highest index rises, least first; none where no plan is allowed."""

    points: tuple[FrontierPoint, ...]
    is_exact: bool
    """Whether these are all; otherwise the index may rise between two points already."""


def compute_frontier(task: PlanTask) -> list[FrontierPoint]:
    """Compute the highest index for every effort at which it rises, from no effort on.

    What is forced is in every plan, so the first effort may be above 0. Raises ValueError where a
    limit concerns units: then the planner has to be asked per budget.
    """
    if task.limits.concerns_units:
        raise ValueError("a limit concerns units")
    best = _best_gains(task)
    points: list[FrontierPoint] = []
    for effort, gain in enumerate(best.tolist()):
        if gain >= 0 and (not points or task.index_after(gain) > points[-1].reached):
            points.append(FrontierPoint(effort, task.index_after(gain)))
    return points


def _best_gains(task: PlanTask) -> NDArray[np.int64]:
    """Compute the highest gain of the numerator by exact effort, from 0 to that of all moves."""
    best = np.full(sum(move.effort for move in task.moves) + 1, _NEVER, np.int64)
    best[0] = 0
    for moves in task.ladders.values():
        forced = sum(move in task.forced for move in moves)
        efforts = np.cumsum([0, *(move.effort for move in moves)])[forced:]
        gains = np.cumsum([0, *(move.gain for move in moves)])[forced:]
        reached = np.full_like(best, _NEVER)
        for effort, gain in zip(efforts.tolist(), gains.tolist(), strict=True):
            moved = best[: len(best) - effort] + gain
            np.maximum(reached[effort:], moved, out=reached[effort:])
        best = reached
    return best

"""Which step may stand in for one of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import Move, PlanTask


@dataclass(frozen=True, slots=True)
class Swap:
    """A step that may stand in for one of a plan: no more effort and no fewer points."""

    instead_of: Move
    move: Move


def find_swaps(task: PlanTask, plan: Plan) -> list[Swap]:
    """Find the steps that are worth as much as one step of a plan and could replace it.

    They take no more effort and bring no fewer points, so whatever the plan reaches is still
    reached. Only the last step of an indicator can leave, and only the next one of an indicator can
    come in. The limits on units hold after the swap as well. Those that bring most come first.
    """
    chosen = set(plan.moves)
    tops = [
        max((m for m in plan.moves if m.code == code), key=lambda m: m.after)
        for code in dict.fromkeys(move.code for move in plan.moves)
    ]
    openings = [
        move
        for moves in task.ladders.values()
        if (move := next((m for m in moves if m not in chosen), None)) is not None
    ]
    openings.sort(key=lambda opening: -opening.gain)  # of equal ones in the instrument's order
    return [
        Swap(top, opening)
        for top in tops
        if top not in task.forced
        for opening in openings
        if opening.code != top.code
        and opening.effort <= top.effort
        and opening.gain >= top.gain
        and fits_units(task, (chosen - {top}) | {opening})
    ]


def fits_units(task: PlanTask, moves: Iterable[Move]) -> bool:
    """Say whether moves keep to the limits on units."""
    if not task.limits.concerns_units:
        return True
    steps = Counter(unit for move in moves for unit in task.units.get(move.code, ()))
    most_units, most_steps = task.limits.most_units, task.limits.most_steps_per_unit
    return (most_units is None or len(steps) <= most_units) and (
        most_steps is None or max(steps.values(), default=0) <= most_steps
    )

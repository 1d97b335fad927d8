"""A plan that holds with a chance the user asks for, although its steps may fail.

Steps succeed by the same mixture of assessors as claims do. The search raises the aim until the
chance is met, which gives a plan; how far it can be from the cheapest one is bounded from below:
the chance of reaching a gain is never above its expected value divided by it (Markov), so any plan
that meets the chance has an expected gain of at least chance × needed gain. "Optimal" is said only
where both meet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from spbe.analysis.chance import (
    ASSESSORS,
    AssessorKind,
    Claim,
    compute_outlook,
    shift_probability,
)
from spbe.analysis.plan import Plan, Planner
from spbe.analysis.plan_task import Move, PlanTask


@dataclass(frozen=True, slots=True)
class SafePlan:
    """A plan with the chance that it reaches the target, and the least effort any could have."""

    plan: Plan
    chance: float
    least_effort: int
    is_met: bool
    """Whether the chance asked for is met; otherwise this is the plan with the highest found."""

    @property
    def is_optimal(self) -> bool:
        return self.is_met and self.plan.effort == self.least_effort


def find_safe_plan(
    task: PlanTask,
    target: Fraction,
    chance: float,
    probabilities: Mapping[str, float],
    assessors: Sequence[AssessorKind] = ASSESSORS,
) -> SafePlan:
    """Find a plan whose chance of reaching the exact target is at least `chance` [0-1].

    `probabilities` gives per leaf the chance that all of its steps succeed; absent ones are
    certain. Several steps of one indicator hold or fall together.
    """
    planner = Planner(task)
    needed = task.needed_gain(target)
    best: SafePlan | None = None
    aim = needed
    while True:
        plan = planner.find_cheapest(task.index_after(aim))
        found = _chance(task, plan, target, probabilities, assessors)
        if best is None or found > best.chance:
            best = SafePlan(plan, found, 0, found >= chance)
        if best.is_met or plan.status == "unreachable":
            break
        aim = sum(move.gain for move in plan.moves) + 1
    return replace(best, least_effort=_least_effort(task, needed, chance, probabilities, assessors))


def _chance(
    task: PlanTask,
    plan: Plan,
    target: Fraction,
    probabilities: Mapping[str, float],
    assessors: Sequence[AssessorKind],
) -> float:
    gains: dict[str, int] = {}
    for move in plan.moves:
        gains[move.code] = gains.get(move.code, 0) + move.gain
    claims = [Claim(code, gain, probabilities.get(code, 1.0)) for code, gain in gains.items()]
    outlook = compute_outlook(task.numerator, task.denominator, claims, assessors)
    return outlook.chance_of(target)


def _least_effort(
    task: PlanTask,
    needed: int,
    chance: float,
    probabilities: Mapping[str, float],
    assessors: Sequence[AssessorKind],
) -> int:
    """Compute an effort that no plan meeting the chance can stay below (0 where none is known).

    Takes steps by expected gain per effort, the fraction of the last one included: the relaxed
    knapsack, which never needs more effort than the whole one.
    """

    def expected(move: Move) -> float:
        probability = probabilities.get(move.code, 1.0)
        return move.gain * sum(
            kind.weight * shift_probability(probability, kind.strength) for kind in assessors
        )

    wanted = chance * needed
    effort = 0.0
    for move in sorted(task.moves, key=lambda m: -expected(m) / m.effort):
        gain = expected(move)
        if wanted <= 0 or gain <= 0:
            break
        share = min(1.0, wanted / gain)
        effort += share * move.effort
        wanted -= gain * share
    return int(-(-(effort - 1e-9) // 1))

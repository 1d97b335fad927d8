"""A plan that holds with a chance the user asks for, although its steps may fail.

Two searches meet. From above: plans are sought by what their steps are probably worth, and every
step that the chance does not need is dropped. From below: the cheapest plan that fulfils whatever
any plan meeting the chance must (`plan_chance.py`). Where that one misses the chance, no part of it
meets it either, nor any part of what can be added without meeting it: so every plan that does holds
a step from outside, which is required of the next one. "Optimal" is said only where both meet. Work
is counted and bounded, so an answer comes within seconds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.chance import ASSESSORS, AssessorKind
from spbe.analysis.likelihood import meets_chance
from spbe.analysis.plan import Plan, Planner, Status
from spbe.analysis.plan_chance import PlanChances
from spbe.analysis.plan_task import Move, PlanTask
from spbe.analysis.swaps import fits_units

_SECONDS_ABOVE = 0.08
"""Longest time for one solve from above; what it has found by then is good enough to go on with."""
_CAUTIONS = (1.0, 3.0, 0.5)
"""Powers of the chance by which the gain of a step counts: the higher, the surer the steps."""
_HALVINGS = 5
_SECONDS_BELOW = 0.5
"""Longest time for one solve from below; its bound holds however far it came."""
_MOST_SECONDS_BELOW = 1.5
_MOST_CUTS = 40
_MOST_CHANCES = 1000
"""How many sets of moves are judged at most in each direction; each takes about a millisecond."""


@dataclass(frozen=True, slots=True)
class SafePlan:
    """A plan with the chance that it reaches the target, and the least effort any could have."""

    plan: Plan
    """The cheapest found that meets the chance; where none does, the likeliest found ("unknown",
    or "unreachable" where that is proven; without moves where nothing fits the limits)."""
    chance: float
    least_effort: int | None
    """The effort that no plan meeting the chance can stay below; None where it is proven that
    there is no such plan at any effort."""
    is_met: bool
    """Whether the chance asked for is met."""

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
    chances = PlanChances(task, task.needed_gain(target), probabilities, assessors)
    return _Search(task, target, chance, chances).find()


class _Search:
    """The best plan found so far, and the effort that none can stay below."""

    def __init__(
        self, task: PlanTask, target: Fraction, wanted: float, chances: PlanChances
    ) -> None:
        self._task, self._target, self._wanted = task, target, wanted
        self._chances = chances
        self._best: frozenset[Move] | None = None
        self._likeliest: frozenset[Move] | None = None
        self._most_chances = _MOST_CHANCES

    def find(self) -> SafePlan:
        self._seek_from_above()
        if not self._meets(self._task.moves):  # a step more never makes the target less likely
            return self._conclude(None)
        return self._conclude(self._seek_from_below())

    def _conclude(self, bound: int | None) -> SafePlan:
        is_met = self._best is not None
        moves = (self._likeliest or frozenset()) if self._best is None else self._best
        effort = _effort(moves)
        ordered = tuple(move for move in self._task.moves if move in moves)
        reached = self._task.index_after(sum(move.gain for move in moves))
        status: Status
        if is_met:
            status = "optimal" if effort == bound else "feasible"
        else:
            status = "unreachable" if bound is None else "unknown"
        plan = Plan(status, ordered, effort, reached)
        return SafePlan(plan, min(self._chances.of(moves), 1.0), bound, is_met)

    # From above

    def _seek_from_above(self) -> None:
        """Seek plans by what their steps are probably worth."""
        for caution in _CAUTIONS:
            worth = {m: self._chances.mean(m.code) ** caution * m.gain for m in self._task.moves}
            self._seek_by_worth(worth)

    def _seek_by_worth(self, worth: Mapping[Move, float]) -> None:
        """Halve the range in which the least worth lies that makes a cheapest plan sure enough."""
        planner = Planner(self._task, _SECONDS_ABOVE)
        low, high = 0.0, self._find_most(planner, worth)
        handle = planner.require(worth, high)
        self._take(planner.find_cheapest(self._task.index_after(0)))
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            planner.change_requirement(handle, middle)
            plan = planner.find_cheapest(self._task.index_after(0))
            if plan.is_reached and self._take(plan):
                high = middle
            else:
                low = middle

    def _find_most(self, planner: Planner, worth: Mapping[Move, float]) -> float:
        """Find the worth of the plan with the highest index."""
        plan = planner.find_best(None)
        self._take(plan)
        return sum(worth[move] for move in plan.moves)

    def _take(self, plan: Plan) -> bool:
        """Judge a plan; where it meets the chance, better it and keep it if it is cheaper."""
        if not plan.is_reached:
            return False
        moves = frozenset(plan.moves)
        chance = self._chances.of(moves)
        if self._likeliest is None or chance > self._chances.of(self._likeliest):
            self._likeliest = moves
        if not meets_chance(chance, self._wanted):
            return False
        bettered = self._better(moves)
        if self._best is None or _effort(bettered) < _effort(self._best):
            self._best = bettered
        return True

    def _meets(self, moves: Collection[Move]) -> bool:
        return meets_chance(self._chances.of(moves), self._wanted)

    def _better(self, moves: frozenset[Move]) -> frozenset[Move]:
        """Drop what is not needed, then put cheaper steps in the place of dearer ones."""
        moves = self._drop(moves)
        while (cheaper := next(self._exchange(moves), None)) is not None:
            moves = self._drop(cheaper)
        return moves

    def _drop(self, moves: frozenset[Move]) -> frozenset[Move]:
        """Leave out steps, the dearest first, that the chance does not need.

        A step that is needed once is needed in every smaller set, so each is asked for once.
        """
        tops = self._tops(moves)
        while tops:
            top = max(tops, key=lambda m: (m.effort, -m.gain, m.code))
            tops.remove(top)
            if self._meets(moves - {top}):
                moves = moves - {top}
                tops += [m for m in self._tops(moves) if m.code == top.code]
        return moves

    def _exchange(self, moves: frozenset[Move]) -> Iterator[frozenset[Move]]:
        """Give the sets with one step less and a cheaper one more that still meet the chance."""
        for top in sorted(self._tops(moves), key=lambda m: (-m.effort, m.code)):
            openings = [m for m in self._openings(moves - {top}) if m.effort < top.effort]
            openings.sort(key=lambda m: -self._chances.mean(m.code) * m.gain)
            for opening in openings[:8]:
                other = (moves - {top}) | {opening}
                if self._chances.count >= self._most_chances:
                    return
                if fits_units(self._task, other) and self._meets(other):
                    yield other

    def _tops(self, moves: Collection[Move]) -> list[Move]:
        """Give the last step of each indicator, where it may be left out."""
        tops = {move.code: move for move in sorted(moves, key=lambda m: m.after)}
        return [top for top in tops.values() if top not in self._task.forced]

    def _openings(self, moves: Collection[Move]) -> list[Move]:
        """Give the next step of each indicator."""
        ladders = self._task.ladders.values()
        found = (next((m for m in ladder if m not in moves), None) for ladder in ladders)
        return [move for move in found if move is not None]

    # From below

    def _seek_from_below(self) -> int | None:
        """Find an effort that no plan meeting the chance can stay below; None: there is none."""
        planner = Planner(self._task, _SECONDS_BELOW)
        for requirement in self._chances.find_requirements(self._wanted):
            planner.require(requirement.worth, requirement.least)
        self._most_chances = self._chances.count + _MOST_CHANCES
        bound = 0
        for _ in range(_MOST_CUTS):
            plan = planner.find_cheapest(self._target)
            if plan.status in ("unreachable", "infeasible"):  # all but the best were ruled out
                return None if self._best is None else _effort(self._best)
            if not plan.is_reached:
                break
            bound = max(bound, planner.bound)
            is_met = self._take(plan)
            if self._best is not None and bound >= _effort(self._best):
                return _effort(self._best)
            if is_met or self._chances.count >= self._most_chances:
                break
            if planner.seconds_used > _MOST_SECONDS_BELOW:
                break
            outside = set(self._task.moves) - self._extend(frozenset(plan.moves))
            planner.require(dict.fromkeys(outside, 1.0), 1.0)
        return bound

    def _extend(self, moves: frozenset[Move]) -> frozenset[Move]:
        """Add steps, the cheapest first, with which the chance is still missed.

        A step that is too much once is too much for every larger set.
        """
        openings = self._openings(moves)
        while openings:
            move = min(openings, key=lambda m: (m.effort, m.code))
            openings.remove(move)
            if not self._meets(moves | {move}):
                moves = moves | {move}
                openings += [m for m in self._openings(moves) if m.code == move.code]
        return moves


def _effort(moves: Collection[Move]) -> int:
    return sum(move.effort for move in moves)

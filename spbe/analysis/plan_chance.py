"""How likely a set of steps reaches a gain, and what every set that does must be worth.

Steps succeed by the same mixture of assessors as claims do; all steps of one indicator hold or fall
together.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from spbe.analysis.chance import AssessorKind, shift_probability
from spbe.analysis.plan_task import Move, PlanTask

_TILTS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""How much the bound of Chernoff favours outcomes far out, per needed gain; each gives one row."""
_SLACK = 1e-7
"""Rows are binary floats: what falls short by so little is let pass, which only lowers a bound."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What every set of moves that meets a chance is worth at least, summed over its moves."""

    worth: Mapping[Move, float]
    least: float


class PlanChances:
    """The chance that sets of moves gain enough; every set is computed once.

    `needed` is the gain of the numerator, `probabilities` the chance per leaf that its steps
    succeed with ordinary assessors [0-1]; absent ones are certain.
    """

    def __init__(
        self,
        task: PlanTask,
        needed: int,
        probabilities: Mapping[str, float],
        assessors: Sequence[AssessorKind],
    ) -> None:
        self.task = task
        self.needed = needed
        self._kinds = sorted(assessors, key=lambda kind: kind.strength)
        self._weights = np.array([kind.weight for kind in self._kinds])
        self._holds = {
            code: np.array(
                [
                    shift_probability(probabilities.get(code, 1.0), kind.strength)
                    for kind in self._kinds
                ]
            )
            for code in task.ladders
        }
        self._unit = reduce(math.gcd, (move.gain for move in task.moves), 0) or 1
        self._known: dict[frozenset[Move], float] = {}

    @property
    def count(self) -> int:
        """How many sets were computed."""
        return len(self._known)

    def of(self, moves: Collection[Move]) -> float:
        """Compute the probability that these moves gain what is needed [0-1]."""
        chosen = frozenset(moves)
        if chosen not in self._known:
            self._known[chosen] = self._compute(chosen)
        return self._known[chosen]

    def mean(self, code: str) -> float:
        """Compute the chance that the steps of an indicator hold, whoever assesses."""
        return float(self._weights @ self._holds[code])

    def _compute(self, moves: Collection[Move]) -> float:
        """Convolve the gains for all kinds at once; beyond what is needed they are one bin."""
        gains: dict[str, int] = {}
        for move in moves:
            gains[move.code] = gains.get(move.code, 0) + move.gain // self._unit
        top = -(-self.needed // self._unit)
        spread = np.zeros((len(self._kinds), top + 1))
        spread[:, 0] = 1.0
        for code in sorted(gains):
            gain, holds = min(gains[code], top), self._holds[code][:, None]
            moved = holds * spread
            spread -= moved
            spread[:, gain:] += moved[:, : top + 1 - gain]
            spread[:, top] += moved[:, top + 1 - gain :].sum(axis=1)
        return float(self._weights @ spread[:, top])

    def find_requirements(self, chance: float) -> Iterator[Requirement]:
        """Find what every set of moves that meets `chance` [0-1] has to be worth.

        With stricter assessors a target is never more likely, so each kind has to meet at least
        what remains if all more lenient ones always reach it. From that follow, per kind, an
        expected gain (Markov) and exponential moments (Chernoff), both sums over the moves.
        """
        if self.needed <= 0:
            return
        for place, kind in enumerate(self._kinds):
            lenient = sum(other.weight for other in self._kinds[place + 1 :])
            strict = sum(other.weight for other in self._kinds[: place + 1])
            share = (chance - lenient) / strict if strict > 0 else 0.0
            if kind.weight <= 0 or share <= 0:
                continue
            means = {
                move: float(self._holds[move.code][place]) * move.gain / self.needed
                for move in self.task.moves
            }
            yield Requirement(means, share - _SLACK)
            for tilt in _TILTS:
                least = 1 + math.log(share) / tilt
                if least > 0:
                    yield Requirement(dict(self._tilt(place, tilt)), least - _SLACK)

    def _tilt(self, place: int, tilt: float) -> Iterator[tuple[Move, float]]:
        """Give what each move adds to the logarithm of the exponential moment, per tilt."""
        for code, moves in self.task.ladders.items():
            holds, gain, before = float(self._holds[code][place]), 0, 0.0
            for move in moves:
                gain += move.gain
                moment = 1 - holds + holds * math.exp(tilt * gain / self.needed)
                after = math.log(moment) / tilt
                yield move, after - before
                before = after

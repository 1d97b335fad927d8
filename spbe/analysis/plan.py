"""The cheapest way to a target, solved to proven optimality (HiGHS, mixed-integer programming).

Every open level step is a yes-or-no variable; a step needs the one below it. Efforts and gains
are whole numbers, so an optimum is proven as soon as the solver's bound leaves no whole number
below it. Ties are broken in this order: fewest units, fewest indicators, smallest jumps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal, TypeAlias

import highspy
import numpy as np

from spbe.analysis.plan_task import Move, PlanTask

SECONDS = 20.0
"""Longest time for one solve; a plan that takes longer is shown as not proven."""

_NONE_EXISTS = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # yes-or-no variables are never unbounded
)

Status: TypeAlias = Literal["optimal", "feasible", "unreachable", "infeasible", "unknown"]
"""What is known of a plan: that nothing better exists (optimal), that it does what was asked
(feasible), that no plan does (unreachable: then it is the highest there is), that the demands
contradict the limits, so that there is no plan at all (infeasible), or nothing in the time there
was (unknown: then it is the highest that was found)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps chosen, what they cost and bring, and what is known of it."""

    status: Status
    moves: tuple[Move, ...]
    effort: int
    reached: Fraction
    """The exact index after all steps."""

    @property
    def is_reached(self) -> bool:
        """Whether it does what was asked."""
        return self.status in ("optimal", "feasible")

    @property
    def steps(self) -> tuple[tuple[str, int, int], ...]:
        """One row per indicator: leaf code, level units before and after."""
        ends: dict[str, tuple[int, int]] = {}
        for move in self.moves:
            before, _ = ends.get(move.code, (move.before, 0))
            ends[move.code] = (before, move.after)
        return tuple((code, before, after) for code, (before, after) in ends.items())


@dataclass(frozen=True, slots=True)
class _Solution:
    """What one solve gave; without moves and proven there are none, else none were found."""

    moves: tuple[Move, ...] | None
    is_proven: bool


class Planner:
    """One model for one task, solved again and again with other aims and cuts.

    `seconds` is the longest time for each solve; `bound` what the last one proved that no costs
    can stay below.
    """

    def __init__(self, task: PlanTask, seconds: float = SECONDS) -> None:
        self.task = task
        self.bound = 0
        self._seconds = seconds
        self.moves = task.moves
        self._position = {move: n for n, move in enumerate(self.moves)}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.99,
        }.items():
            self._solver.setOptionValue(option, value)
        self._units = self._unit_names()
        self._build_model()

    def _unit_names(self) -> list[str]:
        names = {unit for move in self.moves for unit in self.task.units.get(move.code, ())}
        return sorted(names)

    def _build_model(self) -> None:
        """Give the whole model to the solver at once, which is far quicker than row by row."""
        self._rows: list[tuple[float, float, dict[int, float]]] = []
        infinity = highspy.kHighsInf
        for moves in self.task.ladders.values():
            for lower, upper in pairwise(moves):
                self._plan_row(0, infinity, {self._position[lower]: 1, self._position[upper]: -1})
        unit_columns = {name: len(self.moves) + n for n, name in enumerate(self._units)}
        for code, moves in self.task.ladders.items():
            for unit in self.task.units.get(code, ()):
                self._plan_row(0, infinity, {unit_columns[unit]: 1, self._position[moves[0]]: -1})
        limits = self.task.limits
        if limits.most_steps_per_unit is not None:
            for unit in self._units:
                own = [m for m in self.moves if unit in self.task.units.get(m.code, ())]
                self._plan_row(
                    -infinity, limits.most_steps_per_unit, {self._position[m]: 1 for m in own}
                )
        if limits.most_units is not None:
            self._plan_row(-infinity, limits.most_units, dict.fromkeys(unit_columns.values(), 1))
        gains = {n: m.gain for n, m in enumerate(self.moves)}
        efforts = {n: m.effort for n, m in enumerate(self.moves)}
        self._gain_row = self._plan_row(-infinity, infinity, gains)
        self._effort_row = self._plan_row(-infinity, infinity, efforts)
        self._solver.passModel(self._make_model())

    def _plan_row(self, lower: float, upper: float, entries: Mapping[int, float]) -> int:
        self._rows.append((lower, upper, dict(entries)))
        return len(self._rows) - 1

    def _make_model(self) -> highspy.HighsLp:
        self._count = len(self.moves) + len(self._units)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._count, len(self._rows)
        model.col_cost_ = np.zeros(self._count)
        forced = [float(move in self.task.forced) for move in self.moves]
        model.col_lower_ = np.array([*forced, *[0.0] * len(self._units)])
        model.col_upper_ = np.ones(self._count)
        model.integrality_ = [highspy.HighsVarType.kInteger] * self._count
        model.row_lower_ = np.array([lower for lower, _, _ in self._rows], np.float64)
        model.row_upper_ = np.array([upper for _, upper, _ in self._rows], np.float64)
        entries = [row for _, _, row in self._rows]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *map(len, entries)])
        model.a_matrix_.index_ = np.array([n for row in entries for n in row], np.int32)
        model.a_matrix_.value_ = np.array([v for row in entries for v in row.values()], np.float64)
        return model

    def _row(self, lower: float, upper: float, entries: Mapping[int, float]) -> None:
        """Add one more row to the solver's model."""
        columns = np.array(list(entries), np.int32)
        values = np.array(list(entries.values()), np.float64)
        self._solver.addRow(lower, upper, len(entries), columns, values)

    @property
    def seconds_used(self) -> float:
        """How long the solver worked so far, by its own clock [s]."""
        return float(self._solver.getRunTime())

    # One solve

    def _minimise(self, costs: np.ndarray) -> _Solution:
        """Solve with these costs per column, which are whole numbers."""
        columns = np.arange(self._count, dtype=np.int32)
        self._solver.changeColsCost(self._count, columns, costs)
        # The solver's clock runs on from one solve to the next.
        self._solver.setOptionValue("time_limit", self.seconds_used + self._seconds)
        self._solver.run()
        status, info = self._solver.getModelStatus(), self._solver.getInfo()
        if status in _NONE_EXISTS:
            return _Solution(None, is_proven=True)
        self.bound = _round_up(info.mip_dual_bound)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return _Solution(None, is_proven=False)
        values = self._solver.getSolution().col_value
        moves = tuple(move for n, move in enumerate(self.moves) if values[n] > 0.5)
        return _Solution(moves, status == highspy.HighsModelStatus.kOptimal)

    def _costs(self, per_move: Sequence[float], per_unit: float = 0.0) -> np.ndarray:
        return np.array([*per_move, *[per_unit] * len(self._units)], np.float64)

    def _bound_gain(self, gain: int | None) -> None:
        lower = -highspy.kHighsInf if gain is None else float(gain)
        self._solver.changeRowBounds(self._gain_row, lower, highspy.kHighsInf)

    def _bound_effort(self, effort: int | None) -> None:
        upper = highspy.kHighsInf if effort is None else float(effort)
        self._solver.changeRowBounds(self._effort_row, -highspy.kHighsInf, upper)

    def _plan(self, moves: tuple[Move, ...], status: Status) -> Plan:
        effort, gain = sum(m.effort for m in moves), sum(m.gain for m in moves)
        return Plan(status, moves, effort, self.task.index_after(gain))

    # The questions

    def find_cheapest(self, target: Fraction) -> Plan:
        """Find a plan of least effort whose exact index reaches the target, ties not broken.

        Where there is none it is the highest plan there is, "unreachable"; where neither could be
        found out in time, the highest that was found, "unknown".
        """
        if not self.moves:  # the solver knows no model without columns
            is_reached = self.task.needed_gain(target) == 0
            return self._plan((), "optimal" if is_reached else "unreachable")
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(None)
        found = self._minimise(self._costs([m.effort for m in self.moves]))
        if found.moves is not None:
            return self._plan(found.moves, "optimal" if found.is_proven else "feasible")
        highest = self.find_best(None)
        if highest.status == "infeasible":
            return highest
        if highest.status != "unknown" and highest.reached >= target:
            return replace(highest, status="feasible")
        is_proven = found.is_proven and highest.status == "optimal"
        return replace(highest, status="unreachable" if is_proven else "unknown")

    def break_ties(self, plan: Plan, target: Fraction) -> Plan:
        """Among all plans of the same effort take fewest units, then indicators, then jumps."""
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(plan.effort)
        # A jump of k steps costs 0 + 1 + … + (k − 1), so that two small jumps beat one large one.
        heights = [n for moves in self.task.ladders.values() for n in range(len(moves))]
        most_jumps = sum(heights) + 1
        most_indicators = len(self.task.ladders) + 1
        per_move = [height + (most_jumps if height == 0 else 0) for height in heights]
        found = self._minimise(self._costs(per_move, most_jumps * most_indicators))
        return plan if found.moves is None else self._plan(found.moves, plan.status)

    def find_best(self, budget: int | None) -> Plan:
        """Find the plan with the highest index within a budget (None: as far as it goes).

        "infeasible" where what is demanded does not fit into the budget or the limits.
        """
        if budget is None and not self.task.limits.concerns_units:
            return self._plan(self.moves, "optimal")  # nothing keeps any of them out
        if not self.moves:
            return self._plan((), "optimal")
        self._bound_gain(None)
        self._bound_effort(budget)
        found = self._minimise(self._costs([-m.gain for m in self.moves]))
        if found.moves is None:
            return self._plan((), "infeasible" if found.is_proven else "unknown")
        return self._plan(found.moves, "optimal" if found.is_proven else "feasible")

    def find_must_do(self, plan: Plan, target: Fraction) -> tuple[Move, ...] | None:
        """Find the moves that every plan of least effort contains; often there is none.

        None where it is not known, since the plan or the answer is not proven. Each solve looks
        for an optimum with as few of the remaining candidates as possible, so a handful of solves
        settles them all.
        """
        if plan.status != "optimal":
            return None
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(plan.effort)
        candidates = set(plan.moves)
        while candidates:
            costs = self._costs([1.0 if m in candidates else 0.0 for m in self.moves])
            found = self._minimise(costs)
            if found.moves is None or not found.is_proven:
                return None
            if candidates <= set(found.moves):
                break
            candidates &= set(found.moves)
        return tuple(m for m in self.moves if m in candidates)

    def find_alternatives(self, plan: Plan, target: Fraction, count: int = 5) -> list[Plan]:
        """Find other plans within one effort of the optimum, cheapest first, all different."""
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(plan.effort + self.task.effort_scale)
        first_cut = int(self._solver.getNumRow())
        found: list[Plan] = []
        newest = plan
        while len(found) < count:
            self._cut_off(newest)
            solution = self._minimise(self._costs([m.effort for m in self.moves]))
            if solution.moves is None:
                break
            newest = self._plan(solution.moves, "optimal" if solution.is_proven else "feasible")
            found.append(newest)
        cuts = np.arange(first_cut, self._solver.getNumRow(), dtype=np.int32)
        self._solver.deleteRows(len(cuts), cuts)
        return found

    def require(self, worth: Mapping[Move, float], least: float) -> int:
        """Ask of every later plan that its moves are worth at least this much; gives a handle."""
        entries = {self._position[move]: value for move, value in worth.items() if value}
        self._row(least, highspy.kHighsInf, entries)
        return int(self._solver.getNumRow()) - 1

    def change_requirement(self, handle: int, least: float) -> None:
        """Ask for another worth than when `require` gave this handle."""
        self._solver.changeRowBounds(handle, least, highspy.kHighsInf)

    def _cut_off(self, plan: Plan) -> None:
        """Forbid exactly this set of moves, and every set that only adds to it."""
        chosen = {self._position[move]: 1.0 for move in plan.moves}
        self._row(-highspy.kHighsInf, len(chosen) - 1, chosen)


def _round_up(bound: float) -> int:
    """Give the least whole number that a bound allows; the solver's bounds are binary floats."""
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else 0

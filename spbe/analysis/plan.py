"""The cheapest way to a target, solved to proven optimality (HiGHS, mixed-integer programming).

Every open level step is a yes-or-no variable; a step needs the one below it. Efforts and gains
are whole numbers, so an optimum is proven as soon as the solver's bound leaves no whole number
below it. Ties are broken in this order: fewest units, fewest indicators, smallest jumps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import highspy
import numpy as np

from spbe.analysis.plan_task import Move, PlanTask

_SECONDS = 20.0
"""Longest time for one solve; a plan that takes longer is shown as not proven."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps chosen, what they cost and bring, and whether nothing cheaper exists."""

    status: Literal["optimal", "feasible", "unreachable"]
    moves: tuple[Move, ...]
    effort: int
    reached: Fraction
    """The exact index after all steps."""

    @property
    def steps(self) -> tuple[tuple[str, int, int], ...]:
        """One row per indicator: leaf code, level units before and after."""
        ends: dict[str, tuple[int, int]] = {}
        for move in self.moves:
            before, _ = ends.get(move.code, (move.before, 0))
            ends[move.code] = (before, move.after)
        return tuple((code, before, after) for code, (before, after) in ends.items())


class Planner:
    """One model for one task, solved again and again with other aims and cuts."""

    def __init__(self, task: PlanTask) -> None:
        self.task = task
        self.moves = task.moves
        self._position = {move: n for n, move in enumerate(self.moves)}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {
            "output_flag": False,
            "threads": 1,
            "random_seed": 1,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.99,
            "time_limit": _SECONDS,
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

    # One solve

    def _minimise(self, costs: np.ndarray) -> tuple[Move, ...] | None:
        """Solve with these costs per column; None where nothing is feasible."""
        columns = np.arange(self._count, dtype=np.int32)
        self._solver.changeColsCost(self._count, columns, costs)
        self._solver.run()
        self._is_proven = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        info = self._solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = self._solver.getSolution().col_value
        return tuple(move for n, move in enumerate(self.moves) if values[n] > 0.5)

    def _costs(self, per_move: Sequence[float], per_unit: float = 0.0) -> np.ndarray:
        return np.array([*per_move, *[per_unit] * len(self._units)], np.float64)

    def _bound_gain(self, gain: int | None) -> None:
        lower = -highspy.kHighsInf if gain is None else float(gain)
        self._solver.changeRowBounds(self._gain_row, lower, highspy.kHighsInf)

    def _bound_effort(self, effort: int | None) -> None:
        upper = highspy.kHighsInf if effort is None else float(effort)
        self._solver.changeRowBounds(self._effort_row, -highspy.kHighsInf, upper)

    def _plan(self, moves: tuple[Move, ...], is_proven: bool) -> Plan:
        effort, gain = sum(m.effort for m in moves), sum(m.gain for m in moves)
        status: Literal["optimal", "feasible"] = "optimal" if is_proven else "feasible"
        return Plan(status, moves, effort, self.task.index_after(gain))

    # The questions

    def find_cheapest(self, target: Fraction) -> Plan:
        """Find a plan of least effort whose exact index reaches the target, ties not broken."""
        if not self.moves and self.task.needed_gain(target) == 0:
            return self._plan((), is_proven=True)  # the solver knows no model without columns
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(None)
        moves = self._minimise(self._costs([m.effort for m in self.moves]))
        if moves is None:
            return self.find_best(None, "unreachable")
        return self._plan(moves, self._is_proven)

    def break_ties(self, plan: Plan, target: Fraction) -> Plan:
        """Among all plans of the same effort take fewest units, then indicators, then jumps."""
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(plan.effort)
        # A jump of k steps costs 0 + 1 + … + (k − 1), so that two small jumps beat one large one.
        heights = [n for moves in self.task.ladders.values() for n in range(len(moves))]
        most_jumps = sum(heights) + 1
        most_indicators = len(self.task.ladders) + 1
        per_move = [height + (most_jumps if height == 0 else 0) for height in heights]
        moves = self._minimise(self._costs(per_move, most_jumps * most_indicators))
        if moves is None:
            return plan
        return self._plan(moves, plan.status == "optimal")

    def find_best(self, budget: int | None, status: Literal["unreachable"] | None = None) -> Plan:
        """Find the plan with the highest index within a budget (None: as far as it goes)."""
        self._bound_gain(None)
        self._bound_effort(budget)
        moves = self._minimise(self._costs([-m.gain for m in self.moves])) or ()
        plan = self._plan(moves, self._is_proven)
        return Plan(status, plan.moves, plan.effort, plan.reached) if status else plan

    def find_must_do(self, plan: Plan, target: Fraction) -> tuple[Move, ...]:
        """Find the moves that every plan of least effort contains; often there is none.

        Each solve looks for an optimum with as few of the remaining candidates as possible, so a
        handful of solves settles them all.
        """
        self._bound_gain(self.task.needed_gain(target))
        self._bound_effort(plan.effort)
        candidates = set(plan.moves)
        while candidates:
            costs = self._costs([1.0 if m in candidates else 0.0 for m in self.moves])
            moves = self._minimise(costs)
            if moves is None or not self._is_proven:
                return ()
            if candidates <= set(moves):
                break
            candidates &= set(moves)
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
            moves = self._minimise(self._costs([m.effort for m in self.moves]))
            if moves is None:
                break
            newest = self._plan(moves, self._is_proven)
            found.append(newest)
        cuts = np.arange(first_cut, self._solver.getNumRow(), dtype=np.int32)
        self._solver.deleteRows(len(cuts), cuts)
        return found

    def _cut_off(self, plan: Plan) -> None:
        """Forbid exactly this set of moves, and every set that only adds to it."""
        chosen = {self._position[move]: 1.0 for move in plan.moves}
        self._row(-highspy.kHighsInf, len(chosen) - 1, chosen)


@dataclass(frozen=True, slots=True)
class Swap:
    """A step that may stand in for one of a plan: same effort, and the target is still reached."""

    instead_of: Move
    move: Move


def find_swaps(task: PlanTask, plan: Plan, target: Fraction) -> list[Swap]:
    """Find the steps that could replace one step of a plan without more effort.

    Only the last step of an indicator can leave, and only the next one of an indicator can come
    in. Limits that concern units are left to a new solve.
    """
    chosen = set(plan.moves)
    tops = [
        max((m for m in plan.moves if m.code == code), key=lambda m: m.after)
        for code in dict.fromkeys(move.code for move in plan.moves)
    ]
    openings = [
        next((m for m in moves if m not in chosen), None) for moves in task.ladders.values()
    ]
    spare = sum(m.gain for m in plan.moves) - task.needed_gain(target)
    return [
        Swap(top, opening)
        for top in tops
        if top not in task.forced
        for opening in openings
        if opening is not None
        and opening.code != top.code
        and opening.effort <= top.effort
        and spare - top.gain + opening.gain >= 0
    ]

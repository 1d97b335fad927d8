"""How fast the cheapest plan is found and proven, beside HiGHS on the bare model."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import highspy
import numpy as np

from benchmarks.rows import Row, compare, time_in_turns
from spbe.analysis.frontier import compute_frontier
from spbe.analysis.plan import Plan, Planner
from spbe.analysis.plan_task import PlanTask
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment

ROUNDS = 15
TARGET = Fraction(7, 2)


def make_task() -> PlanTask:
    """Set up the plan of a province: 47 levels from 2 to 4, index 3.157, and twelve units."""
    instrument = load_instruments()["permenpanrb-59-2020"]
    dice = np.random.default_rng(328)
    levels = dict(zip(instrument.leaf_codes, dice.integers(2, 5, 47).tolist(), strict=True))
    content = Assessment(instrument.id, "Provinsi Contoh", 2024, "document", levels)
    units = {code: (f"OPD {n % 12}",) for n, code in enumerate(instrument.leaf_codes)}
    return PlanTask(instrument, content, units=units)


def solve_bare(task: PlanTask) -> int:
    """Solve the same model with nothing around HiGHS: one knapsack row, one order per step."""
    moves = task.moves
    position = {move: n for n, move in enumerate(moves)}
    starts, columns, values = [0], list(range(len(moves))), [float(m.gain) for m in moves]
    lower = [float(task.needed_gain(TARGET))]
    for ladder in task.ladders.values():
        for low, high in pairwise(ladder):
            starts.append(len(columns))
            columns += [position[low], position[high]]
            values += [1.0, -1.0]
            lower.append(0.0)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(moves), len(lower)
    model.col_cost_ = np.array([float(move.effort) for move in moves])
    model.col_lower_, model.col_upper_ = np.zeros(len(moves)), np.ones(len(moves))
    model.row_lower_ = np.array(lower)
    model.row_upper_ = np.full(len(lower), highspy.kHighsInf)
    model.integrality_ = [highspy.HighsVarType.kInteger] * len(moves)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array([*starts, len(columns)])
    model.a_matrix_.index_ = np.array(columns)
    model.a_matrix_.value_ = np.array(values)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0}.items():
        solver.setOptionValue(option, value)
    solver.passModel(model)
    solver.run()
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return round(solver.getInfo().objective_function_value)


def solve_first(task: PlanTask) -> Plan:
    return Planner(task).find_cheapest(TARGET)


def solve_with_ties(task: PlanTask) -> Plan:
    planner = Planner(task)
    return planner.break_ties(planner.find_cheapest(TARGET), TARGET)


def solve_all(task: PlanTask) -> tuple[Plan, int, int]:
    """Find the plan, what every optimum has, and five others: everything the page shows."""
    planner = Planner(task)
    plan = planner.break_ties(planner.find_cheapest(TARGET), TARGET)
    must_do = planner.find_must_do(plan, TARGET) or ()
    return plan, len(must_do), len(planner.find_alternatives(plan, TARGET, 5))


def measure(rounds: int = ROUNDS) -> list[Row]:
    """Measure each question beside the bare model; raises AssertionError where they differ."""
    task = make_task()
    effort = solve_bare(task)
    plan, _, others = solve_all(task)
    frontier = compute_frontier(task)
    least = next(point.effort for point in frontier if point.reached >= TARGET)
    assert plan.status == "optimal"
    assert (plan.effort, solve_first(task).effort, least) == (effort, effort, effort)
    assert others == 5

    def floor() -> object:
        return solve_bare(task)

    questions = (
        ("plan: first optimum", lambda: solve_first(task), 1.5),
        ("plan: ties broken", lambda: solve_with_ties(task), 10.0),
        ("plan: must-do and five alternatives", lambda: solve_all(task), 40.0),
        ("plan: frontier", lambda: compute_frontier(task), 10.0),
    )
    return [
        compare(f"{name} / bare HiGHS", *time_in_turns(run, floor, rounds), goal)
        for name, run, goal in questions
    ]

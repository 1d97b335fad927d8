"""Small tasks of which every plan can be listed, and random ones of the 47."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

from spbe.analysis.plan_task import Limits, Move, PlanTask
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument, Node, Rating, RatingRule

SPBE_59 = load_instruments()["permenpanrb-59-2020"]


def small_instrument(weights: list[int]) -> Instrument:
    names = {"id": "x", "en": "x"}
    leaves = [
        Node(f"I{n}", "X", "indicator", Fraction(w), names, None, "")
        for n, w in enumerate(weights, 1)
    ]
    root = Node("X", None, "index", Fraction(sum(weights)), names, None, "")
    return Instrument(
        "small",
        "",
        "",
        2000,
        None,
        {},
        1,
        4,
        0,
        {},
        (Rating("low", Fraction(1), names),),
        (RatingRule("exact", None, ()),),
        {},
        (),
        (root, *leaves),
    )


def small_task(seed: int) -> PlanTask:
    """Make a task with every kind of limit, some indicators shared by two units."""
    dice = random.Random(seed)
    instrument = small_instrument([dice.randint(1, 6) for _ in range(5)])
    levels = {code: dice.randint(1, 3) for code in instrument.leaf_codes}
    first, second = dice.sample(instrument.leaf_codes, 2)
    return PlanTask(
        instrument,
        Assessment("small", None, None, None, levels),
        Limits(
            floors=dice.choice([{}, {first: 3}, {first: 4, second: 4}]),
            most_units=dice.choice([None, 2]),
            most_steps_per_unit=dice.choice([None, 3]),
            largest_jump=dice.choice([None, 2]),
        ),
        efforts={
            (code, level): dice.randint(1, 4)
            for code in instrument.leaf_codes
            for level in (2, 3, 4)
        },
        units={
            code: tuple(dice.sample("PQR", dice.choice([1, 1, 2])))
            for code in instrument.leaf_codes
        },
    )


def every_plan(task: PlanTask) -> list[tuple[Move, ...]]:
    """List every set of moves that keeps to all limits, recomputed by hand."""
    choices = []
    for moves in task.ladders.values():
        floor = task.limits.floors.get(moves[0].code, 0)
        least = sum(move.after <= floor for move in moves)
        choices.append([moves[:count] for count in range(least, len(moves) + 1)])
    plans = [tuple(itertools.chain(*parts)) for parts in itertools.product(*choices)]
    return [plan for plan in plans if keeps_limits(task, plan)]


def keeps_limits(task: PlanTask, moves: tuple[Move, ...]) -> bool:
    limits, names = task.limits, units_of(task, moves)
    if limits.most_units is not None and len(names) > limits.most_units:
        return False
    most = limits.most_steps_per_unit
    return most is None or all(
        sum(name in task.units[move.code] for move in moves) <= most for name in names
    )


def units_of(task: PlanTask, moves: tuple[Move, ...]) -> set[str]:
    return {unit for move in moves for unit in task.units[move.code]}


def effort(moves: tuple[Move, ...]) -> int:
    return sum(move.effort for move in moves)


def order(task: PlanTask, moves: tuple[Move, ...]) -> tuple[int, int, int, int]:
    """Effort, units, indicators, jumps: what a plan is chosen by, recomputed by hand."""
    counts = [sum(m.code == code for m in moves) for code in {m.code for m in moves}]
    jumps = sum(count * (count - 1) // 2 for count in counts)
    return effort(moves), len(units_of(task, moves)), len(counts), jumps


def gain(moves: tuple[Move, ...]) -> int:
    return sum(move.gain for move in moves)


def task_of_47(seed: int, limits: Limits | None = None) -> PlanTask:
    dice = random.Random(seed)
    levels = {code: dice.randint(1, 5) for code in SPBE_59.leaf_codes}
    efforts = {
        (code, level): dice.choice([1, 2, 3, 5, 8])
        for code in SPBE_59.leaf_codes
        for level in range(2, 6)
    }
    units = {code: (f"OPD {dice.randint(1, 9)}",) for code in SPBE_59.leaf_codes}
    assessment = Assessment(SPBE_59.id, "Provinsi Contoh", 2024, "document", levels)
    return PlanTask(SPBE_59, assessment, limits or Limits(), efforts, units=units)

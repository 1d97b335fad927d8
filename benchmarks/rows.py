"""A row of the benchmark table: a figure beside its floor or peer, from the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

MOST_SECONDS = 40.0
FEWEST_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `ratio` is measured / floor and must not pass `goal`, if there is one."""

    name: str
    measured: float
    """Our time [s]."""
    floor: float
    """The floor's or peer's time [s]."""
    ratio: float
    goal: float | None
    holds: bool


def compare(name: str, measured: float, floor: float, goal: float | None) -> Row:
    """Set a time beside its floor [s]."""
    ratio = measured / floor
    return Row(name, measured, floor, ratio, goal, goal is None or ratio <= goal)


def time_in_turns(
    run: Callable[[], object], floor: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Time two functions in turn after one warm-up each, and give the best time of each [s].

    In turn, so that a slow spell of the machine meets both; the best, since everything else that
    runs on it only ever adds time. A very busy machine gets fewer than `rounds`.
    """
    end = time.perf_counter() + MOST_SECONDS
    run()
    floor()
    best_run = best_floor = float("inf")
    gc.collect()
    gc.disable()
    try:
        for done in range(rounds):
            if done >= FEWEST_ROUNDS and time.perf_counter() > end:
                break
            best_floor = min(best_floor, _time(floor))
            best_run = min(best_run, _time(run))
    finally:
        gc.enable()
    return best_run, best_floor


def _time(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def to_plain(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Give rows as plain values, as they are written to `latest.json`."""
    return [asdict(row) for row in rows]


def write_table(rows: Sequence[Row]) -> str:
    """Write rows for people: times in milliseconds, what missed its goal marked in words."""
    width = max((len(row.name) for row in rows), default=0)
    head = f"{'':<{width}}  {'measured':>11}  {'floor':>11}  {'ratio':>7}  {'goal':>6}"
    lines = [head]
    for row in rows:
        goal = "" if row.goal is None else f"{row.goal:.2f}"
        lines.append(
            f"{row.name:<{width}}  {row.measured * 1000:>8.2f} ms  {row.floor * 1000:>8.2f} ms"
            f"  {row.ratio:>7.2f}  {goal:>6}{'' if row.holds else '  missed'}"
        )
    return "\n".join(lines)

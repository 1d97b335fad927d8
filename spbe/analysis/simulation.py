"""What if levels were others? Their score, and the raised ones as a plan; nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import Move, PlanTask
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.scoring import Scores, score_assessment


def score_levels(
    instrument: Instrument, assessment: Assessment, levels: Mapping[str, int]
) -> Scores:
    """Score level units by leaf code as if they were the assessment's."""
    return score_assessment(instrument, replace(assessment, levels=levels))


def fit_levels(instrument: Instrument, levels: Mapping[str, int]) -> dict[str, int]:
    """Take level units as far as the instrument knows them: its leaves, within its scale."""
    low, high = instrument.lowest_units, instrument.highest_units
    return {c: min(max(n, low), high) for c, n in levels.items() if c in instrument.leaf_codes}


def find_raised(task: PlanTask, levels: Mapping[str, int]) -> list[str]:
    """Find the indicators whose level is above the present one."""
    return [code for code, units in levels.items() if units > task.level(code)]


def find_lowered(task: PlanTask, levels: Mapping[str, int]) -> list[str]:
    """Find the indicators whose level is below the present one."""
    return [code for code, units in levels.items() if units < task.level(code)]


def make_own_plan(task: PlanTask, levels: Mapping[str, int]) -> Plan:
    """See raised levels as a plan of one's own; each indicator is one move of effort 1."""
    moves = tuple(
        Move(
            code,
            task.level(code),
            levels[code],
            1,
            task.weights[code] * (levels[code] - task.level(code)),
        )
        for code in find_raised(task, levels)
    )
    gain = sum(move.gain for move in moves)
    return Plan("feasible", moves, len(moves), task.index_after(gain))

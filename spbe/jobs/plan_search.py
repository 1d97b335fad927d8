"""Search the cheapest plan for an assessment: the aim, the efforts, the steps and their swaps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from spbe.analysis.claims import sum_lost_points
from spbe.analysis.plan import SECONDS, Plan, Planner
from spbe.analysis.plan_task import Limits, Move, PlanTask
from spbe.jobs.comparing import write_decimal, write_hundredths, write_level
from spbe.model.assessment import Assessment
from spbe.model.effort import EffortTable
from spbe.model.instrument import Instrument, Rating
from spbe.model.scoring import round_half_up
from spbe.text.translator import Translator

Mode: TypeAlias = Literal["improve", "clarify"]


@dataclass(frozen=True, slots=True)
class Aim:
    """What a plan is for. `exact` is the exact index that has to be reached."""

    exact: Fraction
    shown: str
    """As it is written in results: "3.50", or "level3"."""
    rating: Rating | None = None
    """The band aimed at, where the target is a rating."""
    is_rounded: bool = False
    """Whether it is enough that the rounded index reaches the bound."""


@dataclass(frozen=True, eq=False)
class PlanResult:
    """A plan with everything that is said of it."""

    task: PlanTask
    aim: Aim
    plan: Plan
    must_do: tuple[Move, ...] | None
    """What every optimum contains; None where that is not known."""
    alternatives: tuple[Plan, ...]

    @property
    def effort(self) -> Fraction:
        """Effort in the user's own unit."""
        return Fraction(self.plan.effort, self.task.effort_scale)

    @property
    def reserve(self) -> Fraction:
        """Index points beyond the aim; below 0 where it cannot be reached."""
        return self.plan.reached - self.aim.exact


def aim_at_index(hundredths: int) -> Aim:
    """Aim at a number: it is met on the exact index, so that rounding is never relied on."""
    return Aim(Fraction(hundredths, 100), write_hundredths(hundredths))


def aim_at_next_rating(instrument: Instrument, index: Fraction, year: int | None) -> Aim | None:
    """Aim at the next band above an index; None where it lies in the highest already.

    Under the rounded rule of a year it is enough that the rounded index reaches the bound.
    """
    is_rounded = instrument.rating_rule(year).rule == "rounded"
    rated = Fraction(round_half_up(index), 100) if is_rounded else index
    higher = [rating for rating in instrument.ratings if rating.lower > rated]
    if not higher:
        return None
    bound = higher[0].lower
    needed = bound - Fraction(1, 200) if is_rounded else bound
    return Aim(needed, write_hundredths(round_half_up(bound)), higher[0], is_rounded)


def make_task(
    instrument: Instrument,
    assessment: Assessment,
    *,
    efforts: EffortTable | None = None,
    claimed: Assessment | None = None,
    locked: Sequence[str] = (),
    limits: Limits | None = None,
) -> PlanTask:
    """Set up what a plan may choose from.

    With `claimed` only indicators below their claim may rise, at most up to it (Klarifikasi).
    Raises ValueError where a level is missing.
    """
    limits = limits or Limits()
    scale = instrument.level_scale
    ceilings = dict(limits.ceilings)
    for code in instrument.leaf_codes:
        level = assessment.levels.get(code)
        if level is None:
            continue
        if code in locked:
            ceilings[code] = level // scale
        elif claimed is not None:
            claim = claimed.levels.get(code)
            ceilings[code] = max(level, claim if claim is not None else level) // scale
    efforts = efforts or EffortTable()
    levels = range(instrument.level_minimum + 1, instrument.level_maximum + 1)
    each = {(c, n): efforts.effort(c, n) for c in instrument.leaf_codes for n in levels}
    common = math.lcm(*(effort.denominator for effort in [*each.values(), efforts.other]))
    units = {
        code: tuple(part for unit in notes.unit.split(";") if (part := unit.strip()))
        for code, notes in assessment.notes.items()
    }
    return PlanTask(
        instrument,
        assessment,
        replace(limits, ceilings=ceilings),
        {step: int(effort * common) for step, effort in each.items()},
        int(efforts.other * common),
        common,
        units,
    )


def search_plan(
    task: PlanTask, aim: Aim, alternatives: int = 5, seconds: float = SECONDS
) -> PlanResult:
    """Search the cheapest plan, its ties broken, with what every optimum has and others near it.

    `seconds` is the longest time for each of the solves.
    """
    planner = Planner(task, seconds)
    plan = planner.find_cheapest(aim.exact)
    if not plan.is_reached:
        return PlanResult(task, aim, plan, None, ())
    plan = planner.break_ties(plan, aim.exact)
    must_do = planner.find_must_do(plan, aim.exact)
    others = planner.find_alternatives(plan, aim.exact, alternatives)
    return PlanResult(task, aim, plan, must_do, tuple(others))


def search_budget(task: PlanTask, effort: Fraction, seconds: float = SECONDS) -> PlanResult:
    """Search the highest index within an effort, given in the user's own unit.

    Among the plans that reach it the cheapest is taken, with ties broken as always; "optimal" only
    where the index is proven to be the highest and the plan to be the cheapest for it.
    """
    planner = Planner(task, seconds)
    plan = planner.find_best(int(effort * task.effort_scale))
    if plan.is_reached:
        cheapest = planner.find_cheapest(plan.reached)
        if cheapest.is_reached and cheapest.effort <= plan.effort:
            is_proven = plan.status == cheapest.status == "optimal"
            best = planner.break_ties(cheapest, plan.reached)
            plan = replace(best, status="optimal" if is_proven else "feasible")
    return PlanResult(task, Aim(plan.reached, "budget"), plan, None, ())


def search_level_three(task: PlanTask, seconds: float = SECONDS) -> PlanResult:
    """Plan that every indicator reaches level 3, within the limits there are.

    Where a limit or a lock keeps some below, it is "unreachable", and the plan goes as far towards
    it as the limits allow.
    """
    three, scale = 3, task.instrument.level_scale
    own = task.limits.floors
    floors = {code: max(own.get(code, 0), three) for code in task.instrument.leaf_codes}
    demanding = replace(task, limits=replace(task.limits, floors=floors))
    tops = {code: moves[-1].after for code, moves in demanding.ladders.items()}
    is_open = all(
        tops.get(code, task.level(code)) >= three * scale for code in task.instrument.leaf_codes
    )
    plan = Planner(demanding, seconds).find_cheapest(task.index_after(0))
    if is_open and plan.is_reached:
        result = Planner(demanding, seconds).break_ties(plan, task.index_after(0))
        return PlanResult(demanding, Aim(result.reached, "level3"), result, result.moves, ())
    if not plan.is_reached:
        plan = _go_towards(task, floors, seconds)
    if plan.is_reached:
        plan = replace(plan, status="unreachable")
    return PlanResult(demanding, Aim(plan.reached, "level3"), plan, None, ())


def _go_towards(task: PlanTask, levels: Mapping[str, int], seconds: float) -> Plan:
    """Find the highest plan that takes no indicator beyond these whole levels."""
    own = task.limits.ceilings
    ceilings = {code: min(own.get(code, level), level) for code, level in levels.items()}
    nearer = replace(task, limits=replace(task.limits, ceilings=ceilings))
    return Planner(nearer, seconds).find_best(None)


def find_full_recovery(task: PlanTask, claimed: Assessment) -> Fraction:
    """Compute the exact index where every claim came back in full, beyond whole levels too."""
    lost = sum_lost_points(task.instrument, task.assessment, claimed)
    return task.index_after(0) + lost


def say_full_recovery(index: Fraction, text: Translator) -> str:
    """Say what claims with decimals amount to, which a plan in whole levels stops short of."""
    return text(
        "Bila semua klaim pulih penuh, sampai desimalnya: {rounded} (tepat {exact}).",
        rounded=text.decimal(index, 2),
        exact=_say_exact(index, text),
    )


def build_plan(result: PlanResult) -> dict[str, Any]:
    """Give a plan as plain values, ready for JSON."""
    task, plan = result.task, result.plan
    steps = build_steps(task, plan)
    reached = {
        "reached": write_hundredths(round_half_up(plan.reached)),
        "reached_exact": _write_exact(plan.reached),
    }
    head = {
        "from": write_hundredths(round_half_up(task.index_after(0))),
        "target": result.aim.shown,
    }
    if not plan.is_reached:
        return {
            "status": plan.status,
            **head,
            "best": reached["reached"],
            **reached,
            "steps": steps,
        }
    scale = task.instrument.level_scale
    return {
        "status": plan.status,
        **head,
        **reached,
        "effort": _write_number(result.effort),
        "steps": steps,
        "must_do": [
            {"indicator": code, "to": write_level(after, scale)}
            for code, after in _ends(result.must_do).items()
        ]
        if result.must_do is not None
        else None,
        "alternatives": [build_steps(task, other) for other in result.alternatives],
    }


def build_steps(task: PlanTask, plan: Plan) -> list[dict[str, Any]]:
    """Give the steps of a plan, one row per indicator, those that bring most first."""
    scale = task.instrument.level_scale
    return [
        {
            "indicator": code,
            "from": write_level(before, scale),
            "to": write_level(after, scale),
            "points": _write_exact(points),
            "unit": "; ".join(task.units.get(code, ())) or None,
        }
        for points, code, before, after in _rank_steps(task, plan)
    ]


def _rank_steps(task: PlanTask, plan: Plan) -> list[tuple[Fraction, str, int, int]]:
    """Give points, indicator, level before and after [level units], the most points first."""
    rows = [
        (task.instrument.index_points(code, after - before), code, before, after)
        for code, before, after in plan.steps
    ]
    return sorted(rows, key=lambda row: -row[0])


def _ends(moves: Sequence[Move]) -> Mapping[str, int]:
    return {move.code: move.after for move in sorted(moves, key=lambda m: m.after)}


def _write_exact(value: Fraction) -> str:
    return write_decimal(value) if (value * 10**8).denominator == 1 else str(value)


def _write_number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)


def format_plan(result: PlanResult, text: Translator) -> str:
    """Write a plan for people: one sentence, then its steps."""
    task, plan = result.task, result.plan
    start, reached = task.index_after(0), plan.reached
    if not plan.is_reached:
        head = _say_not_reached(result, text)
    else:
        raised = text.plural("{count} indikator", "{count} indikator", len(plan.steps))
        steps = text.plural("{count} kenaikan tingkat", "{count} kenaikan tingkat", len(plan.moves))
        head = text(
            "{start} → {reached} dengan usaha {effort} ({indicators}, {steps}).",
            start=text.decimal(start, 2),
            reached=text.decimal(reached, 2),
            effort=text.decimal(result.effort, 0 if result.effort.denominator == 1 else 2),
            indicators=raised,
            steps=steps,
        )
    lines = [head]
    if plan.status == "optimal":
        lines.append(text("Terbukti termurah."))
    if note := _find_exact_note(result, text):
        lines.append(note)
    decimals = task.instrument.level_decimals
    for points, code, before, after in _rank_steps(task, plan):
        node = task.instrument.node_by_code[code]
        levels = f"{text.level(before, decimals)} → {text.level(after, decimals)}"
        unit = "; ".join(task.units.get(code, ()))
        lines.append(
            f"{node.number:>5}  {node.names[text.language]:<56.56} {levels}  "
            f"{text.points(points, 4)}  {unit}"
        )
    return "\n".join(lines)


def _find_exact_note(result: PlanResult, text: Translator) -> str | None:
    """Say the exact index where what is printed seems to reach a target that it does not."""
    start, reached, aim = result.task.index_after(0), result.plan.reached, result.aim
    short = start if result.plan.is_reached else reached
    is_number = aim.shown not in ("budget", "level3") and not aim.is_rounded
    if not is_number or not round_half_up(short) >= aim.exact * 100 > short * 100:
        return None
    return text(
        "Indeks tepat {start} → {reached}; target dipenuhi pada indeks tepat, sebelum dibulatkan.",
        start=_say_exact(start, text),
        reached=_say_exact(reached, text),
    )


def _say_exact(index: Fraction, text: Translator) -> str:
    """Write an index with as many decimals, from four on, as tell it from its rounding."""
    return text.decimal(index, 4 if (index * 10**4).denominator == 1 else 8)


def _say_not_reached(result: PlanResult, text: Translator) -> str:
    target = result.aim.shown.replace(".", "," if text.language == "id" else ".")
    best = text.decimal(result.plan.reached, 2)
    if result.plan.status == "infeasible":
        return text(
            "Tidak ada rencana untuk target {target}: yang harus naik tidak muat dalam batasnya.",
            target=target,
        )
    if result.plan.status == "unknown":
        return text(
            "Belum ditemukan rencana untuk target {target}, dan belum terbukti bahwa tidak ada; "
            "yang tertinggi sejauh ini {best}.",
            target=target,
            best=best,
        )
    return text(
        "Target {target} tidak dapat dicapai; yang tertinggi {best}.", target=target, best=best
    )

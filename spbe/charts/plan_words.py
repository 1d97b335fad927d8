"""What the bar of a plan says: its title, its steps, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.decomposition import share_hundredths
from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import PlanTask
from spbe.charts.waterfall import SHARED_POINTS, exact_signed
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.translator import Translator


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One indicator of a plan: its levels, and what it adds."""

    code: str
    number: str
    before: int
    after: int
    points: Fraction
    shown: int
    """The points in hundredths, rounded so that those of the plan add up."""


def title_plan(task: PlanTask, plan: Plan, target: Fraction, text: Translator) -> str:
    """Say what the steps bring: "3,28 → 3,50 dengan 5 indikator; target 3,50 tercapai"."""
    present = task.index_after(0)
    start, aim = format_index(present, text), format_index(target, text)
    if present >= target and not plan.moves and plan.status != "infeasible":
        return text("{index} sudah mencapai target {target}", index=start, target=aim)
    reached = format_index(plan.reached, text)
    if plan.status == "infeasible":
        return text(
            "Tidak ada rencana yang memenuhi semua batas: {index}, target {target}",
            index=start,
            target=aim,
        )
    if not plan.moves:
        return text(
            "Tidak ada indikator yang dapat naik: {index}, target {target}", index=start, target=aim
        )
    said = text.plural(
        "{start} → {reached} dengan {count} indikator",
        "{start} → {reached} dengan {count} indikator",
        len(plan.steps),
        start=start,
        reached=reached,
    )
    if plan.reached >= target:
        return said + text("; target {target} tercapai", target=aim)
    gap = _say_gap(target - plan.reached, text)
    return said + text("; masih kurang {gap} dari target {target}", gap=gap, target=aim)


def _say_gap(gap: Fraction, text: Translator) -> str:
    hundredths = round_half_up(gap)
    return text.score(hundredths) if hundredths else text("kurang dari 0,01")


def describe_plan(task: PlanTask, plan: Plan, target: Fraction, text: Translator) -> str:
    """Say in words what `plot_plan` shows."""
    said = [title_plan(task, plan, target, text)]
    said += [say_plan_step(step, task.instrument, text) for step in find_plan_steps(task, plan)]
    return "; ".join(said) + "."


def caption_plan(
    task: PlanTask, plan: Plan, target: Fraction, text: Translator, total: int | None = None
) -> str:
    """Say how the bar of `plot_plan` is read; it stands below the figure, as wide as the page."""
    present = task.index_after(0)
    said = text(
        "Bagian skala dari {low} sampai {high}; satu ruas satu indikator, dengan nomor dan poin "
        "indeksnya. Garis putus: target.",
        low=format_index(present, text),
        high=format_index(max(target, plan.reached), text),
    )
    steps = find_plan_steps(task, plan, total)
    if any(step.shown != round_half_up(step.points) for step in steps):
        said += " " + text(SHARED_POINTS)
    return said


def find_plan_steps(task: PlanTask, plan: Plan, total: int | None = None) -> list[PlanStep]:
    """Give a plan's indicators in its order, with their points exact and as they are written.

    `total` is what the written points add up to [hundredths], by default their rounded sum.
    """
    points = [
        task.instrument.index_points(code, after - before) for code, before, after in plan.steps
    ]
    if total is None or not points:
        total = round_half_up(sum(points, Fraction(0)))
    shown = share_hundredths(points, total)
    return [
        PlanStep(code, task.instrument.node_by_code[code].number, before, after, exact, written)
        for (code, before, after), exact, written in zip(plan.steps, points, shown, strict=True)
    ]


def say_plan_step(step: PlanStep, instrument: Instrument, text: Translator) -> str:
    """Say a step with its exact points: "45 Layanan …: tingkat 3 → 5, +0,06"."""
    decimals = instrument.level_decimals
    return text(
        "{number} {name}: tingkat {before} → {after}, {points}",
        number=step.number,
        name=instrument.node_by_code[step.code].names[text.language],
        before=text.level(step.before, decimals),
        after=text.level(step.after, decimals),
        points=exact_signed(step.points, text),
    )


def format_index(value: Fraction, text: Translator) -> str:
    """Write an index with two decimals."""
    return text.score(round_half_up(value))

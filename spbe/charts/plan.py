"""How do we get there? A bar that fills to the target with each step, and what effort brings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import PlanTask
from spbe.charts.layout import (
    SMALL_SIZE,
    TEXT_SIZE,
    line_shape,
    make_figure,
    make_notice,
    plain,
    words_trace,
)
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.charts.waterfall import exact_signed
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.translator import Translator

_BAR = 40
_LANE = 19
"""Height of a line of words above or below the bar [pixels]."""
_NARROW = 330
"""Width of the bar where it is narrowest [pixels]."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a plan: an indicator, its levels, and what it adds."""

    code: str
    number: str
    before: int
    after: int
    points: Fraction


def title_plan(task: PlanTask, plan: Plan, target: Fraction, text: Translator) -> str:
    """Say what the steps bring: "3,28 → 3,50 dengan 8 langkah; target 3,50 tercapai"."""
    present = task.index_after(0)
    start, aim = _score(present, text), _score(target, text)
    if present >= target and not plan.moves and plan.status != "infeasible":
        return text("{index} sudah mencapai target {target}", index=start, target=aim)
    reached = _score(plan.reached, text)
    if plan.status == "infeasible":
        return text(
            "Tidak ada rencana yang memenuhi semua batas: {index}, target {target}",
            index=start,
            target=aim,
        )
    if not plan.moves:
        return text(
            "Tidak ada langkah yang terbuka: {index}, target {target}", index=start, target=aim
        )
    said = text.plural(
        "{start} → {reached} dengan {count} langkah",
        "{start} → {reached} dengan {count} langkah",
        len(plan.steps),
        start=start,
        reached=reached,
    )
    if plan.reached >= target:
        return said + text("; target {target} tercapai", target=aim)
    gap = exact_signed(target - plan.reached, text).lstrip("+")
    return said + text("; masih kurang {gap} dari target {target}", gap=gap, target=aim)


def describe_plan(task: PlanTask, plan: Plan, target: Fraction, text: Translator) -> str:
    """Say in words what `plot_plan` shows."""
    said = [title_plan(task, plan, target, text)]
    said += [_say_step(step, task.instrument, text) for step in _find_steps(task, plan)]
    return "; ".join(said) + "."


def plot_plan(
    task: PlanTask,
    plan: Plan,
    target: Fraction,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
) -> go.Figure:
    """Draw the part of the scale from the present index to the target, filled step by step.

    Parameters
    ----------
    task, plan : from the planner, or a plan of one's own; its steps are drawn in their order.
    target : exact [index scale], a dashed line.
    title : instead of `title_plan`; "" leaves it out.

    A segment is a step with the number of its indicator and, where there is room, its points; it
    carries the indicator's code as customdata. What is still open stays pale. Rating bounds within
    the part are dotted and named.
    """
    palette = PALETTES[theme]
    title = title_plan(task, plan, target, text) if title is None else title
    present = task.index_after(0)
    last = max(target, plan.reached)
    if last <= present:
        return make_notice(
            text("Tidak ada yang perlu dinaikkan untuk target ini."), text, theme, title=title
        )
    steps = _find_steps(task, plan)
    start, end = float(present), float(last)
    shapes = [
        {
            "type": "rect",
            "x0": start,
            "x1": end,
            "y0": 0,
            "y1": _BAR,
            "fillcolor": palette.panel,
            "line": {"color": palette.line, "width": 1},
            "layer": "below",
        }
    ]
    goal = float(target)
    if target > present:
        shapes.append(
            line_shape(
                palette,
                x=(goal, goal),
                y=(-6, _BAR + 8),
                color=palette.target,
                width=2.5,
                dash="dash",
            )
        )
    bounds, bound_names, above = _draw_bounds(task.instrument, start, end, text, palette)
    ends, below = _draw_ends(task, plan, target, text, palette)
    low, high = _score(present, text), _score(last, text)
    caption = [
        text("Bagian skala dari {low} sampai {high}; satu ruas satu langkah.", low=low, high=high),
        text("Nomor indikator dan poin indeksnya; garis putus: target."),
    ]
    return make_figure(
        [*_draw_steps(steps, start, end - start, text, palette, task), *bound_names, ends],
        title=title or None,
        plot_height=above + _BAR + below,
        text=text,
        theme=theme,
        xaxis={"range": [start, end], "visible": False},
        yaxis={"range": [_BAR + below, -above], "visible": False},
        caption=caption,
        left=16,
        right=16,
        shapes=shapes + bounds,
        barmode="stack",
    )


def _find_steps(task: PlanTask, plan: Plan) -> list[_Step]:
    instrument = task.instrument
    return [
        _Step(
            code,
            instrument.node_by_code[code].number,
            before,
            after,
            instrument.index_points(code, after - before),
        )
        for code, before, after in plan.steps
    ]


def _say_step(step: _Step, instrument: Instrument, text: Translator) -> str:
    decimals = instrument.level_decimals
    return text(
        "{number} {name}: tingkat {before} → {after}, {points}",
        number=step.number,
        name=instrument.node_by_code[step.code].names[text.language],
        before=text.level(step.before, decimals),
        after=text.level(step.after, decimals),
        points=exact_signed(step.points, text),
    )


def _draw_steps(
    steps: Sequence[_Step],
    start: float,
    width: float,
    text: Translator,
    palette: Palette,
    task: PlanTask,
) -> list[dict[str, Any]]:
    """Draw the steps as segments of one stacked bar, each written in as far as it fits."""
    bases, at = [], start
    for step in steps:
        bases.append(round(at, 6))
        at += float(step.points)
    words = []
    for step in steps:
        room = float(step.points) / width * _NARROW
        number, points = f"<b>{step.number}</b>", exact_signed(step.points, text)
        if room >= 6.8 * len(points) + 2:
            words.append(f"{number}<br>{points}")
        else:
            words.append(number if room >= 8 * len(step.number) + 2 else "")
    bar = {
        "type": "bar",
        "orientation": "h",
        "base": bases,
        "x": [round(float(step.points), 6) for step in steps],
        "y": [_BAR / 2] * len(steps),
        "width": _BAR,
        "marker": {"color": palette.gain, "line": {"color": palette.page, "width": 1.5}},
        "customdata": [step.code for step in steps],
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "hoverinfo": "text",
        "hovertext": [plain(_say_step(step, task.instrument, text)) for step in steps],
    }
    middles = [base + float(step.points) / 2 for base, step in zip(bases, steps, strict=True)]
    labels = words_trace(
        middles,
        [_BAR / 2] * len(steps),
        words,
        position="middle center",
        size=SMALL_SIZE - 1,
        color=palette.page,
    )
    return [bar, labels] if steps else []


def _draw_bounds(
    instrument: Instrument, start: float, end: float, text: Translator, palette: Palette
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Draw the rating bounds within the part of the scale, each with the rating it opens.

    Each name has a lane of its own; returns shapes, traces and the room above the bar.
    """
    inside = [r for r in instrument.ratings if start < float(r.lower) <= end]
    middle = (start + end) / 2
    shapes, traces = [], []
    for lane, rating in enumerate(inside):
        at, top = float(rating.lower), -14.0 - _LANE * lane
        shapes.append(
            line_shape(palette, x=(at, at), y=(top - 6, 0), color=palette.quiet, dash="dot")
        )
        traces.append(
            words_trace(
                [at],
                [top],
                [f"{plain(rating.names[text.language])} {text.decimal(rating.lower, 2)}"],
                position="middle left" if at > middle else "middle right",
                size=SMALL_SIZE,
                color=palette.quiet,
            )
        )
    return shapes, traces, 6 + _LANE * len(inside)


def _draw_ends(
    task: PlanTask, plan: Plan, target: Fraction, text: Translator, palette: Palette
) -> tuple[dict[str, Any], float]:
    """Write the present index and the target below the bar, and what is reached where it differs.

    Returns the trace and the room below the bar.
    """
    present = task.index_after(0)
    words = [(present, 0, text("kini {index}", index=_score(present, text)), palette.text)]
    if target > present:
        said = text("target {index}", index=_score(target, text))
        words.append((target, 0, said, palette.target))
    if plan.reached not in (present, target):
        said = text("tercapai {index}", index=_score(plan.reached, text))
        words.append((plan.reached, 1, said, palette.gain))
    middle = (present + max(target, plan.reached)) / 2
    trace = words_trace(
        [float(value) for value, *_ in words],
        [_BAR + 16 + _LANE * lane for _, lane, *_ in words],
        [f"<b>{plain(said)}</b>" for _, _, said, _ in words],
        size=TEXT_SIZE,
        color=[color for *_, color in words],
    )
    sides = ["middle left" if value > middle else "middle right" for value, *_ in words]
    return trace | {"textposition": sides}, 8 + _LANE * (1 + max(lane for _, lane, *_ in words))


def _score(value: Fraction, text: Translator) -> str:
    return text.score(round_half_up(value))

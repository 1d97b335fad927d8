"""How do we get there? A bar that fills to the target with each step, and what effort brings."""

from __future__ import annotations

from collections.abc import Sequence
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
from spbe.charts.plan_words import (
    PlanStep,
    find_plan_steps,
    format_index,
    say_plan_step,
    title_plan,
)
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

_BAR = 40
_LANE = 19
"""Height of a line of words above or below the bar [pixels]."""
_NARROW = 330
"""Width of the bar where it is narrowest [pixels]."""
_NUMBER_LANE = 15
_MOST_LANES = 5
"""Lines above the bar for the numbers that their segments are too narrow for."""
_ICON = 26
"""Room for the icon that saves the figure, where no title stands beside it [pixels]."""
_NBSP = "\u00a0"


def plot_plan(
    task: PlanTask,
    plan: Plan,
    target: Fraction,
    text: Translator,
    theme: Theme = "light",
    *,
    title: str | None = None,
    total: int | None = None,
) -> go.Figure:
    """Draw the part of the scale from the present index to the target, filled step by step.

    Parameters
    ----------
    task, plan : from the planner, or a plan of one's own; its steps are drawn in their order.
    target : exact [index scale], a dashed line.
    title : instead of `title_plan`; "" leaves it out.
    total : what the written points add up to [hundredths], by default their rounded sum.

    A segment is an indicator with its number and, where there is room, its points, rounded so that
    they add up; a number that its segment is too narrow for stands above the bar. The segment
    carries the indicator's code as customdata. What is still open stays pale. Rating bounds within
    the part are dotted and named. `caption_plan` says how it is read.
    """
    palette = PALETTES[theme]
    title = title_plan(task, plan, target, text) if title is None else title
    present = task.index_after(0)
    last = max(target, plan.reached)
    if last <= present:
        return make_notice(
            text("Tidak ada yang perlu dinaikkan untuk target ini."), text, theme, title=title
        )
    steps = find_plan_steps(task, plan, total)
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
    bar = _draw_steps(steps, start, end - start, text, palette, task)
    numbers, lanes = _draw_numbers(steps, start, end - start, palette)
    room = _NUMBER_LANE * lanes
    bounds, bound_names, above = _draw_bounds(task.instrument, start, end, room, text, palette)
    ends, below = _draw_ends(task, plan, target, text, palette)
    edge = (end - start) * 0.005  # so that the line of the target is seen whole
    return make_figure(
        [*bar, *numbers, *bound_names, ends],
        title=title or None,
        plot_height=above + _BAR + below,
        text=text,
        theme=theme,
        xaxis={"range": [start - edge, end + edge], "visible": False},
        yaxis={"range": [_BAR + below, -above], "visible": False},
        top=0 if title else _ICON,
        left=16,
        right=16,
        shapes=shapes + bounds,
        barmode="stack",
    )


def _draw_steps(
    steps: Sequence[PlanStep],
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
        number, points = f"<b>{step.number}</b>", text.points(Fraction(step.shown, 100))
        if _room(step, width) >= 6.8 * len(points) + 2:
            words.append(f"{number}<br>{points}")
        else:
            words.append(number if _fits_within(step, width) else "")
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
        "hovertext": [plain(say_plan_step(step, task.instrument, text)) for step in steps],
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


def _room(step: PlanStep, width: float) -> float:
    """Tell how wide a segment is where the bar is narrowest [pixels]."""
    return float(step.points) / width * _NARROW


def _fits_within(step: PlanStep, width: float) -> bool:
    return _room(step, width) >= 8 * len(step.number) + 2


def _draw_numbers(
    steps: Sequence[PlanStep], start: float, width: float, palette: Palette
) -> tuple[list[dict[str, Any]], int]:
    """Write above the bar the numbers that do not fit within, in as many lines as they need.

    Returns the trace, if there is one, and the number of lines.
    """
    x, y, words, at = [], [], [], start
    free_from = [float("-inf")] * _MOST_LANES
    for step in steps:
        middle = at + float(step.points) / 2
        at += float(step.points)
        if _fits_within(step, width):
            continue
        pixel, half = (middle - start) / width * _NARROW, 4 * len(step.number) + 2
        lane = next((n for n, free in enumerate(free_from) if free <= pixel - half), None)
        if lane is not None:
            free_from[lane] = pixel + half
            x.append(middle)
            y.append(-8.0 - _NUMBER_LANE * lane)
            words.append(step.number)
    if not words:
        return [], 0
    trace = words_trace(
        x, y, words, position="middle center", size=SMALL_SIZE - 1, color=palette.gain
    )
    return [trace], sum(free > float("-inf") for free in free_from)


def _draw_bounds(
    instrument: Instrument,
    start: float,
    end: float,
    room: float,
    text: Translator,
    palette: Palette,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], float]:
    """Draw the rating bounds within the part of the scale, each with the rating it opens.

    Each name has a lane of its own, above the `room` that numbers take; returns shapes, traces and
    the room above the bar.
    """
    inside = [r for r in instrument.ratings if start < float(r.lower) <= end]
    middle = (start + end) / 2
    shapes, traces = [], []
    for lane, rating in enumerate(inside):
        at, top = float(rating.lower), -14.0 - room - _LANE * lane
        bound = text.decimal(rating.lower, 2)
        shapes.append(
            line_shape(palette, x=(at, at), y=(top - 6, 0), color=palette.quiet, dash="dot")
        )
        traces.append(
            words_trace(
                [at],
                [top],
                # Blanks that do not break keep the name off its own line.
                [f"{_NBSP}{plain(rating.names[text.language])} {bound}{_NBSP * 2}"],
                position="middle left" if at > middle else "middle right",
                size=SMALL_SIZE,
                color=palette.quiet,
            )
        )
    return shapes, traces, 6 + room + _LANE * len(inside)


def _draw_ends(
    task: PlanTask, plan: Plan, target: Fraction, text: Translator, palette: Palette
) -> tuple[dict[str, Any], float]:
    """Write the present index and the target below the bar, and what is reached where it differs.

    Returns the trace and the room below the bar.
    """
    present = task.index_after(0)
    words = [(present, 0, text("kini {index}", index=format_index(present, text)), palette.text)]
    if target > present:
        said = text("target {index}", index=format_index(target, text))
        words.append((target, 0, said, palette.target))
    if plan.reached not in (present, target):
        said = text("tercapai {index}", index=format_index(plan.reached, text))
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

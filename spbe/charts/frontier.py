"""What does each effort bring? The highest index per effort, with the target and a chosen plan."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from spbe.analysis.frontier import FrontierPoint
from spbe.analysis.plan import Plan
from spbe.charts.layout import (
    SMALL_SIZE,
    inner_bounds,
    line_shape,
    make_figure,
    make_notice,
    plain,
    scale_ends,
    words_trace,
)
from spbe.charts.palette import PALETTES, Palette, Theme
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.translator import Translator, message

_HEIGHT = 260
_APPROXIMATE = message("Perkiraan: di antara dua titik indeksnya mungkin sudah naik.")
_MOST_MARKS = 150
"""From this many points on the marks would only thicken the line; they can still be clicked."""


def title_frontier(
    points: Sequence[FrontierPoint],
    target: Fraction,
    text: Translator,
    scale: int = 1,
    *,
    is_exact: bool = True,
) -> str:
    """Say the least effort that reaches the target, or how far any effort leads.

    Where the points are not all (`is_exact`), it only says what effort is enough.
    """
    if not points:
        return text("Tidak ada rencana yang memenuhi semua batas")
    if len(points) < 2:
        return text("Tidak ada indikator yang dapat naik")
    aim = _score(target, text)
    first = next((point for point in points if point.reached >= target), None)
    if first is None:
        return text(
            "Target {target} tidak tercapai: paling tinggi {index} dengan usaha {effort}",
            target=aim,
            index=_score(points[-1].reached, text),
            effort=_write_effort(points[-1].effort, scale, text),
        )
    if first.effort == 0:
        return text("Target {target} sudah tercapai tanpa usaha lagi", target=aim)
    if not is_exact:
        return text(
            "Target {target} dapat dicapai dengan usaha {effort}",
            target=aim,
            effort=_write_effort(first.effort, scale, text),
        )
    return text(
        "Target {target} perlu usaha paling sedikit {effort}",
        target=aim,
        effort=_write_effort(first.effort, scale, text),
    )


def describe_frontier(
    points: Sequence[FrontierPoint],
    instrument: Instrument,
    target: Fraction,
    text: Translator,
    plan: Plan | None = None,
    scale: int = 1,
    *,
    is_exact: bool = True,
) -> str:
    """Say in words what `plot_frontier` shows: the target, the ratings and the end of the line."""
    said = [title_frontier(points, target, text, scale, is_exact=is_exact)]
    if not is_exact:
        said.append(text(_APPROXIMATE).rstrip("."))
    for rating in instrument.ratings:
        first = next((point for point in points if point.reached >= rating.lower), None)
        if first is not None and first.effort:
            said.append(
                text(
                    "{rating} ({index}) dari usaha {effort}",
                    rating=rating.names[text.language],
                    index=text.decimal(rating.lower, 2),
                    effort=_write_effort(first.effort, scale, text),
                )
            )
    if points:
        said.append(_say_point(points[-1].effort, points[-1].reached, scale, text))
    if plan is not None:
        said.append(text("rencana terpilih: {point}", point=_say_plan(plan, scale, text)))
    return "; ".join(said) + "."


def plot_frontier(
    points: Sequence[FrontierPoint],
    instrument: Instrument,
    target: Fraction,
    text: Translator,
    theme: Theme = "light",
    *,
    plan: Plan | None = None,
    title: str | None = None,
    scale: int = 1,
    is_exact: bool = True,
) -> go.Figure:
    """Draw the highest index that each effort can reach, as a line of steps.

    Parameters
    ----------
    points : from `compute_frontier` or `search_frontier`.
    target : exact [index scale], a dashed line.
    plan : the chosen one, a mark of its own; it may lie below the line.
    scale : whole efforts of the points and the plan that make one effort of the user's.
    is_exact : whether the points are all at which the index rises; otherwise that is said.

    Points carry their effort as customdata. Without an open step the figure is a sentence.
    """
    if title is None:
        title = title_frontier(points, target, text, scale, is_exact=is_exact)
    if len(points) < 2:
        notice = (
            text("Semua indikator sudah di tingkat tertinggi atau dikunci.")
            if points
            else text("Yang harus naik tidak muat dalam batasnya. Longgarkan salah satunya.")
        )
        return make_notice(notice, text, theme, title=title)
    palette = PALETTES[theme]
    low, high = scale_ends(instrument)
    end = max(points[-1].effort, plan.effort if plan else 0) / scale * 1.02
    traces = [_draw_line(points, scale, text, palette)]
    if plan is not None:
        traces += _draw_plan(plan, end, scale, text, palette)
    aim = float(target)
    traces.append(_name_target(points, target, end, text, palette))
    traces.append(_name_ratings(instrument, end, text, palette))
    shapes = [
        line_shape(palette, x=(0, end), y=(bound, bound), dash="dot", layer="below")
        for bound in inner_bounds(instrument)
    ]
    shapes.append(
        line_shape(palette, x=(0, end), y=(aim, aim), color=palette.target, width=2, dash="dash")
    )
    caption = [
        text("Tegak: indeks tertinggi, skala {low}–{high}. Mendatar: usaha.", low=low, high=high)
    ]
    if not is_exact:
        caption.append(text(_APPROXIMATE))
    if plan is not None:
        caption.append(text("Lingkaran besar: rencana terpilih."))
    return make_figure(
        traces,
        title=title or None,
        plot_height=_HEIGHT,
        text=text,
        theme=theme,
        xaxis={"range": [0, end], "nticks": 8, "tickformat": "d", "rangemode": "nonnegative"},
        yaxis={
            "range": [low - 0.1, high],
            "tickmode": "array",
            "tickvals": list(range(low, high + 1)),
        },
        caption=caption,
        top=18,
        bottom=22,
        left=26,
        right=76,
        shapes=shapes,
    )


def _draw_line(
    points: Sequence[FrontierPoint], scale: int, text: Translator, palette: Palette
) -> dict[str, Any]:
    efforts = [_own(point.effort, scale) for point in points]
    effort_word, index_word = text("usaha"), text("indeks")
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": efforts,
        "y": [round_half_up(point.reached) / 100 for point in points],
        "line": {"shape": "hv", "color": palette.gain, "width": 2.5},
        "marker": {"size": 6 if len(points) <= _MOST_MARKS else 2, "color": palette.gain},
        "customdata": efforts,
        "hovertemplate": f"{effort_word} %{{x}}: {index_word} %{{y:.2f}}<extra></extra>",
        "cliponaxis": False,
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
    }


def _draw_plan(
    plan: Plan, end: float, scale: int, text: Translator, palette: Palette
) -> list[dict[str, Any]]:
    at = round_half_up(plan.reached) / 100
    mark = {
        "type": "scatter",
        "mode": "markers",
        "x": [_own(plan.effort, scale)],
        "y": [at],
        "marker": {"size": 16, "color": palette.page, "line": {"color": palette.now, "width": 4}},
        "customdata": [_own(plan.effort, scale)],
        "hoverinfo": "text",
        "hovertext": [plain(_say_plan(plan, scale, text))],
        "cliponaxis": False,
    }
    # Below the line nothing else is drawn; it falls to the left, so words there stand lower.
    is_early = plan.effort / scale < end * 0.6
    words = words_trace(
        [_own(plan.effort, scale)],
        [at - 0.12 if is_early else at - 0.6],
        [f"<b>{plain(_say_plan(plan, scale, text))}</b>"],
        position="bottom right" if is_early else "bottom left",
        size=SMALL_SIZE,
        color=palette.now,
    )
    return [mark, words]


def _name_target(
    points: Sequence[FrontierPoint],
    target: Fraction,
    end: float,
    text: Translator,
    palette: Palette,
) -> dict[str, Any]:
    """Name the target at the end of its line where the frontier is far from it."""
    is_near_start = abs(target - points[0].reached) < Fraction(3, 10)
    return words_trace(
        [end if is_near_start else 0],
        [float(target)],
        [f"<b>{text('target {index}', index=_score(target, text))}</b>"],
        position="bottom left" if is_near_start else "top right",
        size=SMALL_SIZE,
        color=palette.target,
    )


def _name_ratings(
    instrument: Instrument, end: float, text: Translator, palette: Palette
) -> dict[str, Any]:
    low, high = scale_ends(instrument)
    ends = [float(low), *inner_bounds(instrument), float(high)]
    ratings = instrument.ratings[-(len(ends) - 1) :]
    return words_trace(
        [end] * len(ratings),
        [(ends[place] + ends[place + 1]) / 2 for place in range(len(ratings))],
        ["<br>".join(plain(w) for w in r.names[text.language].split()) for r in ratings],
        size=SMALL_SIZE - 1,
        color=palette.quiet,
    )


def _say_plan(plan: Plan, scale: int, text: Translator) -> str:
    return _say_point(plan.effort, plan.reached, scale, text)


def _say_point(effort: int, reached: Fraction, scale: int, text: Translator) -> str:
    written = _write_effort(effort, scale, text)
    return text("usaha {effort}: {index}", effort=written, index=_score(reached, text))


def _own(effort: int, scale: int) -> int | float:
    """Give an effort in the user's unit, a whole number where it is one."""
    return effort // scale if effort % scale == 0 else effort / scale


def _write_effort(effort: int, scale: int, text: Translator) -> str:
    own = Fraction(effort, scale)
    return text.decimal(own, 0 if own.denominator == 1 else 2)


def _score(value: Fraction, text: Translator) -> str:
    return text.score(round_half_up(value))

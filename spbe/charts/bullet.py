"""Where are we? One mark on the instrument's scale, with rating bands, last year and targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import plotly.graph_objects as go

from spbe.analysis.overview import NamedTarget
from spbe.analysis.results import ScoredResult
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
from spbe.charts.palette import PALETTES, Theme, band_color
from spbe.charts.trend_words import shorten
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator

Shape: TypeAlias = dict[str, Any]
Trace: TypeAlias = dict[str, Any]

_BAND = 28
"""Height of the bands [pixels]."""
_BELOW = _BAND + 56
"""Height of the bands with last year's value and the names of the ratings below."""
_LANE = 20
_NARROW = 300
"""Width of the scale where it is narrowest [pixels]."""


def title_bullet(result: ScoredResult, text: Translator) -> str:
    """Say where the index stands: "Indeks SPBE 3,28 (sementara), setara Baik"."""
    name = result.instrument.names["index"][text.language]
    root = result.instrument.root.code
    score, bounds = result.hundredths(root), result.bounds(root)
    if score is None:
        if bounds is None:
            return text("{name} tidak tersedia", name=name)
        return text(
            "{name} belum ada: rentang {lowest}–{highest} sampai semua indikator terisi",
            name=name,
            lowest=text.score(bounds[0]),
            highest=text.score(bounds[1]),
        )
    rating, equivalent = result.scores.rating, result.scores.equivalent
    if rating is not None:
        return text(
            "{name} {score}, predikat {rating}",
            name=name,
            score=text.score(score),
            rating=rating.names[text.language],
        )
    return text(
        "{name} {score} (sementara), setara {rating}",
        name=name,
        score=text.score(score),
        rating=equivalent.names[text.language] if equivalent else "–",
    )


def describe_bullet(
    result: ScoredResult,
    text: Translator,
    before: ScoredResult | None = None,
    targets: Sequence[NamedTarget] = (),
) -> str:
    """Say in words what `plot_bullet` shows, for those who cannot see it."""
    parts = [title_bullet(result, text), text(STAGE_NAMES[result.stage]) + f" {result.year}"]
    earlier = before.hundredths(before.instrument.root.code) if before is not None else None
    if before is not None and earlier is not None:
        parts.append(f"{text(STAGE_NAMES[before.stage])} {before.year}: {text.score(earlier)}")
    parts += [f"{target.name}: {text.score(target.hundredths)}" for target in targets]
    return "; ".join(parts) + "."


def plot_bullet(
    result: ScoredResult,
    text: Translator,
    theme: Theme = "light",
    *,
    before: ScoredResult | None = None,
    targets: Sequence[NamedTarget] = (),
    with_title: bool = True,
) -> go.Figure:
    """Draw the index on the instrument's scale.

    Parameters
    ----------
    result : what is drawn; an interim one has a hollow mark, an incomplete one a bar over its
        range. Without any figure the chart says so in a sentence.
    before : last year's final result, drawn as a tick; ignored where it is of another instrument.
    targets : drawn as dashed lines with their names.
    with_title : whether the finding stands above; leave it out where the page says it already.
    """
    instrument, palette = result.instrument, PALETTES[theme]
    root = instrument.root.code
    value, bounds = result.exact(root), result.bounds(root)
    title = title_bullet(result, text)
    if value is None and bounds is None:
        return make_notice(title, text, theme)
    low, high = scale_ends(instrument)
    shapes, traces = _bands(result, text, theme)
    earlier = before.exact(root) if before is not None else None
    if before is not None and before.instrument.id == instrument.id and earlier is not None:
        tick, words = _tick(before, float(earlier), text, theme)
        shapes.append(tick)
        traces.append(words)
    target_shapes, target_words, above = _targets(targets, low, high, text, theme)
    shapes += target_shapes
    traces += target_words
    if value is None and bounds is not None:
        shapes.append(_bar(bounds[0] / 100, bounds[1] / 100, palette.now, is_range=True))
    elif value is not None:
        shapes.append(_bar(low, float(value), palette.now, is_range=False))
        traces.append(_mark(float(value), result.is_interim, title, theme))
    ticks = [float(low), *inner_bounds(instrument), float(high)]
    caption = [text("Indeks, skala {low}–{high}; batang mulai dari {low}.", low=low, high=high)]
    return make_figure(
        traces,
        title=title if with_title else None,
        plot_height=above + _BELOW,
        text=text,
        theme=theme,
        xaxis={
            "range": [low, high],
            "tickmode": "array",
            "tickvals": ticks,
            "ticktext": [text.level(round(tick * 100), 2) for tick in ticks],
        },
        yaxis={"range": [_BELOW, -above], "visible": False},
        caption=caption if with_title else [],
        bottom=18,
        left=20,
        right=20,
        shapes=shapes,
    )


def _tick(before: ScoredResult, at: float, text: Translator, theme: Theme) -> tuple[Shape, Trace]:
    """Mark last year's final result on the scale, with its value below the bands."""
    palette, root = PALETTES[theme], before.instrument.root.code
    low, high = scale_ends(before.instrument)
    tick = line_shape(palette, x=(at, at), y=(-2, _BAND + 5), color=palette.text, width=3)
    words = text("{year}: {score}", year=before.year, score=text.score(before.hundredths(root)))
    # Near an end of the scale the label would be cut if it stood centred.
    edge = (high - low) / 8
    side = "right" if at < low + edge else "left" if at > high - edge else "center"
    position = f"middle {side}"
    return tick, words_trace(
        [at], [_BAND + 14], [words], position=position, size=SMALL_SIZE, color=palette.text
    )


def _targets(
    targets: Sequence[NamedTarget], low: int, high: int, text: Translator, theme: Theme
) -> tuple[list[Shape], list[Trace], float]:
    """Draw targets as dashed lines, each label in a lane of its own; with the room they need.

    Labels extend to one side of all lines, and the lanes rise towards the other side, so no line
    crosses a label.
    """
    palette = PALETTES[theme]
    ordered = sorted(targets, key=lambda target: target.hundredths)
    labels = [f"{shorten(target.name)} {text.score(target.hundredths)}" for target in ordered]
    places = [target.hundredths / 100 for target in ordered]
    per_unit = _NARROW / (high - low)
    fits_left = all(
        (at - low) * per_unit > 6.4 * len(label) for at, label in zip(places, labels, strict=True)
    )
    gap = (high - low) / 80
    side = "middle left" if fits_left else "middle right"
    shapes, traces = [], []
    for number, (at, label) in enumerate(zip(places, labels, strict=True)):
        lane = number if fits_left else len(places) - 1 - number
        top = -14 - _LANE * lane
        shapes.append(
            line_shape(
                palette,
                x=(at, at),
                y=(top - 8, _BAND + 2),
                color=palette.target,
                width=2,
                dash="dash",
            )
        )
        traces.append(
            words_trace(
                [at + (-gap if fits_left else gap)],
                [top],
                [plain(label)],
                position=side,
                size=SMALL_SIZE,
                color=palette.target,
            )
        )
    return shapes, traces, 8 + _LANE * len(ordered)


def _mark(value: float, is_interim: bool, title: str, theme: Theme) -> Trace:
    """Draw our own mark: hollow while the result is interim."""
    palette = PALETTES[theme]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [round(value, 4)],
        "y": [_BAND / 2],
        "marker": {
            "size": 17,
            "color": palette.page if is_interim else palette.now,
            "opacity": 1,
            "line": {"color": palette.now, "width": 4},
        },
        "hoverinfo": "text",
        "hovertext": [plain(title)],
        "cliponaxis": False,
    }


def _bands(result: ScoredResult, text: Translator, theme: Theme) -> tuple[list[Shape], list[Trace]]:
    """Describe the rating bands and their names below them."""
    instrument, palette = result.instrument, PALETTES[theme]
    low, high = scale_ends(instrument)
    ratings = instrument.ratings
    ends = [max(float(low), float(r.lower)) for r in ratings] + [float(high)]
    ends[0] = float(low)
    shapes: list[Shape] = [
        {
            "type": "rect",
            "x0": ends[place],
            "x1": ends[place + 1],
            "y0": 0,
            "y1": _BAND,
            "fillcolor": band_color(place, len(ratings)),
            "opacity": 0.30 if theme == "light" else 0.45,
            "line": {"width": 0},
            "layer": "below",
        }
        for place in range(len(ratings))
    ]
    names = words_trace(
        [(ends[place] + ends[place + 1]) / 2 for place in range(len(ratings))],
        [_BAND + 40] * len(ratings),
        ["<br>".join(plain(w) for w in r.names[text.language].split()) for r in ratings],
        position="middle center",
        size=SMALL_SIZE - 1,
        color=palette.quiet,
    )
    return shapes, [names]


def _bar(start: float, end: float, color: str, *, is_range: bool) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": start,
        "x1": end,
        "y0": _BAND / 2 - 4,
        "y1": _BAND / 2 + 4,
        "layer": "below",
        "fillcolor": color,
        "opacity": 0.5 if is_range else 1,
        "line": {"width": 1.5 if is_range else 0, "color": color},
    }

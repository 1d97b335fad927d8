"""The parts of a trend: bounds and breaks, ladder, lines, ranges and names at their ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from spbe.charts.layout import SMALL_SIZE, inner_bounds, line_shape, plain, words_trace, wrap
from spbe.charts.palette import Palette
from spbe.charts.trend_places import PLOT_HEIGHT, find_place
from spbe.charts.trend_words import Row, point_label, point_value, point_words, shorten
from spbe.model.instrument import Instrument
from spbe.text.translator import Translator

Traces: TypeAlias = list[dict[str, Any]]
Shapes: TypeAlias = list[dict[str, Any]]


def draw_bounds(
    rows: Sequence[Row],
    instruments: Mapping[str, Instrument],
    places: Mapping[tuple[int, str], float],
    text: Translator,
    palette: Palette,
) -> tuple[Shapes, dict[str, Any], list[dict[str, Any]]]:
    """Draw the rating bounds of each instrument over its years, and the breaks between them.

    Gives shapes, the names of the bands at the right edge, and the notes on the breaks.
    """
    end = max(places.values())
    spans: list[tuple[str, float, float]] = []
    for row in sorted(rows, key=lambda row: find_place(row, places)):
        at = find_place(row, places)
        if spans and spans[-1][0] == row["instrument_id"]:
            spans[-1] = (row["instrument_id"], spans[-1][1], at)
        else:
            spans.append((row["instrument_id"], at, at))
    shapes: Shapes = []
    breaks: list[float] = []
    for place, (instrument_id, start, stop) in enumerate(spans):
        left = -0.35 if place == 0 else (spans[place - 1][2] + start) / 2
        right = end + 0.35 if place == len(spans) - 1 else (stop + spans[place + 1][1]) / 2
        if place:
            breaks.append(left)
        shapes += [
            line_shape(palette, x=(left, right), y=(bound, bound), layer="below", dash="dot")
            for bound in inner_bounds(instruments[instrument_id])
        ]
    low, high = _scale(instruments)
    shapes += [
        line_shape(palette, x=(at, at), y=(low, high), color=palette.quiet, width=1.5, dash="dash")
        for at in breaks
    ]
    last = instruments[spans[-1][0]]
    ends = [float(low), *inner_bounds(last), float(high)]
    bands = last.ratings[-(len(ends) - 1) :]
    names = words_trace(
        [end + 0.35] * len(bands),
        [(ends[n] + ends[n + 1]) / 2 for n in range(len(bands))],
        [wrap(r.names[text.language], 11) for r in bands],
        size=SMALL_SIZE - 1,
        color=palette.quiet,
    )
    notes = [
        {
            "text": text("instrumen<br>berganti"),
            "x": at,
            "y": low,
            "yanchor": "bottom",
            "showarrow": False,
            "bgcolor": palette.page,
            "font": {"size": SMALL_SIZE, "color": palette.quiet},
        }
        for at in breaks
    ]
    return shapes, names, notes


def draw_ladder(
    steps: Sequence[Row],
    places: Mapping[tuple[int, str], float],
    year: int,
    palette: Palette,
    text: Translator,
    low: int,
    high: int,
) -> tuple[Shapes, Traces]:
    """Draw the stages of the last year as steps on a quiet panel."""
    stages = [step for step in steps if (year, step["stage"]) in places]
    at = [places[year, step["stage"]] for step in stages]
    panel = {
        "type": "rect",
        "x0": at[0] - 0.45,
        "x1": at[-1] + 0.35,
        "y0": low,
        "y1": high,
        "fillcolor": palette.panel,
        "line": {"width": 0},
        "layer": "below",
    }
    known = [(x, step) for x, step in zip(at, stages, strict=True) if step["value"] is not None]
    trace = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [x for x, _ in known],
        "y": [round(step["value"], 4) for _, step in known],
        "line": {"shape": "hvh", "color": palette.before, "width": 1.5},
        "marker": {
            "size": 10,
            "color": [palette.page if s["is_interim"] else palette.before for _, s in known],
            "line": {"color": palette.before, "width": 2},
        },
        # The last stage is the year's own point and is labelled there.
        "text": [text.score(step["score"]) for _, step in known[:-1]] + [""],
        "textposition": "top center",
        "textfont": {"size": SMALL_SIZE, "color": palette.quiet},
        "customdata": [["", year, step["stage"]] for _, step in known],
        "hoverinfo": "text",
        "hovertext": [plain(point_words({**step, "year": year}, text)) for _, step in known],
        "cliponaxis": False,
    }
    return [panel], [trace]


def draw_lines(
    rows: Sequence[Row],
    places: Mapping[tuple[int, str], float],
    color: str,
    palette: Palette,
    text: Translator,
    *,
    is_labelled: bool,
    is_named_at_end: bool = False,
    lines: Sequence[float] = (),
) -> Traces:
    """Draw the points of one agency: one line per segment, never across an instrument's change.

    `is_named_at_end`: name and last value stand beside the line, so the last point has no label;
    `lines` are the heights of target lines, which labels keep clear of.
    """
    traces: Traces = []
    for segment in sorted({row["segment"] for row in rows}):
        part = [row for row in rows if row["segment"] == segment]
        fills = [palette.page if row["is_interim"] else color for row in part]
        trace: dict[str, Any] = {
            "type": "scatter",
            "mode": "lines+markers+text" if is_labelled else "lines+markers",
            "x": [find_place(row, places) for row in part],
            "y": [None if row["score"] is None else round(row["value"], 4) for row in part],
            "line": {"color": color, "width": 3 if is_labelled else 2},
            "marker": {
                "size": 12 if is_labelled else 9,
                "color": fills,
                "line": {"color": color, "width": 2.5},
            },
            "customdata": [[row["agency"], row["year"], row["stage"]] for row in part],
            "hoverinfo": "text",
            "hovertext": [plain(point_words(row, text)) for row in part],
            "cliponaxis": False,
        }
        if is_labelled:
            trace |= {
                "text": [
                    ""
                    if is_named_at_end and row is rows[-1]
                    else f"<b>{point_label(row, text)}</b>"
                    for row in part
                ],
                "textposition": [_label_side(part, n, lines) for n in range(len(part))],
                "textfont": {
                    "size": SMALL_SIZE + 2,
                    "color": palette.text,
                    # A target may run behind the label; the number stays clear of it.
                    "shadow": ", ".join([f"0 0 3px {palette.page}"] * 4),
                },
            }
        traces.append(trace)
    return traces


def draw_range(row: Row, places: Mapping[tuple[int, str], float], color: str) -> dict[str, Any]:
    """Draw an incomplete point as a bar from its lowest to its highest value."""
    at = find_place(row, places)
    return {
        "type": "rect",
        "x0": at - 0.07,
        "x1": at + 0.07,
        "y0": row["lowest"] / 100,
        "y1": row["highest"] / 100,
        "line": {"color": color, "width": 2, "dash": "dot"},
    }


def draw_range_words(
    rows: Sequence[Row],
    places: Mapping[tuple[int, str], float],
    palette: Palette,
    text: Translator,
) -> Traces:
    """Name the ranges of incomplete points."""
    open_rows = [row for row in rows if row["score"] is None]
    if not open_rows:
        return []
    return [
        words_trace(
            [find_place(row, places) for row in open_rows],
            [row["highest"] / 100 for row in open_rows],
            [point_value(row, text).replace(" ", "<br>", 1) for row in open_rows],
            position="top center",
            size=SMALL_SIZE,
            color=palette.text,
        )
    ]


def draw_agency_names(
    rows: Sequence[Row],
    agencies: Sequence[str],
    own: str,
    end: float,
    scale: tuple[int, int],
    text: Translator,
    palette: Palette,
) -> dict[str, Any]:
    """Name each agency beside the end of its line, moved apart where they would overlap."""
    low, high = scale
    lasts = []
    for agency in agencies:
        known = [row for row in rows if row["agency"] == agency and row["score"] is not None]
        if known:
            lasts.append(known[-1])
    lasts.sort(key=lambda row: row["value"])
    labels = [
        wrap(
            shorten(row["agency"], 32) + f" {text.score(row['score'])}",
            19,
        )
        for row in lasts
    ]
    halves = [8.5 * (label.count("<br>") + 1) * (high - low) / PLOT_HEIGHT for label in labels]
    at = _spread([row["value"] for row in lasts], halves, float(high))
    return words_trace(
        [end + 0.35] * len(lasts),
        at,
        labels,
        size=SMALL_SIZE,
        color=[palette.now if row["agency"] == own else palette.quiet for row in lasts],
    )


def _spread(values: Sequence[float], halves: Sequence[float], ceiling: float) -> list[float]:
    """Move sorted labels apart so that none overlaps the next; first upwards, then down again."""
    at = list(values)
    for n in range(1, len(at)):
        at[n] = max(at[n], at[n - 1] + halves[n - 1] + halves[n])
    for n in range(len(at) - 1, -1, -1):
        top = ceiling if n == len(at) - 1 else at[n + 1] - halves[n + 1]
        at[n] = min(at[n], top - halves[n])
    return at


def _label_side(part: Sequence[Row], place: int, lines: Sequence[float]) -> str:
    """Put a label where neither a target nor its own line runs: above, or below a valley."""
    value = part[place]["value"]
    around = [part[n]["value"] for n in (place - 1, place + 1) if 0 <= n < len(part)]
    known = [other for other in around if part[place]["score"] is not None and other == other]
    is_valley = bool(known) and all(other > value for other in known)
    above = sum(0.08 < line - value < 0.5 for line in lines) + is_valley * 0.5
    below = sum(0.08 < value - line < 0.5 for line in lines)
    return "bottom center" if above > below else "top center"


def _scale(instruments: Mapping[str, Instrument]) -> tuple[int, int]:
    lowest = min(instrument.level_minimum for instrument in instruments.values())
    highest = max(instrument.level_maximum for instrument in instruments.values())
    return lowest, highest

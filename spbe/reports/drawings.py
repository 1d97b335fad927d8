"""Pictures as plain values for a layout: places on the scale as floats, all words said already."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from spbe.analysis.frames import read_rows
from spbe.analysis.overview import compute_children
from spbe.analysis.results import ScoredResult
from spbe.charts.children import format_distance, format_value, list_notes
from spbe.charts.layout import inner_bounds, scale_ends
from spbe.charts.palette import PALETTES, RAMP, RAMP_TEXT, band_color, level_colors
from spbe.model.instrument import Instrument
from spbe.reports.contents import ReportContents, ReportTarget
from spbe.reports.typesetting import Value
from spbe.reports.words import list_marks, say_rating, say_source
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator

_LONGEST_NAME, _LONGEST_SOURCE = 100, 300
"""Letters of what users wrote; an agency's name is shorter."""

Mark: TypeAlias = dict[str, Any]
"""A place on the scale with its words."""
_EDGE, _CLOSE = 0.1, 0.2
"""Shares of the scale: nearer to its end, or to each other, labels around their marks collide."""


def list_shared(contents: ReportContents, text: Translator, title: str) -> dict[str, Value]:
    """List what every layout needs: whom and what it tells of, marks, source and colours."""
    palette = PALETTES["light"]
    names = ("now", "before", "target", "loss", "gain", "text", "quiet", "page", "panel", "line")
    badges = [text("Ilustratif")] if contents.is_illustrative else []
    if contents.is_interim:
        badges.append(text("sementara"))
    return {
        "title": title,
        "language": text.language,
        "agency": shorten(contents.agency, _LONGEST_NAME),
        "result": f"{text(STAGE_NAMES[contents.result.stage])} {contents.result.year}",
        "day": text.date(contents.day, "long"),
        "badges": badges,
        "marks": list_marks(contents, text),
        "source": shorten(say_source(contents, text), _LONGEST_SOURCE),
        "colors": {name: getattr(palette, name) for name in names},
        "ramp": [level_colors(level) for level in range(len(RAMP) + 1)],
    }


def shorten(words: str, longest: int) -> str:
    """Cut words to at most so many letters, at a blank where one is near the end."""
    plain = " ".join(words.split())
    if len(plain) <= longest:
        return plain
    kept = plain[: longest - 1]
    at_blank = kept.rpartition(" ")[0]
    return (at_blank if len(at_blank) > longest // 2 else kept).rstrip() + "…"


def draw_index(contents: ReportContents, text: Translator) -> dict[str, Value]:
    """Write the index large, smaller where it is only a range."""
    root = contents.instrument.root.code
    bounds = contents.result.bounds(root)
    is_range = contents.index is None and bounds is not None
    shown = text.score(contents.index)
    if is_range and bounds is not None:
        shown = f"{text.score(bounds[0])}–{text.score(bounds[1])}"
    return {
        "name": contents.instrument.names["index"][text.language],
        "shown": shown,
        "size": 3 if is_range else 5.4,
        "rating": say_rating(contents, text) or "",
        **_find_rating_colors(contents),
    }


def draw_scale(contents: ReportContents, text: Translator) -> dict[str, Value]:
    """Place the index, last year's and the target on the instrument's scale, as `bullet` needs."""
    instrument, result = contents.instrument, contents.result
    root = instrument.root.code
    low, high = scale_ends(instrument)
    value, bounds = result.exact(root), result.bounds(root)
    ends = [float(low), *inner_bounds(instrument), float(high)]
    sides = ["start", *["centre"] * (len(ends) - 2), "edge"]
    before = _mark_before(contents.last_year, text)
    target = mark_target(contents.target, text)
    _part_labels([each for each in (before, target) if each is not None], low, high)
    return {
        "low": low,
        "high": high,
        "bounds": inner_bounds(instrument),
        "bands": _draw_bands(instrument, ends, text),
        "ticks": [
            {"at": end, "text": text.level(round(end * 100), 2), "side": side}
            for end, side in zip(ends, sides, strict=True)
        ],
        "value": None if value is None else float(value),
        "range": None if bounds is None else [bound / 100 for bound in bounds],
        "is_interim": result.is_interim,
        "before": before,
        "target": target,
    }


def _part_labels(marks: list[Mark], low: int, high: int) -> None:
    """Say on which side of its mark each label stands, so that none covers another or the edge."""
    for mark in marks:
        share = (mark["at"] - low) / (high - low)
        mark["side"] = "start" if share < _EDGE else "edge" if share > 1 - _EDGE else "centre"
    for first, second in pairwise(sorted(marks, key=lambda mark: mark["at"])):
        if second["at"] - first["at"] < _CLOSE * (high - low):
            first["side"], second["side"] = "left", "right"


def _draw_bands(instrument: Instrument, ends: list[float], text: Translator) -> list[Value]:
    bands = [rating for rating in instrument.ratings if rating.lower < ends[-1]]
    return [
        {
            "start": start,
            "end": end,
            "name": bands[place].names[text.language],
            "color": band_color(place, len(bands)),
        }
        for place, (start, end) in enumerate(pairwise(ends))
    ]


def _mark_before(before: ScoredResult | None, text: Translator) -> Mark | None:
    """Place last year's index, None where there is none."""
    if before is None:
        return None
    root = before.instrument.root.code
    value = before.exact(root)
    if value is None:
        return None
    said = text("{year}: {score}", year=before.year, score=text.score(before.hundredths(root)))
    return {"at": float(value), "text": said}


def mark_target(target: ReportTarget | None, text: Translator) -> Mark | None:
    """Place a target with its words, None where there is none."""
    if target is None:
        return None
    said = text("target {score}", score=text.score(target.hundredths))
    return {"at": target.hundredths / 100, "text": said}


def draw_branches(contents: ReportContents, text: Translator) -> dict[str, Value]:
    """Place the nodes right below the index on its scale, with what the marks mean.

    No rows where none of them has a score or a range.
    """
    target, before = contents.target, contents.last_year
    children = compute_children(
        contents.result,
        before=before,
        target=None if target is None else target.hundredths,
        language=text.language,
    )
    rows = read_rows(children)
    if all(row["exact"] is None and row["lowest"] is None for row in rows):
        return {"rows": [], "notes": ""}
    bars: list[Value] = [
        {
            "name": row["name"],
            "shown": format_value(row, text),
            "note": format_distance(row, text, target),
            "value": None if row["exact"] is None else float(row["exact"]),
            "range": None if row["lowest"] is None else [row["lowest"] / 100, row["highest"] / 100],
            "before": None if row["before"] is None else row["before"] / 100,
        }
        for row in rows
    ]
    year = None if before is None else before.year
    notes = list_notes(rows, contents.instrument, text, target, year)
    return {"rows": bars, "notes": shorten(" ".join(notes), _LONGEST_SOURCE)}


def draw_level(units: int | None, instrument: Instrument, text: Translator) -> Value:
    """Write a level with the whole level whose colour it takes, None where it is missing."""
    return {
        "text": text.level(units, instrument.level_decimals),
        "level": None if units is None else units // instrument.level_scale,
    }


def _find_rating_colors(contents: ReportContents) -> Mapping[str, Value]:
    """Find fill and text colour of the band that the index lies in; grey without one."""
    scores = contents.result.scores
    rating = scores.rating or scores.equivalent
    bands = [r for r in contents.instrument.ratings if r.lower < contents.instrument.level_maximum]
    if rating is None or rating not in bands:
        palette = PALETTES["light"]
        return {"fill": palette.line, "color": palette.text}
    fill = band_color(bands.index(rating), len(bands))
    return {"fill": fill, "color": RAMP_TEXT[RAMP.index(fill)]}

"""Pictures of movement as plain values: years and stages, what a change is made of, a plan."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spbe.analysis.change_words import name_result
from spbe.analysis.decomposition import Decomposition
from spbe.analysis.frames import read_rows
from spbe.analysis.results import ScoredResult
from spbe.analysis.trend import compute_ladder, compute_trend
from spbe.charts.layout import inner_bounds, scale_ends
from spbe.charts.plan_words import caption_plan, find_plan_steps, format_index
from spbe.charts.trend import title_trend
from spbe.charts.trend_words import find_notes, point_value
from spbe.charts.waterfall import SHARED_POINTS
from spbe.reports.contents import ReportContents, ReportPlan
from spbe.reports.drawings import mark_target
from spbe.reports.typesetting import Value
from spbe.text.terms import STAGE_SHORT_NAMES
from spbe.text.translator import Translator


def draw_trend(contents: ReportContents, text: Translator) -> dict[str, Value] | None:
    """Place the index of every year and of this year's stages; None for a single figure."""
    points = compute_trend(contents.known)
    rows = read_rows(points)
    ladder = read_rows(compute_ladder(contents.known, contents.result.year))
    stages = ladder if len(ladder) > 1 else []
    if len(rows) + len(stages) < 2:
        return None
    instruments = {result.instrument.id: result.instrument for result in contents.known}
    used = [instruments[row["instrument_id"]] for row in rows]
    columns = [_draw_point(row, str(row["year"]), text) for row in rows]
    for column, before, row in zip(columns[1:], rows, rows[1:], strict=False):
        column["is_joined"] = row["segment"] == before["segment"]
    for row in stages:
        name = STAGE_SHORT_NAMES[row["stage"]]
        columns.append({**_draw_point(row, text(name), text), "is_stage": True})
    return {
        "kind": "trend",
        "title": title_trend(points, instruments, text, contents.target),
        "low": min(instrument.level_minimum for instrument in used),
        "high": max(instrument.level_maximum for instrument in used),
        "bounds": inner_bounds(contents.instrument),
        "columns": columns,
        "target": mark_target(contents.target, text),
        "notes": " ".join(find_notes(rows, instruments, text)),
    }


def _draw_point(row: dict[str, Any], label: str, text: Translator) -> dict[str, Value]:
    return {
        "label": label,
        "shown": point_value(row, text),
        "value": None if row["exact"] is None else float(row["exact"]),
        "range": None if row["lowest"] is None else [row["lowest"] / 100, row["highest"] / 100],
        "is_interim": row["is_interim"],
        "is_joined": False,
        "is_stage": False,
    }


def draw_waterfall(change: Decomposition, text: Translator) -> dict[str, Value] | None:
    """Place what each part moved the index; None where the parts are not known."""
    root = change.instrument.root.code
    start, end = change.before.exact(root), change.after.exact(root)
    if start is None or end is None or not change.by_tier.get(change.top_tier):
        return None
    low, high = scale_ends(change.instrument)
    rows = [_draw_total(change.before, start, low, "before", text)]
    level, is_shared = start, False
    parts = change.by_tier[change.top_tier]
    for part, shown in zip(parts, change.shown_points(change.top_tier), strict=True):
        written = text.points(Fraction(shown, 100))
        is_shared = is_shared or written != text.points(part.points)
        node = change.instrument.node_by_code.get(part.code)
        rows.append(
            {
                "name": text("Pembulatan nilai terbit")
                if node is None
                else node.names[text.language],
                "shown": written,
                "from": float(min(level, level + part.points)),
                "to": float(max(level, level + part.points)),
                "color": "gain" if part.points > 0 else "loss" if part.points < 0 else "quiet",
                "is_hollow": False,
            }
        )
        level += part.points
    rows.append(_draw_total(change.after, end, low, "now", text))
    notes = [text("Indeks, skala {low}–{high}; batang mulai dari {low}.", low=low, high=high)]
    if change.before.is_interim or change.after.is_interim:
        notes.append(text("Batang kosong: sementara, belum hasil akhir."))
    if is_shared:
        notes.append(text(SHARED_POINTS))
    return {"kind": "waterfall", "low": low, "high": high, "rows": rows, "notes": " ".join(notes)}


def _draw_total(
    result: ScoredResult, index: Fraction, low: int, color: str, text: Translator
) -> dict[str, Value]:
    return {
        "name": name_result(result, text),
        "shown": text.score(result.hundredths(result.instrument.root.code)),
        "from": low,
        "to": float(index),
        "color": color,
        "is_hollow": result.is_interim,
    }


def draw_plan(way: ReportPlan, text: Translator) -> dict[str, Value] | None:
    """Place each step of a plan between the present index and the aim; None without steps."""
    present = way.task.index_after(0)
    last = max(way.aim, way.plan.reached)
    if not way.plan.moves or last <= present:
        return None
    segments: list[Value] = []
    level = present
    for step in find_plan_steps(way.task, way.plan):
        segments.append(
            {
                "from": float(level),
                "to": float(level + step.points),
                "number": step.number,
                "shown": text.points(Fraction(step.shown, 100)),
            }
        )
        level += step.points
    return {
        "kind": "plan",
        "low": float(present),
        "high": float(last),
        "segments": segments,
        "start": format_index(present, text),
        "end": {"at": float(way.plan.reached), "text": format_index(way.plan.reached, text)},
        "target": {
            "at": float(way.aim),
            "text": text("target {score}", score=format_index(way.aim, text)),
        },
        "notes": caption_plan(way.task, way.plan, way.aim, text),
    }

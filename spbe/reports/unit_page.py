"""One page for each unit: its items and their days, what they bring, and what it leads."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from spbe.analysis.backlog import UnitBacklog, is_overdue
from spbe.analysis.unit_tasks import UnitTasks, find_unit_tasks
from spbe.charts.waterfall import exact_signed
from spbe.model.item import Item
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import draw_level, list_shared, shorten
from spbe.reports.one_page import PIXELS_PER_INCH
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.typesetting import Value, compile_pdf, compile_png
from spbe.text.file_moments import give_moment
from spbe.text.file_names import make_distinct, make_file_name
from spbe.text.translator import Translator

_MOST_ITEMS, _MOST_SEEN = 16, 6
"""Items on paper and on a phone, the most urgent ones; the rest is counted."""
_MOST_STEPS = 12
_LONGEST, _LONGEST_SEEN = 170, 80
"""Letters of a text of users on paper and on a phone."""
_SIZES, _SIZES_SEEN = (11.0, 9.0), (13.5, 12.0)
"""Type that few and many items begin with [points]; it shrinks further where that is not enough."""
_MANY, _MANY_SEEN = 8, 4
"""Items that are many on paper and on a phone."""
Progress = Callable[[int, int], object]
"""Told how many of how many units are done."""


def list_page_units(contents: ReportContents) -> list[str]:
    """List the units that have something to do or lead an indicator, by name."""
    units = {row.unit for row in contents.checklist.backlog}
    units |= {unit for lead in contents.leads.values() for unit in lead.leads}
    return sorted(units - {""}, key=str.casefold)


def build_unit_page_pdf(
    contents: ReportContents, unit: str, text: Translator, paper: Paper = "A4"
) -> bytes:
    """Build the page of one unit as PDF/A; type shrinks until it fits on one page."""
    width, height = PAPERS[paper]
    data = _list_page(contents, unit, text, _MOST_ITEMS, _LONGEST)
    data["paper"] = {"width": width, "height": height}
    data["size"] = _SIZES[_count_items(contents, unit) > _MANY]
    return compile_pdf("unit_page", data, contents.day)


def build_unit_page_png(contents: ReportContents, unit: str, text: Translator) -> bytes:
    """Build the page of one unit as a picture for a phone, 1080 × 1350 pixels."""
    data = _list_page(contents, unit, text, _MOST_SEEN, _LONGEST_SEEN)
    data["size"] = _SIZES_SEEN[_count_items(contents, unit) > _MANY_SEEN]
    return compile_png("unit_picture", data, PIXELS_PER_INCH)[0]


def _count_items(contents: ReportContents, unit: str) -> int:
    return sum(unit in item.units for item in contents.checklist.items if item.is_open)


def build_unit_pages(
    contents: ReportContents, text: Translator, paper: Paper = "A4", told: Progress | None = None
) -> bytes:
    """Build page and picture of every unit, as a ZIP; the same contents give the same bytes."""
    units, taken = list_page_units(contents), set[str]()

    def build(unit: str) -> tuple[bytes, bytes]:
        page = build_unit_page_pdf(contents, unit, text, paper)
        return page, build_unit_page_png(contents, unit, text)

    packed = io.BytesIO()
    # Typst lets go of the interpreter while it works, so several units are set at once.
    with zipfile.ZipFile(packed, "w") as archive, ThreadPoolExecutor(os.cpu_count()) as pool:
        for place, (unit, made) in enumerate(zip(units, pool.map(build, units), strict=True), 1):
            for extension, data in zip(("pdf", "png"), made, strict=True):
                name = make_distinct(make_file_name(unit, extension), taken)
                archive.writestr(zipfile.ZipInfo(name, give_moment(contents.day)), data)
            if told is not None:
                told(place, len(units))
    return packed.getvalue()


def _list_page(
    contents: ReportContents, unit: str, text: Translator, most: int, longest: int
) -> dict[str, Value]:
    checklist = contents.checklist
    tasks = find_unit_tasks(checklist.items, unit, contents.day, checklist.shares)
    backlog = next((row for row in checklist.backlog if row.unit == unit), None)
    parts = _list_parts(tasks, contents, text, most, longest)
    left = len(tasks.own) + len(tasks.waiting) - most
    shown = backlog.steps[:_MOST_STEPS] if backlog is not None else ()
    return {
        **list_shared(contents, text, text("Tugas OPD: {unit}", unit=unit)),
        "unit": shorten(unit, longest),
        "about": text(
            "Checklist SPBE {year} · {agency}",
            year=contents.result.year,
            agency=shorten(contents.agency, longest),
        ),
        "figures": _list_figures(tasks, backlog, text),
        "parts": parts,
        "steps": [
            {
                "number": contents.instrument.node_by_code[step.code].number,
                "name": contents.instrument.node_by_code[step.code].names[text.language],
                "before": draw_level(step.before, contents.instrument, text),
                "after": draw_level(step.after, contents.instrument, text),
                "points": exact_signed(step.points, text),
            }
            for step in shown
        ],
        "leads": _list_leads(contents, unit, text),
        "words": {
            "items": text("Yang harus dikerjakan"),
            "nothing": text("Semua butir selesai. Terima kasih."),
            "more": text("Dan {n} butir lainnya.", n=left) if left > 0 else "",
            "steps": text("Kenaikan tingkat yang menunggu butir ini"),
            "shared": _say_shared(backlog, text),
            "leads": text("Indikator yang dipimpin, dengan tingkatnya sekarang"),
        },
    }


def _list_figures(tasks: UnitTasks, backlog: UnitBacklog | None, text: Translator) -> list[Value]:
    """List the figures that stand on top: open items, late ones, and what all of them bring."""
    late = len(tasks.overdue)
    figures: list[Value] = [
        {
            "shown": text.number(len(tasks.own) + len(tasks.waiting)),
            "words": text("butir belum selesai"),
            "color": "now",
        },
        {
            "shown": text.number(late),
            "words": text("lewat tenggat"),
            "color": "loss" if late else "quiet",
        },
    ]
    if backlog is not None and backlog.steps:
        steps = text.plural(
            "poin indeks dari {count} kenaikan tingkat",
            "poin indeks dari {count} kenaikan tingkat",
            len(backlog.steps),
        )
        figures.append({"shown": text.points(backlog.points), "words": steps, "color": "gain"})
    return figures


def _list_parts(
    tasks: UnitTasks, contents: ReportContents, text: Translator, most: int, longest: int
) -> list[Value]:
    """List the items by urgency, at most so many of them."""
    parts: list[Value] = []
    for title, items, color in (
        (text("Lewat tenggat"), tasks.overdue, "loss"),
        (text("Minggu ini"), tasks.week, "now"),
        (text("Berikutnya"), tasks.later, "text"),
        (text("Menunggu pihak lain"), tasks.waiting, "quiet"),
    ):
        shown = items[: max(most, 0)]
        most -= len(shown)
        if shown:
            parts.append(
                {
                    "title": title,
                    "count": text.number(len(items)),
                    "color": color,
                    "items": [_list_item(item, contents, text, longest) for item in shown],
                }
            )
    return parts


def _list_item(
    item: Item, contents: ReportContents, text: Translator, longest: int
) -> dict[str, Value]:
    instrument = contents.instrument
    node = instrument.node_by_code.get(item.code or "")
    level = None
    if item.level is not None:
        level = draw_level(item.level * instrument.level_scale, instrument, text)
    returned = text("Dikembalikan: {reason}", reason=shorten(item.reason, longest))
    return {
        "place": "" if node is None else text("Indikator {number}", number=node.number),
        "level": level,
        "text": shorten(item.text, longest),
        "note": returned if item.state == "returned" else "",
        "due": "–" if item.due is None else text.date(item.due),
        "is_late": is_overdue(item, contents.day),
    }


def _list_leads(contents: ReportContents, unit: str, text: Translator) -> list[Value]:
    instrument = contents.instrument
    return [
        {
            "name": f"{leaf.number} {leaf.names[text.language]}",
            "level": draw_level(contents.result.level_units(leaf.code), instrument, text),
        }
        for leaf in instrument.leaves
        if leaf.code in contents.leads and unit in contents.leads[leaf.code].leads
    ]


def _say_shared(backlog: UnitBacklog | None, text: Translator) -> str:
    """Say how many points need other units too, and how many steps are not shown."""
    if backlog is None:
        return ""
    said = []
    if left := len(backlog.steps) - _MOST_STEPS:
        said += [text("… dan {n} lainnya.", n=left)] if left > 0 else []
    if backlog.shared_points:
        said.append(
            text(
                "{points} di antaranya juga menunggu OPD lain.",
                points=text.points(backlog.shared_points),
            )
        )
    return " ".join(said)

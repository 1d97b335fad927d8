"""The slides on work: the way to the target, the checklist by unit, what is next, and units."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from spbe.analysis.backlog import UnitBacklog, is_overdue
from spbe.charts.backlog import describe_backlog, title_backlog
from spbe.charts.plan_words import (
    PlanStep,
    caption_plan,
    describe_plan,
    find_plan_steps,
    title_plan,
)
from spbe.charts.waterfall import exact_signed
from spbe.model.item import Item
from spbe.model.scoring import round_half_up
from spbe.reports.contents import ReportContents, ReportPlan
from spbe.reports.deck_charts import COUNT, GAINED, Chart, Series
from spbe.reports.deck_lists import Column, add_list
from spbe.reports.deck_looks import BEFORE, GAIN, LOSS, hundredths, name_target
from spbe.reports.deck_measure import fit_names
from spbe.reports.deck_pages import Deck
from spbe.reports.deck_shapes import NOW, PAGE, TEXT, Box, Words
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.text.translator import Message, Translator, message

_MOST_STEPS, _MOST_UNITS, _MOST_ACTIONS = 20, 12, 8
_BARS = (0.4, 0.1, 0.58, 0.88)
"""Left, top, width and height of the bars within their chart [0-1]."""
_NAME_SIZES = (13, 12, 11, 10, 9, 8)
_ITEMS, _MOST_PAGES = 9, 3
"""Items of a unit on one page, and pages of one unit."""
_MOST_LABELS = 12
"""Columns that have room for a label each."""


def add_way(deck: Deck, contents: ReportContents) -> Message | None:
    """Show the cheapest ways to the target: what has to come back, or what has to rise."""
    text = deck.text
    ways = [
        (contents.clarify, text("Dengan klarifikasi saat interviu")),
        (contents.improve, text("Dengan perbaikan")),
    ]
    shown = [(way, name) for way, name in ways if way is not None and way.plan.moves]
    if not shown:
        return message("Tidak ada langkah menuju target yang perlu atau dapat ditampilkan.")
    for way, name in shown:
        _add_plan(deck, contents, way, name)
    return None


def _add_plan(deck: Deck, contents: ReportContents, way: ReportPlan, name: str) -> None:
    text = deck.text
    sentence = title_plan(way.task, way.plan, way.aim, text)
    page = deck.add_page(f"{name}: {sentence}", [describe_plan(way.task, way.plan, way.aim, text)])
    start, end = (round_half_up(value) for value in (way.task.index_after(0), way.plan.reached))
    steps = find_plan_steps(way.task, way.plan, end - start)[:_MOST_STEPS]
    page.add_below(caption_plan(way.task, way.plan, way.aim, text, end - start), "Keterangan")
    left, right = page.area.cut_left(page.area.width * 0.46, 20)
    page.add_chart(
        left,
        _make_steps(contents, way, steps, text),
        "Grafik langkah",
        describe_plan(way.task, way.plan, way.aim, text),
    )
    columns = (
        Column(text("No"), 34, "r"),
        Column(text("Indikator")),
        Column(text("Tingkat"), 58, "ctr"),
        Column(text("Poin"), 54, "r", is_strong=True),
    )
    nodes, decimals = contents.instrument.node_by_code, contents.instrument.level_decimals
    rows = [
        (
            step.number,
            nodes[step.code].names[text.language],
            f"{text.level(step.before, decimals)} → {text.level(step.after, decimals)}",
            exact_signed(step.points, text),
        )
        for step in steps
    ]
    add_list(page, right, columns, rows, "Langkah")


def _make_steps(
    contents: ReportContents, way: ReportPlan, steps: Sequence[PlanStep], text: Translator
) -> Chart:
    """Stack each step on those before it, from the present index up to the target."""
    start, aim = round_half_up(way.task.index_after(0)), round_half_up(way.aim)
    levels = list(accumulate((step.shown for step in steps), initial=start))
    high = max(aim, levels[-1])
    unit = 5 if high - start <= 30 else 10 if high - start <= 60 else 20
    points = [Fraction(step.shown, 100) for step in steps]
    return Chart(
        "columns",
        [step.number for step in steps],
        [
            Series(text("Dasar"), [hundredths(level) for level in levels[:-1]], None),
            Series(
                text("Poin indeks"), points, GAIN,
                labels=GAINED if len(steps) <= _MOST_LABELS else None,
                label_color=PAGE, label_place="ctr",
            ),
            Series(
                f"{name_target(contents, text)} · {text.score(aim)}",
                [hundredths(aim)] * len(steps), TEXT, is_line=True, is_dashed=True,
            ),
        ],
        Fraction(start // unit * unit, 100),
        Fraction((high // unit + 1) * unit, 100),
        Fraction(unit, 100),
        number_format="0.00",
        is_stacked=True,
        has_legend=True,
        gap=25,
        size=11,
    )  # fmt: skip


def add_checklist(deck: Deck, contents: ReportContents) -> Message | None:
    """Show what each unit has open: late, at work, and waiting for a judgement."""
    text, rows = deck.text, contents.checklist.backlog
    if contents.checklist.total is None:
        return None
    page = deck.add_page(title_backlog(rows, text))
    if not rows:
        done = text("Semua butir sudah diterima atau tidak berlaku.")
        page.add_words(page.area, [Words(done, 18)], "Keterangan")
        return None
    total = contents.checklist.total
    late = sum(is_overdue(item, contents.day) for item in total.items)
    page.add_below(
        text(
            "{open} dari {all} butir masih terbuka, {late} lewat tenggat. Tingkat yang menunggu: "
            "{points} poin.",
            open=text.number(len(total.items)),
            all=text.number(len(contents.checklist.items)),
            late=text.number(late),
            points=text.points(total.points),
        )
        + _say_left_out(len(rows) - min(len(rows), _MOST_UNITS), text),
        "Keterangan",
        size=13,
    )
    shown = _choose_units(rows)
    alt = describe_backlog(rows, text)
    page.add_chart(page.area, _make_backlog(shown, page.area, text), "Grafik OPD", alt)
    return None


def _choose_units(rows: Sequence[UnitBacklog]) -> list[UnitBacklog]:
    """Choose the units of the chart: whoever is late first, then whoever holds most; order kept."""
    urgent = sorted(rows, key=lambda row: (not row.overdue, -len(row.items)))[:_MOST_UNITS]
    return [row for row in rows if any(row is each for each in urgent)]


def _say_left_out(count: int, text: Translator) -> str:
    if not count:
        return ""
    return " " + text.plural(
        "{count} OPD lain tidak tampil.", "{count} OPD lain tidak tampil.", count
    )


def _make_backlog(rows: Sequence[UnitBacklog], box: Box, text: Translator) -> Chart:
    named = [row.unit or text("Belum ada OPD") for row in rows]
    left, top, width, height = _BARS
    pitch = box.height * height / len(rows)
    names, size = fit_names(named, box.width * left - 8, pitch, _NAME_SIZES)
    parts = (
        (text("lewat tenggat"), LOSS, [row.overdue for row in rows]),
        (
            text("dikerjakan OPD"),
            NOW,
            [len(row.items) - row.overdue - row.submitted for row in rows],
        ),
        (text("menunggu pemeriksaan"), BEFORE, [row.submitted for row in rows]),
    )
    return Chart(
        "bars",
        names,
        [
            Series(name, counts, color, labels=COUNT, label_color=PAGE, label_place="ctr")
            for name, color, counts in parts
        ],
        0,
        is_stacked=True,
        has_axis=False,
        has_legend=True,
        gap=35,
        size=12,
        name_size=size,
        plot=(left, top, width, height),
    )


def add_actions(deck: Deck, contents: ReportContents) -> Message | None:
    """List what to do next, by whom and until when."""
    text, actions = deck.text, contents.actions[:_MOST_ACTIONS]
    if not actions:
        return message("Belum ada langkah berikut, karena tidak ada rencana menuju target.")
    title = text.plural(
        "{count} langkah berikut yang paling menaikkan indeks",
        "{count} langkah berikut yang paling menaikkan indeks",
        len(actions),
    )
    page = deck.add_page(title)
    columns = (
        Column(text("No"), 36, "r"),
        Column(text("Indikator"), share=1.2),
        Column(text("Tingkat"), 64, "ctr"),
        Column(text("Poin"), 64, "r", is_strong=True),
        Column(text("OPD")),
        Column(text("Tenggat"), 96),
    )
    nodes, decimals = contents.instrument.node_by_code, contents.instrument.level_decimals
    rows = [
        (
            nodes[action.code].number,
            nodes[action.code].names[text.language],
            f"{text.level(action.before, decimals)} → {text.level(action.after, decimals)}",
            exact_signed(action.points, text),
            "; ".join(action.units) or text("Belum ada OPD"),
            text.date(action.due) if action.due else "–",
        )
        for action in actions
    ]
    add_list(page, page.area, columns, rows, "Langkah berikut")
    return None


def add_unit(deck: Deck, contents: ReportContents, unit: str) -> None:
    """List everything that one unit has open, the most urgent first."""
    text = deck.text
    row = next((row for row in contents.checklist.backlog if row.unit == unit), None)
    if row is None:
        page = deck.add_page(text("{unit}: tidak ada butir yang terbuka", unit=unit))
        return
    items = text.plural("{count} butir", "{count} butir", len(row.items))
    title = f"{unit}: {items}"
    if row.overdue:
        title += ", " + text.plural("{count} lewat tenggat", "{count} lewat tenggat", row.overdue)
    shown = row.items[: _ITEMS * _MOST_PAGES]
    parts = [shown[n : n + _ITEMS] for n in range(0, len(shown), _ITEMS)]
    for number, part in enumerate(parts, 1):
        page = deck.add_page(f"{title} ({number}/{len(parts)})" if len(parts) > 1 else title)
        notes = _list_unit_notes(row, len(shown), text)
        if notes:
            page.add_below(" ".join(notes), "Keterangan", size=13)
        columns = (
            Column(text("Indikator"), 66, "r"),
            Column(text("Yang perlu dilengkapi")),
            Column(text("Tingkat"), 58, "ctr"),
            Column(text("Tenggat"), 92),
            Column(text("Status"), 118),
        )
        add_list(
            page, page.area, columns, [_say_item(item, contents, text) for item in part], "Butir"
        )


def _list_unit_notes(row: UnitBacklog, shown: int, text: Translator) -> list[str]:
    notes = []
    if row.points:
        notes.append(text("Tingkat yang menunggu: {points} poin.", points=text.points(row.points)))
    if len(row.items) > shown:
        left = text.number(len(row.items) - shown)
        notes.append(text("{n} butir lain ada di halaman Tugas OPD.", n=left))
    return notes


def _say_item(item: Item, contents: ReportContents, text: Translator) -> tuple[str, ...]:
    node = contents.instrument.node_by_code.get(item.code or "")
    state = text(ITEM_STATE_NAMES[item.state])
    if is_overdue(item, contents.day):
        state = text("{state}, lewat tenggat", state=state)
    return (
        node.number if node else "–",
        item.text,
        "–" if item.level is None else str(item.level),
        text.date(item.due) if item.due else "–",
        state,
    )

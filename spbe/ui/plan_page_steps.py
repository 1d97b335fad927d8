"""The plan's indicators: levels, points, unit, the assessor's note, swaps; and all as a table."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from textwrap import shorten
from typing import Any

from spbe.analysis.claims import (
    Support,
    combine_notes,
    compute_lost_points,
    find_support,
    rank_disputed,
)
from spbe.analysis.plan_task import Move
from spbe.charts.plan_words import PlanStep, find_plan_steps
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_answer import Answer
from spbe.ui.plan_page_headline import find_shown_total
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import name_indicator
from spbe.ui.requirement_parts import name_leads, say_between
from spbe.ui.shell import Page
from spbe.ui.tables import as_number, show_table

_MOST_SWAPS = 8
_FEW_SWAPS = 3
_MOST_LISTED = 12
"""Indicators said in words; the table has them all."""
_LONGEST_NOTE = 160
_LONGEST_DEMAND = 400
_SUPPORT_NAMES: Mapping[Support, Message] = {
    "explanation": message("penjelasan"),
    "evidence": message("bukti"),
    "link": message("tautan"),
}


def show_steps(page: Page, question: Question, answer: Answer) -> None:
    """List the plan's indicators in words, and in a table all that may be chosen from.

    For clarification the table holds every indicator below its claim, the plan's first.
    """
    text, instrument = page.text, answer.task.instrument
    ordered = sorted(
        find_plan_steps(answer.task, answer.plan, find_shown_total(question, answer)),
        key=lambda step: -step.points,
    )
    claimed = question.inquiry.claimed
    if claimed is not None:
        codes = rank_disputed(
            instrument, question.assessment, claimed, {step.code for step in ordered}
        )
        title = text("Yang dapat diklarifikasi")
        by_code = {step.code: step for step in ordered}
        ordered = [by_code[code] for code in codes if code in by_code]
        rows = [
            _make_row(page, question, answer, code, by_code.get(code), claimed) for code in codes
        ]
    else:
        title = text("Indikator yang dinaikkan")
        rows = [_make_row(page, question, answer, step.code, step, None) for step in ordered]
    if ordered:
        st.markdown(f"**{text('Indikator yang dinaikkan')}**")
        st.markdown("\n".join(_say_step(page, question, answer, s) for s in ordered[:_MOST_LISTED]))
    if len(ordered) > _MOST_LISTED:
        n = len(ordered) - _MOST_LISTED
        st.caption(text("{n} lainnya ada pada tabel di bawah.", n=n))
    if not rows:
        return
    with st.expander(text("{title}: tabel dan unduhan ({n})", title=title, n=len(rows))):
        _show_table(page, question, answer, rows, title)


def _say_step(page: Page, question: Question, answer: Answer, step: PlanStep) -> str:
    """Say an indicator of the plan in a line of markdown, and below it what belongs to it."""
    text = page.text
    instrument, notes = answer.task.instrument, _notes(question, step.code)
    head = [
        f"**{escape_markdown(name_indicator(instrument, step.code, text))}**",
        _say_levels(instrument, step.before, step.after, text),
        f"**{text.points(Fraction(step.shown, 100))}**",
    ]
    if units := _name_leads(page, question, step.code):
        head.append(escape_markdown(units))
    levels = _name_levels(instrument, step.code, step.before, step.after, text)
    below = [text("menuju {levels}", levels=escape_markdown(levels))]
    if question.inquiry.claimed is not None:
        below.append(
            text("yang mendukung: {support}", support=_say_support(question, step.code, text))
        )
    if asked := say_between(page, instrument, step.code, step.before, step.after):
        said = escape_markdown(shorten(" ".join(asked), _LONGEST_DEMAND, placeholder=" …"))
        below.append(text("diminta: {asked}", asked=said))
    if notes.assessor_note:
        note = escape_markdown(shorten(notes.assessor_note, _LONGEST_NOTE, placeholder=" …"))
        below.append(text("asesor: “{note}”", note=note))
    if swaps := _say_swaps(answer, step.code, text, _FEW_SWAPS):
        below.append(text("dapat ditukar: {swaps}", swaps=swaps))
    return f"- {' · '.join(head)}  \n  :gray[{'; '.join(below)}]"


def _make_row(
    page: Page,
    question: Question,
    answer: Answer,
    code: str,
    step: PlanStep | None,
    claimed: Assessment | None,
) -> dict[str, Any]:
    """Describe an indicator in the table; without a step it is one that the plan leaves out."""
    text, instrument = page.text, answer.task.instrument
    node, scale = instrument.node_by_code[code], instrument.level_scale
    level, notes = question.assessment.levels[code] or 0, _notes(question, code)
    goal = step.after if step else (claimed.levels[code] or level if claimed else level)
    row: dict[str, Any] = {
        text("No"): as_number(node.number),
        text("Indikator"): node.names[text.language],
        text("Dari"): level / scale,
        text("Ke"): step.after / scale if step else None,
    }
    if claimed is not None:
        row[text("Klaim")] = (claimed.levels[code] or 0) / scale
    row[text("Poin")] = float(step.points) if step else None
    if claimed is not None:
        lost = compute_lost_points(instrument, question.assessment, claimed, code)
        row[text("Poin bila pulih")] = float(lost)
    row[text("Tingkat berikutnya")] = _name_levels(instrument, code, level, goal, text)
    asked = say_between(page, instrument, code, level, max(goal, level + scale))
    if asked:
        row[text("Yang diminta")] = " ".join(asked)
    if claimed is not None:
        row[text("Yang mendukung")] = _say_support(question, code, text)
    row[text("OPD")] = _name_leads(page, question, code)
    row[text("Catatan asesor")] = notes.assessor_note
    if claimed is not None:
        row[text("Penjelasan")] = notes.explanation
        evidence = filter(None, [notes.evidence, notes.evidence_link])
        row[text("Bukti dukung")] = "\n".join(evidence)
    row[text("Dapat ditukar dengan")] = _say_swaps(answer, code, text)
    return row


def _show_table(
    page: Page, question: Question, answer: Answer, rows: list[dict[str, Any]], title: str
) -> None:
    """Draw the rows so that a laptop shows the next level and the support without scrolling."""
    text, decimals = page.text, answer.task.instrument.level_decimals
    points = (text("Poin"), text("Poin bila pulih"))
    digits = dict.fromkeys((text("Dari"), text("Ke"), text("Klaim")), decimals)
    digits |= dict.fromkeys(points, 4)
    widths = {
        text("No"): 48,
        text("Indikator"): 200,
        text("Dari"): 52,
        text("Ke"): 52,
        text("Klaim"): 60,
        text("Poin"): 76,
        text("Poin bila pulih"): 76,
        text("Tingkat berikutnya"): 180,
        text("Yang diminta"): 260,
        text("Yang mendukung"): 130,
        text("OPD"): 120,
        text("Catatan asesor"): 300,
    }
    show_table(
        page,
        rows,
        "plan-steps",
        title,
        digits,
        signed=points,
        widths={name: width for name, width in widths.items() if name in rows[0]},
        facts=_list_facts(page, question, answer),
    )


def _list_facts(page: Page, question: Question, answer: Answer) -> list[tuple[str, str | float]]:
    """List what a download says above the rows: index, target, effort and reserve, exact."""
    text, plan = page.text, answer.plan
    facts: list[tuple[str, str | float]] = [
        (text("Indeks kini"), float(answer.task.index_after(0))),
        (text("Indeks sesudah rencana"), float(plan.reached)),
        (text("Usaha"), float(answer.found.effort)),
    ]
    if question.goal == "target":
        reserve = plan.reached - question.aim.exact
        name = text("Cadangan") if reserve >= 0 else text("Kurang dari target")
        facts.insert(2, (text("Target"), question.aim_hundredths / 100))
        facts.append((name, float(abs(reserve))))
    return facts


def _name_leads(page: Page, question: Question, code: str) -> str:
    """Name the units that answer for an indicator."""
    key, instrument = question.result.key, question.result.scored.instrument
    return name_leads(page.text, page.snapshot.leads(key.agency_id, instrument)[code])


def _notes(question: Question, code: str) -> IndicatorNotes:
    return combine_notes(question.assessment, question.inquiry.claimed, code)


def _say_support(question: Question, code: str, text: Translator) -> str:
    """Name what the sheets hold in favour of a claim."""
    support = find_support(_notes(question, code))
    return text.list([text(_SUPPORT_NAMES[each]) for each in support]) or text("belum ada")


def _say_levels(instrument: Instrument, before: int, after: int, text: Translator) -> str:
    """Write a step as dots where levels are whole, else as numbers."""
    if instrument.level_decimals or not before:
        decimals = instrument.level_decimals
        return f"{text.level(before, decimals)} → {text.level(after, decimals)}"
    highest = instrument.level_maximum
    return f"{text.dots(before, highest)} → {text.dots(after, highest)}"


def _name_levels(
    instrument: Instrument, code: str, before: int, after: int, text: Translator
) -> str:
    """Name every level that is gone through: "4 Terpadu dan Terukur, 5 Optimum"."""
    scale, said = instrument.level_scale, []
    for level in range(before // scale + 1, after // scale + 1):
        name = instrument.level_name(code, level, text.language)
        said.append(f"{level} {name}" if name else str(level))
    return ", ".join(said)


def _say_swaps(answer: Answer, code: str, text: Translator, most: int = _MOST_SWAPS) -> str:
    """Name the step that may leave, then the steps of equal worth: "4 → 5: 12 (2 → 3)"."""
    instrument, swaps = answer.task.instrument, answer.swaps.get(code, ())
    if not swaps:
        return ""
    nodes, moves = instrument.node_by_code, [swap.move for swap in swaps]
    named = [f"{nodes[m.code].number} ({_say_move(instrument, m, text)})" for m in moves]
    if len(named) > most:
        said = text(
            "{numbers}, dan {n} lainnya",
            numbers=", ".join(named[:most]),
            n=len(named) - most,
        )
    else:
        said = ", ".join(named)
    return f"{_say_move(instrument, swaps[0].instead_of, text)}: {said}"


def _say_move(instrument: Instrument, move: Move, text: Translator) -> str:
    decimals = instrument.level_decimals
    return f"{text.level(move.before, decimals)} → {text.level(move.after, decimals)}"

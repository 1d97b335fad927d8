"""One list of steps: levels, points, unit, what the assessor noted, and swaps of equal worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from spbe.analysis.claims import (
    Support,
    combine_notes,
    compute_lost_points,
    find_support,
    rank_disputed,
)
from spbe.analysis.plan_task import Move
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, Translator, message
from spbe.ui.plan_page_answer import Answer
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import name_indicator
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_MOST_SWAPS = 8
_SUPPORT_NAMES: Mapping[Support, Message] = {
    "explanation": message("penjelasan"),
    "evidence": message("bukti"),
    "link": message("tautan"),
}


def show_steps(page: Page, question: Question, answer: Answer) -> None:
    """List the steps; for clarification every indicator below its claim, the plan's first."""
    text, instrument = page.text, answer.task.instrument
    steps = {code: (before, after) for code, before, after in answer.plan.steps}
    claimed = question.inquiry.claimed
    if claimed is not None:
        rows = _list_disputed(page, question, answer, claimed, steps)
        title = text("Yang dapat diklarifikasi")
    else:
        ordered = sorted(
            steps.items(), key=lambda s: -instrument.index_points(s[0], s[1][1] - s[1][0])
        )
        rows = [
            {
                text("Indikator"): name_indicator(instrument, code, text),
                text("Tingkat"): _say_levels(instrument, before, after, text),
                text("Poin"): float(instrument.index_points(code, after - before)),
                text("OPD"): _notes(question, code).unit,
                text("Tingkat berikutnya"): _name_levels(instrument, code, before, after, text),
                text("Catatan asesor"): _notes(question, code).assessor_note,
                text("Dapat ditukar dengan"): _say_swaps(answer, code, text),
            }
            for code, (before, after) in ordered
        ]
        title = text("Langkah menuju target")
    if not rows:
        return
    st.markdown(f"**{title}**")
    digits = {text("Poin"): 4, text("Poin bila pulih"): 4}
    show_table(page, rows, "plan-steps", title, digits, signed=tuple(digits))


def _list_disputed(
    page: Page,
    question: Question,
    answer: Answer,
    claimed: Assessment,
    steps: Mapping[str, tuple[int, int]],
) -> list[dict[str, Any]]:
    """List what was marked down: the plan's steps first, then by points and by what supports it."""
    text, instrument = page.text, answer.task.instrument
    now = question.assessment
    rows = []
    for code in rank_disputed(instrument, now, claimed, steps):
        level, claim = now.levels[code] or 0, claimed.levels[code] or 0
        before, after = steps.get(code, (level, level))
        notes = _notes(question, code)
        rows.append(
            {
                text("Indikator"): name_indicator(instrument, code, text),
                text("Rencana"): _say_levels(instrument, before, after, text)
                if code in steps
                else "",
                text("Klaim"): text.level(claim, instrument.level_decimals),
                text("Poin bila pulih"): float(compute_lost_points(instrument, now, claimed, code)),
                text("OPD"): notes.unit,
                text("Catatan asesor"): notes.assessor_note,
                text("Yang mendukung"): _say_support(question, code, text),
                text("Penjelasan"): notes.explanation,
                text("Bukti dukung"): "\n".join(
                    filter(None, [notes.evidence, notes.evidence_link])
                ),
                text("Tingkat berikutnya"): _name_levels(
                    instrument, code, level, after if code in steps else claim, text
                ),
                text("Dapat ditukar dengan"): _say_swaps(answer, code, text),
            }
        )
    return rows


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


def _say_swaps(answer: Answer, code: str, text: Translator) -> str:
    """Name the step that may leave, then the steps of equal worth: "4 → 5: 12 (2 → 3)"."""
    instrument, swaps = answer.task.instrument, answer.swaps.get(code, ())
    if not swaps:
        return ""
    nodes, moves = instrument.node_by_code, [swap.move for swap in swaps]
    named = [f"{nodes[m.code].number} ({_say_move(instrument, m, text)})" for m in moves]
    if len(named) > _MOST_SWAPS:
        said = text(
            "{numbers}, dan {n} lainnya",
            numbers=", ".join(named[:_MOST_SWAPS]),
            n=len(named) - _MOST_SWAPS,
        )
    else:
        said = ", ".join(named)
    return f"{_say_move(instrument, swaps[0].instead_of, text)}: {said}"


def _say_move(instrument: Instrument, move: Move, text: Translator) -> str:
    decimals = instrument.level_decimals
    return f"{text.level(move.before, decimals)} → {text.level(move.after, decimals)}"

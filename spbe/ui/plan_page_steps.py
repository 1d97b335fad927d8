"""One list of steps: levels, points, unit, what the assessor noted, and swaps of equal worth."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, Translator, message
from spbe.ui.plan_page_answer import Answer
from spbe.ui.plan_page_question import Question, find_disputed
from spbe.ui.plan_page_words import name_indicator
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_MOST_SWAPS = 8


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

    def points(code: str) -> Fraction:
        level, claim = question.assessment.levels[code], claimed.levels[code]
        return instrument.index_points(code, (claim or 0) - (level or 0))

    ranked = sorted(
        find_disputed(question.inquiry.instrument, question.assessment, claimed),
        key=lambda code: (code not in steps, -points(code), -len(_find_support(question, code))),
    )
    rows = []
    for code in ranked:
        level, claim = question.assessment.levels[code] or 0, claimed.levels[code] or 0
        before, after = steps.get(code, (level, level))
        notes = _notes(question, code)
        rows.append(
            {
                text("Indikator"): name_indicator(instrument, code, text),
                text("Rencana"): _say_levels(instrument, before, after, text)
                if code in steps
                else "",
                text("Klaim"): text.level(claim, instrument.level_decimals),
                text("Poin bila pulih"): float(points(code)),
                text("OPD"): notes.unit,
                text("Catatan asesor"): notes.assessor_note,
                text("Yang mendukung"): text.list(
                    [text(said) for said in _find_support(question, code)]
                )
                or text("belum ada"),
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


def _find_support(question: Question, code: str) -> list[Message]:
    """Name what the sheets hold in favour of a claim."""
    notes = _notes(question, code)
    support: list[Message] = []
    if notes.explanation:
        support.append(message("penjelasan"))
    if notes.evidence:
        support.append(message("bukti"))
    if notes.evidence_link:
        support.append(message("tautan"))
    return support


def _notes(question: Question, code: str) -> IndicatorNotes:
    """Give the notes of this stage; what it does not say of the claim stands in the claim."""
    notes = question.assessment.notes.get(code, IndicatorNotes())
    claimed = question.inquiry.claimed
    earlier = claimed.notes.get(code, IndicatorNotes()) if claimed else IndicatorNotes()
    return IndicatorNotes(
        explanation=notes.explanation or earlier.explanation,
        evidence=notes.evidence or earlier.evidence,
        evidence_link=notes.evidence_link or earlier.evidence_link,
        assessor_note=notes.assessor_note,
        unit=notes.unit or earlier.unit,
    )


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
    nodes = answer.task.instrument.node_by_code
    numbers = [nodes[other].number for other in answer.swaps.get(code, ())]
    if len(numbers) <= _MOST_SWAPS:
        return ", ".join(numbers)
    return text(
        "{numbers}, dan {n} lainnya",
        numbers=", ".join(numbers[:_MOST_SWAPS]),
        n=len(numbers) - _MOST_SWAPS,
    )

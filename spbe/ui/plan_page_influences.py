"""Lanjutan → Peluang: which claims decide most whether the target is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from spbe.analysis.chance import AssessorKind, Claim, rank_influences
from spbe.analysis.likelihood import find_range
from spbe.charts.outlook import format_range
from spbe.ui.canvas import st
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import CONFIDENCE_NAMES, name_indicator, say_chance
from spbe.ui.shell import Page
from spbe.ui.tables import show_table


def show_influences(
    page: Page,
    question: Question,
    claims: Sequence[Claim],
    confidence: Mapping[str, str],
    assessors: Sequence[AssessorKind],
) -> None:
    """List the claims that the target hangs on most: each with the index if it holds or falls.

    What is the same of all of them is said once above the table.
    """
    text, task = page.text, question.inquiry.make_task()
    heading = text("Indikator yang paling menentukan")
    st.markdown(f"**{heading}**")
    found = rank_influences(task.numerator, task.denominator, claims, question.aim.exact, assessors)
    influences = [influence for influence in found if influence.difference > 0]
    if not influences:
        st.caption(text("Tidak ada satu pun yang mengubah tercapai atau tidaknya target."))
        return
    holding = [say_chance(influence.if_holds, text) for influence in influences]
    falling = [say_chance(influence.if_falls, text) for influence in influences]
    sentences = [text("Yang teratas paling mengubah peluang target.")]
    if len({*holding, *falling}) == 1:
        sentences.append(
            text("Salah satunya bertahan atau gugur, target tetap {said}.", said=holding[0])
        )
    else:
        if len(set(holding)) == 1:
            sentences.append(text("Bila salah satunya bertahan, target {said}.", said=holding[0]))
        if len(set(falling)) == 1:
            sentences.append(text("Bila salah satunya gugur, target {said}.", said=falling[0]))
    sentences.append(text("Rentang indeks: empat dari lima kemungkinan hasil."))
    st.caption(" ".join(sentences))
    gains = {claim.code: Fraction(claim.gain, task.denominator) for claim in claims}
    rows: list[dict[str, Any]] = []
    for place, (influence, holds, falls) in enumerate(
        zip(influences, holding, falling, strict=True), 1
    ):
        row = {
            text("Urutan"): place,
            text("Indikator"): name_indicator(task.instrument, influence.code, text),
            text("Penilaian Anda"): text(CONFIDENCE_NAMES[confidence[influence.code]]),
            text("Poin bila pulih"): float(gains[influence.code]),
            text("Indeks bila bertahan"): format_range(
                find_range(influence.outlook_if_holds), text
            ),
            text("Indeks bila gugur"): format_range(find_range(influence.outlook_if_falls), text),
        }
        if len(set(holding)) > 1:
            row[text("Bila bertahan, target")] = holds
        if len(set(falling)) > 1:
            row[text("Bila gugur, target")] = falls
        rows.append(row)
    digits = {text("Poin bila pulih"): 4}
    show_table(
        page, rows, "plan-influences", text("Yang menentukan"), digits, tuple(digits), height=260
    )

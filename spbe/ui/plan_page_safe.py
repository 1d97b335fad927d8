"""Lanjutan → Peluang: a plan whose steps may fail and that still reaches the target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import streamlit as st

from spbe.analysis.chance import (
    AssessorKind,
    Claim,
)
from spbe.analysis.plan_task import PlanTask
from spbe.analysis.safe_plan import SafePlan, find_safe_plan
from spbe.text.translator import Message, message
from spbe.ui.plan_page_efforts import format_effort
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import name_indicator, say_chance
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

_WISHES: Mapping[str, tuple[float, Message]] = {
    "rather": (0.55, message("lebih mungkin tercapai daripada tidak")),
    "likely": (0.67, message("kemungkinan besar tercapai")),
    "almost_certain": (0.90, message("hampir pasti tercapai")),
}
"""The chance asked of a safe plan: the lower end of a band of `analysis/likelihood.py`."""


def show_safe_plan(
    page: Page,
    question: Question,
    claims: Sequence[Claim],
    assessors: tuple[AssessorKind, ...],
) -> None:
    """Ask how sure the target has to be, and find a plan that is."""
    text = page.text
    heading = text("Rencana aman")
    st.markdown(f"**{heading}**")
    wish = st.selectbox(
        text("Target harus"),
        list(_WISHES),
        index=1,
        format_func=lambda code: text(_WISHES[code][1]),
        key="chance-wish",
        width=360,
        persist_state="page",
    )
    probabilities = {claim.code: claim.probability for claim in claims}
    name = (
        "safe",
        *question.name,
        wish,
        tuple(probabilities.items()),
        assessors,
    )
    task = question.inquiry.make_task()
    safe: SafePlan = page.snapshot.keep(
        name,
        lambda: find_safe_plan(
            task, question.aim.exact, _WISHES[wish][0], probabilities, assessors
        ),
    )
    _show_found(page, task, safe, text(_WISHES[wish][1]))
    if any(code not in probabilities for code in task.ladders):
        st.caption(
            text(
                "Anggapan: kenaikan pada indikator yang tidak diturunkan asesor pasti berhasil; "
                "yang dapat gugur hanya klaim yang diturunkan."
            )
        )


def _show_found(page: Page, task: PlanTask, safe: SafePlan, wish: str) -> None:
    text, plan = page.text, safe.plan
    effort = format_effort(Fraction(plan.effort, task.effort_scale), text)
    least = format_effort(Fraction(safe.least_effort, task.effort_scale), text)
    if not safe.is_met:
        st.info(
            text(
                "Tidak ditemukan rencana yang membuat target {wish}. Yang terbaik: usaha {effort}, "
                "target {found}.",
                wish=wish,
                effort=effort,
                found=say_chance(safe.chance, text),
            )
        )
    elif safe.is_optimal:
        st.markdown(
            text(
                "Usaha **{effort}** membuat target {wish}; terbukti termurah.",
                effort=effort,
                wish=wish,
            )
        )
    else:
        st.markdown(
            text(
                "Usaha **{effort}** membuat target {wish}; belum terbukti termurah, tetapi tidak "
                "mungkin di bawah {least}.",
                effort=effort,
                wish=wish,
                least=least,
            )
        )
    instrument = task.instrument
    rows = [
        {
            text("Indikator"): name_indicator(instrument, code, text),
            text("Dari"): before / instrument.level_scale,
            text("Ke"): after / instrument.level_scale,
            text("Poin"): float(instrument.index_points(code, after - before)),
            text("OPD"): "; ".join(task.units.get(code, ())),
        }
        for code, before, after in plan.steps
    ]
    if rows:
        digits = dict.fromkeys((text("Dari"), text("Ke")), instrument.level_decimals)
        digits[text("Poin")] = 4
        show_table(
            page, rows, "plan-safe", text("Rencana aman"), digits, (text("Poin"),), height=260
        )

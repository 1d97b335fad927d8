"""Lanjutan → Peluang: a plan whose steps may fail and that still reaches the target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spbe.analysis.chance import AssessorKind, Claim
from spbe.analysis.likelihood import Likelihood, find_least_chance
from spbe.analysis.plan_task import PlanTask
from spbe.analysis.safe_plan import SafePlan, find_safe_plan
from spbe.text.terms import LIKELIHOOD_WORDS
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.plan_page_efforts import format_effort
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import name_indicator, say_chance
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

WISH = "wish"
_WISHES: Sequence[Likelihood] = ("rather", "likely", "almost_certain")
"""What may be asked of a safe plan: at least the beginning of one of these bands."""


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
    names: dict[str, str] = {code: text(LIKELIHOOD_WORDS[code]) for code in _WISHES}
    wish = choose_option(text, WISH, text("Target harus"), names, "likely", width=360)
    chance = find_least_chance(wish)
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
        lambda: find_safe_plan(task, question.aim.exact, chance, probabilities, assessors),
    )
    st.markdown(_say_found(task, safe, names[wish], text))
    _show_steps(page, task, safe)
    if any(code not in probabilities for code in task.ladders):
        st.caption(
            text(
                "Anggapan: kenaikan pada indikator yang tidak diturunkan asesor pasti berhasil; "
                "yang dapat gugur hanya klaim yang diturunkan."
            )
        )


def _say_found(task: PlanTask, safe: SafePlan, wish: str, text: Translator) -> str:
    """Say what was found, and what is proven of every other plan."""
    plan = safe.plan
    effort = format_effort(Fraction(plan.effort, task.effort_scale), text)
    if not safe.is_met:
        return _say_missed(task, safe, wish, text)
    if safe.is_optimal:
        return text(
            "Usaha **{effort}** membuat target {wish}; terbukti termurah.",
            effort=effort,
            wish=wish,
        )
    least = safe.least_effort or 0
    return text(
        "Usaha **{effort}** membuat target {wish}: terbaik yang ditemukan. Terbukti tidak ada "
        "yang di bawah {least}, jadi selisihnya paling banyak {gap}.",
        effort=effort,
        wish=wish,
        least=format_effort(Fraction(least, task.effort_scale), text),
        gap=format_effort(Fraction(plan.effort - least, task.effort_scale), text),
    )


def _say_missed(task: PlanTask, safe: SafePlan, wish: str, text: Translator) -> str:
    """Say of a chance that was not met whether that is proven, and how far one comes."""
    plan, least = safe.plan, safe.least_effort
    effort = format_effort(Fraction(plan.effort, task.effort_scale), text)
    found = say_chance(safe.chance, text)
    if least is None and plan.moves == task.moves:
        return text(
            "Terbukti tidak ada rencana yang membuat target {wish}: dengan semua kenaikan yang "
            "terbuka pun (usaha {effort}), target {found}.",
            wish=wish,
            effort=effort,
            found=found,
        )
    if least is None:
        said = text("Terbukti tidak ada rencana yang membuat target {wish}.", wish=wish)
    elif least:
        said = text(
            "Tidak ditemukan rencana yang membuat target {wish}. Kalaupun ada, terbukti usahanya "
            "sedikitnya {least}.",
            wish=wish,
            least=format_effort(Fraction(least, task.effort_scale), text),
        )
    else:
        said = text(
            "Tidak ditemukan rencana yang membuat target {wish}; belum terbukti bahwa tidak ada.",
            wish=wish,
        )
    if not plan.moves:
        return said
    best = text(
        "Terbaik yang ditemukan: usaha {effort}, target {found}.", effort=effort, found=found
    )
    return f"{said} {best}"


def _show_steps(page: Page, task: PlanTask, safe: SafePlan) -> None:
    text = page.text
    instrument = task.instrument
    rows = [
        {
            text("Indikator"): name_indicator(instrument, code, text),
            text("Dari"): before / instrument.level_scale,
            text("Ke"): after / instrument.level_scale,
            text("Poin"): float(instrument.index_points(code, after - before)),
            text("OPD"): "; ".join(task.units.get(code, ())),
        }
        for code, before, after in safe.plan.steps
    ]
    if rows:
        digits = dict.fromkeys((text("Dari"), text("Ke")), instrument.level_decimals)
        digits[text("Poin")] = 4
        show_table(
            page, rows, "plan-safe", text("Rencana aman"), digits, (text("Poin"),), height=260
        )

"""What is said of a plan: what is enough, a bar that fills, and the figures in one line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from spbe.analysis.claims import compute_lost_units, compute_needed_percent, sum_lost_points
from spbe.charts.plan import plot_plan
from spbe.charts.plan_words import caption_plan, describe_plan
from spbe.jobs.plan_search import find_full_recovery, say_full_recovery
from spbe.model.scoring import round_half_up
from spbe.text.translator import Message, Translator
from spbe.ui.canvas import st
from spbe.ui.figures import show_clickable_figure
from spbe.ui.formula import format_exact
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_answer import Answer
from spbe.ui.plan_page_efforts import format_effort
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_words import find_gap_note, say_gap
from spbe.ui.shell import Page, show_link


def show_answer(page: Page, question: Question, answer: Answer) -> None:
    """Say what is enough, and draw how the bar fills."""
    text, plan, total = page.text, answer.plan, find_shown_total(question, answer)
    st.markdown(f"##### {_say_headline(question, answer, text)}")
    clicked = show_clickable_figure(
        page,
        plot_plan(answer.task, plan, question.aim.exact, text, page.theme, total=total),
        "plan-bar",
        text("Menuju Target"),
        describe_plan(answer.task, plan, question.aim.exact, text),
    )
    if max(plan.reached, question.aim.exact) > answer.task.index_after(0):
        st.caption(caption_plan(answer.task, plan, question.aim.exact, text, total))
    if plan.status != "infeasible":
        st.markdown(_say_facts(question, answer, text))
    for sentence in _find_sentences(question, answer, text):
        st.caption(escape_markdown(sentence))
    if clicked is not None:
        st.session_state["plan-step"] = clicked
    _show_step(page, answer, st.session_state.get("plan-step"))


def find_shown_total(question: Question, answer: Answer) -> int | None:
    """Find what the written points add up to [hundredths]: the gap in the headline.

    None where the plan goes beyond its target by more than print hides, or not there at all; then
    they add up to what they bring.
    """
    bound = Fraction(question.aim_hundredths, 100)
    gap = round_half_up(bound - answer.task.index_after(0))
    is_there = question.goal == "target" and abs(answer.plan.reached - bound) < Fraction(1, 200)
    return gap if is_there and gap > 0 else None


def _say_headline(question: Question, answer: Answer, text: Translator) -> str:
    task, aim = answer.task, question.aim
    present, bound = task.index_after(0), question.aim_hundredths
    gap, target = say_gap(Fraction(bound, 100) - present, text), text.score(bound)
    reached = text.score(round_half_up(answer.plan.reached))
    if answer.plan.status == "infeasible":
        return text("Tidak ada rencana yang memenuhi semua batas")
    if answer.plan.status == "unknown":
        return text(
            "Belum ditemukan rencana untuk {target}: paling tinggi sejauh ini {reached}",
            target=target,
            reached=reached,
        )
    if question.goal == "budget":
        if answer.plan.status != "optimal":
            return text(
                "Usaha {budget} membawa indeks sedikitnya ke {reached}",
                budget=format_effort(question.budget, text),
                reached=reached,
            )
        return text(
            "Usaha {budget} membawa indeks paling tinggi ke {reached}",
            budget=format_effort(question.budget, text),
            reached=reached,
        )
    if question.goal == "level3":
        return _say_level_three(answer, text)
    if present >= aim.exact and not answer.plan.moves:
        return text(
            "Target {target} sudah tercapai: indeks {index}",
            target=target,
            index=text.score(round_half_up(present)),
        )
    if present >= aim.exact and answer.is_reached:
        return text.plural(
            "Target {target} sudah tercapai; yang wajib naik: {count} kenaikan tingkat, indeks "
            "{index}",
            "Target {target} sudah tercapai; yang wajib naik: {count} kenaikan tingkat, indeks "
            "{index}",
            len(answer.plan.moves),
            target=target,
            index=reached,
        )
    claimed = question.inquiry.claimed
    if claimed is not None:
        lost = sum_lost_points(task.instrument, question.assessment, claimed)
        if not answer.is_reached and task.instrument.level_decimals:
            return text(
                "Klarifikasi dalam tingkat bulat tidak sampai {target}: paling tinggi {reached}",
                target=target,
                reached=reached,
            )
        if not answer.is_reached:
            return text(
                "Klarifikasi saja tidak sampai {target}: paling tinggi {reached}",
                target=target,
                reached=reached,
            )
        return text(
            "Cukup pulihkan {gap} dari {lost} ({percent} %) untuk {target}",
            gap=gap,
            lost=text.score(round_half_up(lost)),
            percent=compute_needed_percent(aim.exact - present, lost),
            target=target,
        )
    if not answer.is_reached:
        return text(
            "Target {target} tidak tercapai: paling tinggi {reached}",
            target=target,
            reached=reached,
        )
    return text.plural(
        "Naik {gap} untuk {target}: cukup {count} kenaikan tingkat",
        "Naik {gap} untuk {target}: cukup {count} kenaikan tingkat",
        len(answer.plan.moves),
        gap=gap,
        target=target,
    )


def _say_level_three(answer: Answer, text: Translator) -> str:
    task, plan = answer.task, answer.plan
    reached = text.score(round_half_up(plan.reached))
    if not answer.is_reached:
        raised = {move.code: move.after for move in plan.moves}
        three = 3 * task.instrument.level_scale
        below = [
            task.instrument.node_by_code[code].number
            for code in task.instrument.leaf_codes
            if raised.get(code, task.level(code)) < three
        ]
        return text(
            "Tidak semua indikator dapat mencapai tingkat 3: {numbers} tertahan",
            numbers=text.list(below),
        )
    if not plan.moves:
        return text("Semua indikator sudah di tingkat 3 atau lebih")
    return text.plural(
        "Tingkat 3 di semua indikator: {count} kenaikan tingkat, indeks {reached}",
        "Tingkat 3 di semua indikator: {count} kenaikan tingkat, indeks {reached}",
        len(plan.moves),
        reached=reached,
    )


def _say_facts(question: Question, answer: Answer, text: Translator) -> str:
    """Write the figures of the plan in one line: index, reserve, effort, and how sure it is."""
    found, plan = answer.found, answer.plan
    parts = [
        text(
            "Indeks **{rounded}** (tepat {exact})",
            rounded=text.score(round_half_up(plan.reached)),
            exact=format_exact(text, plan.reached),
        ),
        text("usaha **{effort}**", effort=format_effort(found.effort, text)),
        text.plural("{count} indikator", "{count} indikator", len(plan.steps)),
    ]
    reserve = plan.reached - question.aim.exact
    if question.goal == "target" and answer.is_reached:
        parts.append(
            text("cadangan {points}", points=say_gap(reserve, text))
            if reserve
            else text("tanpa cadangan")
        )
    elif reserve < 0:
        gap = say_gap(-reserve, text)
        parts.append(text("kurang {gap} dari {target}", gap=gap, target=_target(question, text)))
    if question.goal != "level3" and plan.moves and answer.is_reached:
        is_proven = plan.status == "optimal"
        if question.goal == "budget":
            said = text("terbukti tertinggi") if is_proven else text("belum terbukti tertinggi")
        else:
            said = text("terbukti termurah") if is_proven else text("belum terbukti termurah")
        parts.append(f":{'green' if is_proven else 'orange'}-badge[{said}]")
    return " · ".join(parts)


def _target(question: Question, text: Translator) -> str:
    return text.score(question.aim_hundredths)


def _find_sentences(question: Question, answer: Answer, text: Translator) -> list[str]:
    """Say by which rule the target is met, and what limits the plan."""
    sentences = []
    year, instrument = question.result.key.year, answer.task.instrument
    if question.goal == "target":
        if question.aim.is_rounded:
            sentences.append(
                text(
                    "Predikat {year} ditentukan dari indeks yang sudah dibulatkan, jadi nilai "
                    "tepat {exact} sudah cukup.",
                    year=year,
                    exact=format_exact(text, question.aim.exact),
                )
            )
        elif answer.is_reached:
            sentences.append(text("Target dipenuhi pada indeks tepat, sebelum dibulatkan."))
        else:
            sentences.append(text("Target diukur pada indeks tepat, sebelum dibulatkan."))
    note = find_gap_note(question.aim_hundredths, answer.task.index_after(0), text)
    if note is not None:
        sentences.append(note)
    sentences += _say_risen(question, text)
    if instrument.level_decimals:
        sentences.append(text("Kenaikan menuju tingkat bulat berikutnya."))
        if question.inquiry.claimed is not None:
            full = find_full_recovery(answer.task, question.inquiry.claimed)
            sentences.append(say_full_recovery(full, text))
    if not question.inquiry.restrictions.is_empty:
        sentences.append(text("Dengan batas yang dipasang di Lanjutan."))
    if answer.closed:
        numbers = text.list([text(each) for each in answer.closed])
        sentences.append(
            text("Harus naik tetapi tidak dapat naik di sini: {numbers}.", numbers=numbers)
        )
    if answer.obstacles:
        sentences.append(
            text("Yang menghalangi: {obstacles}.", obstacles=_list(answer.obstacles, text))
        )
    elif answer.plan.status == "infeasible":
        sentences.append(
            text("Yang harus naik tidak muat dalam batasnya. Longgarkan salah satunya.")
        )
    elif answer.plan.status == "unknown":
        sentences.append(text("Waktu mencarinya habis; belum terbukti bahwa tidak ada."))
    elif answer.obstacles is not None and question.goal == "target":
        sentences.append(text("Tidak ada batas yang bila dilepas membuatnya tercapai."))
    return sentences


def _say_risen(question: Question, text: Translator) -> list[str]:
    """Say why the index fell by less than was marked down: other indicators rose."""
    claimed, now = question.inquiry.claimed, question.assessment
    if claimed is None:
        return []
    instrument = question.inquiry.instrument
    units = {code: -compute_lost_units(now, claimed, code) for code in instrument.leaf_codes}
    risen = {code: instrument.index_points(code, n) for code, n in units.items() if n > 0}
    if not risen:
        return []
    lost = sum_lost_points(instrument, now, claimed)
    gained = sum(risen.values(), Fraction(0))
    # Exact, so that the three add up before the reader's eyes.
    fallen, won = text.decimal(lost, 4), text.decimal(gained, 4)
    change = text.points(gained - lost, 4)
    return [
        text.plural(
            "Yang diturunkan asesor {lost}; {count} indikator justru dinaikkan {gained}, jadi "
            "indeksnya berubah {change} sejak Penilaian Mandiri.",
            "Yang diturunkan asesor {lost}; {count} indikator justru dinaikkan {gained}, jadi "
            "indeksnya berubah {change} sejak Penilaian Mandiri.",
            len(risen),
            lost=fallen,
            gained=won,
            change=change,
        )
    ]


def _list(said: Sequence[Message], text: Translator) -> str:
    return "; ".join(text(each) for each in said)


def _show_step(page: Page, answer: Answer, code: str | None) -> None:
    """Open the step that was clicked in the bar: its points as a formula, and the indicator."""
    text, instrument = page.text, answer.task.instrument
    step = next((step for step in answer.plan.steps if step[0] == code), None)
    if step is None:
        return
    code, before, after = step
    node = instrument.node_by_code[code]
    weight = node.weight / instrument.root.weight * 100
    levels = Fraction(after - before, instrument.level_scale)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            text(
                "Indikator {number}: bobot {weight} % × {levels} tingkat ÷ 100 = **{points}**",
                number=node.number,
                weight=format_exact(text, weight),
                levels=text.level(after - before, instrument.level_decimals),
                points=text.points(weight * levels / 100, 4),
            )
        )
        show_link(page, "domains", text("Buka indikator"), tab=text("Rincian"), node=code)

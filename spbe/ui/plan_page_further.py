"""Lanjutan on Menuju Target: limits, efforts, other optima, what each effort brings, the chance."""

from __future__ import annotations

from spbe.analysis.frontier import Frontier, FrontierPoint
from spbe.charts.frontier import describe_frontier, plot_frontier
from spbe.jobs.plan_frontier import search_frontier
from spbe.model.scoring import round_half_up
from spbe.text.translator import message
from spbe.ui.canvas import st
from spbe.ui.choices import show_closed
from spbe.ui.figures import show_figure
from spbe.ui.formula import format_exact
from spbe.ui.plan_page_answer import Answer
from spbe.ui.plan_page_chance import show_chance
from spbe.ui.plan_page_demands import Demands, show_demands
from spbe.ui.plan_page_efforts import show_efforts
from spbe.ui.plan_page_question import Question
from spbe.ui.shell import Page
from spbe.ui.state import choose_part
from spbe.ui.tables import show_table

_PARTS = {
    "limits": message("Batas dan tujuan"),
    "efforts": message("Usaha"),
    "others": message("Rencana lain"),
    "frontier": message("Usaha → indeks"),
    "chance": message("Peluang"),
}


def show_further(page: Page, question: Question, answer: Answer) -> None:
    """Draw everything beyond the plain plan; nothing of it is computed while it is closed."""
    text = page.text
    further = show_closed("further", text("Lanjutan"), icon=":material/tune:")
    if further is None:
        return
    with further:
        part = choose_part(text, "more", _PARTS)
        instrument = question.inquiry.instrument
        if part == "limits":
            has_units = any(answer.task.units.get(code) for code in instrument.leaf_codes)
            demands = Demands(question.goal, question.budget, question.inquiry.restrictions)
            show_demands(page, demands, instrument, has_units)
        elif part == "efforts":
            show_efforts(page, question.owner, instrument)
        elif part == "others":
            _show_others(page, question, answer)
        elif part == "frontier":
            _show_frontier(page, question, answer)
        else:
            show_chance(page, question)


def _show_others(page: Page, question: Question, answer: Answer) -> None:
    """Say what every optimum contains, and list other plans near it."""
    text, found, task = page.text, answer.found, answer.task
    instrument = task.instrument
    if question.goal != "target" or not answer.is_reached or not found.plan.moves:
        st.info(
            text("Rencana lain dicari bila tujuannya sebuah target yang dapat dan perlu dicapai.")
        )
        return
    must_do = found.must_do or ()
    ends = {move.code: move.after for move in sorted(must_do, key=lambda m: m.after)}
    if found.must_do is None:
        st.markdown(
            text(
                "Belum terbukti termurah, jadi belum diketahui kenaikan mana yang ada pada setiap "
                "rencana termurah."
            )
        )
    elif ends:
        said = [
            text(
                "{number} ke tingkat {level}",
                number=instrument.node_by_code[code].number,
                level=text.level(after, instrument.level_decimals),
            )
            for code, after in ends.items()
        ]
        st.markdown(text("Ada pada setiap rencana termurah: **{steps}**.", steps=text.list(said)))
    else:
        st.markdown(
            text(
                "Tidak ada indikator yang mutlak: setiap kenaikan dapat diganti dalam salah satu "
                "rencana termurah lain."
            )
        )
    rows = []
    for number, plan in enumerate([found.plan, *found.alternatives]):
        codes = [code for code, _, _ in plan.steps]
        units = {unit for code in codes for unit in task.units.get(code, ())}
        steps = [
            f"{instrument.node_by_code[code].number}: "
            f"{text.level(before, instrument.level_decimals)} → "
            f"{text.level(after, instrument.level_decimals)}"
            for code, before, after in plan.steps
        ]
        rows.append(
            {
                text("Rencana"): text("di atas") if number == 0 else str(number),
                text("Usaha"): plan.effort / task.effort_scale,
                text("Indeks"): round_half_up(plan.reached) / 100,
                text("Indeks tepat"): format_exact(text, plan.reached),
                text("OPD"): len(units),
                text("Kenaikan tingkat"): "; ".join(steps),
            }
        )
    digits = {text("Usaha"): 0 if task.effort_scale == 1 else 2, text("Indeks"): 2}
    show_table(page, rows, "plan-others", text("Rencana lain"), digits)
    st.caption(
        text(
            "Seri diputus berurutan: OPD paling sedikit, indikator paling sedikit, lompatan paling "
            "kecil. Rencana lain berbeda paling banyak satu usaha dari yang termurah."
        )
    )


def _show_frontier(page: Page, question: Question, answer: Answer) -> None:
    text, task = page.text, answer.task
    name = ("frontier", *question.name)
    target = question.aim.exact
    aims = (target, *(rating.lower for rating in task.instrument.ratings))
    frontier: Frontier | None = page.snapshot.keep(name, lambda: search_frontier(task, aims))
    if frontier is None:
        st.info(
            text(
                "Usaha seluruhnya terlalu besar untuk digambar per satuan. Pakai bilangan yang "
                "lebih kecil atau lebih bulat."
            )
        )
        return
    points, scale = frontier.points, task.effort_scale
    show_figure(
        page,
        plot_frontier(
            points,
            task.instrument,
            target,
            text,
            page.theme,
            plan=answer.plan if answer.plan.moves else None,
            scale=scale,
            is_exact=frontier.is_exact,
        ),
        "plan-frontier",
        text("Usaha dan indeks"),
        describe_frontier(
            points,
            task.instrument,
            target,
            text,
            answer.plan,
            scale,
            is_exact=frontier.is_exact,
        ),
    )
    show_table(
        page,
        [_row(page, point, scale) for point in points],
        "plan-frontier-table",
        text("Usaha → indeks"),
        {text("Indeks tertinggi"): 2},
        height=240,
    )


def _row(page: Page, point: FrontierPoint, scale: int) -> dict[str, object]:
    text = page.text
    return {
        text("Usaha"): point.effort / scale,
        text("Indeks tertinggi"): round_half_up(point.reached) / 100,
        text("Indeks tepat"): format_exact(text, point.reached),
    }

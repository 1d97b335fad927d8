"""Simulasi on Menuju Target: change levels in a grid and see the index; the assessment stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from spbe.analysis.change_words import find_change_notes
from spbe.analysis.decomposition import Decomposition, decompose_change
from spbe.analysis.results import score_result
from spbe.analysis.simulation import find_lowered, find_raised, fit_levels, make_own_plan
from spbe.charts.plan import plot_plan
from spbe.charts.plan_words import caption_plan, describe_plan
from spbe.charts.waterfall import describe_waterfall, plot_waterfall
from spbe.jobs.plan_search import aim_at_next_rating
from spbe.store.records import Scenario
from spbe.store.scenarios import find_scenarios
from spbe.text.translator import Translator
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.figures import show_figure
from spbe.ui.formula import format_exact
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_answer import find_answer
from spbe.ui.plan_page_grid import Start, show_level_grid
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_scenarios import SCENARIO, START_NAMES, show_comparison, show_keeping
from spbe.ui.plan_page_words import find_gap_note, say_gap
from spbe.ui.shell import Page

_AS_IT_IS, _PLAN = "now", "plan"


def show_simulation(page: Page, question: Question) -> None:
    """Draw the grid, what follows from it, and the scenarios that are kept."""
    key = question.result.key
    scenarios = page.snapshot.keep(("scenarios", key), lambda: find_scenarios(page.store, key))
    start = _choose_start(page, question, scenarios)
    outcome = st.container()
    left, right = st.columns([3, 2])
    with left:
        levels = show_level_grid(page, question, start)
    change = _compare(question, levels)
    with outcome:
        _show_outcome(page, question, change)
    with right:
        _show_picture(page, question, change, levels)
        show_keeping(page, key, start.scenario, scenarios, levels)
    show_comparison(page, question, scenarios)


def _compare(question: Question, levels: Mapping[str, int]) -> Decomposition:
    """Split what the levels of the grid would change, exactly."""
    scored = question.result.scored
    simulated = replace(question.assessment, levels=levels)
    return decompose_change(
        scored, score_result(question.inquiry.instrument, simulated, scored.agency)
    )


def _choose_start(page: Page, question: Question, scenarios: list[Scenario]) -> Start:
    """Ask what the grid begins with; a scenario stands in the address by its number."""
    text, task = page.text, question.inquiry.make_task()
    now = dict(task.levels)
    names, levels = {_AS_IT_IS: text(START_NAMES[_AS_IT_IS])}, {_AS_IT_IS: now}
    found = find_answer(page, question)
    if found.is_reached and found.plan.moves:
        ends = {code: after for code, _, after in found.plan.steps}
        names[_PLAN], levels[_PLAN] = text(START_NAMES[_PLAN]), {**now, **ends}
    by_code = {str(scenario.id): scenario for scenario in scenarios}
    for code, scenario in by_code.items():
        fitting = fit_levels(question.inquiry.instrument, scenario.levels)
        names[code], levels[code] = scenario.name, {**now, **fitting}
    chosen = choose_option(text, SCENARIO, text("Mulai dari"), names, width=360)
    return Start(levels[chosen], by_code.get(chosen))


def _show_outcome(page: Page, question: Question, change: Decomposition) -> None:
    """Say index, gap and next rating of what stands in the grid; always in as many lines."""
    text, root = page.text, question.inquiry.instrument.root.code
    exact = change.after.exact(root) or Fraction(0)
    moved = change.exact_change or Fraction(0)
    bound = question.aim_hundredths
    row = st.container(horizontal=True, vertical_alignment="center", gap="large")
    row.metric(
        text("Indeks simulasi"),
        text.score(change.after.hundredths(root)),
        text.points(moved),
        # Streamlit knows a fall by a hyphen alone; ours begins with a minus.
        delta_color="off" if not moved else "green" if moved > 0 else "red",
        delta_arrow="off" if not moved else "up" if moved > 0 else "down",
        help=text(
            "Tepat {exact}, berubah {change}.",
            exact=format_exact(text, exact),
            change=text.points(moved, 4),
        ),
        width="content",
    )
    gap = Fraction(bound, 100) - exact
    is_met = exact >= question.aim.exact
    row.metric(
        text("Ke target {target}", target=text.score(bound)),
        text("tercapai") if is_met else text("kurang {gap}", gap=say_gap(gap, text)),
        help=None if is_met else text("Kurangnya tepat {exact}", exact=format_exact(text, gap)),
        width="content",
    )
    row.markdown(_say_rating(question, exact, text), width="content")


def _show_picture(
    page: Page, question: Question, change: Decomposition, levels: Mapping[str, int]
) -> None:
    """Draw raised levels like a plan, lowered ones as a change; and count what was changed."""
    text, task = page.text, question.inquiry.make_task()
    raised, lowered = find_raised(task, levels), find_lowered(task, levels)
    if not raised and not lowered:
        st.caption(text("Ubah angka pada kolom Simulasi; indeksnya langsung mengikuti."))
        return
    st.caption(
        text(
            "{raised} indikator naik, {lowered} turun dibanding penilaian.",
            raised=len(raised),
            lowered=len(lowered),
        )
    )
    if lowered:
        _show_change(page, change)
        return
    plan, aim = make_own_plan(task, levels), question.aim.exact
    show_figure(
        page,
        plot_plan(task, plan, aim, text, page.theme),
        "simulation-bar",
        text("Simulasi"),
        describe_plan(task, plan, aim, text),
    )
    st.caption(caption_plan(task, plan, aim, text))
    notes = [
        *find_change_notes(change, text),
        find_gap_note(question.aim_hundredths, plan.reached, text),
    ]
    if said := [note for note in notes if note]:
        st.caption(escape_markdown(" ".join(said)))


def _show_change(page: Page, change: Decomposition) -> None:
    """Draw what rose and what fell, part by part, opened to the indicators."""
    text = page.text
    opened = [
        part.code for part in change.by_tier[change.top_tier] if _has_moved(change, part.code)
    ]
    names = text(START_NAMES[_AS_IT_IS]), text("Simulasi")
    show_figure(
        page,
        plot_waterfall(change, text, page.theme, opened=opened, names=names),
        "simulation-change",
        text("Perubahan pada simulasi"),
        describe_waterfall(change, text, opened, names),
    )


def _has_moved(change: Decomposition, code: str) -> bool:
    return any(leaf.points for leaf in change.points_below(code))


def _say_rating(question: Question, exact: Fraction, text: Translator) -> str:
    instrument, year = question.inquiry.instrument, question.result.key.year
    following = aim_at_next_rating(instrument, exact, year)
    if following is None or following.rating is None:
        return text("Sudah setara predikat tertinggi.")
    bound = following.rating.lower
    return text(
        "Predikat berikutnya **{rating}** ({bound}): kurang {gap}.",
        rating=following.rating.names[text.language],
        bound=text.decimal(bound, 2),
        gap=say_gap(bound - exact, text),
    )

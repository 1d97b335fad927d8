"""Simulasi on Menuju Target: change levels in a grid and see the index; the assessment stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd
import streamlit as st

from spbe.analysis.simulation import (
    find_lowered,
    find_raised,
    fit_levels,
    make_own_plan,
    score_levels,
)
from spbe.charts.plan import describe_plan, plot_plan
from spbe.jobs.plan_search import aim_at_next_rating
from spbe.model.scoring import round_half_up
from spbe.store.records import Scenario
from spbe.store.scenarios import find_scenarios
from spbe.text.translator import Translator
from spbe.ui.choices import choose_option
from spbe.ui.figures import mark_figure, show_figure
from spbe.ui.formula import format_exact
from spbe.ui.plan_page_answer import find_answer
from spbe.ui.plan_page_question import Question
from spbe.ui.plan_page_scenarios import SCENARIO, START_NAMES, show_comparison, show_keeping
from spbe.ui.plan_page_words import say_gap
from spbe.ui.shell import Page

_AS_IT_IS, _PLAN = "now", "plan"


@dataclass(frozen=True, slots=True)
class Start:
    """What the grid begins with."""

    levels: Mapping[str, int]
    scenario: Scenario | None = None

    @property
    def name(self) -> str:
        """What sets this start apart from every other one of the same assessment."""
        number = self.scenario.id if self.scenario else ""
        return f"{number}-{'-'.join(map(str, self.levels.values()))}"


def show_simulation(page: Page, question: Question) -> None:
    """Draw the grid, what follows from it, and the scenarios that are kept."""
    key = question.result.key
    scenarios = page.snapshot.keep(("scenarios", key), lambda: find_scenarios(page.store, key))
    start = _choose_start(page, question, scenarios)
    outcome = st.container()
    left, right = st.columns([3, 2])
    with left:
        levels = _show_grid(page, question, start)
    with outcome:
        _show_outcome(page, question, levels)
    with right:
        _show_bar(page, question, levels)
        show_keeping(page, key, start.scenario, levels)
    show_comparison(page, question, scenarios)


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


def _show_grid(page: Page, question: Question, start: Start) -> dict[str, int]:
    """Draw a row per indicator; what was typed stays while other parts are looked at."""
    text, instrument = page.text, question.inquiry.instrument
    scale = instrument.level_scale
    # Another state of the assessment, or other levels to begin with, are another grid.
    kept_key = f"simulation-{question.result.key}-{question.revision}-{start.name}"
    round_key = f"{kept_key}-round"
    key = f"{kept_key}-grid-{st.session_state.get(round_key, 0)}-{text.language}"
    base_key = f"{key}-base"
    if key not in st.session_state or base_key not in st.session_state:
        kept: Mapping[str, int] = st.session_state.get(kept_key, start.levels)
        st.session_state[base_key] = pd.DataFrame(
            {
                "number": [leaf.number for leaf in instrument.leaves],
                "indicator": [leaf.names[text.language] for leaf in instrument.leaves],
                "now": [
                    text.level(question.assessment.levels[code], instrument.level_decimals)
                    for code in instrument.leaf_codes
                ],
                "level": [kept[code] / scale for code in instrument.leaf_codes],
            }
        )
    edited = st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        height=430,
        disabled=["number", "indicator", "now"],
        # The level comes before the long name, so that a phone shows it.
        column_order=["number", "level", "now", "indicator"],
        column_config={
            "number": st.column_config.TextColumn(text("No"), pinned=True, width="small"),
            "indicator": st.column_config.TextColumn(text("Indikator")),
            "now": st.column_config.TextColumn(text("Kini"), width="small", alignment="center"),
            "level": st.column_config.NumberColumn(
                text("Simulasi"),
                min_value=instrument.level_minimum,
                max_value=instrument.level_maximum,
                step=1 if scale == 1 else 0.01,
                format="%d" if scale == 1 else "%.2f",
                required=True,
                width="small",
                alignment="center",
            ),
        },
        alt=text("Simulasi tingkat per indikator"),
    )
    low, high = instrument.lowest_units, instrument.highest_units
    levels = {}
    for code, value in zip(instrument.leaf_codes, edited["level"], strict=True):
        units = start.levels[code] if pd.isna(value) else round(value * scale)
        levels[code] = min(max(units, low), high)
    st.session_state[kept_key] = levels
    st.button(
        text("Kembali ke awal"),
        icon=":material/undo:",
        disabled=levels == dict(start.levels),
        on_click=_start_over,
        args=(kept_key, round_key),
    )
    return levels


def _start_over(kept_key: str, round_key: str) -> None:
    st.session_state.pop(kept_key, None)
    st.session_state[round_key] = st.session_state.get(round_key, 0) + 1


def _show_outcome(page: Page, question: Question, levels: Mapping[str, int]) -> None:
    """Say index, gap and next rating of what stands in the grid."""
    text, instrument = page.text, question.inquiry.instrument
    root = instrument.root.code
    exact = score_levels(instrument, question.assessment, levels).exact[root]
    present = question.result.scored.scores.exact[root]
    shown = round_half_up(exact)
    change = Fraction(shown - round_half_up(present), 100)
    bound = question.aim_hundredths
    row = st.container(horizontal=True, vertical_alignment="center", gap="large")
    row.metric(
        text("Indeks simulasi"),
        text.score(shown),
        text.points(change) if change else None,
        help=text("Nilai tepat {exact}", exact=format_exact(text, exact)),
        width="content",
    )
    is_met = exact >= question.aim.exact
    row.metric(
        text("Ke target {target}", target=text.score(bound)),
        text("tercapai") if is_met else text("kurang {gap}", gap=say_gap(bound - shown, text)),
        width="content",
    )
    row.markdown(_say_rating(question, exact, text), width="content")


def _show_bar(page: Page, question: Question, levels: Mapping[str, int]) -> None:
    """Draw raised levels like a plan, and count what was changed."""
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
    if not lowered:
        plan, aim = make_own_plan(task, levels), question.aim.exact
        show_figure(
            mark_figure(page, plot_plan(task, plan, aim, text, page.theme)),
            "simulation-bar",
            describe_plan(task, plan, aim, text),
        )


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
        gap=say_gap(round_half_up(bound) - round_half_up(exact), text),
    )

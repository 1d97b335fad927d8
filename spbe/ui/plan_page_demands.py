"""Lanjutan: what a plan may not do, what it has to do, and what it is measured by.

All of it stands in the address, as codes that no language changes, and belongs to one agency and
year. The widgets stand below the plan that depends on them, so the address is read before they are
drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from spbe.jobs.plan_obstacles import Restrictions
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, message
from spbe.ui.address import forget_address, read_address, settle_owner
from spbe.ui.canvas import st
from spbe.ui.choices import choose_number, choose_option, choose_several, read_number
from spbe.ui.shell import Page

Goal: TypeAlias = Literal["target", "budget", "level3"]

_GOALS: dict[Goal, Message] = {
    "target": message("Target, semurah mungkin"),
    "budget": message("Indeks setinggi mungkin dengan usaha tertentu"),
    "level3": message("Tingkat 3 di semua indikator"),
}
_GOAL, _BUDGET, _LOCKED, _FORCED = "seek", "budget", "lock", "force"
_JUMP, _PER_UNIT, _UNITS = "jump", "per-unit", "units"
_KEYS = (_GOAL, _BUDGET, _LOCKED, _FORCED, _JUMP, _PER_UNIT, _UNITS)
_USUAL_BUDGET = Fraction(8)
_HIGHEST_BUDGET, _HIGHEST_LIMIT = 100_000, 500


@dataclass(frozen=True, slots=True)
class Demands:
    """What is demanded of a plan."""

    goal: Goal
    budget: Fraction
    restrictions: Restrictions


def read_demands(owner: str, instrument: Instrument, assessment: Assessment) -> Demands:
    """Read what the address demands; whatever it does not say demands nothing.

    `owner` names the agency and year that the demands belong to.
    """
    settle_owner("demands", owner, _KEYS)
    said = (read_address(_GOAL) or ["target"])[0]
    locked, forced = _read_codes(_LOCKED, instrument), _read_codes(_FORCED, instrument)
    budget = read_number(_BUDGET, 0, _HIGHEST_BUDGET)
    return Demands(
        goal=next((goal for goal in _GOALS if goal == said), "target"),
        budget=_USUAL_BUDGET if budget is None else budget,
        restrictions=Restrictions(
            locked=tuple(locked),
            forced=tuple((code, _next_level(instrument, assessment, code)) for code in forced),
            largest_jump=_read_limit(_JUMP),
            most_steps_per_unit=_read_limit(_PER_UNIT),
            most_units=_read_limit(_UNITS),
        ),
    )


def _read_codes(key: str, instrument: Instrument) -> list[str]:
    said = set(read_address(key) or ())
    return [code for code in instrument.leaf_codes if code in said]


def _read_limit(key: str) -> int | None:
    number = read_number(key, 1, _HIGHEST_LIMIT)
    return int(number) if number is not None and number.denominator == 1 else None


def _next_level(instrument: Instrument, assessment: Assessment, code: str) -> int:
    return (assessment.levels.get(code) or 0) // instrument.level_scale + 1


def show_demands(page: Page, demands: Demands, instrument: Instrument, has_units: bool) -> None:
    """Draw the widgets; the plan above follows at once."""
    text = page.text
    goal_box, budget_box = st.columns([3, 1])
    with goal_box:
        choose_option(
            text, _GOAL, text("Yang dicari"), {goal: text(name) for goal, name in _GOALS.items()}
        )
    with budget_box:
        choose_number(
            _BUDGET,
            text("Usaha yang tersedia"),
            float(demands.budget),
            min_value=0.0,
            max_value=float(_HIGHEST_BUDGET),
            step=1.0,
            format="%g",
            disabled=demands.goal != "budget",
        )
    names = {leaf.code: f"{leaf.number} {leaf.names[text.language]}" for leaf in instrument.leaves}
    choices = (
        (_LOCKED, text("Dikunci, tidak boleh naik")),
        (_FORCED, text("Harus naik, sedikitnya satu tingkat")),
    )
    for column, (key, label) in zip(st.columns(2), choices, strict=True):
        with column:
            choose_several(
                key,
                label,
                list(names),
                format_func=lambda code: names.get(code, code),
                placeholder=text("Pilih indikator"),
            )
    kept = demands.restrictions
    limits = (
        (_JUMP, text("Lompatan terbesar (tingkat)"), kept.largest_jump, True),
        (_PER_UNIT, text("Kenaikan terbanyak per OPD"), kept.most_steps_per_unit, has_units),
        (_UNITS, text("OPD terbanyak"), kept.most_units, has_units),
    )
    for column, (key, label, limit, is_open) in zip(st.columns(3), limits, strict=True):
        with column:
            choose_number(
                key,
                label,
                limit,
                min_value=1,
                max_value=_HIGHEST_LIMIT,
                placeholder=text("tanpa batas"),
                disabled=not is_open,
            )
    if not has_units:
        st.caption(text("Batas per OPD perlu OPD pada lembar penilaian; belum ada yang tertulis."))
    st.button(text("Hapus semua batas"), on_click=_forget)


def _forget() -> None:
    for key in _KEYS:
        forget_address(key)

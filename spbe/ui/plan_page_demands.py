"""Lanjutan: what a plan may not do, what it has to do, and what it is measured by.

The widgets stand below the plan that depends on them, so their values are read at the beginning of
a run from where Streamlit keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import streamlit as st

from spbe.jobs.plan_obstacles import Restrictions
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, message
from spbe.ui.shell import Page

Goal: TypeAlias = Literal["target", "budget", "level3"]

_GOALS: dict[Goal, Message] = {
    "target": message("Target, semurah mungkin"),
    "budget": message("Indeks setinggi mungkin dengan usaha tertentu"),
    "level3": message("Tingkat 3 di semua indikator"),
}
_BUDGET = 8


@dataclass(frozen=True, slots=True)
class Demands:
    """What stands in the widgets of this part."""

    goal: Goal
    budget: Fraction
    restrictions: Restrictions


def read_demands(owner: str, instrument: Instrument, assessment: Assessment) -> Demands:
    """Read what the user demands of an agency; whatever was never touched demands nothing."""
    codes = instrument.leaf_codes

    def kept(name: str, default: Any = None) -> Any:
        return st.session_state.get(_key(name, owner), default)

    goal = kept("goal", "target")
    locked = [code for code in kept("locked", ()) if code in codes]
    forced = [code for code in kept("forced", ()) if code in codes and code not in locked]
    return Demands(
        goal=goal if goal in _GOALS else "target",
        budget=Fraction(str(kept("budget", _BUDGET) or 0)),
        restrictions=Restrictions(
            locked=tuple(locked),
            forced=tuple((code, _next_level(instrument, assessment, code)) for code in forced),
            largest_jump=kept("jump"),
            most_steps_per_unit=kept("unit-steps"),
            most_units=kept("units"),
        ),
    )


def _next_level(instrument: Instrument, assessment: Assessment, code: str) -> int:
    return (assessment.levels.get(code) or 0) // instrument.level_scale + 1


def show_demands(page: Page, owner: str, instrument: Instrument, has_units: bool) -> None:
    """Draw the widgets; the plan above follows at once."""
    text = page.text
    names = {leaf.code: f"{leaf.number} {leaf.names[text.language]}" for leaf in instrument.leaves}
    goal_box, budget_box = st.columns([3, 1])
    goal = goal_box.selectbox(
        text("Yang dicari"),
        list(_GOALS),
        format_func=lambda goal: text(_GOALS[goal]),
        key=_key("goal", owner),
        persist_state="page",
    )
    budget_box.number_input(
        text("Usaha yang tersedia"),
        min_value=0.0,
        max_value=100_000.0,
        value=float(_BUDGET),
        step=1.0,
        format="%g",
        key=_key("budget", owner),
        disabled=goal != "budget",
        persist_state="page",
    )
    locked_box, forced_box = st.columns(2)
    with locked_box:
        _choose_indicators(page, owner, "locked", text("Dikunci, tidak boleh naik"), names)
    with forced_box:
        label = text("Harus naik, sedikitnya satu tingkat")
        _choose_indicators(page, owner, "forced", label, names)
    limits = (
        ("jump", text("Lompatan terbesar (tingkat)"), True),
        ("unit-steps", text("Langkah terbanyak per OPD"), has_units),
        ("units", text("OPD terbanyak"), has_units),
    )
    for box, (name, label, is_open) in zip(st.columns(3), limits, strict=True):
        box.number_input(
            label,
            min_value=1,
            max_value=500,
            value=None,
            key=_key(name, owner),
            placeholder=text("tanpa batas"),
            disabled=not is_open,
            persist_state="page",
        )
    if not has_units:
        st.caption(text("Batas per OPD perlu OPD pada lembar penilaian; belum ada yang tertulis."))
    st.button(text("Hapus semua batas"), on_click=_forget, args=(owner,))


def _choose_indicators(
    page: Page, owner: str, name: str, label: str, names: dict[str, str]
) -> Sequence[str]:
    chosen: list[str] = st.multiselect(
        label,
        list(names),
        format_func=lambda code: names.get(code, code),
        key=_key(name, owner),
        placeholder=page.text("Pilih indikator"),
        persist_state="page",
    )
    return chosen


def _forget(owner: str) -> None:
    st.session_state[_key("goal", owner)] = "target"
    st.session_state[_key("budget", owner)] = float(_BUDGET)
    for name in ("locked", "forced"):
        st.session_state[_key(name, owner)] = []
    for name in ("jump", "unit-steps", "units"):
        st.session_state[_key(name, owner)] = None


def _key(name: str, owner: str) -> str:
    return f"plan-{name}-{owner}"

"""Simulasi: the grid of levels. What was typed stands in the address until it is kept or undone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from spbe.model.instrument import Instrument
from spbe.store.records import Scenario
from spbe.text.translator import Translator
from spbe.ui.address import forget_address, read_address, settle_owner, write_address
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.plan_page_question import Question
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads

_LEVELS = "levels"
_WRITTEN = re.compile(r"[0-9]{1,2}([.,][0-9]{1,2})?")
_MOST_REFUSED = 5


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


def show_level_grid(page: Page, question: Question, start: Start) -> dict[str, int]:
    """Draw a row per indicator and give the levels that stand there [level units].

    Levels that were changed stand in the address, so that a reload, a link and the menu bring
    them back. What is no level is said and not used.
    """
    text, instrument = page.text, question.inquiry.instrument
    # Another state of the assessment, or other levels to begin with, are another grid.
    name = f"simulation-{question.result.key}-{question.revision}-{start.name}"
    settle_owner("simulation", name, [_LEVELS])
    round_key = f"{name}-round"
    key = f"{name}-grid-{st.session_state.get(round_key, 0)}-{text.language}"
    base_key = f"{key}-base"
    if key not in st.session_state or base_key not in st.session_state:
        kept = {**start.levels, **_read_levels(instrument)}
        st.session_state[base_key] = _build_frame(question, kept, text)
    columns = {
        "number": st.column_config.TextColumn(text("No"), pinned=True, width="small"),
        "indicator": st.column_config.TextColumn(text("Indikator")),
        "now": st.column_config.TextColumn(text("Kini"), width="small", alignment="center"),
        "level": st.column_config.TextColumn(text("Simulasi"), width="small", alignment="center"),
    }
    title = text("Simulasi tingkat per indikator")
    edited = st.data_editor(
        st.session_state[base_key],
        key=key,
        hide_index=True,
        height=430,
        disabled=["number", "indicator", "now"],
        # The level comes before the long name, so that a phone shows it.
        column_order=["number", "level", "now", "indicator"],
        column_config=columns,
        alt=title,
    )
    show_downloads(page, edited, "simulation-grid", title, column_config=columns)
    levels, refused = {}, []
    for leaf, written in zip(instrument.leaves, edited["level"], strict=True):
        said = "" if pd.isna(written) else str(written).strip()
        units = _read_level(said, instrument)
        levels[leaf.code] = start.levels[leaf.code] if units is None else units
        if units is None:
            shown = f"“{said[:20]}”" if said else text("kosong")
            refused.append(f"{leaf.number} ({shown})")
    if refused:
        _say_refused(refused, instrument, text)
    changed = {c: n for c, n in levels.items() if n != start.levels[c]}
    if changed:
        write_address(_LEVELS, *(f"{code}:{units}" for code, units in changed.items()))
    else:
        forget_address(_LEVELS)
    st.button(
        text("Kembali ke awal"),
        icon=":material/undo:",
        disabled=not changed and not refused,
        on_click=_start_over,
        args=(round_key,),
    )
    return levels


def _read_levels(instrument: Instrument) -> dict[str, int]:
    """Read the changed levels from the address as far as the instrument knows them."""
    found = {}
    for said in read_address(_LEVELS) or ():
        code, _, units = said.rpartition(":")
        if code in instrument.leaf_codes and re.fullmatch("[0-9]{1,4}", units):
            found[code] = min(max(int(units), instrument.lowest_units), instrument.highest_units)
    return found


def _build_frame(question: Question, levels: Mapping[str, int], text: Translator) -> pd.DataFrame:
    instrument, now = question.inquiry.instrument, question.assessment.levels
    decimals = instrument.level_decimals
    return pd.DataFrame(
        {
            "number": [leaf.number for leaf in instrument.leaves],
            "indicator": [leaf.names[text.language] for leaf in instrument.leaves],
            "now": [
                text.level(now[code], decimals)
                if decimals
                else text.dots(now[code], instrument.level_maximum)
                for code in instrument.leaf_codes
            ],
            "level": [text.level(levels[code], decimals) for code in instrument.leaf_codes],
        }
    )


def _read_level(written: str, instrument: Instrument) -> int | None:
    """Read a level, with comma or point, as level units; None where it is none of the scale."""
    if not _WRITTEN.fullmatch(written):
        return None
    units = Fraction(written.replace(",", ".")) * instrument.level_scale
    is_level = units.denominator == 1
    is_level &= instrument.lowest_units <= units <= instrument.highest_units
    return int(units) if is_level else None


def _say_refused(refused: list[str], instrument: Instrument, text: Translator) -> None:
    named = ", ".join(refused[:_MOST_REFUSED])
    if len(refused) > _MOST_REFUSED:
        more = len(refused) - _MOST_REFUSED
        named = text("{numbers}, dan {n} lainnya", numbers=named, n=more)
    expected = (
        text("tingkat {low} sampai {high} dengan paling banyak {n} desimal", **_bounds(instrument))
        if instrument.level_decimals
        else text("tingkat bulat {low} sampai {high}", **_bounds(instrument))
    )
    st.warning(
        escape_markdown(
            text("Tidak dipakai: {cells}. Isi {expected}.", cells=named, expected=expected)
        )
    )


def _bounds(instrument: Instrument) -> dict[str, int]:
    return {
        "low": instrument.level_minimum,
        "high": instrument.level_maximum,
        "n": instrument.level_decimals,
    }


def _start_over(round_key: str) -> None:
    forget_address(_LEVELS)
    st.session_state[round_key] = st.session_state.get(round_key, 0) + 1

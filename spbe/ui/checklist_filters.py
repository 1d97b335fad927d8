"""Which items of the checklist are shown: what is chosen stands in the address."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spbe.analysis.backlog import is_overdue
from spbe.model.instrument import Instrument
from spbe.model.item import ITEM_SOURCES, ITEM_STATES, Item
from spbe.text.terms import ITEM_SOURCE_NAMES, ITEM_STATE_NAMES
from spbe.text.translator import Translator
from spbe.ui.address import forget_address, read_address
from spbe.ui.canvas import st
from spbe.ui.checklist_words import name_number
from spbe.ui.choices import choose_option, choose_text

WORDS, UNIT, STATE, BRANCH, SOURCE, DUE = "q", "opd", "state", "of", "source", "due"
FILTERS = (WORDS, UNIT, STATE, BRANCH, SOURCE, DUE)
"""What the address says of them, by key."""
ANY, NONE, UNFINISHED, LATE, SOON = "all", "none", "unfinished", "late", "week"
WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty or `ANY` asks for nothing."""

    words: str = ""
    unit: str = ANY
    state: str = UNFINISHED
    branch: str = ANY
    """Code of a domain, aspect or indicator."""
    source: str = ANY
    due: str = ANY

    @property
    def is_usual(self) -> bool:
        """Whether nothing was chosen."""
        return self == Filter()


def choose_filter(
    text: Translator, instrument: Instrument, units: Sequence[str], *, has_states: bool = True
) -> Filter:
    """Draw the filters on one line and tell what is chosen.

    Without `has_states` items of all states are asked for, for views that part them by it.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = choose_text(
            WORDS,
            text("Cari"),
            "",
            str.strip,
            placeholder=text("kata, orang, nomor"),
            width=140,
            label_visibility="collapsed",
            icon=":material/search:",
        )
        state = ANY
        look: dict[str, Any] = {"label_visibility": "collapsed"}
        if has_states:
            state = choose_option(
                text, STATE, text("Status"), _name_states(text), width=133, **look
            )
        units_named, branches = _name_units(text, units), _name_branches(text, instrument)
        unit = choose_option(text, UNIT, text("OPD"), units_named, width=158, **look)
        branch = choose_option(text, BRANCH, text("Indikator"), branches, width=158, **look)
        due = choose_option(text, DUE, text("Tenggat"), _name_days(text), width=133, **look)
        source = choose_option(text, SOURCE, text("Sumber"), _name_sources(text), width=133, **look)
    chosen = Filter(words, unit, state, branch, source, due)
    if any(read_address(key) for key in FILTERS):
        st.button(
            text("Hapus filter"), icon=":material/filter_alt_off:", type="tertiary", on_click=_clear
        )
    return chosen


def find_matching(
    items: Sequence[Item],
    chosen: Filter,
    instrument: Instrument,
    today: datetime.date,
    say: Callable[[Item], str],
) -> list[Item]:
    """Find the items that a filter asks for, in their order.

    `say` gives the words of an item as they are read.
    """
    codes = _find_codes(instrument, chosen.branch)
    words = chosen.words.casefold().split()
    return [
        item
        for item in items
        if _fits_state(item, chosen.state)
        and (chosen.source in (ANY, item.source))
        and (codes is None or item.code in codes)
        and _fits_unit(item, chosen.unit)
        and _fits_day(item, chosen.due, today)
        and (not words or _holds_words(item, say(item), words, instrument))
    ]


def is_due_soon(item: Item, today: datetime.date) -> bool:
    """Tell whether an item is still open and due within the seven days that begin today."""
    return item.is_open and item.due is not None and today <= item.due < today + WEEK


def _fits_state(item: Item, state: str) -> bool:
    return state in (ANY, item.state) or (state == UNFINISHED and item.is_open)


def _fits_unit(item: Item, unit: str) -> bool:
    return unit == ANY or unit in item.units or (unit == NONE and not item.units)


def _fits_day(item: Item, due: str, today: datetime.date) -> bool:
    if due == ANY:
        return True
    if due == NONE:
        return item.due is None
    if due == LATE:
        return is_overdue(item, today)
    return is_due_soon(item, today)


def _holds_words(item: Item, said: str, words: Sequence[str], instrument: Instrument) -> bool:
    node = instrument.node_by_code.get(item.code or "")
    named = [] if node is None else [node.number, *node.names.values()]
    held = " ".join(
        [item.text, said, item.person, item.reason, item.item_code or "", *item.units, *named]
    )
    return all(word in held.casefold() for word in words)


def _find_codes(instrument: Instrument, branch: str) -> frozenset[str] | None:
    """Find the indicators below a node, or the one itself; None for all there are."""
    if branch == ANY:
        return None
    below = instrument.children.get(branch, ())
    found = (_find_codes(instrument, node.code) or frozenset() for node in below)
    return frozenset({branch}).union(*found)


def _name_states(text: Translator) -> dict[str, str]:
    states: dict[str, str] = {state: text(ITEM_STATE_NAMES[state]) for state in ITEM_STATES}
    return {UNFINISHED: text("Belum selesai"), ANY: text("Semua status"), **states}


def _name_units(text: Translator, units: Sequence[str]) -> dict[str, str]:
    named = {unit: unit for unit in units}
    return {ANY: text("Semua OPD"), NONE: text("Belum ada OPD"), **named}


def _name_branches(text: Translator, instrument: Instrument) -> dict[str, str]:
    named = {
        node.code: f"{name_number(node)} · {node.names[text.language]}"
        for node in instrument.nodes
        if node is not instrument.root
    }
    return {ANY: text("Semua indikator"), **named}


def _name_days(text: Translator) -> dict[str, str]:
    return {
        ANY: text("Semua tenggat"),
        LATE: text("Lewat tenggat"),
        SOON: text("7 hari ini"),
        NONE: text("Tanpa tenggat"),
    }


def _name_sources(text: Translator) -> Mapping[str, str]:
    named: dict[str, str] = {source: text(ITEM_SOURCE_NAMES[source]) for source in ITEM_SOURCES}
    return {ANY: text("Semua sumber"), **named}


def _clear() -> None:
    for key in FILTERS:
        forget_address(key)

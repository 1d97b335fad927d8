"""What is looked at: agency, year and stage, kept in the filters and in the address.

The filters are bound to the address, so a link reopens the same view. Their options are words as
people read them; whatever the address says is checked against them, and what does not fit falls
back to the last view, with a note that says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import streamlit as st

from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.store.records import Agency, ResultKey
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.ui.cache import Result, Snapshot

LANGUAGE, AGENCY, YEAR, STAGE, NODE = "lang", "agency", "year", "stage", "node"
_NEXT_PART = "next-part"
"""Where a click leads that is told after the switch between parts was drawn."""


@dataclass(frozen=True, slots=True)
class View:
    """What the filters say. Without an agency the store is empty; without a year it has no result.

    `results` are all results of the agency, sorted by year and stage.
    """

    agency: Agency | None = None
    instrument: Instrument | None = None
    year: int | None = None
    stage: str | None = None
    results: Sequence[Result] = ()
    notes: tuple[Message, ...] = field(default=(), compare=False)
    """What the address asked for and could not have."""

    @property
    def key(self) -> ResultKey | None:
        if self.agency is None or self.instrument is None or not self.year or not self.stage:
            return None
        return ResultKey(self.agency.id, self.instrument.id, self.year, self.stage)

    @property
    def result(self) -> Result | None:
        """The result that the filters name; None only where there is none at all."""
        return next((result for result in self.results if result.key == self.key), None)


def read_language() -> str:
    """Tell the language of this run: the switch, else the address, else Indonesian."""
    asked = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE, "")
    return asked.lower() if asked.lower() in LANGUAGES else "id"


def show_language_switch(text: Translator) -> None:
    """Draw the language switch; the choice stays in the address and for the session."""
    st.session_state[LANGUAGE] = text.language
    st.segmented_control(
        "Bahasa / Language",
        list(LANGUAGES),
        format_func=str.upper,
        key=LANGUAGE,
        label_visibility="collapsed",
        required=True,
        bind="query-params",
    )


def show_filters(
    text: Translator, snapshot: Snapshot, instruments: Mapping[str, Instrument]
) -> View:
    """Draw the filters and tell what they say.

    The default view is shown first, and wherever the address asks for what is not there.
    """
    agencies = snapshot.agencies()
    if not agencies:
        return View()
    notes: list[Message] = []
    by_name = {agency.name: agency for agency in agencies}
    is_settled = st.session_state.get(AGENCY) in by_name
    default = None if is_settled else snapshot.default()
    first = next((a.name for a in agencies if default and a.id == default.agency_id), None)
    name = _choose(AGENCY, {n: n for n in by_name}, first, notes, message("Instansi"))
    agency = by_name[name]
    _show_filter(AGENCY, text("Instansi"), {n: n for n in by_name})
    results = snapshot.results(agency.id)
    if not results:
        return View(agency, notes=tuple(notes))

    last = default if default and default.agency_id == agency.id else results[-1].key
    years = _years(results, instruments)
    wanted = next((y for y, key in years.items() if key == (last.year, last.instrument_id)), None)
    label = _choose(YEAR, {y: y for y in years}, wanted, notes, message("Tahun"))
    year, instrument_id = years[label]
    _show_filter(YEAR, text("Tahun"), {y: y for y in years})

    found = {r.key.stage for r in results if (r.key.year, r.key.instrument_id) == years[label]}
    stages = {stage: text(STAGE_NAMES[stage]) for stage in STAGES if stage in found}
    wanted = last.stage if last.year == year and last.stage in stages else list(stages)[-1]
    stage = _choose(STAGE, stages, wanted, notes, message("Tahap"), STAGE_NAMES)
    _show_filter(STAGE, text("Tahap"), stages)
    return View(agency, instruments[instrument_id], year, stage, results, tuple(notes))


def choose_part(
    text: Translator, key: str, options: Mapping[str, Message], fallback: str | None = None
) -> str:
    """Draw a switch between the parts of a page, kept in the address, and tell the chosen one.

    `options` are the parts by code. What the address says and the page does not know falls back
    to the part named, else to the first one.
    """
    said = {code: text(name) for code, name in options.items()}
    following = st.session_state.get(_NEXT_PART)
    if following in options:
        st.session_state[key] = st.session_state.pop(_NEXT_PART)
    _choose(key, said, fallback, [], message("Bagian"), options)
    chosen = st.segmented_control(
        text("Bagian"),
        list(said),
        format_func=lambda code: said.get(code, code),
        key=key,
        label_visibility="collapsed",
        required=True,
        bind="query-params",
    )
    return next((code for code in options if code == chosen), next(iter(options)))


def read_node(instrument: Instrument) -> str:
    """Tell which node the address opens; the root where it says none that exists."""
    code = st.query_params.get(NODE, "")
    return code if code in instrument.node_by_code else instrument.root.code


def open_node(code: str, part: str | None = None) -> None:
    """Open a node on this page, in a part of it: the address names it, the page is drawn anew."""
    st.query_params[NODE] = code
    if part is not None:
        st.session_state[_NEXT_PART] = part
    st.rerun()


def _choose(
    key: str,
    options: Mapping[str, str],
    fallback: str | None,
    notes: list[Message],
    label: Message,
    names: Mapping[str, Message] = MappingProxyType({}),
) -> str:
    """Settle a filter before its widget is drawn, so that it survives a change of page.

    `options` are what can be chosen, with the words that stand in the address for it. The address
    may say the `names` in any of our languages.
    """
    kept: str | None = st.session_state.get(key)
    chosen = kept if kept in options else None
    if chosen is None:
        asked = st.query_params.get(key) if kept is None else None
        said = {words: option for option, words in options.items()}
        for speak in map(Translator, LANGUAGES):
            said |= {speak(name): option for option, name in names.items() if option in options}
        chosen = said.get(asked or "", fallback or next(iter(options)))
        if asked and asked not in said:
            notes.append(
                message(
                    "{label} “{asked}” tidak ada di sini; yang ditampilkan: {shown}.",
                    label=label,
                    asked=asked[:60],
                    shown=options[chosen],
                )
            )
        if key not in st.session_state:
            st.query_params[key] = options[chosen]
    st.session_state[key] = chosen
    return chosen


def _show_filter(key: str, label: str, options: Mapping[str, str]) -> None:
    st.selectbox(
        label,
        list(options),
        index=None,  # no default: a default would be left out of the address
        format_func=lambda option: options.get(option, option),
        key=key,
        required=True,
        label_visibility="collapsed",
        filter_mode="contains",
        bind="query-params",
    )


def _years(
    results: Sequence[Result], instruments: Mapping[str, Instrument]
) -> dict[str, tuple[int, str]]:
    """Label the years, newest first; a year with two instruments says which one."""
    known = sorted({(r.key.year, r.key.instrument_id) for r in results}, reverse=True)
    counts = [year for year, _ in known]
    return {
        str(year)
        if counts.count(year) == 1
        else f"{year} · {instruments[instrument_id].regulation_short}": (year, instrument_id)
        for year, instrument_id in known
    }

"""What is looked at: agency, year and stage, kept in the filters and in the address.

The address decides, so a link reopens the same view: a filter that is changed writes the address,
and the page is drawn by what stands there. Streamlit's own binding of widgets to the address is not
used, for it empties the address whenever the page is changed. The words are those that people
read, in any of our languages; what does not fit falls back to the last view, with a note that says
so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from spbe.model.assessment import STAGES
from spbe.model.instrument import Instrument
from spbe.store.records import Agency, ResultKey
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import LANGUAGES, Message, Translator, message
from spbe.ui.address import AGENCY, LANGUAGE, NODE, STAGE, YEAR, note_page
from spbe.ui.cache import Result, Snapshot
from spbe.ui.canvas import st

_FEW_LISTED = 10
"""Agencies with nothing but published results that the filter still shows."""
_WRITTEN, _PICKED = "written", "picked"
"""By parameter: what was last written into the address, which is the last view where a link is
bare; and what was picked since, which is written once all that follows from it is known."""


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
    """Tell the language of this run: the address's, else the last one, else Indonesian."""
    for said in (_asked(LANGUAGE), _kept(_WRITTEN).get(LANGUAGE, "")):
        if said.lower() in LANGUAGES:
            return said.lower()
    return "id"


def show_language_switch(text: Translator) -> None:
    """Draw the language switch; the choice stays in the address and for the session."""
    words = {language: language.upper() for language in LANGUAGES}
    st.session_state[LANGUAGE] = text.language
    st.segmented_control(
        "Bahasa / Language",
        list(words),
        format_func=str.upper,
        key=LANGUAGE,
        label_visibility="collapsed",
        required=True,
        on_change=_follow,
        args=(LANGUAGE, words),
    )


def show_filters(
    text: Translator, snapshot: Snapshot, instruments: Mapping[str, Instrument]
) -> View:
    """Draw the filters and tell what they say.

    The default view is shown first, and wherever the address asks for what is not there.
    """
    agencies = snapshot.agencies()
    if not agencies:
        _write({LANGUAGE: text.language.upper()})
        return View()
    notes: list[Message] = []
    by_name = {agency.name: agency for agency in agencies}
    names = {name: name for name in by_name}
    default = None if _find(AGENCY, names) else snapshot.default()
    first = next((a.name for a in agencies if default and a.id == default.agency_id), None)
    name = _choose(AGENCY, names, first, notes, message("Instansi"))
    agency = by_name[name]
    _show_agencies(text, snapshot, by_name, name)
    results = snapshot.results(agency.id)
    if not results:
        _write({AGENCY: name, LANGUAGE: text.language.upper()})
        return View(agency, notes=tuple(notes))

    last = default if default and default.agency_id == agency.id else results[-1].key
    known = _years(results, instruments)
    years = {label: label for label in known}
    wanted = next((y for y, key in known.items() if key == (last.year, last.instrument_id)), None)
    label = _choose(YEAR, years, wanted, notes, message("Tahun"))
    year, instrument_id = known[label]
    _show_filter(YEAR, text("Tahun"), years)

    found = {r.key.stage for r in results if (r.key.year, r.key.instrument_id) == known[label]}
    stages = {stage: text(STAGE_NAMES[stage]) for stage in STAGES if stage in found}
    wanted = last.stage if last.year == year and last.stage in stages else list(stages)[-1]
    stage = _choose(STAGE, stages, wanted, notes, message("Tahap"), STAGE_NAMES)
    _show_filter(STAGE, text("Tahap"), stages)
    _write({AGENCY: name, YEAR: label, STAGE: stages[stage], LANGUAGE: text.language.upper()})
    return View(agency, instruments[instrument_id], year, stage, results, tuple(notes))


def _show_agencies(
    text: Translator, snapshot: Snapshot, by_name: Mapping[str, Agency], chosen: str
) -> None:
    """Draw the filter of agencies without the many that only a list of results brought.

    Those stay reachable by their address; the one in view is always there.
    """
    ids = snapshot.listed_agencies()
    listed = {name for name, agency in by_name.items() if agency.id in ids}
    is_crowd = _FEW_LISTED < len(listed) < len(by_name)
    hidden = listed - {chosen} if is_crowd else set()
    _show_filter(AGENCY, text("Instansi"), {name: name for name in by_name if name not in hidden})
    if hidden:
        st.caption(
            text.plural(
                "{count} instansi yang hanya mempunyai hasil terbit ada di Perbandingan Instansi.",
                "{count} instansi yang hanya mempunyai hasil terbit ada di Perbandingan Instansi.",
                len(hidden),
            )
        )


def choose_part(
    text: Translator, key: str, options: Mapping[str, Message], fallback: str | None = None
) -> str:
    """Draw a switch between the parts of a page, kept in the address, and tell the chosen one.

    `options` are the parts by code. An address that names none, or none that is known here, means
    the one in `fallback`, else the first; so that one needs no name there.
    """
    said = {code: text(name) for code, name in options.items()}
    chosen = _words(said, options).get(_asked(key)) or fallback or next(iter(options))
    if _asked(key):
        _write({key: said[chosen]})  # in the language of this run
    st.session_state[key] = chosen
    st.segmented_control(
        text("Bagian"),
        list(said),
        format_func=lambda code: said.get(code, code),
        key=key,
        label_visibility="collapsed",
        required=True,
        on_change=_follow,
        args=(key, said),
    )
    return chosen


def set_view(agency: str, year: str, stage: str) -> None:
    """Bring a result into view, named as the filters name it, before anything is drawn."""
    _kept(_PICKED).update({AGENCY: agency, YEAR: year, STAGE: stage})


def read_node(instrument: Instrument) -> str:
    """Tell which node the address opens; the root where it says none that exists."""
    code = st.query_params.get(NODE, "")
    return code if code in instrument.node_by_code else instrument.root.code


def open_node(code: str, **parts: str) -> None:
    """Open a node on this page: the address names it, the page is drawn anew.

    `parts` say in which parts of the page, in the words that stand there.
    """
    st.query_params.update({NODE: code, **parts})
    st.rerun()


def _choose(
    key: str,
    options: Mapping[str, str],
    fallback: str | None,
    notes: list[Message],
    label: Message,
    names: Mapping[str, Message] = MappingProxyType({}),
) -> str:
    """Settle a filter before its widget is drawn: the address's, else the last, else `fallback`.

    `options` are what can be chosen, with the words that stand in the address for it. The address
    may say the `names` in any of our languages. What it asks for and cannot have is noted, unless
    it is only what another filter has left behind.
    """
    chosen = _find(key, options, names) or fallback or next(iter(options))
    asked, last = _asked(key), _kept(_WRITTEN).get(key)
    if asked and asked != last and asked not in _words(options, names):
        notes.append(
            message(
                "{label} “{asked}” tidak ada di sini; yang ditampilkan: {shown}.",
                label=label,
                asked=asked[:60],
                shown=options[chosen],
            )
        )
    st.session_state[key] = chosen
    return chosen


def _find(
    key: str, options: Mapping[str, str], names: Mapping[str, Message] = MappingProxyType({})
) -> str | None:
    """Tell which option of a filter the address names; else which one was the last."""
    said = _words(options, names)
    return said.get(_asked(key)) or said.get(_kept(_WRITTEN).get(key, ""))


def _words(options: Mapping[str, str], names: Mapping[str, Message]) -> dict[str, str]:
    """Give the option by its words, in all our languages."""
    said = {words: option for option, words in options.items()}
    for speak in map(Translator, LANGUAGES):
        said |= {speak(name): option for option, name in names.items() if option in options}
    return said


def _asked(key: str) -> str:
    """Tell what was picked, else what the address says; empty for nothing."""
    return _kept(_PICKED).get(key) or st.query_params.get(key, "")


def _kept(name: str) -> dict[str, str]:
    """Give words by parameter that this session keeps."""
    kept: dict[str, str] = st.session_state.setdefault(name, {})
    return kept


def _write(words: Mapping[str, str]) -> None:
    """Write into the address what does not stand there yet: one step of the browser's history."""
    _kept(_WRITTEN).update(words)
    for key in words:
        _kept(_PICKED).pop(key, None)
    if any(st.query_params.get(key) != said for key, said in words.items()):
        st.query_params.update(words)
        note_page()


def _follow(key: str, words: Mapping[str, str]) -> None:
    """Note what was picked in a widget; the address follows."""
    _kept(_PICKED)[key] = words[st.session_state[key]]


def _show_filter(key: str, label: str, options: Mapping[str, str]) -> None:
    st.selectbox(
        label,
        list(options),
        index=None,  # the choice is set before
        format_func=lambda option: options.get(option, option),
        key=key,
        required=True,
        label_visibility="collapsed",
        filter_mode="contains",
        on_change=_follow,
        args=(key, options),
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

"""Interviu: the indicators in question, in the order of the points to win back."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.interview import Case
from spbe.store.clarifications import save_clarification
from spbe.store.records import Clarification, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.clock import now
from spbe.ui.difference_parts import format_indicator
from spbe.ui.interview_state import REASON_NAMES, Interview
from spbe.ui.markup import escape_markdown
from spbe.ui.pick_parts import show_pick
from spbe.ui.shell import Page
from spbe.ui.tables import show_table

CASE = "indicator"
"""The indicator that is open, in the address."""
_ALL, _UNANSWERED, _UNREAD = "all", "unanswered", "unread"
_OUTCOME = "interview-outcome"


def choose_cases(page: Page, interview: Interview) -> list[Case]:
    """Draw the filters and tell which cases pass them, most points first."""
    text = page.text
    shown: dict[str, str] = {
        _ALL: text("Semua indikator"),
        _UNANSWERED: text("Belum ada jawaban"),
        _UNREAD: text("Belum dibaca tim"),
    }
    shown |= {reason: text(name) for reason, name in REASON_NAMES.items()}
    units = sorted({_unit(interview, case.code) for case in interview.cases} - {""})
    left, right = st.columns(2)
    wanted = choose_option(text, "interview-show", text("Tampilkan"), shown, place=left)
    unit = choose_option(
        text,
        "interview-unit",
        text("OPD"),
        {_ALL: text("Semua OPD"), **{name: name for name in units}},
        place=right,
    )
    return [
        case
        for case in interview.cases
        if _passes(interview, case, wanted) and unit in (_ALL, _unit(interview, case.code))
    ]


def _passes(interview: Interview, case: Case, wanted: str) -> bool:
    if wanted == _UNANSWERED:
        return not interview.clarification(case.code).answer
    if wanted == _UNREAD:
        return interview.readings.get(case.code) is None
    return wanted == _ALL or wanted in case.reasons


def _unit(interview: Interview, code: str) -> str:
    return "; ".join(interview.leads[code].leads)


def show_cases(page: Page, interview: Interview, cases: Sequence[Case]) -> None:
    """List the cases: level, claim, points, why, who answers, and how far it is prepared."""
    text = page.text
    show_table(
        page,
        [_make_row(page, interview, case) for case in cases],
        "interview-cases",
        text("Indikator untuk interviu"),
        {text("Poin"): 3},
        signed=(text("Poin"),),
        height=300,
        widths={text("Indikator"): 320},
    )


def _make_row(page: Page, interview: Interview, case: Case) -> dict[str, object]:
    text, decimals = page.text, interview.instrument.level_decimals
    said = interview.clarification(case.code)
    return {
        text("Indikator"): format_indicator(text, interview.instrument, case.code),
        text("Dokumen"): text.level(case.level, decimals),
        text("Klaim"): text.level(case.claimed, decimals),
        text("Poin"): float(case.points),
        text("Sebab"): text.list([text(REASON_NAMES[reason]) for reason in case.reasons]),
        text("Jawaban"): text("siap") if said.answer else text("belum ada"),
        text("Penjawab"): said.person,
        text("OPD"): _unit(interview, case.code),
        text("Perkiraan Tim"): text.level(interview.readings.get(case.code), decimals),
    }


def show_marking(page: Page, interview: Interview, who: str | None) -> None:
    """Let an indicator be added that nobody marked down: the team is in doubt about it."""
    text = page.text
    listed = {case.code for case in interview.cases}
    others = {
        format_indicator(text, interview.instrument, code): code
        for code in interview.instrument.leaf_codes
        if code not in listed
    }
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.warning(escape_markdown(text(outcome)), icon=":material/info:")
    if who is not None and others:
        show_pick(
            text("Indikator lain yang meragukan"),
            list(others),
            text("Tambahkan"),
            lambda picked: _mark(page, interview, others[picked], who),
            key="interview-mark",
            placeholder=text("Pilih indikator"),
        )


def _mark(page: Page, interview: Interview, code: str, who: str) -> None:
    key = interview.key
    mark = Clarification(key.agency_id, key.instrument_id, key.year, code)
    try:
        save_clarification(page.store, mark, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message

"""Interviu, live: large type, one key per reading, the index follows, on every screen at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from spbe.analysis.interview import Case, compute_outcome
from spbe.model.scoring import round_half_up
from spbe.store.readings import save_readings
from spbe.store.records import EditConflictError, StoreError
from spbe.store.rights import Action, is_role_allowed
from spbe.text.translator import Message
from spbe.ui import cache
from spbe.ui.address import read_address, write_address
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.difference_parts import format_indicator
from spbe.ui.interview_parts import CASE
from spbe.ui.interview_state import Interview, find_interview
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.sign_in import enter_store

_SECONDS = 4
"""Between two looks at what others read."""
_REFUSAL, _DISPUTE = "live-refusal", "live-dispute"


@st.fragment(run_every=_SECONDS)
def show_live(page: Page, who: str | None) -> None:
    """Draw one indicator after the other; what others read appears by itself."""
    # Hours may pass here: whoever was signed out or disabled meanwhile sees and does no more.
    store = enter_store(cache.open_store(), page.text)
    page = replace(page, snapshot=cache.take_snapshot(store))
    interview = find_interview(page)
    if interview is None or not interview.cases:
        st.info(page.text("Belum ada indikator untuk interviu. Tambahkan di bagian Persiapan."))
        return
    place = _find_place(interview.cases)
    case = interview.cases[place]
    _show_index(page, interview)
    _show_refusal(page, interview, who)
    _show_case(page, interview, case, place)
    _show_keys(page, interview, case, place, who)
    _show_answer(page, interview, case)
    _show_closing(page, interview, who)


def _find_place(cases: Sequence[Case]) -> int:
    asked = (read_address(CASE) or [""])[0]
    return next((place for place, case in enumerate(cases) if case.code == asked), 0)


def _show_index(page: Page, interview: Interview) -> None:
    """Say where the index stands, and how far it can still move."""
    text = page.text
    outcome = compute_outcome(
        interview.instrument, interview.now, interview.cases, interview.readings
    )
    read = sum(interview.readings.get(case.code) is not None for case in interview.cases)
    figures = (
        (text("Indeks bila sisanya tetap"), text.score(_round(outcome.lowest))),
        (text("bila semua klaim sisanya diterima"), text.score(_round(outcome.highest))),
        (
            text("Perkiraan Tim, terbaca"),
            text("{n} dari {total}", n=read, total=len(interview.cases)),
        ),
    )
    for column, (label, figure) in zip(st.columns(3), figures, strict=True):
        column.markdown(f"{label}\n# {figure}", anchors=False)


def _round(index: Fraction | None) -> int | None:
    return None if index is None else round_half_up(index)


def _show_case(page: Page, interview: Interview, case: Case, place: int) -> None:
    text, instrument = page.text, interview.instrument
    decimals, unit = instrument.level_decimals, interview.notes(case.code).unit
    name = escape_markdown(format_indicator(text, instrument, case.code))
    st.markdown(f"# {name}", anchors=False)
    levels = text(
        "Dokumen {level} → klaim {claim}",
        level=text.level(case.level, decimals),
        claim=text.level(case.claimed, decimals),
    )
    reading = interview.readings.get(case.code)
    said = text("belum dibaca")
    if reading is not None:
        said = text("terbaca {level}", level=text.level(reading, decimals))
    st.markdown(f"# {levels} · {said}", anchors=False)
    where = text("{n} dari {total}", n=place + 1, total=len(interview.cases))
    parts = [where, text.points(case.points, 3), *([escape_markdown(unit)] if unit else [])]
    st.markdown(f"## {' · '.join(parts)}", anchors=False)


def _show_keys(page: Page, interview: Interview, case: Case, place: int, who: str | None) -> None:
    """Draw the keys: back, the levels, unchanged, take back, on."""
    text, instrument = page.text, interview.instrument
    seen = interview.readings.get(case.code)
    can_read = who is not None and is_role_allowed(page.store, Action.RECORD_INTERVIEW)

    def key(label: str, shortcut: str, name: str, units: int | None, *, is_open: bool) -> None:
        st.button(
            label,
            shortcut=shortcut,
            key=f"live-{name}",
            type="primary" if units is not None and units == seen else "secondary",
            disabled=not (can_read and is_open),
            on_click=_read,
            args=(page, interview, case.code, units, who),
        )

    # The keys of a presenter's remote; arrows would move the switch between the parts of the page
    # while it has the focus.
    with st.container(horizontal=True):
        before, after = place - 1, (place + 1) % len(interview.cases)
        st.button(
            text("Sebelumnya"),
            shortcut="PageUp",
            key="live-before",
            on_click=_go,
            args=(interview.cases[before].code,),
        )
        for level in range(instrument.level_minimum, instrument.level_maximum + 1):
            units = level * instrument.level_scale
            key(str(level), str(level), f"level-{level}", units, is_open=True)
        key(text("Tetap"), "T", "same", case.level, is_open=case.level is not None)
        key(text("Hapus bacaan"), "Backspace", "back", None, is_open=seen is not None)
        st.button(
            text("Berikutnya"),
            shortcut="PageDown",
            key="live-after",
            on_click=_go,
            args=(interview.cases[after].code,),
        )


def _show_answer(page: Page, interview: Interview, case: Case) -> None:
    text, said = page.text, interview.clarification(case.code)
    left, right = st.columns(2)
    for column, label, words in (
        (left, text("Temuan asesor"), said.finding),
        (right, text("Jawaban kita"), said.answer),
    ):
        with column:
            st.markdown(f"**{label}**")
            for line in (words or "–").splitlines():
                st.markdown(f"## {escape_markdown(line)}", anchors=False)
    with right:
        for label, words in ((text("Bukti"), said.evidence), (text("Penjawab"), said.person)):
            if words:
                st.markdown(f"## {label}: {escape_markdown(words)}", anchors=False)


def _show_closing(page: Page, interview: Interview, who: str | None) -> None:
    """Offer to take all that was not spoken of as unchanged, so that the estimate has an index."""
    text = page.text
    still = {
        code: units
        for code in interview.instrument.leaf_codes
        if interview.readings.get(code) is None
        and (units := interview.now.levels.get(code)) is not None
    }
    if not still:
        st.caption(text("Semua indikator terbaca: Perkiraan Tim punya indeks sendiri."))
        return
    with st.popover(text("Tutup interviu"), icon=":material/flag:"):
        st.markdown(
            text(
                "{n} indikator yang tidak dibaca dianggap tetap seperti Penilaian Dokumen. Ini "
                "tetap Perkiraan Tim; hasil asesor datang lewat Unggah Excel.",
                n=len(still),
            )
        )
        st.button(
            text("Ya, sisanya tetap"),
            disabled=who is None,
            on_click=_save,
            args=(page, interview, still, {}, who),
        )


def _show_refusal(page: Page, interview: Interview, who: str | None) -> None:
    """Say what another read otherwise, and ask which of the two holds."""
    text, refusal = page.text, st.session_state.get(_REFUSAL)
    if not isinstance(refusal, Message):
        return
    st.warning(escape_markdown(text(refusal)), icon=":material/info:")
    readings, current = st.session_state.get(_DISPUTE) or ({}, {})
    with st.container(horizontal=True):
        if len(readings) == 1:
            [(code, mine)] = readings.items()
            level = text.level(mine, interview.instrument.level_decimals)
            number = code[1:]
            st.button(
                text("Indikator {number}: pakai bacaan saya, {level}", number=number, level=level),
                disabled=who is None,
                on_click=_save,
                args=(page, interview, readings, current, who),
            )
        st.button(text("Biarkan seperti sekarang"), on_click=_forget_refusal)


def _go(code: str) -> None:
    write_address(CASE, code)


def _read(page: Page, interview: Interview, code: str, units: int | None, who: str) -> None:
    write_address(CASE, code)
    _save(page, interview, {code: units}, interview.readings, who)


def _save(
    page: Page,
    interview: Interview,
    readings: Mapping[str, int | None],
    seen: Mapping[str, int | None],
    who: str,
) -> None:
    _forget_refusal()
    try:
        save_readings(page.store, interview.key, readings, who, now(), seen)
    except EditConflictError as conflict:
        st.session_state[_REFUSAL] = conflict.message
        st.session_state[_DISPUTE] = (readings, dict.fromkeys(readings, conflict.current))
    except StoreError as refusal:
        st.session_state[_REFUSAL] = refusal.message


def _forget_refusal() -> None:
    st.session_state.pop(_REFUSAL, None)
    st.session_state.pop(_DISPUTE, None)

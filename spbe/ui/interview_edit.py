"""Interviu: one indicator, what the assessors found and what we answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spbe.analysis.interview import Case
from spbe.store.clarifications import remove_clarification, save_clarification
from spbe.store.records import Clarification, EditConflictError, StoreError
from spbe.store.rights import Action, is_allowed
from spbe.text.translator import Message, Translator, message
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option
from spbe.ui.clock import now
from spbe.ui.difference_parts import format_indicator
from spbe.ui.interview_draft import ClarificationDraft, open_draft
from spbe.ui.interview_parts import CASE
from spbe.ui.interview_state import Interview
from spbe.ui.markup import escape_lines, escape_markdown
from spbe.ui.requirement_parts import say_units, show_official
from spbe.ui.shell import Page

_FIELD_NAMES: Mapping[str, Message] = {
    "finding": message("Temuan asesor"),
    "answer": message("Jawaban kita"),
    "evidence": message("Bukti (dokumen, halaman)"),
    "person": message("Penjawab"),
    "claimed_level": message("Tingkat yang diklaim"),
}
_SAVED = "interview-saved"


def name_field(text: Translator, name: str) -> str:
    """Say a field of a clarification as people read it."""
    return text(_FIELD_NAMES[name])


def show_case(page: Page, interview: Interview, cases: Sequence[Case], who: str | None) -> None:
    """Draw one indicator: what is asked on the left, the fields on the right."""
    text = page.text
    if not cases:
        return
    by_code = {case.code: case for case in cases}
    names = {code: format_indicator(text, interview.instrument, code) for code in by_code}
    case = by_code[choose_option(text, CASE, text("Indikator yang dibuka"), names)]
    if st.session_state.pop(_SAVED, False):
        st.toast(text("Tersimpan"), icon=":material/check:")
    draft = open_draft(interview.clarification(case.code))
    lead = interview.leads[case.code]
    may_edit = who is not None and is_allowed(
        page.store, Action.EDIT_CLARIFICATIONS, draft.seen.agency_id, (*lead.leads, *lead.supports)
    )
    left, right = st.columns([2, 3])
    with left:
        show_asked(page, interview, case)
    with right:
        _show_fields(page, interview, draft, may_type=who is None or may_edit)
        _show_conflict(page, interview, draft)
        with st.container(horizontal=True):
            st.button(
                text("Simpan klarifikasi"),
                type="primary",
                icon=":material/save:",
                disabled=not may_edit,
                on_click=_save,
                args=(page, draft, who),
            )
            if draft.is_changed:
                st.caption(text("Ada isian yang belum disimpan."))
            if case.code in interview.kept:
                with st.popover(text("Hapus klarifikasi"), icon=":material/delete:"):
                    st.markdown(text("Isiannya tetap ada di Riwayat."))
                    st.button(
                        text("Ya, hapus"),
                        disabled=not may_edit,
                        on_click=_remove,
                        args=(page, draft, who),
                    )


def show_asked(page: Page, interview: Interview, case: Case) -> None:
    """Say what the claimed level asks for, and what our sheets say of the indicator."""
    text, notes = page.text, interview.notes(case.code)
    asked = interview.asked(case)
    if units := say_units(text, interview.leads[case.code]):
        st.markdown("\n".join(f"- {line}" for line in units))
    if asked:
        levels = dict.fromkeys(each.level for each in asked)
        show_official(page, interview.instrument, case.code, levels)
        heading = text("Yang diminta tingkat yang diklaim")
        lines = [
            f"- {escape_markdown(each.texts[text.language])}  \n"
            f"  :gray[{escape_markdown(each.evidence[text.language])}]"
            for each in asked
        ]
        st.markdown(f"**{heading}**\n\n" + "\n".join(lines))
    for label, words in (
        (text("Penjelasan"), notes.explanation),
        (text("Bukti dukung"), notes.evidence),
        (text("Catatan asesor"), notes.assessor_note),
    ):
        if words:
            st.markdown(f"**{label}**  \n{escape_lines(words)}")
    if not asked and notes.is_empty():
        st.caption(text("Belum ada penjelasan atau bukti dukung di lembar penilaian."))


def _show_fields(
    page: Page, interview: Interview, draft: ClarificationDraft, *, may_type: bool
) -> None:
    text, instrument = page.text, interview.instrument
    draft.fill()
    scale, low, high = instrument.level_scale, instrument.lowest_units, instrument.highest_units
    levels = sorted({*range(low, high + 1, scale), *filter(None, [draft.mine.claimed_level])})
    for name in ("finding", "answer"):
        st.text_area(name_field(text, name), key=draft.key(name), height=110, disabled=not may_type)
    st.text_input(name_field(text, "evidence"), key=draft.key("evidence"), disabled=not may_type)
    level_box, person_box = st.columns(2)
    level_box.selectbox(
        name_field(text, "claimed_level"),
        [None, *levels],
        format_func=lambda n: text.level(n, instrument.level_decimals),
        key=draft.key("claimed_level"),
        disabled=not may_type,
    )
    person_box.text_input(
        name_field(text, "person"), key=draft.key("person"), disabled=not may_type
    )
    draft.collect()


def _show_conflict(page: Page, interview: Interview, draft: ClarificationDraft) -> None:
    """Say what another wrote meanwhile in the fields that were typed in here too."""
    text = page.text
    if draft.refusal is None:
        return
    lines = [escape_markdown(text(draft.refusal))]
    for name in draft.find_disputed():
        value = getattr(draft.theirs, name)
        if name == "claimed_level":
            value = text.level(value, interview.instrument.level_decimals)
        label = name_field(text, name)
        lines.append(f"- **{label}**: {escape_markdown(value or '–')}")
    st.warning("\n".join(lines), icon=":material/info:")


def _save(page: Page, draft: ClarificationDraft, who: str) -> None:
    draft.collect()
    try:
        kept = save_clarification(page.store, draft.mine, who, now(), draft.seen)
    except EditConflictError as conflict:
        theirs = conflict.current
        blank = Clarification(
            draft.seen.agency_id, draft.seen.instrument_id, draft.seen.year, draft.seen.code
        )
        draft.meet(theirs if isinstance(theirs, Clarification) else blank, conflict.message)
    except StoreError as refusal:
        draft.refusal = refusal.message
    else:
        draft.begin(kept)
        st.session_state[_SAVED] = True


def _remove(page: Page, draft: ClarificationDraft, who: str) -> None:
    try:
        remove_clarification(page.store, draft.seen, who, now())
    except StoreError as refusal:
        draft.refusal = refusal.message

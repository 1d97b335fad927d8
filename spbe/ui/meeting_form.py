"""Rapat: the fields of a meeting, a new one or one that is changed."""

from __future__ import annotations

from dataclasses import replace

from spbe.model.meeting import Meeting, Minutes
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.store.meetings import add_meeting, remove_meeting, save_meeting
from spbe.store.records import EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.markup import escape_markdown
from spbe.ui.meeting_state import leave_meeting, may_edit, open_meeting
from spbe.ui.seen import note_seen, settle_seen
from spbe.ui.shell import Page, format_stage

_REFUSED = "meeting-refused"


def show_new_meeting(page: Page, result: Result) -> None:
    """Draw the form of a meeting about the result in view."""
    text, key = page.text, result.key
    st.button(
        text("Kembali ke daftar"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=leave_meeting,
    )
    who = page.who()
    st.caption(
        text(
            "Agenda dibuat dari data {stage} {year} yang sedang ditampilkan.",
            stage=format_stage(text, key.stage),
            year=key.year,
        )
    )
    title = text("Rapat persiapan SPBE {year}", year=key.year)
    blank = Meeting(key.agency_id, key.instrument_id, key.year, key.stage, title, today())
    wanted = _ask_meeting(page, blank, text("Buat rapat"), can_save=who is not None)
    _show_refusal(page)
    if wanted is None or who is None:
        return
    try:
        added = add_meeting(page.store, wanted, who, now())
    except StoreError as refusal:
        _refuse(refusal.message)
    else:
        open_meeting(str(added.id))
        st.rerun()


def show_details(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    """Draw the form of a meeting that is kept, and the way to remove it."""
    text, meeting = page.text, agenda.meeting
    may = may_edit(page, meeting.agency_id)
    seen: Meeting = settle_seen(_name_field(meeting, "title"), meeting)
    wanted = _ask_meeting(
        page, seen, text("Simpan data rapat"), can_save=who is not None, may_type=may
    )
    _show_refusal(page)
    if wanted is not None and who is not None:
        try:
            kept = save_meeting(page.store, wanted, who, now(), seen)
        except EditConflictError as conflict:
            # Who presses again has read it and means it.
            note_seen(_name_field(meeting, "title"), conflict.current)
            _refuse(conflict.message)
        except StoreError as refusal:
            _refuse(refusal.message)
        else:
            note_seen(_name_field(meeting, "title"), kept)
            st.toast(text("Tersimpan"), icon=":material/check:")
            st.rerun()
    if not may:
        return
    with st.popover(text("Hapus rapat"), icon=":material/delete:", disabled=who is None):
        st.markdown(
            text("Daftar hadir dan catatannya ikut terhapus; tindak lanjutnya tetap di Checklist.")
        )
        st.button(text("Ya, hapus"), on_click=_remove, args=(page, agenda, who))


def _ask_meeting(
    page: Page, meeting: Meeting, label: str, *, can_save: bool, may_type: bool = True
) -> Meeting | None:
    """Draw the fields and give what stands in them when they are sent; else None.

    Whoever may not change the meeting reads the fields only.
    """
    text, is_read = page.text, not may_type

    def key(name: str) -> str:
        return _name_field(meeting, name)

    with st.form(f"meeting-form-{meeting.id}"):
        title = st.text_input(
            text("Judul"), meeting.title, key=key("title"), max_chars=200, disabled=is_read
        )
        day_box, time_box = st.columns(2)
        day = day_box.date_input(
            text("Tanggal"), meeting.day, format="DD/MM/YYYY", key=key("day"), disabled=is_read
        )
        begins = time_box.time_input(
            text("Pukul"), meeting.begins, key=key("begins"), disabled=is_read
        )
        place_box, chair_box = st.columns(2)
        place = place_box.text_input(
            text("Tempat"), meeting.place, key=key("place"), disabled=is_read
        )
        chair = chair_box.text_input(
            text("Pimpinan rapat"), meeting.chair, key=key("chair"), disabled=is_read
        )
        is_sent = st.form_submit_button(
            label, type="primary", icon=":material/save:", disabled=not can_save
        )
    if not is_sent:
        return None
    return replace(
        meeting,
        title=title or "",
        day=day,
        begins=begins,
        place=place or "",
        chair=chair or "",
    )


def _name_field(meeting: Meeting, name: str) -> str:
    return f"meeting-{meeting.id}-{name}"


def _remove(page: Page, agenda: MeetingAgenda, who: str) -> None:
    decided = tuple(agreed.follow_up for agreed in agenda.decided)
    minutes = Minutes(tuple(agenda.attendance), agenda.notes, decided)
    try:
        remove_meeting(page.store, agenda.meeting, minutes, who, now())
    except StoreError as refusal:
        st.session_state[_REFUSED] = refusal.message
    else:
        leave_meeting()


def _refuse(reason: Message) -> None:
    """Say a refusal in the next run, which begins at once: what was typed stays."""
    st.session_state[_REFUSED] = reason
    st.rerun()


def _show_refusal(page: Page) -> None:
    reason = st.session_state.pop(_REFUSED, None)
    if isinstance(reason, Message):
        st.warning(escape_markdown(page.text(reason)), icon=":material/info:")

"""Rapat: one meeting, with its agenda and minutes, follow-ups, attendance and data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from spbe.analysis.change_words import name_result
from spbe.jobs.meetings import close_agenda
from spbe.model.meeting import AGENDA_POINTS, Meeting
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.minutes import build_minutes_docx, build_minutes_pdf
from spbe.store.meetings import reopen_meeting
from spbe.store.records import StoreError
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.markup import escape_markdown
from spbe.ui.meeting_attendance import show_attendance
from spbe.ui.meeting_follow_ups import show_follow_ups
from spbe.ui.meeting_form import show_details
from spbe.ui.meeting_notes import show_notes
from spbe.ui.meeting_state import (
    PART,
    SCREEN,
    format_when,
    leave_meeting,
    load_agenda,
    may_edit,
)
from spbe.ui.origin import name_file
from spbe.ui.reports_parts import DOCX, PDF
from spbe.ui.shell import Page
from spbe.ui.state import choose_part

_PARTS: Mapping[str, Message] = {
    "notes": message("Agenda dan notulen"),
    "follow": message("Tindak lanjut"),
    "people": message("Daftar hadir"),
    "details": message("Data rapat"),
}
_REFUSED = "meeting-close-refused"


def show_meeting(page: Page, meeting: Meeting) -> None:
    """Draw one meeting: what can be opened and taken along above, one part of it below."""
    text = page.text
    st.button(
        text("Semua rapat"), icon=":material/arrow_back:", type="tertiary", on_click=leave_meeting
    )
    try:
        agenda = load_agenda(page, meeting)
    except StoreError as refusal:
        st.info(escape_markdown(text(refusal.message)))
        return
    who = page.who() if may_edit(page, meeting.agency_id) else None
    _show_head(page, agenda, who)
    part = choose_part(text, PART, _PARTS)
    if part == "notes":
        show_notes(page, agenda, who)
    elif part == "follow":
        show_follow_ups(page, agenda, who)
    elif part == "people":
        show_attendance(page, agenda, who)
    else:
        show_details(page, agenda, who)


def _show_head(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    text, meeting = page.text, agenda.meeting
    result = name_result(agenda.contents.result, text)
    parts = [result, format_when(meeting, text), meeting.place]
    parts += [text("Pimpinan rapat: {name}", name=meeting.chair)] if meeting.chair else []
    said = " · ".join(escape_markdown(part) for part in parts if part)
    st.markdown(f"**{escape_markdown(meeting.title)}**  \n{said}")
    with st.container(horizontal=True, vertical_alignment="center"):
        # An ordinary link: Streamlit takes `embed` from a browser only.
        query = page.address(meeting=str(meeting.id), embed="true", **{SCREEN: AGENDA_POINTS[0]})
        st.link_button(
            text("Buka Tayangan Rapat"),
            f"?{urlencode(query)}",
            type="primary",
            icon=":material/slideshow:",
        )
        _show_minutes(page, agenda)
        _show_closing(page, agenda, who)
    keys = text(
        "Tayangan terbuka di tab baru: F11 untuk layar penuh, PageDown dan PageUp untuk maju dan "
        "mundur, Ctrl dan + untuk huruf lebih besar."
    )
    follows = text("Isinya mengikuti perubahan data.")
    if meeting.is_closed:
        follows = text(
            "Angkanya tetap seperti saat rapat ditutup; notulen dan tindak lanjut masih dapat "
            "dilengkapi."
        )
    st.caption(f"{keys} {follows}")
    refusal = st.session_state.pop(_REFUSED, None)
    if isinstance(refusal, Message):
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")


def _show_minutes(page: Page, agenda: MeetingAgenda) -> None:
    """Offer the minutes, made when they are asked for."""
    text, meeting = page.text, agenda.meeting
    what = f"notulen {agenda.contents.agency} {meeting.day.isoformat()}"
    name = name_file(page, what, is_own=False)
    for label, ending, kind, build in (
        (text("Notulen (Word)"), "docx", DOCX, build_minutes_docx),
        (text("Notulen (PDF)"), "pdf", PDF, build_minutes_pdf),
    ):
        st.download_button(
            label,
            partial(build, agenda, text),
            file_name=f"{name}.{ending}",
            mime=kind,
            key=f"minutes-{ending}",
            on_click="ignore",
            icon=":material/download:",
        )


def _show_closing(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    """Draw the way to close a meeting with the figures of its day, or to open it again."""
    text, kept = page.text, agenda.meeting.figures
    if kept is None:
        with st.popover(text("Tutup rapat"), icon=":material/flag:", disabled=who is None):
            st.markdown(
                text(
                    "Angka saat ini disimpan bersama rapat: indeks {index}, {open} butir terbuka, "
                    "{late} lewat tenggat. Rapat berikutnya dibandingkan dengan angka ini.",
                    index=text.score(agenda.figures.index),
                    open=agenda.figures.open_items,
                    late=agenda.figures.overdue_items,
                )
            )
            st.button(text("Ya, tutup rapat"), on_click=_close, args=(page, agenda, who))
        return
    st.badge(text("Ditutup dengan indeks {index}", index=text.score(kept.index)))
    with st.popover(text("Buka lagi"), icon=":material/lock_open:", disabled=who is None):
        st.markdown(text("Angka yang tersimpan dilepas dan mengikuti data saat ini lagi."))
        st.button(text("Ya, buka lagi"), on_click=_reopen, args=(page, agenda.meeting, who))


def _close(page: Page, agenda: MeetingAgenda, who: str) -> None:
    try:
        close_agenda(page.store, page.instruments, agenda, who, now(), today())
    except StoreError as refusal:
        st.session_state[_REFUSED] = refusal.message


def _reopen(page: Page, meeting: Meeting, who: str) -> None:
    try:
        reopen_meeting(page.store, meeting, who, now())
    except StoreError as refusal:
        st.session_state[_REFUSED] = refusal.message

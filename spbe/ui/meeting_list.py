"""Rapat: the meetings of an agency, the one that is open, or a new one."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.model.meeting import Meeting
from spbe.ui.address import read_address
from spbe.ui.canvas import st
from spbe.ui.empty import show_nothing
from spbe.ui.labels import escape_label
from spbe.ui.markup import escape_markdown
from spbe.ui.meeting_form import show_new_meeting
from spbe.ui.meeting_parts import show_meeting
from spbe.ui.meeting_state import (
    MEETING,
    NEW,
    find_open_meeting,
    format_when,
    list_meetings,
    may_edit,
    open_meeting,
)
from spbe.ui.shell import Page, format_stage


def show_meetings(page: Page) -> None:
    """Show the meeting that the address opens, the form of a new one, or the list of all."""
    result, agency = page.view.result, page.view.agency
    if result is None or agency is None:
        show_nothing(page)
        return
    opened = find_open_meeting(page)
    may = may_edit(page, agency.id)
    if opened is not None:
        show_meeting(page, opened)
    elif read_address(MEETING) == [NEW] and may:
        show_new_meeting(page, result)
    else:
        _show_list(page, list_meetings(page, agency), may_add=may)


def _show_list(page: Page, meetings: Sequence[Meeting], *, may_add: bool) -> None:
    text = page.text
    if read_address(MEETING) not in (None, [NEW]):
        st.info(text("Rapat itu tidak ada pada instansi ini; yang ditampilkan: semua rapat."))
    if not meetings:
        st.info(
            text(
                "Belum ada rapat. Rapat yang disiapkan di sini mendapat agenda dari data, tayangan "
                "untuk proyektor, dan notulen; tindak lanjutnya langsung masuk ke Checklist."
            )
        )
    if may_add:
        st.button(
            text("Siapkan rapat"),
            type="primary",
            icon=":material/add:",
            on_click=open_meeting,
            args=(NEW,),
        )
    for meeting in reversed(meetings):
        _show_row(page, meeting)


def _show_row(page: Page, meeting: Meeting) -> None:
    text = page.text
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        parts = [
            format_when(meeting, text),
            meeting.place,
            f"{format_stage(text, meeting.stage)} {meeting.year}",
        ]
        said = " · ".join(escape_markdown(part) for part in parts if part)
        kept = meeting.figures
        index = ""
        if kept is not None:
            index = "  \n" + text("Ditutup dengan indeks {index}", index=text.score(kept.index))
        st.markdown(f"**{escape_markdown(meeting.title)}**  \n{said}{index}", width="stretch")
        st.button(
            text("Buka"),
            key=f"meeting-open-{meeting.id}",
            help=escape_label(meeting.title),
            on_click=open_meeting,
            args=(str(meeting.id),),
        )

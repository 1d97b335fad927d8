"""Rapat: the agenda point by point, and what is said on each, kept as soon as it is typed."""

from __future__ import annotations

from spbe.model.meeting import AgendaPoint
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.reports.meeting_points import Point
from spbe.reports.meeting_words import list_points
from spbe.store.meeting_minutes import save_meeting_note
from spbe.store.records import EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.markup import escape_lines, escape_markdown
from spbe.ui.shell import Page

_MOST = 5
"""Rows of a point that stand beside its note; the wall shows all."""


def show_notes(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    """Draw each point of the agenda with its note beside it."""
    text = page.text
    if who is not None:
        st.caption(
            text("Catatan tersimpan sendiri begitu Anda keluar dari kotaknya (atau Ctrl+Enter).")
        )
    for point in list_points(agenda, text):
        said, note = st.columns(2, border=True)
        with said:
            _show_point(page, point)
        with note:
            _show_note(page, agenda, point, who)


def _show_point(page: Page, point: Point) -> None:
    lines = [f"**{escape_markdown(point.name)}**", escape_markdown(point.finding)]
    st.markdown("  \n".join(lines))
    rows = [
        f"- {escape_markdown(row.words)} · **{escape_markdown(row.figure)}**"
        for row in point.rows[:_MOST]
    ]
    left = len(point.rows) - _MOST
    rows += [f"- {escape_markdown(page.text('… dan {n} lainnya.', n=left))}"] if left > 0 else []
    if rows:
        st.markdown("\n".join(rows))


def _show_note(page: Page, agenda: MeetingAgenda, point: Point, who: str | None) -> None:
    text, kept = page.text, agenda.notes.get(point.point, "")
    key = f"meeting-note-{agenda.meeting.id}-{point.point}"
    seen_key, refused_key = f"{key}-seen", f"{key}-refused"
    if who is None:
        st.markdown(escape_lines(kept) or "–")
        return
    refusal = st.session_state.get(refused_key)
    if refusal is None:
        # What is typed is kept at once, so only what was refused is not yet in the store.
        st.session_state[key] = st.session_state[seen_key] = kept
    else:
        reason, mine, theirs = refusal
        st.session_state[key] = mine
        st.session_state[seen_key] = theirs
    st.text_area(
        text("Catatan: {point}", point=point.name),
        key=key,
        height=110,
        on_change=_save,
        args=(page, agenda.meeting.id or 0, point.point, key, who),
    )
    if refusal is not None:
        said = escape_markdown(text(reason))
        st.warning(f"{said}  \n{escape_lines(theirs) or '–'}", icon=":material/info:")
        with st.container(horizontal=True):
            st.button(
                text("Simpan catatan saya"),
                key=f"{key}-mine",
                on_click=_save,
                args=(page, agenda.meeting.id or 0, point.point, key, who),
            )
            st.button(
                text("Pakai yang sekarang"),
                key=f"{key}-theirs",
                on_click=lambda: st.session_state.pop(refused_key, None),
            )


def _save(page: Page, meeting_id: int, point: AgendaPoint, key: str, who: str) -> None:
    mine, seen = st.session_state[key], st.session_state[f"{key}-seen"]
    refused: tuple[Message, str, str] | None = None
    try:
        save_meeting_note(page.store, meeting_id, point, mine, who, now(), seen)
    except EditConflictError as conflict:
        refused = (conflict.message, mine, str(conflict.current or ""))
    except StoreError as refusal:
        refused = (refusal.message, mine, seen)
    if refused is None:
        st.session_state.pop(f"{key}-refused", None)
    else:
        st.session_state[f"{key}-refused"] = refused

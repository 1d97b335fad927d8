"""Rapat: who came, in a grid that takes rows from Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from spbe.model.meeting import Attendee
from spbe.reports.meeting_agenda import MeetingAgenda
from spbe.store.meeting_minutes import save_attendance
from spbe.store.records import EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_STATE, _SAVED = "attendance-grid", "attendance-saved"
_COLUMNS = ("name", "unit", "role")


@dataclass
class _Grid:
    """What the grid was drawn from; constant, so that no edit is lost."""

    meeting_id: int | None
    seen: Sequence[Attendee]
    frame: pd.DataFrame
    round: int = 0
    refusal: Message | None = None
    theirs: Sequence[Attendee] = ()

    @property
    def key(self) -> str:
        return f"attendance-{self.meeting_id}-{self.round}"


def show_attendance(page: Page, agenda: MeetingAgenda, who: str | None) -> None:
    """Draw the grid of who came, and the button that saves it."""
    text = page.text
    grid = _open_grid(agenda)
    if st.session_state.pop(_SAVED, False):
        st.toast(text("Tersimpan"), icon=":material/check:")
    if grid.refusal is not None:
        lines = [escape_markdown(text(grid.refusal))]
        lines += [f"- {escape_markdown(_say(each))}" for each in grid.theirs]
        st.warning("\n".join(lines), icon=":material/info:")
    edited = st.data_editor(
        grid.frame,
        key=grid.key,
        num_rows="dynamic",
        hide_index=True,
        disabled=who is None,
        column_config={
            "name": st.column_config.TextColumn(text("Nama"), width="medium"),
            "unit": st.column_config.TextColumn(text("OPD"), width="large"),
            "role": st.column_config.TextColumn(text("Peran"), width="medium"),
        },
        alt=text("Daftar hadir"),
    )
    if who is not None and st.button(
        text("Simpan daftar hadir"), type="primary", icon=":material/save:"
    ):
        _save(page, grid, edited, who)
        st.rerun()


def _open_grid(agenda: MeetingAgenda) -> _Grid:
    """Give the grid; one in which nothing was typed follows what is kept."""
    grid: _Grid | None = st.session_state.get(_STATE)
    kept = tuple(agenda.attendance)
    if grid is not None and grid.meeting_id == agenda.meeting.id:
        typed = st.session_state.get(grid.key, {})
        if any(typed.values()) or grid.refusal is not None or grid.seen == kept:
            return grid
    last = 0 if grid is None else grid.round + 1
    grid = _Grid(agenda.meeting.id, kept, _make_frame(kept), last)
    st.session_state[_STATE] = grid
    return grid


def _make_frame(attendance: Sequence[Attendee]) -> pd.DataFrame:
    rows = [(each.name, each.unit, each.role) for each in attendance]
    # Streamlit hides no index but this one.
    index = pd.RangeIndex(len(rows))
    return pd.DataFrame(rows, index=index, columns=list(_COLUMNS), dtype="str")


def _read(edited: pd.DataFrame) -> list[Attendee]:
    return [
        Attendee(*("" if pd.isna(cell) else str(cell) for cell in row))
        for row in edited[list(_COLUMNS)].itertuples(index=False)
    ]


def _save(page: Page, grid: _Grid, edited: pd.DataFrame, who: str) -> None:
    """Save what stands in the grid; where that is refused, it stays there as typed."""
    try:
        save_attendance(page.store, grid.meeting_id or 0, _read(edited), who, now(), grid.seen)
    except StoreError as refusal:
        grid.frame, grid.round = _make_frame(_read(edited)), grid.round + 1
        grid.refusal = refusal.message
        if isinstance(refusal, EditConflictError) and isinstance(refusal.current, tuple):
            # Who presses again has read it and means it.
            grid.seen = grid.theirs = refusal.current
    else:
        st.session_state.pop(_STATE)
        st.session_state[_SAVED] = True


def _say(attendee: Attendee) -> str:
    return " · ".join(filter(None, (attendee.name, attendee.unit, attendee.role)))

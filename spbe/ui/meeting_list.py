"""Rapat & Laporan: the meetings of a year, and a new one."""

from __future__ import annotations

from spbe.ui.canvas import st
from spbe.ui.empty import show_nothing
from spbe.ui.shell import Page


def show_meetings(page: Page) -> None:
    """List the meetings about the year in view."""
    if page.view.result is None:
        show_nothing(page)
        return
    st.info(page.text("Belum ada rapat untuk {year}.", year=page.view.result.key.year))

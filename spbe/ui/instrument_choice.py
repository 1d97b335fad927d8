"""Choose an instrument where a page is about one that need not be in view."""

from __future__ import annotations

from spbe.model.instrument import Instrument
from spbe.ui.canvas import st
from spbe.ui.shell import Page


def choose_instrument(page: Page, key: str) -> Instrument:
    """Draw the choice among all instruments, and give the chosen one; first the one in view."""
    instruments = list(page.instruments.values())
    in_view = page.view.instrument
    return st.selectbox(
        page.text("Instrumen"),
        instruments,
        index=instruments.index(in_view) if in_view in instruments else 0,
        format_func=lambda each: each.regulation,
        key=key,
    )

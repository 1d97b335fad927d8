"""Say wherever an instrument is used that it was not read in the regulation itself."""

from __future__ import annotations

from spbe.model.instrument import Instrument
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page


def show_source_note(page: Page, instrument: Instrument) -> None:
    """Draw a line where structure or weights come from secondary sources; nothing otherwise."""
    if instrument.is_secondary:
        st.caption(
            escape_markdown(
                page.text(
                    "Struktur dan bobot {regulation} diambil dari sumber sekunder yang saling "
                    "sesuai, belum dari peraturannya sendiri; lihat Cara Hitung.",
                    regulation=instrument.regulation_short,
                )
            )
        )

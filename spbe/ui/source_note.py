"""Say wherever an instrument is used that it was not read in the regulation itself."""

from __future__ import annotations

import streamlit as st

from spbe.model.instrument import Instrument
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_SCORING_PARTS = ("structure", "weights")
"""Whatever decides the index."""


def is_secondary(instrument: Instrument) -> bool:
    """Tell whether structure or weights come from secondary sources."""
    return any(instrument.source_grades.get(part) == "secondary" for part in _SCORING_PARTS)


def show_source_note(page: Page, instrument: Instrument) -> None:
    """Draw a line where structure or weights come from secondary sources; nothing otherwise."""
    if is_secondary(instrument):
        st.caption(
            escape_markdown(
                page.text(
                    "Struktur dan bobot {regulation} diambil dari sumber sekunder yang saling "
                    "sesuai, belum dari peraturannya sendiri; lihat Cara Hitung.",
                    regulation=instrument.regulation_short,
                )
            )
        )

"""Put figures on a page: always with a key, a description and our own theme."""

from __future__ import annotations

from typing import Any

import streamlit as st

from spbe.charts.layout import PLOTLY_CONFIG, mark_illustrative
from spbe.ui.shell import Page


def mark_figure(page: Page, figure: Any) -> Any:
    """Let a figure of an illustrative agency say so, when it is plotted and not yet shared."""
    return mark_illustrative(figure, page.text) if page.is_illustrative else figure


def show_figure(figure: Any, key: str, alt: str) -> None:
    """Draw a figure. `alt` says in words what it shows."""
    st.plotly_chart(figure, theme=None, key=key, alt=alt, config=dict(PLOTLY_CONFIG))


def show_clickable_figure(figure: Any, key: str, alt: str) -> str | None:
    """Draw a figure and tell the customdata of the mark that was clicked in this run.

    Only bars, scatters and lines answer (Streamlit 1.67). A selection outlives the run in which it
    was made, so a click that was told once is not told again.
    """
    state: Any = st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config=dict(PLOTLY_CONFIG),
        on_select="rerun",
        selection_mode="points",
    )
    points = state.selection.points if state else []
    clicked = points[0].get("customdata") if points else None
    if isinstance(clicked, list):
        clicked = clicked[0] if clicked else None
    told = f"{key}-told"
    is_new = clicked != st.session_state.get(told)
    st.session_state[told] = clicked
    return str(clicked) if clicked and is_new else None

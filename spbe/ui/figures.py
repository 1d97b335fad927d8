"""Put figures on a page: with a key, a description, our own theme, and where they come from."""

from __future__ import annotations

from typing import Any

from spbe.charts.layout import add_origin, configure_figure
from spbe.ui.canvas import st
from spbe.ui.origin import list_origin, name_file
from spbe.ui.picture_choice import read_picture_format
from spbe.ui.shell import Page


def show_figure(
    page: Page, figure: Any, key: str, name: str, alt: str, *, is_own: bool = True
) -> None:
    """Draw a figure.

    `name` says in a word or two what it shows, for the file it is saved as; `alt` says all of it.
    `is_own` says whether the figures are about the agency in view.
    """
    st.plotly_chart(**_prepare(page, figure, key, name, alt, is_own=is_own))


def show_clickable_figure(page: Page, figure: Any, key: str, name: str, alt: str) -> str | None:
    """Draw a figure and tell the customdata of the mark that was clicked in this run.

    Only bars, scatters and lines answer (Streamlit 1.67). A selection outlives the run in which it
    was made, so a click that was told once is not told again. For the rest see `show_figure`.
    """
    state: Any = st.plotly_chart(
        **_prepare(page, figure, key, name, alt), on_select="rerun", selection_mode="points"
    )
    points = state.selection.points if state else []
    clicked = points[0].get("customdata") if points else None
    if isinstance(clicked, list):
        clicked = clicked[0] if clicked else None
    told = f"{key}-told"
    is_new = clicked != st.session_state.get(told)
    st.session_state[told] = clicked
    return str(clicked) if clicked and is_new else None


def _prepare(
    page: Page, figure: Any, key: str, name: str, alt: str, *, is_own: bool = True
) -> dict[str, Any]:
    """Give what both ways of drawing hand to Streamlit."""
    return {
        "figure_or_data": add_origin(figure, list_origin(page, is_own=is_own)),
        "theme": None,
        "key": key,
        "alt": alt,
        "config": configure_figure(name_file(page, name, is_own=is_own), read_picture_format()),
    }

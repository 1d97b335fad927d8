"""The print view: a page in one column, with whole tables and nothing to press (`?cetak=1`).

A screen has grids that scroll, parts that open and things to press. On paper there is a substitute
for each of them here: a choice is said in words, a closed part is open, a grid is a table.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from spbe.ui.address import PAPER, forget_address, read_address
from spbe.ui.grids import name_columns
from spbe.ui.markup import escape_markdown
from spbe.ui.paper_tables import show_cells, show_rows

CHART_WIDTH = 640
"""Pixels of a chart; an A4 page has some 700 between its margins."""


def is_on_paper() -> bool:
    """Tell whether the address asks for the print view."""
    return read_address(PAPER) == ["1"]


def find_drawing(name: str, on_screen: Any) -> Any:
    """Give what draws `name` in this run: Streamlit's own, or what stands for it on paper."""
    return _SUBSTITUTES[name] if name in _SUBSTITUTES and is_on_paper() else on_screen


class Place:
    """A container on paper: whatever is drawn into it is drawn as on paper."""

    open = True

    def __init__(self, container: Any) -> None:
        self._container = container

    def __enter__(self) -> Place:
        self._container.__enter__()
        return self

    def __exit__(self, *fault: Any) -> Any:
        return self._container.__exit__(*fault)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def draw(*words: Any, **look: Any) -> Any:
            with self._container:
                return find_drawing(name, getattr(st, name))(*words, **look)

        return draw


class Hidden(Place):
    """A place whose content is not shown: what a press would open, and the menu."""

    open = False

    def __init__(self) -> None:
        self._empty = st.empty()
        super().__init__(self._empty.container())

    def __exit__(self, *fault: Any) -> Any:
        try:
            return super().__exit__(*fault)
        finally:
            self._empty.empty()


def _show_grid(
    data: Any = None, *, alt: str | None = None, column_config: Any = None, **_look: Any
) -> Any:
    """Draw a grid as a table."""
    show_rows(name_columns(data, column_config), alt=alt)
    return data


def _show_table(data: Any = None, *, alt: str | None = None, **_look: Any) -> None:
    """Draw a table whose cells are markdown already."""
    show_cells(pd.DataFrame(data).astype(str), alt)


def _stack(
    spec: int | Sequence[float],
    *,
    vertical_alignment: str | None = None,
    border: bool = False,
    **look: Any,
) -> list[Place]:
    """Put columns below each other; those that are aligned with each other are a row and stay."""
    if vertical_alignment is not None:
        kept = st.columns(spec, vertical_alignment=vertical_alignment, border=border, **look)  # type: ignore[call-overload]
        return [Place(column) for column in kept]
    count = spec if isinstance(spec, int) else len(spec)
    return [Place(st.container(border=border)) for _ in range(count)]


def _contain(*, border: bool = False, height: Any = None, **look: Any) -> Place:  # noqa: ARG001
    """Make a container as high as its content."""
    return Place(st.container(border=border, **look))


def _open(label: str, **_look: Any) -> Place:
    """Show a part that opens as one that is open."""
    place = Place(st.container())
    place.markdown(f"**{label}**")
    return place


def _show_popover(label: str, **look: Any) -> Place:
    """Leave out what a press would open; where its name is text among text, that stays."""
    if look.get("type") == "tertiary":
        st.markdown(label)
    return Hidden()


def _show_form(_key: str, **_look: Any) -> Place:
    return Place(st.container())  # without the frame, which may hold nothing


def lead_back(title: str, hint: str) -> None:
    """Lead from the print view to the screen by the page's title, which on paper is text.

    A link to the page itself would draw it for the screen and leave the address as it is.
    """
    st.button(
        title, key="screen", type="tertiary", help=hint, on_click=forget_address, args=(PAPER,)
    )


def _show_link(
    _page: Any, *, label: str, width: Any = "content", icon: Any = None, **_look: Any
) -> None:
    """Write what a link names; one with an icon only leads on, and is left out."""
    if icon is None:
        st.markdown(label, width=width)


def _show_chart(
    figure_or_data: Any, *, key: str, alt: str, config: Mapping[str, Any], **_look: Any
) -> None:
    st.plotly_chart(
        figure_or_data,
        width=CHART_WIDTH,
        theme=None,
        key=key,
        alt=alt,
        config={**config, "staticPlot": True},
    )


def _choose(
    label: str,
    options: Sequence[Any],
    index: int | None = 0,
    format_func: Callable[[Any], str] = str,
    key: str | None = None,
    **look: Any,
) -> Any:
    """Say which of several is chosen, and give it."""
    known = list(options)
    usual = known[index] if known and index is not None else None
    chosen = _find_kept(key, look.get("default", usual))
    several = chosen if isinstance(chosen, list) else [chosen]
    _say(label, ", ".join(format_func(each) for each in several if each is not None), look)
    return chosen


def _choose_several(
    label: str,
    options: Sequence[Any],
    default: Any = None,
    format_func: Callable[[Any], str] = str,
    key: str | None = None,
    **look: Any,
) -> list[Any]:
    """Say which of several are chosen, and give them."""
    chosen = [each for each in _find_kept(key, default or []) if each in options]
    _say(label, ", ".join(map(format_func, chosen)), look)
    return chosen


def _write(label: str, value: Any = None, *, key: str | None = None, **look: Any) -> Any:
    """Say what stands in a field, and give it; a password is never said."""
    written = _find_kept(key, value)
    if written in (None, "", "min", "now", "today") or look.get("type") == "password":
        return written
    _say(label, _format(written), look)
    return written


def _format(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return f"{value:%H.%M}" if isinstance(value, datetime.time) else str(value)


def _tick(label: str, value: bool = False, *, key: str | None = None, **_look: Any) -> bool:
    """Say what is ticked, and nothing of what is not."""
    is_ticked = bool(_find_kept(key, value))
    if is_ticked:
        st.caption(f"✓ {label}")
    return is_ticked


def _find_kept(key: str | None, usual: Any) -> Any:
    return st.session_state[key] if key is not None and key in st.session_state else usual


def _say(label: str, said: str, look: Mapping[str, Any]) -> None:
    if not said:
        return
    is_named = look.get("label_visibility", "visible") == "visible" and label
    st.caption(f"{label}: {escape_markdown(said)}" if is_named else escape_markdown(said))


def _take_files(_label: str, *, accept_multiple_files: Any = False, **_look: Any) -> Any:
    return [] if accept_multiple_files else None


def _leave_out(*words: Any, **look: Any) -> bool:
    """Leave out what is pressed; a tertiary button is text that leads somewhere, and stays text."""
    if look.get("type") == "tertiary":
        st.markdown(words[0])
    return False


def _name_pdf(_data: Any, *, alt: str | None = None, **_look: Any) -> None:
    """Name a PDF, which scrolls in a frame of its own and is printed by itself."""
    if alt:
        st.caption(alt)


_SUBSTITUTES: Mapping[str, Callable[..., Any]] = {
    **dict.fromkeys(
        (
            "button",
            "download_button",
            "form_submit_button",
            "link_button",
            "menu_button",
            "pagination",
        ),
        _leave_out,
    ),
    **dict.fromkeys(("selectbox", "segmented_control", "radio"), _choose),
    **dict.fromkeys(
        ("text_input", "text_area", "number_input", "date_input", "time_input"), _write
    ),
    **dict.fromkeys(("checkbox", "toggle"), _tick),
    **dict.fromkeys(("dataframe", "data_editor"), _show_grid),
    "table": _show_table,
    "multiselect": _choose_several,
    "file_uploader": _take_files,
    "page_link": _show_link,
    "pdf": _name_pdf,
    "plotly_chart": _show_chart,
    "columns": _stack,
    "container": _contain,
    "expander": _open,
    "form": _show_form,
    "popover": _show_popover,
}
"""What stands on paper for what Streamlit draws on a screen."""

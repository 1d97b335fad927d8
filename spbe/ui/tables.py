"""Put tables on a page: numbers as the language writes them, and each table to download."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any

import pandas as pd

from spbe.text.translator import MINUS, Translator, message
from spbe.ui.canvas import st
from spbe.ui.grids import name_columns, write_plainly
from spbe.ui.origin import list_origin, name_file
from spbe.ui.paper import is_on_paper
from spbe.ui.paper_tables import show_rows
from spbe.ui.shell import Page, format_stage
from spbe.workbooks.tables import build_table_csv, build_table_xlsx, looks_like_formula

_SHORT = 14
"""Rows of a table that is shown whole."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES = (
    ("xlsx", message("Unduh Excel"), XLSX),
    ("csv", message("Unduh CSV"), "text/csv"),
)
"""What a table is taken along as."""
_WORD_JOINER = "\u2060"
_NUMBER = re.compile(r"[+-]?[\d.,]+")


def show_frame(
    text: Translator,
    rows: pd.DataFrame,
    key: str,
    alt: str,
    *,
    is_illustrative: bool = False,
    **options: Any,
) -> Any:
    """Draw rows of words, fit to be taken along as the CSV that Streamlit offers.

    `options` are further ones of `st.dataframe`, whose outcome is given back.
    """
    if is_on_paper():
        return show_rows(rows, alt=alt)
    ready = make_fit_to_take(text, rows, is_illustrative=is_illustrative)
    return st.dataframe(ready, hide_index=True, key=key, alt=alt, **options)


def make_fit_to_take(
    text: Translator, rows: pd.DataFrame, *, is_illustrative: bool
) -> pd.DataFrame:
    """Copy rows so that no cell is a formula in Excel, and that invented figures say so.

    A text that begins like a formula gets a word joiner before it, which nobody sees.
    """
    ready = rows.map(_guard)
    if is_illustrative:
        ready[text("Ilustratif")] = text("angka contoh")
    return ready


def _guard(cell: object) -> object:
    if isinstance(cell, str) and looks_like_formula(cell) and not _NUMBER.fullmatch(cell):
        return _WORD_JOINER + cell
    return cell


def show_table(
    page: Page,
    rows: Sequence[Mapping[str, Any]],
    key: str,
    title: str,
    digits: Mapping[str, int],
    signed: Sequence[str] = (),
    height: int = 460,
    *,
    is_own: bool = True,
    widths: Mapping[str, int] | None = None,
    facts: Sequence[tuple[str, str | float]] = (),
) -> None:
    """Draw a table that sorts and searches, with its downloads below.

    `digits` gives the decimals of the columns that hold numbers, `signed` those of them that carry
    a sign. `is_own` says whether the rows are about the agency in view. `widths` of columns are
    pixels; `facts` stand above the rows of a download, each a name and a value. Numbers are floats
    here, made from exact values for showing and sorting only.
    """
    text = page.text
    if not rows:
        st.info(text("Tidak ada baris yang cocok dengan filter."))
        return
    frame = pd.DataFrame(list(rows))
    comma = "," if text.language == "id" else "."

    def write(value: Any, places: int, sign: str) -> str:
        return f"{value:{sign}.{places}f}".replace(".", comma).replace("-", MINUS)

    formats: dict[Any, Callable[[Any], str]] = {
        column: partial(write, places=places, sign="+" if column in signed else "")
        for column, places in digits.items()
        if column in frame
    }
    frame = frame.astype(dict.fromkeys(formats, "float64"))
    if is_on_paper():
        show_rows(frame, formats, title)
        return
    ready = make_fit_to_take(text, frame, is_illustrative=is_own and page.is_illustrative)
    st.dataframe(
        ready.style.format({**formats}, na_rep="–"),
        hide_index=True,
        height="content" if len(frame) <= _SHORT else height,
        key=key,
        column_config={c: st.column_config.Column(width=w) for c, w in (widths or {}).items()},
        placeholder="–",
        alt=title,
    )
    show_downloads(page, frame, key, title, digits, is_own=is_own, facts=facts)


def show_whole_table(
    page: Page, rows: pd.DataFrame, key: str, title: str, *, is_own: bool = True
) -> None:
    """Draw a short table of markdown without scrolling, with its downloads below."""
    st.table(rows, hide_index=True, border="horizontal", alt=title)
    show_downloads(page, rows, key, title, is_own=is_own)


def show_downloads(
    page: Page,
    rows: pd.DataFrame,
    key: str,
    title: str,
    digits: Mapping[str, int] = MappingProxyType({}),
    *,
    is_own: bool = True,
    facts: Sequence[tuple[str, str | float]] = (),
    column_config: Mapping[Any, Any] | None = None,
) -> None:
    """Draw the buttons that give a table as Excel and as CSV; see `show_table`.

    `column_config` is that of a grid which is edited: its columns are taken along by their labels.
    """
    text, decimal = page.text, "," if page.text.language == "id" else "."

    def build(kind: str) -> bytes:
        named = name_columns(rows, column_config)
        columns = [str(column) for column in named.columns]
        cells = [
            [write_plainly(cell) for cell in row]
            for row in named.astype(object).itertuples(index=False)
        ]
        notes = _notes(page, title) if is_own else [title, *list_origin(page, is_own=False)]
        if kind == "csv":
            return build_table_csv(notes, columns, cells, decimal, digits, facts)
        return build_table_xlsx(title, notes, columns, cells, facts, digits)

    name = name_file(page, title, is_own=is_own)
    with st.container(horizontal=True):
        for kind, label, mime in _FILES:
            st.download_button(
                text(label),
                partial(build, kind),
                file_name=f"{name}.{kind}",
                mime=mime,
                key=f"{key}-{kind}",
                on_click="ignore",
                icon=":material/download:",
            )


def as_number(number: str) -> int | str:
    """Give an indicator's number as a number, so that 9 stands before 10; others stay words."""
    return int(number) if number.isdecimal() else number


def _notes(page: Page, title: str) -> list[str]:
    """Say above a downloaded table what it is and where it comes from."""
    view, text = page.view, page.text
    parts = [title]
    if view.agency is not None:
        parts.append(view.agency.name)
    if view.year is not None and view.stage is not None:
        parts += [str(view.year), format_stage(text, view.stage)]
    notes = [" · ".join(parts)]
    return [*notes, *list_origin(page)]

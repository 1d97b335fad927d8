"""Put tables on a page: numbers as the language writes them, and each table to download."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from spbe.text.translator import MINUS
from spbe.ui.shell import Page, format_stage
from spbe.workbooks.tables import build_table_csv, build_table_xlsx

_SHORT = 14
"""Rows of a table that is shown whole."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_table(
    page: Page,
    rows: Sequence[Mapping[str, Any]],
    key: str,
    title: str,
    digits: Mapping[str, int],
    signed: Sequence[str] = (),
    height: int = 460,
) -> None:
    """Draw a table that sorts and searches, with its downloads below.

    `digits` gives the decimals of the columns that hold numbers, `signed` those of them that carry
    a sign. Numbers are floats here, made from exact values for showing and sorting only.
    """
    text = page.text
    if not rows:
        st.info(text("Tidak ada baris yang cocok dengan saringan."))
        return
    frame = pd.DataFrame(list(rows))
    comma = "," if text.language == "id" else "."

    def write(value: Any, places: int, sign: str) -> str:
        return f"{value:{sign}.{places}f}".replace(".", comma).replace("-", MINUS)

    formats: dict[Any, str | Callable[[object], str] | None] = {
        column: partial(write, places=places, sign="+" if column in signed else "")
        for column, places in digits.items()
        if column in frame
    }
    frame = frame.astype(dict.fromkeys(formats, "float64"))
    st.dataframe(
        frame.style.format(formats, na_rep="–"),
        hide_index=True,
        height="content" if len(frame) <= _SHORT else height,
        key=key,
        placeholder="–",
        alt=title,
    )
    _show_downloads(page, frame, key, title)


def _show_downloads(page: Page, frame: pd.DataFrame, key: str, title: str) -> None:
    text, notes = page.text, _notes(page, title)
    columns = [str(column) for column in frame.columns]
    rows = [
        [None if pd.isna(value) else value for value in row]
        for row in frame.astype(object).itertuples(index=False)
    ]
    name = "-".join(title.lower().split()).replace("/", "-")
    with st.container(horizontal=True):
        st.download_button(
            text("Unduh Excel"),
            lambda: build_table_xlsx(title, notes, columns, rows),
            file_name=f"{name}.xlsx",
            mime=_XLSX,
            key=f"{key}-xlsx",
            on_click="ignore",
            icon=":material/download:",
        )
        decimal = "," if text.language == "id" else "."
        st.download_button(
            text("Unduh CSV"),
            lambda: build_table_csv(notes, columns, rows, decimal),
            file_name=f"{name}.csv",
            mime="text/csv",
            key=f"{key}-csv",
            on_click="ignore",
            icon=":material/download:",
        )


def _notes(page: Page, title: str) -> list[str]:
    """Say above a downloaded table what it is, and that invented figures are invented."""
    view, text = page.view, page.text
    parts = [title]
    if view.agency is not None:
        parts.append(view.agency.name)
    if view.year is not None and view.stage is not None:
        parts += [str(view.year), format_stage(text, view.stage)]
    notes = [" · ".join(parts)]
    if page.is_illustrative:
        notes.append(text("Ilustratif: angka contoh, bukan hasil resmi."))
    return notes

"""Tables on paper: whole, no wider than A4, and cut between rows only.

A browser cannot break a table of Streamlit between pages: it moves it, and slices it where it is
longer than a page. So a long one is drawn in parts that fit, each with its header.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from spbe.ui.markup import escape_lines, escape_markdown

_PAGE_WIDTH, _PART_HEIGHT = 680, 480
"""Pixels: what fits between the margins of A4, and about half a page."""
_LETTER, _SIDES, _LINE, _ROW = 6.2, 16, 20, 9
"""Pixels: a letter, the room beside a cell's words, a line of them, the room above and below."""
_MOST_LINES = 6
"""That a cell should have; a column that would need more is folded into the last one."""
_FOLDED_WIDTH = 240
_NEVER_FOLDED = 2
"""The first columns, which say what a row is about."""
_NOTHING = "–"
_TICK = "✓"


def show_rows(
    rows: Any,
    formats: Mapping[Any, Callable[[Any], str]] | None = None,
    alt: str | None = None,
) -> None:
    """Draw a table that is whole: every row, and every word as it was written.

    `formats` writes the cells of a column, by its name; without one a cell is written plainly.
    Where the columns are too wide together, the longest ones stand below each other in the last.
    """
    frame = pd.DataFrame(rows)
    known = formats or {}
    words = pd.DataFrame(
        {
            str(column): [_write_cell(cell, known.get(column)) for cell in frame[column]]
            for column in frame.columns
        }
    )
    show_cells(words, alt)


def show_cells(words: pd.DataFrame, alt: str | None = None) -> None:
    """Draw cells of markdown, in as many tables as the page needs."""
    for part in cut_rows(fold_columns(words)):
        ready = part.rename(columns=escape_markdown)
        st.table(ready, hide_index=True, border="horizontal", alt=alt)


def fold_columns(words: pd.DataFrame) -> pd.DataFrame:
    """Fold the columns that need most room into one, until the table is no wider than the page.

    `words` are cells in markdown; in the folded ones each has its column's name before it.
    """
    needs = {column: _measure(words, column) for column in words.columns}
    kept = list(words.columns)
    room = _PAGE_WIDTH
    while len(kept) > _NEVER_FOLDED and sum(needs[column] for column in kept) > room:
        kept.remove(max(kept[_NEVER_FOLDED:], key=lambda column: needs[column]))
        room = _PAGE_WIDTH - _FOLDED_WIDTH
    folded = [column for column in words.columns if column not in kept]
    if not folded:
        return words
    return words[kept].assign(
        **{
            " · ".join(folded): [
                "  \n".join(
                    f"**{escape_markdown(column)}:** {cell}"
                    for column, cell in zip(folded, cells, strict=True)
                    if cell != _NOTHING
                )
                for cells in words[folded].itertuples(index=False)
            ]
        }
    )


def cut_rows(words: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Cut a table into parts of about half a page."""
    needs = [_measure(words, column) for column in words.columns]
    rooms = [_PAGE_WIDTH * need / sum(needs) for need in needs]
    start, height = 0, 0.0
    for place, cells in enumerate(words.itertuples(index=False)):
        row = _ROW + _LINE * max(map(_count_lines, cells, rooms))
        if place > start and height + row > _PART_HEIGHT:
            yield words[start:place]
            start, height = place, 0.0
        height += row
    yield words[start:]


def _measure(words: pd.DataFrame, column: str) -> float:
    """Estimate how wide a column must be at least [pixels]."""
    cells = [column, *words[column]]
    longest_word = max(len(word) for cell in cells for word in (cell.split() or [""]))
    longest = max(len(cell) for cell in cells)
    return max(longest_word, longest / _MOST_LINES) * _LETTER + _SIDES


def _count_lines(cell: str, room: float) -> int:
    letters = max((room - _SIDES) / _LETTER, 1)
    return sum(max(1, -(-len(line) // int(letters))) for line in cell.split("\n"))


def _write_cell(cell: Any, write: Callable[[Any], str] | None) -> str:
    if isinstance(cell, list | tuple):
        return escape_markdown(", ".join(map(str, cell))) or _NOTHING
    if cell is None or pd.isna(cell) or cell == "":
        return _NOTHING
    if isinstance(cell, bool):
        return _TICK if cell else _NOTHING
    if isinstance(cell, datetime.date):
        return f"{cell:%d/%m/%Y}"
    return escape_lines(str(cell) if write is None else write(cell))

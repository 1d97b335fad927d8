"""Find the table of levels in a result report: number, name and level of every indicator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spbe.workbooks.indicators import read_number
from spbe.workbooks.pdf_pages import PdfPage, Word
from spbe.workbooks.report_columns import (
    Column,
    center,
    find_columns,
    find_nearest,
    read_header,
    read_text,
)
from spbe.workbooks.wording import normalise
from spbe.workbooks.years import find_years

_LEVEL = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")
_NOT_A_LEVEL = ("target", "bobot", "mandiri", "usulan", "selisih", "dokumen", "sebelum")
_LAST_LEVEL = ("akhir", "final")
_IN_ORDER = 0.8
"""Share of numbers that must be higher than the one above."""
_FILLED = 0.6
"""Share of the rows in which a column of levels has one."""
_FEWEST_ROWS = 3
_BESIDE = 0.3
"""Rows that a table beside another has at least, as a share of that one's."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One indicator as it stands in the report."""

    page: int
    number: str
    name: str
    level: str
    """As written; "" where none stands in the row."""


@dataclass(frozen=True, slots=True)
class LevelTable:
    """The table of levels, over all its pages."""

    rows: tuple[LevelRow, ...] = ()
    doubtful: tuple[int, str] | None = None
    """Page and header of the column that was taken where several may hold the levels."""

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({row.page for row in self.rows}))


def find_level_table(pages: Iterable[PdfPage], year: int | None) -> LevelTable:
    """Find the table of levels. `year` decides where levels of several years stand beside
    each other."""
    rows: list[LevelRow] = []
    doubtful = None
    last: float | None = None
    for page in pages:
        columns = _find_number_columns(page, is_further=last is not None)
        for position, numbers in enumerate(columns):
            until = columns[position + 1].left if position + 1 < len(columns) else page.width
            candidates = _find_level_columns(page, numbers, until)
            if not candidates:
                continue
            levels, is_sure = _choose(page, candidates, year, last)
            if not is_sure and doubtful is None:
                doubtful = page.number, read_header(page.words, levels, candidates)
            last = levels.center
            rows += _read_rows(page, numbers, levels)
    return LevelTable(tuple(rows), doubtful)


def _find_number_columns(page: PdfPage, *, is_further: bool) -> list[Column]:
    """Find columns that count indicators: rising numbers, each with a name behind it."""
    found = []
    for column in find_columns(word for word in page.words if read_number(word.text)):
        words = tuple(word for word in column.words if _is_before_name(page, word))
        numbers = [_sort_key(word) for word in words]
        rising = sum(above < below for above, below in pairwise(numbers))
        enough = 1 if is_further else _FEWEST_ROWS
        if len(words) >= enough and rising >= _IN_ORDER * (len(words) - 1):
            found.append(Column(words))
    # Aspects may be numbered in rows of their own between the indicators.
    most = max((len(column.words) for column in found), default=0)
    return [column for column in found if len(column.words) > _BESIDE * most]


def _sort_key(word: Word) -> tuple[int, ...]:
    return tuple(int(part) for part in (read_number(word.text) or "0").split("-"))


def _is_before_name(page: PdfPage, number: Word) -> bool:
    behind = [word for word in page.find_beside(number) if word.left >= number.right - 1]
    following = min(behind, key=lambda word: word.left, default=None)
    return following is not None and following.text[:1].isalpha()


def _find_level_columns(page: PdfPage, numbers: Column, until: float) -> list[Column]:
    """Find the columns of figures to the right of the numbers, of which most rows have one."""
    right = max(word.right for word in numbers.words)
    figures = [w for w in page.words if right < w.left < until and _LEVEL.fullmatch(w.text)]
    lowest = numbers.top - numbers.words[0].height
    columns = []
    for column in find_columns(word for word in figures if word.middle > lowest):
        rows = {find_nearest(numbers.words, word) for word in column.words}
        if len(rows) > _FILLED * len(numbers.words):
            columns.append(column)
    return columns


def _choose(
    page: PdfPage, columns: Sequence[Column], year: int | None, last: float | None
) -> tuple[Column, bool]:
    """Choose the column with the levels of the report, and tell whether that is sure."""
    if len(columns) == 1:
        return columns[0], True
    if last is not None:
        return min(columns, key=lambda column: abs(column.center - last)), True
    headers = [normalise(read_header(page.words, column, columns)) for column in columns]
    of_year = [c for c, h in zip(columns, headers, strict=True) if year in find_years(h)]
    if len(of_year) == 1:
        return of_year[0], True
    for words, is_wanted in ((_LAST_LEVEL, True), (_NOT_A_LEVEL, False)):
        kept = [
            column
            for column, header in zip(columns, headers, strict=True)
            if header and any(word in header.split() for word in words) is is_wanted
        ]
        if len(kept) == 1:
            return kept[0], True
    return columns[-1], False


def _read_rows(page: PdfPage, numbers: Column, levels: Column) -> list[LevelRow]:
    by_row: dict[int, Word] = {}
    for level in levels.words:
        row = find_nearest(numbers.words, level)
        number = numbers.words[row]
        if row not in by_row or _distance(level, number) < _distance(by_row[row], number):
            by_row[row] = level
    names: list[list[Word]] = [[] for _ in numbers.words]
    right = max(word.right for word in numbers.words)
    first, last = numbers.words[0], numbers.words[-1]
    for word in page.words:
        is_inside = first.top - word.height < word.middle < last.bottom + 2 * word.height
        if is_inside and right <= word.left and center(word) < levels.left:
            names[find_nearest(numbers.words, word)].append(word)
    return [
        LevelRow(
            page.number,
            read_number(number.text) or "",
            _read_name(names[row], number),
            by_row[row].text if row in by_row else "",
        )
        for row, number in enumerate(numbers.words)
    ]


def _read_name(words: Sequence[Word], number: Word) -> str:
    """Read the line of the number itself, since further ones may belong to the next row."""
    own = [word for word in words if _distance(word, number) < number.height / 2]
    return read_text(own or words)


def _distance(word: Word, other: Word) -> float:
    return abs(word.middle - other.middle)

"""Find the table in a sheet: where its header stands, what its columns are, which rows it has."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from spbe.workbooks.columns import Column, Role, read_header
from spbe.workbooks.grid import CellValue, Grid
from spbe.workbooks.headers import build_columns, find_header_block, is_header, row_texts
from spbe.workbooks.heading import Heading, read_heading
from spbe.workbooks.indicators import Key, read_number, split_number_from_name
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.wording import normalise

HEADER_SEARCH_ROWS = 40
_LONGEST_KEY_HEADER = 40
"""Characters of a header such as "Nama Indikator SPBE"; names of indicators are passed over."""
_DESCRIPTIONS = ("uraian", "deskripsi", "description")
_FEWEST_COLUMN_NUMBERS = 3
MOST_TABLES = 200
"""Tables of one sheet that are read; no sheet for people holds nearly as many."""
_MAY_BEGIN_A_NUMBER = frozenset("0123456789iI ")
"""First letters of "12. Peta Rencana", "Indikator 12 …" and "I12 …"."""


@dataclass(slots=True)
class TableRow:
    """One row below the header that names something, or that continues the row before."""

    row: int
    key: Key
    key_column: int
    """Where the number stands, else the name, else the first column of the table."""
    number_value: CellValue = ""


@dataclass(slots=True)
class Table:
    """A header and the rows below it, before anything is known of the instrument."""

    grid: Grid
    heading: Heading
    columns: Sequence[Column]
    header_row: int
    rows: list[TableRow]
    number_is_named: bool
    """Whether the number's header says that it numbers indicators and not just rows."""

    def columns_of(self, role: Role) -> list[Column]:
        return [column for column in self.columns if column.role == role]


def find_tables(grid: Grid) -> list[Table]:
    """Find every table with a header, also where several stand under or beside each other."""
    tables: list[Table] = []
    start: int | None = grid.first_row
    merged = MergedCells.of(grid)
    while start is not None and len(tables) < MOST_TABLES:
        found, start = _find_next_tables(grid, merged, start)
        tables += found
    return tables


def _find_next_tables(
    grid: Grid, merged: MergedCells, start: int
) -> tuple[list[Table], int | None]:
    """Find the first header from a row on; give its tables and where to look for the next."""
    last = grid.first_row + len(grid.rows) - 1
    for row in range(start, min(last, start + HEADER_SEARCH_ROWS - 1) + 1):
        if is_header(grid, row):
            tables, next_start = _read_tables(grid, merged, start, row)
            if tables:
                return tables, next_start
    return [], None


def _read_tables(
    grid: Grid, merged: MergedCells, start: int, header_row: int
) -> tuple[list[Table], int | None]:
    """Read the rows below a header, up to the row where it is repeated."""
    block = find_header_block(grid, start, header_row)
    heading = read_heading(
        [text for _, text in row_texts(grid, row)] for row in range(start, block[0])
    )
    end = grid.first_row + len(grid.rows)
    next_start: int | None = None
    tables: list[Table] = []
    for columns in _split_side_by_side(build_columns(grid, merged, block)):
        _take_description_for_name(columns)
        numbers, names = _key_columns(columns)
        if not numbers and not names:
            continue
        keys = (*numbers, *names)
        header_texts = {(c, grid.value(r, c)) for r in block for c in keys}
        rows, repeated = _read_rows(grid, range(block[-1] + 1, end), numbers, names, header_texts)
        if repeated is not None:
            end = next_start = repeated
        _drop_column_numbers(grid, rows, columns)
        is_named = any(c.index in numbers and _names_indicators(c) for c in columns)
        tables.append(Table(grid, heading, columns, header_row, rows, is_named))
    return tables, next_start


def _split_side_by_side(columns: list[Column]) -> list[list[Column]]:
    """Split columns where number or name begin anew behind a level: tables beside each other."""
    groups: list[list[Column]] = [[]]
    seen: set[Role] = set()
    for column in columns:
        if column.role in ("number", "name") and column.role in seen and "level" in seen:
            groups.append([])
            seen = set()
        groups[-1].append(column)
        seen.add(column.role)
    whole = [group for group in groups if any(column.role == "level" for column in group)]
    return groups if len(whole) == len(groups) else [columns]


def _take_description_for_name(columns: Sequence[Column]) -> None:
    """Read "No | Uraian | Nilai" as number, name and level: without a name it is the name."""
    if any(column.role == "name" for column in columns):
        return
    for number, column in pairwise(columns):
        if number.role == "number" and normalise(column.header) in _DESCRIPTIONS:
            column.role = "name"
            return


def read_rows(grid: Grid, first_row: int, columns: Sequence[Column]) -> list[TableRow]:
    """Read number and name of every row from `first_row` on."""
    numbers, names = _key_columns(columns)
    rows = range(first_row, grid.first_row + len(grid.rows))
    return _read_rows(grid, rows, numbers, names, frozenset())[0]


def _read_rows(
    grid: Grid,
    rows: range,
    numbers: list[int],
    names: list[int],
    header_texts: Set[tuple[int, CellValue]],
) -> tuple[list[TableRow], int | None]:
    """Read rows up to a repeated header; give also where that one's heading begins.

    A heading begins below the last row with a number.
    """
    read: list[TableRow] = []
    last_numbered = 0
    for row in rows:
        found = _read_row(grid, row, numbers, names)
        if found.key.number:
            last_numbered = len(read) + 1
        elif found.key_column >= 0 and _begins_a_table(grid, found, header_texts):
            next_start = read[last_numbered].row if 0 < last_numbered < len(read) else row
            return read[: last_numbered or len(read)], next_start
        read.append(found)
    return read, None


def _begins_a_table(grid: Grid, found: TableRow, header_texts: Set[tuple[int, CellValue]]) -> bool:
    """Tell whether a row repeats the header, or is another one under which a new table begins."""
    text = grid.value(found.row, found.key_column)
    if found.key.name and (found.key_column, text) in header_texts:
        return True
    return (
        isinstance(text, str)
        and len(text) <= _LONGEST_KEY_HEADER
        and read_header(text).role in ("number", "name")
        and is_header(grid, found.row)
    )


def _key_columns(columns: Sequence[Column]) -> tuple[list[int], list[int]]:
    names = [column.index for column in columns if column.role == "name"]
    return _number_columns(columns), names


def _number_columns(columns: Sequence[Column]) -> list[int]:
    """Take the number that is called an indicator's before a plain running number."""
    numbers = [column for column in columns if column.role == "number"]
    numbers.sort(key=lambda column: not _names_indicators(column))
    return [column.index for column in numbers[:1]]


def _names_indicators(column: Column) -> bool:
    """Tell whether a number's header speaks of indicators or codes, not just of rows."""
    return bool(re.search(r"\bind|kode|code", column.header, re.IGNORECASE))


def _read_row(grid: Grid, row: int, numbers: list[int], names: list[int]) -> TableRow:
    """Read number and name of a row from its key columns."""
    number, name = "", ""
    number_value: CellValue = ""
    number_cell = name_cell = -1
    cells = grid.rows[row - grid.first_row]
    first, width = grid.first_column, len(cells)
    for column in numbers:
        value = cells[column - first] if column - first < width else ""
        if value == "":
            continue
        number_value, number_cell = value, column
        found = read_number(value)
        if found is not None:
            number = found
        elif not names and isinstance(value, str):
            name, name_cell = value, column
    for column in names:
        value = cells[column - first] if column - first < width else ""
        if value == "":
            continue
        if not isinstance(value, str):
            found = read_number(value)
            if found is not None and not number:
                number, number_cell, number_value = found, column, value
            continue
        if not value.strip():
            continue
        found = read_number(value) if not number else None
        if found is not None:
            number, number_cell, number_value = found, column, value
        elif not name:
            name, name_cell = value, column
    if name[:1] in _MAY_BEGIN_A_NUMBER:
        found, rest = split_number_from_name(name)
        if found is not None and not number:
            number, number_cell = found, name_cell
        if found is not None:
            name = rest
    key_column = number_cell if number_cell >= 0 else name_cell
    return TableRow(row, Key(number, name), key_column, number_value)


def _drop_column_numbers(grid: Grid, rows: list[TableRow], columns: Sequence[Column]) -> None:
    """Drop the line "(1) (2) (3) …" that numbers the columns under many official headers."""
    if not rows:
        return
    row = rows[0].row
    cells = [grid.value(row, column.index) for column in columns]
    numbers = [read_number(v.strip(" ()") if isinstance(v, str) else v) for v in cells if v != ""]
    if len(numbers) < _FEWEST_COLUMN_NUMBERS:
        return
    first = int(numbers[0]) if numbers[0] and numbers[0].isdecimal() else 1
    if numbers == [str(number) for number in range(first, first + len(numbers))]:
        del rows[0]

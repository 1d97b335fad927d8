"""Find a table that was copied without its header, by what stands in its columns."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.model.instrument import Instrument
from spbe.workbooks.column_content import as_number
from spbe.workbooks.columns import Column
from spbe.workbooks.grid import Grid
from spbe.workbooks.heading import read_heading
from spbe.workbooks.indicators import index_of, read_number
from spbe.workbooks.table import HEADER_SEARCH_ROWS, Table, read_rows
from spbe.workbooks.wording import cell_text, is_blank

_FEWEST_ROWS = 2
_MOST_ROWS = 2_000
"""Rows that are enough to see what a column holds."""
_LONGEST_LEVEL = 40


def find_headless_table(grid: Grid, instruments: Iterable[Instrument]) -> Table | None:
    """Find columns of numbers or names of indicators, and beside them columns of levels."""
    indexes = [index_of(instrument) for instrument in instruments]
    width = max(map(len, grid.rows), default=0)
    numbered: list[set[int]] = []
    named: list[set[int]] = []
    for column in range(width):
        numbers, names = set(), set()
        for offset, cells in enumerate(grid.rows[:_MOST_ROWS]):
            value = cells[column] if column < len(cells) else ""
            if is_blank(value):
                continue
            if read_number(value) is not None:
                numbers.add(offset)
            elif isinstance(value, str) and any(i.find_exactly(value) for i in indexes):
                names.add(offset)
        numbered.append(numbers)
        named.append(names)
    name = max(range(width), key=lambda c: len(named[c]), default=None)
    if name is not None and not named[name]:
        name = None
    number = next((c for c in range(width) if c != name and _is_numbering(grid, c, numbered)), None)
    rows = named[name] if name is not None else numbered[number] if number is not None else set()
    if not rows or min(rows) >= HEADER_SEARCH_ROWS or (name is None and len(rows) < _FEWEST_ROWS):
        return None
    levels = [
        c for c in range(width) if c not in (name, number) and _may_hold_levels(grid, c, rows)
    ]
    if not levels:
        return None
    first = grid.first_column
    columns = [Column(first + c, "level", "") for c in levels]
    if name is not None:
        columns.append(Column(first + name, "name", ""))
    if number is not None:
        columns.append(Column(first + number, "number", ""))
    columns.sort(key=lambda column: column.index)
    start = grid.first_row + min(rows)
    heading = read_heading(
        [text for value in cells if (text := cell_text(value))] for cells in grid.rows[: min(rows)]
    )
    table_rows = read_rows(grid, start, columns)
    return Table(grid, heading, columns, start, table_rows, number_is_named=False)


def _is_numbering(grid: Grid, column: int, numbered: list[set[int]]) -> bool:
    """Tell whether a column numbers rows: at least two, and no number twice."""
    rows = sorted(numbered[column])
    values = [read_number(grid.rows[r][column]) for r in rows]
    return len(rows) >= 1 and len(set(values)) == len(values)


def _may_hold_levels(grid: Grid, column: int, rows: set[int]) -> bool:
    """Tell whether short values stand in a column, a number among them."""
    values = [grid.rows[r][column] for r in rows if column < len(grid.rows[r])]
    values = [value for value in values if not is_blank(value)]
    if not values or any(isinstance(v, str) and len(v) > _LONGEST_LEVEL for v in values):
        return False
    return any(as_number(v) is not None or any(ch.isdigit() for ch in str(v)) for v in values)

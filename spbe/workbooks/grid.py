"""A sheet as the reader sees it: cells by address, whatever file format they came from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

CellValue: TypeAlias = (
    str
    | int
    | float
    | bool
    | datetime.date
    | datetime.datetime
    | datetime.time
    | datetime.timedelta
)
"""What a cell holds; "" where it is blank, or where the value could not be had (see `fault`)."""

CellFault: TypeAlias = Literal["error", "formula", "date"]
"""Why a cell has no usable value: an error value, a formula without a stored value, a date."""


@dataclass(slots=True)
class Grid:
    """One sheet. `rows[r][c]` is the cell at row `first_row + r`, column `first_column + c`.

    Rows and columns count from 0 everywhere in code and from 1 / "A" only in `address`.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    first_row: int = 0
    first_column: int = 0
    is_hidden: bool = False
    merged: Sequence[tuple[int, int, int, int]] = ()
    """First row, first column, last row, last column of each merged range, absolute."""
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Address behind a cell, by absolute (row, column)."""
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    find_percent: Callable[[int, int], bool] | None = None
    """Tell whether a cell's number is shown as percent; None where no cell of the file is."""
    find_fault: Callable[[int, int], tuple[CellFault, str] | None] | None = None
    """Look a blank cell up in the file itself: its fault and what stands there ("#N/A", "=A1")."""

    def value(self, row: int, column: int) -> CellValue:
        """Give the cell at an absolute row and column; "" outside the grid."""
        r, c = row - self.first_row, column - self.first_column
        if 0 <= r < len(self.rows) and 0 <= c < len(self.rows[r]):
            return self.rows[r][c]
        return ""

    def fault(self, row: int, column: int) -> tuple[CellFault, str] | None:
        """Tell why a blank cell is not really blank; None if it is."""
        return self.find_fault(row, column) if self.find_fault else None


def address(row: int, column: int) -> str:
    """Write a cell's address as spreadsheets do: (22, 5) → "F23"."""
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters

"""What a file says of a sheet beside its values, and how it is joined to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from spbe.workbooks.grid import CellFault, Grid
from spbe.workbooks.limits import CellBudget, check_sheet_count

Place: TypeAlias = tuple[int, int]
"""Row and column of a cell, counted from 0."""

# Excel itself keeps no more addresses in a sheet.
_MAX_LINKS = 65_530
_MAX_LINKED_CELLS = 50
# Far more than an assessment has; a file of nothing else shall not fill the memory.
_MAX_COMMENTS = 65_530
_MAX_FAULTS = 200_000
_LINK_FORMULA = re.compile(r'\s*=?\s*HYPERLINK\(\s*"((?:[^"]|"")*)"', re.IGNORECASE)


@dataclass(slots=True)
class SheetExtras:
    """Found by our own scan of one sheet."""

    name: str
    rows: int = 0
    """Last filled row and column, counted from 1; 0 in a blank sheet."""
    columns: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    links: dict[Place, str] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    faults: dict[Place, tuple[CellFault, str]] = field(default_factory=dict)

    percents: set[Place] = field(default_factory=set)
    """Cells whose number is shown as percent."""

    def reach(self, row: int, column: int) -> None:
        """Note a filled cell."""
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def add_link(self, address: str, first: Place, last: Place) -> None:
        """Note an address behind a range; only behind its first cell where it is large."""
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        if len(self.links) >= _MAX_LINKS:
            return
        if len(rows) * len(columns) > _MAX_LINKED_CELLS:
            rows, columns = rows[:1], columns[:1]
        for row in rows:
            for column in columns:
                self.links[row, column] = address

    def add_comment(self, place: Place, text: str) -> None:
        """Note what was remarked on a cell."""
        if text and len(self.comments) < _MAX_COMMENTS:
            self.comments[place] = text

    def add_fault(self, place: Place, fault: CellFault, found: str) -> None:
        """Note why a cell has no usable value."""
        if len(self.faults) < _MAX_FAULTS:
            self.faults[place] = (fault, found)

    def add_percent(self, place: Place) -> None:
        """Note that a cell's number is shown as percent."""
        if len(self.percents) < _MAX_FAULTS:
            self.percents.add(place)

    def add_to(self, grid: Grid) -> None:
        """Give the grid what was found; cells that only show the name of an error become blank."""
        grid.merged = grid.merged or self.merged
        grid.links, grid.comments = self.links, self.comments
        if percents := self.percents:
            grid.find_percent = lambda row, column: (row, column) in percents
        faults = self.faults
        grid.find_fault = lambda row, column: faults.get((row, column))
        if faults:
            rows = [list(row) for row in grid.rows]
            for row, column in faults:
                r, c = row - grid.first_row, column - grid.first_column
                if 0 <= r < len(rows) and 0 <= c < len(rows[r]):
                    rows[r][c] = ""
            grid.rows = rows


def check_extents(sheets: Sequence[SheetExtras]) -> None:
    """Raise RefusedError where there are too many sheets or one is too large."""
    check_sheet_count(len(sheets))
    budget = CellBudget()
    for sheet in sheets:
        budget.add(sheet.name, sheet.rows, sheet.columns)


def join_extras(grids: Sequence[Grid], sheets: Sequence[SheetExtras]) -> None:
    """Join what was found to the grids of the same names."""
    by_name = {sheet.name: sheet for sheet in sheets}
    for grid in grids:
        if sheet := by_name.get(grid.name):
            sheet.add_to(grid)


def find_address(formula: str) -> str:
    """Find the address that a HYPERLINK formula leads to; "" where there is none in plain text."""
    match = _LINK_FORMULA.match(formula)
    return match[1].replace('""', '"') if match else ""

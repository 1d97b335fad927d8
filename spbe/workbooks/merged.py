"""Which cell speaks for a cell inside a merged range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spbe.workbooks.grid import Grid

_MOST_CELLS = 200_000
"""Merged cells that are looked at; no table of indicators has nearly as many."""


@dataclass(slots=True)
class MergedCells:
    """The first cell of the merged range around a cell, by absolute row and column."""

    origin: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, grid: Grid) -> MergedCells:
        """Spread the merged ranges of a sheet over the cells that it has."""
        origin: dict[tuple[int, int], tuple[int, int]] = {}
        if not grid.merged:
            return cls(origin)
        last_row = grid.first_row + len(grid.rows) - 1
        last_column = grid.first_column + max(map(len, grid.rows), default=0) - 1
        left_over = _MOST_CELLS
        for top, left, bottom, right in grid.merged:
            rows = range(max(top, grid.first_row), min(bottom, last_row) + 1)
            columns = range(max(left, grid.first_column), min(right, last_column) + 1)
            left_over -= len(rows) * len(columns) + 1
            if left_over < 0:
                break
            for row in rows:
                for column in columns:
                    origin[row, column] = (top, left)
        return cls(origin)

"""The line by which a workbook of invented figures is known again, whatever its agency's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spbe.text.translator import LANGUAGES, Translator, message
from spbe.workbooks.grid import Grid
from spbe.workbooks.reading import Reading

ILLUSTRATIVE = message("Ilustratif: angka contoh, bukan hasil penilaian.")
"""Stands in the letterhead, for people and for the reader; files that bear it are out there, so it
stays as it is in every language."""
_MOST_ROWS = 40
"""Above a table; whoever writes more there has made another sheet of it."""


def carry_mark(grids: Sequence[Grid], reading: Reading) -> Reading:
    """Note in all that was read from a file that its figures are invented, where it says so."""
    lines = {Translator(language)(ILLUSTRATIVE) for language in LANGUAGES}
    if not any(_holds(grid, lines) for grid in grids):
        return reading
    found = tuple(replace(each, is_illustrative=True) for each in reading.found)
    return replace(reading, found=found)


def _holds(grid: Grid, lines: set[str]) -> bool:
    cells = (cell for row in grid.rows[:_MOST_ROWS] for cell in row)
    return any(isinstance(cell, str) and cell.strip() in lines for cell in cells)

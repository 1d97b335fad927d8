"""The mark by which the workbook of a report is known again, however it was saved since."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.text.translator import message
from spbe.workbooks.grid import Grid
from spbe.workbooks.reading import Problem

MARK = "spbe-laporan:indikator"
"""Stands in a hidden cell of the header of the one sheet that holds the levels."""
MARK_OF_SCORES = "spbe-laporan:nilai"
"""Stands where only scores were published, so that there is nothing to be read."""
_MOST_ROWS = 40
"""Above and with the header; whoever writes more above it has made another sheet of it."""


def find_report_sheet(grids: Sequence[Grid]) -> list[Grid]:
    """Find the sheet that holds the levels in the workbook of a report; empty for other files.

    All its other sheets repeat or explain that one, so that reading them would tell the same
    indicators twice.
    """
    return [grid for grid in grids if _holds(grid, MARK)] if len(grids) > 1 else []


def find_missing_levels(grids: Sequence[Grid], file: str) -> Problem | None:
    """Say so where a file is the workbook of a report that holds scores and no levels."""
    if not any(_holds(grid, MARK_OF_SCORES) for grid in grids):
        return None
    return Problem(
        "error",
        "scores-only",
        message(
            "Buku kerja laporan ini hanya memuat nilai terbit tanpa tingkat kematangan, jadi tidak "
            "ada penilaian yang dapat dibaca. Unggah berkas yang memuat tingkat tiap indikator."
        ),
        file=file,
    )


def _holds(grid: Grid, mark: str) -> bool:
    return any(mark in row for row in grid.rows[:_MOST_ROWS])

"""Read a cover sheet: agency, year and stage of a whole file, on a sheet without a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from spbe.workbooks.drafts import Draft
from spbe.workbooks.grid import Grid
from spbe.workbooks.heading import read_heading
from spbe.workbooks.moment import SheetIdentity, find_identity
from spbe.workbooks.wording import cell_text

_MOST_ROWS = 60
_MOST_CELLS = 30
_LONGEST_CELL = 120
"""What holds more is a guide with examples and no cover."""
_LATER_STAGES = ("document", "interview", "visit", "final")
_Told = TypeVar("_Told")


def read_cover(grids: Iterable[Grid]) -> SheetIdentity:
    """Read what the covers of a file agree on; `grids` are its sheets without a table.

    A sheet that names no agency and has no field ("Tahun : 2024") is a guide or a note.
    """
    headings = [read_heading(rows) for grid in grids if (rows := _texts(grid))]
    told = [
        cover
        for heading in headings
        if (cover := find_identity(heading, "", "")).agency or any(heading.fields.values())
    ]
    return SheetIdentity(
        _agreed([cover.agency for cover in told]),
        _agreed([cover.year for cover in told]),
        _agreed([cover.stage for cover in told]),
        _agreed([cover.unit or None for cover in told]) or "",
    )


def _texts(grid: Grid) -> list[list[str]]:
    """Give the texts of a short sheet, row by row; none where it is no cover."""
    if len(grid.rows) > _MOST_ROWS:
        return []
    rows = [[text for value in cells if (text := cell_text(value))] for cells in grid.rows]
    cells = [text for row in rows for text in row]
    if len(cells) > _MOST_CELLS or any(len(text) > _LONGEST_CELL for text in cells):
        return []
    return [row for row in rows if row]


def _agreed(told: Sequence[_Told | None]) -> _Told | None:
    said = {value for value in told if value is not None}
    return next(iter(said)) if len(said) == 1 else None


def apply_cover(drafts: Iterable[Draft], cover: SheetIdentity) -> None:
    """Let the cover say what the sheets themselves leave open."""
    for draft in drafts:
        draft.agency = draft.agency or cover.agency
        if draft.year is None:
            draft.year = cover.year
        if draft.stage is None and (not draft.is_external or cover.stage in _LATER_STAGES):
            draft.stage = cover.stage
            draft.is_external = draft.is_external and cover.stage is None
        draft.carry_unit(cover.unit)

"""Understand a header, also one of several rows: years over stages, groups over columns."""

from __future__ import annotations

from collections.abc import Iterator

from spbe.workbooks.columns import LONGEST_HEADER, Column, build_column, read_header
from spbe.workbooks.grid import Grid
from spbe.workbooks.heading import is_label
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.wording import cell_text, is_blank

_MOST_SUB_HEADERS = 3
_MOST_SUPER_HEADERS = 3
_OWNERS = ("unit", "agency")
_KEY_ROLES = ("number", "name")


def row_texts(grid: Grid, row: int) -> Iterator[tuple[int, str]]:
    """Give the texts of a row with their columns, blank cells left out."""
    for offset, value in enumerate(grid.rows[row - grid.first_row]):
        if value != "" and (text := cell_text(value)):
            yield grid.first_column + offset, text


def is_header(grid: Grid, row: int) -> bool:
    """Tell whether a row names its columns: what the rows are about, and at least one more."""
    has_key = has_name = False
    roles = set()
    for _, text in row_texts(grid, row):
        sense = read_header(text)
        if sense.role is None:
            continue
        has_key = has_key or sense.role in _KEY_ROLES
        has_name = has_name or sense.role == "name"
        roles.add(sense.role)
    if not has_key:
        return False
    return len(roles) >= 2 and (has_name or "level" in roles)


def find_header_block(grid: Grid, start: int, header_row: int) -> list[int]:
    """Give the rows of the header: years or groups above it, stages or roles below it."""
    block = [header_row]
    row = header_row - 1
    while row >= start and header_row - row <= _MOST_SUPER_HEADERS and _is_super_header(grid, row):
        block.insert(0, row)
        row -= 1
    last = grid.first_row + len(grid.rows) - 1
    row = header_row + 1
    while row <= min(last, header_row + _MOST_SUB_HEADERS) and _is_sub_header(
        grid, row, header_row
    ):
        block.append(row)
        row += 1
    return block


def _is_super_header(grid: Grid, row: int) -> bool:
    """Tell whether a row above the header groups its columns: several cells, all with a sense."""
    texts = list(row_texts(grid, row))
    if len(texts) < 2 and not (texts and texts[0][0] > grid.first_column + 1):
        return False
    if len(texts) == 2 and is_label(texts[0][1], _OWNERS):
        return read_header(texts[1][1]).role not in (None, *_OWNERS)  # "OPD | Dinas Kesehatan"
    return all(read_header(text).role is not None for _, text in texts)


def _is_sub_header(grid: Grid, row: int, header_row: int) -> bool:
    """Tell whether a row below the header refines it: no indicator, and a sense in every cell.

    Below a header of levels any words may stand ("Sebelum", "Sesudah"), but no value.
    """
    texts = list(row_texts(grid, row))
    if not texts:
        return False
    roles = {c: read_header(text).role for c, text in row_texts(grid, header_row)}
    for column, text in texts:
        role = read_header(text, beside_stages=True).role
        own = roles.get(column)
        if own in _KEY_ROLES and role not in _KEY_ROLES:
            return False
        if role is None:
            above = own or next((roles[c] for c in sorted(roles, reverse=True) if c < column), None)
            if above != "level" or not text.replace(" ", "").isalpha() or _is_level(text):
                return False
    return True


def _is_level(text: str) -> bool:
    """Tell whether letters alone may be a level: "III", "Level V"."""
    return text.split()[-1].strip().casefold() in ("i", "ii", "iii", "iv", "v")


def build_columns(grid: Grid, merged: MergedCells, block: list[int]) -> list[Column]:
    """Lay the header rows over each other, merged and left-standing cells spread to the right."""
    width = max((len(grid.rows[row - grid.first_row]) for row in block), default=0)
    indices = range(grid.first_column, grid.first_column + width)
    lines: list[dict[int, str]] = []
    for position, row in enumerate(block):
        line = {c: t for c, t in row_texts(grid, row) if len(t) <= LONGEST_HEADER}
        _spread(grid, merged, row, block[position + 1 :], line, indices)
        lines.append(line)
    headers = {
        index: tuple(dict.fromkeys(line[index] for line in lines if index in line))
        for index in indices
    }
    stages = {
        read_header(text).stage or (read_header(text).is_external and "external")
        for texts in headers.values()
        for text in texts
        if read_header(text).role == "level"
    } - {None, False}
    columns = []
    for index, texts in headers.items():
        column = build_column(index, texts, bool(stages)) if texts else None
        if column is not None:
            columns.append(column)
    return columns


def _spread(
    grid: Grid,
    merged: MergedCells,
    row: int,
    rows_below: list[int],
    line: dict[int, str],
    indices: range,
) -> None:
    """Fill the cells that a group header covers: its merged range, or up to the next header."""
    standing: str | None = None
    for index in indices:
        if index in line:
            is_merged = (row, index) in merged.origin
            standing = None if is_merged or not rows_below else line[index]
            continue
        origin = merged.origin.get((row, index))
        if origin is not None:
            text = cell_text(grid.value(*origin))
            if text and len(text) <= LONGEST_HEADER and origin[0] == row:
                line[index] = text
        elif standing is not None and any(not is_blank(grid.value(r, index)) for r in rows_below):
            line[index] = standing
        else:
            standing = None

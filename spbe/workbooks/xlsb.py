"""Read xlsb: values through calamine in a process of its own, the rest from its records.

The records are those of [MS-XLSB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Set

from spbe.workbooks.archive import Archive
from spbe.workbooks.confinement import read_confined
from spbe.workbooks.extras import SheetExtras, check_extents, join_extras
from spbe.workbooks.grid import Grid
from spbe.workbooks.limits import Deadline, check_sheet_count, is_damaged
from spbe.workbooks.percent import BUILT_IN_PERCENTS, is_percent_format
from spbe.workbooks.relations import Relations, read_relations
from spbe.workbooks.xls import ERROR_NAMES

_RECORDS_PER_CHECK = 50_000
_WORKBOOK, _STYLES = "xl/workbook.bin", "xl/styles.bin"
_SHEET, _ROW, _LINK, _COMMENT, _COMMENT_TEXT = 156, 0, 494, 635, 637
_FORMAT, _STYLE, _BEGIN_CELL_STYLES, _END_CELL_STYLES = 44, 47, 617, 618
_ERROR, _FORMULA_ERROR = 3, 11
_FILLED_CELLS = range(2, 12)


def load_xlsb(data: bytes, archive: Archive, deadline: Deadline) -> list[Grid]:
    """Read the worksheets of a binary workbook.

    Raises RefusedError where it is damaged or larger than it may be.
    """
    try:
        sheets = _find_extras(archive, deadline)
    except (struct.error, IndexError) as e:
        raise is_damaged() from e
    check_extents(sheets)
    grids = read_confined(data, deadline)
    join_extras(grids, sheets)
    return grids


def _find_extras(archive: Archive, deadline: Deadline) -> list[SheetExtras]:
    workbook = archive.find(_WORKBOOK)
    if workbook is None:
        raise is_damaged()
    paths = read_relations(archive, workbook).worksheets
    styles = _find_percent_styles(archive)
    sheets = []
    for kind, record in _records(archive.read(workbook)):
        if kind != _SHEET:
            continue
        identity, end = _text(record, 8)
        sheet = SheetExtras(_text(record, end)[0])
        if path := paths.get(identity):
            relations = read_relations(archive, path)
            _scan_sheet(archive.read(path), relations, styles, sheet, deadline)
            for comments in relations.comments:
                _scan_comments(archive.read(comments), sheet)
        sheets.append(sheet)
        check_sheet_count(len(sheets))
    return sheets


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk over records: kind and length are written in groups of seven bits."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        for _ in range(4):
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, data[at : at + length]
        at += length


def _find_percent_styles(archive: Archive) -> Set[int]:
    """Find the cell styles that show percent, by their positions."""
    path = archive.find(_STYLES)
    formats, found = set(BUILT_IN_PERCENTS), set()
    position = -1  # before the list of cell styles; others have a list of their own
    for kind, record in _records(archive.read(path)) if path else ():
        if kind == _FORMAT:
            if is_percent_format(_text(record, 2)[0]):
                formats.add(struct.unpack_from("<H", record)[0])
        elif kind == _BEGIN_CELL_STYLES:
            position = 0
        elif kind == _END_CELL_STYLES:
            break
        elif kind == _STYLE and position >= 0:
            if struct.unpack_from("<2H", record)[1] in formats:
                found.add(position)
            position += 1
    return found


def _scan_sheet(
    data: bytes,
    relations: Relations,
    styles: Set[int],
    sheet: SheetExtras,
    deadline: Deadline,
) -> None:
    row = 0
    for count, (kind, record) in enumerate(_records(data)):
        if count % _RECORDS_PER_CHECK == 0:
            deadline.check()
        if kind == _ROW and len(record) >= 4:
            [row] = struct.unpack_from("<I", record)
        elif kind in _FILLED_CELLS and len(record) > 8:
            [column] = struct.unpack_from("<I", record)
            sheet.reach(row, column)
            if styles and int.from_bytes(record[4:7], "little") in styles:
                sheet.add_percent((row, column))
            if kind in (_ERROR, _FORMULA_ERROR):
                sheet.add_fault((row, column), "error", ERROR_NAMES.get(record[8], "#N/A"))
        elif kind == _LINK:
            _scan_link(record, relations, sheet)


def _scan_link(record: bytes, relations: Relations, sheet: SheetExtras) -> None:
    first_row, last_row, first_column, last_column = struct.unpack_from("<4I", record)
    if target := relations.links.get(_text(record, 16)[0]):
        sheet.add_link(target, (first_row, first_column), (last_row, last_column))


def _scan_comments(data: bytes, sheet: SheetExtras) -> None:
    place = None
    for kind, record in _records(data):
        if kind == _COMMENT:
            row, _, column, _ = struct.unpack_from("<4I", record, 4)
            place = (row, column)
        elif kind == _COMMENT_TEXT and place:
            sheet.add_comment(place, _text(record, 1)[0].strip())


def _text(data: bytes, at: int) -> tuple[str, int]:
    """Read text with its length before it; gives also where it ends."""
    [length] = struct.unpack_from("<I", data, at)
    if length == 0xFFFFFFFF:  # none
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end

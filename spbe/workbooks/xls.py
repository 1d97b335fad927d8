"""Read xls: values through calamine in a process of its own, the rest from its records.

The records are those of [MS-XLS] (Excel 97 to 2003). Excel 95 files are read without extras.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Set

from spbe.workbooks.confinement import read_confined
from spbe.workbooks.extras import SheetExtras, check_extents, join_extras
from spbe.workbooks.grid import Grid
from spbe.workbooks.limits import Deadline, check_sheet_count, is_encrypted
from spbe.workbooks.ole import OleFile
from spbe.workbooks.percent import BUILT_IN_PERCENTS, is_percent_format

ERROR_NAMES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_FORMAT, _STYLE = 0x41E, 0xE0
_BOF, _EOF, _CONTINUE, _SHEET, _PASSWORD = 0x809, 0x0A, 0x3C, 0x85, 0x2F
_FORMULA, _BOOL_OR_ERROR, _MANY_NUMBERS = 0x06, 0x205, 0xBD
# RK, NUMBER, LABELSST, LABEL, RSTRING: one cell with a value each
_VALUES = frozenset({0x27E, 0x203, 0xFD, 0x204, 0xD6})
_LINK, _NOTE, _OBJECT, _TEXT = 0x1B8, 0x1C, 0x5D, 0x1B6
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_RECORDS_PER_CHECK = 50_000
_TEXT_TOKEN = 0x17
_HYPERLINK = b"\x67\x01"  # the number of this function


def load_xls(data: bytes, ole: OleFile, deadline: Deadline) -> list[Grid]:
    """Read the worksheets of an old Excel file.

    Raises RefusedError where it is damaged, encrypted or larger than it may be.
    """
    sheets = []
    if "Workbook" in ole.names:
        sheets = find_extras(ole.read("Workbook"), deadline)
        check_extents(sheets)
    grids = read_confined(data, deadline)
    join_extras(grids, sheets)
    return grids


def find_extras(stream: bytes, deadline: Deadline) -> list[SheetExtras]:
    """Scan the records of a workbook; what is broken is left to the reader of the values."""
    sheets = []
    formats = set(BUILT_IN_PERCENTS)
    styles: set[int] = set()  # those that show percent; all stand before the sheets
    style_count = 0
    for kind, record in _records(stream, 0):
        if kind == _PASSWORD:
            raise is_encrypted()
        if kind == _FORMAT and len(record) > 5:
            [number, length] = struct.unpack_from("<HH", record)
            if is_percent_format(_text(record[4:], length)):
                formats.add(number)
        elif kind == _STYLE and len(record) >= 4:
            if struct.unpack_from("<2H", record)[1] in formats:
                styles.add(style_count)
            style_count += 1
        # Position, hidden state, kind of sheet (0: worksheet), and the name.
        if kind == _SHEET and len(record) > 8 and record[5] == 0:
            [position] = struct.unpack_from("<I", record)
            sheet = SheetExtras(_text(record[7:], record[6]))
            sheets.append(sheet)
            check_sheet_count(len(sheets))
            _scan_sheet(stream, position, styles, sheet, deadline)
    return sheets


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Walk over the records of one substream: their kinds and contents."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        at += 4 + length


def _scan_sheet(
    stream: bytes, position: int, styles: Set[int], sheet: SheetExtras, deadline: Deadline
) -> None:
    object_id = previous = 0
    texts: dict[int, str] = {}
    for count, (kind, record) in enumerate(_records(stream, position)):
        if count % _RECORDS_PER_CHECK == 0:
            deadline.check()
        if kind in _VALUES or kind in (_FORMULA, _BOOL_OR_ERROR, _MANY_NUMBERS):
            _scan_cell(kind, record, sheet)
            if styles:
                _scan_styles(kind, record, styles, sheet)
        elif kind == _LINK:
            _scan_link(record, sheet)
        elif kind == _OBJECT and len(record) >= 8:  # its first part holds its number
            [object_id] = struct.unpack_from("<H", record, 6)
        elif kind == _CONTINUE and previous == _TEXT and record:
            texts[object_id] = _text(record, len(record))
        elif kind == _NOTE and len(record) >= 8:
            row, column, _, of_object = struct.unpack_from("<4H", record)
            sheet.add_comment((row, column), texts.get(of_object, "").strip())
        previous = kind


def _scan_cell(kind: int, record: bytes, sheet: SheetExtras) -> None:
    if len(record) < 8:
        return
    row, column = struct.unpack_from("<HH", record)
    if kind == _MANY_NUMBERS:  # ends with the number of its last column
        [last] = struct.unpack_from("<H", record, len(record) - 2)
        sheet.reach(row, last)
        return
    sheet.reach(row, column)
    error = None
    if kind == _FORMULA and (address := _find_formula_address(record)):
        sheet.add_link(address, (row, column), (row, column))
    if kind == _BOOL_OR_ERROR and record[7]:
        error = record[6]
    elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
        error = record[8]
    if error is not None:
        sheet.add_fault((row, column), "error", ERROR_NAMES.get(error, "#N/A"))


def _scan_styles(kind: int, record: bytes, styles: Set[int], sheet: SheetExtras) -> None:
    """Note which cells of a record show percent."""
    if len(record) < 8:
        return
    row, first = struct.unpack_from("<HH", record)
    last = struct.unpack_from("<H", record, len(record) - 2)[0] if kind == _MANY_NUMBERS else first
    for column in range(first, last + 1):
        at = 4 + 6 * (column - first)  # a style and a number of four bytes for each
        if at + 2 > len(record):
            return
        [style] = struct.unpack_from("<H", record, at)
        if style in styles:
            sheet.add_percent((row, column))


def _scan_link(record: bytes, sheet: SheetExtras) -> None:
    at = record.find(_URL_MONIKER)
    if at < 0 or len(record) < at + 20:
        return
    [length] = struct.unpack_from("<I", record, at + 16)
    address = record[at + 20 : at + 20 + length].decode("utf-16-le", "replace").split("\0")[0]
    first_row, last_row, first_column, last_column = struct.unpack_from("<4H", record)
    sheet.add_link(address, (first_row, first_column), (last_row, last_column))


def _find_formula_address(record: bytes) -> str:
    """Find the address in HYPERLINK("…"; …): a formula that begins with a text and ends so."""
    begin = 22  # after the place, format, result and flags, and the length of the formula
    if len(record) < begin + 4 or record[begin] != _TEXT_TOKEN or record[-2:] != _HYPERLINK:
        return ""
    return _text(record[begin + 2 :], record[begin + 1])


def _text(data: bytes, length: int) -> str:
    """Read text that begins with the mark of its width: one byte a letter, or two."""
    if data[0] & 1:
        return data[1 : 1 + 2 * length].decode("utf-16-le", "replace")
    return data[1 : 1 + length].decode("latin-1")

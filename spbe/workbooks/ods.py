"""Read ods: values through calamine in a process of its own, the rest from its XML."""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from spbe.workbooks.archive import Archive, check_declarations
from spbe.workbooks.confinement import read_confined
from spbe.workbooks.extras import SheetExtras, check_extents, find_address, join_extras
from spbe.workbooks.grid import Grid
from spbe.workbooks.limits import (
    MAX_COLUMNS,
    MEBIBYTE,
    Deadline,
    check_sheet_count,
    is_damaged,
    is_encrypted,
)

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_LINK = "http://www.w3.org/1999/xlink href"
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
# More than any program can have; keeps repeats of repeats from growing without end.
_MAX_REPEAT = 10_000_000


def load_ods(data: bytes, archive: Archive, deadline: Deadline) -> list[Grid]:
    """Read the sheets of an OpenDocument workbook.

    Raises RefusedError where it is damaged, encrypted or larger than it may be.
    """
    manifest = archive.find("META-INF/manifest.xml")
    if manifest and b"encryption-data" in archive.read(manifest):
        raise is_encrypted()
    sheets = _scan(archive.read("content.xml"), deadline)
    check_extents(sheets)
    grids = read_confined(data, deadline)
    join_extras(grids, sheets)
    return grids


def _scan(xml: bytes, deadline: Deadline) -> list[SheetExtras]:
    check_declarations(xml)
    scan = _Scan()
    try:
        for begin in range(0, len(xml), MEBIBYTE):
            scan.parser.Parse(xml[begin : begin + MEBIBYTE], begin + MEBIBYTE >= len(xml))
            deadline.check()
    except (expat.ExpatError, ValueError) as e:
        raise is_damaged() from e
    return scan.sheets


class _Scan:
    """Follows the rows and cells of the document, repeats expanded."""

    def __init__(self) -> None:
        self.sheets: list[SheetExtras] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._hear
        self._row = self._column = 0
        self._row_repeat = 1
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._comment: list[str] | None = None
        self._is_paragraph = False
        self._links: list[str] = []

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _TABLE + "table":
            self.sheets.append(SheetExtras(attributes.get(_TABLE + "name", "")))
            check_sheet_count(len(self.sheets))
            self._row = 0
        elif not self.sheets:
            return
        elif tag == _TABLE + "table-row":
            self._column = 0
            self._row_repeat = _count(attributes, "number-rows-repeated")
        elif tag in _CELLS:
            self._cell, self._text, self._links = attributes, [], []
            self._is_paragraph = False
        elif self._cell is not None:
            if tag == _OFFICE + "annotation":
                self._comment = []
            elif tag == _TEXT + "p":
                self._is_paragraph = True
            elif tag == _TEXT + "a" and _LINK in attributes:
                self._links.append(attributes[_LINK])

    def _end(self, tag: str) -> None:
        if tag in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == _TABLE + "table-row":
            self._row += self._row_repeat
        elif tag == _OFFICE + "annotation" and self._comment is not None:
            self._is_paragraph = False
            place = (self._row, self._column)
            self.sheets[-1].add_comment(place, "".join(self._comment).strip())
            self._comment = None
        elif tag == _TEXT + "p" and self._comment is not None:
            self._comment.append("\n")
            self._is_paragraph = False

    def _hear(self, text: str) -> None:
        if self._comment is not None:
            if self._is_paragraph:  # and not its author or date
                self._comment.append(text)
        elif self._cell is not None:
            self._text.append(text)

    def _end_cell(self, cell: dict[str, str]) -> None:
        sheet, place = self.sheets[-1], (self._row, self._column)
        self._column += _count(cell, "number-columns-repeated")
        formula = cell.get(_TABLE + "formula", "").partition("=")[2]
        is_valued = _OFFICE + "value-type" in cell
        text = "".join(self._text).strip()
        if cell.get(_CALC_TYPE) == "error" or (formula and text.startswith(("#", "Err:"))):
            sheet.add_fault(place, "error", text)
        elif formula and not is_valued and not self._is_paragraph:
            sheet.add_fault(place, "formula", "=" + formula)
        if cell.get(_OFFICE + "value-type") == "percentage":
            for column in range(place[1], min(self._column, place[1] + MAX_COLUMNS)):
                sheet.add_percent((self._row, column))
        if is_valued or formula or text:
            sheet.reach(self._row + self._row_repeat - 1, self._column - 1)
        if address := find_address(formula):
            self._links.append(address)
        if self._links:
            sheet.add_link("\n".join(dict.fromkeys(self._links)), place, place)
        tall, wide = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if tall > 1 or wide > 1:
            row, column = place
            sheet.merged.append((row, column, row + tall - 1, column + wide - 1))


def _count(attributes: Mapping[str, str], name: str) -> int:
    """Read a repeat or span, 1 where none is given."""
    value = attributes.get(_TABLE + name, "1")
    return min(max(int(value[:9]), 1), _MAX_REPEAT)

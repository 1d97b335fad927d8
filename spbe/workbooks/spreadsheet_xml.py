"""Read "XML Spreadsheet 2003", which some portals still export under the name .xls."""

from __future__ import annotations

import datetime
from contextlib import suppress
from xml.parsers import expat

from spbe.workbooks.archive import check_declarations
from spbe.workbooks.extras import SheetExtras, check_extents, find_address
from spbe.workbooks.grid import CellValue, Grid
from spbe.workbooks.limits import (
    MEBIBYTE,
    Deadline,
    check_sheet_count,
    is_damaged,
)
from spbe.workbooks.percent import is_percent_format

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_SS = NAMESPACE + " "
_VISIBLE = "urn:schemas-microsoft-com:office:excel Visible"
_MAX_INDEX = 10_000_000


def read_spreadsheet_xml(data: bytes, deadline: Deadline) -> list[Grid]:
    """Read the worksheets of such a file.

    Raises RefusedError where it is damaged or larger than it may be.
    """
    check_declarations(data)
    reader = _Reader()
    try:
        for begin in range(0, len(data), MEBIBYTE):
            reader.parser.Parse(data[begin : begin + MEBIBYTE], begin + MEBIBYTE >= len(data))
            deadline.check()
    except (expat.ExpatError, ValueError) as e:
        raise is_damaged() from e
    check_sheet_count(len(reader.sheets))
    for sheet in reader.sheets:
        sheet.extras.add_to(sheet.grid)
    return [sheet.grid for sheet in reader.sheets]


class _Sheet:
    """One worksheet while it is read."""

    def __init__(self, name: str) -> None:
        self.rows: list[list[CellValue]] = []
        self.extras = SheetExtras(name)
        self.grid = Grid(name, self.rows)


class _Reader:
    def __init__(self) -> None:
        self.sheets: list[_Sheet] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._hear
        self._sheet = _Sheet("")
        self._row = self._column = -1
        self._type = ""
        self._text: list[str] = []
        self._is_comment = False
        self._style = self._row_style = ""
        self._percent_styles: set[str] = set()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _SS + "Worksheet":
            self._sheet = _Sheet(attributes.get(_SS + "Name", ""))
            self.sheets.append(self._sheet)
            self._row = self._column = -1
        elif tag == _SS + "Row":
            self._row = _place(attributes, self._row)
            self._column = -1
            self._row_style = attributes.get(_SS + "StyleID", "")
        elif tag == _SS + "Cell" and self._row >= 0:
            self._begin_cell(attributes)
        elif tag == _SS + "Style":
            self._style = attributes.get(_SS + "ID", "")
        elif tag == _SS + "NumberFormat":
            code = attributes.get(_SS + "Format", "")
            if code == "Percent" or is_percent_format(code):
                self._percent_styles.add(self._style)
        elif tag == _SS + "Comment":
            self._is_comment = True
        if tag in (_SS + "Data", _VISIBLE):
            self._type = attributes.get(_SS + "Type", "String")
            self._text = []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column = _place(attributes, self._column)
        wide = _number(attributes, "MergeAcross", 0)
        tall = _number(attributes, "MergeDown", 0)
        formula = attributes.get(_SS + "Formula", "")
        place = (self._row, self._column)
        if attributes.get(_SS + "StyleID", self._row_style) in self._percent_styles:
            self._sheet.extras.add_percent(place)
        if wide or tall:
            self._sheet.extras.merged.append((*place, self._row + tall, self._column + wide))
        if link := attributes.get(_SS + "HRef") or find_address(formula):
            self._sheet.extras.add_link(link, place, place)
        if formula:
            self._sheet.extras.add_fault(place, "formula", formula)
        self._is_comment = False

    def _end(self, tag: str) -> None:
        if tag == _SS + "Data":
            text = "".join(self._text)
            if self._is_comment:
                self._sheet.extras.add_comment((self._row, self._column), text.strip())
            else:
                self._set(text)
        elif tag == _SS + "Cell":
            merged = self._sheet.extras.merged
            if merged and merged[-1][:2] == (self._row, self._column):
                self._column = merged[-1][3]
        elif tag == _VISIBLE and "".join(self._text).strip() != "SheetVisible":
            self._sheet.grid.is_hidden = True

    def _hear(self, text: str) -> None:
        self._text.append(text)

    def _set(self, text: str) -> None:
        """Put a value into the grid, once it is certain that the grid may be that large."""
        if not self.sheets or self._row < 0 or self._column < 0:
            raise is_damaged()
        place, extras = (self._row, self._column), self._sheet.extras
        size = (extras.rows, extras.columns)
        extras.reach(*place)
        if size != (extras.rows, extras.columns):
            check_extents([sheet.extras for sheet in self.sheets])
        self._sheet.extras.faults.pop(place, None)
        lines = self._sheet.rows
        lines.extend([] for _ in range(self._row + 1 - len(lines)))
        line = lines[self._row]
        line.extend("" for _ in range(self._column + 1 - len(line)))
        if self._type == "Error":
            self._sheet.extras.add_fault(place, "error", text)
        else:
            line[self._column] = _convert(text, self._type)


def _convert(text: str, kind: str) -> CellValue:
    with suppress(ValueError):
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.datetime.fromisoformat(text)
    return text == "1" if kind == "Boolean" else text


def _place(attributes: dict[str, str], previous: int) -> int:
    """Give the row or column, which follows the one before unless its index is written."""
    return _number(attributes, "Index", previous + 2) - 1


def _number(attributes: dict[str, str], name: str, default: int) -> int:
    value = attributes.get(_SS + name)
    return min(max(int(value[:9]), 0), _MAX_INDEX) if value else default

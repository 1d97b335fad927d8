"""Which number formats show a value as percent: 1 as "100%", which is no level 1."""

from __future__ import annotations

import re

from spbe.text.translator import Message, message
from spbe.workbooks.archive import find_elements, parse_xml
from spbe.workbooks.faults import say_number
from spbe.workbooks.grid import CellValue, Grid

BUILT_IN_PERCENTS = frozenset({9, 10})
"""Numbers of the formats "0%" and "0.00%", which every workbook has without saying so."""
_LITERAL = re.compile(r'"[^"]*"|\\.')
_WRITTEN = re.compile(r"[-−+]?\d{1,9}(?:[.,]\d{1,9})?\s*%")


def is_percent_format(code: str) -> bool:
    """Tell whether a format code shows a hundred times the value; a quoted "%" is only a letter."""
    return "%" in code and "%" in _LITERAL.sub("", code)


def find_percent_styles(xml: bytes) -> frozenset[int]:
    """Find the cell styles of an xlsx workbook that show percent, by their positions.

    Raises RefusedError where the XML is broken.
    """
    root = parse_xml(xml)
    formats = set(BUILT_IN_PERCENTS)
    for element in find_elements(root, "numFmt"):
        number = element.get("numFmtId", "")
        if number.isdecimal() and is_percent_format(element.get("formatCode", "")):
            formats.add(int(number))
    found = set()
    for styles in find_elements(root, "cellXfs"):
        for position, style in enumerate(styles):
            number = style.get("numFmtId", "")
            if number.isdecimal() and int(number) in formats:
                found.add(position)
    return frozenset(found)


def is_percent(grid: Grid, row: int, column: int, value: CellValue) -> bool:
    """Tell whether a cell shows percent: by the format of its number, or as written text."""
    if isinstance(value, str):
        return value.rstrip()[-1:] == "%" and bool(_WRITTEN.fullmatch(value.strip()))
    if grid.find_percent is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return grid.find_percent(row, column)


def say_percent(value: CellValue) -> Message | str:
    """Write what such a cell shows: 1.0 → "100 %"; a text as it stands."""
    if isinstance(value, int | float):
        return message("{number} %", number=say_number(value * 100))
    return str(value).strip()

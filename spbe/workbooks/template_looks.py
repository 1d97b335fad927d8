"""How a template looks on screen and on paper: fonts, colours, widths, heights, A4 landscape."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from copy import copy
from typing import TypeAlias
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

_FONT = "Calibri"
PRIMARY, BEFORE, GAIN, LOSS = "0B5FA5", "7F8C99", "1B7F79", "B4472B"
"""Ours now, what was before, what rose and what fell: as in the charts on screen."""
_INK, _PANEL, _LINE = "16202B", "F3F6FA", "C5CDD6"
_SIDE = Side(style="thin", color=_LINE)
_SHADE = PatternFill("solid", fgColor=_PANEL)
_BOX = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_LINE_HEIGHT = 15.0
"""Of one line of text [points]."""
_HIGHEST = 409.0
"""Of any row in Excel [points]."""
_PLAIN_ADDRESS = re.compile(r"https?://[!-~]{1,2000}")

TITLE = Font(name=_FONT, size=14, bold=True, color=PRIMARY)
CAUTION = Font(name=_FONT, bold=True, color=LOSS)
BOLD = Font(name=_FONT, bold=True, color=_INK)
PLAIN = Font(name=_FONT, color=_INK)

QUIET = Font(name=_FONT, size=9, color="52606D")

LEFT = Alignment(horizontal="left", vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="top", wrap_text=True)
_HEADER = (
    Font(name=_FONT, bold=True, color="FFFFFF"),
    Alignment(horizontal="center", vertical="center", wrap_text=True),
    PatternFill("solid", fgColor=PRIMARY),
)
_Look: TypeAlias = tuple[Font, Alignment, PatternFill | None]
_LOOKS: WeakKeyDictionary[Workbook, dict[tuple[int, ...], tuple[_Look, StyleArray]]] = (
    WeakKeyDictionary()
)
"""By workbook, and by identity of font, place and fill: these, so that no other takes their
identity, and the numbers under which the workbook keeps them and the frame."""


def dress(
    cell: Cell, font: Font = PLAIN, alignment: Alignment = LEFT, fill: PatternFill | None = None
) -> None:
    """Give a cell of the table its font, place and frame, and its fill where one is named.

    openpyxl looks every style up by its contents, which takes longer than all else about a cell;
    so what was looked up once is set by its number.
    """
    known = _LOOKS.setdefault(cell.parent.parent, {})
    key = id(font), id(alignment), id(fill)
    if key not in known:
        cell.font, cell.alignment, cell.border = font, alignment, _BOX
        if fill is not None:
            cell.fill = fill
        known[key] = (font, alignment, fill), copy(_style_of(cell))
        return
    style, look = _style_of(cell), known[key][1]
    style.fontId, style.alignmentId = look.fontId, look.alignmentId
    style.borderId = look.borderId
    if fill is not None:
        style.fillId = look.fillId


def _style_of(cell: Cell) -> StyleArray:
    """Give the numbers of a cell's styles, which openpyxl hands out no other way."""
    if not cell.has_style:
        cell.number_format = "General"
    return cell._style  # noqa: SLF001


def dress_header(cell: Cell) -> None:
    dress(cell, *_HEADER)


def shade_row(sheet: Worksheet, row: int, last_column: int) -> None:
    """Set a row of a domain, an aspect or the index off from the indicators."""
    for column in range(1, last_column + 1):
        cell = sheet.cell(row, column)
        cell.fill, cell.border = _SHADE, _BOX


def link_address(cell: Cell, text: str) -> None:
    """Make an address that stands in a cell open on a click."""
    if _PLAIN_ADDRESS.fullmatch(text):
        cell.hyperlink = text
        cell.font = Font(name=_FONT, color=PRIMARY, underline="single")


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def fit_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row high enough for texts in columns of these widths [characters].

    A row of one line keeps no height of its own, so that it grows when it is filled in.
    """
    lines = max(
        sum(max(1, math.ceil(len(line) / (width + 2))) for line in text.split("\n"))
        for text, width in texts
    )
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * _LINE_HEIGHT, _HIGHEST)


def set_page(sheet: Worksheet, orientation: str, last_column: int) -> None:
    """Print on A4, the width of the sheet on one page."""
    sheet.print_area = f"A1:{get_column_letter(last_column)}{sheet.max_row}"
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.5)

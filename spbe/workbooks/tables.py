"""Write a table that is shown on screen as CSV or Excel, text as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from spbe.workbooks.text_cells import write_text

Cell: TypeAlias = str | int | float | None
"""None is an empty cell."""

_FORMULA_STARTS = ("=", "+", "-", "@")
_WIDTH = 48


def looks_like_formula(text: str) -> bool:
    """Tell whether a spreadsheet may take a text in a CSV file for a formula.

    Some pass over blanks before it.
    """
    return text.lstrip().startswith(_FORMULA_STARTS) or text.startswith(("\t", "\r"))


def build_table_csv(
    notes: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    decimal: str = ",",
    digits: Mapping[str, int] | None = None,
    facts: Sequence[tuple[str, Cell]] = (),
) -> bytes:
    """Write a table as CSV that Excel opens with a double click.

    `notes` stand above the header, one a row, and below them `facts`, each a name and a value.
    Semicolons where the decimal sign is a comma, else
    commas; UTF-8 with a byte order mark. Text that Excel would take for a formula gets an
    apostrophe before it. `digits` gives the decimals of columns that hold numbers; elsewhere a
    number has as many as it needs.
    """
    places = [(digits or {}).get(column) for column in columns]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";" if decimal == "," else ",")
    writer.writerows([_csv_cell(note, decimal)] for note in notes)
    writer.writerows([_csv_cell(cell, decimal) for cell in fact] for fact in facts)
    writer.writerow([_csv_cell(column, decimal) for column in columns])
    writer.writerows(
        [_csv_cell(cell, decimal, fixed) for cell, fixed in zip(row, places, strict=True)]
        for row in rows
    )
    return file.getvalue().encode("utf-8-sig")


def build_table_xlsx(
    title: str,
    notes: Sequence[str],
    columns: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    facts: Sequence[tuple[str, Cell]] = (),
    digits: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """Write a table as an Excel workbook of one sheet named `title`.

    `notes` stand above it, and below them `facts`, each a name and a value beside it. `digits`
    gives the decimals that columns of numbers show. It prints on A4, its header on every page.
    """
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "".join(c for c in title if c not in r"[]:*?/\ ")[:31] or "Tabel"
    for line, note in enumerate(notes, 1):
        write_text(sheet.cell(line, 1), note)
    for line, (name, value) in enumerate(facts, len(notes) + 1):
        write_text(sheet.cell(line, 1), name)
        _write_cell(sheet.cell(line, 2), value)
    head = len(notes) + len(facts) + 1
    for place, column in enumerate(columns, 1):
        cell = sheet.cell(head, place)
        write_text(cell, column)
        cell.font = Font(bold=True)
        longest = max([len(column), *(len(str(row[place - 1] or "")) for row in rows)])
        sheet.column_dimensions[get_column_letter(place)].width = min(longest + 2, _WIDTH)
    shown = ["0." + "0" * digits[c] if digits.get(c) else "General" for c in columns]
    for line, row in enumerate(rows, head + 1):
        for place, value in enumerate(row, 1):
            _write_cell(sheet.cell(line, place), value, shown[place - 1])
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(columns))}{head + len(rows)}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _write_cell(cell: OpenpyxlCell, value: Cell, number_format: str = "General") -> None:
    if isinstance(value, str):
        write_text(cell, value)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    elif value is not None:
        cell.value = value
        cell.number_format = number_format


def _csv_cell(value: Cell, decimal: str, places: int | None = None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        written = f"{value:.10g}" if places is None else f"{value:.{places}f}"
        return written.replace(".", decimal)
    if isinstance(value, str) and looks_like_formula(value):
        return f"'{value}"
    return str(value)

"""Write a sheet with a table and its chart into the workbook of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from spbe.text.translator import Translator
from spbe.workbooks.report_book_charts import add_chart
from spbe.workbooks.report_book_content import (
    BookCell,
    BookColumn,
    BookRow,
    BookTable,
    ColumnKind,
    ReportBook,
)
from spbe.workbooks.report_book_formulas import IndicatorCells, LiveCells
from spbe.workbooks.report_book_live import Place, build_live_formula
from spbe.workbooks.report_book_looks import (
    POINTS,
    SIGNED,
    color_levels,
    finish_sheet,
    fit_header,
    print_on_one_page,
    write_head,
)
from spbe.workbooks.report_book_nodes import NodeCells
from spbe.workbooks.template_looks import (
    BOLD,
    CENTRED,
    LEFT,
    PLAIN,
    QUIET,
    dress,
    dress_header,
    fit_height,
    link_address,
    set_widths,
    shade_row,
)
from spbe.workbooks.text_cells import write_text

_FORMATS: Mapping[ColumnKind, str] = {
    "whole": "0",
    "number": "0",
    "score": "0.00",
    "points": POINTS,
    "signed": SIGNED,
    "date": "dd/mm/yyyy",
}
_OWN = PatternFill("solid", fgColor="FFF8E1")
_SHORT = 16
"""Rows up to which a chart stands below its table; beside longer ones."""
_WIDE, _NARROW, _LEAST_HEIGHT, _MOST_HEIGHT = 24.0, 18.0, 9.0, 17.0
"""Of a chart [cm]."""
_NARROW_COLUMNS = 9
"""Columns of the standard width below a narrow chart."""
_ROW_HEIGHT = 0.53
"""Of an empty row [cm]."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """The sheets from which live cells are calculated, and what formulas gave so far."""

    cells: IndicatorCells | None
    nodes: NodeCells
    live: LiveCells


def write_table(
    sheet: Worksheet, table: BookTable, book: ReportBook, text: Translator, calculated: Calculated
) -> None:
    """Write finding, marks, table, notes and chart."""
    header = write_head(sheet, table.finding, book) + 1
    for place, column in enumerate(table.columns, 1):
        cell = sheet.cell(header, place)
        write_text(cell, column.title)
        dress_header(cell)
    shown = [column for column in table.columns if not column.is_hidden]
    fit_header(sheet, header, [(column.title, column.width) for column in shown])
    visible = len(shown)
    first, last = header + 1, header + len(table.rows)
    for row, said in enumerate(table.rows, first):
        _write_row(sheet, said, table.columns, Place(row, first, last, _letters(table)), calculated)
        if said.is_strong:
            shade_row(sheet, row, visible)
        if said.is_own:
            for place in range(1, visible + 1):
                sheet.cell(row, place).fill = _OWN
        _fit(sheet, row, said, table.columns)
    _write_notes(sheet, table, last + 2)
    set_widths(sheet, [column.width for column in table.columns])
    for place, column in enumerate(table.columns, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].hidden = column.is_hidden
        if column.kind == "level" and table.rows:
            color_levels(sheet, f"{letter}{first}:{letter}{last}", book)
        if column.role == "after" and table.rows:
            _limit_levels(sheet, f"{letter}{first}:{letter}{last}", book)
    sheet.freeze_panes = sheet.cell(first, 1)
    if table.rows:
        sheet.auto_filter.ref = f"A{header}:{get_column_letter(visible)}{last}"
    finish_sheet(sheet, book, text, header, visible)
    if table.chart is not None and table.rows:
        _place_chart(sheet, table, (header, first, last), visible)


def _letters(table: BookTable) -> dict[str, str]:
    letters = {}
    for place, column in enumerate(table.columns, 1):
        for name in (column.live, column.role):
            if name:
                letters[name] = get_column_letter(place)
    return letters


def _write_row(
    sheet: Worksheet,
    row: BookRow,
    columns: Sequence[BookColumn],
    place: Place,
    calculated: Calculated,
) -> None:
    for number, (column, value) in enumerate(zip(columns, row.cells, strict=True), 1):
        cell = sheet.cell(place.row, number)
        # A rank follows the figures of its column, whomever the row is about.
        is_live = value is not None and (row.about is not None or column.live == "rank")
        if column.live is not None and is_live and calculated.cells is not None:
            formula = build_live_formula(
                column.live, row, place, calculated.cells, calculated.nodes
            )
            calculated.live.write(cell, formula, value if isinstance(value, int | float) else None)
        else:
            _write_value(cell, value)
        if not column.is_hidden:
            is_text = column.kind in ("text", "link")
            dress(
                cell, BOLD if row.is_strong or row.is_own else PLAIN, LEFT if is_text else CENTRED
            )
        if column.kind in _FORMATS:
            cell.number_format = _FORMATS[column.kind]
        if column.kind == "link" and isinstance(value, str):
            link_address(cell, value)


def _write_value(cell: Cell, value: BookCell) -> None:
    if isinstance(value, str):
        write_text(cell, value)
    elif value is not None:
        cell.value = value


def _fit(sheet: Worksheet, row: int, said: BookRow, columns: Sequence[BookColumn]) -> None:
    texts = [
        (value, column.width)
        for column, value in zip(columns, said.cells, strict=True)
        if isinstance(value, str)
    ]
    if texts:
        fit_height(sheet, row, texts)


def _write_notes(sheet: Worksheet, table: BookTable, row: int) -> None:
    for offset, note in enumerate(table.notes):
        cell = sheet.cell(row + offset, 1)
        write_text(cell, note)
        cell.font = QUIET


def _limit_levels(sheet: Worksheet, cells: str, book: ReportBook) -> None:
    low, high = book.instrument.level_minimum, book.instrument.level_maximum
    kind = "decimal" if book.instrument.level_decimals else "whole"
    rule = DataValidation(kind, operator="between", formula1=low, formula2=high)
    rule.add(cells)
    sheet.add_data_validation(rule)


def _place_chart(
    sheet: Worksheet, table: BookTable, rows: tuple[int, int, int], visible: int
) -> None:
    """Put the chart below a short table, beside a long one, and print it too."""
    header, first, last = rows
    chart = table.chart
    if chart is None:
        return
    shown = min(len(table.rows), chart.most or len(table.rows))
    height = min(max(_LEAST_HEIGHT, 2.5 + shown * 0.62), _MOST_HEIGHT)
    needed = int(height / _ROW_HEIGHT) + 2
    if len(table.rows) <= _SHORT:
        below = last + 3 + len(table.notes)
        add_chart(sheet, chart, header, (first, last), f"A{below}", (_WIDE, height))
        sheet.print_area = f"A1:{get_column_letter(visible)}{below + needed}"
        print_on_one_page(sheet)
        return
    beside = len(table.columns) + 1
    place = f"{get_column_letter(beside)}{header}"
    add_chart(sheet, chart, header, (first, last), place, (_NARROW, height))
    sheet.print_area = (
        f"A1:{get_column_letter(beside + _NARROW_COLUMNS)}{max(sheet.max_row, header + needed)}"
    )

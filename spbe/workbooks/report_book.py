"""Build the workbook of a report: all of it, live, and fit to be uploaded again.

Its sheet of indicators is the assessment; scores, rating, potentials, steps and charts are
calculated from it. openpyxl writes no values beside formulas, so we do: they show where nothing is
calculated, and a test holds that LibreOffice calculates the same.
"""

from __future__ import annotations

import datetime
import io

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from spbe.text.file_moments import fix_moments
from spbe.text.translator import Translator
from spbe.workbooks.report_book_content import ReportBook
from spbe.workbooks.report_book_formulas import LiveCells
from spbe.workbooks.report_book_indicators import write_indicators
from spbe.workbooks.report_book_looks import finish_sheet, write_head
from spbe.workbooks.report_book_nodes import write_nodes
from spbe.workbooks.report_book_summary import write_summary
from spbe.workbooks.report_book_tables import Calculated, write_table
from spbe.workbooks.stored_values import store_values
from spbe.workbooks.template_looks import BOLD, LEFT, PLAIN, dress, fit_height, set_widths
from spbe.workbooks.text_cells import escape_text, write_text

_METHOD_WIDTHS = (44.0, 44.0, 44.0)


def build_report_book(book: ReportBook, text: Translator) -> bytes:
    """Build the workbook (xlsx); the same book gives the same bytes."""
    workbook = Workbook()
    live = LiveCells()
    summary = workbook.active
    summary.title = text("Ringkasan")
    cells = None
    contents = []
    if book.assessment is not None:
        sheet = workbook.create_sheet(text("Indikator"))
        cells = write_indicators(sheet, book, book.assessment, text, live)
        contents.append((sheet.title, text("Tingkat yang dapat diubah, bobot, poin, dan catatan")))
    sheet = workbook.create_sheet(text("Domain & Aspek"))
    finding = text("Nilai indeks, domain, dan aspek")
    nodes = write_nodes(sheet, book, finding, cells, text, live)
    contents.append((sheet.title, finding))
    calculated = Calculated(cells, nodes, live)
    for table in book.tables:
        sheet = workbook.create_sheet(table.name)
        write_table(sheet, table, book, text, calculated)
        contents.append((sheet.title, table.finding))
    sheet = workbook.create_sheet(text("Metode & Sumber"))
    _write_method(sheet, book, text)
    contents.append((sheet.title, text("Cara menghitung, sumber, dan yang tidak ada dalam data")))
    write_summary(summary, book, contents, text, calculated)
    workbook.calculation.fullCalcOnLoad = True
    return _save(workbook, book, live)


def _save(workbook: Workbook, book: ReportBook, live: LiveCells) -> bytes:
    moment = datetime.datetime.combine(book.day, datetime.time())
    workbook.properties.creator = "SPBE"
    workbook.properties.title = escape_text(book.title)
    workbook.properties.created = moment
    buffer = io.BytesIO()
    workbook.save(buffer)
    values = [live.by_sheet.get(sheet.title, {}) for sheet in workbook.worksheets]
    return fix_moments(store_values(buffer.getvalue(), values), book.day)


def _write_method(sheet: Worksheet, book: ReportBook, text: Translator) -> None:
    row = write_head(sheet, text("Metode & Sumber"), book) + 1
    for part in book.method:
        write_text(sheet.cell(row, 1), part.heading)
        sheet.cell(row, 1).font = BOLD
        row += 1
        for sentence in part.sentences:
            cell = sheet.cell(row, 1)
            write_text(cell, sentence)
            cell.font, cell.alignment = PLAIN, LEFT
            last = len(_METHOD_WIDTHS)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
            fit_height(sheet, row, [(sentence, sum(_METHOD_WIDTHS) - 4)])
            row += 1
        for words in part.rows:
            for column, said in enumerate(words, 1):
                write_text(sheet.cell(row, column), said)
                dress(sheet.cell(row, column), PLAIN)
            fit_height(sheet, row, list(zip(words, _METHOD_WIDTHS, strict=False)))
            row += 1
        row += 1
    set_widths(sheet, _METHOD_WIDTHS)
    finish_sheet(sheet, book, text, None, len(_METHOD_WIDTHS))

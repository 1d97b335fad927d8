"""How the workbook of a report looks: the head of a sheet, colours of levels, paper."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from spbe.text.translator import Translator
from spbe.workbooks.report_book_content import ReportBook
from spbe.workbooks.template_looks import CAUTION, QUIET, TITLE, fit_height, set_page
from spbe.workbooks.text_cells import write_text

POINTS = "0.000"
SIGNED = "+0.000;\u22120.000;0.000"
SIGNED_SCORE = "+0.00;\u22120.00;0.00"
_ONE_LINE = Alignment(horizontal="left", vertical="top")


def write_head(sheet: Worksheet, finding: str, book: ReportBook) -> int:
    """Write what a sheet finds, of which result, and its marks; give the next free row."""
    lines = [(finding, TITLE), (f"{book.title} · {book.source}", QUIET)]
    lines += [(mark, CAUTION) for mark in book.marks]
    for row, (words, font) in enumerate(lines, 1):
        cell = sheet.cell(row, 1)
        write_text(cell, words)
        cell.font, cell.alignment = font, _ONE_LINE
    return len(lines) + 1


def color_levels(sheet: Worksheet, cells: str, book: ReportBook) -> None:
    """Colour cells by the whole level that stands in them, whatever it is changed to."""
    first = cells.split(":")[0]
    for level, (fill, ink) in sorted(book.level_colors.items()):
        rule = FormulaRule(
            formula=[f"AND(ISNUMBER({first}),INT({first})={level})"],
            stopIfTrue=True,
            fill=PatternFill("solid", bgColor=fill, fgColor=fill),
            font=Font(color=ink, bold=True),
        )
        sheet.conditional_formatting.add(cells, rule)


def fit_header(sheet: Worksheet, row: int, titles: Sequence[tuple[str, float]]) -> None:
    """Make a header high enough for its titles in bold, in columns of these widths."""
    fit_height(sheet, row, [(title, max(width - 4, 5)) for title, width in titles])


def print_on_one_page(sheet: Worksheet) -> None:
    """Keep a short table and its chart together on paper."""
    sheet.page_setup.fitToHeight = 1


def finish_sheet(
    sheet: Worksheet, book: ReportBook, text: Translator, header: int | None, last_column: int
) -> None:
    """Print on A4 landscape, the header on every page, with agency and page number below."""
    set_page(sheet, "landscape", last_column)
    if header is not None:
        sheet.print_title_rows = f"{header}:{header}"
    sheet.oddFooter.left.text = f"{book.agency} · {sheet.title}".replace("&", "&&")[:200]
    sheet.oddFooter.right.text = text("Halaman {page} dari {pages}", page="&P", pages="&N")
    sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90

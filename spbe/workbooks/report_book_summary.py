"""The first sheet of a report's workbook: where we stand, live, and what is on the other sheets."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.report_book_charts import add_chart
from spbe.workbooks.report_book_content import BookChart, ReportBook
from spbe.workbooks.report_book_formulas import (
    build_difference_formula,
    quote_sheet,
)
from spbe.workbooks.report_book_looks import (
    SIGNED_SCORE,
    finish_sheet,
    fit_header,
    print_on_one_page,
    write_head,
)
from spbe.workbooks.report_book_tables import Calculated
from spbe.workbooks.template_formulas import build_band_formula, say_rating_formula
from spbe.workbooks.template_looks import (
    BEFORE,
    BOLD,
    CENTRED,
    LEFT,
    PLAIN,
    PRIMARY,
    dress,
    dress_header,
    fit_height,
    set_widths,
)
from spbe.workbooks.text_cells import write_text

_WIDTHS = (34.0, 20.0, 16.0, 16.0, 3.0, 28.0, 12.0)
_NAME, _VALUE, _BEFORE, _CHANGE, _LEVEL, _COUNT = 1, 2, 3, 4, 6, 7
_SHRUNK = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
_LARGE = Font(name="Calibri", size=22, bold=True, color=PRIMARY)


def write_summary(
    sheet: Worksheet,
    book: ReportBook,
    sheets: Sequence[tuple[str, str]],
    text: Translator,
    calculated: Calculated,
) -> None:
    """Write index, rating and target, the parts below, the levels, findings and contents.

    `sheets` are names of the other sheets with what each of them holds.
    """
    row = write_head(sheet, f"{book.agency}: {book.instrument.names['index'][text.language]}", book)
    row = _write_index(sheet, row + 1, book, text, calculated)
    parts = _write_parts(sheet, row + 1, book, text, calculated)
    counts = _count_levels(sheet, row + 1, book, text, calculated)
    row = _draw(sheet, book, text, parts, counts) + 1
    row = _write_findings(sheet, row, book, text)
    _list_sheets(sheet, row + 1, sheets, text)
    set_widths(sheet, _WIDTHS)
    finish_sheet(sheet, book, text, None, len(_WIDTHS))
    print_on_one_page(sheet)


def _write_index(
    sheet: Worksheet, row: int, book: ReportBook, text: Translator, calculated: Calculated
) -> int:
    """Write the figures that follow a changed level; give the next free row."""
    root = book.instrument.root.code
    score = book.scores.get(root)
    at = calculated.nodes[root]["score"]
    index, target = f"B{row}", f"B{row + 2}"
    lines = [text("Indeks"), text("Predikat"), text("Target"), text("Selisih ke target")]
    lines += [text("Indeks dalam laporan"), text("Perubahan di buku kerja ini")]
    for offset, name in enumerate(lines):
        write_text(sheet.cell(row + offset, _NAME), name)
        dress(sheet.cell(row + offset, _NAME), BOLD)
        dress(sheet.cell(row + offset, _VALUE), BOLD, CENTRED)
        sheet.cell(row + offset, _VALUE).number_format = "0.00"
    live = calculated.live
    said = text("belum lengkap") if calculated.cells is not None else "–"
    live.write(sheet[index], f"={at}", said if score is None else score / 100)
    sheet[index].font, sheet[index].alignment = _LARGE, _SHRUNK
    sheet.row_dimensions[row].height = 32
    _write_rating(sheet, row + 1, book, text, calculated, index)
    sheet[target].value = None if book.target is None else book.target / 100
    write_text(sheet[f"C{row + 2}"], book.target_name)
    sheet[f"C{row + 2}"].font = PLAIN
    gap = None if score is None or book.target is None else (book.target - score) / 100
    live.write(sheet[f"B{row + 3}"], build_difference_formula(target, index), gap)
    sheet[f"B{row + 4}"].value = None if score is None else score / 100
    moved = None if score is None else 0.0
    live.write(sheet[f"B{row + 5}"], build_difference_formula(index, f"B{row + 4}"), moved)
    sheet[f"B{row + 5}"].number_format = SIGNED_SCORE
    return row + len(lines)


def _write_rating(
    sheet: Worksheet,
    row: int,
    book: ReportBook,
    text: Translator,
    calculated: Calculated,
    index: str,
) -> None:
    cells, cell = calculated.cells, sheet.cell(row, _VALUE)
    if cells is None:
        write_text(cell, book.rating)
        return
    root = calculated.nodes[book.instrument.root.code]
    band = build_band_formula(book.instrument, root["numerator"], index, cells.year, text)
    final = STAGE_NAMES["final"]
    is_final = f'{cells.stage}="{text(final)}"'
    filled = root["filled"], len(book.instrument.leaves)
    formula = say_rating_formula(index, band, is_final, filled, text)
    calculated.live.write(cell, formula, book.rating)


def _write_parts(
    sheet: Worksheet, row: int, book: ReportBook, text: Translator, calculated: Calculated
) -> tuple[int, int]:
    """Write the nodes right below the index; give the rows of header and last."""
    titles = (text("Bagian"), text("Nilai"), book.compared or text("Sebelumnya"), text("Perubahan"))
    for column, title in enumerate(titles, 1):
        write_text(sheet.cell(row, column), title)
        dress_header(sheet.cell(row, column))
    beside = text("Jumlah indikator"), _WIDTHS[_COUNT - 1]
    fit_header(sheet, row, [*zip(titles, _WIDTHS, strict=False), beside])
    nodes = book.instrument.children[book.instrument.root.code]
    for offset, node in enumerate(nodes, 1):
        own = calculated.nodes[node.code]
        score, before = book.scores.get(node.code), book.before.get(node.code)
        words = node.names[text.language]
        write_text(sheet.cell(row + offset, _NAME), words)
        dress(sheet.cell(row + offset, _NAME), BOLD)
        fit_height(sheet, row + offset, [(words, _WIDTHS[0])])
        lacking = text("belum lengkap") if calculated.cells is not None else None
        given = {
            _VALUE: ("score", lacking if score is None else score / 100),
            _BEFORE: ("before", None if before is None else before / 100),
            _CHANGE: ("change", None),
        }
        if score is not None and before is not None:
            given[_CHANGE] = "change", (score - before) / 100
        for column, (name, value) in given.items():
            cell = sheet.cell(row + offset, column)
            at = own[name]
            calculated.live.write(cell, f'=IF({at}="","",{at})', value)
            cell.number_format = SIGNED_SCORE if column == _CHANGE else "0.00"
            dress(cell, PLAIN, CENTRED)
    return row, row + len(nodes)


def _count_levels(
    sheet: Worksheet, row: int, book: ReportBook, text: Translator, calculated: Calculated
) -> tuple[int, int] | None:
    """Count the indicators at each level; give the rows of header and last."""
    if calculated.cells is None or book.assessment is None:
        return None
    instrument = book.instrument
    for column, title in (
        (_LEVEL, text("Tingkat Kematangan")),
        (_COUNT, text("Jumlah indikator")),
    ):
        write_text(sheet.cell(row, column), title)
        dress_header(sheet.cell(row, column))
    units = calculated.cells.range("units")
    scale = instrument.level_scale
    levels = range(instrument.level_minimum, instrument.level_maximum + 1)
    known = [u for u in book.assessment.levels.values() if u is not None]
    for offset, level in enumerate(levels, 1):
        name = sheet.cell(row + offset, _LEVEL)
        write_text(name, text("Tingkat {level}", level=level))
        dress(name, PLAIN)
        fill, ink = book.level_colors[level]
        _color(name, fill, ink)
        cell = sheet.cell(row + offset, _COUNT)
        low, high = level * scale, (level + 1) * scale
        formula = f'=COUNTIFS({units},">="&{low},{units},"<"&{high})'
        calculated.live.write(cell, formula, sum(low <= u < high for u in known))
        dress(cell, PLAIN, CENTRED)
    return row, row + len(levels)


def _color(cell: Cell, fill: str, ink: str) -> None:
    cell.fill = PatternFill("solid", fgColor=fill)
    cell.font = Font(name="Calibri", bold=True, color=ink)


def _draw(
    sheet: Worksheet,
    book: ReportBook,
    text: Translator,
    parts: tuple[int, int],
    counts: tuple[int, int] | None,
) -> int:
    """Draw both charts below their tables; give the next free row."""
    instrument = book.instrument
    below = max(parts[1], counts[1] if counts else 0) + 2
    limits = instrument.level_minimum, instrument.level_maximum
    values = [_VALUE - 1, _BEFORE - 1] if book.before else [_VALUE - 1]
    chart = BookChart(
        "bar", text("Nilai per bagian"), _NAME - 1, values, (PRIMARY, BEFORE), limits=limits
    )
    add_chart(sheet, chart, parts[0], (parts[0] + 1, parts[1]), f"A{below}", (16.4, 8.5))
    if counts is not None:
        title = text("Indikator per tingkat")
        levels = BookChart("column", title, _LEVEL - 1, [_COUNT - 1], is_count=True)
        add_chart(sheet, levels, counts[0], (counts[0] + 1, counts[1]), f"F{below}", (8.4, 8.5))
    return below + 17


def _write_findings(sheet: Worksheet, row: int, book: ReportBook, text: Translator) -> int:
    said = text("Temuan menurut angka dalam laporan ({day})", day=text.date(book.day, "long"))
    for offset, words in enumerate([said, *book.findings]):
        cell = sheet.cell(row + offset, 1)
        write_text(cell, words)
        cell.font, cell.alignment = (PLAIN if offset else BOLD), LEFT
        sheet.merge_cells(
            start_row=row + offset, end_row=row + offset, start_column=1, end_column=len(_WIDTHS)
        )
        fit_height(sheet, row + offset, [(words, sum(_WIDTHS) - 4)])
    return row + len(book.findings) + 1


def _list_sheets(
    sheet: Worksheet, row: int, sheets: Sequence[tuple[str, str]], text: Translator
) -> None:
    write_text(sheet.cell(row, 1), text("Isi buku kerja"))
    sheet.cell(row, 1).font = BOLD
    for offset, (name, holds) in enumerate(sheets, 1):
        cell = sheet.cell(row + offset, 1)
        write_text(cell, name)
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"{quote_sheet(name)}!A1")
        cell.font = Font(name="Calibri", color=PRIMARY, underline="single")
        write_text(sheet.cell(row + offset, 2), holds)
        sheet.cell(row + offset, 2).font = PLAIN
        sheet.cell(row + offset, 2).alignment = Alignment(horizontal="left")

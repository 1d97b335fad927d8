"""The sheet of scores in a report's workbook: one row per domain, aspect and the index itself."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.instrument import Node
from spbe.model.scoring import Scores, score_assessment
from spbe.text.terms import TIER_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.report_book_charts import add_chart
from spbe.workbooks.report_book_content import BookChart, ReportBook
from spbe.workbooks.report_book_formulas import (
    IndicatorCells,
    LiveCells,
    build_difference_formula,
    build_node_formulas,
    build_score_formula,
    quote_sheet,
)
from spbe.workbooks.report_book_looks import (
    SIGNED_SCORE,
    finish_sheet,
    fit_header,
    print_on_one_page,
    write_head,
)
from spbe.workbooks.report_book_mark import MARK_OF_SCORES
from spbe.workbooks.template_looks import (
    BEFORE,
    BOLD,
    CENTRED,
    PLAIN,
    PRIMARY,
    dress,
    dress_header,
    fit_height,
    set_widths,
    shade_row,
)
from spbe.workbooks.text_cells import write_text

_COLUMNS = {
    "code": 9.0,
    "name": 46.0,
    "tier": 12.0,
    "share": 10.0,
    "score": 12.0,
    "before": 18.0,
    "change": 12.0,
    "filled": 12.0,
    "count": 12.0,
    "notes": 44.0,
    "doubtful": 9.0,
    "numerator": 9.0,
    "denominator": 9.0,
}
"""Width of each column [characters]."""
_HIDDEN = ("doubtful", "numerator", "denominator")
_CHART_ROWS = 26

NodeCells = Mapping[str, Mapping[str, str]]
"""Addresses by code of the node and name of the column, absolute, with their sheet."""


def write_nodes(
    sheet: Worksheet,
    book: ReportBook,
    finding: str,
    cells: IndicatorCells | None,
    text: Translator,
    live: LiveCells,
) -> NodeCells:
    """Write the sheet; without cells of indicators its scores stand as they were published."""
    letters = {name: get_column_letter(n) for n, name in enumerate(_COLUMNS, 1)}
    header = write_head(sheet, finding, book) + 1
    _write_header(sheet, header, book, text, letters)
    nodes = book.instrument.inner_nodes
    rows = {node.code: header + 1 + n for n, node in enumerate(nodes)}
    assessment = book.assessment
    scores = score_assessment(book.instrument, assessment) if assessment is not None else None
    said = any(_join_notes(book, node) for node in nodes)
    hidden = _HIDDEN if said else ("notes", *_HIDDEN)
    visible = len(_COLUMNS) - len(hidden)
    for node in nodes:
        own = {name: f"{letter}{rows[node.code]}" for name, letter in letters.items()}
        if node.parent in (None, book.instrument.root.code):
            shade_row(sheet, rows[node.code], visible)
        _write_node(sheet, own, node, book, text)
        if cells is not None and scores is not None:
            _write_live(sheet, own, node, book, scores, (cells, live), text)
        else:
            _write_published(sheet, own, node, book)
    if cells is None:
        write_text(sheet[f"{letters['numerator']}{header}"], MARK_OF_SCORES)
    set_widths(sheet, list(_COLUMNS.values()))
    for name in hidden:
        sheet.column_dimensions[letters[name]].hidden = True
    last = header + len(rows)
    sheet.freeze_panes = sheet.cell(header + 1, 3)
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(visible)}{last}"
    _add_chart(sheet, book, header, last)
    finish_sheet(sheet, book, text, header, visible)
    sheet.print_area = f"A1:{get_column_letter(visible)}{last + _CHART_ROWS + 2}"
    print_on_one_page(sheet)
    name = quote_sheet(sheet.title)
    return {
        code: {column: f"{name}!${letter}${row}" for column, letter in letters.items()}
        for code, row in rows.items()
    }


def _write_header(
    sheet: Worksheet, row: int, book: ReportBook, text: Translator, letters: Mapping[str, str]
) -> None:
    titles = {
        "code": text("Kode"),
        "name": text("Bagian"),
        "tier": text("Jenjang"),
        "share": text("Bobot (%)"),
        "score": text("Nilai"),
        "before": book.compared or text("Nilai sebelumnya"),
        "change": text("Perubahan"),
        "filled": text("Indikator terisi"),
        "count": text("Jumlah indikator"),
        "notes": text("Catatan"),
    }
    for name, title in titles.items():
        cell = sheet[f"{letters[name]}{row}"]
        write_text(cell, title)
        dress_header(cell)
    fit_header(sheet, row, [(title, _COLUMNS[name]) for name, title in titles.items()])


def _write_node(
    sheet: Worksheet, own: Mapping[str, str], node: Node, book: ReportBook, text: Translator
) -> None:
    instrument = book.instrument
    font = BOLD if node.parent in (None, instrument.root.code) else PLAIN
    words = {
        "code": node.code,
        "name": node.names[text.language],
        "tier": text(TIER_NAMES[node.tier]) if node.tier in TIER_NAMES else node.tier,
        "notes": _join_notes(book, node),
    }
    for name, said in words.items():
        write_text(sheet[own[name]], said)
        dress(sheet[own[name]], font)
    figures = {
        "share": float(node.weight / instrument.root.weight * 100),
        "count": len(instrument.leaf_codes_below[node.code]),
        "before": _score(book.before.get(node.code)),
    }
    for name, value in figures.items():
        sheet[own[name]].value = value
        sheet[own[name]].number_format = "0" if name == "count" else "0.00"
        dress(sheet[own[name]], font, CENTRED)
    row = sheet[own["name"]].row
    fit_height(sheet, row, [(words[name], _COLUMNS[name]) for name in ("name", "notes")])


def _join_notes(book: ReportBook, node: Node) -> str:
    """Join what was said of an aspect, a domain or the whole."""
    notes = book.assessment.notes.get(node.code) if book.assessment is not None else None
    if notes is None:
        return ""
    said = (notes.explanation, notes.assessor_note, notes.recommendation)
    return "\n".join(words for words in said if words)


def _write_live(
    sheet: Worksheet,
    own: Mapping[str, str],
    node: Node,
    book: ReportBook,
    scores: Scores,
    held: tuple[IndicatorCells, LiveCells],
    text: Translator,
) -> None:
    cells, live = held
    instrument, code = book.instrument, node.code
    formulas = build_node_formulas(cells, own["code"])
    levels = book.assessment.levels if book.assessment is not None else {}
    weights = dict(zip(instrument.leaf_codes, instrument.whole_weights, strict=True))
    below = instrument.leaf_codes_below[code]
    given = {
        "filled": sum(levels.get(leaf) is not None for leaf in below),
        "doubtful": 0,
        "numerator": sum(weights[leaf] * (levels.get(leaf) or 0) for leaf in below),
        "denominator": sum(weights[leaf] for leaf in below) * instrument.level_scale,
    }
    for name, value in given.items():
        live.write(sheet[own[name]], formulas[name], value)
    score = scores.hundredths.get(code)
    said = text("belum lengkap") if score is None else score / 100
    live.write(sheet[own["score"]], build_score_formula(own, text), said)
    before = book.before.get(code)
    change = None if score is None or before is None else (score - before) / 100
    live.write(sheet[own["change"]], build_difference_formula(own["score"], own["before"]), change)
    _dress_figures(sheet, own)


def _write_published(
    sheet: Worksheet, own: Mapping[str, str], node: Node, book: ReportBook
) -> None:
    score, before = book.scores.get(node.code), book.before.get(node.code)
    sheet[own["score"]].value = _score(score)
    if score is not None and before is not None:
        sheet[own["change"]].value = (score - before) / 100
    _dress_figures(sheet, own)


def _dress_figures(sheet: Worksheet, own: Mapping[str, str]) -> None:
    formats = {"score": "0.00", "change": SIGNED_SCORE, "filled": "0"}
    for name, form in formats.items():
        sheet[own[name]].number_format = form
        dress(sheet[own[name]], BOLD if name == "score" else PLAIN, CENTRED)


def _score(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _add_chart(sheet: Worksheet, book: ReportBook, header: int, last: int) -> None:
    instrument = book.instrument
    names = [*_COLUMNS]
    values = [names.index("score")]
    if book.before:
        values.append(names.index("before"))
    chart = BookChart(
        "bar",
        sheet.cell(1, 1).value or "",
        names.index("name"),
        values,
        (PRIMARY, BEFORE),
        limits=(instrument.level_minimum, instrument.level_maximum),
    )
    add_chart(sheet, chart, header, (header + 1, last), f"A{last + 2}", (26.0, _CHART_ROWS * 0.53))

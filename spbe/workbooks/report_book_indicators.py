"""The sheet of a report's workbook that can be uploaded again: one row per indicator, and levels.

Everything else in the workbook is calculated from it. A hidden mark beside the header tells the
reader that this sheet alone is the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument, Node
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.report_book_content import ReportBook
from spbe.workbooks.report_book_formulas import (
    IndicatorCells,
    LiveCells,
    build_points_formula,
    build_units_formula,
    quote_sheet,
)
from spbe.workbooks.report_book_looks import POINTS, color_levels, finish_sheet, fit_header
from spbe.workbooks.report_book_mark import MARK
from spbe.workbooks.template import NOTE_HEADERS
from spbe.workbooks.template_choices import build_level_choices
from spbe.workbooks.template_formulas import LevelColumn
from spbe.workbooks.template_letterhead import write_letterhead
from spbe.workbooks.template_looks import (
    BOLD,
    CAUTION,
    CENTRED,
    PLAIN,
    dress,
    dress_header,
    fit_height,
    link_address,
    set_widths,
)
from spbe.workbooks.text_cells import escape_text, write_text

_POINTS: Mapping[str, Message] = {
    "now": message("Poin sekarang"),
    "step": message("Poin per tingkat"),
    "gain": message("Kenaikan tingkat berikut"),
    "potential": message("Potensi"),
}
_WIDTHS = {"number": 11.0, "name": 36.0, "domain": 8.0, "aspect": 8.0, "share": 8.0, "level": 13.0}
_NOTE_WIDTHS = {
    "unit": 20.0,
    "explanation": 38.0,
    "evidence": 26.0,
    "evidence_link": 24.0,
    "assessor_note": 30.0,
    "recommendation": 30.0,
}
_BOLDER = 5.0
"""Characters that a name in bold has less room for."""
_POINTS_WIDTH = 10.0
_LONGEST_HEADER = 240
"""Characters that Excel allows above a page, less those of its size."""
_HIDDEN = ("path", "weight", "units")


def write_indicators(
    sheet: Worksheet, book: ReportBook, assessment: Assessment, text: Translator, live: LiveCells
) -> IndicatorCells:
    """Write the sheet; give where its levels, points and hidden cells stand."""
    instrument = book.instrument
    fields = write_letterhead(sheet, instrument, [assessment], text, book.is_illustrative)
    columns = _list_columns(instrument)
    letters = {name: get_column_letter(n) for n, name in enumerate(columns, 1)}
    header = sheet.max_row + 2
    _write_header(sheet, header, text, letters)
    rows = {leaf.code: header + 1 + n for n, leaf in enumerate(instrument.leaves)}
    for leaf in instrument.leaves:
        _write_plain(sheet, rows[leaf.code], leaf, instrument, text, letters)
        _write_level(sheet, rows[leaf.code], leaf, assessment, letters, instrument)
        _write_points(sheet, rows[leaf.code], leaf, assessment, letters, instrument, live)
        _write_notes(sheet, rows[leaf.code], leaf, assessment, letters, text)
    level_column = LevelColumn(instrument, letters["level"], rows)
    for choice in build_level_choices(level_column, text):
        sheet.add_data_validation(choice)
    last = header + len(rows)
    color_levels(sheet, f"{letters['level']}{header + 1}:{letters['level']}{last}", book)
    widths = {**_WIDTHS, **dict.fromkeys(_POINTS, _POINTS_WIDTH), **_NOTE_WIDTHS}
    set_widths(sheet, [widths.get(name, 9.0) for name in columns])
    for name in _HIDDEN:
        sheet.column_dimensions[letters[name]].hidden = True
    visible = len(columns) - len(_HIDDEN)
    sheet.freeze_panes = sheet.cell(header + 1, 3)
    sheet.auto_filter.ref = f"A{header}:{get_column_letter(visible)}{last}"
    finish_sheet(sheet, book, text, header, visible)
    _write_marks(sheet, book, last + 2)
    name = quote_sheet(sheet.title)
    return IndicatorCells(
        instrument,
        sheet.title,
        header + 1,
        last,
        letters,
        f"{name}!{fields['year']}",
        f"{name}!{fields['stage']}",
    )


def _write_marks(sheet: Worksheet, book: ReportBook, row: int) -> None:
    """Write the marks below the table and on every page: above it, who reads the sheet again would
    take their words for its stage."""
    for offset, mark in enumerate(book.marks):
        write_text(sheet.cell(row + offset, 1), mark)
        sheet.cell(row + offset, 1).font = CAUTION
    sheet.oddHeader.left.text = " ".join(book.marks).replace("&", "&&")[:_LONGEST_HEADER]
    sheet.oddHeader.left.size = 8


def _find_above(instrument: Instrument, leaf: Node, tier: str) -> Node | None:
    """Find the node of a tier above a leaf, None where the instrument has no such tier."""
    node: Node | None = leaf
    while node is not None and node.tier != tier:
        node = instrument.node_by_code.get(node.parent or "")
    return node


def _list_columns(instrument: Instrument) -> list[str]:
    tiers = {node.tier for node in instrument.nodes}
    above = [tier for tier in ("domain", "aspect") if tier in tiers]
    return ["number", "name", *above, "share", "level", *_POINTS, *_NOTE_WIDTHS, *_HIDDEN]


def _write_header(sheet: Worksheet, row: int, text: Translator, letters: Mapping[str, str]) -> None:
    titles = {
        "number": text("No"),
        "name": text("Indikator"),
        "domain": text("Domain"),
        "aspect": text("Aspek"),
        "share": text("Bobot (%)"),
        "level": text("Tingkat Kematangan"),
        **{name: text(title) for name, title in _POINTS.items()},
        **{name: text(NOTE_HEADERS[name]) for name in _NOTE_WIDTHS},
    }
    for name, letter in letters.items():
        if name in titles:
            write_text(sheet[f"{letter}{row}"], titles[name])
            dress_header(sheet[f"{letter}{row}"])
    write_text(sheet[f"{letters['path']}{row}"], MARK)
    widths = {**_WIDTHS, **dict.fromkeys(_POINTS, _POINTS_WIDTH), **_NOTE_WIDTHS}
    fit_header(sheet, row, [(title, widths[name]) for name, title in titles.items()])


def _write_plain(
    sheet: Worksheet,
    row: int,
    leaf: Node,
    instrument: Instrument,
    text: Translator,
    letters: Mapping[str, str],
) -> None:
    number = sheet[f"{letters['number']}{row}"]
    if leaf.number.isdecimal():
        number.value = int(leaf.number)
    else:
        write_text(number, leaf.number)
    dress(number, BOLD, CENTRED)
    name = sheet[f"{letters['name']}{row}"]
    write_text(name, leaf.names[text.language])
    dress(name, BOLD)
    for tier in ("domain", "aspect"):
        if tier in letters:
            above = _find_above(instrument, leaf, tier)
            cell = sheet[f"{letters[tier]}{row}"]
            write_text(cell, above.code if above is not None else "")
            dress(cell, PLAIN, CENTRED)
    share = sheet[f"{letters['share']}{row}"]
    share.value = float(leaf.weight / instrument.root.weight * 100)
    share.number_format = "0.00"
    dress(share, PLAIN, CENTRED)
    weights = dict(zip(instrument.leaf_codes, instrument.whole_weights, strict=True))
    sheet[f"{letters['weight']}{row}"] = weights[leaf.code]
    write_text(sheet[f"{letters['path']}{row}"], _write_path(instrument, leaf))


def _write_path(instrument: Instrument, leaf: Node) -> str:
    codes = []
    node: Node | None = leaf
    while node is not None:
        codes.append(node.code)
        node = instrument.node_by_code.get(node.parent or "")
    return "/" + "/".join(reversed(codes)) + "/"


def _write_level(
    sheet: Worksheet,
    row: int,
    leaf: Node,
    assessment: Assessment,
    letters: Mapping[str, str],
    instrument: Instrument,
) -> None:
    cell, scale = sheet[f"{letters['level']}{row}"], instrument.level_scale
    cell.number_format = "0" if scale == 1 else "0.00"
    dress(cell, BOLD, CENTRED)
    units = assessment.levels.get(leaf.code)
    if units is not None:
        cell.value = units if scale == 1 else units / scale
    comment = assessment.notes.get(leaf.code, IndicatorNotes()).comment
    if comment:
        cell.comment = Comment(escape_text(comment), "SPBE", height=120, width=320)


def _write_points(
    sheet: Worksheet,
    row: int,
    leaf: Node,
    assessment: Assessment,
    letters: Mapping[str, str],
    instrument: Instrument,
    live: LiveCells,
) -> None:
    units = assessment.levels.get(leaf.code)
    level = f"{letters['level']}{row}"
    own, weight = f"{letters['units']}{row}", f"{letters['weight']}{row}"
    live.write(sheet[own], build_units_formula(instrument, level), units)
    given = compute_points(instrument, leaf.code, units)
    for name in _POINTS:
        cell = sheet[f"{letters[name]}{row}"]
        if name == "step":
            cell.value = float(instrument.index_points(leaf.code, instrument.level_scale))
        else:
            exact = given.get(name)
            live.write(
                cell,
                build_points_formula(instrument, name, own, weight),
                None if exact is None else float(exact),
            )
        cell.number_format = POINTS
        dress(cell, PLAIN, CENTRED)


def compute_points(instrument: Instrument, code: str, units: int | None) -> dict[str, Fraction]:
    """Compute what a level is worth, what the next brings and what is left [index points]."""
    if units is None:
        return {}
    scale, highest = instrument.level_scale, instrument.highest_units
    following = min((units // scale + 1) * scale, highest)
    ends = {"now": (0, units), "gain": (units, following), "potential": (units, highest)}
    return {
        name: instrument.index_points(code, after - before)
        for name, (before, after) in ends.items()
    }


def _write_notes(
    sheet: Worksheet,
    row: int,
    leaf: Node,
    assessment: Assessment,
    letters: Mapping[str, str],
    text: Translator,
) -> None:
    notes = assessment.notes.get(leaf.code, IndicatorNotes())
    said = {name: getattr(notes, name) for name in _NOTE_WIDTHS}
    for name, words in said.items():
        cell = sheet[f"{letters[name]}{row}"]
        cell.number_format = "@"
        dress(cell)
        if words:
            write_text(cell, words)
        if name == "evidence_link":
            link_address(cell, words)
    texts = [(words, _NOTE_WIDTHS[name]) for name, words in said.items()]
    fit_height(sheet, row, [*texts, (leaf.names[text.language], _WIDTHS["name"] - _BOLDER)])

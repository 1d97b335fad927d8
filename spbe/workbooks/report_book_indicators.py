"""The sheet of a report's workbook that can be uploaded again: one row per indicator, and levels.

Everything else in the workbook is calculated from it. A hidden mark beside the header tells the
reader that this sheet alone is the assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.cell.cell import Cell
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
_ALL_WIDTHS = {**_WIDTHS, **dict.fromkeys(_POINTS, 10.0), **_NOTE_WIDTHS}
_LONGEST_HEADER = 240
"""Characters that Excel allows above a page, less those of its size."""
_ABOVE = ("domain", "aspect")
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
        _Row(sheet, rows[leaf.code], letters, instrument, leaf, assessment).write(text, live)
    level_column = LevelColumn(instrument, letters["level"], rows)
    for choice in build_level_choices(level_column, text):
        sheet.add_data_validation(choice)
    last = header + len(rows)
    color_levels(sheet, f"{letters['level']}{header + 1}:{letters['level']}{last}", book)
    set_widths(sheet, [_ALL_WIDTHS.get(name, 0.0) for name in columns])
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


def _list_columns(instrument: Instrument) -> list[str]:
    tiers = {node.tier for node in instrument.nodes}
    above = [tier for tier in _ABOVE if tier in tiers]
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
    fit_header(sheet, row, [(title, _ALL_WIDTHS[name]) for name, title in titles.items()])


@dataclass(frozen=True, slots=True)
class _Row:
    """The row of one indicator while it is written."""

    sheet: Worksheet
    row: int
    letters: Mapping[str, str]
    instrument: Instrument
    leaf: Node
    assessment: Assessment

    def write(self, text: Translator, live: LiveCells) -> None:
        self._write_plain(text)
        self._write_level()
        self._write_points(live)
        self._write_notes(text)

    def cell(self, column: str) -> Cell:
        return self.sheet[f"{self.letters[column]}{self.row}"]

    @property
    def units(self) -> int | None:
        return self.assessment.levels.get(self.leaf.code)

    @property
    def notes(self) -> IndicatorNotes:
        return self.assessment.notes.get(self.leaf.code, IndicatorNotes())

    def _write_plain(self, text: Translator) -> None:
        leaf, instrument = self.leaf, self.instrument
        number, name, share = (self.cell(column) for column in ("number", "name", "share"))
        if leaf.number.isdecimal():
            number.value = int(leaf.number)
        else:
            write_text(number, leaf.number)
        dress(number, BOLD, CENTRED)
        write_text(name, leaf.names[text.language])
        dress(name, BOLD)
        branch = _find_branch(instrument, leaf)
        for node in branch:
            if node.tier in _ABOVE:
                write_text(self.cell(node.tier), node.code)
                dress(self.cell(node.tier), PLAIN, CENTRED)
        share.value = float(leaf.weight / instrument.root.weight * 100)
        share.number_format = "0.00"
        dress(share, PLAIN, CENTRED)
        place = instrument.leaf_codes.index(leaf.code)
        self.cell("weight").value = instrument.whole_weights[place]
        path = "/".join(node.code for node in branch)
        write_text(self.cell("path"), f"/{path}/")

    def _write_level(self) -> None:
        cell, scale = self.cell("level"), self.instrument.level_scale
        cell.number_format = "0" if scale == 1 else "0.00"
        dress(cell, BOLD, CENTRED)
        if self.units is not None:
            cell.value = self.units if scale == 1 else self.units / scale
        if self.notes.comment:
            said = escape_text(self.notes.comment)
            cell.comment = Comment(said, "SPBE", height=120, width=320)

    def _write_points(self, live: LiveCells) -> None:
        instrument, code = self.instrument, self.leaf.code
        level, units, weight = (
            str(self.cell(name).coordinate) for name in ("level", "units", "weight")
        )
        live.write(self.cell("units"), build_units_formula(instrument, level), self.units)
        given = _compute_points(instrument, code, self.units)
        for name in _POINTS:
            cell = self.cell(name)
            cell.number_format = POINTS
            dress(cell, PLAIN, CENTRED)
            if name == "step":
                cell.value = float(instrument.index_points(code, instrument.level_scale))
                continue
            value = float(given[name]) if name in given else None
            live.write(cell, build_points_formula(instrument, name, units, weight), value)

    def _write_notes(self, text: Translator) -> None:
        said = {name: getattr(self.notes, name) for name in _NOTE_WIDTHS}
        for name, words in said.items():
            cell = self.cell(name)
            cell.number_format = "@"
            dress(cell)
            if words:
                write_text(cell, words)
            if name == "evidence_link":
                link_address(cell, words)
        texts = [(words, _NOTE_WIDTHS[name]) for name, words in said.items()]
        own = self.leaf.names[text.language], _WIDTHS["name"] - _BOLDER
        fit_height(self.sheet, self.row, [*texts, own])


def _find_branch(instrument: Instrument, leaf: Node) -> list[Node]:
    """Find the nodes from the root down to a leaf."""
    branch: list[Node] = []
    node: Node | None = leaf
    while node is not None:
        branch.append(node)
        node = instrument.node_by_code.get(node.parent or "")
    return branch[::-1]


def _compute_points(instrument: Instrument, code: str, units: int | None) -> dict[str, Fraction]:
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

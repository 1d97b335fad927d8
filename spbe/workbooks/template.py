"""Our own sheet for an instrument: filled in by hand, scored by its own formulas, read back whole.

One row per indicator under the usual headers, domain and aspect rows between; one column of levels
per year and stage. The reader of any sheet reads it too: nothing in it is a secret between us.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument, Node
from spbe.model.scoring import Scores, score_assessment
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Message, Translator, message
from spbe.workbooks.stored_values import store_values
from spbe.workbooks.template_choices import build_level_choices
from spbe.workbooks.template_formulas import (
    LevelColumn,
    build_rating_formula,
    build_score_formula,
)
from spbe.workbooks.template_guide import write_guide
from spbe.workbooks.template_letterhead import describe_difference, write_letterhead
from spbe.workbooks.template_looks import (
    BOLD,
    CENTRED,
    PLAIN,
    dress,
    dress_header,
    fit_height,
    link_address,
    set_page,
    set_widths,
    shade_row,
)
from spbe.workbooks.text_cells import escape_text, write_text

NOTE_HEADERS: Mapping[str, Message] = {
    "explanation": message("Penjelasan"),
    "evidence": message("Bukti Dukung"),
    "evidence_link": message("Tautan Bukti Dukung"),
    "assessor_note": message("Catatan Asesor"),
    "recommendation": message("Rekomendasi"),
    "unit": message("OPD"),
}
"""Header of each column of notes, by the field of `IndicatorNotes` that it holds."""

_NUMBER, _NAME, _WEIGHT, _FIRST_LEVEL = 1, 2, 3, 4
_NUMBER_WIDTH, _NAME_WIDTH, _WEIGHT_WIDTH, _LEVEL_WIDTH = 11.0, 46.0, 9.0, 16.0
_NOTE_WIDTHS = {
    "explanation": 48.0,
    "evidence": 36.0,
    "evidence_link": 30.0,
    "assessor_note": 30.0,
    "recommendation": 30.0,
    "unit": 22.0,
}


def build_template(
    instrument: Instrument,
    language: str,
    agency: str | None = None,
    columns: Sequence[tuple[int | None, str | None]] = ((None, None),),
    assessments: Sequence[Assessment] | None = None,
    is_illustrative: bool = False,
) -> bytes:
    """Build the workbook (xlsx) for an instrument, blank or filled in.

    `columns` names year and stage of each column of a blank one. `assessments`, all of one agency
    and of this instrument, stand side by side instead; indicators that none of them holds are left
    out, so that a unit's part stays a part. Raises ValueError where they do not belong together.
    """
    if assessments is None:
        blank = dict.fromkeys(instrument.leaf_codes)
        assessments = [
            Assessment(instrument.id, agency, year, stage, blank) for year, stage in columns
        ]
    if not assessments:
        raise ValueError("a template needs at least one column")
    if {a.instrument_id for a in assessments} != {instrument.id}:
        raise ValueError(f"expected assessments in {instrument.id}")
    if len({a.agency for a in assessments}) > 1:
        raise ValueError("expected assessments of one agency")
    if len({(a.year, a.stage) for a in assessments}) < len(assessments):
        raise ValueError("expected one column for each year and stage")
    text = Translator(language)
    workbook = Workbook()
    sheet = workbook.active
    values = _Sheet(sheet, instrument, list(assessments), text).write(is_illustrative)
    write_guide(workbook.create_sheet(text("Petunjuk")), instrument, text)
    workbook.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    workbook.save(buffer)
    return store_values(buffer.getvalue(), [values])


@dataclass(slots=True)
class _Sheet:
    """The sheet while it is written, from the letterhead down."""

    sheet: Worksheet
    instrument: Instrument
    assessments: Sequence[Assessment]
    text: Translator
    values: dict[str, str | float] = field(default_factory=dict)
    """What the formulas give, by cell address."""

    def write(self, is_illustrative: bool) -> Mapping[str, str | float]:
        self.sheet.title = self.text("Penilaian")
        fields = write_letterhead(
            self.sheet, self.instrument, self.assessments, self.text, is_illustrative
        )
        header_row = self.sheet.max_row + (2 if len(self.assessments) == 1 else 3)
        self._write_header(header_row)
        rows = self._write_rows(header_row + 3)
        for position, assessment in enumerate(self.assessments):
            letter = get_column_letter(_FIRST_LEVEL + position)
            column = LevelColumn(self.instrument, letter, _leaf_rows(self.instrument, rows))
            self._write_levels(column, assessment)
            scores = score_assessment(self.instrument, assessment)
            self._write_scores(column, scores, rows, header_row + 1)
            self._write_rating(column, assessment, scores, header_row + 1, fields)
        for position, assessment in enumerate(self.assessments):
            self._write_notes(self._first_note(position), assessment, rows)
        self._lay_out(header_row, rows)
        return self.values

    def _first_note(self, position: int) -> int:
        return _FIRST_LEVEL + len(self.assessments) + position * len(NOTE_HEADERS)

    @property
    def _last_column(self) -> int:
        return self._first_note(len(self.assessments)) - 1

    def _write_header(self, row: int) -> None:
        text, count = self.text, len(self.assessments)
        titles = [text("No"), text("Indikator"), text("Bobot (%)")]
        titles += [text("Tingkat Kematangan")] * count
        titles += [text(header) for header in NOTE_HEADERS.values()] * count
        for column, title in enumerate(titles, start=1):
            self._write_title(row, column, title)
        if count > 1:
            for position, assessment in enumerate(self.assessments):
                self._write_group(row - 1, position, assessment)

    def _write_group(self, row: int, position: int, assessment: Assessment) -> None:
        """Name year and stage above a column of levels, and above the notes that belong to it."""
        title = describe_difference(self.assessments, assessment, self.text)
        first = self._first_note(position)
        self._write_title(row, _FIRST_LEVEL + position, title)
        self._write_title(row, first, title)
        self.sheet.merge_cells(
            start_row=row, end_row=row, start_column=first, end_column=first + len(NOTE_HEADERS) - 1
        )

    def _write_title(self, row: int, column: int, title: str) -> None:
        cell = self.sheet.cell(row, column)
        write_text(cell, title)
        dress_header(cell)

    def _write_rows(self, first_row: int) -> Mapping[str, int]:
        """Write number, name and weight of every node below the root; give each one's row."""
        wanted = {code for assessment in self.assessments for code in assessment.levels}
        rows: dict[str, int] = {}
        for node in self.instrument.nodes[1:]:
            if wanted.isdisjoint(self.instrument.leaf_codes_below[node.code]):
                continue
            row = rows[node.code] = first_row + len(rows)
            is_leaf = node.code not in self.instrument.children
            if not is_leaf:
                shade_row(self.sheet, row, self._last_column)
            self._write_name(row, node, is_leaf)
        return rows

    def _write_name(self, row: int, node: Node, is_leaf: bool) -> None:
        number, name, weight = (self.sheet.cell(row, c) for c in (_NUMBER, _NAME, _WEIGHT))
        if is_leaf and node.number.isdecimal():
            number.value = int(node.number)
        else:
            write_text(number, node.number if is_leaf else node.code)
        write_text(name, node.names[self.text.language])
        weight.value, weight.number_format = float(node.weight), "0.00"
        font = PLAIN if is_leaf else BOLD
        dress(number, font, CENTRED)
        dress(name, font)
        dress(weight, font, CENTRED)
        fit_height(self.sheet, row, [(name.value, _NAME_WIDTH)])

    def _write_levels(self, column: LevelColumn, assessment: Assessment) -> None:
        scale = self.instrument.level_scale
        for code, row in column.rows.items():
            cell = self.sheet[f"{column.letter}{row}"]
            cell.number_format = "0" if scale == 1 else "0.00"
            dress(cell, alignment=CENTRED)
            units = assessment.levels.get(code)
            if units is not None:
                cell.value = units if scale == 1 else units / scale
            comment = assessment.notes.get(code, IndicatorNotes()).comment
            if comment:
                cell.comment = Comment(escape_text(comment), "SPBE", height=120, width=320)
        for choice in build_level_choices(column, self.text):
            self.sheet.add_data_validation(choice)

    def _write_scores(
        self, column: LevelColumn, scores: Scores, rows: Mapping[str, int], index_row: int
    ) -> None:
        root = self.instrument.root
        for node in self.instrument.inner_nodes:
            row = index_row if node is root else rows.get(node.code)
            if row is None:
                continue
            cell = self.sheet[f"{column.letter}{row}"]
            if column.is_whole(node.code):
                cell.value = build_score_formula(column, node.code, self.text)
                score = scores.hundredths.get(node.code)
                shown = self.text("belum lengkap") if score is None else score / 100
                self.values[cell.coordinate] = shown
            else:
                write_text(cell, self.text("belum lengkap"))
            cell.number_format = "0.00"
            dress(cell, BOLD, CENTRED)

    def _write_rating(
        self,
        column: LevelColumn,
        assessment: Assessment,
        scores: Scores,
        index_row: int,
        fields: Mapping[str, str],
    ) -> None:
        """Write the names of the two rows above the table, and the rating of this column."""
        index_name = self.instrument.names["index"][self.text.language]
        for row, name in ((index_row, index_name), (index_row + 1, self.text("Predikat"))):
            shade_row(self.sheet, row, self._last_column)
            write_text(self.sheet.cell(row, _NAME), name)
            dress(self.sheet.cell(row, _NAME), BOLD)
        cell = self.sheet[f"{column.letter}{index_row + 1}"]
        dress(cell, BOLD, CENTRED)
        if not column.is_whole(self.instrument.root.code):
            return
        is_final: bool | str = assessment.stage == "final"
        if "stage" in fields:
            final = STAGE_NAMES["final"]
            is_final = f'{fields["stage"]}="{self.text(final)}"'
        year = fields.get("year", assessment.year)
        index_cell = f"{column.letter}{index_row}"
        cell.value = build_rating_formula(column, index_cell, year, is_final, self.text)
        self.values[cell.coordinate] = self._say_rating(scores)

    def _say_rating(self, scores: Scores) -> str:
        if scores.equivalent is None:
            total = len(self.instrument.leaves)
            return self.text("{n} dari {total} terisi", n=total - len(scores.missing), total=total)
        name = scores.equivalent.names[self.text.language]
        return name if scores.rating else self.text("setara {rating}", rating=name)

    def _write_notes(self, first: int, assessment: Assessment, rows: Mapping[str, int]) -> None:
        for code, row in _leaf_rows(self.instrument, rows).items():
            notes = assessment.notes.get(code, IndicatorNotes())
            for column, name in enumerate(NOTE_HEADERS, start=first):
                cell = self.sheet.cell(row, column)
                cell.number_format = "@"
                dress(cell)
                said = getattr(notes, name)
                if said:
                    write_text(cell, said)
                if name == "evidence_link":
                    link_address(cell, said)

    def _lay_out(self, header_row: int, rows: Mapping[str, int]) -> None:
        sheet, count = self.sheet, len(self.assessments)
        set_widths(
            sheet,
            [_NUMBER_WIDTH, _NAME_WIDTH, _WEIGHT_WIDTH]
            + [_LEVEL_WIDTH] * count
            + list(_NOTE_WIDTHS.values()) * count,
        )
        for code, row in _leaf_rows(self.instrument, rows).items():
            said = [a.notes.get(code, IndicatorNotes()) for a in self.assessments]
            texts = [
                (getattr(notes, f), width) for notes in said for f, width in _NOTE_WIDTHS.items()
            ]
            name = self.instrument.node_by_code[code].names[self.text.language]
            fit_height(sheet, row, [*texts, (name, _NAME_WIDTH)])
        sheet.row_dimensions[header_row].height = 36
        if count > 1:
            sheet.row_dimensions[header_row - 1].height = 36
        sheet.freeze_panes = sheet.cell(header_row + 3, _WEIGHT)
        sheet.print_title_rows = f"{header_row - 1}:{header_row}"
        # Notes of several columns would make a page too wide to read: they stay on the screen.
        set_page(sheet, "landscape", self._last_column if count == 1 else self._first_note(0) - 1)


def _leaf_rows(instrument: Instrument, rows: Mapping[str, int]) -> Mapping[str, int]:
    return {code: rows[code] for code in instrument.leaf_codes if code in rows}

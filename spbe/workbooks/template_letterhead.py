"""The head of a template: what it is, of whom, and the year and stage that all columns share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment
from openpyxl.utils import absolute_coordinate
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.workbooks.illustrative_mark import ILLUSTRATIVE
from spbe.workbooks.template_choices import build_stage_choice
from spbe.workbooks.template_looks import BOLD, CAUTION, PLAIN, TITLE
from spbe.workbooks.text_cells import write_text


def write_letterhead(
    sheet: Worksheet,
    instrument: Instrument,
    assessments: Sequence[Assessment],
    text: Translator,
    is_illustrative: bool,
) -> Mapping[str, str]:
    """Write the head; give the addresses of "year" and "stage" where all columns share them."""
    title = text("Lembar Penilaian {index}", index=instrument.names["index"][text.language])
    write_text(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = TITLE
    if is_illustrative:
        write_text(sheet.cell(2, 1), text(ILLUSTRATIVE))
        sheet.cell(2, 1).font = CAUTION
    first = assessments[0]
    _write_field(sheet, text("Instrumen"), instrument.regulation)
    _write_field(sheet, text("Instansi"), first.agency)
    fields = {}
    if _share_year(assessments):
        fields["year"] = _write_field(sheet, text("Tahun"), first.year)
    if _share_stage(assessments):
        fields["stage"] = _write_field(sheet, text("Tahap"), _name_stage(first, text))
        sheet.add_data_validation(build_stage_choice(fields["stage"], text))
    return {name: absolute_coordinate(address) for name, address in fields.items()}


def describe_difference(
    assessments: Sequence[Assessment], assessment: Assessment, text: Translator
) -> str:
    """Name what tells a column from those beside it: its year, its stage, or both."""
    parts = []
    if not _share_year(assessments) and assessment.year is not None:
        parts.append(str(assessment.year))
    if not _share_stage(assessments):
        parts.append(_name_stage(assessment, text))
    return " ".join(part for part in parts if part)


def _write_field(sheet: Worksheet, label: str, value: str | int | None) -> str:
    row = sheet.max_row + 1
    write_text(sheet.cell(row, 1), label)
    sheet.cell(row, 1).font = BOLD
    cell = sheet.cell(row, 2)
    cell.font, cell.alignment = PLAIN, Alignment(horizontal="left")
    if isinstance(value, int):
        cell.value = value
    elif value:
        write_text(cell, value)
    return str(cell.coordinate)


def _share_year(assessments: Sequence[Assessment]) -> bool:
    return len({assessment.year for assessment in assessments}) == 1


def _share_stage(assessments: Sequence[Assessment]) -> bool:
    return len({assessment.stage for assessment in assessments}) == 1


def _name_stage(assessment: Assessment, text: Translator) -> str:
    return text(STAGE_NAMES[assessment.stage]) if assessment.stage else ""

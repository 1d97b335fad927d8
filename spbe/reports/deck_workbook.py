"""The workbook behind a chart, which PowerPoint opens when somebody edits its data.

A sheet of names and numbers without any look. XlsxWriter, which python-pptx uses, takes ten times
as long for it, would make formulas of names that begin with "=", and notes when it was made.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from spbe.reports.deck_charts import Chart, write_number
from spbe.reports.letter_parts import clean_text
from spbe.text.file_moments import fit_day

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org"
_SHEET_SPACE = f"{_OFFICE}/spreadsheetml/2006/main"
_PACKAGE = f"{_OFFICE}/package/2006"
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
    "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SHEET_SPACE}" xmlns:r="{_RELATIONS}">'
    '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
"""What is the same in all of them, by name."""


def name_column(number: int) -> str:
    """Name the column of a series, counted from 0; the first column holds the categories."""
    return chr(ord("B") + number)


def write_workbook(chart: Chart, day: datetime.date) -> bytes:
    """Write the data of a chart: categories in the first column, a series each after it.

    Text stays text, whatever it begins with. The moment of all parts is `day`.
    """
    rows = "".join(_list_rows(chart))
    sheet = (
        f'<worksheet xmlns="{_SHEET_SPACE}"><cols><col min="1" max="1" width="48" '
        f'customWidth="1"/></cols><sheetData>{rows}</sheetData></worksheet>'
    )
    moment = fit_day(day)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            entry = zipfile.ZipInfo(name, (*moment.timetuple()[:3], 0, 0, 0))
            archive.writestr(entry, _HEAD + part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _list_rows(chart: Chart) -> Iterator[str]:
    head = "".join(
        _write_text(f"{name_column(number)}1", series.name)
        for number, series in enumerate(chart.series)
    )
    yield f'<row r="1">{head}</row>'
    for place, name in enumerate(chart.categories):
        row = place + 2
        cells = "".join(
            f'<c r="{name_column(number)}{row}"><v>{write_number(value)}</v></c>'
            for number, series in enumerate(chart.series)
            if (value := series.values[place]) is not None
        )
        yield f'<row r="{row}">{_write_text(f"A{row}", name)}{cells}</row>'


def _write_text(cell: str, text: str) -> str:
    said = escape(clean_text(text))
    return f'<c r="{cell}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'

"""Store what formulas give beside them, for programs that show a workbook without calculating.

Excel's protected view, phones and previews show the stored value of a formula; openpyxl writes
none.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from spbe.workbooks.text_cells import escape_text

_SHEET = re.compile(r"xl/worksheets/sheet([0-9]+)\.xml")
_FORMULA_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)<v(?:\s*/>|></v>)')
"""openpyxl writes an empty value in other words where lxml is installed."""


def store_values(workbook: bytes, values: Sequence[Mapping[str, str | float]]) -> bytes:
    """Write values into the formula cells of the sheets, in their order, by cell address.

    `workbook` is as openpyxl saves it.
    """
    filled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            data = source.read(entry)
            sheet = _SHEET.fullmatch(entry.filename)
            place = int(sheet[1]) - 1 if sheet else len(values)
            if place < len(values) and values[place]:
                data = _fill(data.decode("utf-8"), values[place]).encode("utf-8")
            target.writestr(entry, data)
    return filled.getvalue()


def _fill(sheet: str, values: Mapping[str, str | float]) -> str:
    def fill(found: re.Match[str]) -> str:
        address, attributes, formula = found.groups()
        value = values.get(address)
        if value is None:
            return found.group()
        kind = ' t="str"' if isinstance(value, str) else ""
        said = escape(escape_text(value)) if isinstance(value, str) else repr(value)
        return f'<c r="{address}"{attributes}{kind}>{formula}<v>{said}</v>'

    return _FORMULA_CELL.sub(fill, sheet)

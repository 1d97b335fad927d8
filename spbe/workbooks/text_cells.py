"""Text that stays text: what is written into a cell is shown, never calculated."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell

LONGEST_TEXT = 32_767
"""Characters that a cell of an Excel workbook holds at most."""

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def escape_text(text: str) -> str:
    """Write a text as workbooks store it (ECMA-376 part 1, 22.9.2.19, ST_Xstring).

    What XML cannot carry becomes `_xHHHH_`; a text that already looks so is protected, so that it
    comes back as it was.
    """
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text)


def write_text(cell: Cell, text: str) -> None:
    """Put a text into a cell as text, whatever it begins with ("=", "+", "-", "@", "#N/A").

    A text longer than a cell holds is cut and ends in "…".
    """
    escaped = escape_text(text)
    if len(escaped) > LONGEST_TEXT:
        escaped = escaped[: LONGEST_TEXT - 1] + "…"
    cell.value = escaped
    cell.data_type = "s"
    cell.number_format = "@"
    if text[:1] in "=+-@":
        cell.quotePrefix = True

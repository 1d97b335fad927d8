"""Make texts of sheets comparable: one spelling for names and headers, numbers out of words."""

from __future__ import annotations

import datetime
import re
import unicodedata

from spbe.workbooks.grid import CellValue

_NOT_WORD = re.compile(r"[^0-9a-z]+")


def normalise(text: str) -> str:
    """Reduce a text to its lower-case words: "Data Dukung :" → "data dukung"."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def is_blank(value: CellValue) -> bool:
    """Tell whether nothing readable stands in a cell."""
    return value == "" or (isinstance(value, str) and value.isspace())


def cell_text(value: CellValue) -> str:
    """Write a cell as text: as it stands, whole numbers without ".0", "" where it is blank."""
    if isinstance(value, str):
        return "" if value.isspace() else value
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value)

"""Make the files of a report, whichever kind is asked for, and write them safely."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from spbe.jobs.report_book import build_report_workbook
from spbe.reports.contents import ReportContents
from spbe.reports.deck import build_deck
from spbe.reports.pdf_report import build_report_pdf
from spbe.reports.unit_page import build_unit_page_pdf
from spbe.reports.word_report import build_report_docx
from spbe.text.translator import Translator

Build: TypeAlias = Callable[[ReportContents, Translator, str | None], bytes]


def _build_docx(contents: ReportContents, text: Translator, unit: str | None) -> bytes:  # noqa: ARG001
    return build_report_docx(contents, text)


def _build_pdf(contents: ReportContents, text: Translator, unit: str | None) -> bytes:
    if unit is None:
        return build_report_pdf(contents, text)
    return build_unit_page_pdf(contents, unit, text)


def _build_pptx(contents: ReportContents, text: Translator, unit: str | None) -> bytes:
    return build_deck(contents, text, units=() if unit is None else (unit,))


def _build_xlsx(contents: ReportContents, text: Translator, unit: str | None) -> bytes:  # noqa: ARG001
    return build_report_workbook(contents, text)


REPORT_FILES: Mapping[str, Build] = {
    "pptx": _build_pptx,
    "pdf": _build_pdf,
    "xlsx": _build_xlsx,
    "docx": _build_docx,
}
"""How each kind of file is made of the contents, in a language, for one unit or for all."""

UNIT_FILES = frozenset({"pptx", "pdf"})
"""Kinds that can be about one unit."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either whole or not there; what stood there before is replaced.

    Raises OSError where it cannot be written; then what stood there is untouched.
    """
    handle, name = tempfile.mkstemp(prefix=".spbe-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if os.name != "nt":
            mask = os.umask(0)
            os.umask(mask)
            Path(name).chmod(0o666 & ~mask)  # a temporary file is the owner's alone
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise

"""Open a file of any kind as grids: what it is, is told by its content and never by its name."""

from __future__ import annotations

import re
from pathlib import PurePath

from spbe.text.translator import message
from spbe.workbooks.archive import Archive
from spbe.workbooks.delimited import decode_text, read_delimited
from spbe.workbooks.grid import Grid
from spbe.workbooks.html_table import read_html
from spbe.workbooks.limits import (
    Deadline,
    RefusedError,
    check_file_size,
    is_damaged,
    is_encrypted,
)
from spbe.workbooks.ods import load_ods
from spbe.workbooks.ole import SIGNATURE, OleFile
from spbe.workbooks.reading import Problem, SourceFile
from spbe.workbooks.spreadsheet_xml import NAMESPACE, read_spreadsheet_xml
from spbe.workbooks.xls import load_xls
from spbe.workbooks.xlsb import load_xlsb
from spbe.workbooks.xlsx import load_xlsx

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_HTML = re.compile(r"<(?:!doctype html|html|table|body)\b", re.IGNORECASE)
_OTHER_TEXT = ("{\\rtf", "MIME-Version:", "%!PS")
_PASTED = "Tempelan"


def load_grids(source: SourceFile) -> tuple[list[Grid], list[Problem]]:
    """Open a file as grids, one per worksheet in the order of the file.

    Returns the grids, hidden sheets among them, and no problem; or no grid and the one problem
    that says why the file is refused and how to mend it. Never raises for what a file contains.
    """
    try:
        return _open(source), []
    except RefusedError as refused:
        problem = Problem(
            "error", refused.kind, refused.sentence, file=source.name, sheet=refused.sheet
        )
        return [], [problem]


def _open(source: SourceFile) -> list[Grid]:
    data, deadline = source.data, Deadline()
    check_file_size(len(data))
    if data.startswith(_ZIP):
        return _open_zip(data, deadline)
    if data.startswith(SIGNATURE):
        return _open_ole(data, deadline)
    _check_known_type(data)
    text = decode_text(data)
    if text is None:
        raise _wrong_type()
    if NAMESPACE in text[:5_000]:
        return read_spreadsheet_xml(data, deadline)
    if not text.strip("\ufeff \t\r\n\x1a"):
        raise RefusedError(
            "file-empty",
            message("Berkas ini tidak memuat isi apa pun. Isi tabelnya, simpan, lalu unggah lagi."),
        )
    name = PurePath(source.name).stem or _PASTED
    begin = text[:100].lstrip()
    if begin.startswith(_OTHER_TEXT):
        raise _wrong_type()
    if _HTML.search(text, 0, 20_000):
        return [read_html(text, name, deadline)]
    if begin.startswith("<?xml"):
        raise _wrong_type()
    return [read_delimited(text, name, deadline)]


def _open_zip(data: bytes, deadline: Deadline) -> list[Grid]:
    archive = Archive(data, deadline)
    if archive.find("xl/workbook.xml"):
        return load_xlsx(data, archive, deadline)
    if archive.find("xl/workbook.bin"):
        return load_xlsb(data, archive, deadline)
    if archive.find("content.xml"):
        kind = archive.read("mimetype") if "mimetype" in archive.names else b""
        if b"spreadsheet" in kind:
            return load_ods(data, archive, deadline)
    if archive.find("xl/_rels/workbook.xml.rels") or archive.find("[Content_Types].xml"):
        if any(name.startswith("xl/") for name in archive.names):
            raise is_damaged()
        raise _wrong_type()
    raise RefusedError(
        "wrong-type",
        message(
            "Berkas ini arsip ZIP, bukan lembar kerja. "
            "Ekstrak dahulu, lalu unggah berkas lembar kerja di dalamnya."
        ),
    )


def _open_ole(data: bytes, deadline: Deadline) -> list[Grid]:
    """Open the container that old Office files and encrypted new ones share."""
    ole = OleFile(data)
    if "EncryptedPackage" in ole.names:
        raise is_encrypted()
    if "Workbook" in ole.names or "Book" in ole.names:
        return load_xls(data, ole, deadline)
    raise _wrong_type() if ole.names else is_damaged()


def _check_known_type(data: bytes) -> None:
    if data.startswith(b"%PDF"):
        raise RefusedError(
            "wrong-type",
            message(
                "Berkas ini PDF, bukan lembar kerja. "
                "Salin tabelnya ke Excel atau tempelkan teksnya, lalu unggah lagi."
            ),
        )
    if data.startswith(_OLD_EXCEL):
        raise RefusedError(
            "wrong-type",
            message(
                "Berkas ini dari Excel yang sangat lama. "
                "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
            ),
        )


def _wrong_type() -> RefusedError:
    return RefusedError(
        "wrong-type",
        message(
            "Berkas ini bukan lembar kerja. "
            "Unggah berkas .xlsx, .xlsm, .xlsb, .xls, .ods, atau .csv."
        ),
    )

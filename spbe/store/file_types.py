"""Tell what a file of evidence is by its content, never by its name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass

from spbe.store.records import StoreError
from spbe.text.translator import message
from spbe.text.zip_files import open_zip

MAXIMUM_BYTES = 25 * 1024**2

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file that may be evidence, as it is served and named."""

    media_type: str
    extension: str

    @property
    def is_pdf(self) -> bool:
        return self.extension == "pdf"


PDF = FileType("application/pdf", "pdf")
_WORD = FileType(f"{_OFFICE}.wordprocessingml.document", "docx")
_EXCEL = FileType(f"{_OFFICE}.spreadsheetml.sheet", "xlsx")
_MACROS = {
    _WORD: FileType("application/vnd.ms-word.document.macroEnabled.12", "docm"),
    _EXCEL: FileType("application/vnd.ms-excel.sheet.macroEnabled.12", "xlsm"),
}
_OLD = {
    "WordDocument": FileType("application/msword", "doc"),
    "Workbook": FileType("application/vnd.ms-excel", "xls"),
    "Book": FileType("application/vnd.ms-excel", "xls"),
}
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": FileType("image/png", "png"),
    b"\xff\xd8\xff": FileType("image/jpeg", "jpg"),
    b"GIF87a": FileType("image/gif", "gif"),
    b"GIF89a": FileType("image/gif", "gif"),
}


def check_file(data: bytes) -> FileType:
    """Tell what a file is. Raises StoreError where it is empty, too large or of another kind."""
    if not data:
        raise StoreError(message("Berkas ini kosong. Pilih berkas yang berisi, lalu unggah lagi."))
    if len(data) > MAXIMUM_BYTES:
        raise StoreError(
            message(
                "Berkas ini {size} MB; paling besar {limit} MB. Kecilkan berkasnya, atau simpan di "
                "folder daring dan catat tautannya.",
                size=-(-len(data) // 1024**2),
                limit=MAXIMUM_BYTES // 1024**2,
            )
        )
    kind = find_file_type(data)
    if kind is None:
        raise StoreError(
            message(
                "Isi berkas ini bukan PDF, Word, Excel atau gambar (PNG, JPEG, GIF, WebP). Simpan "
                "sebagai salah satunya, lalu unggah lagi; nama berkas saja tidak cukup."
            )
        )
    return kind


def find_file_type(data: bytes) -> FileType | None:
    """Find what a file is by its first bytes and its parts; None where it is nothing we take."""
    if data.startswith(b"%PDF-"):
        return PDF
    for signature, kind in _PICTURES.items():
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileType("image/webp", "webp")
    if data.startswith(b"PK\x03\x04"):
        return _find_office(data)
    if data.startswith(_OLE):
        return next((k for name, k in _OLD.items() if _names_stream(data, name)), None)
    return None


def _find_office(data: bytes) -> FileType | None:
    try:
        with open_zip(data) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names:
        return None
    for kind, part in ((_WORD, "word"), (_EXCEL, "xl")):
        if any(name.startswith(f"{part}/") for name in names):
            return _MACROS[kind] if f"{part}/vbaProject.bin" in names else kind
    return None


def _names_stream(data: bytes, name: str) -> bool:
    """Tell whether the directory of an old Office file names a stream; it does so in UTF-16."""
    return (name + "\0").encode("utf-16-le") in data

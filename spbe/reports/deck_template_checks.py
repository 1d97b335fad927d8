"""A template that a user gives, looked at before anything in it is opened.

It comes from anywhere: it may be a bomb, or hold macros. What passes is packed again from what was
read here, so that nobody after us unpacks more than was counted.
"""

from __future__ import annotations

import io
import zipfile

from pptx.oxml import parse_xml

from spbe.text.translator import Message, message
from spbe.text.zip_files import open_zip

MEBIBYTE = 1024 * 1024
MAX_TEMPLATE_BYTES = 20 * MEBIBYTE
MAX_UNPACKED_BYTES = 80 * MEBIBYTE
MAX_XML_BYTES = 16 * MEBIBYTE
"""Of all XML in it; a tree takes some ten times the room of its text."""
_MAX_PARTS = 3_000
_XML_ENDINGS = (".xml", ".rels")
_CHUNK = 64 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others unpack without a limit."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_KINDS = "[Content_Types].xml"
_TEMPLATE_KIND = b"presentationml.template.main+xml"
_DECK_KIND = b"presentationml.presentation.main+xml"


class TemplateError(Exception):
    """A template that cannot be used, with the sentence for the user."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence


def check_package(data: bytes) -> bytes:
    """Check the container of a template and give it packed anew, a potx as a pptx.

    Raises TemplateError with what was found and how to mend it.
    """
    if len(data) > MAX_TEMPLATE_BYTES:
        raise TemplateError(
            message(
                "Templat ini berukuran {size} MB; batasnya {limit} MB. Perkecil gambarnya di "
                "PowerPoint (Kompres Gambar), simpan, lalu unggah lagi.",
                size=-(-len(data) // MEBIBYTE),
                limit=MAX_TEMPLATE_BYTES // MEBIBYTE,
            )
        )
    if data.startswith(_OLD_OFFICE):
        raise TemplateError(
            message(
                "Templat ini terkunci kata sandi atau berformat PowerPoint lama (.ppt). Simpan "
                "sebagai .pptx tanpa kata sandi, lalu unggah lagi."
            )
        )
    parts = _unpack(data)
    kinds = parts.get(_KINDS)
    if kinds is None or not any(name.startswith("ppt/") for name in parts):
        raise TemplateError(
            message("Berkas ini bukan PowerPoint. Unggah templat .pptx atau .potx.")
        )
    if b"macroEnabled" in kinds or any("vba" in name.lower() for name in parts):
        raise has_macros()
    if sum(len(part) for part in parts.values() if b"<" in part[:64]) > MAX_XML_BYTES:
        raise _is_too_big()
    if not all(_is_sound(part) for name, part in parts.items() if name.endswith(_XML_ENDINGS)):
        raise is_damaged()
    return _pack({**parts, _KINDS: kinds.replace(_TEMPLATE_KIND, _DECK_KIND)})


def _unpack(data: bytes) -> dict[str, bytes]:
    """Unpack every part, none further than the size that it says."""
    try:
        with open_zip(data) as archive:
            entries = archive.infolist()
            size = sum(entry.file_size for entry in entries)
            if len(entries) > _MAX_PARTS or size > MAX_UNPACKED_BYTES:
                raise _is_too_big()
            if any(entry.compress_type not in _METHODS for entry in entries):
                raise is_damaged()
            return {entry.filename: _read(archive, entry) for entry in entries}
    except zipfile.BadZipFile as error:
        raise is_damaged() from error


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read a part in pieces: at once, zipfile would unpack first and measure then."""
    with archive.open(entry) as file:
        return b"".join(iter(lambda: file.read(_CHUNK), b""))


def _is_sound(part: bytes) -> bool:
    """Tell whether XML can be read, and declares no document type; entities stay as they are."""
    try:
        return not parse_xml(part).getroottree().docinfo.doctype
    except SyntaxError:
        return False


def _pack(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def has_macros() -> TemplateError:
    """Say that a template holds what runs."""
    return TemplateError(
        message(
            "Templat ini memuat makro atau objek yang dapat berjalan dan tidak dipakai demi "
            "keamanan. Simpan sebagai .pptx tanpa itu, lalu unggah lagi."
        )
    )


def is_damaged() -> TemplateError:
    """Say that a template cannot be opened or used."""
    return TemplateError(
        message(
            "Templat ini rusak atau tidak dapat dibuka. Buka di PowerPoint, simpan ulang sebagai "
            ".pptx, lalu unggah lagi."
        )
    )


def _is_too_big() -> TemplateError:
    return TemplateError(
        message(
            "Isi templat ini lebih dari {limit} MB setelah dibuka. Sisakan master salindia dan "
            "logonya saja, simpan, lalu unggah lagi.",
            limit=MAX_UNPACKED_BYTES // MEBIBYTE,
        )
    )

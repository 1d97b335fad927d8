"""The zip container of xlsx, xlsb and ods: its parts, measured before they are used."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from spbe.text.zip_files import open_zip
from spbe.workbooks.limits import (
    MAX_UNPACKED_BYTES,
    MEBIBYTE,
    Deadline,
    has_entities,
    is_damaged,
    is_encrypted,
    unpacks_too_big,
)

_END_OF_DIRECTORY = b"PK\x05\x06"
_END_LENGTH = 22
_MAX_DIRECTORY_BYTES = MEBIBYTE
# A parsed tree takes some ten times the room of its text.
_MAX_TREE_BYTES = 8 * MEBIBYTE
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Deflate cannot shrink anything more than 1032 times (zlib's technical notes), so below this
# many packed bytes there is nothing to count.
_SURELY_SMALL = MAX_UNPACKED_BYTES // 1032


class Archive:
    """A zip file whose unpacked size is known to be within the limit.

    Raises RefusedError where it is not, and where the file is damaged.
    """

    def __init__(self, data: bytes, deadline: Deadline) -> None:
        end = data.rfind(_END_OF_DIRECTORY, -_END_LENGTH - 0xFFFF)
        if end < 0 or len(data) < end + _END_LENGTH:
            raise is_damaged()
        size, offset = struct.unpack_from("<II", data, end + 12)
        if size > _MAX_DIRECTORY_BYTES:
            raise unpacks_too_big()
        try:
            with open_zip(data) as archive:
                entries = archive.infolist()
        except zipfile.BadZipFile as e:
            raise is_damaged() from e
        self._data = data
        self.names = {entry.filename: entry for entry in entries}
        self.owned: set[str] = set()
        """Parts that may belong to one other part only, and already do."""
        self._lower_names = {name.lower(): name for name in self.names}
        is_common = all(entry.compress_type in _METHODS for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        self.is_strict = (
            is_common
            and end + _END_LENGTH == len(data)
            and offset + size == end
            and len(self._lower_names) == len(entries)
            and packed <= len(data)
        )
        """Nothing about the container can be understood in two ways."""
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise is_encrypted()
        if not is_common or packed > _SURELY_SMALL:
            self._count(deadline)

    def _count(self, deadline: Deadline) -> None:
        """Unpack every part and stop at the limit; a part that is longer than it says is broken."""
        left = MAX_UNPACKED_BYTES
        for name, entry in self.names.items():
            left -= entry.file_size
            if left < 0:
                raise unpacks_too_big()
            self.read(name)
            deadline.check()

    def find(self, name: str) -> str | None:
        """Find a part whose name may be written in other letter sizes."""
        if name in self.names:
            return name
        return self._lower_names.get(name.lower())

    def read(self, name: str) -> bytes:
        """Unpack a part. Raises RefusedError where it is absent or broken."""
        entry = self.names.get(name)
        if entry is None or entry.compress_type not in _METHODS:
            raise is_damaged()
        try:
            # Its own header repeats the name and may add more, in lengths of its own.
            lengths = struct.unpack_from("<HH", self._data, entry.header_offset + 26)
            begin = entry.header_offset + 30 + sum(lengths)
            part = self._data[begin : begin + entry.compress_size]
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                part = zlib.decompressobj(-15).decompress(part, MAX_UNPACKED_BYTES + 1)
        except (struct.error, zlib.error) as e:
            raise is_damaged() from e
        if len(part) != entry.file_size or zlib.crc32(part) != entry.CRC:
            raise is_damaged()
        return part

    def read_tree(self, name: str) -> ElementTree.Element:
        """Unpack and parse a small XML part."""
        return parse_xml(self.read(name))


def parse_xml(xml: bytes) -> ElementTree.Element:
    """Parse XML that may not declare anything.

    Raises RefusedError for document types and entities, for text that is not well-formed, and
    for more than a tree may hold.
    """
    check_declarations(xml)
    if len(xml) > _MAX_TREE_BYTES:
        raise unpacks_too_big()
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - declarations were refused above
    except (ElementTree.ParseError, ValueError, LookupError) as e:
        raise is_damaged() from e


def check_declarations(xml: bytes) -> None:
    """Raise RefusedError where XML declares a document type, in any encoding."""
    if b"\0" in xml:  # UTF-16, in which no spreadsheet program writes its parts
        xml = xml.replace(b"\0", b"")
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise has_entities()


def find_elements(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Find the elements of a name, in the root's namespace, which differs between standards."""
    return root.iter(root.tag[: root.tag.find("}") + 1] + name)

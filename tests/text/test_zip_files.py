"""Whatever cannot be read as a ZIP is one fault, however it is broken."""

from __future__ import annotations

import io
import zipfile

import pytest

from spbe.text.zip_files import open_zip


def pack() -> bytearray:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("isi.xml", "tingkat " * 400)
    return bytearray(file.getvalue())


def break_name(data: bytearray) -> None:
    place = data.rindex(b"isi.xml")
    data[place] = 0xFF
    data[data.rindex(b"PK\x01\x02") + 9] |= 0x08  # its name is said to be UTF-8


def ask_for_later_version(data: bytearray) -> None:
    data[data.rindex(b"PK\x01\x02") + 6] = 99


def lock(data: bytearray) -> None:
    for place in (data.rindex(b"PK\x01\x02") + 8, 6):
        data[place] |= 0x01


def spoil_what_is_packed(data: bytearray) -> None:
    place = data.index(b"isi.xml") + len(b"isi.xml")
    data[place : place + 4] = b"\xff\xff\xff\xff"


@pytest.mark.parametrize(
    "spoil", [break_name, ask_for_later_version, lock, spoil_what_is_packed, bytearray.clear]
)
def test_every_broken_zip_is_the_same_fault(spoil):
    data = pack()
    spoil(data)
    with pytest.raises(zipfile.BadZipFile), open_zip(bytes(data)) as archive:
        archive.read(archive.infolist()[0])


def test_a_sound_zip_is_read():
    with open_zip(bytes(pack())) as archive:
        assert archive.read("isi.xml").startswith(b"tingkat")

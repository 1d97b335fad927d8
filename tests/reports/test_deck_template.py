"""Templates that users give: taken over where they are sound, else refused with a sentence."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

from spbe.reports.deck import build_deck
from spbe.reports.deck_template import open_template
from spbe.reports.deck_template_checks import MEBIBYTE, TemplateError
from spbe.reports.deck_theme import build_plain_template
from spbe.text.translator import Translator
from tests.reports.decks import gather, open_deck, titles

TEXT = Translator("id")


def make_small() -> bytes:
    """Make a template whose slides are 10 inches wide, as other programs than PowerPoint do."""
    deck = Presentation(io.BytesIO(build_plain_template()))
    owners = [deck.slide_master, *deck.slide_layouts]
    for box in (part for owner in owners for part in owner.element.iter(qn("a:off"), qn("a:ext"))):
        for name in ("x", "y", "cx", "cy"):
            if box.get(name):
                box.set(name, str(round(int(box.get(name)) * 0.75)))
    deck.slide_width, deck.slide_height = Inches(10), Inches(5.625)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def make_template(width: float = 13.333, height: float = 7.5) -> bytes:
    """Make a template as Office does: its theme, a logo in the master, and slides of its own."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(width), Inches(height)
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "Rahasia templat"
    deck.core_properties.author = "Pembuat templat"
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def change(data: bytes, **parts: bytes) -> bytes:
    """Give the file with parts put in, or in place of others."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            if entry.filename not in parts:
                target.writestr(entry, source.read(entry))
        for name, part in parts.items():
            target.writestr(name, part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def read_part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def refusal(data: bytes) -> str:
    with pytest.raises(TemplateError) as refused:
        open_template(data)
    return TEXT(refused.value.sentence)


def test_template_gives_its_theme_and_none_of_its_slides_or_names():
    template = make_template()
    data = build_deck(gather(), TEXT, template)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Rahasia templat" not in everything
    assert b"Pembuat templat" not in everything
    assert b"Calibri" in everything
    assert titles(open_deck(data))[0] == "Kota X"


def test_template_of_another_size_but_16_9_scales_everything():
    small = open_deck(build_deck(gather(), TEXT, make_small()))
    for slide in small.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= small.slide_width + 1
            assert shape.top + shape.height <= small.slide_height + 1


def test_potx_is_taken_as_a_template():
    template = make_template()
    kinds = read_part(template, "[Content_Types].xml")
    kinds = kinds.replace(b"presentation.main+xml", b"template.main+xml")
    potx = change(template, **{"[Content_Types].xml": kinds})
    assert titles(open_deck(build_deck(gather(), TEXT, potx)))[0] == "Kota X"


def test_macros_are_refused():
    assert "makro" in refusal(change(make_template(), **{"ppt/vbaProject.bin": b"x"}))
    kinds = read_part(make_template(), "[Content_Types].xml")
    kinds = kinds.replace(
        b"vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        b"vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )
    assert "makro" in refusal(change(make_template(), **{"[Content_Types].xml": kinds}))


def test_bombs_are_refused_before_they_are_unpacked():
    bomb = change(make_template(), **{"ppt/media/image1.png": b"\0" * (100 * MEBIBYTE)})
    assert len(bomb) < MEBIBYTE
    assert "80 MB" in refusal(bomb)
    xml = change(make_template(), **{"ppt/extra.xml": b"<a>" + b" " * (17 * MEBIBYTE) + b"</a>"})
    assert "setelah dibuka" in refusal(xml)
    assert "batasnya 20 MB" in refusal(b"PK\x03\x04" + b"\0" * (21 * MEBIBYTE))


def test_part_that_unpacks_further_than_it_says_is_not_followed():
    """Its header says 1000 bytes, and it unpacks to 100 MB."""
    packed = zlib.compress(b"<a>" + b" " * (100 * MEBIBYTE))[2:-4]
    data = bytearray(change(make_template(), **{"ppt/presProps.xml": b"?" * len(packed)}))
    said = zlib.crc32(b"<a>" + b" " * 997)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo("ppt/presProps.xml")
    lying = lie_about(data, entry, packed, said, 1000)
    tracemalloc.start()
    assert "rusak" in refusal(lying)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * MEBIBYTE


def lie_about(data, entry, packed, crc, size):
    """Put other packed bytes into an entry, with a size and checksum of our choice."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for other in source.infolist():
            if other.filename != entry.filename:
                target.writestr(other, source.read(other))
        target.writestr(entry.filename, packed, zipfile.ZIP_STORED)
    lying = bytearray(file.getvalue())
    name = entry.filename.encode()
    local, central = lying.index(name) - 30, lying.rindex(name) - 46
    for place, at in ((local, 8), (central, 10)):
        struct.pack_into("<H", lying, place + at, zipfile.ZIP_DEFLATED)
        struct.pack_into("<III", lying, place + at + 6, crc, len(packed), size)
    return bytes(lying)


def test_entities_and_what_fetches_from_outside_are_refused():
    xml = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
    assert "rusak" in refusal(change(make_template(), **{"ppt/presProps.xml": xml}))
    name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    image = (
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image" Target="http://10.0.0.1/a>b.png" TargetMode="External"/>'
    )
    relations = read_part(make_template(), name)
    fetching = relations.replace(b"</Relationships>", image + b"</Relationships>")
    assert "http://10.0.0.1/a>b.png" in refusal(change(make_template(), **{name: fetching}))
    link = image.replace(b"/image", b"/hyperlink").replace(b"a>b.png", b"")
    linked = relations.replace(b"</Relationships>", link + b"</Relationships>")
    assert open_template(change(make_template(), **{name: linked}))
    local = linked.replace(b"http://10.0.0.1/", b"file:///C:/Windows/System32/calc.exe")
    assert "calc.exe" in refusal(change(make_template(), **{name: local}))


@pytest.mark.parametrize(
    "link",
    [
        b'<a:hlinkHover r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>',
        b'<a:hlinkMouseOver r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>',
        b'<a:hlinkClick r:id="" action="ppaction://program"/>',
        b'<a:hlinkClick r:id="" action=" PPAction://Macro?name=x"/>',
    ],
)
def test_what_starts_something_is_refused(link):
    name = "ppt/slideMasters/slideMaster1.xml"
    master = read_part(make_template(), name)
    place = master.index(b"<p:cNvPr ", master.index(b"<p:sp>"))
    end = master.index(b"/>", place)
    opened = master[:end] + b">" + link + b"</p:cNvPr>" + master[end + 2 :]
    assert "dapat berjalan" in refusal(change(make_template(), **{name: opened}))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "rusak"),
        (b"bukan apa-apa", "rusak"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kata sandi"),
        (make_template()[:-400], "rusak"),
        (make_template(10, 7.5), "16:9"),
        (change(make_template(), **{"ppt/presentation.xml": b"<a/>"}), "rusak"),
    ],
)
def test_what_is_no_template_is_refused_with_a_sentence(data, word):
    assert word in refusal(data)


def test_other_zip_files_are_told_apart():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert "bukan PowerPoint" in refusal(file.getvalue())

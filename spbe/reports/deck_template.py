"""A template that a user gives: checked before it is opened, then emptied of its slides.

It comes from anywhere: it may be a bomb, hold macros, or fetch pictures from a server when the
deck is opened. What is taken from it are masters, layouts, theme and the pictures in them.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout

from spbe.reports.deck_pages import Look
from spbe.reports.deck_parts import Placeholder, drop_leftovers, find_placeholders
from spbe.reports.deck_shapes import EMU, WIDTH, Box
from spbe.text.translator import Message, message

MEBIBYTE = 1024 * 1024
MAX_TEMPLATE_BYTES = 20 * MEBIBYTE
MAX_UNPACKED_BYTES = 80 * MEBIBYTE
MAX_XML_BYTES = 8 * MEBIBYTE
"""Of all XML of a template but its slides; a tree takes some ten times the room of its text."""
_MAX_PARTS = 3_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_PACKAGE = "[Content_Types].xml"
_SHAPES = (1.6, 1.9)
"""Width by height of a slide that counts as 16:9; 16:10 does too."""
_LEAST_HEIGHT = 250
"""Of the room below a title, else it is taken down to the foot of the slide [points]."""
_FOOT, _SIDE = 34, 40
_TEMPLATE_TYPE = b"presentationml.template.main+xml"
_DECK_TYPE = b"presentationml.presentation.main+xml"
_OUTSIDE = re.compile(rb"<[^>]*Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")


class TemplateError(Exception):
    """A template that cannot be used, with the sentence for the user."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.template)
        self.sentence = sentence


def open_template(data: bytes) -> Deck:
    """Check a template (pptx or potx) and open it without its slides.

    Raises TemplateError with what was found and how to mend it.
    """
    checked = _check(data)
    try:
        deck = Presentation(io.BytesIO(checked))
        _remove_slides(deck)
    # Whatever is wrong inside such a file comes out as an error of lxml, of python-pptx or as a
    # plain KeyError; all of them mean the same to a user.
    except Exception as error:
        raise is_damaged() from error
    width, height = deck.slide_width or 0, deck.slide_height or 1
    if not _SHAPES[0] <= width / height <= _SHAPES[1]:
        raise TemplateError(
            message(
                "Ukuran salindia templat ini bukan 16:9. Ubah di PowerPoint lewat Desain > Ukuran "
                "Salindia > Layar Lebar (16:9), simpan, lalu unggah lagi."
            )
        )
    return deck


def find_look(deck: Deck) -> Look:
    """Find the layouts of a template for the first slide and the others, and the room they leave.

    Raises TemplateError where no layout has a title.
    """
    layouts = [layout for layout in deck.slide_layouts if _find_title(layout) is not None]
    if not layouts:
        raise TemplateError(
            message(
                "Tidak ada tata letak dengan judul dalam templat ini. Tambahkan tata letak "
                '"Judul Saja" di Tampilan > Master Salindia, simpan, lalu unggah lagi.'
            )
        )
    covers = [layout for layout in layouts if _kind(layout) == "title"]
    contents = [layout for layout in layouts if layout not in covers] or layouts
    content = min(contents, key=lambda layout: (_kind(layout) != "titleOnly", _count(layout)))
    cover = covers[0] if covers else content
    scale = WIDTH * EMU / deck.slide_width
    places, cover_places = (_find_places(layout, scale) for layout in (content, cover))
    title_place, title = places.pop("title")
    cover_place, cover_title = cover_places.pop("title")
    number = places.get("sldNum")
    footer = places.get("ftr")
    return Look(
        cover=cover,
        cover_place=cover_place,
        cover_title=cover_title,
        cover_words=cover_places.get("subTitle") or cover_places.get("body"),
        content=content,
        title_place=title_place,
        title=title,
        number_place=number[0] if number else None,
        area=_find_area(deck, title, scale),
        footer=footer[1] if footer else None,
    )


def _check(data: bytes) -> bytes:
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
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive)
            return _take_as_deck(data, archive)
    # zipfile says so in many ways: damaged, encrypted, or packed as nothing else is.
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError) as error:
        raise is_damaged() from error


def _check_parts(archive: zipfile.ZipFile) -> None:
    """Look at every part before anything is parsed; reading one never passes the size it says."""
    entries = archive.infolist()
    if len(entries) > _MAX_PARTS or sum(e.file_size for e in entries) > MAX_UNPACKED_BYTES:
        raise _is_too_big()
    names = {entry.filename.lower() for entry in entries}
    if _PACKAGE.lower() not in names or not any(name.startswith("ppt/") for name in names):
        raise TemplateError(
            message("Berkas ini bukan PowerPoint. Unggah templat .pptx atau .potx.")
        )
    kinds = archive.read(_PACKAGE)
    if b"macroEnabled" in kinds or any("vba" in n or "activex" in n for n in names):
        raise TemplateError(
            message(
                "Templat ini memuat makro dan tidak dipakai demi keamanan. Simpan sebagai .pptx "
                "(tanpa makro), lalu unggah lagi."
            )
        )
    left = MAX_XML_BYTES
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        part = archive.read(entry)
        is_slide = entry.filename.lower().startswith(("ppt/slides/", "ppt/notesslides/"))
        if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part:
            raise is_damaged()
        if not is_slide and _reaches_outside(part):
            raise TemplateError(
                message(
                    "Templat ini mengambil gambar atau berkas dari luar ({part}) dan tidak dipakai "
                    "demi keamanan. Sematkan gambarnya ke dalam berkas, simpan, lalu unggah lagi.",
                    part=entry.filename,
                )
            )
        left -= len(part)
        if left < 0:
            raise _is_too_big()


def _reaches_outside(part: bytes) -> bool:
    """Tell whether opening a part fetches something; a link waits until somebody clicks it."""
    return any(not _HYPERLINK.search(found) for found in _OUTSIDE.findall(part))


def _take_as_deck(data: bytes, archive: zipfile.ZipFile) -> bytes:
    """Give a template (potx) the type of a presentation, which alone can be opened."""
    kinds = archive.read(_PACKAGE)
    if _TEMPLATE_TYPE not in kinds:
        return data
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as target:
        for entry in archive.infolist():
            part = archive.read(entry)
            if entry.filename == _PACKAGE:
                part = part.replace(_TEMPLATE_TYPE, _DECK_TYPE)
            target.writestr(entry.filename, part)
    return file.getvalue()


def _remove_slides(deck: Deck) -> None:
    """Take away the slides, and what names them: sections, shows and titles."""
    slides = deck.element.get_or_add_sldIdLst()
    for slide in list(slides):
        deck.part.drop_rel(slide.rId)
        slides.remove(slide)
    for name in ("p:custShowLst", "p:extLst"):
        for element in deck.element.findall(qn(name)):
            deck.element.remove(element)
    drop_leftovers(deck)


def _find_title(layout: SlideLayout) -> BaseShape | None:
    return next((s for s in layout.placeholders if s.placeholder_format.idx == 0), None)


def _find_places(layout: SlideLayout, scale: float) -> dict[str, tuple[Placeholder, Box]]:
    """Find the first place of each kind in a layout; any title is "title"."""
    found: dict[str, tuple[Placeholder, Box]] = {}
    for place, shape in find_placeholders(layout):
        kind = "title" if place.index in ("", "0") else place.kind
        found.setdefault(kind, (place, _box(shape, scale)))
    return found


def _kind(layout: SlideLayout) -> str:
    """What a layout is for, as its maker's program noted it: title, titleOnly, obj, …"""
    title = _find_title(layout)
    if title is not None and title.element.ph.get("type") == "ctrTitle":
        return "title"
    return layout.element.get("type") or ""


def _count(layout: SlideLayout) -> int:
    return len(list(layout.placeholders))


def _box(shape: BaseShape | None, scale: float) -> Box:
    values: list[Any] = [getattr(shape, side, None) for side in ("left", "top", "width", "height")]
    if any(value is None for value in values):
        return Box(_SIDE, 26, WIDTH - 2 * _SIDE, 66)
    return Box(*(value * scale / EMU for value in values))


def _find_area(deck: Deck, title: Box, scale: float) -> Box:
    """Find the room below the title: where the master has its text, else down to the foot."""
    bodies = [s for s in deck.slide_master.placeholders if s.element.ph.get("type") == "body"]
    below = title.bottom + 8
    if bodies and bodies[0].width:
        body = _box(bodies[0], scale)
        top = max(body.y, below)
        area = Box(body.x, top, body.width, body.bottom - top)
        if area.height >= _LEAST_HEIGHT and area.width >= WIDTH / 2:
            return area
    bottom = deck.slide_height * scale / EMU - _FOOT
    top = min(below, bottom - _LEAST_HEIGHT)
    return Box(_SIDE, top, WIDTH - 2 * _SIDE, bottom - top)


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

"""A template that a user gives: opened, emptied of its slides, and where things stand in it.

What is taken from it are masters, layouts, theme and the pictures in them.
"""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout

from spbe.reports.deck_pages import Look
from spbe.reports.deck_parts import Placeholder, drop_leftovers, find_placeholders
from spbe.reports.deck_shapes import EMU, WIDTH, Box
from spbe.reports.deck_template_checks import (
    TemplateError,
    check_package,
    has_macros,
    is_damaged,
)
from spbe.text.translator import message

_RUNNING = ("macro", "vba", "activex", "oleobject")
"""In the kinds of parts that run something."""
_STARTING = ("ppaction://program", "ppaction://macro", "ppaction://ole")
_HOVERING = (qn("a:hlinkHover"), qn("a:hlinkMouseOver"))
"""Of a shape and of words in it."""
_LINKS = frozenset({"http", "https", "mailto"})
_SHAPES = (1.6, 1.9)
"""Width by height of a slide that counts as 16:9; 16:10 does too."""
_LEAST_HEIGHT = 250
"""Of the room below a title, else it is taken down to the foot of the slide [points]."""
_FOOT, _SIDE = 34, 40


def open_template(data: bytes) -> Deck:
    """Check a template (pptx or potx) and open it without its slides.

    Raises TemplateError with what was found and how to mend it.
    """
    checked = check_package(data)
    try:
        deck = Presentation(io.BytesIO(checked))
        _remove_slides(deck)
        _check_contents(deck)
        _check_shape(deck)
        find_look(deck)  # what it stumbles over is found here, before anything is built
    except TemplateError:
        raise
    # Whatever is wrong inside such a file comes out as an error of lxml, of python-pptx or as a
    # plain KeyError; all of them mean the same to a user.
    except Exception as error:
        raise is_damaged() from error
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


def _check_contents(deck: Deck) -> None:
    """Refuse what runs, what acts without a click, and what is fetched when the deck is opened.

    A link to a page or an address of mail waits until somebody clicks it; others open programs.
    """
    package = deck.part.package
    for part in package.iter_parts():
        kind = part.content_type.lower()
        if any(word in kind for word in _RUNNING):
            raise has_macros()
        if kind.endswith("xml") and _acts(part.blob):
            raise has_macros()
    for relation in package.iter_rels():
        if not relation.is_external:
            continue
        scheme = relation.target_ref.partition(":")[0].strip().lower()
        if relation.reltype != RT.HYPERLINK or scheme not in _LINKS:
            raise TemplateError(
                message(
                    "Templat ini mengambil atau membuka gambar, berkas, atau program dari luar "
                    "({place}) dan tidak dipakai demi keamanan. Sematkan gambarnya ke dalam berkas "
                    "atau hapus tautannya, simpan, lalu unggah lagi.",
                    place=relation.target_ref[:80],
                )
            )


def _acts(xml: bytes) -> bool:
    """Tell whether a part starts something by hovering over it, or a program by a click."""
    return any(
        element.tag in _HOVERING
        or str(element.get("action", "")).strip().lower().startswith(_STARTING)
        for element in parse_xml(xml).iter()
    )


def _check_shape(deck: Deck) -> None:
    if not _SHAPES[0] <= deck.slide_width / deck.slide_height <= _SHAPES[1]:
        raise TemplateError(
            message(
                "Ukuran salindia templat ini bukan 16:9. Ubah di PowerPoint lewat Desain > Ukuran "
                "Salindia > Layar Lebar (16:9), simpan, lalu unggah lagi."
            )
        )


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

"""The plain theme of a deck where nobody gives a template: our colours, white, 16:9."""

from __future__ import annotations

import io
import re
from functools import cache

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.base import BaseShape
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from spbe.charts.palette import PALETTES, RAMP
from spbe.reports.deck_parts import drop_leftovers
from spbe.reports.deck_shapes import (
    HEIGHT,
    LINE,
    NAMESPACES,
    NOW,
    PAGE,
    WIDTH,
    Box,
    Color,
    Pen,
    write_frame,
)

FONT = "Arial"
"""On every Windows; LibreOffice has one of the same widths."""
_TITLE_LAYOUT, _CONTENT_LAYOUT, _AREA_LAYOUT = "Title Slide", "Title Only", "Title and Content"
_SIDE = 44
_TITLE = Box(_SIDE, 26, WIDTH - 2 * _SIDE, 66)
_AREA = Box(_SIDE, 104, WIDTH - 2 * _SIDE, 396)
_FOOTER = Box(_SIDE, 508, 700, 20)
_NUMBER = Box(WIDTH - _SIDE - 80, 508, 80, 20)
_COVER_TITLE = Box(72, 150, 780, 120)
_COVER_WORDS = Box(72, 290, 780, 120)
_PLACES = {"title": _TITLE, "body": _AREA, "ftr": _FOOTER, "sldNum": _NUMBER}
_PEN = Pen("id-ID", 1)
_COVER = "#17406D"


@cache
def build_plain_template() -> bytes:
    """Build an empty presentation with one master and the layouts that a deck uses."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in (_TITLE_LAYOUT, _CONTENT_LAYOUT, _AREA_LAYOUT):
            deck.slide_layouts.remove(layout)
    theme = master.part.part_related_by(RT.THEME)
    theme._blob = _write_theme(theme.blob)  # noqa: SLF001  # the library leaves themes alone
    for shape in list(master.placeholders):
        kind = shape.element.ph.get("type")
        if kind in _PLACES:
            _place(shape, _PLACES[kind])
        else:
            shape.element.getparent().remove(shape.element)
    _write_styles(master.element)
    _draw(master, Box(_SIDE - 16, 36, 5, 46), NOW)
    _draw(master, Box(_SIDE, 503, WIDTH - 2 * _SIDE, 0.75), LINE)
    for layout in deck.slide_layouts:
        for shape in list(layout.placeholders):
            if shape.element.ph.get("type") == "dt":
                shape.element.getparent().remove(shape.element)
        if layout.name == _TITLE_LAYOUT:
            _draw_cover(layout)
    drop_leftovers(deck)
    _ = deck.notes_master  # made here once, and not for every deck
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _place(shape: BaseShape, box: Box) -> None:
    shape.left, shape.top = Pt(box.x), Pt(box.y)
    shape.width, shape.height = Pt(box.width), Pt(box.height)


def _write_theme(blob: bytes) -> bytes:
    """Put our colours and font in the place of Office's."""
    palette = PALETTES["light"]
    colors = {
        "dk1": palette.text,
        "lt1": palette.page,
        "dk2": _COVER,
        "lt2": palette.panel,
        "accent1": palette.now,
        "accent2": palette.before,
        "accent3": palette.gain,
        "accent4": palette.loss,
        "accent5": RAMP[1],
        "accent6": RAMP[2],
        "hlink": palette.now,
        "folHlink": palette.quiet,
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{color[1:]}"/></a:{name}>' for name, color in colors.items()
    )
    xml = blob.decode()
    xml = re.sub(
        r"<a:clrScheme.*?</a:clrScheme>",
        f'<a:clrScheme name="SPBE">{scheme}</a:clrScheme>',
        xml,
        flags=re.DOTALL,
    )
    xml = re.sub(r'<a:latin typeface="Calibri"', f'<a:latin typeface="{FONT}"', xml)
    return xml.encode()


def _write_styles(master: BaseOxmlElement) -> None:
    """Titles stand left and bold; footer and number are small and quiet."""
    title = master.xpath("p:txStyles/p:titleStyle/a:lvl1pPr")[0]
    title.set("algn", "l")
    look = title.find(qn("a:defRPr"))
    look.set("sz", "2600")
    look.set("b", "1")
    for body in master.xpath(".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='title']//a:bodyPr"):
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
    for kind, align in (("ftr", "l"), ("sldNum", "r")):
        shape = master.xpath(f".//p:sp[p:nvSpPr/p:nvPr/p:ph/@type='{kind}']")[0]
        body = shape.find(f".//{qn('a:bodyPr')}")
        body.set("lIns", "0")
        body.set("rIns", "0")
        style = shape.find(f".//{qn('a:lvl1pPr')}")
        style.set("algn", align)
        style.find(qn("a:defRPr")).set("sz", "1000")


def _draw(owner: SlideLayout | SlideMaster, box: Box, color: Color) -> None:
    """Draw a plain rectangle below everything else."""
    tree = owner.shapes._spTree  # noqa: SLF001  # layouts have no way to add a shape
    number = max(int(value) for value in tree.xpath(".//p:cNvPr/@id")) + 1
    shape = parse_xml(
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Ornamen {number}"/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{write_frame(box, _PEN, "a")}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{color.fill()}<a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )
    tree.insert(2, shape)


def _draw_cover(layout: SlideLayout) -> None:
    """Make the first slide dark: title and words white at the left, a line between."""
    element = layout.element
    element.set("showMasterSp", "0")
    background = parse_xml(
        f"<p:bg {NAMESPACES}><p:bgPr>{Color(_COVER).fill()}<a:effectLst/></p:bgPr></p:bg>"
    )
    element.cSld.insert(0, background)
    for shape in list(layout.placeholders):
        kind = shape.element.ph.get("type")
        if kind not in ("ctrTitle", "subTitle"):
            shape.element.getparent().remove(shape.element)
            continue
        is_title = kind == "ctrTitle"
        _place(shape, _COVER_TITLE if is_title else _COVER_WORDS)
        size, bold, anchor = (4000, 1, "b") if is_title else (2000, 0, "t")
        body = shape.element.find(qn("p:txBody"))
        body.replace(
            body.find(qn("a:lstStyle")),
            parse_xml(
                f'<a:lstStyle {NAMESPACES}><a:lvl1pPr marL="0" indent="0" algn="l"><a:buNone/>'
                f'<a:defRPr sz="{size}" b="{bold}">{PAGE.fill()}</a:defRPr></a:lvl1pPr>'
                "</a:lstStyle>"
            ),
        )
        body.find(qn("a:bodyPr")).set("anchor", anchor)
        for side in ("lIns", "rIns"):
            body.find(qn("a:bodyPr")).set(side, "0")
    _draw(layout, Box(72, 279, 90, 3), Color(RAMP[1]))

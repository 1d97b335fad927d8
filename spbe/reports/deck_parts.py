"""Slides and their notes as parts of the file, written at once with what they hold.

python-pptx copies every placeholder of a layout first, which takes longer than all the rest of a
slide, and most of them would be taken away again.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import NotesMaster, Slide, SlideLayout

from spbe.reports.deck_shapes import NAMESPACES
from spbe.text.file_moments import fit_day, give_moment

_TREE = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
_LEFTOVERS = (
    RT.THUMBNAIL,
    RT.CORE_PROPERTIES,
    RT.EXTENDED_PROPERTIES,
    RT.CUSTOM_PROPERTIES,
)
_COLORS = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place that a layout or master keeps for something."""

    kind: str
    """As the file says it: title, ctrTitle, subTitle, body, sldNum, …"""
    index: str
    """Empty for titles."""


def find_placeholders(owner: SlideLayout | NotesMaster) -> list[tuple[Placeholder, BaseShape]]:
    """Find the places of a layout or master with the shapes that say where they are."""
    found = []
    for shape in owner.placeholders:
        mark = shape.element.ph
        found.append((Placeholder(mark.get("type") or "obj", mark.get("idx") or ""), shape))
    return found


def write_placeholder(number: int, name: str, place: Placeholder, body: str) -> str:
    """Write what stands in a place (`p:sp`); `body` is its paragraphs, empty for a picture's."""
    index = f' idx="{place.index}"' if place.index else ""
    words = f"<p:txBody><a:bodyPr/><a:lstStyle/>{body}</p:txBody>" if body else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{place.kind}"{index}/></p:nvPr>'
        f"</p:nvSpPr><p:spPr/>{words}</p:sp>"
    )


def add_slide(file: Presentation, layout: SlideLayout, shapes: str) -> Slide:
    """Add a slide of a layout with these shapes."""
    slides = file.element.get_or_add_sldIdLst()
    part = SlidePart(
        PackURI(f"/ppt/slides/slide{len(slides) + 1}.xml"),
        CT.PML_SLIDE,
        file.part.package,
        _parse("sld", shapes),
    )
    part.relate_to(layout.part, RT.SLIDE_LAYOUT)
    slides.add_sldId(file.part.relate_to(part, RT.SLIDE))
    return part.slide


def add_chart(slide: Slide, number: int, chart: bytes, workbook: bytes) -> str:
    """Add the part of a chart, the `number`-th of its deck, with its workbook; give its id."""
    package = slide.part.package
    part = ChartPart.load(
        PackURI(f"/ppt/charts/deckChart{number}.xml"), CT.DML_CHART, package, chart
    )
    data = EmbeddedXlsxPart(
        PackURI(f"/ppt/embeddings/deckChart{number}.xlsx"), CT.SML_SHEET, package, workbook
    )
    part.relate_to(data, RT.PACKAGE)
    identity: str = slide.part.relate_to(part, RT.CHART)
    return identity


def find_notes_places(file: Presentation) -> list[Placeholder]:
    """Find the places of picture and text in the notes of a file."""
    found = [place for place, _ in find_placeholders(file.notes_master)]
    return [place for place in found if place.kind in ("sldImg", "body")]


def add_notes(file: Presentation, slide: Slide, places: Sequence[Placeholder], body: str) -> None:
    """Add the notes behind the newest slide; `body` is their paragraphs."""
    master = file.part.notes_master_part
    shapes = [
        write_placeholder(number, place.kind, place, body if place.kind == "body" else "")
        for number, place in enumerate(places, 2)
    ]
    number = len(file.element.get_or_add_sldIdLst())
    part = NotesSlidePart(
        PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"),
        CT.PML_NOTES_SLIDE,
        file.part.package,
        _parse("notes", "".join(shapes)),
    )
    part.relate_to(master, RT.NOTES_MASTER)
    part.relate_to(slide.part, RT.SLIDE)
    slide.part.relate_to(part, RT.NOTES_SLIDE)


def _parse(kind: str, shapes: str) -> object:
    return parse_xml(
        f"<p:{kind} {NAMESPACES}><p:cSld><p:spTree>{_TREE}{shapes}</p:spTree></p:cSld>{_COLORS}"
        f"</p:{kind}>"
    )


def drop_leftovers(file: Presentation) -> None:
    """Take away what tells of the template: its little picture, its titles, who made it."""
    package = file.part.package
    for number, relation in list(package._rels.items()):  # noqa: SLF001  # no other way to them
        if relation.reltype in _LEFTOVERS:
            package.drop_rel(number)


def save_deck(file: Presentation, day: datetime.date) -> bytes:
    """Write a file with `day` as the only moment in it.

    python-pptx packs it as of now, and to pack it again takes longer than to do so here.
    """
    package = file.part.package
    moment = fit_day(day)
    about = package.core_properties
    about.created = about.modified = datetime.datetime(moment.year, moment.month, moment.day)
    parts = list(package.iter_parts())
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:

        def write(name: PackURI, part: bytes) -> None:
            entry = zipfile.ZipInfo(name.membername, give_moment(day))
            archive.writestr(entry, part, zipfile.ZIP_DEFLATED)

        write(CONTENT_TYPES_URI, _write_types(parts).encode())
        write(PACKAGE_URI.rels_uri, package._rels.xml)  # noqa: SLF001  # no other way to them
        for part in parts:
            write(part.partname, part.blob)
            if len(part.rels):
                write(part.partname.rels_uri, part.rels.xml)
    return data.getvalue()


def _write_types(parts: Sequence[Part]) -> str:
    kinds = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>"
        for name, kind in sorted((part.partname, part.content_type) for part in parts)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{CT.OPC_RELATIONSHIPS}"/>'
        f'<Default Extension="xml" ContentType="{CT.XML}"/>{kinds}</Types>'
    )

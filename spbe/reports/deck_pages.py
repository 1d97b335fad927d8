"""The slides of a deck: one title, one area below it, marks where they belong, notes behind."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu

from spbe.reports.deck_chart_xml import write_chart
from spbe.reports.deck_charts import Chart, write_workbook
from spbe.reports.deck_measure import LINE, count_lines, fit_size, measure_height, shorten
from spbe.reports.deck_shapes import (
    EMU,
    NAMESPACES,
    QUIET,
    WIDTH,
    Anchor,
    Box,
    Color,
    Pen,
    Words,
    write_shape,
)
from spbe.reports.deck_tables import Table, write_table
from spbe.reports.letter_parts import clean_text
from spbe.text.translator import Translator

_TITLE_SIZES = (26, 24, 22, 20, 18, 16, 14)
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_COVER_SIZES = (20, 18, 16, 14, 12, 10)
_MARK_SIZE, _CAPTION_SIZE = 10.5, 11
_GAP = 6
_FOOTER_SIZE = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Where things stand on the slides of a template."""

    cover: SlideLayout
    content: SlideLayout
    title: Box
    """Of the title of a content slide [points]."""
    cover_title: Box
    area: Box
    """Below the title, above the footer [points]."""
    footer: Box | None
    """Where the layout has a footer [points]."""


class Deck:
    """A presentation that grows slide by slide."""

    def __init__(
        self,
        file: Presentation,
        look: Look,
        text: Translator,
        day: datetime.date,
        marks: Sequence[str],
        footer: str,
        source: str,
    ) -> None:
        self.text = text
        self.look = look
        self.marks = marks
        self.source = source
        self.day = day
        self._file = file
        self._footer = footer
        self.pen = Pen(_LANGUAGES[text.language], file.slide_width / (WIDTH * EMU))

    def add_cover(self, title: str, lines: Sequence[str]) -> None:
        """Add the first slide; its layout gives the look."""
        slide = self._file.slides.add_slide(self.look.cover)
        box = self.look.cover_title
        size = fit_size(title, box.width, box.height, (40, 36, 32, 28, 24, 20, 16), is_bold=True)
        _fill_title(slide, title, size * self.pen.scale)
        others = [s for s in slide.placeholders if s.placeholder_format.idx != 0]
        for number, shape in enumerate(others):
            if number or not shape.has_text_frame:
                shape.element.getparent().remove(shape.element)
                continue
            frame, width = shape.text_frame, shape.width / self.pen.emu(1)
            size = _fit_lines(lines, width - 16, shape.height / self.pen.emu(1) - 8)
            frame.text = "\n".join(clean_text(line) for line in lines)
            for run in (run for paragraph in frame.paragraphs for run in paragraph.runs):
                run.font.size = Emu(round(size * self.pen.scale * EMU))
        self._write_notes(slide, title, ())

    def add_page(self, title: str, notes: Sequence[str] = (), *, is_marked: bool = True) -> Page:
        """Add a slide with a title that says the finding; `notes` are for whoever speaks.

        Unless `is_marked` is False it holds figures and carries what must stand beside them.
        """
        slide = self._file.slides.add_slide(self.look.content)
        box = self.look.title
        size = fit_size(title, box.width, box.height, _TITLE_SIZES, is_bold=True)
        _fill_title(slide, title, size * self.pen.scale)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx != 0:
                shape.element.getparent().remove(shape.element)
        page = Page(self, slide)
        page.add_footer(self._footer)
        if is_marked and self.marks:
            page.add_below(" ".join(self.marks), "Penanda", size=_MARK_SIZE, is_bold=True)
        self._write_notes(slide, title, notes)
        return page

    def _write_notes(self, slide: Slide, title: str, notes: Sequence[str]) -> None:
        said = [title, *notes, *self.marks, self.source]
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(clean_text(line) for line in said)


class Page:
    """One slide; `area` is what is still free on it."""

    def __init__(self, deck: Deck, slide: Slide) -> None:
        self.deck = deck
        self.area = deck.look.area
        self._slide = slide
        self._tree = slide.shapes._spTree  # noqa: SLF001  # the one way to add XML of our own
        self._number = 100
        """Of the last shape; those of the layout stay below."""

    def add_words(
        self,
        box: Box,
        words: Sequence[Words],
        name: str,
        *,
        fill: Color | None = None,
        anchor: Anchor = "t",
        inset: float = 0,
    ) -> None:
        """Write paragraphs into a box."""
        deck = self.deck
        self._add(
            write_shape(
                self._next(), name, box, words, deck.pen,
                fill=fill, anchor=anchor, inset=inset,
            )
        )  # fmt: skip

    def add_table(self, at: tuple[float, float], table: Table, name: str) -> None:
        """Add a native table at its upper left corner."""
        deck = self.deck
        self._add(write_table(self._next(), name, at, table, deck.pen))

    def add_chart(self, box: Box, chart: Chart, name: str, alt: str) -> None:
        """Add a native chart with its workbook; `alt` says it to those who cannot see it."""
        pen = self.deck.pen
        frame = self._slide.shapes.add_chart(
            XL_CHART_TYPE.COLUMN_CLUSTERED,  # the XML is ours; this only has to be some kind
            *(Emu(pen.emu(n)) for n in (box.x, box.y, box.width, box.height)),
            _Written(write_chart(chart, pen), chart, self.deck.day),
        )
        properties = frame.element.xpath("p:nvGraphicFramePr/p:cNvPr")[0]
        properties.set("id", str(self._next()))
        properties.set("name", name)
        properties.set("descr", clean_text(alt))

    def add_below(
        self, words: str, name: str, *, size: float = _CAPTION_SIZE, is_bold: bool = False
    ) -> None:
        """Write a sentence at the bottom of what is still free, and take its room away."""
        lines = count_lines(words, self.area.width, size, is_bold=is_bold)
        self.area, box = self.area.cut_bottom(lines * size * LINE + 1, _GAP)
        color = Color("tx1") if is_bold else QUIET
        self.add_words(box, [Words(words, size, color, is_bold)], name)

    def add_footer(self, words: str) -> None:
        """Write the footer and the number of the slide where its layout has them."""
        box = self.deck.look.footer
        if box is not None:
            said = shorten(words, box.width, box.height, _FOOTER_SIZE)
            self.add_words(box, [Words(said, _FOOTER_SIZE, QUIET)], "Kaki", anchor="ctr")
        for shape in self.deck.look.content.placeholders:
            if shape.element.ph.get("type") == "sldNum":
                self._add(_write_number(self._next(), shape.element.ph.get("idx")))

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _add(self, xml: str) -> None:
        self._tree.append(parse_xml(xml))


@dataclass(frozen=True, slots=True)
class _Written:
    """A chart as python-pptx asks for it: its XML, and the workbook behind."""

    xml: bytes
    chart: Chart
    day: datetime.date

    def xml_bytes(self, _: object) -> bytes:
        return self.xml

    @property
    def xlsx_blob(self) -> bytes:
        return write_workbook(self.chart, self.day)


def _fit_lines(lines: Sequence[str], width: float, height: float) -> float:
    """Choose the size at which lines below each other fit; a tenth is room between them."""
    for size in _COVER_SIZES:
        if sum(measure_height(line, width, size) for line in lines) * 1.1 <= height:
            return size
    return _COVER_SIZES[-1]


def _write_number(number: int, index: str) -> str:
    """Write the number of a slide into the place that the layout has for it (`p:sp`)."""
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Nomor"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" '
        f'idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>'
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        '<a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def _fill_title(slide: Slide, title: str, size: float) -> None:
    shape = slide.shapes.title
    if shape is None:
        return
    shape.text_frame.text = clean_text(title)
    for run in shape.text_frame.paragraphs[0].runs:
        run.font.size = Emu(round(size * EMU))

"""The slides of a deck: one title, one area below it, marks where they belong, notes behind."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout

from spbe.reports.deck_chart_xml import write_chart
from spbe.reports.deck_charts import Chart
from spbe.reports.deck_measure import LINE, count_lines, fit_size, measure_height, shorten
from spbe.reports.deck_parts import (
    Placeholder,
    add_chart,
    add_notes,
    add_slide,
    find_notes_places,
    write_placeholder,
)
from spbe.reports.deck_shapes import (
    EMU,
    QUIET,
    WIDTH,
    Anchor,
    Box,
    Color,
    Pen,
    Words,
    write_chart_frame,
    write_plain,
    write_shape,
)
from spbe.reports.deck_tables import Table, write_table
from spbe.reports.deck_workbook import write_workbook
from spbe.text.translator import Translator

_TITLE_SIZES = (26, 24, 22, 20, 18, 16, 14)
_LANGUAGES = {"id": "id-ID", "en": "en-GB"}
_COVER_TITLE_SIZES = (40, 36, 32, 28, 24, 20, 16)
_NUMBER = (
    '<a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    '<a:rPr lang="id-ID"/><a:t>‹#›</a:t></a:fld></a:p>'
)
_COVER_SIZES = (20, 18, 16, 14, 12, 10)
_MARK_SIZE, _CAPTION_SIZE = 10.5, 11
_GAP = 6
_FOOTER_SIZE = 10


@dataclass(frozen=True, slots=True)
class Look:
    """Where things stand on the slides of a template; boxes in points."""

    cover: SlideLayout
    cover_place: Placeholder
    """Of its title."""
    cover_title: Box
    cover_words: tuple[Placeholder, Box] | None
    """Below that title, where its layout has such a place."""
    content: SlideLayout
    title_place: Placeholder
    title: Box
    number_place: Placeholder | None
    area: Box
    """Below the title, above the footer."""
    footer: Box | None


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
        self._notes_places = find_notes_places(file)
        self._footer = footer
        self._charts = 0
        self.pen = Pen(_LANGUAGES[text.language], file.slide_width / (WIDTH * EMU))

    def add_cover(self, title: str, lines: Sequence[str]) -> None:
        """Add the first slide; its layout gives the look."""
        look, box = self.look, self.look.cover_title
        size = fit_size(title, box.width, box.height, _COVER_TITLE_SIZES, is_bold=True)
        shapes = [write_placeholder(2, "Judul", look.cover_place, self._write([title], size))]
        if look.cover_words is not None:
            place, room = look.cover_words
            size = _fit_lines(lines, room.width - 16, room.height - 8)
            shapes.append(write_placeholder(3, "Keterangan", place, self._write(lines, size)))
        slide = add_slide(self._file, look.cover, "".join(shapes))
        self._add_notes(slide, [title, *self.marks, self.source])

    def add_page(self, title: str, notes: Sequence[str] = ()) -> Page:
        """Add a slide with a title that says the finding, and what must stand beside figures.

        `notes` are for whoever speaks.
        """
        look, box = self.look, self.look.title
        size = fit_size(title, box.width, box.height, _TITLE_SIZES, is_bold=True)
        shapes = [write_placeholder(2, "Judul", look.title_place, self._write([title], size))]
        if look.number_place is not None:
            shapes.append(write_placeholder(3, "Nomor", look.number_place, _NUMBER))
        slide = add_slide(self._file, look.content, "".join(shapes))
        self._add_notes(slide, [title, *notes, *self.marks, self.source])
        page = Page(self, slide)
        if look.footer is not None:
            said = shorten(self._footer, look.footer.width, look.footer.height, _FOOTER_SIZE)
            words = [Words(said, _FOOTER_SIZE, QUIET)]
            page.add_words(look.footer, words, "Kaki", anchor="ctr")
        if self.marks:
            page.add_below(" ".join(self.marks), "Penanda", size=_MARK_SIZE, is_bold=True)
        return page

    def add_chart(self, slide: Slide, chart: Chart) -> str:
        """Add the part of a chart on a slide and give its id there."""
        self._charts += 1
        xml, workbook = write_chart(chart, self.pen), write_workbook(chart, self.day)
        return add_chart(slide, self._charts, xml, workbook)

    def _write(self, lines: Sequence[str], size: float | None = None) -> str:
        return "".join(write_plain(line, self.pen, size) for line in lines)

    def _add_notes(self, slide: Slide, lines: Sequence[str]) -> None:
        add_notes(self._file, slide, self._notes_places, self._write(lines))


class Page:
    """One slide; `area` is what is still free on it."""

    def __init__(self, deck: Deck, slide: Slide) -> None:
        self.deck = deck
        self.area = deck.look.area
        self._slide = slide
        self._tree = slide.element.spTree
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
        deck = self.deck
        part = deck.add_chart(self._slide, chart)
        self._add(write_chart_frame(self._next(), name, alt, box, part, deck.pen))

    def add_below(
        self, words: str, name: str, *, size: float = _CAPTION_SIZE, is_bold: bool = False
    ) -> None:
        """Write a sentence at the bottom of what is still free, and take its room away."""
        lines = count_lines(words, self.area.width, size, is_bold=is_bold)
        self.area, box = self.area.cut_bottom(lines * size * LINE + 1, _GAP)
        color = Color("tx1") if is_bold else QUIET
        self.add_words(box, [Words(words, size, color, is_bold)], name)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def _add(self, xml: str) -> None:
        self._tree.append(parse_xml(xml))


def _fit_lines(lines: Sequence[str], width: float, height: float) -> float:
    """Choose the size at which lines below each other fit; a tenth is room between them."""
    for size in _COVER_SIZES:
        if sum(measure_height(line, width, size) for line in lines) * 1.1 <= height:
            return size
    return _COVER_SIZES[-1]

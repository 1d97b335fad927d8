"""The whole report as Word, for those who must edit it: the chapters with native tables."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor

from spbe.analysis.change_words import name_result
from spbe.charts.palette import PALETTES
from spbe.reports.chapters import list_chapters
from spbe.reports.contents import ReportContents
from spbe.reports.letter_parts import clean_text
from spbe.reports.papers import Paper
from spbe.reports.word_blocks import (
    add_blocks,
    add_contents,
    add_field,
    mark_place,
)
from spbe.reports.word_document import FONT, finish_document, set_paper
from spbe.reports.words import list_marks, say_source
from spbe.text.translator import Translator

_MARGINS = (25, 20, 20, 20)


def build_report_docx(contents: ReportContents, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the report (docx): title, table of contents, and every chapter there is.

    The same contents on the same day give the same bytes. Raises ValueError for a paper that is not
    known.
    """
    document = Document()
    width = set_page(document, paper)
    chapters = list_chapters(contents, text)
    title = text("Laporan Penilaian SPBE {year}", year=contents.result.year)
    _write_title(document, contents, text, title)
    document.add_heading(text("Daftar isi"), 2)
    add_contents(document, [chapter.title for chapter in chapters], width)
    for number, chapter in enumerate(chapters):
        heading = document.add_heading(f"{number + 1}  {clean_text(chapter.title)}", 1)
        heading.paragraph_format.page_break_before = number == 0
        mark_place(heading, number)
        add_blocks(document, chapter.blocks, width)
    _write_foot(document, contents, text)
    return finish_document(document, title, contents.day)


def set_page(document: Word, paper: Paper) -> int:
    """Give a document paper, margins and type of the report; returns the width left [mm]."""
    width = set_paper(document, paper, _MARGINS, 10, 5)
    primary = RGBColor.from_string(PALETTES["light"].now.lstrip("#"))
    for name, size in (("Heading 1", 15), ("Heading 2", 11.5), ("Title", 24)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), primary
        # Headings take the font of the theme before their own; it would be another one.
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
    return width


def _write_title(document: Word, contents: ReportContents, text: Translator, title: str) -> None:
    document.add_heading(clean_text(title), 0)
    for words, size in (
        (contents.agency, 16),
        (name_result(contents.result, text), 12),
        (text.date(contents.day, "long"), 10),
    ):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(clean_text(words))
        run.font.size, run.bold = Pt(size), size > 10


def _write_foot(document: Word, contents: ReportContents, text: Translator) -> None:
    """Write on every page what its figures are, whence they come, and which page it is."""
    foot = document.sections[0].footer
    paragraph = foot.paragraphs[0]
    words = [*list_marks(contents, text), say_source(contents, text)]
    run = paragraph.add_run(clean_text(" ".join(words)))
    run.font.size = Pt(7.5)
    number = foot.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add_field(number, " PAGE ")

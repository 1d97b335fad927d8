"""The whole report as Word, for those who must edit it: the chapters with native tables."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

from spbe.analysis.change_words import name_result
from spbe.charts.palette import PALETTES
from spbe.reports.chapters import list_chapters
from spbe.reports.contents import ReportContents
from spbe.reports.letter_parts import clean_text
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.word_blocks import (
    add_blocks,
    add_contents,
    add_field,
    mark_place,
)
from spbe.reports.words import list_marks, say_source
from spbe.text.file_moments import fix_moments
from spbe.text.translator import Translator

_FONT, _SIZE = "Arial", 10
_LEFT, _RIGHT, _TOP = 25, 20, 20
"""Margins [mm]."""


def build_report_docx(contents: ReportContents, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the report (docx): title, table of contents, and every chapter there is.

    The same contents on the same day give the same bytes. Raises ValueError for a paper that is not
    known.
    """
    if paper not in PAPERS:
        raise ValueError(f"unknown paper {paper!r}")
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
    about = document.core_properties
    about.author, about.title, about.comments = "", clean_text(title), ""
    file = io.BytesIO()
    document.save(file)
    return fix_moments(file.getvalue(), contents.day)


def set_page(document: Word, paper: Paper) -> int:
    """Give a document paper, margins and type of the report; returns the width left [mm]."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(size) for size in PAPERS[paper])
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin = section.bottom_margin = Mm(_TOP)
    primary = RGBColor.from_string(PALETTES["light"].now.lstrip("#"))
    for name, size in (("Normal", _SIZE), ("Heading 1", 15), ("Heading 2", 11.5), ("Title", 24)):
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        # Headings take the font of the theme before their own; it would be another one.
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        if name != "Normal":
            style.font.color.rgb = primary
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    return PAPERS[paper][0] - _LEFT - _RIGHT


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

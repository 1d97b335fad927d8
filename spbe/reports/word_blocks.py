"""Lay out sentences, headings and tables as Word, natively, so that they can be edited there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from spbe.charts.palette import PALETTES, level_colors
from spbe.reports.blocks import Align, Block, Column, Heading, Sentence, Table
from spbe.reports.letter_parts import clean_text

_ALIGNMENTS: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_PALETTE = PALETTES["light"]
_CELL_SIZE, _NOTE_SIZE = Pt(8.5), Pt(9)


def add_blocks(document: Word, blocks: Iterable[Block], width: int) -> None:
    """Add blocks below each other; tables get `width` [mm]."""
    for block in blocks:
        if isinstance(block, Heading):
            document.add_heading(clean_text(block.text), 2)
        elif isinstance(block, Sentence):
            add_sentence(document, block)
        else:
            add_block_table(document, block, width)


def add_sentence(document: Word, sentence: Sentence) -> Paragraph:
    """Add a paragraph as its kind asks for."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean_text(sentence.text))
    if sentence.kind == "finding":
        run.bold = True
        paragraph.paragraph_format.keep_with_next = True
    elif sentence.kind == "note":
        run.italic, run.font.size = True, _NOTE_SIZE
        run.font.color.rgb = RGBColor.from_string(_PALETTE.quiet.lstrip("#"))
    return paragraph


def add_block_table(document: Word, table: Table, width: int) -> None:
    """Add a table whose head is repeated on every page and whose rows are never torn apart."""
    total = sum(column.width for column in table.columns)
    widths = [Mm(width * column.width / total) for column in table.columns]
    written = document.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    written.style, written.autofit = "Table Grid", False
    for column, size in zip(written.columns, widths, strict=True):
        column.width = size
    head, *rows = written.rows
    for row in written.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  # no other way
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    titles = [column.title for column in table.columns]
    primary = _PALETTE.now.lstrip("#")
    for cell, words, column, size in zip(head.cells, titles, table.columns, widths, strict=True):
        _fill(cell, words, column, is_bold=True, paint=(primary, "FFFFFF"))
        cell.width = size
    for place, (row, texts) in enumerate(zip(rows, table.rows, strict=True)):
        _fill_row(row.cells, texts, table, place, widths)
    # Word needs a paragraph between two tables; a low one never makes a page of its own.
    below = document.add_paragraph()
    below.paragraph_format.space_after, below.paragraph_format.line_spacing = Pt(5), Pt(1)


def _fill_row(
    cells: Sequence[_Cell], texts: Sequence[str], table: Table, place: int, widths: Sequence[int]
) -> None:
    for number, (cell, words, column) in enumerate(zip(cells, texts, table.columns, strict=True)):
        level = table.levels.get((place, number))
        paint = None
        if level is not None:
            paint = (level_colors(level)[0].lstrip("#"), level_colors(level)[1].lstrip("#"))
        _fill(cell, words, column, is_bold=place in table.strong, paint=paint)
        cell.width = widths[number]  # type: ignore[assignment]  # a length is a whole number


def _fill(
    cell: _Cell,
    words: str,
    column: Column,
    *,
    is_bold: bool = False,
    paint: tuple[str, str] | None = None,
) -> None:
    """Write a cell; `paint` is its colour and that of its words, both as "0B5FA5"."""
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGNMENTS[column.align]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(clean_text(words))
    run.font.size, run.bold = _CELL_SIZE, is_bold
    if paint is not None:
        run.font.color.rgb = RGBColor.from_string(paint[1])
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", paint[0])):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def add_field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """Add a field that Word works out itself, such as the number of a page."""
    run = paragraph.add_run()
    for part in ("begin", instruction, "separate", shown, "end"):
        element: BaseOxmlElement
        if part in ("begin", "separate", "end"):
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), part)
        else:
            element = OxmlElement("w:instrText" if part == instruction else "w:t")
            element.set(qn("xml:space"), "preserve")
            element.text = part
        run._r.append(element)  # noqa: SLF001


def add_contents(document: Word, titles: Sequence[str], width: int) -> None:
    """Add the table of contents: each chapter with the page that Word finds it on."""
    for number, title in enumerate(titles):
        paragraph = document.add_paragraph()
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        paragraph.add_run(f"{number + 1}  {clean_text(title)}\t")
        add_field(paragraph, f" PAGEREF {name_bookmark(number)} \\h ", "–")


def name_bookmark(number: int) -> str:
    """Name the place of a chapter, counted from 0."""
    return f"bab{number + 1}"


def mark_place(paragraph: Paragraph, number: int) -> None:
    """Mark where a chapter begins, for the table of contents."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name_bookmark(number))
    paragraph._p.insert(1, start)  # noqa: SLF001
    paragraph._p.append(end)  # noqa: SLF001

"""Lines, fields and tables of a letter."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph


def clean_text(text: str) -> str:
    """Give a text without the characters that a document cannot hold."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def add_line(
    document: Word,
    text: str,
    alignment: WD_ALIGN_PARAGRAPH | None = None,
    *,
    is_bold: bool = False,
    size: int | None = None,
) -> Paragraph:
    """Add a paragraph; its size [points] is the document's where none is given."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(clean_text(text))
    run.bold = is_bold
    if size is not None:
        run.font.size = Pt(size)
        paragraph.paragraph_format.space_after = Pt(2)
    if alignment is not None:
        paragraph.alignment = alignment
    return paragraph


def underline_block(paragraph: Paragraph) -> None:
    """Draw the line that closes the head of a letter below a paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001  # the library has no other way


def add_fields(document: Word, fields: Sequence[tuple[str, str]]) -> None:
    """Add labels with their values below each other, without lines."""
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    widths = [Mm(width) for width in (32, 5, 123)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for label, value in fields:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, (label, ":", value), widths, strict=True):
            cell.width = width
            _write(cell, text)
    document.add_paragraph()


def add_table(
    document: Word,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
) -> None:
    """Add a table with lines; widths in mm. Its head is repeated on every page."""
    table = document.add_table(rows=1, cols=len(head))
    table.style, table.autofit = "Table Grid", False
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  # the library has no other way
    properties.append(OxmlElement("w:tblHeader"))
    for texts in (head, *rows):
        cells = table.rows[0].cells if texts is head else table.add_row().cells
        for cell, text, width in zip(cells, texts, widths, strict=True):
            cell.width = Mm(width)
            _write(cell, text, is_bold=texts is head)


def _write(cell: _Cell, text: str, *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.add_run(clean_text(text)).bold = is_bold

"""A document of sentences and tables as PDF/A, without a title page: minutes and the like."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.reports.blocks import Block, Chapter, Heading, Sentence, Table
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import list_shared
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.pictures import Picture
from spbe.reports.typesetting import Value, compile_pdf
from spbe.text.translator import Translator


def build_document_pdf(
    contents: ReportContents,
    title: str,
    lines: Sequence[tuple[str, str]],
    chapters: Sequence[Chapter],
    text: Translator,
    paper: Paper = "A4",
) -> bytes:
    """Build a document of chapters below its title and some lines of name and words.

    `contents` say whose figures it holds: their marks and source stand on every page. The same
    input on the same day gives the same bytes.
    """
    width, height = PAPERS[paper]
    data: dict[str, Value] = {
        **list_shared(contents, text, title),
        "paper": {"width": width, "height": height},
        "lines": [list(line) for line in lines],
        "chapters": [
            {"title": chapter.title, "blocks": [describe_block(block) for block in chapter.blocks]}
            for chapter in chapters
        ],
    }
    return compile_pdf("document", data, contents.day)


def describe_block(block: Block) -> Picture:
    """Give a block as plain values, as `layouts/blocks.typ` shows it."""
    match block:
        case Sentence():
            return {"kind": block.kind, "text": block.text}
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Table():
            return {
                "kind": "table",
                "columns": [
                    {"title": column.title, "width": column.width, "align": column.align}
                    for column in block.columns
                ],
                "rows": [
                    [
                        {"text": cell, "level": block.levels[place, column]}
                        if (place, column) in block.levels
                        else cell
                        for column, cell in enumerate(row)
                    ]
                    for place, row in enumerate(block.rows)
                ],
                "strong": sorted(block.strong),
            }

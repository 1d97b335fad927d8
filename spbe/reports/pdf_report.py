"""The whole report as PDF/A: the chapters with their tables, and pictures drawn as vectors."""

from __future__ import annotations

from collections.abc import Iterator

from spbe.analysis.change_words import name_result
from spbe.reports.blocks import Block, Chapter, Heading, Sentence, Table
from spbe.reports.chapters import list_chapters
from spbe.reports.contents import ReportContents
from spbe.reports.drawings import draw_index, draw_scale, list_shared, shorten
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.pictures import Picture, list_pictures
from spbe.reports.typesetting import Value, compile_pdf
from spbe.text.translator import Translator

_LONGEST_NAME = 160


def build_report_pdf(contents: ReportContents, text: Translator, paper: Paper = "A4") -> bytes:
    """Build the report: title and table of contents, then every chapter there is.

    The same contents on the same day give the same bytes.
    """
    width, height = PAPERS[paper]
    title = text("Laporan Penilaian SPBE {year}", year=contents.result.year)
    data: dict[str, Value] = {
        **list_shared(contents, text, title),
        "agency": shorten(contents.agency, _LONGEST_NAME),
        "result": name_result(contents.result, text),
        "paper": {"width": width, "height": height},
        "index": draw_index(contents, text),
        "scale": draw_scale(contents, text),
        "words": {"contents": text("Daftar isi")},
        "chapters": [
            {"title": chapter.title, "blocks": list(_list_blocks(chapter, contents, text))}
            for chapter in list_chapters(contents, text)
        ],
    }
    return compile_pdf("report", data, contents.day)


def _list_blocks(chapter: Chapter, contents: ReportContents, text: Translator) -> Iterator[Picture]:
    """Give the blocks of a chapter as plain values, its pictures below their findings."""
    pictures = iter(list_pictures(chapter.name, contents, text))
    findings = [b for b in chapter.blocks if isinstance(b, Sentence) and b.kind == "finding"]
    if not findings:
        yield from next(pictures, [])
    for block in chapter.blocks:
        yield describe_block(block)
        if any(block is finding for finding in findings):
            yield from next(pictures, [])


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

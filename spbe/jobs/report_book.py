"""The workbook of a report, filled in from what the report tells."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.change_words import name_result, say_change
from spbe.analysis.decomposition import decompose_change
from spbe.analysis.overview import compute_children
from spbe.charts.bullet import title_bullet
from spbe.charts.children import title_domains
from spbe.charts.palette import level_colors
from spbe.charts.ranking import title_ranking
from spbe.jobs.report_book_results import (
    make_levels,
    make_peers,
    make_potentials,
    make_stages,
    make_trend,
)
from spbe.jobs.report_book_work import make_checklist, make_evidence, make_plan, make_units
from spbe.reports.blocks import Block, Heading, Sentence, Table
from spbe.reports.chapters_summary import write_method
from spbe.reports.contents import ReportContents
from spbe.reports.words import list_marks, say_distance, say_rating, say_source, say_target
from spbe.text.translator import Translator
from spbe.workbooks.report_book import build_report_book
from spbe.workbooks.report_book_content import BookPart, ReportBook

_MAKERS = (
    make_trend,
    make_stages,
    make_potentials,
    make_plan,
    make_checklist,
    make_units,
    make_evidence,
    make_peers,
    make_levels,
)


def build_report_workbook(contents: ReportContents, text: Translator) -> bytes:
    """Build the workbook (xlsx) of a report; the same contents and day give the same bytes."""
    return build_report_book(make_report_book(contents, text), text)


def make_report_book(contents: ReportContents, text: Translator) -> ReportBook:
    """Fill in what the workbook shows; tables that would be empty are left out."""
    instrument, result, compared = contents.instrument, contents.result, contents.compared
    inner = [node.code for node in instrument.inner_nodes]
    before = {code: compared.hundredths(code) for code in inner} if compared is not None else {}
    tables = [table for make in _MAKERS if (table := make(contents, text)) is not None]
    levels = range(instrument.level_minimum, instrument.level_maximum + 1)
    return ReportBook(
        instrument=instrument,
        agency=contents.agency,
        year=result.year,
        stage=result.stage,
        day=contents.day,
        title=f"{contents.agency} · {name_result(result, text)}",
        source=say_source(contents, text),
        marks=list_marks(contents, text),
        is_illustrative=contents.is_illustrative,
        assessment=contents.assessment,
        scores={code: n for code in inner if (n := result.hundredths(code)) is not None},
        rating=_say_rating(contents, text),
        compared=name_result(compared, text) if compared is not None else None,
        before={code: n for code, n in before.items() if n is not None},
        target=contents.target.hundredths if contents.target is not None else None,
        target_name=contents.target.name if contents.target is not None else "",
        findings=_list_findings(contents, text),
        tables=tables,
        method=_list_parts(write_method(contents, text).blocks),
        level_colors={level: _hex(level_colors(level)) for level in levels},
    )


def _hex(colors: tuple[str, str]) -> tuple[str, str]:
    fill, ink = colors
    return fill.lstrip("#"), ink.lstrip("#")


def _say_rating(contents: ReportContents, text: Translator) -> str:
    rating = say_rating(contents, text)
    if rating is not None:
        return rating
    total = len(contents.instrument.leaves)
    filled = total - len(contents.result.scores.missing)
    return text("{n} dari {total} terisi", n=filled, total=total)


def _list_findings(contents: ReportContents, text: Translator) -> list[str]:
    """Say what the figures of the report find, one sentence each."""
    target = contents.target
    found = [title_bullet(contents.result, text) + "."]
    if target is not None:
        found.append(say_target(target, text))
    if contents.distance is not None:
        found.append(say_distance(contents.distance, text))
    children = compute_children(
        contents.result,
        target=target.hundredths if target is not None else None,
        language=text.language,
    )
    found.append(title_domains(children, text, target) + ".")
    if contents.compared is not None:
        change = decompose_change(contents.compared, contents.result)
        found.append(say_change(change, text) + ".")
    if len(contents.potentials):
        found.append(title_ranking(contents.potentials, contents.instrument, text) + ".")
    return found


def _list_parts(blocks: Sequence[Block]) -> list[BookPart]:
    """Gather sentences and tables below the heading that they belong to."""
    parts: list[BookPart] = []
    heading, sentences = "", list[str]()
    rows: list[tuple[str, ...]] = []

    def close() -> None:
        if heading or sentences or rows:
            parts.append(BookPart(heading, tuple(sentences), tuple(rows)))

    for block in blocks:
        if isinstance(block, Heading):
            close()
            heading, sentences, rows = block.text, [], []
        elif isinstance(block, Sentence):
            sentences.append(block.text)
        elif isinstance(block, Table):
            rows += [tuple(row) for row in block.rows]
    close()
    return parts

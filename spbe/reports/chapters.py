"""The chapters of the whole report, in their order; PDF and Word lay out the same ones."""

from __future__ import annotations

from spbe.reports.blocks import Chapter
from spbe.reports.chapters_results import (
    write_appendix,
    write_change,
    write_indicators,
    write_nodes,
    write_strengths,
)
from spbe.reports.chapters_summary import write_method, write_summary
from spbe.reports.chapters_work import (
    write_checklist,
    write_evidence,
    write_recommendations,
    write_way,
)
from spbe.reports.contents import ReportContents
from spbe.text.translator import Translator

_WRITERS = (
    write_summary,
    write_method,
    write_nodes,
    write_indicators,
    write_strengths,
    write_change,
    write_way,
    write_checklist,
    write_evidence,
    write_recommendations,
    write_appendix,
)


def list_chapters(contents: ReportContents, text: Translator) -> list[Chapter]:
    """Write every chapter that the contents have anything for.

    What the data do not hold is left out here and named in the chapter of method.
    """
    written = (write(contents, text) for write in _WRITERS)
    return [chapter for chapter in written if chapter.blocks]

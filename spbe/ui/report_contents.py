"""What a report tells of the result in view: gathered when a file is asked for, once."""

from __future__ import annotations

from spbe.jobs.report_contents import gather_stored
from spbe.reports.contents import ReportContents
from spbe.store.records import ResultKey, Target
from spbe.ui.clock import today
from spbe.ui.shell import Page


def gather_view(page: Page, key: ResultKey, target: Target | None = None) -> ReportContents:
    """Gather what is kept of one result, in the language of the page and as of today.

    `target` stands in for the primary one.
    """
    day, language = today(), page.text.language
    return page.snapshot.keep(
        ("report", key, day, language, target),
        lambda: gather_stored(page.store, page.instruments, key, day, language, target),
    )

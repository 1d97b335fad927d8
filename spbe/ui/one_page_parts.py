"""What can be sent on at once: the one page and its picture, of the agency or of one unit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spbe.reports.contents import ReportContents
from spbe.reports.one_page import build_one_page_pdf, build_one_page_png
from spbe.reports.papers import PAPERS, Paper
from spbe.reports.unit_page import build_unit_page_pdf, build_unit_page_png
from spbe.store.records import ResultKey
from spbe.text.file_names import make_file_name
from spbe.ui.canvas import st
from spbe.ui.origin import name_file
from spbe.ui.report_contents import gather_view
from spbe.ui.shell import Page

PDF, PNG = "application/pdf", "image/png"


def offer_one_page(page: Page) -> None:
    """Offer picture and page of the result in view; nothing where there is none."""
    key = page.view.key
    if key is None or page.view.result is None:
        return
    _offer(
        page,
        key,
        name_file(page, page.text("satu halaman")),
        lambda contents: build_one_page_png(contents, page.text),
        lambda contents, paper: build_one_page_pdf(contents, page.text, paper),
    )


def offer_unit_page(page: Page, unit: str) -> None:
    """Offer picture and page of one unit; nothing where no result is in view."""
    key = page.view.key
    if key is None or page.view.result is None:
        return
    _offer(
        page,
        key,
        unit,
        lambda contents: build_unit_page_png(contents, unit, page.text),
        lambda contents, paper: build_unit_page_pdf(contents, unit, page.text, paper),
    )


def _offer(
    page: Page,
    key: ResultKey,
    name: str,
    draw: Callable[[ReportContents], bytes],
    build: Callable[[ReportContents, Paper], bytes],
) -> None:
    text = page.text
    row = st.container(horizontal=True)
    row.download_button(
        text("Gambar untuk WhatsApp"),
        lambda: draw(gather_view(page, key)),
        file_name=make_file_name(name, "png"),
        mime=PNG,
        key="one-page-picture",
        on_click="ignore",
        icon=":material/image:",
    )
    for paper in PAPERS:
        row.download_button(
            text("Satu halaman {paper} (PDF)", paper=paper),
            partial(_build, page, key, paper, build),
            file_name=make_file_name(f"{name} {paper}", "pdf"),
            mime=PDF,
            key=f"one-page-{paper}",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )


def _build(
    page: Page, key: ResultKey, paper: Paper, build: Callable[[ReportContents, Paper], bytes]
) -> bytes:
    return build(gather_view(page, key), paper)

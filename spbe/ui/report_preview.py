"""The whole report as it will be printed, seen in the page, and the pages of all units."""

from __future__ import annotations

from spbe.reports.contents import ReportContents
from spbe.reports.papers import PAPERS
from spbe.reports.pdf_report import build_report_pdf
from spbe.reports.unit_page import list_page_units
from spbe.ui.canvas import st
from spbe.ui.choices import choose_option, show_closed
from spbe.ui.shell import Page
from spbe.ui.unit_pages_parts import offer_unit_pages

_HEIGHT = 760
"""A page of A4 beside the menu on a laptop [pixels]."""


def show_pdf_preview(page: Page, contents: ReportContents) -> None:
    """Draw the report as PDF once it is opened, on the paper of one's choice."""
    text = page.text
    opened = show_closed("preview", text("Pratinjau laporan lengkap"), icon=":material/preview:")
    if opened is None:
        return
    with opened:
        names: dict[str, str] = {paper: paper for paper in PAPERS}
        paper = choose_option(text, "preview-paper", text("Kertas"), names, None)
        data = build_report_pdf(contents, text, "F4" if paper == "F4" else "A4")
        st.pdf(data, height=_HEIGHT, key="report-preview", alt=text("Laporan lengkap (PDF)"))


def show_unit_pages(page: Page, contents: ReportContents) -> None:
    """Draw the row that gives page and picture of every unit."""
    text = page.text
    with st.container(border=True):
        title = text("Satu halaman tiap OPD")
        st.markdown(f"**{title}**")
        if not list_page_units(contents):
            st.caption(text("Belum ada OPD yang memegang butir atau memimpin indikator."))
            return
        st.caption(
            text(
                "Yang harus dikerjakan tiap OPD, tenggatnya, dan indikator yang dipimpinnya: "
                "halaman dan gambar."
            )
        )
        offer_unit_pages(page)

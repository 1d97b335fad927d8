"""The pages and pictures of all units as one ZIP, prepared with a progress bar."""

from __future__ import annotations

from spbe.reports.papers import PAPERS, Paper
from spbe.reports.unit_page import build_unit_pages
from spbe.store.records import ResultKey
from spbe.text.file_names import make_file_name
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.origin import name_file
from spbe.ui.report_contents import gather_view
from spbe.ui.shell import Page

ZIP = "application/zip"
_READY = "unit-pages"
"""Where a session keeps the last ZIP, by what it was made of: a click elsewhere loses no work."""


def offer_unit_pages(page: Page) -> None:
    """Offer to prepare the pages of all units; nothing where no result is in view."""
    key = page.view.key
    if key is None or page.view.result is None:
        return
    text = page.text
    with st.container(horizontal=True):
        asked = [
            paper
            for paper in PAPERS
            if st.button(
                text("Siapkan satu halaman tiap OPD {paper}", paper=paper),
                key=f"unit-pages-{paper}",
                icon=":material/picture_as_pdf:",
            )
        ]
    for paper in asked:
        st.session_state[_READY] = (_name_state(page, key), paper, _prepare(page, key, paper))
    state, paper, data = st.session_state.get(_READY, (None, None, b""))
    if state == _name_state(page, key):
        st.download_button(
            text("Unduh satu halaman tiap OPD {paper} (ZIP)", paper=paper),
            data,
            file_name=make_file_name(f"{name_file(page, 'opd')}-{paper}", "zip"),
            mime=ZIP,
            key="unit-pages-zip",
            on_click="ignore",
            icon=":material/download:",
            type="primary",
        )


def _name_state(page: Page, key: ResultKey) -> tuple[object, ...]:
    """Name all that a ZIP rests on, so that an older one is offered no more."""
    return key, page.snapshot.version, page.text.language, today()


def _prepare(page: Page, key: ResultKey, paper: Paper) -> bytes:
    text = page.text
    bar = st.progress(0.0, text("Mengumpulkan data …"))

    def tell(done: int, total: int) -> None:
        bar.progress(done / total, text("{done} dari {total} OPD", done=done, total=total))

    data = build_unit_pages(gather_view(page, key), text, paper, tell)
    bar.empty()
    return data

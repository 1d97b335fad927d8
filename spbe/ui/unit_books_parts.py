"""The workbooks of the units: taken along for all of them, and many filled ones back at once."""

from __future__ import annotations

from functools import partial

from spbe.jobs.unit_book_preview import read_books
from spbe.jobs.unit_books import collect_unit_books
from spbe.reports.letter import build_letters
from spbe.reports.papers import PAPERS, Paper
from spbe.text.file_names import make_file_name
from spbe.ui.canvas import st
from spbe.ui.checklist_rights import can_edit_some
from spbe.ui.checklist_state import Checklist
from spbe.ui.choices import show_closed
from spbe.ui.letters import make_letters, show_letter_language
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.unit_books_preview import show_preview
from spbe.ui.unit_books_state import BookUpload, load_book_upload
from spbe.ui.unit_pages_parts import offer_unit_pages
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.unit_book import build_unit_books

_MEGABYTES = 20
ZIP = "application/zip"


def show_unit_books(page: Page, checklist: Checklist) -> None:
    """Draw what goes out to the units, and the place where their filled workbooks come back."""
    part = show_closed("books", page.text("Buku dan surat untuk setiap OPD"))
    if part is None:
        return
    with part:
        _show_taking(page, checklist)
        show_letter_language(page)
        offer_unit_pages(page)
        if can_edit_some(page):
            _show_return(page, checklist)


def _show_taking(page: Page, checklist: Checklist) -> None:
    text, instrument = page.text, checklist.instrument

    def build() -> bytes:
        books = collect_unit_books(
            page.store, checklist.agency, instrument, checklist.year, checklist.levels, text
        )
        return build_unit_books(books, instrument, text)

    with st.container(horizontal=True):
        st.download_button(
            text("Unduh buku semua OPD (ZIP)"),
            build,
            file_name=make_file_name(text("Buku OPD {year}", year=str(checklist.year)), "zip"),
            mime=ZIP,
            key="books-zip",
            on_click="ignore",
            icon=":material/download:",
        )
        for paper in PAPERS:
            st.download_button(
                text("Unduh surat permintaan {paper} (ZIP)", paper=paper),
                partial(_build_letters, page, checklist, paper),
                file_name=make_file_name(f"Surat OPD {checklist.year} {paper}", "zip"),
                mime=ZIP,
                key=f"letters-{paper}",
                on_click="ignore",
                icon=":material/mail:",
            )


def _build_letters(page: Page, checklist: Checklist, paper: Paper) -> bytes:
    return build_letters(make_letters(page, checklist), paper)


def _show_return(page: Page, checklist: Checklist) -> None:
    text, upload = page.text, load_book_upload(checklist.place)
    if upload.outcome is not None:
        st.success(escape_markdown(text(upload.outcome)), icon=":material/check:")
    uploaded = st.file_uploader(
        text("Buku OPD yang sudah diisi, satu atau banyak sekaligus"),
        accept_multiple_files=True,
        max_upload_size=_MEGABYTES,
        key=f"books-{upload.round}",
        help=text("Tidak ada yang disimpan sebelum Anda melihat perbedaannya dan menyimpan."),
    )
    if uploaded:
        _take(page, upload, [SourceFile(file.name, file.getvalue()) for file in uploaded])
    if upload.books:
        show_preview(page, checklist, upload)


def _take(page: Page, upload: BookUpload, sources: list[SourceFile]) -> None:
    text = page.text
    with st.spinner(text("Membaca buku OPD …")):
        upload.take(read_books(sources, page.instruments))
    st.rerun()

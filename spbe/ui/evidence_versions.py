"""The versions of a document: the newest one to open, a link or file to add, those before."""

from __future__ import annotations

import pandas as pd

from spbe.model.evidence import Document, DocumentVersion
from spbe.store.document_checks import LONGEST_LINE, LONGEST_LINK
from spbe.store.document_versions import add_file, add_link, find_versions, note_access
from spbe.store.file_types import MAXIMUM_BYTES, PDF
from spbe.store.records import StoreError
from spbe.text.addresses import is_web_address
from spbe.text.translator import message
from spbe.ui.cache import open_files
from spbe.ui.canvas import st
from spbe.ui.choices import show_closed
from spbe.ui.clock import format_moment, now, today
from spbe.ui.evidence_edit import name_form, see_document, try_edit
from spbe.ui.markup import escape_markdown, format_link
from spbe.ui.shell import Page
from spbe.ui.state import choose_part
from spbe.ui.tables import show_frame

_WAYS = {"link": message("Tautan baru"), "file": message("Berkas baru")}
_PDF_HEIGHT = 600


def show_versions(page: Page, document: Document, who: str | None) -> None:
    """Draw the newest version, a form for the next one, and the list of all."""
    text = page.text
    if document.newest is None:
        st.info(text("Belum ada tautan atau berkas. Tautan ke folder daring paling mudah."))
    else:
        _show_newest(page, document, document.newest, who)
    if choose_part(text, "way", _WAYS) == "link":
        _ask_link(page, document, who)
    else:
        _ask_file(page, document, who)
    versions = find_versions(page.store, document.id or 0)
    if len(versions) > 1:
        show_frame(
            text,
            pd.DataFrame([_describe(page, version) for version in versions]),
            key=f"versions-{document.id}",
            alt=text("Versi dokumen"),
        )


def _show_newest(page: Page, document: Document, newest: DocumentVersion, who: str | None) -> None:
    text = page.text
    said = text("Versi {n} oleh {who}, {at}", n=newest.number, who=newest.who,
                at=format_moment(text, newest.at))  # fmt: skip
    st.caption(escape_markdown(said))
    if newest.page:
        st.markdown(escape_markdown(text("Halaman atau pasal: {page}", page=newest.page)))
    if newest.sha256 is not None:
        _show_file(page, document, newest, newest.sha256)
        return
    if is_web_address(newest.link):
        st.markdown(format_link(newest.link, newest.link))
    with st.container(horizontal=True, vertical_alignment="center"):
        day = newest.access_checked
        st.markdown(
            text("Akses belum diperiksa.")
            if day is None
            else text("Akses diperiksa {day}.", day=text.date(day))
        )
        st.button(
            text("Akses saya periksa hari ini"),
            disabled=who is None or day == today(),
            key=f"access-{document.id}",
            on_click=_note_access,
            args=(page, document, who),
            help=text("Buka tautannya tanpa masuk akun; asesor harus dapat membacanya."),
        )


def _note_access(page: Page, document: Document, who: str) -> None:
    try_edit(document, lambda: note_access(page.store, document, today(), who, now()))


def _show_file(page: Page, document: Document, newest: DocumentVersion, sha256: str) -> None:
    """Offer a file as an attachment; only a PDF is shown in the page itself."""
    text = page.text
    part = show_closed("file", text("Berkas: {name}", name=escape_markdown(newest.file_name)))
    if part is None:
        return
    with part:
        try:
            data = open_files().load(sha256)
        except StoreError as fault:
            st.warning(escape_markdown(text(fault.message)), icon=":material/info:")
            return
        st.download_button(
            text("Unduh berkas"),
            data,
            file_name=newest.file_name,
            mime=newest.media_type,
            key=f"file-{document.id}-{newest.number}",
            on_click="ignore",
            icon=":material/download:",
        )
        if newest.media_type == PDF.media_type:
            st.pdf(data, height=_PDF_HEIGHT, key=f"pdf-{document.id}-{newest.number}")


def _ask_link(page: Page, document: Document, who: str | None) -> None:
    text, seen = page.text, see_document(document)
    with st.form(name_form("link", document), border=False):
        link = st.text_input(
            text("Tautan"), max_chars=LONGEST_LINK, placeholder="https://drive.google.com/…"
        )
        left, right = st.columns([3, 2], vertical_alignment="bottom")
        pages = left.text_input(text("Halaman atau pasal"), max_chars=LONGEST_LINE)
        is_checked = right.checkbox(text("Akses sudah saya periksa hari ini"))
        is_sent = st.form_submit_button(
            text("Tambahkan tautan"), type="primary", disabled=who is None
        )
    if is_sent and who is not None:
        day = today() if is_checked else None
        try_edit(seen, lambda: add_link(page.store, seen, link or "", pages or "", day, who, now()))
        st.rerun()


def _ask_file(page: Page, document: Document, who: str | None) -> None:
    text, seen = page.text, see_document(document)
    key = name_form("file", document)
    with st.form(key, border=False):
        uploaded = st.file_uploader(
            text("PDF, Word, Excel atau gambar, paling besar {size} MB", size=MAXIMUM_BYTES >> 20),
            max_upload_size=MAXIMUM_BYTES >> 20,
            key=f"{key}-uploaded",
        )
        pages = st.text_input(text("Halaman atau pasal"), max_chars=LONGEST_LINE)
        is_sent = st.form_submit_button(text("Simpan berkas"), type="primary", disabled=who is None)
    if not is_sent or who is None:
        return
    if uploaded is None:
        st.info(text("Pilih berkasnya dulu."))
        return

    def save() -> None:
        name, data = uploaded.name, uploaded.getvalue()
        add_file(page.store, open_files(), seen, name, data, pages or "", who, now())

    try_edit(seen, save)
    st.rerun()


def _describe(page: Page, version: DocumentVersion) -> dict[str, object]:
    text = page.text
    return {
        text("Versi"): version.number,
        text("Isi"): version.link or version.file_name,
        text("Halaman"): version.page,
        text("Akses diperiksa"): text.date(version.access_checked)
        if version.access_checked
        else "",
        text("Oleh"): version.who,
        text("Waktu"): format_moment(text, version.at),
    }

"""Reviu: hand a document over, accept it, or reject it with a reason."""

from __future__ import annotations

from spbe.model.evidence import Document
from spbe.store.document_checks import LONGEST_LINE
from spbe.store.documents import review_document, submit_document
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.evidence_edit import name_form, see_document, try_edit
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page


def show_review(page: Page, document: Document, who: str | None) -> None:
    """Draw what may be decided about a document now."""
    text = page.text
    if document.state == "rejected":
        st.warning(escape_markdown(text("Ditolak: {reason}", reason=document.reason)))
    if document.newest is None:
        st.info(text("Tambahkan tautan atau berkas dulu; setelah itu dokumen dapat direviu."))
        return
    if document.state in ("draft", "rejected"):
        st.button(
            text("Ajukan untuk direviu"),
            disabled=who is None,
            key=f"submit-{document.id}",
            on_click=_submit,
            args=(page, document, who),
        )
    _warn_if_expired(page, document)
    seen = see_document(document)
    with st.form(name_form("review", document), border=False):
        reason = st.text_input(
            text("Alasan"),
            max_chars=LONGEST_LINE,
            help=text("Wajib diisi bila ditolak: apa yang perlu diperbaiki."),
        )
        with st.container(horizontal=True):
            is_accepted = st.form_submit_button(
                text("Terima"),
                type="primary",
                icon=":material/check:",
                disabled=who is None or document.state == "accepted",
            )
            is_rejected = st.form_submit_button(
                text("Tolak"), icon=":material/close:", disabled=who is None
            )
    if who is not None and (is_accepted or is_rejected):
        try_edit(
            seen,
            lambda: review_document(page.store, seen, is_accepted, reason or "", who, now()),
        )
        st.rerun()


def _warn_if_expired(page: Page, document: Document) -> None:
    if document.expires is None or not document.has_expired_on(today()):
        return
    sentence = page.text(
        "Dokumen ini hanya berlaku sampai {day}. Walau diterima, sesudah tanggal itu dokumen ini "
        "tidak mendukung nilai: tambahkan versi yang masih berlaku, atau perbaiki tanggalnya bila "
        "salah tulis.",
        day=page.text.date(document.expires),
    )
    st.warning(sentence, icon=":material/event_busy:")


def _submit(page: Page, document: Document, who: str) -> None:
    try_edit(document, lambda: submit_document(page.store, document, who, now()))

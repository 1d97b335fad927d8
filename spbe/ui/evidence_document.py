"""One document: what it is, where it is found, what it stands behind, how it was reviewed."""

from __future__ import annotations

from dataclasses import replace

from spbe.model.evidence import Document
from spbe.store.agencies import find_units
from spbe.store.document_checks import LONGEST_LINE, LONGEST_NAME, LONGEST_NOTE
from spbe.store.documents import add_document, remove_document, save_document
from spbe.text.terms import DOCUMENT_STATE_NAMES
from spbe.text.translator import message
from spbe.ui.address import write_address
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.evidence_account import show_account
from spbe.ui.evidence_edit import name_form, see_document, try_edit
from spbe.ui.evidence_list import DOCUMENT, close_document, find_open_document, is_new_open
from spbe.ui.evidence_review import show_review
from spbe.ui.evidence_state import Evidence
from spbe.ui.evidence_uses import show_uses
from spbe.ui.evidence_versions import show_versions
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.state import choose_part

_VERSIONS = message("Tautan dan berkas")
_PARTS = {
    "details": message("Isi dokumen"),
    "versions": _VERSIONS,
    "uses": message("Dipakai untuk"),
    "review": message("Reviu"),
    "account": message("Akun uji"),
}


def show_open_document(page: Page, evidence: Evidence) -> None:
    """Draw the document that is open, or the form for a new one; nothing where none is."""
    document = find_open_document(evidence)
    if document is None and not is_new_open():
        return
    with st.container(border=True):
        who = page.who()
        if document is None:
            st.markdown(f"**{page.text('Dokumen baru')}**")
            _show_form(page, evidence, None, who)
            return
        state = page.text(DOCUMENT_STATE_NAMES[document.state_on(today())])
        st.markdown(f"**{escape_markdown(document.name)}** · {state}")
        part = choose_part(page.text, "about", _PARTS)
        if part == "details":
            _show_form(page, evidence, document, who)
            _show_remove(page, document, who)
        elif part == "versions":
            show_versions(page, document, who)
        elif part == "uses":
            show_uses(page, evidence, document, who)
        elif part == "review":
            show_review(page, document, who)
        else:
            show_account(page, document, who)


def _show_form(page: Page, evidence: Evidence, document: Document | None, who: str | None) -> None:
    text = page.text
    seen = None if document is None else see_document(document)
    old = seen or Document(None, evidence.key.agency_id, "")
    names = [unit.name for unit in find_units(page.store, evidence.key.agency_id)]
    key = name_form("details", document)
    with st.form(key, border=False):
        left, right = st.columns([3, 2])
        name = left.text_input(text("Nama dokumen"), old.name, max_chars=LONGEST_NAME)
        number = right.text_input(text("Nomor dokumen"), old.number, max_chars=LONGEST_LINE)
        issuer = left.text_input(text("Unit penerbit"), old.issuer, max_chars=LONGEST_LINE)
        units = right.multiselect(
            text("OPD"),
            list(dict.fromkeys([*names, *old.units])),
            list(old.units),
            accept_new_options=True,
            help=text("OPD pemilik dokumen; anggota OPD itu dapat mengubahnya."),
        )
        first, second, third = st.columns(3)
        dated = first.date_input(text("Tanggal dokumen"), old.dated, format="DD/MM/YYYY")
        effective = second.date_input(text("Mulai berlaku"), old.effective, format="DD/MM/YYYY")
        expires = third.date_input(text("Berlaku sampai"), old.expires, format="DD/MM/YYYY")
        is_review = st.checkbox(
            text("Dokumen ini hasil reviu atau evaluasi"),
            old.is_review,
            help=text("Reviu yang lebih dari 2 tahun tidak lagi mendukung tingkat 4."),
        )
        note = st.text_area(text("Catatan"), old.note, height=80, max_chars=LONGEST_NOTE)
        is_sent = st.form_submit_button(text("Simpan"), type="primary", disabled=who is None)
    if not is_sent or who is None:
        return
    wanted = replace(
        old,
        name=name or "",
        number=number or "",
        issuer=issuer or "",
        units=tuple(units),
        dated=dated,
        effective=effective,
        expires=expires,
        is_review=is_review,
        note=note or "",
    )

    def save() -> None:
        if seen is not None:
            save_document(page.store, wanted, who, now(), seen)
            return
        added = add_document(page.store, wanted, who, now())
        write_address(DOCUMENT, str(added.id))
        write_address("about", text(_VERSIONS))

    try_edit(seen, save)
    st.rerun()


def _show_remove(page: Page, document: Document, who: str | None) -> None:
    text = page.text
    with st.popover(text("Hapus dokumen ini"), icon=":material/delete:"):
        st.markdown(
            escape_markdown(
                text(
                    "Hapus “{name}” beserta semua versi dan kaitannya? Riwayatnya tetap ada.",
                    name=document.name,
                )
            )
        )
        st.button(
            text("Ya, hapus"),
            disabled=who is None,
            key=f"remove-document-{document.id}",
            on_click=_remove,
            args=(page, document, who),
        )


def _remove(page: Page, document: Document, who: str) -> None:
    if try_edit(document, lambda: remove_document(page.store, document, who, now())):
        close_document()

"""Akun uji: the test account that an assessor needs, masked, and on no other page or export."""

from __future__ import annotations

from spbe.model.evidence import Document
from spbe.store.document_checks import LONGEST_LINE
from spbe.store.document_secrets import Secret, load_secret, save_secret
from spbe.store.records import StoreError
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.evidence_edit import name_form, see_document, try_edit
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page


def show_account(page: Page, document: Document, who: str | None) -> None:
    """Draw the masked fields of a test account."""
    text = page.text
    try:
        secret = load_secret(page.store, document)
    except StoreError as refusal:
        st.info(escape_markdown(text(refusal.message)))
        return
    st.caption(
        text(
            "Hanya ada di sini: tidak ikut ke ekspor, teks, ZIP atau riwayat. Cadangan seluruh "
            "penyimpanan memuatnya, jadi simpan cadangan di tempat yang aman."
        )
    )
    seen = see_document(document)
    with st.form(name_form("account", document), border=False):
        left, right = st.columns(2)
        user_name = left.text_input(
            text("Nama pengguna"),
            secret.user_name,
            type="password",
            max_chars=LONGEST_LINE,
            autocomplete="off",
        )
        password = right.text_input(
            text("Kata sandi"),
            secret.password,
            type="password",
            max_chars=LONGEST_LINE,
            autocomplete="new-password",
        )
        is_sent = st.form_submit_button(text("Simpan akun uji"), disabled=who is None)
    if is_sent and who is not None:
        wanted = Secret(user_name or "", password or "")
        try_edit(seen, lambda: save_secret(page.store, seen, wanted, who, now()))
        st.rerun()

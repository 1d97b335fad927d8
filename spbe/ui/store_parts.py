"""Pengaturan: a copy of the whole store, back from a copy, and starting empty."""

from __future__ import annotations

from spbe.store.backup import (
    MAXIMUM_BYTES,
    build_backup,
    check_backup,
    check_restorable,
    restore_backup,
)
from spbe.store.records import StoreError
from spbe.store.samples import clear_samples
from spbe.text.translator import Message, message
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_OUTCOME, _ROUND, _CHECKED = "store_outcome", "restore_round", "restore_checked"


def show_store_outcome(page: Page) -> None:
    """Say what became of restoring or of starting empty."""
    outcome = st.session_state.pop(_OUTCOME, None)
    if isinstance(outcome, Message):
        st.info(escape_markdown(page.text(outcome)))


def show_backup(page: Page, who: str | None) -> None:
    """Draw the download of a copy of everything, built only when clicked."""
    text = page.text
    st.markdown("**" + text("Cadangan seluruh penyimpanan") + "**")
    try:
        check_backup(page.store)
    except StoreError as refusal:
        st.info(escape_markdown(text(refusal.message)))
        return
    st.caption(
        text("Satu berkas berisi semua instansi, penilaian beserta revisinya, target dan siklus.")
    )
    st.caption(
        text(
            "Cadangan juga memuat akun uji beserta kata sandinya, jadi simpan di tempat yang aman. "
            "Berkas bukti tidak ikut: salin folder bukti (SPBE_EVIDENCE_URL) tersendiri."
        )
    )
    st.download_button(
        text("Unduh cadangan"),
        lambda: build_backup(page.store),
        file_name=f"spbe-cadangan-{today().isoformat()}.sqlite3",
        mime="application/vnd.sqlite3",
        on_click="ignore",
        icon=":material/download:",
    )
    _show_restore(page, who)


def _show_restore(page: Page, who: str | None) -> None:
    text = page.text
    uploaded = st.file_uploader(
        text("Pulihkan dari cadangan"),
        type=["sqlite3"],
        max_upload_size=MAXIMUM_BYTES // 1024**2,
        key=f"restore-{st.session_state.get(_ROUND, 0)}",
    )
    if uploaded is None:
        return
    refusal = _check(uploaded.file_id, uploaded.getvalue())
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")
        return
    count = len(page.snapshot.agencies())
    st.warning(
        text.plural(
            "Semua yang tersimpan saat ini ({count} instansi beserta penilaian dan revisinya) "
            "diganti dengan isi cadangan ini. Keadaan sekarang lebih dulu disimpan sebagai berkas "
            "di sebelah penyimpanan.",
            "Semua yang tersimpan saat ini ({count} instansi beserta penilaian dan revisinya) "
            "diganti dengan isi cadangan ini. Keadaan sekarang lebih dulu disimpan sebagai berkas "
            "di sebelah penyimpanan.",
            count,
        ),
        icon=":material/info:",
    )
    st.button(
        text("Ganti semuanya dengan cadangan ini"),
        type="primary",
        disabled=who is None,
        on_click=_restore,
        args=(page, uploaded.getvalue(), who),
    )


def _check(file_id: str, data: bytes) -> Message | None:
    """Say why an uploaded file cannot be restored, looked at once; None where it can."""
    checked: tuple[str, Message | None] | None = st.session_state.get(_CHECKED)
    if checked is None or checked[0] != file_id:
        try:
            check_restorable(data)
        except StoreError as refusal:
            checked = file_id, refusal.message
        else:
            checked = file_id, None
        st.session_state[_CHECKED] = checked
    return checked[1]


def _restore(page: Page, data: bytes, who: str) -> None:
    try:
        before = restore_backup(page.store, data, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
    else:
        st.session_state[_OUTCOME] = message(
            "Cadangan dipulihkan. Keadaan sebelumnya ada di {file}.", file=str(before)
        )
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def show_start_empty(page: Page, who: str | None) -> None:
    """Draw "Mulai kosong": the samples go after a confirmation, what users saved stays."""
    text = page.text
    st.markdown("**" + text("Mulai kosong") + "**")
    st.caption(
        text(
            "Menghapus data contoh: Provinsi Contoh, serta angka bawaan Kota Bandar Lampung dan "
            "Pemerintah Provinsi Kalimantan Timur. Yang Anda simpan sendiri untuk instansi "
            "sungguhan tetap ada."
        )
    )
    with st.popover(text("Mulai kosong"), icon=":material/delete_sweep:"):
        st.markdown(text("Data contoh dihapus untuk seterusnya. Lanjutkan?"))
        st.button(
            text("Ya, hapus data contoh"),
            disabled=who is None,
            on_click=_start_empty,
            args=(page, who),
        )


def _start_empty(page: Page, who: str) -> None:
    try:
        kept = clear_samples(page.store, who, now())
    except StoreError as refusal:
        st.session_state[_OUTCOME] = refusal.message
        return
    if kept:
        st.session_state[_OUTCOME] = message(
            "Data contoh dihapus. Yang tetap ada, karena berisi data Anda sendiri: {names}.",
            names=page.text.list([agency.name for agency in kept]),
        )
    else:
        st.session_state[_OUTCOME] = message(
            "Data contoh dihapus. Mulai dengan mengunggah lembar penilaian Anda."
        )

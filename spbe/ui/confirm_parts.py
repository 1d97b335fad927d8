"""The last step of Unggah Excel: confirm what was shown, and save exactly that."""

from __future__ import annotations

from spbe.jobs.importing import Preview, save_import
from spbe.store.records import StoreError
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.opening import set_view
from spbe.ui.shell import Page
from spbe.ui.upload_state import UploadState


def show_confirm(page: Page, upload: UploadState, preview: Preview) -> None:
    """Draw the button that saves, with what is still in its way; the name is asked before."""
    text = page.text
    if not preview.plans:
        return
    waiting = preview.open_conflicts
    if waiting:
        st.info(
            text.plural(
                "{count} indikator menunggu pilihan Anda. Sebelum itu tidak ada yang disimpan.",
                "{count} indikator menunggu pilihan Anda. Sebelum itu tidak ada yang disimpan.",
                waiting,
            )
        )
    elif not preview.ready:
        st.info(text("Tidak ada yang perlu disimpan."))
        return
    who = page.who()
    if who is None or not preview.can_save:
        return
    count = len(preview.ready)
    st.button(
        text.plural("Simpan {count} penilaian", "Simpan {count} penilaian", count),
        type="primary",
        icon=":material/save:",
        on_click=_save,
        args=(page, upload, preview, who),
    )


def _save(page: Page, upload: UploadState, preview: Preview, who: str) -> None:
    """Save the preview that was on screen when the button was clicked."""
    try:
        revisions = save_import(page.store, preview, who, now())
    except StoreError as refusal:
        upload.refusal = refusal.message
    else:
        upload.finish(preview, revisions)
        set_view(page, revisions[-1].key)

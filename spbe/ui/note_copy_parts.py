"""Isi Penilaian: copy last year's explanations, evidence, links and units into blank cells."""

from __future__ import annotations

from spbe.jobs.note_copy import copy_notes, find_earlier
from spbe.ui.canvas import st
from spbe.ui.entry_state import EntryState
from spbe.ui.markup import escape_markdown
from spbe.ui.opening import describe_key
from spbe.ui.shell import Page


def show_note_copy(page: Page, state: EntryState) -> None:
    """Offer what an earlier year says for the blank cells, with how many it fills."""
    text, key = page.text, state.key.result_key
    if key is None or state.saved is not None:
        return
    kept = [result.stored for result in page.snapshot.results(key.agency_id)]
    earlier = find_earlier(kept, key)
    if earlier is None:
        return
    rows, filled = copy_notes(state.rows, earlier)
    if not filled:
        return
    source = describe_key(text, state.key.agency, earlier.year or 0, earlier.stage or "")
    with st.container(horizontal=True, vertical_alignment="center"):
        is_wanted = st.button(
            text("Salin dari tahun lalu"), icon=":material/content_copy:", key="copy-notes"
        )
        st.caption(
            escape_markdown(
                text.plural(
                    "{source} mengisi {count} sel kosong (penjelasan, bukti, tautan, OPD). Tidak "
                    "ada yang ditimpa, dan baru tersimpan sesudah Simpan penilaian.",
                    "{source} mengisi {count} sel kosong (penjelasan, bukti, tautan, OPD). Tidak "
                    "ada yang ditimpa, dan baru tersimpan sesudah Simpan penilaian.",
                    filled,
                    source=source,
                )
            )
        )
    if is_wanted:
        state.put_rows(rows)
        st.rerun()

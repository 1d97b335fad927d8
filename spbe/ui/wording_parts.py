"""Pengaturan: the official wording of levels, loaded from a file and removable."""

from __future__ import annotations

from spbe.model.instrument import Instrument
from spbe.store.records import StoreError
from spbe.store.wordings import Wordings, find_wordings, save_wordings
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.instrument_choice import choose_instrument
from spbe.ui.markup import escape_markdown
from spbe.ui.problem_parts import show_problems
from spbe.ui.shell import Page
from spbe.workbooks.reading import SourceFile
from spbe.workbooks.wordings import COLUMNS, read_wordings

_REFUSAL, _ROUND = "wording_refusal", "wording_round"
_LARGEST_MB = 5


def show_wordings(page: Page, who: str | None) -> None:
    """Draw what is loaded of an instrument, the upload that replaces it, and its removal."""
    text = page.text
    instrument = choose_instrument(page, "wording-instrument")
    kept = find_wordings(page.store, instrument.id)
    refusal: Message | None = st.session_state.pop(_REFUSAL, None)
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")
    if kept:
        st.markdown(
            text(
                "{n} rumusan resmi dimuat dan ditampilkan lebih dulu di mana syarat ditampilkan.",
                n=len(kept),
            )
        )
    else:
        st.markdown(
            text(
                "Rumusan resmi tidak disertakan. Muat dari berkas, maka rumusan itu ditampilkan "
                "lebih dulu dan syarat dengan kata-kata kami di bawahnya."
            )
        )
    _show_upload(page, instrument, kept, who)
    if kept:
        st.button(
            text("Hapus rumusan resmi"),
            icon=":material/delete:",
            disabled=who is None,
            on_click=_save,
            args=(page, instrument, {}, kept, who),
        )


def _show_upload(page: Page, instrument: Instrument, kept: Wordings, who: str | None) -> None:
    text = page.text
    uploaded = st.file_uploader(
        text("Berkas rumusan resmi"),
        key=f"wording-file-{instrument.id}-{st.session_state.get(_ROUND, 0)}",
        type=["csv", "xlsx", "xls", "ods", "xlsb"],
        max_upload_size=_LARGEST_MB,
        help=text(
            "Tabel dengan kolom {columns}: satu baris per indikator dan tingkat.",
            columns=", ".join(COLUMNS),
        ),
    )
    if uploaded is None:
        return
    source = SourceFile(uploaded.name, uploaded.getvalue())
    loaded, problems = read_wordings(source, instrument)
    if problems:
        show_problems(page, problems, text("Rumusan dari berkas ini belum dimuat; perbaiki dulu"))
        return
    indicators = len({code for code, _ in loaded})
    st.info(
        text(
            "{n} rumusan untuk {indicators} dari {total} indikator terbaca.",
            n=len(loaded),
            indicators=indicators,
            total=len(instrument.leaves),
        )
    )
    st.button(
        text("Muat rumusan ini"),
        type="primary",
        disabled=who is None,
        on_click=_save,
        args=(page, instrument, loaded, kept, who),
    )


def _save(page: Page, instrument: Instrument, loaded: Wordings, seen: Wordings, who: str) -> None:
    try:
        save_wordings(page.store, instrument.id, loaded, who, now(), seen)
    except StoreError as refusal:
        st.session_state[_REFUSAL] = refusal.message
    else:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1

"""What a page says where there is nothing to show: what is missing, and where to go."""

from __future__ import annotations

from spbe.ui.cache import Result
from spbe.ui.canvas import st
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link


def show_nothing(page: Page) -> None:
    """Say that the store, or the chosen agency, holds no result yet."""
    text = page.text
    if page.view.agency is None:
        st.info(
            text(
                "Belum ada data. Unggah lembar penilaian yang sudah ada (Excel, CSV atau tabel "
                "yang disalin), atau isi langsung; indeks dihitung setelah semua indikator terisi."
            )
        )
    else:
        st.info(
            text(
                "Belum ada penilaian untuk {agency}. Unggah lembar penilaiannya, atau isi "
                "langsung.",
                agency=escape_markdown(page.view.agency.name),
            )
        )
    show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
    show_link(page, "entry", text("Isi Penilaian"), icon=":material/edit_note:")


def show_without_levels(page: Page, result: Result) -> None:
    """Say that only printed figures are known, so there is nothing per indicator."""
    codes = [node.code for node in result.scored.instrument.inner_nodes[1:]]
    if any(result.scored.hundredths(code) is not None for code in codes):
        sentence = page.text(
            "Hasil ini terbit tanpa tingkat kematangan per indikator, jadi rincian indikator tidak "
            "ada. Unggah lembar penilaian lengkap bila tersedia."
        )
    else:
        sentence = page.text(
            "Hasil ini terbit sebagai indeks saja, jadi rincian domain dan indikator tidak ada. "
            "Unggah lembar penilaian lengkap bila tersedia."
        )
    st.info(sentence)
    show_link(page, "upload", page.text("Unggah Excel"), icon=":material/upload_file:")

"""The deck on Laporan: which units get pages of their own, and whose look it has."""

from __future__ import annotations

from spbe.reports.contents import ReportContents
from spbe.reports.deck import build_deck, check_template
from spbe.reports.deck_template_checks import MAX_TEMPLATE_BYTES, MEBIBYTE, TemplateError
from spbe.ui.canvas import st
from spbe.ui.choices import choose_several
from spbe.ui.markup import escape_markdown
from spbe.ui.origin import name_file
from spbe.ui.shell import Page

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show_deck(page: Page, contents: ReportContents) -> None:
    """Offer the deck, with a choice of pages per unit and of a template."""
    text = page.text
    title = text("Salindia rapat (PPTX)")
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(title)}**")
        st.caption(
            text(
                "Semua grafik asli PowerPoint dan dapat disunting; sumbernya di catatan pembicara."
            )
        )
        name = name_file(page, text("Salindia rapat"))
        left, right = st.columns(2)
        with left:
            units = _choose_units(page, contents)
        with right:
            template = _take_template(page)
        st.download_button(
            text("Unduh salindia"),
            lambda: build_deck(contents, text, template, units),
            file_name=f"{name}.pptx",
            mime=PPTX,
            key="deck",
            on_click="ignore",
            icon=":material/slideshow:",
        )


def _choose_units(page: Page, contents: ReportContents) -> list[str]:
    units = [row.unit for row in contents.checklist.backlog if row.unit]
    return choose_several(
        "deck-units",
        page.text("Halaman tersendiri untuk OPD"),
        units,
        placeholder=page.text("Pilih OPD"),
        disabled=not units,
        help=page.text("Butir checklist yang masih terbuka dari tiap OPD yang dipilih."),
    )


def _take_template(page: Page) -> bytes | None:
    """Take a template for this visit; where it is refused say why and do without."""
    text = page.text
    uploaded = st.file_uploader(
        text("Templat PowerPoint (opsional)"),
        type=["pptx", "potx", "pptm", "potm", "ppt"],
        max_upload_size=MAX_TEMPLATE_BYTES // MEBIBYTE,
        key="deck-template",
        help=text("Logo, warna, dan huruf diambil dari templat; salindia di dalamnya tidak."),
    )
    if uploaded is None:
        return None
    data = uploaded.getvalue()
    try:
        check_template(data)
    except TemplateError as refusal:
        st.error(escape_markdown(text(refusal.sentence)), icon=":material/error:")
        st.caption(text("Salindia dibuat dengan tampilan bawaan."))
        return None
    return data

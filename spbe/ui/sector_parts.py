"""The public-service sectors an agency chooses for some indicators, year by year."""

from __future__ import annotations

from spbe.jobs.import_plan import ImportKey
from spbe.store.cycles import find_sectors, save_sectors
from spbe.store.records import EditConflictError, Sector, StoreError
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.difference_parts import format_indicator
from spbe.ui.markup import escape_markdown
from spbe.ui.seen import note_seen, settle_seen
from spbe.ui.shell import Page


def show_sectors(page: Page, key: ImportKey, who: str | None) -> None:
    """Draw sector, application and unit of each such indicator, to be changed and saved."""
    text, instrument = page.text, page.instruments[key.instrument_id]
    if not instrument.chosen_sectors or key.agency_id is None:
        return
    first_label = text("Sektor")
    field = f"sector-{key}-{instrument.chosen_sectors[0]}-{first_label}"
    seen: list[Sector] = settle_seen(field, find_sectors(page.store, key.agency_id, key.year))
    kept = {sector.code: sector for sector in seen}
    with st.expander(text("Sektor layanan publik pilihan ({year})", year=key.year)):
        st.caption(
            text(
                "Sektornya dipilih sendiri oleh instansi. Bila pilihan berubah antartahun, nilai "
                "indikatornya tidak dapat dibandingkan, dan Tren menandainya."
            )
        )
        with st.form(f"sectors-{key}", border=False):
            sectors = [
                _ask_sector(page, key, code, kept.get(code)) for code in instrument.chosen_sectors
            ]
            is_saved = st.form_submit_button(text("Simpan sektor"), disabled=who is None)
        if is_saved and who is not None:
            try:
                save_sectors(page.store, sectors, who, now(), seen)
            except EditConflictError as conflict:
                note_seen(field, find_sectors(page.store, key.agency_id, key.year))
                st.warning(escape_markdown(text(conflict.message)))
            except StoreError as refusal:
                st.warning(escape_markdown(text(refusal.message)))
            else:
                note_seen(field, find_sectors(page.store, key.agency_id, key.year))
                st.toast(text("Tersimpan"), icon=":material/check:")


def _ask_sector(page: Page, key: ImportKey, code: str, kept: Sector | None) -> Sector:
    text, instrument = page.text, page.instruments[key.instrument_id]
    st.markdown(escape_markdown(format_indicator(text, instrument, code)))
    boxes = st.columns(3)
    labels = (text("Sektor"), text("Aplikasi"), text("OPD"))
    now_kept = (kept.sector, kept.application, kept.unit) if kept else ("", "", "")
    said = [
        box.text_input(label, value, key=f"sector-{key}-{code}-{label}", max_chars=200)
        for box, label, value in zip(boxes, labels, now_kept, strict=True)
    ]
    return Sector(int(key.agency_id or 0), key.year, code, *(value or "" for value in said))

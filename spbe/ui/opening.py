"""Lead from what was saved to what it shows on Ringkasan."""

from __future__ import annotations

from spbe.store.agencies import load_agency
from spbe.store.assessments import find_keys
from spbe.store.records import ResultKey
from spbe.text.terms import STAGE_NAMES
from spbe.text.translator import Translator
from spbe.ui import state
from spbe.ui.canvas import st
from spbe.ui.labels import escape_label
from spbe.ui.shell import Page, show_link


def describe_key(text: Translator, agency: str, year: int, stage: str) -> str:
    """Name a result: "Kota Contoh · 2024 · Penilaian Dokumen"."""
    return f"{agency} · {year} · {text(STAGE_NAMES[stage])}"


def set_view(page: Page, key: ResultKey) -> None:
    """Bring a result into view; to be called before the filters are drawn, as callbacks are."""
    ids = {k.instrument_id for k in find_keys(page.store, key.agency_id) if k.year == key.year}
    label = str(key.year)
    if len(ids) > 1:  # as the filter says it
        label = f"{key.year} · {page.instruments[key.instrument_id].regulation_short}"
    agency = load_agency(page.store, key.agency_id).name
    state.set_view(agency, label, page.text(STAGE_NAMES[key.stage]))


def show_result_link(page: Page, key: ResultKey) -> None:
    """Lead to a result: by a link where it is in view, else by a button that brings it there."""
    text = page.text
    agency = next((a for a in page.snapshot.agencies() if a.id == key.agency_id), None)
    if agency is None:
        return
    name = escape_label(describe_key(text, agency.name, key.year, key.stage))
    if page.view.key == key:
        label = text("Buka {result} di Ringkasan", result=name)
        show_link(page, "home", label, icon=":material/arrow_forward:")
    else:
        st.button(
            text("Tampilkan {result}", result=name),
            key=f"view-{key}",
            type="tertiary",
            on_click=set_view,
            args=(page, key),
        )

"""Hand out the template: empty for chosen years and stages, or filled with what is kept."""

from __future__ import annotations

from spbe.model.assessment import STAGES, Assessment
from spbe.model.instrument import Instrument
from spbe.text.terms import STAGE_NAMES
from spbe.ui.canvas import st
from spbe.ui.clock import today
from spbe.ui.opening import describe_key
from spbe.ui.shell import Page
from spbe.ui.tables import XLSX
from spbe.workbooks.template import build_template

_LAST_OPEN_YEARS = 5
"""Years offered beyond the present one where an instrument has no last year."""


def show_template(page: Page) -> None:
    """Draw the choice of instrument and content, and the download; built only when clicked."""
    text = page.text
    with st.expander(text("Unduh templat Excel"), icon=":material/table_view:"):
        instrument = _choose_instrument(page)
        kept = _find_kept(page, instrument)
        is_filled = bool(kept) and st.toggle(
            text("Isi dengan yang tersimpan"), key="template-filled"
        )
        if is_filled:
            _offer_filled(page, instrument, kept)
        else:
            _offer_empty(page, instrument)


def _choose_instrument(page: Page) -> Instrument:
    instruments = list(page.instruments.values())
    now = next((i for i in instruments if i is page.view.instrument), instruments[0])
    return st.selectbox(
        page.text("Instrumen"),
        instruments,
        index=instruments.index(now),
        format_func=lambda i: f"{i.names['index'][page.text.language]} · {i.regulation}",
        key="template-instrument",
    )


def _find_kept(page: Page, instrument: Instrument) -> dict[str, Assessment]:
    """Find the assessments of the agency in view that have levels, by how they are named."""
    return {
        describe_key(page.text, page.view.agency.name, r.key.year, r.key.stage): r.stored.content
        for r in page.view.results
        if page.view.agency is not None
        and r.key.instrument_id == instrument.id
        and isinstance(r.stored.content, Assessment)
    }


def _offer_filled(page: Page, instrument: Instrument, kept: dict[str, Assessment]) -> None:
    text = page.text
    wanted = st.multiselect(
        text("Penilaian"),
        list(kept),
        default=list(kept)[-1:],
        key=f"template-kept-{instrument.id}",
        placeholder=text("Pilih"),
    )
    chosen = [kept[name] for name in wanted if name in kept]
    _offer(page, instrument, assessments=chosen, is_possible=bool(chosen))


def _offer_empty(page: Page, instrument: Instrument) -> None:
    text = page.text
    last = instrument.last_year or today().year + _LAST_OPEN_YEARS
    years_box, stages_box = st.columns(2)
    years = years_box.multiselect(
        text("Tahun"),
        list(range(last, instrument.first_year - 1, -1)),
        key=f"template-years-{instrument.id}",
        placeholder=text("Boleh diisi nanti di lembarnya"),
    )
    stages = stages_box.multiselect(
        text("Tahap"),
        list(STAGES),
        format_func=lambda stage: text(STAGE_NAMES[stage]),
        key="template-stages",
        placeholder=text("Boleh diisi nanti di lembarnya"),
    )
    wanted_years: list[int | None] = [*sorted(years)] or [None]
    wanted_stages: list[str | None] = [s for s in STAGES if s in stages] or [None]
    _offer(page, instrument, columns=[(y, s) for y in wanted_years for s in wanted_stages])


def _offer(
    page: Page,
    instrument: Instrument,
    *,
    columns: list[tuple[int | None, str | None]] | None = None,
    assessments: list[Assessment] | None = None,
    is_possible: bool = True,
) -> None:
    """Draw the download button of one template."""
    agency = page.view.agency.name if page.view.agency is not None else None

    def build() -> bytes:
        return build_template(
            instrument,
            page.text.language,
            agency=agency,
            columns=columns or ((None, None),),
            assessments=assessments,
            is_illustrative=assessments is not None and page.is_illustrative,
        )

    st.download_button(
        page.text("Unduh templat"),
        build,
        file_name=f"templat-{instrument.id}.xlsx",
        mime=XLSX,
        on_click="ignore",
        disabled=not is_possible,
        icon=":material/download:",
    )

"""Isi Penilaian: choose an assessment, fill in its grid, see what changes, save it."""

from __future__ import annotations

from spbe.jobs.entering import ENTRY_NOTE, compare_entry
from spbe.jobs.import_plan import ImportKey, ImportPlan, plan_import, save_imports
from spbe.model.assessment import STAGES, Assessment
from spbe.model.instrument import Instrument
from spbe.store.assessments import load_result
from spbe.store.cycles import load_cycle
from spbe.store.database import Store
from spbe.store.records import StoreError
from spbe.text.terms import STAGE_NAMES
from spbe.ui.canvas import st
from spbe.ui.clock import now, today
from spbe.ui.difference_parts import TEXT_NAMES
from spbe.ui.entry_state import (
    TEXT_FIELDS,
    EntryState,
    build_frame,
    open_entry,
    read_frame,
    restart_entry,
)
from spbe.ui.formula import format_source
from spbe.ui.import_parts import describe_lock, show_imports
from spbe.ui.markup import escape_markdown
from spbe.ui.opening import describe_key, set_view, show_result_link
from spbe.ui.pick_parts import show_pick
from spbe.ui.shell import Page, show_link
from spbe.ui.source_note import show_source_note
from spbe.ui.tables import show_downloads

_KEPT, _NEW = "kept", "new"


def choose_assessment(page: Page) -> ImportKey | None:
    """Ask what is filled in: the assessment in view, or another one; None while that is open."""
    text, view = page.text, page.view
    agencies = page.snapshot.agencies()
    if not agencies:
        st.info(
            text(
                "Belum ada instansi. Tambahkan di Pengaturan, atau unggah lembar penilaian di "
                "Unggah Excel."
            )
        )
        show_link(page, "settings", text("Pengaturan"), icon=":material/settings:")
        show_link(page, "upload", text("Unggah Excel"), icon=":material/upload_file:")
        return None
    in_view = None
    if view.key is not None and view.agency is not None:
        key = view.key
        in_view = ImportKey(view.agency.name, key.agency_id, key.instrument_id, key.year, key.stage)
    names = {_KEPT: text("Penilaian yang sedang dibuka"), _NEW: text("Tahun atau tahap lain")}
    wanted = _NEW
    if in_view is not None:
        wanted = st.segmented_control(
            text("Yang diisi"),
            list(names),
            default=_KEPT,
            format_func=names.__getitem__,
            key="entry-what",
            required=True,
            label_visibility="collapsed",
        )
    return in_view if wanted == _KEPT else _choose_other(page)


def _choose_other(page: Page) -> ImportKey | None:
    text = page.text
    agencies = {agency.id: agency.name for agency in page.snapshot.agencies()}
    in_view = page.view.agency.id if page.view.agency else None
    agency_box, instrument_box, year_box, stage_box = st.columns([3, 3, 1.5, 2.5])
    agency_id = agency_box.selectbox(
        text("Instansi"),
        list(agencies),
        index=list(agencies).index(in_view) if in_view in agencies else None,
        format_func=agencies.__getitem__,
        key="entry-agency",
    )
    instruments = list(page.instruments.values())
    instrument = instrument_box.selectbox(
        text("Instrumen"),
        instruments,
        index=None if page.view.instrument is None else instruments.index(page.view.instrument),
        format_func=lambda i: i.regulation,
        key="entry-instrument",
        placeholder=text("Pilih"),
    )
    last = (instrument.last_year if instrument else None) or today().year + 1
    first = instrument.first_year if instrument else last
    year = year_box.selectbox(
        text("Tahun"),
        list(range(last, first - 1, -1)),
        index=None,
        key=f"entry-year-{instrument.id if instrument else ''}",
        placeholder=text("Pilih"),
    )
    stage = stage_box.selectbox(
        text("Tahap"),
        list(STAGES),
        index=None,
        format_func=lambda stage: text(STAGE_NAMES[stage]),
        key="entry-stage",
        placeholder=text("Pilih"),
    )
    if agency_id is None or instrument is None or year is None or stage is None:
        st.caption(text("Pilih instansi, instrumen, tahun dan tahap yang akan diisi."))
        return None
    return ImportKey(agencies[agency_id], agency_id, instrument.id, year, stage)


def load_entry(page: Page, key: ImportKey) -> EntryState:
    """Open the grid of an assessment; a new one may begin with the levels of an earlier one."""
    instrument = page.instruments[key.instrument_id]
    kept = _load_kept(page.store, key)
    state = open_entry(key, instrument, kept)
    if state.saved is None and kept is None:
        _offer_copy(page, state, instrument)
    return state


def _load_kept(store: Store, key: ImportKey) -> tuple[Assessment, int | None] | None:
    found = load_result(store, key.result_key) if key.result_key else None
    if found is None or not isinstance(found.content, Assessment):
        return None
    return found.content, found.revision.id if found.revision else None


def _offer_copy(page: Page, state: EntryState, instrument: Instrument) -> None:
    """Offer to begin with what is kept of another stage or year of the same agency."""
    text, key = page.text, state.key
    earlier = {
        describe_key(text, key.agency, r.key.year, r.key.stage): r.stored.content
        for r in page.snapshot.results(key.agency_id or 0)
        if r.key.instrument_id == key.instrument_id and isinstance(r.stored.content, Assessment)
    }
    if not earlier:
        return
    show_pick(
        text("Mulai dari isian"),
        list(earlier),
        text("Salin ke tabel"),
        lambda wanted: _copy(key, instrument, earlier[wanted]),
        key=f"entry-copy-{key}",
        placeholder=text("kosong"),
        hint=text("Isi tabel di bawah diganti; tidak ada yang disimpan."),
    )


def _copy(key: ImportKey, instrument: Instrument, begin_with: Assessment) -> None:
    restart_entry(key, instrument, None, begin_with)


def show_grid(page: Page, state: EntryState) -> None:
    """Draw the grid; what is typed stays when the user looks at another page in between."""
    text, instrument = page.text, page.instruments[state.key.instrument_id]
    reason = None
    if state.key.agency_id is not None:
        cycle = load_cycle(page.store, state.key.agency_id, state.key.year)
        reason = cycle.locked.get(state.key.stage)
    if reason is not None:
        st.warning(escape_markdown(describe_lock(text, reason)), icon=":material/lock:")
    show_source_note(page, instrument)
    _show_source(page, state.key)
    grid_key = f"grid-{state.round}-{text.language}"
    if grid_key not in st.session_state or state.frame is None:
        state.frame = build_frame(state, instrument, text.language)
    column = st.column_config.TextColumn
    columns = {
        "indicator": column(text("Indikator"), width="medium", pinned=True),
        "level": column(
            text("Tingkat"),
            width="small",
            help=text("Kosongkan bila belum dinilai."),
            alignment="center",
        ),
        **{name: column(text(TEXT_NAMES[name]), width="medium") for name in TEXT_FIELDS},
    }
    title = text("Tabel isian semua indikator")
    edited = st.data_editor(
        state.frame,
        key=grid_key,
        hide_index=True,
        height=460,
        disabled=True if reason is not None else ["indicator"],
        column_config=columns,
        alt=title,
    )
    if state.key.result_key == page.view.key:  # whose names the files carry
        show_downloads(page, edited, "entry", title, column_config=columns)
    state.rows = read_frame(state, edited)


def _show_source(page: Page, key: ImportKey) -> None:
    """Say from which file and revision the kept values come."""
    for result in page.snapshot.results(key.agency_id or 0):
        if result.key == key.result_key:
            st.caption(format_source(page.text, result))


def show_changes(page: Page, state: EntryState) -> ImportPlan | None:
    """Draw the faults and what saving would do; give the plan where it can be saved."""
    text, instrument = page.text, page.instruments[state.key.instrument_id]
    if state.refusal is not None:
        st.warning(escape_markdown(text(state.refusal)), icon=":material/info:")
    entry = compare_entry(instrument, state.before, state.rows)
    for fault in entry.faults:
        st.warning(escape_markdown(text(fault.message)), icon=":material/rule:")
    if entry.part is None:
        if not entry.faults:
            st.caption(text("Belum ada yang diubah. Perubahan muncul di sini sebelum disimpan."))
        return None
    plan = plan_import(
        page.store,
        page.instruments,
        state.key,
        [entry.part],
        state.choices,
        {state.key: state.base_revision_id},
    )
    show_imports(page, [plan], state.choices, state.choose)
    return plan if plan.is_ready and not entry.faults else None


def show_save(page: Page, state: EntryState, plan: ImportPlan | None, who: str | None) -> None:
    """Draw the buttons that save the grid or forget it, and say when it is saved."""
    text = page.text
    with st.container(horizontal=True):
        st.button(
            text("Simpan penilaian"),
            type="primary",
            icon=":material/save:",
            disabled=plan is None or who is None,
            on_click=_save,
            args=(page, state, plan, who),
        )
        st.button(
            text("Batalkan isian"),
            on_click=_forget,
            args=(page, state.key),
            help=text("Tabel kembali ke versi yang tersimpan."),
        )
    if state.saved is not None:
        if state.is_toast_due:
            state.is_toast_due = False
            st.toast(text("Tersimpan"), icon=":material/check:")
        st.success(text("Tersimpan sebagai revisi {n}.", n=state.saved.number))
        show_result_link(page, state.saved.key)


def _save(page: Page, state: EntryState, plan: ImportPlan, who: str) -> None:
    """Save the plan that was on screen when the button was clicked."""
    try:
        revisions = save_imports(page.store, [plan], who, now(), ENTRY_NOTE)
    except StoreError as refusal:
        state.refusal = refusal.message
        return
    state = _restart(page, state.key)
    set_view(page, revisions[0].key)
    state.saved, state.is_toast_due = revisions[0], True


def _forget(page: Page, key: ImportKey) -> None:
    _restart(page, key)


def _restart(page: Page, key: ImportKey) -> EntryState:
    return restart_entry(key, page.instruments[key.instrument_id], _load_kept(page.store, key))

"""Pengaturan: who answers for each indicator, prefilled, to be confirmed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from spbe.jobs.assignments import suggest_leads
from spbe.model.assignment import Assignment
from spbe.model.instrument import Instrument
from spbe.store.agencies import find_units
from spbe.store.assignments import find_assignments, save_assignments
from spbe.store.records import Agency, EditConflictError, StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.clock import now
from spbe.ui.instrument_choice import choose_instrument
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link
from spbe.ui.tables import show_downloads

_STATE = "assignment_grid"
_SAVED = "assignment_saved"
_MOST_LISTED = 12


@dataclass
class _Grid:
    """What the grid was drawn from; constant, so that no edit is lost."""

    place: tuple[int, str, str]
    seen: Mapping[str, Assignment]
    frame: pd.DataFrame
    options: list[str]
    round: int
    refusal: Message | None = None
    theirs: Mapping[str, Assignment] = field(default_factory=dict)
    """What somebody else confirmed meanwhile, where it differs from what was typed."""


def show_assignments(page: Page, agency: Agency, who: str | None) -> None:
    """Draw the grid of who leads and who supports, and the button that confirms all of it."""
    text = page.text
    instrument = choose_instrument(page, "assignment-instrument")
    grid = _open_grid(page, agency, instrument)
    if st.session_state.pop(_SAVED, False):
        st.toast(text("Tersimpan"), icon=":material/check:")
    _show_refusal(page, grid, instrument)
    st.markdown(
        text("Pembagian tugas sudah ditetapkan. Perubahan berlaku sesudah disimpan.")
        if grid.seen
        else text(
            "Belum ditetapkan. Isinya usulan dari lembar penilaian dan jenis OPD; periksa, lalu "
            "tetapkan sekali untuk semua."
        )
    )
    columns = {
        "indicator": st.column_config.TextColumn(text("Indikator"), width="medium", pinned=True),
        **{
            name: st.column_config.MultiselectColumn(
                title,
                options=grid.options,
                accept_new_options=True,
                width="large",
                help=text("Ketik nama untuk menambah OPD yang belum ada."),
            )
            for name, title in (("leads", text("Pengampu")), ("supports", text("Pendukung")))
        },
    }
    title = text("Pembagian tugas semua indikator")
    edited = st.data_editor(
        grid.frame,
        key=_editor_key(grid),
        hide_index=True,
        height=460,
        disabled=["indicator"],
        column_config=columns,
        alt=title,
    )
    with st.container(horizontal=True):
        if st.button(text("Tetapkan pembagian tugas"), type="primary", disabled=who is None):
            _save(page, agency, instrument, edited, who or "")
            st.rerun()
        if st.button(text("Batalkan isian"), key="assignment-cancel"):
            _start_grid(page, agency, instrument)
            st.rerun()
    show_downloads(page, edited, "assignments", title, column_config=columns)


def show_assignment_pointer(page: Page, agency_id: int, instrument: Instrument) -> None:
    """Say that nobody has confirmed yet who answers, and lead to where it is done."""
    text = page.text
    if find_assignments(page.store, agency_id, instrument.id):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(text("Pembagian tugas OPD belum ditetapkan; yang dipakai masih usulan."))
        show_link(
            page,
            "settings",
            text("Tetapkan pembagian tugas"),
            icon=":material/groups:",
            section=text("Pembagian tugas OPD"),
        )


def _open_grid(page: Page, agency: Agency, instrument: Instrument) -> _Grid:
    """Give the grid; one in which nothing was typed follows what is kept."""
    grid: _Grid | None = st.session_state.get(_STATE)
    if grid is None or grid.place != (agency.id, instrument.id, page.text.language):
        return _start_grid(page, agency, instrument)
    is_touched = bool(st.session_state.get(_editor_key(grid), {}).get("edited_rows"))
    is_touched |= grid.refusal is not None
    if is_touched or grid.seen == find_assignments(page.store, agency.id, instrument.id):
        return grid
    return _start_grid(page, agency, instrument)


def _start_grid(page: Page, agency: Agency, instrument: Instrument) -> _Grid:
    last: _Grid | None = st.session_state.get(_STATE)
    seen = find_assignments(page.store, agency.id, instrument.id)
    shown = {**suggest_leads(page.store, agency.id, instrument), **seen}
    frame = pd.DataFrame(
        [
            {
                "indicator": f"{leaf.number} · {leaf.names[page.text.language]}",
                "leads": list(shown[leaf.code].leads),
                "supports": list(shown[leaf.code].supports),
            }
            for leaf in instrument.leaves
        ],
        index=list(instrument.leaf_codes),
    )
    units = {unit.name for unit in find_units(page.store, agency.id)}
    units |= {unit for said in shown.values() for unit in (*said.leads, *said.supports)}
    place = (agency.id, instrument.id, page.text.language)
    grid = _Grid(place, seen, frame, sorted(units), last.round + 1 if last else 0)
    st.session_state[_STATE] = grid
    return grid


def _editor_key(grid: _Grid) -> str:
    return f"assignments-{grid.round}"


def _show_refusal(page: Page, grid: _Grid, instrument: Instrument) -> None:
    text = page.text
    if grid.refusal is None:
        return
    lines = [escape_markdown(text(grid.refusal))]
    for code, said in list(grid.theirs.items())[:_MOST_LISTED]:
        name = f"{instrument.node_by_code[code].number} · "
        units = "; ".join((*said.leads, *said.supports)) or text("tanpa OPD")
        lines.append(f"- {escape_markdown(name + units)}")
    st.warning("\n".join(lines), icon=":material/info:")


def _read(edited: pd.DataFrame) -> dict[str, Assignment]:
    """Read the grid back; an indicator without any unit is left to the suggestion."""
    confirmed = {}
    for code, row in edited.iterrows():
        said = Assignment(_list_units(row["leads"]), _list_units(row["supports"]))
        if said != Assignment():
            confirmed[str(code)] = said
    return confirmed


def _list_units(cell: object) -> tuple[str, ...]:
    return tuple(str(unit) for unit in cell) if isinstance(cell, list | tuple) else ()


def _save(
    page: Page, agency: Agency, instrument: Instrument, edited: pd.DataFrame, who: str
) -> None:
    """Confirm what stands in the grid; where that is refused, it stays there as typed."""
    grid: _Grid = st.session_state[_STATE]
    confirmed = _read(edited)
    try:
        save_assignments(page.store, agency.id, instrument.id, confirmed, who, now(), grid.seen)
    except StoreError as refusal:
        grid.frame, grid.round, grid.refusal = edited, grid.round + 1, refusal.message
        if isinstance(refusal, EditConflictError):
            current = find_assignments(page.store, agency.id, instrument.id)
            grid.seen = current
            grid.theirs = {c: said for c, said in current.items() if said != confirmed.get(c)}
    else:
        _start_grid(page, agency, instrument)
        st.session_state[_SAVED] = True

"""What all units have to do: where the matrix lacks it, it is made here, else linked to."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.analysis.item_words import index_wordings, say_item
from spbe.jobs.checklist import draft_requirement
from spbe.model.item import Item
from spbe.store.agencies import find_units
from spbe.store.items import add_items, find_items
from spbe.store.rights import Action, is_allowed
from spbe.ui.cache import load_requirements
from spbe.ui.canvas import st
from spbe.ui.checklist_matrix import MATRIX_TITLE
from spbe.ui.clock import now
from spbe.ui.evidence_edit import try_edit
from spbe.ui.evidence_state import Evidence
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page, show_link


def show_shared(page: Page, evidence: Evidence, code: str) -> None:
    """Say what is missing where a document is accepted and not all units have done their share."""
    text, standings = page.text, evidence.supports[code].standings
    open_needs = {need for need, standing in standings.items() if standing == "some_units"}
    if not open_needs:
        return
    st.caption(
        text(
            "Belum semua OPD: dokumennya diterima, tetapi syarat ini berlaku bagi semua OPD. "
            "Tandai bagian setiap OPD yang sudah selesai di matriks Checklist."
        )
    )
    missing = [item for item in _draft(page, evidence, code) if _need(item) in open_needs]
    may_make = bool(missing) and is_allowed(page.store, Action.EDIT_ITEMS, missing[0].agency_id)
    has_units = may_make and bool(missing[0].units)
    if may_make and not has_units:
        st.caption(text("Daftarkan OPD instansi ini dulu: matriksnya perlu nama OPD."))
    who = page.who() if has_units else None
    with st.container(horizontal=True, vertical_alignment="center"):
        show_link(
            page,
            "checklist",
            text("Buka matriks Semua OPD"),
            icon=":material/grid_on:",
            view=text(MATRIX_TITLE),
        )
        if has_units:
            _show_making(page, evidence, missing, who)


def _show_making(page: Page, evidence: Evidence, missing: Sequence[Item], who: str | None) -> None:
    """Draw the button that makes the items which the matrix lacks."""
    text = page.text
    wordings = index_wordings(load_requirements(evidence.instrument))
    said = [say_item(item, wordings, text.language) for item in missing]
    st.button(
        text("Buat butir untuk semua OPD"),
        icon=":material/playlist_add:",
        disabled=who is None,
        help=escape_markdown("  \n".join(said)),
        on_click=_make,
        args=(page, missing, who),
    )


def _draft(page: Page, evidence: Evidence, code: str) -> list[Item]:
    """Draft the items for all units of an indicator that are not in the year's checklist."""
    key = evidence.key
    kept = find_items(page.store, key.agency_id, key.instrument_id)
    there = {i.key for i in kept if i.is_open or key.year in i.years}
    units = tuple(unit.name for unit in find_units(page.store, key.agency_id))
    drafts = (
        draft_requirement(key.agency_id, key.instrument_id, key.year, requirement, (), units)
        for requirement in load_requirements(evidence.instrument)
        if requirement.code == code and requirement.is_for_all_units
    )
    return [item for item in drafts if item.key not in there]


def _need(item: Item) -> tuple[int | None, int | None]:
    return item.level, item.requirement


def _make(page: Page, missing: Sequence[Item], who: str) -> None:
    try_edit(None, lambda: add_items(page.store, missing, who, now()))

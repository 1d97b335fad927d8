"""One item in full: what it is worth, its fields, rounds of notes and answers, and its history."""

from __future__ import annotations

from spbe.analysis.item_steps import format_step_levels, format_step_points
from spbe.model.item import Item
from spbe.store.items import add_items, load_item
from spbe.store.records import StoreError
from spbe.ui.canvas import st
from spbe.ui.checklist_edits import load_edits, show_refusal
from spbe.ui.checklist_form import ask_item
from spbe.ui.checklist_notes import show_history, show_notes
from spbe.ui.checklist_rights import can_add, can_edit
from spbe.ui.checklist_state import NEW, Checklist, close_item, open_item
from spbe.ui.checklist_words import format_source, format_state, format_years, name_indicator
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_SEEN, _REFUSED = "checklist-item-seen", "checklist-item-refused"


def show_item(page: Page, checklist: Checklist, opened: str) -> None:
    """Draw the item that the address opens, or the form of a new one, and the way back."""
    text = page.text
    st.button(
        text("Kembali ke daftar"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=close_item,
    )
    if opened == NEW:
        _show_new(page, checklist)
        return
    try:
        item = load_item(page.store, int(opened))
    except StoreError as gone:
        st.info(escape_markdown(text(gone.message)))
        return
    if item.agency_id != checklist.agency.id:
        st.info(text("Butir ini milik instansi lain. Pilih instansinya di kiri."))
        return
    _show_head(page, checklist, item)
    form, talk = st.columns([3, 2], gap="large")
    with form:
        may_edit = can_edit(page, checklist, item.units)
        who = page.who() if may_edit else None
        if not may_edit:
            st.caption(text("Anda dapat melihat butir ini; mengubahnya adalah hak OPD-nya."))
        _show_fields(page, checklist, item, who, may_type=may_edit)
    with talk:
        show_notes(page, item, who, may_add=may_edit)
    show_history(page, item)


def _show_head(page: Page, checklist: Checklist, item: Item) -> None:
    text = page.text
    name = escape_markdown(name_indicator(checklist.instrument, item.code, text))
    parts = [f"**{name}**", format_state(item, text)]
    step = checklist.step_of.get(item.id or 0)
    if step is not None:
        levels = format_step_levels(checklist.instrument, step, text)
        parts.append(f"{levels} **{format_step_points(step, text)}**")
    parts += [format_source(item, text), format_years(item, text)]
    if item.item_code:
        parts.append(escape_markdown(item.item_code))
    st.markdown(" · ".join(parts))


def _show_fields(
    page: Page, checklist: Checklist, item: Item, who: str | None, *, may_type: bool
) -> None:
    """Draw the form of an item that is kept; what was typed stays where saving is refused."""
    text = page.text
    edits = load_edits("checklist-item-edits", f"{checklist.place}-{item.id}")
    place = f"{edits.place}-{edits.round}"
    kept = st.session_state.get(_SEEN)
    if kept is None or kept[0] != place:
        kept = st.session_state[_SEEN] = (place, item)
    seen, wanted = edits.pairs.get(item.id or 0, (kept[1], kept[1]))
    show_refusal(page, edits)
    if not edits.current and seen.version != item.version:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(text("Butir ini diubah orang lain sesudah Anda membukanya."))
            st.button(text("Muat yang terbaru"), on_click=edits.forget)
    answer = ask_item(page, checklist, wanted, place, can_save=who is not None, may_type=may_type)
    if answer is not None and who is not None:
        edits.note(seen, answer)
        edits.save(page, who)
        st.rerun()


def _show_new(page: Page, checklist: Checklist) -> None:
    """Draw the form of an item of one's own."""
    text = page.text
    if not can_add(page, checklist):
        st.info(
            text(
                "Menambah butir checklist {agency} bukan bagian dari hak akun Anda. Minta "
                "koordinator menambahkannya.",
                agency=escape_markdown(checklist.agency.name),
            )
        )
        return
    who = page.who()
    refusal = st.session_state.pop(_REFUSED, None)
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")
    empty = Item(checklist.agency.id, checklist.instrument.id, "", "own", checklist.year)
    answer = ask_item(page, checklist, empty, "new", can_save=who is not None)
    if answer is None or who is None:
        return
    try:
        added = add_items(page.store, [answer], who, now())
    except StoreError as refused:
        st.session_state[_REFUSED] = refused.message
        st.rerun()
    if not added:
        st.info(text("Butir ini sudah ada di checklist dan masih terbuka."))
        return
    st.toast(text("Tersimpan"), icon=":material/check:")
    open_item(str(added[0].id))
    st.rerun()

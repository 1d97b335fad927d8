"""Items as cards under their states; a card is moved by its menu, and saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from spbe.model.item import ITEM_STATES, REASONED_STATES, Item, ItemState
from spbe.store.items import save_items
from spbe.store.records import StoreError
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.checklist_filters import Filter
from spbe.ui.checklist_reason import ask_reason, show_reason
from spbe.ui.checklist_rights import can_edit_some, find_states
from spbe.ui.checklist_state import Checklist, open_item
from spbe.ui.checklist_words import format_due, format_units, name_short
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_CARDS = 24
"""Each card has a menu of its own, so that more would be slow to draw."""
_LEAST = 4
_LONGEST = 90
_REFUSED, _OPEN = "board-refused", "open-item"
_COLUMNS: tuple[ItemState, ...] = ("open", "work", "returned", "submitted", "accepted")


def show_board(page: Page, checklist: Checklist, shown: Sequence[Item], _chosen: Filter) -> None:
    """Draw a column for each state, the earliest due first; of long ones only the first cards."""
    text = page.text
    refusal = st.session_state.pop(_REFUSED, None)
    if refusal is not None:
        st.warning(escape_markdown(text(refusal)), icon=":material/info:")
    by_state = {state: [i for i in shown if i.state == state] for state in ITEM_STATES}
    states = [s for s in ITEM_STATES if s in _COLUMNS or by_state[s]]
    states.sort(key=lambda s: _COLUMNS.index(s) if s in _COLUMNS else len(_COLUMNS))
    who = page.who() if can_edit_some(page) else None
    show_reason(page, checklist, who)
    most = max(_LEAST, _CARDS // len(states))
    for state, place in zip(states, st.columns(len(states), gap="small"), strict=True):
        with place:
            _show_column(page, checklist, state, by_state[state], most, who)


def _show_column(
    page: Page,
    checklist: Checklist,
    state: ItemState,
    items: Sequence[Item],
    most: int,
    who: str | None,
) -> None:
    text = page.text
    st.markdown(f"**{text(ITEM_STATE_NAMES[state])}** :gray[{text.number(len(items))}]")
    ordered = sorted(items, key=lambda i: (i.due is None, i.due or checklist.today, i.id or 0))
    for item in ordered[:most]:
        with st.container(border=True, gap="xxsmall"):
            _show_card(page, checklist, item, who)
    if len(ordered) > most:
        st.caption(text("dan {n} lainnya; persempit dengan filter", n=len(ordered) - most))
    if not ordered:
        st.caption(text("kosong"))


def _show_card(page: Page, checklist: Checklist, item: Item, who: str | None) -> None:
    text = page.text
    parts = [name_short(checklist.instrument, item), format_units(item, text)]
    said = escape_markdown(" · ".join(part for part in parts if part))
    st.markdown(escape_markdown(shorten(checklist.say(item, text), _LONGEST, placeholder=" …")))
    st.caption(f"{said}  \n{format_due(item, checklist.today, text)}")
    moves = find_states(page, checklist, item.state, item.units)
    names = {_OPEN: text("Buka")}
    if who is not None:
        names |= {state: f"→ {text(ITEM_STATE_NAMES[state])}" for state in moves}
    key = f"card-{item.id}"
    st.menu_button(
        text("Tindakan"),
        list(names),
        format_func=names.__getitem__,
        key=key,
        type="tertiary",
        on_click=_act,
        args=(page, item, key, who),
    )


def _act(page: Page, item: Item, key: str, who: str) -> None:
    """Open an item, or give it the state that was picked in its menu, asking why where it must."""
    picked = st.session_state[key]
    if picked == _OPEN:
        open_item(str(item.id))
        return
    if picked in REASONED_STATES:
        ask_reason(item, picked)
        return
    try:
        save_items(page.store, [(item, replace(item, state=picked))], who, now())
    except StoreError as refusal:
        st.session_state[_REFUSED] = refusal.message
    else:
        st.toast(page.text("Tersimpan"), icon=":material/check:")

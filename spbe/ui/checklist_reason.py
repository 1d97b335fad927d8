"""The reason of a state that needs one, asked for over the board before anything is saved."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten

from spbe.model.item import Item, ItemState
from spbe.store.items import save_items
from spbe.store.records import StoreError
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.checklist_state import Checklist
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_ASKED = "checklist-reason-asked"
_LONGEST = 200


def ask_reason(item: Item, state: ItemState) -> None:
    """Let the next run ask why an item gets a state; to be called before the page is drawn."""
    st.session_state[_ASKED] = (item, state)


def show_reason(page: Page, checklist: Checklist, who: str | None) -> None:
    """Draw the question where one is open; it stays until it is answered or closed."""
    asked: tuple[Item, ItemState] | None = st.session_state.get(_ASKED)
    if asked is None or who is None or asked[0].agency_id != checklist.agency.id:
        return
    item, state = asked
    title = page.text(ITEM_STATE_NAMES[state])
    st.dialog(title, on_dismiss=_forget)(_show_question)(page, checklist, item, state, who)


def _show_question(
    page: Page, checklist: Checklist, item: Item, state: ItemState, who: str
) -> None:
    text = page.text
    st.markdown(escape_markdown(shorten(checklist.say(item, text), _LONGEST, placeholder=" …")))
    with st.form("checklist-reason", border=False):
        reason = st.text_area(text("Alasan"), item.reason, height=90)
        is_sent = st.form_submit_button(text("Simpan"), type="primary", icon=":material/save:")
    if not is_sent:
        return
    try:
        save_items(
            page.store, [(item, replace(item, state=state, reason=reason or ""))], who, now()
        )
    except StoreError as refusal:
        st.warning(escape_markdown(text(refusal.message)), icon=":material/info:")
    else:
        _forget()
        st.toast(text("Tersimpan"), icon=":material/check:")
        st.rerun()


def _forget() -> None:
    st.session_state.pop(_ASKED, None)

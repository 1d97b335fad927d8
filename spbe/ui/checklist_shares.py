"""What units did of the items that all of them do: typed into a grid, saved at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import pandas as pd

from spbe.model.item import Share
from spbe.store.item_records import ShareConflictError
from spbe.store.item_shares import save_shares
from spbe.store.records import StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.checklist_rights import can_edit
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_short
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads

Shares: TypeAlias = Mapping[tuple[str, int], Share]
"""By unit and id of the item."""


@dataclass
class ShareEdits:
    """A grid of shares: what it began with, and what was typed."""

    place: Hashable
    seen: Shares
    frame: pd.DataFrame
    round: int
    refusal: Message | None = None
    pairs: list[tuple[Share, Share]] = field(default_factory=list)
    """What differs: each share as it was seen, and as it should be."""

    def note(self, typed: Mapping[tuple[str, int], Mapping[str, Any]]) -> None:
        """Note the fields that were typed; all others stay as they are kept."""
        wanted = {key: replace(self.seen[key], **fields) for key, fields in typed.items()}
        self.pairs = [(self.seen[k], s) for k, s in wanted.items() if s != self.seen[k]]

    def save(self, page: Page, who: str) -> None:
        """Save what was typed; where that is refused it stays, over the newest state."""
        self.refusal = None
        try:
            save_shares(page.store, self.pairs, who, now())
        except ShareConflictError as conflict:
            self.refusal = conflict.message
            newest = {(share.unit, share.item_id): share for share in conflict.current}
            self.seen = {**self.seen, **newest}
        except StoreError as refusal:
            self.refusal = refusal.message
        else:
            self.forget()
            st.toast(page.text("Tersimpan"), icon=":material/check:")

    def forget(self) -> None:
        """Begin again from what is kept."""
        self.place = None


def open_shares(
    name: str, place: Hashable, shares: Shares, build: Callable[[Shares], pd.DataFrame]
) -> ShareEdits:
    """Give the grid that is kept under a name; a new one for another place, or when all is saved.

    One in which nothing was typed follows what is kept.
    """
    key = f"share-edits-{name}"
    edits: ShareEdits | None = st.session_state.get(key)
    is_new = edits is None or edits.place != place
    if edits is None or is_new or (not edits.pairs and edits.seen != shares):
        number = edits.round + 1 if edits else 0
        edits = st.session_state[key] = ShareEdits(place, shares, build(shares), number)
    return edits


def show_share_edits(page: Page, edits: ShareEdits) -> None:
    """Say what was refused, and draw the buttons that save or undo what was typed."""
    text = page.text
    if edits.refusal is not None:
        st.warning(escape_markdown(text(edits.refusal)), icon=":material/info:")
    if not edits.pairs:
        return
    who, count = page.who(), len(edits.pairs)
    with st.container(horizontal=True):
        st.button(
            text.plural("Simpan {count} perubahan", "Simpan {count} perubahan", count),
            type="primary",
            icon=":material/save:",
            key=f"save-shares-{edits.round}",
            disabled=who is None,
            on_click=edits.save,
            args=(page, who),
        )
        st.button(text("Batalkan"), key=f"undo-shares-{edits.round}", on_click=edits.forget)


def show_unit_shares(page: Page, checklist: Checklist, unit: str) -> None:
    """Draw the shares of one unit, each with its link and note."""
    text = page.text
    items = {item.id: item for item in checklist.items if item.is_open and item.is_for_all_units}
    shares = {
        (share.unit, share.item_id): share
        for item_id, own in checklist.shares.items()
        for share in own
        if share.unit == unit and item_id in items
    }
    if not shares:
        return
    title = text("Bagian OPD ini pada butir yang dikerjakan semua OPD")
    st.markdown(f"**{title}**")

    def build(seen: Shares) -> pd.DataFrame:
        own = [(items[share.item_id], share) for share in seen.values()]
        return pd.DataFrame(
            {
                "is_done": [share.is_done for _, share in own],
                "item": [
                    f"{name_short(checklist.instrument, i)} · {checklist.say(i, text)}"
                    for i, _ in own
                ],
                "link": [share.link for _, share in own],
                "note": [share.note for _, share in own],
            }
        )

    edits = open_shares("unit", (checklist.place, unit, text.language), shares, build)
    column = st.column_config
    columns = {
        "is_done": column.CheckboxColumn(text("Selesai"), width="small"),
        "item": column.TextColumn(text("Butir"), width="large"),
        "link": column.TextColumn(text("Tautan bukti"), width="medium"),
        "note": column.TextColumn(text("Keterangan"), width="medium"),
    }
    edited = st.data_editor(
        edits.frame,
        key=f"unit-shares-{edits.round}",
        hide_index=True,
        disabled=["item"] if can_edit(page, checklist, [unit]) else True,
        column_config=columns,
        alt=title,
    )
    rows = zip(edits.seen, edits.frame.to_dict("records"), edited.to_dict("records"), strict=True)
    edits.note({key: _find_typed(before, after) for key, before, after in rows})
    show_share_edits(page, edits)
    show_downloads(page, edited, "unit-shares", title, column_config=columns)


def _find_typed(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> dict[str, Any]:
    typed = {
        name: after[name] if isinstance(after[name], str) else ""
        for name in ("link", "note")
        if after[name] != before[name]
    }
    if bool(after["is_done"]) != before["is_done"]:
        typed["is_done"] = bool(after["is_done"])
    return typed

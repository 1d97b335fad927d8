"""Edits of items that are typed and not saved yet: kept whatever is filtered, until decided.

Each one remembers the item as it was seen when it was typed. Where somebody else was quicker both
states are shown, and what was typed stays until its author decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from streamlit.delta_generator import DeltaGenerator

from spbe.model.item import Item
from spbe.store.item_records import ItemConflictError
from spbe.store.items import save_items
from spbe.store.records import StoreError
from spbe.text.translator import Message
from spbe.ui.canvas import st
from spbe.ui.checklist_words import EDITED, find_differences
from spbe.ui.clock import now
from spbe.ui.markup import escape_markdown
from spbe.ui.shell import Page

_MOST_SHOWN = 5
"""Edits and conflicts that are named one by one; of more only the number is said."""


@dataclass
class Edits:
    """What was typed for the items of one checklist."""

    place: str
    pairs: dict[int, tuple[Item, Item]] = field(default_factory=dict)
    """Each item as it was seen, and as it should be, by id."""
    current: dict[int, Item] = field(default_factory=dict)
    """The newest state of items that somebody else changed meanwhile."""
    refusal: Message | None = None
    round: int = 0
    """Part of the grid's key: a new one begins anew from what is noted here."""

    def note(self, seen: Item, wanted: Item) -> None:
        """Note how an item should be; nothing is left of an edit that changes nothing."""
        item_id = seen.id or 0
        if wanted == seen:
            self.pairs.pop(item_id, None)
        else:
            self.pairs[item_id] = (seen, wanted)

    def forget(self) -> None:
        """Forget all that was typed."""
        self.pairs, self.current, self.refusal = {}, {}, None
        self.round += 1

    def find(self, item: Item) -> tuple[Item, Item]:
        """Give an item as it was seen and as it should be; as it is where nothing was typed."""
        return self.pairs.get(item.id or 0, (item, item))

    def keep_mine(self, item_id: int) -> None:
        """Lay what was typed over the newest state."""
        seen, wanted = self.pairs[item_id]
        newest = self.current.pop(item_id)
        typed = {f: getattr(wanted, f) for f in EDITED if getattr(wanted, f) != getattr(seen, f)}
        self.pairs.pop(item_id)
        self.note(newest, replace(newest, **typed))
        self.round += 1

    def keep_theirs(self, item_id: int) -> None:
        """Forget what was typed for an item."""
        self.pairs.pop(item_id)
        self.current.pop(item_id)
        self.round += 1

    def save(self, page: Page, who: str) -> None:
        """Save all edits at once; where that is refused, they stay as they are."""
        if not self.pairs:
            return
        self.refusal = None
        try:
            save_items(page.store, list(self.pairs.values()), who, now())
        except ItemConflictError as conflict:
            # The sentence names the items; both states of each stand below it.
            self.refusal = conflict.message
            self.current = {item.id: item for item in conflict.current if item.id is not None}
        except StoreError as refusal:
            self.refusal = refusal.message
        else:
            self.forget()
            st.toast(page.text("Tersimpan"), icon=":material/check:")


def load_edits(name: str, place: str) -> Edits:
    """Give the edits that are kept under a name; those of another place are forgotten."""
    edits: Edits | None = st.session_state.get(name)
    if edits is None or edits.place != place:
        edits = st.session_state[name] = Edits(place)
    return edits


def show_refusal(page: Page, edits: Edits) -> None:
    """Say why the edits were not saved, and ask which state counts where two stand."""
    if edits.refusal is not None:
        st.warning(escape_markdown(page.text(edits.refusal)), icon=":material/info:")
    for item_id in list(edits.current)[:_MOST_SHOWN]:
        _show_conflict(page, edits, item_id)


def show_edits(page: Page, edits: Edits, who: str | None) -> None:
    """Say what is not saved yet and what stands against it, with the buttons that decide."""
    text = page.text
    show_refusal(page, edits)
    if not edits.pairs:
        return
    count = len(edits.pairs)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            text.plural("Simpan {count} perubahan", "Simpan {count} perubahan", count),
            type="primary",
            icon=":material/save:",
            disabled=who is None or bool(edits.current),
            on_click=edits.save,
            args=(page, who),
        )
        st.button(text("Batalkan"), icon=":material/undo:", on_click=edits.forget)
        st.markdown(_name_edits(page, list(edits.pairs.values())))


def _name_edits(page: Page, pairs: Sequence[tuple[Item, Item]]) -> str:
    """Name what would change, for the first few edits."""
    said = []
    for seen, wanted in pairs[:_MOST_SHOWN]:
        changes = ", ".join(
            f"{name}: {before} → {after}"
            for name, before, after in find_differences(seen, wanted, page.text)
        )
        said.append(f"{seen.item_code or seen.text[:40]} ({changes[:120]})")
    if len(pairs) > _MOST_SHOWN:
        said.append(page.text("dan {n} lainnya", n=len(pairs) - _MOST_SHOWN))
    return f":gray[{escape_markdown(' · '.join(said))}]"


def _show_conflict(page: Page, edits: Edits, item_id: int) -> None:
    """Show what was typed beside what somebody else saved, and ask which one counts."""
    text = page.text
    seen, wanted = edits.pairs[item_id]
    newest = edits.current[item_id]
    with st.container(border=True):
        st.markdown(f"**{escape_markdown(seen.text[:120])}**")
        mine, theirs = st.columns(2)
        _show_side(page, mine, text("Isian Anda"), seen, wanted)
        _show_side(page, theirs, text("Sekarang tersimpan"), seen, newest)
        mine.button(
            text("Pakai isian saya"),
            key=f"mine-{item_id}",
            on_click=edits.keep_mine,
            args=(item_id,),
        )
        theirs.button(
            text("Pakai yang tersimpan"),
            key=f"theirs-{item_id}",
            on_click=edits.keep_theirs,
            args=(item_id,),
        )


def _show_side(page: Page, place: DeltaGenerator, title: str, seen: Item, state: Item) -> None:
    lines = [f"**{title}**"]
    for name, _, after in find_differences(seen, state, page.text):
        lines.append(f"{name}: {escape_markdown(after[:200])}")
    place.markdown("  \n".join(lines))

"""Change several items at once: what is filled in is laid over those that are ticked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spbe.model.item import ITEM_STATES, Item, ItemState
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.checklist_edits import Edits
from spbe.ui.checklist_state import Checklist
from spbe.ui.shell import Page


@dataclass(frozen=True, slots=True)
class Change:
    """What several items are to become; None leaves a field as it is."""

    state: ItemState | None = None
    reason: str = ""
    units: tuple[str, ...] = ()
    person: str = ""
    due: datetime.date | None = None

    def apply(self, item: Item) -> Item:
        return replace(
            item,
            state=self.state or item.state,
            reason=self.reason or item.reason,
            units=self.units or item.units,
            person=self.person or item.person,
            due=self.due or item.due,
        )


def show_bulk(
    page: Page, checklist: Checklist, edits: Edits, picked: Sequence[Item], shown: Sequence[Item]
) -> None:
    """Draw the form for several items, where some are ticked; it saves nothing by itself."""
    text = page.text
    if not picked:
        st.caption(
            text(
                "Ubah langsung di tabel, atau centang beberapa baris untuk mengubahnya sekaligus. "
                "Tidak ada yang disimpan sebelum Anda menekan Simpan."
            )
        )
        return
    with st.form("checklist-bulk", clear_on_submit=True):
        which = text.plural(
            "Ubah {count} butir yang dicentang", "Ubah {count} butir yang dicentang", len(picked)
        )
        rest = text("yang kosong tidak diubah")
        st.markdown(f"**{which}** · {rest}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            state = st.selectbox(
                text("Status"),
                ITEM_STATES,
                index=None,
                format_func=lambda state: text(ITEM_STATE_NAMES[state]),
                placeholder=text("tidak diubah"),
                width=170,
            )
            units = st.multiselect(
                text("OPD"), checklist.units, placeholder=text("tidak diubah"), width=260
            )
            person = st.text_input(text("Penanggung jawab"), width=170)
            due = st.date_input(text("Tenggat"), None, format="DD/MM/YYYY", width=140)
            reason = st.text_input(text("Alasan"), width=200)
        is_all = len(shown) > len(picked) and st.checkbox(
            text("Berlaku untuk semua {n} butir yang cocok dengan filter", n=len(shown))
        )
        is_given = st.form_submit_button(text("Terapkan ke tabel"), icon=":material/done_all:")
    if is_given:
        change = Change(state, reason or "", tuple(sorted(units)), person or "", due)
        for item in shown if is_all else picked:
            seen, wanted = edits.find(item)
            edits.note(seen, change.apply(wanted))
        edits.round += 1
        st.rerun()

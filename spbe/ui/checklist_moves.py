"""What moved in the checklist since a chosen day."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Literal

import pandas as pd

from spbe.analysis.item_history import Movement, StateChange, find_movements
from spbe.jobs.checklist_history import find_state_changes
from spbe.model.item import ITEM_STATES, Item
from spbe.text.terms import ITEM_STATE_NAMES
from spbe.ui.canvas import st
from spbe.ui.checklist_state import Checklist
from spbe.ui.checklist_words import name_short
from spbe.ui.choices import choose_day
from spbe.ui.shell import Page
from spbe.ui.tables import show_downloads, show_frame

_SINCE = "since"
_USUAL = datetime.timedelta(days=7)


def load_changes(page: Page, checklist: Checklist, shown: Sequence[Item]) -> list[StateChange]:
    """Load how the states of the items that are shown changed, the earliest first."""
    agency_id = checklist.agency.id
    ids = frozenset(item.id for item in checklist.items if item.id is not None)
    changes = page.snapshot.keep(
        ("item-changes", checklist.place),
        lambda: find_state_changes(page.store, agency_id, ids),
    )
    wanted = {item.id for item in shown}
    return [change for change in changes if change.item_id in wanted]


def show_moves(page: Page, checklist: Checklist, shown: Sequence[Item]) -> None:
    """Ask for a day and list the items that are new or in another state than on it."""
    text = page.text
    with st.container(horizontal=True, vertical_alignment="bottom"):
        today = checklist.today
        label = text("Yang berubah sejak")
        since = choose_day(_SINCE, label, today - _USUAL, max_value=today, width=170) or today
        found = find_movements(load_changes(page, checklist, shown), shown, since)
        st.markdown(_summarise(page, found))
    if not found:
        return
    title = text("Yang berubah sejak {day}", day=text.date(since))
    frame = pd.DataFrame(
        {
            text("No"): [name_short(checklist.instrument, moved.item) for moved in found],
            text("Butir"): [checklist.say(moved.item, text) for moved in found],
            text("OPD"): [", ".join(moved.item.units) or "–" for moved in found],
            text("Sebelum"): [
                text(ITEM_STATE_NAMES[moved.before]) if moved.before else "–" for moved in found
            ],
            text("Sekarang"): [text(ITEM_STATE_NAMES[moved.item.state]) for moved in found],
        }
    )
    # Without the number formats of `show_table`, which thousands of rows would wait for.
    show_frame(
        text, frame, "moves", title, is_illustrative=page.is_illustrative, height=_height(frame)
    )
    show_downloads(page, frame, "moves", title, {}, is_own=True, facts=())


def _height(frame: pd.DataFrame) -> Literal["content"] | int:
    return "content" if len(frame) < 8 else 260


def _summarise(page: Page, found: Sequence[Movement]) -> str:
    """Count what is new and what came into which state: "12 butir baru · Diterima 5"."""
    text = page.text
    if not found:
        return text("Tidak ada yang berubah sejak hari itu.")
    new = sum(moved.before is None for moved in found)
    states = Counter(moved.item.state for moved in found if moved.before is not None)
    parts = [text.plural("{count} butir baru", "{count} butir baru", new)] if new else []
    parts += [f"{text(ITEM_STATE_NAMES[s])} {states[s]}" for s in ITEM_STATES if states[s]]
    return " · ".join(parts)

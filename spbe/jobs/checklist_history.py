"""Read from what happened how the states of items changed over time."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from spbe.analysis.item_history import StateChange
from spbe.model.item import ItemState
from spbe.store.database import Store
from spbe.store.events import find_events


def find_state_changes(
    store: Store,
    agency_id: int,
    item_ids: Collection[int],
    zone: datetime.tzinfo | None = None,
) -> list[StateChange]:
    """Find how the states of items changed, the earliest first.

    `zone` says which day a moment belongs to; None is the time zone of this computer.
    """
    wanted = set(item_ids)
    return [
        StateChange(event.subject_id, event.at.astimezone(zone).date(), event.after["state"])
        for event in reversed(find_events(store, agency_id, subject="item", is_current=True))
        if event.subject_id in wanted and event.after is not None and "state" in event.after
    ]


def find_states_until(
    store: Store, agency_id: int, moment: datetime.datetime
) -> dict[int, ItemState]:
    """Find the states of an agency's items at a moment, by id; absent before one was made."""
    return {
        event.subject_id: event.after["state"]
        for event in reversed(find_events(store, agency_id, subject="item", until=moment))
        if event.subject_id is not None and event.after is not None and "state" in event.after
    }

"""How a checklist moved: what was open on a day, what changed since, from its states over time."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spbe.model.item import CLOSED_STATES, Item, ItemState


@dataclass(frozen=True, slots=True)
class StateChange:
    """An item was made or came into another state, on a day of this place."""

    item_id: int
    day: datetime.date
    state: ItemState


@dataclass(frozen=True, slots=True)
class Movement:
    """An item that is in another state than it was; `before` is None where it is new."""

    item: Item
    before: ItemState | None


def find_states(changes: Iterable[StateChange], day: datetime.date) -> dict[int, ItemState]:
    """Find the state of each item at the end of a day, by its id; absent before it was made.

    `changes` stand in the order in which they happened.
    """
    return {change.item_id: change.state for change in changes if change.day <= day}


def count_open(
    changes: Sequence[StateChange], first: datetime.date, last: datetime.date
) -> list[tuple[datetime.date, int]]:
    """Count the open items at the end of each day.

    Returns
    -------
    list of (day, count), from the first day to the last; empty where `last` lies before `first`.
    """
    counts = []
    states: dict[int, ItemState] = {}
    waiting = list(changes)
    for number in range((last - first).days + 1):
        day = first + datetime.timedelta(number)
        states |= find_states(waiting, day)
        waiting = [change for change in waiting if change.day > day]
        counts.append((day, sum(state not in CLOSED_STATES for state in states.values())))
    return counts


def find_movements(
    changes: Sequence[StateChange], items: Iterable[Item], since: datetime.date
) -> list[Movement]:
    """Find which items are new or in another state than at the end of a day, in the order given."""
    return compare_states(find_states(changes, since), items)


def compare_states(before: Mapping[int, ItemState], items: Iterable[Item]) -> list[Movement]:
    """Find which items are new or in another state than before, in the order given."""
    return [
        Movement(item, before.get(item.id or 0))
        for item in items
        if before.get(item.id or 0) != item.state
    ]

"""What the person at work may do to items, so that a page offers nothing else.

The store refuses all the same; these only keep what cannot be done off the page.
"""

from __future__ import annotations

from collections.abc import Iterable

from spbe.model.item import ItemState, find_next_states
from spbe.store.rights import Action, is_allowed, is_role_allowed
from spbe.ui.checklist_state import Checklist
from spbe.ui.shell import Page


def can_edit_some(page: Page) -> bool:
    """Tell whether the person may change any items at all."""
    return is_role_allowed(page.store, Action.EDIT_ITEMS)


def can_edit(page: Page, checklist: Checklist, units: Iterable[str] | None = None) -> bool:
    """Tell whether the person may change items of these units; without units, of whole lists."""
    return is_allowed(page.store, Action.EDIT_ITEMS, checklist.agency.id, units)


def can_add(page: Page, checklist: Checklist) -> bool:
    """Tell whether the person may add items, if only to units of their own."""
    return can_edit(page, checklist, page.store.person.units)


def find_states(
    page: Page, checklist: Checklist, state: ItemState, units: Iterable[str]
) -> tuple[ItemState, ...]:
    """Find the states that the person may give an item of a state."""
    if not can_edit(page, checklist, units):
        return ()
    may_judge = is_allowed(page.store, Action.ACCEPT_ITEMS, checklist.agency.id, units)
    return find_next_states(state, may_judge=may_judge)

"""Who may change which items: members those of their units, and judging is for others."""

from __future__ import annotations

from sqlalchemy import Connection

from spbe.model.item import CLOSED_STATES, JUDGED_STATES, Item
from spbe.store.rights import Action, check_right, check_units_kept


def check_addition(connection: Connection, item: Item) -> None:
    """Raise RightsError where the person at work may not add an item as it is."""
    check_right(connection, Action.EDIT_ITEMS, item.agency_id, item.units)
    if item.state in JUDGED_STATES:
        check_right(connection, Action.ACCEPT_ITEMS, item.agency_id, item.units)


def check_edit(connection: Connection, now: Item, wanted: Item) -> None:
    """Raise RightsError where the person at work may not change an item so.

    A member changes items of their own units, hands them on and in, and takes no other unit off;
    what was closed, a reason, and whether all units do it are changed only by those who judge.
    """
    check_right(connection, Action.EDIT_ITEMS, now.agency_id, now.units)
    check_units_kept(connection, now.units, wanted.units)
    is_judged = wanted.state in JUDGED_STATES and wanted.state != now.state
    # Handing in takes the reason of a return away; that is no judgement.
    is_reasoned = wanted.reason not in (now.reason, "")
    is_widened = wanted.is_for_all_units != now.is_for_all_units
    if is_judged or is_reasoned or is_widened or now.state in CLOSED_STATES:
        check_right(connection, Action.ACCEPT_ITEMS, now.agency_id, now.units)

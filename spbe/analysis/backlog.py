"""Who holds how much of what is still to be done."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.item_steps import ItemStep, find_open_steps, find_step_by_item, sum_points
from spbe.model.item import Item, Share

Shares = Mapping[int, Sequence[Share]]
"""What each unit did of the items that all units do, by the id of the item."""

NO_UNIT = ""
"""Stands for the items that no unit holds."""


@dataclass(frozen=True, slots=True)
class UnitBacklog:
    """What one unit still has to do. A step that several units share stands with each of them, so
    the rows of several units never add up; `compute_total` gives all of them together."""

    unit: str
    """`NO_UNIT` where nobody was named."""
    items: tuple[Item, ...]
    """Open ones, the earliest due first."""
    overdue: int
    """How many of them are past their day."""
    submitted: int
    """How many of them wait for a judgement, not for the unit."""
    steps: tuple[ItemStep, ...]
    points: Fraction
    """What its steps bring, each counted once [index points]."""
    shared_points: Fraction
    """The part of it that other units have to do something for too."""


def compute_backlog(
    steps: Sequence[ItemStep],
    items: Iterable[Item],
    today: datetime.date,
    shares: Shares | None = None,
) -> list[UnitBacklog]:
    """List what each unit still has to do, the largest backlog first.

    Parameters
    ----------
    steps : what `compute_item_steps` made of the items.
    shares : a unit that did its share of an item that all units do has it no more.

    Returns
    -------
    list of UnitBacklog: most open items first, then more points, then by name; `NO_UNIT` last.
    """
    by_unit: dict[str, list[Item]] = {}
    for item in items:
        for unit in find_busy_units(item, shares or {}):
            by_unit.setdefault(unit, []).append(item)
    holders = _find_holders(steps, shares or {})
    step_of = find_step_by_item(find_open_steps(steps))
    rows = [_sum_up(unit, own, step_of, holders, today) for unit, own in by_unit.items()]
    return sorted(
        rows, key=lambda row: (not row.unit, -len(row.items), -row.points, row.unit.casefold())
    )


def compute_total(
    steps: Sequence[ItemStep], items: Iterable[Item], today: datetime.date
) -> UnitBacklog:
    """Sum up what the whole agency still has to do: every item and every step once."""
    left = [item for item in items if item.is_open]
    step_of = find_step_by_item(find_open_steps(steps))
    return _sum_up(NO_UNIT, left, step_of, {}, today)


def find_busy_units(item: Item, shares: Shares) -> tuple[str, ...]:
    """Find the units that still have to do something for an item; `NO_UNIT` where none is named.

    Returns nothing for a closed item. Of an item that all units do, those whose share is done are
    left out; where all are done it waits for its judgement, and stands with all of them.
    """
    if not item.is_open:
        return ()
    done = {share.unit for share in shares.get(item.id or 0, ()) if share.is_done}
    busy = tuple(unit for unit in item.units if not (item.is_for_all_units and unit in done))
    return busy or item.units or (NO_UNIT,)


def is_overdue(item: Item, today: datetime.date) -> bool:
    """Tell whether an item is past its day and still with its unit."""
    return item.is_open and item.state != "submitted" and item.due is not None and item.due < today


def due_first(item: Item) -> tuple[bool, datetime.date, int]:
    """Give the key that sorts items by their day, those without one last."""
    return item.due is None, item.due or datetime.date.min, item.id or 0


def _find_holders(steps: Iterable[ItemStep], shares: Shares) -> dict[tuple[str, int], set[str]]:
    """Find who still has to do something for each step."""
    return {
        (step.code, step.after): {
            unit for item in step.open_items for unit in find_busy_units(item, shares)
        }
        for step in steps
    }


def _sum_up(
    unit: str,
    own: Sequence[Item],
    step_of: Mapping[int, ItemStep],
    holders: Mapping[tuple[str, int], set[str]],
    today: datetime.date,
) -> UnitBacklog:
    held = {}
    for item in own:
        step = step_of.get(item.id or 0)
        if step is not None:
            held[step.code, step.after] = step
    return UnitBacklog(
        unit=unit,
        items=tuple(sorted(own, key=due_first)),
        overdue=sum(is_overdue(item, today) for item in own),
        submitted=sum(item.state == "submitted" for item in own),
        steps=tuple(held.values()),
        points=sum_points(held.values()),
        shared_points=sum_points(
            step for place, step in held.items() if len(holders.get(place, ())) > 1
        ),
    )

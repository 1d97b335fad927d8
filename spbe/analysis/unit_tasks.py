"""What one unit has to do: overdue, this week, later, and what waits for others."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from spbe.analysis.backlog import NO_UNIT, Shares, due_first, is_overdue
from spbe.model.item import Item

WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """The open items of one unit, each in one part, the earliest due first."""

    unit: str
    overdue: tuple[Item, ...]
    week: tuple[Item, ...]
    """Due today or within seven days, and what was returned, whenever it is due."""
    later: tuple[Item, ...]
    """Due after that, or on no day."""
    waiting: tuple[Item, ...]
    """Handed in and waiting for a judgement, or for the shares of other units."""

    @property
    def own(self) -> tuple[Item, ...]:
        """What the unit itself can do now, the most urgent first."""
        return (*self.overdue, *self.week, *self.later)


def find_unit_tasks(
    items: Iterable[Item], unit: str, today: datetime.date, shares: Shares | None = None
) -> UnitTasks:
    """Find what a unit has to do; `NO_UNIT` asks for what nobody was given."""
    parts: dict[str, list[Item]] = {"overdue": [], "week": [], "later": [], "waiting": []}
    for item in items:
        if item.is_open and (unit in item.units or (unit == NO_UNIT and not item.units)):
            parts[_find_part(item, unit, today, shares or {})].append(item)
    ordered = {name: tuple(sorted(own, key=due_first)) for name, own in parts.items()}
    return UnitTasks(unit, **ordered)


def _find_part(item: Item, unit: str, today: datetime.date, shares: Shares) -> str:
    is_done = any(share.unit == unit and share.is_done for share in shares.get(item.id or 0, ()))
    if item.state == "submitted" or (item.is_for_all_units and is_done):
        return "waiting"
    if is_overdue(item, today):
        return "overdue"
    is_soon = item.due is not None and item.due < today + WEEK
    return "week" if is_soon or item.state == "returned" else "later"

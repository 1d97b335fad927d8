"""What to do next: the steps of a plan with the units that do them and the day they are due."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.plan import Plan
from spbe.analysis.plan_task import PlanTask
from spbe.model.assignment import Assignment
from spbe.model.item import Item


@dataclass(frozen=True, slots=True)
class NextAction:
    """One indicator that has to rise: how far, what it brings, by whom and until when."""

    code: str
    before: int
    """Level units."""
    after: int
    """Level units."""
    points: Fraction
    """What it adds to the index [index points]."""
    units: tuple[str, ...]
    """Who does it: of its open items, else who leads the indicator; empty where nobody is named."""
    due: datetime.date | None
    """The last day of its open items; None where no item names one."""
    items: tuple[Item, ...]
    """The open items up to the level, the earliest due first."""


def find_next_actions(
    task: PlanTask, plan: Plan, items: Iterable[Item], leads: Mapping[str, Assignment]
) -> list[NextAction]:
    """Find what a plan asks for, most index points first, then in tree order."""
    scale = task.instrument.level_scale
    open_items: dict[str, list[Item]] = {}
    for item in items:
        if item.is_open and item.code is not None and item.level is not None:
            open_items.setdefault(item.code, []).append(item)
    actions = []
    for code, before, after in plan.steps:
        own = [i for i in open_items.get(code, ()) if (i.level or 0) * scale <= after]
        days = [item.due for item in own if item.due is not None]
        actions.append(
            NextAction(
                code=code,
                before=before,
                after=after,
                points=task.instrument.index_points(code, after - before),
                units=_find_units(own, leads.get(code)),
                due=max(days, default=None),
                items=tuple(sorted(own, key=lambda i: (i.due is None, i.due or datetime.date.max))),
            )
        )
    place = {code: number for number, code in enumerate(task.instrument.leaf_codes)}
    return sorted(actions, key=lambda action: (-action.points, place[action.code]))


def _find_units(items: Sequence[Item], lead: Assignment | None) -> tuple[str, ...]:
    named = dict.fromkeys(
        unit for item in items if not item.is_for_all_units for unit in item.units
    )
    if named:
        return tuple(sorted(named, key=str.casefold))
    return lead.leads if lead is not None else ()

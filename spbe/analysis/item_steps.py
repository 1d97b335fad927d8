"""What the items of a checklist bring: points belong to the level step, not to the item."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from spbe.model.instrument import Instrument
from spbe.model.item import Item
from spbe.text.translator import Translator


@dataclass(frozen=True, slots=True)
class ItemStep:
    """One rise of an indicator, and all items of the level that it leads to.

    The rise begins where the one below it ends, or at the present level. So no level is counted
    twice, and the points of all steps add up to what the index gains by all of them.
    """

    code: str
    before: int
    """Level units."""
    after: int
    """Level units of a whole level."""
    points: Fraction
    """What the rise brings to the index, exactly [index points]."""
    items: tuple[Item, ...]

    @property
    def open_items(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.is_open)

    @property
    def is_complete(self) -> bool:
        """Whether every item is accepted or does not apply."""
        return not self.open_items


@dataclass(frozen=True, slots=True)
class StuckIndicator:
    """An indicator whose items are all accepted, while its level stayed below."""

    step: ItemStep
    completed_at: datetime.datetime | None
    """When the last item was closed."""


def compute_item_steps(
    instrument: Instrument, levels: Mapping[str, int | None], items: Iterable[Item]
) -> list[ItemStep]:
    """Find the level steps that items stand for, in tree order, the lowest step first.

    Parameters
    ----------
    levels : the present level units by leaf code. An indicator without a level has no steps.
    items : open ones make steps open, closed ones keep their step in its place.

    Returns
    -------
    list of ItemStep. An item that belongs to no level, to one that is reached already or to none
    of the instrument is in no step: it brings no points.
    """
    scale, leaves = instrument.level_scale, set(instrument.leaf_codes)
    by_step: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        if item.code not in leaves or item.level is None:
            continue
        units = levels.get(item.code)
        if units is not None and units < item.level * scale <= instrument.highest_units:
            by_step.setdefault((item.code, item.level * scale), []).append(item)
    place = {code: number for number, code in enumerate(instrument.leaf_codes)}
    steps: list[ItemStep] = []
    for code, after in sorted(by_step, key=lambda step: (place[step[0]], step[1])):
        is_next = bool(steps) and steps[-1].code == code
        before = steps[-1].after if is_next else levels[code] or 0
        points = instrument.index_points(code, after - before)
        steps.append(ItemStep(code, before, after, points, tuple(by_step[code, after])))
    return steps


def find_open_steps(steps: Iterable[ItemStep]) -> list[ItemStep]:
    """Find the steps for which something is still to be done."""
    return [step for step in steps if not step.is_complete]


def find_stuck(steps: Iterable[ItemStep]) -> list[StuckIndicator]:
    """Find where everything is accepted and the level did not rise: "Lengkap, tapi tidak naik".

    Parameters
    ----------
    steps : from the levels that the assessors gave; only the step right above them counts.

    Returns
    -------
    list of StuckIndicator, the step with most points first, then in the order given.
    """
    first: dict[str, ItemStep] = {}
    for step in steps:
        first.setdefault(step.code, step)
    stuck = [
        StuckIndicator(
            step, max((item.closed_at for item in step.items if item.closed_at), default=None)
        )
        for step in first.values()
        if step.is_complete and any(item.state == "accepted" for item in step.items)
    ]
    return sorted(stuck, key=lambda found: -found.step.points)


def sum_points(steps: Iterable[ItemStep]) -> Fraction:
    """Add up what steps bring [index points], each once however often it is named."""
    points = {(step.code, step.after): step.points for step in steps}
    return sum(points.values(), Fraction(0))


def find_step_by_item(steps: Iterable[ItemStep]) -> dict[int, ItemStep]:
    """Find the step to which each item belongs, by the id of the item."""
    return {item.id: step for step in steps for item in step.items if item.id is not None}


def format_step_points(step: ItemStep, text: Translator) -> str:
    """Say what a step brings and what it takes: "+0,03 bila 3 butir lengkap"."""
    points = text.points(step.points)
    count = len(step.open_items)
    if not count:
        return text("{points}: semua butir lengkap", points=points)
    return text.plural(
        "{points} bila {count} butir lengkap",
        "{points} bila {count} butir lengkap",
        count,
        points=points,
    )


def format_step_levels(instrument: Instrument, step: ItemStep, text: Translator) -> str:
    """Write from which level to which a step leads: "2 → 3"."""
    before, after = (text.level(n, instrument.level_decimals) for n in (step.before, step.after))
    return f"{before} → {after}"

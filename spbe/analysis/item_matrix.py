"""Items that every unit has to do for itself: who has, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spbe.analysis.backlog import Shares
from spbe.model.item import Item, Share
from spbe.text.translator import Translator


@dataclass(frozen=True, slots=True)
class ItemMatrix:
    """Units × items that all units do; a unit without part in an item has no share there."""

    items: tuple[Item, ...]
    units: tuple[str, ...]
    shares: dict[tuple[str, int], Share]
    """By unit and id of the item."""

    def count(self, item: Item) -> tuple[int, int]:
        """Count the units that did their share of an item, and those that have one."""
        own = [share for (_, item_id), share in self.shares.items() if item_id == item.id]
        return sum(share.is_done for share in own), len(own)


def compute_matrix(items: Iterable[Item], shares: Shares) -> ItemMatrix:
    """Lay out the items that all units do: items as given, units by name."""
    chosen = tuple(item for item in items if item.is_for_all_units and item.id is not None)
    cells = {
        (share.unit, item.id): share
        for item in chosen
        if item.id is not None
        for share in shares.get(item.id, ())
    }
    units = sorted({unit for unit, _ in cells}, key=str.casefold)
    return ItemMatrix(chosen, tuple(units), cells)


def find_done_by_all(items: Iterable[Item], shares: Shares) -> frozenset[tuple[str, int, int]]:
    """Find the requirements that all units fulfil: code, level and number of each.

    Where every unit did its share, or the item was accepted or found not applicable as a whole; the
    newest item of a requirement says so, and one that was returned never does.
    """
    newest: dict[tuple[str, int, int], Item] = {}
    for item in sorted(items, key=lambda item: (max(item.years, default=0), item.id or 0)):
        if item.is_for_all_units and item.code and item.level and item.requirement is not None:
            newest[item.code, item.level, item.requirement] = item
    return frozenset(
        need for need, item in newest.items() if _is_done(item, shares.get(item.id or 0, ()))
    )


def _is_done(item: Item, own: Sequence[Share]) -> bool:
    if not item.is_open:
        return True
    return item.state != "returned" and bool(own) and all(share.is_done for share in own)


def format_count(count: tuple[int, int], text: Translator) -> str:
    """Say how many units did their share: "27 dari 40 OPD"."""
    done, total = count
    return text("{done} dari {total} OPD", done=done, total=total)

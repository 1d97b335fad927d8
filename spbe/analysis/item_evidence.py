"""How many documents stand behind each item."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.model.evidence import DocumentUse
from spbe.model.item import Item


def count_evidence(items: Iterable[Item], uses: Iterable[DocumentUse]) -> dict[int, int]:
    """Count the documents behind each item, by its id; items without any are absent.

    A document stands behind an item that it names, and behind the requirement that the item is.
    """
    by_item: dict[int, set[int]] = {}
    by_requirement: dict[tuple[str, int | None, int], set[int]] = {}
    for use in uses:
        if use.item_id is not None:
            by_item.setdefault(use.item_id, set()).add(use.document_id)
        if use.requirement is not None:
            place = (use.code, use.level, use.requirement)
            by_requirement.setdefault(place, set()).add(use.document_id)
    counts = {}
    for item in items:
        found = set(by_item.get(item.id or 0, ()))
        if item.code is not None and item.requirement is not None:
            found |= by_requirement.get((item.code, item.level, item.requirement), set())
        if found and item.id is not None:
            counts[item.id] = len(found)
    return counts

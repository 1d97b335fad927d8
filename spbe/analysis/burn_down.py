"""How many items were open day by day."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable

from spbe.model.item import Item

DAY = datetime.timedelta(days=1)


def count_open_by_day(
    items: Iterable[Item], today: datetime.date, zone: datetime.tzinfo
) -> list[tuple[datetime.date, int]]:
    """Count the items that were open at the end of each day, from the first one's day to today.

    An item that was closed and opened again counts as open all along; `zone` says when a day ends.
    Returns nothing where there are no items.
    """
    change: Counter[datetime.date] = Counter()
    for item in items:
        if item.opened_at is None:
            continue
        change[min(item.opened_at.astimezone(zone).date(), today)] += 1
        if item.closed_at is not None:
            change[min(item.closed_at.astimezone(zone).date(), today)] -= 1
    if not change:
        return []
    day, left, counts = min(change), 0, []
    while day <= today:
        left += change[day]
        counts.append((day, left))
        day += DAY
    return counts

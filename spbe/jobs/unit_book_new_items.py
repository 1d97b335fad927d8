"""The items that units suggest in their workbooks, as far as nobody has thought of them yet."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from spbe.jobs.unit_book_additions import BookAddition
from spbe.model.instrument import Instrument
from spbe.model.item import Item, take_item_code
from spbe.model.unit_book import FilledNew
from spbe.store.database import Store
from spbe.store.items import find_items
from spbe.store.records import Agency


def find_new_items(
    store: Store,
    agency: Agency,
    instrument: Instrument,
    year: int,
    suggested: Sequence[tuple[str, str, FilledNew]],
) -> tuple[BookAddition, ...]:
    """Draft items of what units suggest (file, unit and row), in the order given.

    One that several suggest belongs to all of them; what is open already or stands in the year's
    checklist is left out, so that the same workbooks suggest nothing twice.
    """
    if not suggested:
        return ()
    drafts: dict[Hashable, Item] = {}
    files: dict[Hashable, dict[str, None]] = {}
    for file, unit, new in suggested:
        blank = Item(agency.id, instrument.id, new.text, "own", year, new.code, new.level)
        draft = take_item_code(blank)
        units = {*drafts.get(draft.key, draft).units, unit}
        files.setdefault(draft.key, {})[file] = None
        drafts[draft.key] = replace(draft, units=tuple(sorted(units, key=str.casefold)))
    kept = find_items(store, agency.id, instrument.id)
    there = {item.key for item in kept if item.is_open or year in item.years}
    return tuple(
        BookAddition(draft, tuple(files[key])) for key, draft in drafts.items() if key not in there
    )

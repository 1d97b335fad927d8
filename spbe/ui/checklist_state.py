"""The checklist in view: its items, what they bring, who holds them, and which one is open."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spbe.analysis.item_evidence import count_evidence
from spbe.analysis.item_steps import ItemStep, compute_item_steps, find_step_by_item
from spbe.analysis.item_words import Wordings, index_wordings, say_item
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument
from spbe.model.item import Item, Share
from spbe.store.agencies import find_units
from spbe.store.document_uses import find_uses
from spbe.store.item_shares import find_shares
from spbe.store.items import find_items
from spbe.store.records import Agency, ResultKey
from spbe.text.translator import Translator
from spbe.ui.address import forget_address, is_id, read_address, write_address
from spbe.ui.cache import Result, load_requirements
from spbe.ui.clock import today
from spbe.ui.shell import Page

ITEM, VIEW = "item", "view"
"""The address names the item that is open, and the chosen view, under these keys."""
NEW = "new"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What stands in the checklist of an agency's evaluation."""

    agency: Agency
    key: ResultKey
    """Of the assessment in view, whose levels the steps begin at."""
    instrument: Instrument
    items: Sequence[Item]
    """All of this year, closed ones too."""
    levels: Mapping[str, int | None]
    """Level units by leaf code of the assessment in view; empty where only scores are known."""
    steps: Sequence[ItemStep]
    step_of: Mapping[int, ItemStep]
    """By the id of an item that belongs to one."""
    shares: Mapping[int, Sequence[Share]]
    units: Sequence[str]
    evidence: Mapping[int, int]
    """How many documents stand behind an item, by its id; absent where none does."""
    wordings: Wordings
    """The words of the requirements that items are made from."""
    interview: datetime.date | None
    today: datetime.date

    @property
    def year(self) -> int:
        return self.key.year

    @property
    def place(self) -> str:
        """Which checklist this is."""
        return f"{self.agency.id}-{self.instrument.id}-{self.year}"

    def say(self, item: Item, text: Translator) -> str:
        """Say what an item asks for, in the language that is read."""
        return say_item(item, self.wordings, text.language)


def load_checklist(page: Page) -> Checklist | None:
    """Load the checklist of the year in view; None where there is no year yet."""
    agency, result = page.view.agency, page.view.result
    if agency is None or result is None:
        return None
    day = today()
    name = ("checklist", result.key, day)
    return page.snapshot.keep(name, lambda: _make(page, agency, result, day))


def _make(page: Page, agency: Agency, result: Result, day: datetime.date) -> Checklist:
    key, instrument = result.key, result.scored.instrument
    content = result.stored.content
    levels = content.levels if isinstance(content, Assessment) else {}
    items = find_items(page.store, agency.id, key.instrument_id, key.year)
    steps = compute_item_steps(instrument, levels, items)
    cycle = page.snapshot.cycle(agency.id, key.year)
    return Checklist(
        agency=agency,
        key=key,
        instrument=instrument,
        items=items,
        levels=levels,
        steps=steps,
        step_of=find_step_by_item(steps),
        shares=find_shares(page.store, agency.id, key.instrument_id, key.year),
        units=[unit.name for unit in find_units(page.store, agency.id)],
        evidence=count_evidence(items, find_uses(page.store, agency.id, instrument.id, key.year)),
        wordings=index_wordings(load_requirements(instrument)),
        interview=cycle.dates.get("interview"),
        today=day,
    )


def read_open_item() -> str | None:
    """Tell which item the address opens: its id, `NEW`, or None."""
    said = read_address(ITEM)
    return said[0] if said and (said[0] == NEW or is_id(said[0])) else None


def open_item(item: str) -> None:
    """Open an item, or the form of a new one; to be called before the page is drawn."""
    write_address(ITEM, item)


def close_item() -> None:
    """Go back to the list."""
    forget_address(ITEM)

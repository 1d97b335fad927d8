"""What goes out to a unit (OPD) in its own workbook, and what comes back in it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from spbe.model.item import Item, ItemState, Share


@dataclass(frozen=True, slots=True)
class BookIdentity:
    """Whose workbook it is, and of which year."""

    agency_id: int
    agency: str
    unit: str
    instrument_id: str
    year: int


@dataclass(frozen=True, slots=True)
class BookIndicator:
    """An indicator that the unit answers for. Levels are level units, None where there is none."""

    code: str
    level: int | None
    """Of the assessment that the checklist begins at."""
    claim: int | None
    """What is kept as the claim of the units."""
    explanation: str = ""
    """What is kept as its explanation."""
    requirements: tuple[str, ...] = ()
    """What the next level asks for."""


@dataclass(frozen=True, slots=True)
class BookItem:
    """An open item of the unit."""

    item: Item
    share: Share | None = None
    """What the unit has done, of an item that all units do."""
    note: str = ""
    """The newest round of notes, to be read."""


@dataclass(frozen=True, slots=True)
class UnitBook:
    """All that the workbook of one unit holds."""

    identity: BookIdentity
    indicators: tuple[BookIndicator, ...]
    items: tuple[BookItem, ...]


@dataclass(frozen=True, slots=True)
class BookPlan:
    """Until when and by whom an item was to be done when a workbook was made."""

    due: datetime.date | None
    person: str


@dataclass(frozen=True, slots=True)
class FilledItem:
    """A row of an item as it came back. What is None could not be read; its problem says why."""

    item_id: int
    base: ItemState | Share
    """The state when the workbook was made; the share, where all units do the item."""
    filled: ItemState | Share | None
    answer: str = ""
    link: str = ""
    """A new link to evidence, of an item that is not shared out."""
    cell: str = ""
    plan: BookPlan | None = None
    """Until when and by whom it was to be done; None in a workbook that does not say."""

    @property
    def is_touched(self) -> bool:
        """Whether anything was filled in that did not stand there before."""
        is_changed = self.filled is not None and self.filled != self.base
        return is_changed or bool(self.answer or self.link)


@dataclass(frozen=True, slots=True)
class FilledIndicator:
    """A row of an indicator as it came back."""

    code: str
    base_claim: int | None
    claim: int | None
    base_explanation: str
    explanation: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class FilledNew:
    """A row that the unit added: an item that it suggests."""

    text: str
    code: str | None = None
    """Of the indicator; None where it names none."""
    level: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class FilledBook:
    """A workbook as it came back. A row that is gone from it says nothing."""

    identity: BookIdentity
    indicators: Mapping[str, FilledIndicator]
    """By code."""
    items: Mapping[int, FilledItem]
    """By id."""
    new: tuple[FilledNew, ...] = ()

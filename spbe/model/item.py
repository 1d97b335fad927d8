"""What still has to be done for a level: the items of a checklist, and how they move on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

ItemState: TypeAlias = Literal[
    "open", "work", "submitted", "accepted", "returned", "not_applicable"
]
ItemSource: TypeAlias = Literal["requirement", "recommendation", "meeting", "own"]

ITEM_SOURCES: tuple[ItemSource, ...] = ("requirement", "recommendation", "meeting", "own")

NEXT_STATES: Mapping[ItemState, tuple[ItemState, ...]] = {
    "open": ("work", "submitted", "accepted", "not_applicable"),
    "work": ("open", "submitted", "accepted", "not_applicable"),
    "submitted": ("work", "accepted", "returned", "not_applicable"),
    "returned": ("work", "submitted", "accepted", "not_applicable"),
    "accepted": ("returned", "work"),
    "not_applicable": ("open",),
}
"""What an item of a state may become, in the order in which they are offered."""

ITEM_STATES: tuple[ItemState, ...] = tuple(NEXT_STATES)

CLOSED_STATES = frozenset[ItemState]({"accepted", "not_applicable"})
JUDGED_STATES = frozenset[ItemState]({"accepted", "returned", "not_applicable"})
"""States that coordinator and assessor alone bring about; a closed one nobody else opens again."""
REASONED_STATES = frozenset[ItemState]({"returned", "not_applicable"})
"""States that need a reason."""

_ITEM_CODE = re.compile(
    r"\s*(I\d{1,2}(?:-\d)?)\s*-\s*L\s*(\d)\s*-\s*(\d{1,2})\b\s*[:.)–-]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """A shortcoming of an agency: what is to be done, by whom, until when, and how far it is."""

    agency_id: int
    instrument_id: str
    text: str
    source: ItemSource
    opened_year: int
    """The evaluation in which it came up."""
    code: str | None = None
    """Of the indicator; None where it belongs to none."""
    level: int | None = None
    """The whole level that it belongs to; None where it belongs to none."""
    requirement: int | None = None
    """Its number within indicator and level, where it has one."""
    is_for_all_units: bool = False
    """Whether each of `units` has a share of its own to do."""
    units: tuple[str, ...] = ()
    """Names of the units that have to do it, in the order of the alphabet."""
    person: str = ""
    due: datetime.date | None = None
    state: ItemState = "open"
    reason: str = ""
    """Why it was returned or does not apply; empty in every other state."""
    years: tuple[int, ...] = ()
    """The evaluations that it stood or stands in, from the first: `opened_year`, then each into
    which it was carried."""
    opened_at: datetime.datetime | None = None
    closed_at: datetime.datetime | None = None
    """When it was accepted or found not applicable; None while it is open."""
    id: int | None = None
    """None until it is kept."""
    version: int = 1
    """Counts up with every change, so that an edit knows whether it saw the newest state."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done or judged."""
        return self.state not in CLOSED_STATES

    @property
    def key(self) -> tuple[object, ...]:
        """What two items share that ask for the same thing: their code, else their words."""
        if self.requirement is not None:
            return self.code, self.level, self.requirement
        return self.code, " ".join(self.text.split()).casefold()

    @property
    def item_code(self) -> str | None:
        """The code in the form of the ministry's portal ("I1-L2-02"), where it has one."""
        if self.code is None or self.level is None or self.requirement is None:
            return None
        return f"{self.code}-L{self.level}-{self.requirement:02d}"


@dataclass(frozen=True, slots=True)
class ItemNote:
    """A note on an item, or the answer to it; an answer belongs to the round of its note."""

    item_id: int
    round: int
    """Counts from 1 within the item."""
    kind: Literal["note", "answer"]
    text: str
    who: str
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Share:
    """What one unit has done of an item that several units do."""

    item_id: int
    unit: str
    is_done: bool = False
    link: str = ""
    note: str = ""


def find_next_states(state: ItemState, *, may_judge: bool) -> tuple[ItemState, ...]:
    """Find what an item of a state may become, by somebody who may judge items or may not."""
    if may_judge:
        return NEXT_STATES[state]
    if state in CLOSED_STATES:
        return ()
    return tuple(following for following in NEXT_STATES[state] if following not in JUDGED_STATES)


def take_item_code(item: Item) -> Item:
    """Take the code of the ministry's portal from where a text begins with it: "I1-L2-02: …".

    It says indicator, level and number. Left as it is where the item has a number, belongs to
    another indicator, or says nothing else.
    """
    match = _ITEM_CODE.match(item.text)
    code = match and match[1].upper()
    if match is None or item.requirement is not None or item.code not in (None, code):
        return item
    text = item.text[match.end() :].strip()
    if not text:
        return item
    number = int(match[3])
    return replace(item, text=text, code=code, level=int(match[2]), requirement=number)

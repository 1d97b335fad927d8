"""What an item asks for, in the language of whoever reads it.

An item that was made from a requirement keeps its Indonesian words; as long as nobody changes them
they are said in other languages with the words of the requirement. What people wrote stays as it
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from spbe.model.instrument import Names
from spbe.model.item import Item
from spbe.model.requirement import Requirement

Wordings: TypeAlias = Mapping[tuple[str | None, int | None, int | None], Names]
"""The words of requirements by code, level and number."""


def index_wordings(requirements: Iterable[Requirement]) -> Wordings:
    return {(each.code, each.level, each.number): each.texts for each in requirements}


def say_item(item: Item, wordings: Wordings, language: str) -> str:
    """Say what an item asks for: its own words, or its requirement's where they are unchanged."""
    words = wordings.get((item.code, item.level, item.requirement), {})
    return words[language] if item.text in words.values() else item.text


def say_items(items: Iterable[Item], wordings: Wordings, language: str) -> list[Item]:
    """Give items with the words of `say_item`: to be read, never to be saved."""
    return [replace(item, text=say_item(item, wordings, language)) for item in items]

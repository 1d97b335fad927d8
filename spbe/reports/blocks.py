"""What a chapter of a report is made of, whichever program lays it out: sentences and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph."""

    text: str
    kind: Literal["finding", "plain", "note"] = "plain"
    """A finding opens its part and is set off; a note is small print."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part of a chapter."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    width: int
    """Share of the width of the table; the shares of all columns need not add up to anything."""
    align: Align = "left"
    is_level: bool = False
    """Whether its cells hold levels and take their colours."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts below their columns."""

    title: str
    """What the table is, for those who do not see it."""
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    levels: Mapping[tuple[int, int], int] = field(default_factory=dict)
    """The whole level that gives the cell of a row and column its colour; absent: none."""
    strong: frozenset[int] = frozenset()
    """Rows that sum up what follows, set in bold."""


Block: TypeAlias = Sentence | Heading | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; `name` says which one it is, so that a writer can add its pictures."""

    name: str
    title: str
    blocks: Sequence[Block]

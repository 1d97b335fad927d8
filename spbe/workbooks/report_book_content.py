"""What the workbook of a report is made of: plain values, filled in by whoever knows the result."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument

BookCell: TypeAlias = str | int | float | datetime.date | None
"""None is an empty cell. A formula never stands here: text is always text."""

ColumnKind: TypeAlias = Literal[
    "text", "whole", "number", "score", "points", "signed", "level", "date", "link"
]
Live: TypeAlias = Literal[
    "level",
    "gain",
    "potential",
    "node",
    "rank",
    "gained",
    "step_points",
    "step_index",
    "moved",
    "running",
    "base",
    "rise",
    "fall",
    "whole",
]
"""What a cell is calculated from while the workbook is open; see `report_book_formulas.py`."""


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column of a sheet."""

    title: str
    kind: ColumnKind = "text"
    width: float = 12.0
    """Characters."""
    live: Live | None = None
    """Which formula its cells hold, in rows that say what they are about; None: plain values."""
    role: str = ""
    """By which formulas of other columns know it."""
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: its values, and what its live cells are about."""

    cells: Sequence[BookCell]
    """One per column; in a live column what the formula gives, None where there is none."""
    about: str | None = None
    """Code of the node, or None where the row has no live cells."""
    basis: int = 0
    """The whole numerator of the node in the result that it is compared with."""
    is_strong: bool = False
    is_own: bool = False
    """Whether it is the agency's own among others."""


@dataclass(frozen=True, slots=True)
class BookChart:
    """A native chart of columns of its table."""

    kind: Literal["bar", "column", "line", "waterfall"]
    title: str
    names: int
    """The column of names; columns count from 0."""
    values: Sequence[int]
    colors: Sequence[str] = ()
    """One per column of values, six hexadecimal digits; empty: the primary colour."""
    most: int | None = None
    """How many rows it shows at most, from the first."""
    limits: tuple[float, float] | None = None
    """Of the axis of values."""
    own: int | None = None
    """The row that stands out among the others, counted from 0."""
    is_count: bool = False
    """Whether it shows whole numbers."""


@dataclass(frozen=True, slots=True)
class BookTable:
    """One sheet with a table."""

    name: str
    """Of the sheet."""
    finding: str
    """The sentence above it."""
    columns: Sequence[BookColumn]
    rows: Sequence[BookRow]
    notes: Sequence[str] = ()
    """Sentences below the table."""
    chart: BookChart | None = None


@dataclass(frozen=True, slots=True)
class BookPart:
    """A heading with sentences and a small table below it, on the sheet of method."""

    heading: str
    sentences: Sequence[str] = ()
    rows: Sequence[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class ReportBook:
    """Everything that stands in the workbook of a report."""

    instrument: Instrument
    agency: str
    year: int
    stage: str
    day: datetime.date
    title: str
    """What the workbook is about."""
    source: str
    marks: Sequence[str]
    """What must stand wherever figures of this result stand."""
    is_illustrative: bool
    assessment: Assessment | None
    """The levels; None where only scores were published."""
    scores: Mapping[str, int]
    """Hundredths of the inner nodes that have a score, as calculated or published."""
    rating: str
    """As it is said of the result: "Baik", "setara Baik", "40 dari 47 terisi"."""
    compared: str | None
    """Name of the result that the scores are compared with, None where there is none."""
    before: Mapping[str, int]
    """Its hundredths, by code."""
    target: int | None
    """Hundredths."""
    target_name: str
    findings: Sequence[str]
    """Sentences on the first sheet."""
    tables: Sequence[BookTable]
    method: Sequence[BookPart]
    level_colors: Mapping[int, tuple[str, str]]
    """Fill and text colour of a whole level, six hexadecimal digits."""

"""What a native chart of a slide shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

from spbe.reports.deck_shapes import TEXT, Color

Kind: TypeAlias = Literal["columns", "bars", "lines"]
Value: TypeAlias = Fraction | int | None
SCORE, GAINED, COUNT = "0.00", "+0.00##", "0;;"
"""Formats of labels: an index, points gained with as many decimals as they need, and a number of
items, where none is not written."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a chart: a column of its workbook."""

    name: str
    values: Sequence[Value]
    color: Color | None
    """None for what is not seen and only lifts that which is stacked upon it."""
    labels: str | None = None
    """Number format of the labels at its points; None for none."""
    label_color: Color = TEXT
    label_place: str | None = None
    """As DrawingML says it: outEnd, inEnd, ctr, inBase for bars; t, b, r, l for lines."""
    colors: Mapping[int, Color] = field(default_factory=dict)
    """Of single points, by their place."""
    hollow: Collection[int] = ()
    """Places of the points that are only outlined: interim ones."""
    is_line: bool = False
    is_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart whose numbers stay editable."""

    kind: Kind
    categories: Sequence[str]
    series: Sequence[Series]
    low: Fraction | int | None = None
    """Ends of the axis of values; None leaves them to PowerPoint."""
    high: Fraction | int | None = None
    step: Fraction | int | None = None
    number_format: str = "General"
    is_stacked: bool = False
    has_axis: bool = True
    """Whether the axis of values is seen."""
    has_legend: bool = False
    gap: int = 60
    """Between bars [percent of their width]."""
    size: float = 12
    """Of labels and names [points]."""
    name_size: float | None = None
    """Of the names of the categories, where it differs."""
    plot: tuple[float, float, float, float] | None = None
    """Left, top, width and height of the plot within the chart [0-1]; None leaves it to
    PowerPoint."""
    is_turned: bool = False
    """Whether names of categories stand upright."""


def write_number(value: Fraction | int) -> str:
    """Write a number as the XML of charts and workbooks has it: 3.28."""
    return str(value) if isinstance(value, int) else repr(float(value))

"""Lists as native tables whose words fit, however long names are and however many rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spbe.reports.deck_measure import fit_all, shorten
from spbe.reports.deck_pages import Page
from spbe.reports.deck_shapes import QUIET, Align, Box, Words
from spbe.reports.deck_tables import MARGIN, SIDE, Cell, Table

_HEIGHTS = (44.0, 58.0, 72.0)
"""Of a row: higher ones where words would be small otherwise and there is room."""
_GOOD_SIZE = 12
_HEAD = 24.0
_SIZES = (14, 13, 12, 11, 10, 9)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; `share` of the room that fixed columns leave, or a fixed width."""

    title: str
    width: float = 0
    """[points]; 0 for a column that shares the rest."""
    align: Align = "l"
    share: float = 1
    is_strong: bool = False


def add_list(
    page: Page, box: Box, columns: Sequence[Column], rows: Sequence[Sequence[str]], name: str
) -> None:
    """Add a table with a head; words shrink, and at last are cut with an ellipsis, to fit."""
    rest = box.width - sum(column.width for column in columns)
    shares = sum(column.share for column in columns if not column.width)
    widths = [c.width or rest * c.share / shares for c in columns]
    most = (box.height - _HEAD) / max(len(rows), 1)
    for tall in _HEIGHTS:
        height = min(tall, most)
        room = height - 2 * MARGIN
        size = min(
            fit_all((row[n] for row in rows), width - 2 * SIDE - 1, room, _SIZES)
            for n, width in enumerate(widths)
        )
        if size >= _GOOD_SIZE or height == most:
            break
    head = [Cell([Words(c.title, min(size, 11), QUIET, align=c.align)]) for c in columns]
    body = [
        [
            Cell(
                [
                    Words(
                        shorten(value, width - 2 * SIDE - 1, room, size),
                        size,
                        is_bold=column.is_strong,
                        align=column.align,
                    )
                ]
            )
            for value, width, column in zip(row, widths, columns, strict=True)
        ]
        for row in rows
    ]
    page.add_table((box.x, box.y), Table(widths, [head, *body], height, head_height=_HEAD), name)

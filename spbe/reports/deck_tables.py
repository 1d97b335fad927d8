"""Native tables of a slide, every cell with its own fill and look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from spbe.reports.deck_shapes import (
    NAMESPACES,
    Anchor,
    Box,
    Color,
    Pen,
    Words,
    write_frame,
    write_paragraph,
)

MARGIN, SIDE = 2.0, 6.0
"""Room above and below the words of a cell, and beside them [points]."""
# LibreOffice draws no border that shines through, so this one is a lighter colour of its own.
_BORDER = (
    '<a:solidFill><a:schemeClr val="tx1"><a:lumMod val="20000"/><a:lumOff val="80000"/>'
    "</a:schemeClr></a:solidFill>"
)
_NO_LINE = '<a:ln{side} w="0"><a:noFill/></a:ln{side}>'


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, none for an empty one."""

    words: Sequence[Words] = ()
    fill: Color | None = None
    anchor: Anchor = "ctr"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with the widths of their columns and one height for all rows [points]."""

    widths: Sequence[float]
    rows: Sequence[Sequence[Cell]]
    row_height: float
    head_height: float | None = None
    """Of the first row, where it is a head of its own."""
    is_lined: bool = True
    """Lines between rows; else white room, as between tiles."""

    @property
    def height(self) -> float:
        return sum(self.heights)

    @property
    def heights(self) -> list[float]:
        heights = [self.row_height] * len(self.rows)
        if self.head_height is not None:
            heights[0] = self.head_height
        return heights


def write_table(number: int, name: str, at: tuple[float, float], table: Table, pen: Pen) -> str:
    """Write a table at its upper left corner (`p:graphicFrame`)."""
    box = Box(*at, sum(table.widths), table.height)
    grid = "".join(f'<a:gridCol w="{pen.emu(width)}"/>' for width in table.widths)
    first = ' firstRow="1"' if table.head_height is not None else ""
    rows = "".join(
        _write_row(row, height, table, pen)
        for row, height in zip(table.rows, table.heights, strict=True)
    )
    return (
        f"<p:graphicFrame {NAMESPACES}><p:nvGraphicFramePr>"
        f'<p:cNvPr id="{number}" name={quoteattr(name)}/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{write_frame(box, pen, 'p')}<a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f"<a:tbl><a:tblPr{first}/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _write_row(row: Sequence[Cell], height: float, table: Table, pen: Pen) -> str:
    cells = "".join(_write_cell(cell, table, pen) for cell in row)
    return f'<a:tr h="{pen.emu(height)}">{cells}</a:tr>'


def _write_cell(cell: Cell, table: Table, pen: Pen) -> str:
    side, margin = pen.emu(SIDE), pen.emu(MARGIN)
    words = cell.words or [Words("", 6)]
    body = "".join(write_paragraph(each, pen) for each in words)
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{body}</a:txBody>"
        f'<a:tcPr marL="{side}" marR="{side}" marT="{margin}" marB="{margin}" '
        f'anchor="{cell.anchor}">{_write_borders(table, pen)}'
        f"{cell.fill.fill() if cell.fill else '<a:noFill/>'}</a:tcPr></a:tc>"
    )


def _write_borders(table: Table, pen: Pen) -> str:
    if table.is_lined:
        below = f'<a:lnB w="{pen.emu(0.75)}">{_BORDER}</a:lnB>'
        return "".join(_NO_LINE.format(side=side) for side in "LRT") + below
    width = pen.emu(2.5)
    return "".join(
        f'<a:ln{side} w="{width}"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:ln{side}>'
        for side in "LRTB"
    )

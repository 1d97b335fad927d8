"""Native charts of a report's workbook: they follow the cells and can be changed in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from spbe.workbooks.report_book_content import BookChart
from spbe.workbooks.template_looks import BEFORE, GAIN, LOSS, PRIMARY

Chart: TypeAlias = BarChart | LineChart
_TITLE_SIZE, _WORDS_SIZE = 1200, 900
"""Hundredths of a point."""
_MOST_LABELS = 20
"""Points of a series up to which each has its figure beside it."""
_INK, _GRID = "16202B", "D5DCE3"


def add_chart(
    sheet: Worksheet,
    chart: BookChart,
    header: int,
    rows: tuple[int, int],
    place: str,
    size: tuple[float, float],
) -> None:
    """Draw a chart of rows below a header at a cell; `size` is its width and height [cm]."""
    first, last = rows
    if chart.most is not None:
        last = min(last, first + chart.most - 1)
    drawn = _draw(chart)
    names = Reference(sheet, min_col=chart.names + 1, min_row=first, max_row=last)
    for column in chart.values:
        values = Reference(sheet, min_col=column + 1, min_row=header, max_row=last)
        drawn.add_data(values, titles_from_data=True)
    drawn.set_categories(names)
    _color(drawn, chart)
    if last - first < _MOST_LABELS and chart.kind != "waterfall":
        for series in drawn.series:
            series.dLbls = _label(chart)
    drawn.width, drawn.height = size
    sheet.add_chart(drawn, place)


def _draw(chart: BookChart) -> Chart:
    """Make the empty chart: axes, grid and title."""
    drawn: Chart
    if chart.kind == "line":
        drawn = LineChart()
    else:
        drawn = BarChart()
        drawn.type = "bar" if chart.kind == "bar" else "col"
        drawn.gapWidth = 45
    if chart.kind == "waterfall":
        drawn.grouping, drawn.overlap = "stacked", 100
    drawn.title = chart.title
    drawn.title.tx.rich.p[0].pPr = ParagraphProperties(defRPr=_letters(_TITLE_SIZE, is_bold=True))
    for run in drawn.title.tx.rich.p[0].r or ():
        run.rPr = _letters(_TITLE_SIZE, is_bold=True)
    drawn.title.overlay = False
    drawn.legend = drawn.legend if len(chart.values) > 1 and chart.kind != "waterfall" else None
    if drawn.legend is not None:
        drawn.legend.position = "b"
    for axis in (drawn.x_axis, drawn.y_axis):
        axis.delete = False
        axis.txPr = RichText(
            RichTextProperties(),
            p=[
                Paragraph(
                    pPr=ParagraphProperties(defRPr=_letters(_WORDS_SIZE)),
                    endParaRPr=CharacterProperties(),
                )
            ],
        )
    drawn.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    drawn.x_axis.number_format = "General"
    drawn.y_axis.number_format = "0" if chart.is_count else "0.00"
    drawn.x_axis.tickLblSkip = 1
    if chart.kind == "bar":
        drawn.x_axis.scaling.orientation = "maxMin"
        drawn.y_axis.crosses = "max"
    if chart.limits is not None:
        drawn.y_axis.scaling.min, drawn.y_axis.scaling.max = chart.limits
    drawn.visible_cells_only = False
    return drawn


def _letters(size: int, *, is_bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=is_bold, solidFill=_INK)


def _color(drawn: Chart, chart: BookChart) -> None:
    if chart.kind == "waterfall":
        colors: Sequence[str | None] = (None, GAIN, LOSS, PRIMARY)
    else:
        colors = chart.colors or (PRIMARY,)
    for place, series in enumerate(drawn.series):
        color = colors[place % len(colors)]
        if color is None:
            series.graphicalProperties.noFill = True
            series.graphicalProperties.line.noFill = True
            continue
        if chart.kind == "line":
            series.graphicalProperties.line.solidFill = color
            series.graphicalProperties.line.width = 28_000
            series.marker.symbol = "circle"
            series.marker.graphicalProperties = GraphicalProperties(solidFill=color)
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = color
            series.graphicalProperties.line.noFill = True
    if chart.own is not None:
        series = drawn.series[0]
        series.graphicalProperties.solidFill = BEFORE
        point = DataPoint(idx=chart.own)
        point.graphicalProperties = GraphicalProperties(solidFill=PRIMARY)
        series.dPt.append(point)


def _label(chart: BookChart) -> DataLabelList:
    return DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        numFmt="0;;" if chart.is_count else None,
    )

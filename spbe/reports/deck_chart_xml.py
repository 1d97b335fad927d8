"""A native chart as DrawingML: bars, columns and lines, alone or over each other.

python-pptx writes bare charts of one kind; a target as a line over columns, hollow points and
labels of single points would have to be put into its XML afterwards, which is slower and longer
than to write it so.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from spbe.reports.deck_charts import Chart, Series, write_number
from spbe.reports.deck_shapes import LINE, PAGE, QUIET, TEXT, Color, Pen
from spbe.reports.deck_workbook import name_column
from spbe.reports.letter_parts import clean_text

_NAMES_AXIS, _VALUES_AXIS = 111111111, 222222222
_HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/>'
    "<c:plotArea>"
)
_LOCALES = {"id-ID": "[$-421]", "en-GB": "[$-809]"}
"""What makes a number format write the comma or point of the deck's language."""
_DATA = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
"""The workbook is the one thing that the part of a chart is joined with."""
_NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def write_chart(chart: Chart, pen: Pen) -> bytes:
    """Write a chart as the XML of its part."""
    drawn = list(enumerate(chart.series))
    bars = [(n, s) for n, s in drawn if not s.is_line and chart.kind != "lines"]
    lines = [(n, s) for n, s in drawn if s.is_line or chart.kind == "lines"]
    plots = (_write_bars(chart, bars, pen) if bars else "") + (
        _write_lines(chart, lines, pen) if lines else ""
    )
    xml = (
        f"{_HEAD}{_write_layout(chart)}{plots}{_write_axes(chart, pen)}{_NO_FILL}</c:plotArea>"
        f"{_write_legend(chart, pen)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"{_NO_FILL}{_write_text(pen, chart.size, TEXT)}{_DATA}</c:chartSpace>"
    )
    return xml.encode()


def _write_layout(chart: Chart) -> str:
    if chart.plot is None:
        return "<c:layout/>"
    x, y, width, height = chart.plot
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
        f'<c:yMode val="edge"/><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{width:.4f}"/>'
        f'<c:h val="{height:.4f}"/></c:manualLayout></c:layout>'
    )


def _write_bars(chart: Chart, series: Sequence[tuple[int, Series]], pen: Pen) -> str:
    direction = "bar" if chart.kind == "bars" else "col"
    grouping = "stacked" if chart.is_stacked else "clustered"
    overlap = 100 if chart.is_stacked else -5
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{"".join(_write_bar(chart, n, s, pen) for n, s in series)}'
        f'<c:gapWidth val="{chart.gap}"/><c:overlap val="{overlap}"/>'
        f'<c:axId val="{_NAMES_AXIS}"/><c:axId val="{_VALUES_AXIS}"/></c:barChart>'
    )


def _write_bar(chart: Chart, number: int, series: Series, pen: Pen) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        f"{_write_fill(series.colors.get(place, series.color), pen, place in series.hollow)}"
        "</c:dPt>"
        for place in sorted({*series.colors, *series.hollow})
    )
    return (
        f"<c:ser>{_write_name(number, series)}{_write_fill(series.color, pen)}"
        f'<c:invertIfNegative val="0"/>{points}{_write_labels(chart, series, pen)}'
        f"{_write_data(chart, number, series)}</c:ser>"
    )


def _write_lines(chart: Chart, series: Sequence[tuple[int, Series]], pen: Pen) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{"".join(_write_line(chart, n, s, pen) for n, s in series)}<c:marker val="1"/>'
        f'<c:axId val="{_NAMES_AXIS}"/><c:axId val="{_VALUES_AXIS}"/></c:lineChart>'
    )


def _write_line(chart: Chart, number: int, series: Series, pen: Pen) -> str:
    color = series.color or TEXT
    dash = '<a:prstDash val="dash"/>' if series.is_dashed else ""
    width = pen.emu(1.75 if series.is_dashed else 2.5)
    marker = '<c:marker><c:symbol val="none"/></c:marker>'
    if not series.is_dashed:
        marker = _write_marker(color, color, pen)
    points = "".join(
        f'<c:dPt><c:idx val="{place}"/>{_write_marker(PAGE, color, pen)}'
        f'<c:bubble3D val="0"/></c:dPt>'
        for place in sorted(series.hollow)
    )
    return (
        f'<c:ser>{_write_name(number, series)}<c:spPr><a:ln w="{width}" cap="rnd">{color.fill()}'
        f"{dash}<a:round/></a:ln></c:spPr>{marker}{points}{_write_labels(chart, series, pen)}"
        f'{_write_data(chart, number, series)}<c:smooth val="0"/></c:ser>'
    )


def _write_marker(fill: Color, edge: Color, pen: Pen) -> str:
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{min(max(round(9 * pen.scale), 2), 72)}"/>'
        f'<c:spPr>{fill.fill()}<a:ln w="{pen.emu(2)}">{edge.fill()}</a:ln></c:spPr>'
        "</c:marker>"
    )


def _write_fill(color: Color | None, pen: Pen, is_hollow: bool = False) -> str:
    if color is None:
        return _NO_FILL
    edge = f'<a:ln w="{pen.emu(2)}">{color.fill()}</a:ln>'
    if is_hollow:
        return f"<c:spPr>{PAGE.fill()}{edge}</c:spPr>"
    return f"<c:spPr>{color.fill()}<a:ln><a:noFill/></a:ln></c:spPr>"


def _write_name(number: int, series: Series) -> str:
    return (
        f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f'<c:f>Sheet1!${name_column(number)}$1</c:f><c:strCache><c:ptCount val="1"/>'
        f'<c:pt idx="0"><c:v>{_plain(series.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _write_data(chart: Chart, number: int, series: Series) -> str:
    count, column = len(chart.categories), name_column(number)
    names = "".join(
        f'<c:pt idx="{place}"><c:v>{_plain(name)}</c:v></c:pt>'
        for place, name in enumerate(chart.categories)
    )
    values = "".join(
        f'<c:pt idx="{place}"><c:v>{write_number(value)}</c:v></c:pt>'
        for place, value in enumerate(series.values)
        if value is not None
    )
    return (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${count + 1}</c:f><c:strCache>"
        f'<c:ptCount val="{count}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${count + 1}</c:f>"
        f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{count}"/>{values}'
        "</c:numCache></c:numRef></c:val>"
    )


def _write_labels(chart: Chart, series: Series, pen: Pen) -> str:
    hidden = "".join(f'<c:{name} val="0"/>' for name in ("showLegendKey",))
    others = "".join(
        f'<c:{name} val="0"/>'
        for name in ("showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    if series.labels is None:
        return f'<c:dLbls>{hidden}<c:showVal val="0"/>{others}</c:dLbls>'
    place = f'<c:dLblPos val="{series.label_place}"/>' if series.label_place else ""
    look = (
        f'<c:numFmt formatCode={quoteattr(_local(series.labels, pen))} sourceLinked="0"/>{_NO_FILL}'
        f"{_write_text(pen, chart.size, series.label_color, is_bold=True)}{place}"
    )
    shown = f'{look}{hidden}<c:showVal val="1"/>{others}'
    return f"<c:dLbls>{shown}</c:dLbls>"


def _write_axes(chart: Chart, pen: Pen) -> str:
    is_bars = chart.kind == "bars"
    order = "maxMin" if is_bars else "minMax"
    names_place, values_place = ("l", "b") if is_bars else ("b", "l")
    turned = '<a:bodyPr rot="-5400000" vert="horz"/>' if chart.is_turned else "<a:bodyPr/>"
    names = _write_text(pen, chart.name_size or chart.size, TEXT, body=turned)
    grid = (
        f'<c:majorGridlines><c:spPr><a:ln w="6350">{LINE.fill()}</a:ln></c:spPr></c:majorGridlines>'
    )
    ends = "".join(
        f'<c:{name} val="{write_number(value)}"/>'
        for name, value in (("max", chart.high), ("min", chart.low))
        if value is not None
    )
    step = f'<c:majorUnit val="{write_number(chart.step)}"/>' if chart.step is not None else ""
    return (
        f'<c:catAx><c:axId val="{_NAMES_AXIS}"/><c:scaling><c:orientation val="{order}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{names_place}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{QUIET.fill()}</a:ln></c:spPr>{names}'
        f'<c:crossAx val="{_VALUES_AXIS}"/><c:crosses val="min"/><c:auto val="0"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="40"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUES_AXIS}"/><c:scaling><c:orientation val="minMax"/>{ends}'
        f'</c:scaling><c:delete val="{int(not chart.has_axis)}"/><c:axPos val="{values_place}"/>'
        f"{grid if chart.has_axis else ''}"
        f'<c:numFmt formatCode={quoteattr(_local(chart.number_format, pen))} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_write_text(pen, chart.size, QUIET)}"
        f'<c:crossAx val="{_NAMES_AXIS}"/><c:crosses val="{"max" if is_bars else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _write_legend(chart: Chart, pen: Pen) -> str:
    if not chart.has_legend:
        return ""
    unseen = "".join(
        f'<c:legendEntry><c:idx val="{number}"/><c:delete val="1"/></c:legendEntry>'
        for number, series in enumerate(chart.series)
        if series.color is None
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{unseen}<c:overlay val="0"/>'
        f"{_write_text(pen, chart.size, TEXT)}</c:legend>"
    )


def _write_text(
    pen: Pen, size: float, color: Color, *, is_bold: bool = False, body: str = "<a:bodyPr/>"
) -> str:
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>"
        f'<a:defRPr sz="{pen.size(size)}" b="{int(is_bold)}">{color.fill()}</a:defRPr></a:pPr>'
        f'<a:endParaRPr lang="{pen.language}"/></a:p></c:txPr>'
    )


def _local(number_format: str, pen: Pen) -> str:
    return number_format if number_format == "General" else _LOCALES[pen.language] + number_format


def _plain(words: str) -> str:
    return escape(clean_text(words))

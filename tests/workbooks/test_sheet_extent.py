"""The extent of a worksheet is never taken for smaller than the library may read it."""

import pytest

from spbe.workbooks.limits import Deadline
from spbe.workbooks.sheet_xml import count_near_cells, measure_sheet


def _sheet(*cells: str) -> bytes:
    return f'<worksheet><cols/><sheetData><row r="1">{"".join(cells)}</row></sheetData>'.encode()


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"/>',
        '<c r="Z999"><v>1</v></c>',
        '<c r="B2" s="3" t="s"><v>0</v></c>',
        '<c r="C3" t="inlineStr" ><is><t>a:c d</t></is></c>',
    ],
)
def test_near_cells_in_the_usual_spelling_are_counted(cell: str) -> None:
    assert count_near_cells(_sheet(cell, cell)) == 2


def test_sheet_without_cells_is_near() -> None:
    assert count_near_cells(_sheet()) == 0


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="AA1"/>',
        '<c r="A1000"/>',
        '<c r="XFD1048576"/>',
        '<c r="A1" r="XFD1048576"/>',
        '<c r="A1" s="1" r="XFD1048576"/>',
        '<c r="A1" x:r="XFD1048576"/>',
        '<c  r="XFD1048576"/>',
        '<c\nr="XFD1048576"/>',
        "<c r='XFD1048576'/>",
        '<c s="1" r="XFD1048576"/>',
        '<c r="A1"\tr="XFD1048576"/>',
        '<c r="A1" s=">" r="XFD1048576"/>',
        '<x:c r="XFD1048576"/>',
        "<c/>",
        "<c><v>1</v></c>",
        '<!-- <c r="A1"/> -->',
        '<![CDATA[<c r="A1"/>]]>',
    ],
)
def test_far_or_unusual_cell_is_not_near_whatever_stands_before_it(cell: str) -> None:
    assert count_near_cells(_sheet('<c r="A1"/>', cell)) is None


def test_far_sheet_is_measured_to_its_last_cell() -> None:
    xml = _sheet('<c r="A1"/>', '<c r="AB1200" t="n"><v>1</v></c>')
    assert measure_sheet(xml, Deadline()) == (1200, 28, 2)

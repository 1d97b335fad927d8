"""Tell tables of domain or aspect scores, which stand above many assessments, from indicators."""

from __future__ import annotations

from collections.abc import Iterable

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.grid import address
from spbe.workbooks.indicators import IndicatorIndex, index_of
from spbe.workbooks.reading import Problem
from spbe.workbooks.table import Table
from spbe.workbooks.wording import cell_text

_FEWEST_ROWS = 2


def is_summary(table: Table, instruments: Iterable[Instrument]) -> bool:
    """Tell whether every row of a table is a domain or an aspect: "No | Domain | Nilai".

    Numbers have to count from 1, so that indicators with their domain beside them are none.
    """
    if table.columns_of("name"):
        return False
    numbers = [row.key.number for row in table.rows if row.key.number]
    if numbers != [str(count) for count in range(1, len(numbers) + 1)]:
        return False
    indexes = [index_of(instrument) for instrument in instruments]
    groups = [column.index for column in table.columns if column.role == "other"]
    return any(_names_inner_nodes(table, column, index) for column in groups for index in indexes)


def _names_inner_nodes(table: Table, column: int, index: IndicatorIndex) -> bool:
    names = [cell_text(table.grid.value(row.row, column)) for row in table.rows if row.key.number]
    return (
        len(names) >= _FEWEST_ROWS
        and len(set(names)) == len(names)
        and all(index.is_inner_name(name) for name in names)
    )


def only_a_summary(table: Table) -> Problem:
    """Say that a sheet holds domains or aspects but no indicator."""
    sheet = table.grid.name
    return Problem(
        "error",
        "no-rows",
        message(
            'Lembar "{sheet}" hanya memuat nilai domain atau aspek (mulai di baris {row}), bukan '
            "tingkat kematangan tiap indikator. Unggah lembar yang memuat indikatornya.",
            sheet=sheet,
            row=table.header_row + 1,
        ),
        sheet=sheet or None,
        cell=address(table.header_row, table.columns[0].index),
    )

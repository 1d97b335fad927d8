"""How fast the workbook of a report is built, beside openpyxl writing the same cells alone."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook

from benchmarks.rows import Row, compare, time_in_turns
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.first_start import start_store
from spbe.jobs.report_book import build_report_workbook
from spbe.jobs.report_contents import gather_stored
from spbe.reports.contents import ReportContents
from spbe.store.agencies import find_agencies
from spbe.store.records import ResultKey
from spbe.text.translator import Translator

ROUNDS, GOAL = 10, 2.0
INSTRUMENT, AGENCY = "permenpanrb-59-2020", "Provinsi Contoh"
_LOOKS = ("font", "fill", "border", "alignment", "number_format")


@dataclass(frozen=True, slots=True)
class PlainCell:
    """A cell as it stands in our workbook: value or formula, and how it looks."""

    row: int
    column: int
    value: object
    look: Mapping[str, Any]


def measure() -> list[Row]:
    """Measure the workbook of the illustrative province, charts, colours and rules included.

    The floor writes the same cells as they look; a second row, without a goal, their values alone.
    """
    contents, text = _gather(), Translator("id")
    cells = _list_cells(build_report_workbook(contents, text))

    def build() -> None:
        build_report_workbook(contents, text)

    def write_cells() -> None:
        _write(cells, with_looks=True)

    def write_values() -> None:
        _write(cells, with_looks=False)

    name = "The workbook of a report / openpyxl writing the same "
    return [
        compare(f"{name}cells", *time_in_turns(build, write_cells, ROUNDS), GOAL),
        compare(f"{name}values alone", *time_in_turns(build, write_values, ROUNDS), None),
    ]


def _gather() -> ReportContents:
    with TemporaryDirectory() as folder:
        store = start_store(f"sqlite:///{folder}/report.sqlite3")
        try:
            agency = next(a for a in find_agencies(store) if a.name == AGENCY)
            key = ResultKey(agency.id, INSTRUMENT, 2024, "document")
            return gather_stored(store, load_instruments(), key, datetime.date(2024, 10, 20))
        finally:
            store.close()


def _list_cells(workbook: bytes) -> dict[str, list[PlainCell]]:
    """List every cell that holds something, by sheet."""
    looks: dict[int, dict[str, Any]] = {}
    found: dict[str, list[PlainCell]] = {}
    for sheet in load_workbook(io.BytesIO(workbook)):
        found[sheet.title] = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                if cell.style_id not in looks:
                    looks[cell.style_id] = {name: copy(getattr(cell, name)) for name in _LOOKS}
                plain = PlainCell(cell.row, cell.column, cell.value, looks[cell.style_id])
                found[sheet.title].append(plain)
    return found


def _write(sheets: Mapping[str, Sequence[PlainCell]], *, with_looks: bool) -> None:
    workbook = Workbook()
    for name, cells in sheets.items():
        sheet = workbook.create_sheet(name)
        for plain in cells:
            cell = sheet.cell(plain.row, plain.column, plain.value)
            if with_looks:
                for look, value in plain.look.items():
                    setattr(cell, look, value)
    workbook.save(io.BytesIO())

"""Say what is wrong with the rows of a table, each with its place."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.text.translator import Message, message
from spbe.workbooks.faults import (
    MOST_PROBLEMS,
    cell_problem,
    place,
    shorten_text,
    too_many_problems,
)
from spbe.workbooks.grid import CellValue, Grid, address
from spbe.workbooks.indicators import IndicatorIndex, is_number_as_date
from spbe.workbooks.reading import Problem, Severity
from spbe.workbooks.table import TableRow
from spbe.workbooks.wording import cell_text


class RowProblems:
    """Collects the problems of a table's rows in `found`."""

    def __init__(self, grid: Grid, index: IndicatorIndex) -> None:
        self.grid = grid
        self.index = index
        self.found: list[Problem] = []

    def note_running_number(self, row: TableRow) -> None:
        """Warn that the numbers only count rows."""
        self._add(
            row,
            "running-number",
            message(
                "{place}: kolom nomor hanya menghitung baris, jadi indikator ditentukan dari "
                "namanya. Periksa apakah pasangannya benar.",
                place=self._place(row),
            ),
            severity="warning",
        )

    def refuse_undivided(self, row: TableRow, numbers: Sequence[str]) -> None:
        """Refuse "35" where the instrument has 35-1, 35-2 and 35-3."""
        self._add(
            row,
            "unknown-indicator",
            message(
                "{place}: indikator {number} terbagi atas {parts}. Tulis satu baris untuk "
                "tiap bagian.",
                place=self._place(row),
                number=row.key.number,
                parts=", ".join(numbers),
            ),
            found=row.key.number,
        )

    def _place(self, row: TableRow) -> str:
        return place(self.grid.name, address(row.row, row.key_column))

    def _add(
        self,
        row: TableRow,
        kind: str,
        sentence: Message,
        found: str | None = None,
        code: str | None = None,
        severity: Severity = "error",
    ) -> None:
        sheet, cell = self.grid.name, address(row.row, row.key_column)
        if len(self.found) >= MOST_PROBLEMS:
            if len(self.found) == MOST_PROBLEMS:
                self.found.append(too_many_problems(sheet, cell))
            return
        self.found.append(cell_problem(severity, kind, sheet, cell, sentence, found, code))

    def note_date(self, row: TableRow) -> None:
        value: CellValue = row.number_value
        if isinstance(value, float | int) or not is_number_as_date(value):
            return
        self._add(
            row,
            "number-as-date",
            message(
                "{place}: nomor indikator telah berubah menjadi tanggal ({found}); dibaca sebagai "
                "{number}. Tulis nomornya sebagai teks.",
                place=self._place(row),
                found=cell_text(value),
                number=row.key.number,
            ),
            found=cell_text(value),
            severity="warning",
        )

    def warn_of_name(self, row: TableRow, own: str) -> None:
        node = self.index.instrument.node_by_code[own]
        self._add(
            row,
            "name-differs",
            message(
                '{place}: nama "{found}" tidak mirip nama indikator {number} ("{name}"); yang '
                "dipakai nomornya. Periksa apakah barisnya benar.",
                place=self._place(row),
                found=shorten_text(row.key.name),
                number=node.number,
                name=node.names["id"],
            ),
            found=shorten_text(row.key.name),
            code=own,
            severity="warning",
        )

    def refuse_contradiction(self, row: TableRow, own: str, named: str) -> None:
        nodes = self.index.instrument.node_by_code
        self._add(
            row,
            "number-name-contradict",
            message(
                '{place}: nomor {number} adalah "{own}", tetapi namanya "{found}" adalah '
                "indikator {named}. Perbaiki nomor atau namanya.",
                place=self._place(row),
                number=row.key.number,
                own=nodes[own].names["id"],
                found=shorten_text(row.key.name),
                named=nodes[named].number,
            ),
            found=row.key.number,
            code=own,
        )

    def refuse_number_of_name(self, row: TableRow, named: str) -> None:
        """Refuse a number that the instrument does not have, beside a name that it has."""
        node = self.index.instrument.node_by_code[named]
        self._add(
            row,
            "number-name-contradict",
            message(
                "{place}: tidak ada indikator bernomor {number} dalam {regulation}, sedangkan "
                'nama "{found}" adalah indikator {named}. Perbaiki nomor atau namanya.',
                place=self._place(row),
                number=row.key.number,
                regulation=self.index.instrument.regulation_short,
                found=shorten_text(row.key.name),
                named=node.number,
            ),
            found=row.key.number,
        )

    def refuse_unknown(self, row: TableRow, found: str) -> None:
        instrument = self.index.instrument
        self._add(
            row,
            "unknown-indicator",
            message(
                '{place}: "{found}" bukan indikator {regulation} ({first}–{last}). Perbaiki nomor '
                "atau namanya, atau hapus barisnya.",
                place=self._place(row),
                found=shorten_text(found),
                regulation=instrument.regulation_short,
                first=instrument.leaves[0].number,
                last=instrument.leaves[-1].number,
            ),
            found=shorten_text(found),
        )

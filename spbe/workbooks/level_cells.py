"""Read the level cells of one column: values, corrections, and what is wrong, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from spbe.model.assessment import IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, message
from spbe.workbooks.drafts import Draft
from spbe.workbooks.faults import MOST_PROBLEMS, cell_problem, place, too_many_problems
from spbe.workbooks.grid import CellFault, Grid, address, column_letters
from spbe.workbooks.levels import LevelFault, describe_expected, list_plain_levels, read_level
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.percent import is_percent, say_percent
from spbe.workbooks.reading import Answers, Problem
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.wording import cell_text, is_blank


class _ReadsNotes(Protocol):
    def read(self, matched: MatchedRow) -> IndicatorNotes | None: ...


class LevelCells:
    """Level cells of a sheet. `has_value` says afterwards whether any holds something."""

    def __init__(
        self,
        grid: Grid,
        instrument: Instrument,
        merged: MergedCells,
        answers: Answers,
    ) -> None:
        self.grid = grid
        self.instrument = instrument
        self.merged = merged
        self.corrections = {
            cell: units
            for (sheet, cell), units in answers.corrections.items()
            if sheet == grid.name
        }
        self.plain_levels = list_plain_levels(instrument)
        self.has_value = False

    def read_rows(
        self, rows: Sequence[MatchedRow], column: int, notes: _ReadsNotes, draft: Draft
    ) -> bool:
        """Read one column's levels and the rows' notes; tell whether there was any note."""
        has_notes = False
        letters = column_letters(column)
        for matched in rows:
            code = matched.code
            if code in draft.cells:
                self._refuse_duplicate(matched, draft)
                continue
            self.read_cell(code, matched.row, column, f"{letters}{matched.row + 1}", draft)
            if matched.more_rows:
                self._check_more_rows(matched, column, draft)
            said = notes.read(matched)
            if said is not None:
                draft.notes[code] = said
                has_notes = True
        return has_notes

    def read_cell(self, code: str, row: int, column: int, cell: str, draft: Draft) -> None:
        """Read one level into a draft, with its address and what is wrong with it."""
        cells = self.grid.rows[row - self.grid.first_row]
        offset = column - self.grid.first_column
        value = cells[offset] if 0 <= offset < len(cells) else ""
        draft.cells[code] = cell
        if type(value) is float and not self.corrections:
            units = self.plain_levels.get(value)
            shows_percent = self.grid.find_percent
            if units is not None and not (shows_percent and shows_percent(row, column)):
                self.has_value = True
                draft.levels[code] = units
                return
        if cell in self.corrections:
            self.has_value = True
            draft.levels[code] = self._correct(code, cell, draft)
        elif is_blank(value):
            draft.levels[code] = None
            self._read_blank(code, row, column, cell, draft)
        elif is_percent(self.grid, row, column, value):
            self.has_value = True
            draft.levels[code] = None
            fault = LevelFault("level-percent", cell_text(value), say_percent(value))
            self._refuse(cell, code, fault, draft, is_formatted=not isinstance(value, str))
        else:
            self.has_value = True
            read = read_level(value, self.instrument, code)
            if isinstance(read, LevelFault):
                draft.levels[code] = None
                self._refuse(cell, code, read, draft)
            else:
                draft.levels[code] = read

    # --- one cell

    def _correct(self, code: str, cell: str, draft: Draft) -> int | None:
        units = self.corrections[cell]
        lowest, highest = self.instrument.lowest_units, self.instrument.highest_units
        if units is None:
            draft.problems.append(self._missing(code, cell))
            return None
        if lowest <= units <= highest:
            return units
        self._refuse(cell, code, LevelFault("level-out-of-range", str(units)), draft)
        return None

    def _read_blank(self, code: str, row: int, column: int, cell: str, draft: Draft) -> None:
        origin = self.merged.origin.get((row, column))
        if (
            origin is not None
            and origin != (row, column)
            and not is_blank(self.grid.value(*origin))
        ):
            self.has_value = True
            draft.problems.append(self._merged_level(code, cell, origin))
            return
        fault = self.grid.fault(row, column)
        if fault is None:
            draft.problems.append(self._missing(code, cell))
            return
        self.has_value = True
        kind, found = fault
        draft.problems.append(
            cell_problem(
                "error",
                f"level-{kind}",
                self.grid.name,
                cell,
                say_fault(
                    kind, place(self.grid.name, cell), found, describe_expected(self.instrument)
                ),
                found=found,
                code=code,
            )
        )

    def _refuse(
        self, cell: str, code: str, fault: LevelFault, draft: Draft, is_formatted: bool = False
    ) -> None:
        found = fault.said or fault.found
        where, expected = place(self.grid.name, cell), describe_expected(self.instrument)
        if fault.kind == "level-date":
            sentence = _say_date(where, fault.found, expected)
        elif fault.kind == "level-percent" and is_formatted:
            sentence = message(
                "{place}: sel berformat persen ({found}), bukan tingkat kematangan. Ubah format "
                "selnya menjadi angka, lalu tulis tingkat {expected}.",
                place=where,
                found=found,
                expected=expected,
            )
        elif fault.kind == "level-percent":
            sentence = message(
                "{place}: sel berisi persen ({found}), bukan tingkat kematangan. Tulis tingkat "
                "{expected} tanpa tanda persen.",
                place=where,
                found=found,
                expected=expected,
            )
        elif fault.kind == "level-fraction":
            sentence = self._say_fraction(where, found, expected)
        elif fault.kind == "level-name-contradicts":
            sentence = message(
                '{place}: angka dan nama tingkat dalam "{found}" tidak cocok. Tulis tingkat '
                "kematangan {expected} saja.",
                place=where,
                found=found,
                expected=expected,
            )
        elif fault.kind == "level-out-of-range":
            sentence = message(
                "{place}: {found} di luar tingkat kematangan {expected}. Tulis tingkat yang benar.",
                place=where,
                found=found,
                expected=expected,
            )
        else:
            sentence = message(
                '{place}: "{found}" bukan tingkat kematangan {expected}. Tulis angkanya, atau '
                "kosongkan bila belum dinilai.",
                place=where,
                found=found,
                expected=expected,
            )
        draft.problems.append(
            cell_problem(
                "error", fault.kind, self.grid.name, cell, sentence, found=fault.found, code=code
            )
        )

    def _say_fraction(self, where: str, found: Message | str, expected: str) -> Message:
        if self.instrument.level_decimals:
            return message(
                "{place}: {found} memiliki lebih dari {decimals} desimal. Tulis tingkat kematangan "
                "{expected} dengan paling banyak {decimals} desimal.",
                place=where,
                found=found,
                expected=expected,
                decimals=self.instrument.level_decimals,
            )
        return message(
            "{place}: {found} bukan tingkat bulat. Tulis tingkat kematangan {expected} tanpa "
            "desimal.",
            place=where,
            found=found,
            expected=expected,
        )

    def _missing(self, code: str, cell: str) -> Problem:
        node = self.instrument.node_by_code[code]
        return cell_problem(
            "warning",
            "missing-level",
            self.grid.name,
            cell,
            message(
                "{place}: indikator {number} belum dinilai. Isi tingkat kematangannya bila sudah "
                "ada.",
                place=place(self.grid.name, cell),
                number=node.number,
            ),
            code=code,
        )

    def _merged_level(self, code: str, cell: str, origin: tuple[int, int]) -> Problem:
        return cell_problem(
            "error",
            "level-merged",
            self.grid.name,
            cell,
            message(
                "{place}: sel ini digabung dengan {origin}, jadi tingkatnya tidak jelas. Tulis "
                "tingkat kematangan di tiap baris.",
                place=place(self.grid.name, cell),
                origin=address(*origin),
            ),
            code=code,
        )

    # --- rows

    def _refuse_duplicate(self, matched: MatchedRow, draft: Draft) -> None:
        cell = address(matched.row, matched.key_column)
        if cell in self.corrections and self.corrections[cell] is None:
            return
        if len(draft.problems) >= MOST_PROBLEMS:
            if len(draft.problems) == MOST_PROBLEMS:
                draft.problems.append(too_many_problems(self.grid.name, cell))
            return
        node = self.instrument.node_by_code[matched.code]
        draft.problems.append(
            cell_problem(
                "error",
                "duplicate-indicator",
                self.grid.name,
                cell,
                message(
                    "{place}: indikator {number} sudah ada di {first}. Hapus salah satu barisnya.",
                    place=place(self.grid.name, cell),
                    number=node.number,
                    first=draft.cells[matched.code],
                ),
                found=node.number,
                code=matched.code,
            )
        )

    def _check_more_rows(self, matched: MatchedRow, column: int, draft: Draft) -> None:
        """Refuse a second level in the further rows of an indicator that spans several."""
        for row in matched.more_rows or ():
            value = self.grid.value(row, column)
            if is_blank(value):
                continue
            cell = address(row, column)
            node = self.instrument.node_by_code[matched.code]
            draft.problems.append(
                cell_problem(
                    "error",
                    "duplicate-indicator",
                    self.grid.name,
                    cell,
                    message(
                        "{place}: indikator {number} sudah bertingkat di {first}. Sisakan satu "
                        "tingkat saja.",
                        place=place(self.grid.name, cell),
                        number=node.number,
                        first=draft.cells[matched.code],
                    ),
                    found=cell_text(value),
                    code=matched.code,
                )
            )


def _say_date(where: str, found: str, expected: str) -> Message:
    return message(
        "{place}: sel berisi tanggal ({found}), bukan tingkat kematangan. Ubah format selnya "
        "menjadi angka, lalu tulis tingkat {expected}.",
        place=where,
        found=found,
        expected=expected,
    )


def say_fault(kind: CellFault, where: str, found: str, expected: str) -> Message:
    """Say why a cell that seems blank has no value."""
    if kind == "error":
        return message(
            "{place}: sel berisi kesalahan rumus {found}. Tulis tingkat kematangan {expected}.",
            place=where,
            found=found,
            expected=expected,
        )
    if kind == "formula":
        return message(
            "{place}: rumus {found} tidak menyimpan hasil. Buka berkas di Excel dan simpan "
            "lagi, atau tulis tingkat kematangan {expected}.",
            place=where,
            found=found,
            expected=expected,
        )
    return _say_date(where, found, expected)

"""Read one sheet: its tables, their instrument, rows and level columns, into drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.answering import ask_for_instrument
from spbe.workbooks.column_content import check_weights
from spbe.workbooks.drafts import MOST_ASSESSMENTS, Draft, too_many_assessments
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.heading import read_heading
from spbe.workbooks.headless import find_headless_table
from spbe.workbooks.indicators import Key, find_instruments, index_of
from spbe.workbooks.level_cells import LevelCells
from spbe.workbooks.level_columns import (
    NOTE_ROLES,
    Defaults,
    choose_level_columns,
    note_columns_for,
)
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.moment import SheetIdentity, find_identity, split_by_moment
from spbe.workbooks.notes import NoteReader
from spbe.workbooks.reading import Answers, Problem, Question
from spbe.workbooks.rows import match_rows
from spbe.workbooks.summaries import is_summary, only_a_summary
from spbe.workbooks.table import MOST_TABLES, Table, find_tables
from spbe.workbooks.wide import WideTable, find_wide_table, read_wide_table
from spbe.workbooks.wording import cell_text

_CLEARLY_WIDE = 10
"""Indicators from left to right that are no accident under another table's header."""
_NOT_FOUND = ("no-table", "no-rows")
"""Kinds of errors that say a sheet has no indicator table at all."""


@dataclass(slots=True)
class SheetResult:
    """What one sheet gave."""

    grid: Grid
    drafts: list[Draft] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    """Why a table of the sheet gave no assessment."""
    error_codes: list[set[str]] = field(default_factory=list)
    """The indicators that stand in the table of each error, in the same order."""
    warnings: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    tied: list[Instrument] = field(default_factory=list)

    @property
    def is_tied(self) -> bool:
        return bool(self.tied)

    @property
    def fits(self) -> bool:
        """Whether the sheet holds an indicator table, be it a faulty one."""
        return bool(self.drafts) or any(e.kind not in _NOT_FOUND for e in self.errors)

    def refuse(self, problem: Problem, codes: set[str] | None = None) -> None:
        self.errors.append(problem)
        self.error_codes.append(codes or set())

    def errors_beside(self, read_codes: set[str]) -> list[Problem]:
        """Give the errors that matter although other tables were read: nothing is half-read.

        A sheet without a table, or one whose indicators were all read elsewhere, is no loss.
        """
        return [
            error
            for error, codes in zip(self.errors, self.error_codes, strict=True)
            if error.kind not in _NOT_FOUND and not (codes and codes <= read_codes)
        ]


def read_sheet(
    grid: Grid, file_stem: str, instruments: Mapping[str, Instrument], answers: Answers
) -> SheetResult:
    """Read every table of a sheet."""
    result = SheetResult(grid)
    tables = find_tables(grid)
    first: SheetIdentity | None = None
    for table in tables:
        identity = find_identity(table.heading, grid.name, file_stem, first)
        first = first or identity
        if is_summary(table, instruments.values()):
            result.refuse(only_a_summary(table))
            continue
        _read_table(table, identity, instruments, answers, result)
    if len(tables) >= MOST_TABLES:
        result.refuse(too_many_assessments(grid.name))
    is_only_summary = bool(tables) and all(is_summary(t, instruments.values()) for t in tables)
    if (
        not result.drafts
        and not is_only_summary
        and all(error.kind in (*_NOT_FOUND, "no-level-column") for error in result.errors)
    ):
        _read_without_header(grid, file_stem, instruments, answers, result)
    if not tables and not result.drafts and not result.errors:
        result.refuse(_no_table(grid))
    return result


def _read_without_header(
    grid: Grid,
    file_stem: str,
    instruments: Mapping[str, Instrument],
    answers: Answers,
    result: SheetResult,
) -> None:
    """Read indicators from left to right, or rows that were copied without their header."""
    wide = find_wide_table(grid, instruments.values())
    has_other_table = any(error.kind == "no-level-column" for error in result.errors)
    if wide is not None and (not has_other_table or len(wide.keys) >= _CLEARLY_WIDE):
        result.errors.clear()
        result.error_codes.clear()
        above = grid.rows[: wide.header_row - grid.first_row]
        heading = read_heading([t for v in cells if (t := cell_text(v))] for cells in above)
        instrument = _choose_instrument(
            grid, list(wide.keys.values()), instruments, answers, result
        )
        if instrument is not None:
            identity = find_identity(heading, grid.name, file_stem)
            result.drafts, problems = read_wide_table(wide, instrument, identity, answers)
            if not result.drafts:
                for problem in problems or [_no_wide_rows(wide)]:
                    result.refuse(problem)
        return
    if has_other_table:
        return
    headless = find_headless_table(grid, instruments.values())
    if headless is not None:
        result.errors.clear()
        result.error_codes.clear()
        identity = find_identity(headless.heading, grid.name, file_stem)
        _read_table(headless, identity, instruments, answers, result)


def _read_table(
    table: Table,
    identity: SheetIdentity,
    instruments: Mapping[str, Instrument],
    answers: Answers,
    result: SheetResult,
) -> None:
    keys = [row.key for row in table.rows if row.key.number or row.key.name]
    if not keys:
        result.refuse(_no_rows(table))
        return
    instrument = _choose_instrument(table.grid, keys, instruments, answers, result)
    if instrument is None:
        return
    index = index_of(instrument)
    level_indices = [column.index for column in table.columns_of("level")]
    note_indices = [column.index for column in table.columns if column.role in NOTE_ROLES]
    match = match_rows(table, index, level_indices, note_indices)
    match.problems = [p for p in match.problems if not _is_left_out(p, table.grid, answers)]
    if not match.matched:
        for problem in match.problems or [_no_indicators(table.grid)]:
            result.refuse(problem)
        return
    defaults = Defaults(identity.year, identity.stage)
    columns = choose_level_columns(table, match.matched, instrument, defaults, answers)
    result.questions += columns.questions
    for problem in columns.problems:
        result.refuse(problem, {row.code for row in match.matched})
    if columns.problems:
        return
    merged = MergedCells.of(table.grid)
    shared = [*identity.problems, *match.problems, *check_weights(table, match.matched, instrument)]
    every = [*columns.filled, *columns.blank]
    parts = split_by_moment(table, match.matched)
    if len(parts) * len(every) > MOST_ASSESSMENTS:
        result.refuse(too_many_assessments(table.grid.name))
        return
    for part in parts:
        for column in every:
            year, stage, is_external = defaults.moment(column)
            year = part.year if part.year is not None else year
            if part.stage is not None:
                stage, is_external = part.stage, False
            cells = LevelCells(table.grid, instrument, merged, answers)
            notes = NoteReader(
                table.grid,
                note_columns_for(table, column, every),
                merged,
                [other.index for other in every if other is not column],
            )
            draft = Draft(
                instrument,
                part.agency or identity.agency,
                year,
                stage,
                table.grid.name,
                is_external,
            )
            draft.problems += shared
            has_notes = cells.read_rows(part.rows, column.index, notes, draft)
            draft.header = column.header
            draft.header_cell = address(table.header_row, column.index)
            draft.is_blank = not cells.has_value and not (has_notes and len(every) == 1)
            is_part = len(draft.levels) < len(instrument.leaf_codes)
            draft.carry_unit(identity.unit or (identity.unit_of_part if is_part else ""))
            result.drafts.append(draft)


def _is_left_out(problem: Problem, grid: Grid, answers: Answers) -> bool:
    """Tell whether the user has said that a faulty row does not count."""
    cell = (grid.name, problem.cell or "")
    return problem.severity == "error" and answers.corrections.get(cell, "") is None


def _choose_instrument(
    grid: Grid,
    keys: Sequence[Key],
    instruments: Mapping[str, Instrument],
    answers: Answers,
    result: SheetResult,
) -> Instrument | None:
    fitting, by_names = find_instruments(keys, instruments.values())
    if answers.instrument is not None:
        chosen = instruments[answers.instrument]
        if by_names and chosen not in fitting:
            result.refuse(_contradicts(grid, fitting[0], chosen))
            return None
        return chosen
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        result.refuse(_no_indicators(grid))
        return None
    result.tied = fitting
    problem, question = ask_for_instrument(grid.name, fitting, instruments)
    result.refuse(problem)
    result.questions.append(question)
    return None


def _contradicts(grid: Grid, found: Instrument, chosen: Instrument) -> Problem:
    return Problem(
        "error",
        "answer-contradicts",
        message(
            'Indikator di lembar "{sheet}" adalah indikator {found}, sedangkan yang diminta '
            "{chosen}. Periksa pilihan itu atau berkasnya.",
            sheet=grid.name,
            found=found.regulation_short,
            chosen=chosen.regulation_short,
        ),
        sheet=grid.name or None,
        found=found.id,
    )


def _no_table(grid: Grid) -> Problem:
    return Problem(
        "error",
        "no-table",
        message(
            'Tidak ada tabel indikator di lembar "{sheet}". Tabelnya memerlukan baris judul dengan '
            "kolom nomor atau nama indikator dan kolom tingkat kematangan.",
            sheet=grid.name,
        ),
        sheet=grid.name or None,
    )


def _no_indicators(grid: Grid) -> Problem:
    return Problem(
        "error",
        "no-rows",
        message(
            'Lembar "{sheet}" tidak memuat satu pun indikator yang dikenal. Isi nomor atau nama '
            "indikator menurut peraturannya.",
            sheet=grid.name,
        ),
        sheet=grid.name or None,
    )


def _no_wide_rows(table: WideTable) -> Problem:
    return Problem(
        "error",
        "no-rows",
        message(
            'Lembar "{sheet}" hanya berisi judul kolom: tidak ada baris penilaian di bawah baris '
            "{row}. Isi tabelnya, lalu unggah lagi.",
            sheet=table.grid.name,
            row=table.header_row + 1,
        ),
        sheet=table.grid.name or None,
        cell=address(table.header_row, next(iter(table.keys))),
    )


def _no_rows(table: Table) -> Problem:
    return Problem(
        "error",
        "no-rows",
        message(
            'Lembar "{sheet}" hanya berisi judul kolom: tidak ada baris indikator di bawah baris '
            "{row}. Isi tabelnya, lalu unggah lagi.",
            sheet=table.grid.name,
            row=table.header_row + 1,
        ),
        sheet=table.grid.name or None,
        cell=address(table.header_row, table.columns[0].index),
    )

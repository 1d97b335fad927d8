"""Decide which columns hold levels: by the words of the header and by what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.column_content import are_hidden_products, drop_what_is_no_level
from spbe.workbooks.columns import Column
from spbe.workbooks.grid import Grid, address, column_letters
from spbe.workbooks.levels import describe_expected
from spbe.workbooks.percent import is_percent
from spbe.workbooks.reading import Answers, Option, Problem, Question
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.table import Table
from spbe.workbooks.wording import is_blank

_MOST_COLUMNS = 60


@dataclass(slots=True)
class LevelColumns:
    """The columns to read, each an assessment; or what stands in the way."""

    filled: list[Column] = field(default_factory=list)
    blank: list[Column] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Defaults:
    """Year and stage of the sheet, for columns whose header names none."""

    year: int | None
    stage: str | None

    def moment(self, column: Column) -> tuple[int | None, str | None, bool]:
        """Give year and stage of a column, and whether it is an external one without a stage."""
        year = column.year if column.year is not None else self.year
        if column.stage is not None:
            return year, column.stage, False
        if column.is_external:
            known = self.stage in ("document", "interview", "visit", "final")
            return year, self.stage if known else None, not known
        return year, self.stage, False


def choose_level_columns(
    table: Table,
    matched: Sequence[MatchedRow],
    instrument: Instrument,
    defaults: Defaults,
    answers: Answers,
) -> LevelColumns:
    """Choose the level columns of a table.

    Weights, INDEX and products are never taken; of several columns for one year and stage the
    user has to choose one. A column without any value is given as blank.
    """
    grid = table.grid
    candidates = table.columns_of("level")
    if len(candidates) > _MOST_COLUMNS:
        return LevelColumns(problems=[_too_many_columns(table, len(candidates))])
    chosen = _answered_column(table, answers)
    if chosen is not None:
        moment = defaults.moment(chosen)
        others = [c for c in candidates if defaults.moment(c) != moment]
        return _split_blank(grid, matched, [chosen, *others])
    columns = _split_blank(grid, matched, candidates)
    percents = [c for c in columns.filled if _is_all_percent(grid, matched, c)]
    columns.filled = [c for c in columns.filled if c not in percents]
    if percents and not columns.filled:
        return LevelColumns(problems=[_only_percents(table, percents, instrument)])
    weights = table.columns_of("weight")
    columns.filled = drop_what_is_no_level(grid, matched, instrument, columns.filled, weights)
    if not columns.filled and not columns.blank:
        columns.problems.append(_no_level_column(table))
        return columns
    products = [
        c for c in columns.filled if are_hidden_products(grid, matched, instrument, c.index)
    ]
    if products and len(products) == len(columns.filled):
        return LevelColumns(problems=[_only_products(table, products, instrument)])
    by_moment: dict[object, list[Column]] = {}
    for column in columns.filled:
        by_moment.setdefault(defaults.moment(column), []).append(column)
    for same in by_moment.values():
        if len(same) > 1:
            problem, question = _ask_for_column(table, same)
            columns.problems.append(problem)
            columns.questions.append(question)
    taken = set(by_moment)
    columns.blank = [c for c in columns.blank if defaults.moment(c) not in taken]
    return columns


def _answered_column(table: Table, answers: Answers) -> Column | None:
    letters = answers.columns.get(table.grid.name)
    if not letters:
        return None
    for column in table.columns:
        if column_letters(column.index) == letters.strip().upper():
            return column
    index = 0
    for letter in letters.strip().upper():
        if not "A" <= letter <= "Z" or index > 100_000:
            return None
        index = index * 26 + ord(letter) - 64
    return Column(index - 1, "level", "")


def _split_blank(
    grid: Grid, matched: Sequence[MatchedRow], candidates: Sequence[Column]
) -> LevelColumns:
    columns = LevelColumns()
    for column in candidates:
        rows = [m.row for m in matched]
        is_filled = any(not is_blank(grid.value(row, column.index)) for row in rows) or any(
            grid.fault(row, column.index) for row in rows
        )
        (columns.filled if is_filled else columns.blank).append(column)
    return columns


def _is_all_percent(grid: Grid, matched: Sequence[MatchedRow], column: Column) -> bool:
    """Tell whether every cell of a column that holds something shows percent."""
    is_filled = False
    for row in (m.row for m in matched):
        value = grid.value(row, column.index)
        if is_blank(value):
            continue
        if not is_percent(grid, row, column.index, value):
            return False
        is_filled = True
    return is_filled


def _ask_for_column(table: Table, columns: Sequence[Column]) -> tuple[Problem, Question]:
    letters = [column_letters(column.index) for column in columns]
    sheet = table.grid.name
    problem = Problem(
        "error",
        "two-level-columns",
        message(
            "{sheet}: lebih dari satu kolom dapat memuat tingkat kematangan: {columns}. Pilih satu "
            "kolom, atau hapus yang bukan.",
            sheet=sheet,
            columns=_name_columns(columns),
        ),
        sheet=sheet or None,
        cell=address(table.header_row, columns[0].index),
        found=", ".join(letters),
    )
    options = tuple(
        Option(letter, f"{letter}: {_one_line(column.header)}")
        for letter, column in zip(letters, columns, strict=True)
    )
    question = Question(
        "column",
        message('Kolom mana di lembar "{sheet}" yang memuat tingkat kematangan?', sheet=sheet),
        options,
        sheet=sheet or None,
    )
    return problem, question


def _no_level_column(table: Table) -> Problem:
    headers = ", ".join(f'"{_one_line(column.header)}"' for column in table.columns)
    sheet = table.grid.name
    return Problem(
        "error",
        "no-level-column",
        message(
            "{sheet}: tidak ada kolom tingkat kematangan di antara {headers}. Beri judul "
            '"Tingkat Kematangan" pada kolomnya.',
            sheet=sheet,
            headers=headers,
        ),
        sheet=sheet or None,
        cell=address(table.header_row, table.columns[0].index),
    )


def _only_percents(table: Table, percents: Sequence[Column], instrument: Instrument) -> Problem:
    sheet = table.grid.name
    return Problem(
        "error",
        "no-level-column",
        message(
            "{sheet}: kolom {columns} berisi persen, bukan tingkat kematangan. Tulis tingkat "
            '{expected} sebagai angka biasa dalam kolom berjudul "Tingkat Kematangan".',
            sheet=sheet,
            columns=_name_columns(percents),
            expected=describe_expected(instrument),
        ),
        sheet=sheet or None,
        cell=address(table.header_row, percents[0].index),
    )


def _only_products(table: Table, products: Sequence[Column], instrument: Instrument) -> Problem:
    sheet = table.grid.name
    return Problem(
        "error",
        "no-level-column",
        message(
            "{sheet}: kolom {columns} berisi bobot × tingkat kematangan, bukan tingkatnya. Tulis "
            'tingkat {expected} dalam kolom berjudul "Tingkat Kematangan".',
            sheet=sheet,
            columns=_name_columns(products),
            expected=describe_expected(instrument),
        ),
        sheet=sheet or None,
        cell=address(table.header_row, products[0].index),
    )


def _name_columns(columns: Sequence[Column]) -> str:
    """Name columns by letter and header: 'C ("Nilai"), D ("Skor")'."""
    return ", ".join(
        f'{column_letters(column.index)} ("{_one_line(column.header)}")'
        if column.header
        else column_letters(column.index)
        for column in columns
    )


def _too_many_columns(table: Table, count: int) -> Problem:
    sheet = table.grid.name
    return Problem(
        "error",
        "too-many-columns",
        message(
            "{sheet}: {count} kolom tampak seperti kolom tingkat kematangan, lebih dari {most} "
            "yang dapat dibaca. Bagi tabelnya menurut tahun, lalu unggah lagi.",
            sheet=sheet,
            count=count,
            most=_MOST_COLUMNS,
        ),
        sheet=sheet or None,
        cell=address(table.header_row, table.columns[0].index),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


def note_columns_for(table: Table, column: Column, level_columns: Sequence[Column]) -> list[Column]:
    """Give the note columns that belong to a level column.

    Where several levels stand side by side, notes under a year or stage belong to that one.
    """
    return [c for c in table.columns if c.role in NOTE_ROLES and _belongs(c, column, level_columns)]


NOTE_ROLES = ("explanation", "evidence", "evidence_link", "assessor_note", "recommendation", "unit")


def _belongs(note: Column, column: Column, level_columns: Sequence[Column]) -> bool:
    if len(level_columns) < 2:
        return True
    years = {c.year for c in level_columns}
    stages = {c.stage for c in level_columns}
    if note.year is not None and note.year in years and note.year != column.year:
        return False
    return not (note.stage is not None and note.stage in stages and note.stage != column.stage)

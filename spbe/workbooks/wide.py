"""Read sheets with one row per assessment and one column per indicator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.agencies import find_agency
from spbe.workbooks.column_content import as_number
from spbe.workbooks.columns import read_header
from spbe.workbooks.drafts import MOST_ASSESSMENTS, Draft, too_many_assessments
from spbe.workbooks.faults import cell_problem, place
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.indicators import (
    IndicatorIndex,
    Key,
    index_of,
    read_number,
    split_number_from_name,
)
from spbe.workbooks.level_cells import LevelCells
from spbe.workbooks.levels import LevelFault, read_level
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.moment import SheetIdentity
from spbe.workbooks.reading import Answers, Problem
from spbe.workbooks.stages import find_stages
from spbe.workbooks.table import HEADER_SEARCH_ROWS
from spbe.workbooks.wording import cell_text, is_blank, normalise
from spbe.workbooks.years import find_years

_FEWEST_INDICATORS = 3
_LONGEST_LABEL = 200
_IN_BRACKETS = re.compile(r"\[([^\[\]]{4,200})\]\s*$")
_SUMMARY_LABELS = {"bobot", "weight", "weights", "rata rata", "average", "total", "jumlah",
                   "indikator", "indicator", "nama indikator", "target", "maksimal"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WideTable:
    """A header of indicators from left to right. `keys` holds how each column names its own."""

    grid: Grid
    header_row: int
    keys: Mapping[int, Key]

    label_columns: Sequence[int]
    """The other columns, where agency, year and stage may stand."""


def find_wide_table(grid: Grid, instruments: Iterable[Instrument]) -> WideTable | None:
    """Find the first row whose cells are mostly numbers, codes or names of indicators."""
    indexes = [index_of(instrument) for instrument in instruments]
    for offset, cells in enumerate(grid.rows[:HEADER_SEARCH_ROWS]):
        keys: dict[int, Key] = {}
        filled = 0
        for position, value in enumerate(cells):
            if is_blank(value):
                continue
            filled += 1
            key = _read_key(value, indexes)
            if key is not None:
                keys[grid.first_column + position] = key
        if _names_columns(list(keys.values())) and 2 * len(keys) >= filled:
            width = max(map(len, grid.rows), default=0)
            columns = range(grid.first_column, grid.first_column + width)
            labels = [column for column in columns if column not in keys]
            return WideTable(grid, grid.first_row + offset, keys, labels)
    return None


def _names_columns(keys: Sequence[Key]) -> bool:
    """Tell whether keys name columns: enough of them, rising numbers or names but never both."""
    numbers = [key.number for key in keys if key.number]
    if len(keys) < _FEWEST_INDICATORS or len(numbers) not in (0, len(keys)):
        return False
    order = [[int(part) for part in number.split("-")] for number in numbers]
    return order == sorted(order)


def _read_key(value: object, indexes: Sequence[IndicatorIndex]) -> Key | None:
    number = read_number(value)  # type: ignore[arg-type]  # a cell's value
    if number is not None:
        return Key(number, "")
    if not isinstance(value, str) or len(value) > _LONGEST_LABEL:
        return None
    for text in (value, *_IN_BRACKETS.findall(value)):  # "Tingkat [1. Kebijakan …]" of a form
        if any(index.find_exactly(text) for index in indexes):
            return Key("", text)
        number, name = split_number_from_name(text)
        if number is not None and any(index.find_exactly(name) for index in indexes):
            return Key(number, name)
    return None


def read_wide_table(
    table: WideTable, instrument: Instrument, identity: SheetIdentity, answers: Answers
) -> tuple[list[Draft], list[Problem]]:
    """Read every row with a level as an assessment; also what is wrong with the header."""
    index = index_of(instrument)
    columns, problems = _match_columns(table, index)
    grid = table.grid
    cells = LevelCells(grid, instrument, MergedCells.of(grid), answers)
    drafts: list[Draft] = []
    for row in range(table.header_row + 1, grid.first_row + len(grid.rows)):
        if not _is_assessment(table, row, columns, instrument):
            continue
        if len(drafts) == MOST_ASSESSMENTS:
            return [], [too_many_assessments(grid.name)]
        agency, year, stage, unit = _read_labels(table, row)
        draft = Draft(
            instrument,
            agency or identity.agency,
            year if year is not None else identity.year,
            stage or identity.stage,
            grid.name,
            problems=[*identity.problems, *problems],
        )
        draft.header_cell = address(row, min(columns, default=0))
        for column, code in columns.items():
            cells.read_cell(code, row, column, address(row, column), draft)
        is_part = len(draft.levels) < len(instrument.leaf_codes)
        draft.carry_unit(unit or identity.unit or (identity.unit_of_part if is_part else ""))
        drafts.append(draft)
    return drafts, problems


def _match_columns(table: WideTable, index: IndicatorIndex) -> tuple[dict[int, str], list[Problem]]:
    columns: dict[int, str] = {}
    problems = []
    for column, key in table.keys.items():
        code = index.code_by_number.get(key.number) if key.number else None
        named = index.find_by_name(key.name) if key.name else None
        if not key.number:
            code = named
        elif named not in (None, code):
            code = None
        cell = address(table.header_row, column)
        where = place(table.grid.name, cell)
        found = " ".join(filter(None, key))
        if code is None:
            problems.append(
                cell_problem(
                    "error",
                    "unknown-indicator",
                    table.grid.name,
                    cell,
                    message(
                        '{place}: "{found}" bukan indikator {regulation} ({first}–{last}). '
                        "Perbaiki judul kolomnya, atau hapus kolomnya.",
                        place=where,
                        found=found,
                        regulation=index.instrument.regulation_short,
                        first=index.instrument.leaves[0].number,
                        last=index.instrument.leaves[-1].number,
                    ),
                    found=found,
                )
            )
        elif code in columns.values():
            first = next(c for c, taken in columns.items() if taken == code)
            problems.append(
                cell_problem(
                    "error",
                    "duplicate-indicator",
                    table.grid.name,
                    cell,
                    message(
                        "{place}: indikator {number} sudah ada di {first}. Hapus salah satu "
                        "kolomnya.",
                        place=where,
                        number=index.instrument.node_by_code[code].number,
                        first=address(table.header_row, first),
                    ),
                    found=found,
                    code=code,
                )
            )
        else:
            columns[column] = code
    return columns, problems


def _is_assessment(
    table: WideTable, row: int, columns: Mapping[int, str], instrument: Instrument
) -> bool:
    """Tell whether a row holds levels, and is no line of names, weights or sums."""
    grid = table.grid
    labels = {normalise(cell_text(grid.value(row, c))) for c in table.label_columns}
    if labels & _SUMMARY_LABELS:
        return False
    values = {code: grid.value(row, column) for column, code in columns.items()}
    filled = {code: value for code, value in values.items() if not is_blank(value)}
    if not filled:
        return any(grid.fault(row, column) for column in columns)
    numbers = {code: as_number(value) for code, value in filled.items()}
    weights = {code: instrument.node_by_code[code].weight for code in filled}
    if len(filled) >= _FEWEST_INDICATORS and all(
        n is not None and abs(n - float(weights[code])) < 0.006 for code, n in numbers.items()
    ):
        return False
    texts = [(code, v) for code, v in filled.items() if isinstance(v, str)]
    index = index_of(instrument)
    names = [code for code, v in texts if index.find_exactly(v)]
    is_level = any(
        not isinstance(read_level(v, instrument, code), LevelFault) for code, v in filled.items()
    )
    return is_level or not names


def _read_labels(table: WideTable, row: int) -> tuple[str | None, int | None, str | None, str]:
    """Read agency, year, stage and unit beside levels: under their headers, else in any text."""
    said: dict[str, str] = {}
    free: list[str] = []
    for column in table.label_columns:
        text = cell_text(table.grid.value(row, column))
        if not text:
            continue
        role = read_header(cell_text(table.grid.value(table.header_row, column))).role
        if role in ("agency", "year", "stage", "unit"):
            said[role] = text
        else:
            free.append(text[:_LONGEST_LABEL])
    rest = " ; ".join(free)
    years = find_years(said.get("year", rest))
    stages = find_stages(normalise(said.get("stage", rest)))
    agency = said["agency"] if "agency" in said else find_agency(free)
    return (
        agency,
        next(iter(years)) if len(years) == 1 else None,
        next(iter(stages)) if len(stages) == 1 else None,
        said.get("unit", ""),
    )

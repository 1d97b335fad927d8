"""Decide which indicator each row of a table means, and which rows mean none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from spbe.workbooks.grid import Grid
from spbe.workbooks.indicators import CLOSE, IndicatorIndex
from spbe.workbooks.levels import LevelFault, read_level
from spbe.workbooks.merged import MergedCells
from spbe.workbooks.reading import Problem
from spbe.workbooks.row_problems import RowProblems
from spbe.workbooks.table import Table, TableRow
from spbe.workbooks.wording import is_blank, normalise

_FAR = 55.0
"""Similarity [0-100] below which a row's name is reported as unlike its indicator's."""

_MOST_NAMES = 2_000
_MOST_TWINS = 10
"""Bounds for sheets that are no assessment at all; what lies beyond is said in one sentence."""

_SUMMARY = re.compile(
    r"(?:sub ?)?(?:total|jumlah|rata|indeks|index|predikat|domain|aspek|aspect|average|sum"
    r"|nilai (?:indeks|akhir|domain|aspek|rata|total)|skor (?:indeks|domain|aspek|total)"
    r"|rating|catatan|keterangan|nb|note|mengetahui|sumber|bobot|weight|rekap|grand)\b"
)
_INNER_NUMBER = re.compile(r"(?:domain|aspek|aspect|[da])\s*[.\-]?\s*(\d{1,2}|[ivx]+)\.?", re.I)


@dataclass(slots=True)
class MatchedRow:
    """A row that holds an indicator, with the rows below that continue it."""

    row: int
    code: str
    key_column: int
    more_rows: list[int] | None = None


@dataclass(slots=True)
class RowMatch:
    matched: list[MatchedRow]
    problems: list[Problem]
    left_out: set[int] = field(default_factory=set)


def match_rows(
    table: Table,
    index: IndicatorIndex,
    level_columns: Sequence[int],
    note_columns: Sequence[int],
) -> RowMatch:
    """Match every row of a table; what cannot be an indicator's row is left out.

    A row is an error where number and name mean different indicators, or where it holds a level
    and means none. `level_columns` and `note_columns` are absolute.
    """
    return _Matcher(table, index, level_columns, note_columns).match()


class _Matcher:
    def __init__(
        self,
        table: Table,
        index: IndicatorIndex,
        level_columns: Sequence[int],
        note_columns: Sequence[int],
    ) -> None:
        self.table = table
        self.grid: Grid = table.grid
        self.index = index
        self.level_columns = level_columns
        self.note_columns = note_columns
        self.problems = RowProblems(self.grid, index)
        self.codes_by_name: dict[str, str | None] = {}
        self.merged = MergedCells.of(self.grid) if self.grid.merged else MergedCells()

    def match(self) -> RowMatch:
        matched: list[MatchedRow] = []
        last: MatchedRow | None = None
        by_names = self._is_running_number()
        seen: set[str] = set()
        for row in self.table.rows:
            if not row.key.number and not row.key.name:
                if last is not None and self._continues(row, last):
                    last.more_rows = last.more_rows or []
                    last.more_rows.append(row.row)
                elif not is_blank(row.number_value) or self._is_blank_row(row):
                    last = None
                continue
            last = None
            own = self.index.code_by_number.get(row.key.number)
            if own in seen and self._is_legend(row, own):
                continue
            code = self._find_code(row, by_names)
            if code is not None:
                seen.add(code)
                last = MatchedRow(row.row, code, row.key_column)
                matched.append(last)
        return RowMatch(self._drop_aspect_rows(matched), self.problems.found)

    @cached_property
    def rows_by_number(self) -> Mapping[str, list[TableRow]]:
        rows: dict[str, list[TableRow]] = {}
        for row in self.table.rows:
            rows.setdefault(row.key.number, []).append(row)
        return rows

    def _find_by_name(self, name: str) -> str | None:
        """Search by similarity, once for each name and not without end."""
        if name not in self.codes_by_name:
            if len(self.codes_by_name) >= _MOST_NAMES:
                return self.index.find_exactly(name)
            self.codes_by_name[name] = self.index.find_by_name(name)
        return self.codes_by_name[name]

    # --- one row

    def _find_code(self, row: TableRow, by_names: bool) -> str | None:
        number, name = row.key.number, row.key.name
        own = self.index.code_by_number.get(number)
        named = self.index.find_exactly(name)
        if own is not None and named == own and not by_names:
            self.problems.note_date(row)
            return own
        if self._is_no_indicator(row, named):
            return None
        if by_names:
            return self._find_by_name_alone(row)
        if own is not None:
            return self._check_name(row, own, named)
        if number in self.index.inner_by_number:
            return self._find_split(row)
        if not number or ("-" in number and name):
            return self._find_by_name_alone(row)  # "2.1" only counts within an aspect
        self._refuse_number(row, named or (self._find_by_name(name) if name else None))
        return None

    def _is_no_indicator(self, row: TableRow, named: str | None) -> bool:
        """Tell whether a row is a domain, an aspect, a sum or a note."""
        value, name = row.number_value, row.key.name
        if isinstance(value, str) and not row.key.number:
            if _INNER_NUMBER.fullmatch(value.strip()[:40]):
                return True
            if _SUMMARY.match(normalise(value)):
                return True
        if not name:
            return False
        words = normalise(name)
        if words in self.index.inner_names and row.key.number not in self.index.inner_by_number:
            return self._is_inner_row(row, words, named)
        return named is None and bool(_SUMMARY.match(words))

    def _is_inner_row(self, row: TableRow, words: str, named: str | None) -> bool:
        """Tell whether a row with the name of a domain or aspect is that one's."""
        number = row.key.number
        if any(words in inner_words for n, inner_words in self.index.inner_words if n == number):
            return True
        if named is not None:
            return False
        own = self.index.code_by_number.get(number)
        return own is None or self.index.closeness(own, row.key.name) < CLOSE

    def _check_name(self, row: TableRow, own: str, named: str | None) -> str | None:
        """Take the number's indicator unless the name clearly means another one."""
        self.problems.note_date(row)
        name = row.key.name
        if not name:
            return own
        closeness = self.index.closeness(own, name)
        if named is None:
            if closeness >= CLOSE:
                return own
            named = self._find_by_name(name)
        elif closeness == 100.0 and self._stands_elsewhere(named, row):
            return own
        if named is None or named == own:
            if closeness < _FAR:
                self.problems.warn_of_name(row, own)
            return own
        self.problems.refuse_contradiction(row, own, named)
        return None

    def _stands_elsewhere(self, code: str, row: TableRow) -> bool:
        """Tell whether another row has the number of `code`, and this row's very name."""
        number = self.index.instrument.node_by_code[code].number
        name = normalise(row.key.name)
        others = self.rows_by_number.get(number, ())
        return any(normalise(other.key.name) == name for other in others[:_MOST_TWINS])

    def _find_by_name_alone(self, row: TableRow) -> str | None:
        if not row.key.name:
            return None
        code = self._find_by_name(row.key.name)
        if code is None and self._holds_level(row):
            self.problems.refuse_unknown(row, row.key.name)
        return code

    def _find_split(self, row: TableRow) -> str | None:
        """Read "35" where it stands for 35-1 beside 35-2, or for the sum of its parts."""
        inner = self.index.inner_by_number[row.key.number]
        parts = self.index.instrument.leaf_codes_below[inner]
        numbers = [self.index.instrument.node_by_code[code].number for code in parts]
        present = [number for number in numbers if number in self.rows_by_number]
        same = len(self.rows_by_number[row.key.number])
        is_code = str(row.number_value).strip().upper() == inner
        if len(present) == len(numbers) or (present and is_code):
            return None
        if present and numbers[0] not in present and same == 1:
            return parts[0]
        named = self.index.find_exactly(row.key.name) if row.key.name else None
        if named in parts:
            return named
        if self._holds_level(row) or not present:
            self.problems.refuse_undivided(row, numbers)
        return None

    def _is_legend(self, row: TableRow, code: str | None) -> bool:
        """Tell whether a further row of an indicator explains levels: "1 | Rintisan"."""
        return (
            code is not None
            and bool(row.key.name)
            and self.index.closeness(code, row.key.name) < _FAR
            and all(is_blank(self.grid.value(row.row, c)) for c in self.level_columns)
        )

    # --- rows around

    def _continues(self, row: TableRow, last: MatchedRow) -> bool:
        """Tell whether a row without number and name belongs to the indicator above."""
        origin = self.merged.origin.get((row.row, last.key_column))
        if origin is not None:
            return origin[0] == last.row
        if any(not is_blank(self.grid.value(row.row, c)) for c in self.level_columns):
            return False
        is_next = row.row == (last.more_rows[-1] if last.more_rows else last.row) + 1
        return is_next and any(not is_blank(self.grid.value(row.row, c)) for c in self.note_columns)

    def _is_blank_row(self, row: TableRow) -> bool:
        return all(is_blank(v) for v in self.grid.rows[row.row - self.grid.first_row])

    def _is_running_number(self) -> bool:
        """Tell whether the number only counts rows, because the names mean other indicators."""
        if self.table.number_is_named:
            return False
        rows = [r for r in self.table.rows if r.key.number and r.key.name]
        agreeing = contradicting = 0
        code_by_number, find_exactly = self.index.code_by_number, self.index.find_exactly
        for row in rows:
            number, name = row.key
            named = find_exactly(name)
            if named is None:
                continue
            if named == code_by_number.get(number):
                agreeing += 1
            else:
                contradicting += 1
        if contradicting <= agreeing:
            return False
        last, found = 0, set()
        for row in rows:
            if self._is_no_indicator(row, self.index.find_exactly(row.key.name)):
                continue
            counted = int(row.key.number) if row.key.number.isdecimal() else -1
            named = self._find_by_name(row.key.name)
            if named is None or named in found or counted not in (last + 1, 1):
                return False
            found.add(named)
            last = counted
        if not found:
            return False
        self.problems.note_running_number(rows[0])
        return True

    def _drop_aspect_rows(self, matched: list[MatchedRow]) -> list[MatchedRow]:
        """Drop an aspect that bears its indicator's name ("Keamanan Pemdi") and stands above it."""
        last_by_code = {row.code: row for row in matched}
        if len(last_by_code) == len(matched):
            return matched
        keys = {row.row: row.key for row in self.table.rows}
        return [
            row
            for row in matched
            if last_by_code[row.code] is row
            or keys[row.row].number
            or not self.index.is_inner_name(keys[row.row].name)
        ]

    def _holds_level(self, row: TableRow) -> bool:
        """Tell whether a level stands in the row, so that leaving it out would lose something."""
        code = self.index.instrument.leaf_codes[0]
        for column in self.level_columns:
            value = self.grid.value(row.row, column)
            if not is_blank(value) and not isinstance(
                read_level(value, self.index.instrument, code), LevelFault
            ):
                return True
        return False

    def _refuse_number(self, row: TableRow, named: str | None) -> None:
        """Refuse a number that the instrument does not have; a mere note is left out."""
        if named is not None:
            self.problems.refuse_number_of_name(row, named)
        elif row.key.name or self._holds_level(row):
            self.problems.refuse_unknown(row, row.key.number)

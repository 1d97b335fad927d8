"""Read a unit's workbook that came back, known by its marks however it was rearranged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spbe.model.instrument import Instrument
from spbe.model.item import Share
from spbe.model.unit_book import BookIdentity, FilledBook, FilledIndicator, FilledItem, FilledNew
from spbe.text.translator import Message, message
from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.reading import Problem, SourceFile
from spbe.workbooks.unit_book_cells import BookRow, read_claim, read_filled, read_words
from spbe.workbooks.unit_book_keys import (
    COLUMN,
    INDICATOR,
    ITEM,
    read_identity,
    read_indicator_key,
    read_item_key,
)
from spbe.workbooks.unit_book_new_rows import read_new_row

_MARK = "spbe-"
"""What every mark begins with."""
_COLUMNS = {INDICATOR: ("claim", "explanation"), ITEM: ("state", "done", "answer", "link")}
"""Columns without which a row of each sort cannot be read."""


@dataclass(slots=True)
class _Reading:
    """What was found so far in one file."""

    file: str
    instrument: Instrument
    identity: BookIdentity
    indicators: dict[str, FilledIndicator] = field(default_factory=dict)
    items: dict[int, FilledItem] = field(default_factory=dict)
    new: list[FilledNew] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, grid: Grid, cell: str, kind: str, sentence: Message) -> None:
        self.problems.append(Problem("error", kind, sentence, self.file, grid.name, cell))


def read_unit_book(
    source: SourceFile, instruments: Mapping[str, Instrument]
) -> tuple[FilledBook | None, list[Problem]]:
    """Read a unit's workbook in any spreadsheet format. Never raises for what a file contains.

    Returns what was filled in, None where the file is no such workbook; and the problems, each
    with sheet and cell. A cell with a problem says nothing; the others are given all the same.
    """
    grids, problems = load_grids(source)
    if not grids:
        return None, problems
    marked = [(grid, _find_marks(grid)) for grid in grids]
    identity = next((m.identity for _, m in marked if m.identity is not None), None)
    if identity is None:
        return None, [_not_ours(source.name)]
    instrument = instruments.get(identity.instrument_id)
    if instrument is None:
        return None, [_unknown_instrument(source.name, identity.instrument_id)]
    reading = _Reading(source.name, instrument, identity)
    for grid, marks in marked:
        _read_sheet(reading, grid, marks)
    new = tuple(reading.new)
    return FilledBook(identity, reading.indicators, reading.items, new), reading.problems


@dataclass(slots=True)
class _Marks:
    """Where the marks of one sheet stand."""

    identity: BookIdentity | None = None
    columns: dict[str, int] = field(default_factory=dict)
    header_row: int = -1
    rows: dict[int, str] = field(default_factory=dict)


def _find_marks(grid: Grid) -> _Marks:
    marks = _Marks()
    for r, cells in enumerate(grid.rows, grid.first_row):
        marked = [
            (c, value)
            for c, value in enumerate(cells, grid.first_column)
            if type(value) is str and value[:5] == _MARK
        ]
        for c, value in marked:
            if value.startswith(COLUMN):
                marks.columns.setdefault(value.removeprefix(COLUMN), c)
                marks.header_row = r + 1
            elif value.startswith((ITEM, INDICATOR)):
                marks.rows[r] = value
            else:
                marks.identity = marks.identity or read_identity(value)
    return marks


def _read_sheet(reading: _Reading, grid: Grid, marks: _Marks) -> None:
    for sort, needed in _COLUMNS.items():
        if any(key.startswith(sort) for key in marks.rows.values()):
            missing = [role for role in needed if role not in marks.columns]
            if missing:
                reading.problems.append(_no_columns(reading.file, grid))
                return
    for row, key in marks.rows.items():
        place = BookRow(grid, row, marks.columns, reading.file, reading.problems)
        if key.startswith(ITEM):
            _read_item(reading, place, key)
        else:
            _read_indicator(reading, place, key)
    _read_new_rows(reading, grid, marks)


def _read_item(reading: _Reading, row: BookRow, key: str) -> None:
    found = read_item_key(key, reading.identity.unit)
    if found is None:
        _refuse_key(reading, row)
        return
    item_id, base, plan = found
    answer, link = read_words(row, "answer"), row.read_link()
    filled = read_filled(row, base)
    cell = row.address("done" if isinstance(base, Share) else "state")
    if isinstance(base, Share):
        shared = None  # then all of the share stays as it is
        if isinstance(filled, Share) and answer is not None and link is not None:
            shared = replace(filled, note=answer, link=link)
        said = FilledItem(item_id, base, shared, cell=cell, plan=plan)
    else:
        said = FilledItem(item_id, base, filled, answer or "", link or "", cell, plan)
    earlier = reading.items.setdefault(item_id, said)
    if earlier is not said and replace(earlier, cell="") != replace(said, cell=""):
        reading.items[item_id] = replace(earlier, filled=None, answer="", link="")
        _refuse_double(reading, row, earlier.cell, cell)


def _read_indicator(reading: _Reading, row: BookRow, key: str) -> None:
    found = read_indicator_key(key)
    if found is None or found[0] not in reading.instrument.leaf_codes:
        _refuse_key(reading, row)
        return
    code, base, words = found
    claim = read_claim(row, reading.instrument, code, base)
    explanation = read_words(row, "explanation")
    cell = row.address("claim")
    said = FilledIndicator(
        code, base, claim, words, words if explanation is None else explanation, cell
    )
    earlier = reading.indicators.setdefault(code, said)
    if earlier is not said and replace(earlier, cell="") != replace(said, cell=""):
        reading.indicators[code] = replace(earlier, claim=base, explanation=words)
        _refuse_double(reading, row, earlier.cell, cell)


def _read_new_rows(reading: _Reading, grid: Grid, marks: _Marks) -> None:
    """Take rows that somebody added below the header for suggested items, or say they are none."""
    if not marks.columns:
        return
    holds_items = "state" in marks.columns
    for r in range(marks.header_row + 1, grid.first_row + len(grid.rows)):
        if r in marks.rows or not any(grid.rows[r - grid.first_row]):
            continue  # most often a blank row left for suggestions
        texts = [str(v).strip() for v in grid.rows[r - grid.first_row] if str(v).strip()]
        if not texts:
            continue
        row = BookRow(grid, r, marks.columns, reading.file, reading.problems)
        new = read_new_row(row, reading.instrument) if holds_items else None
        if new is not None:
            reading.new.append(new)
            continue
        column = next(
            c
            for c, value in enumerate(grid.rows[r - grid.first_row], grid.first_column)
            if str(value).strip()
        )
        sentence = message(
            "Baris {row} (“{found}”) bukan baris dari buku ini, jadi tidak terbaca. Butir baru "
            "ditulis di lembar Butir, pada kolom isi butirnya.",
            row=r + 1,
            found=max(texts, key=len)[:80],
        )
        cell = address(r, column)
        reading.problems.append(
            Problem("warning", "book-new-row", sentence, reading.file, grid.name, cell)
        )


def _refuse_key(reading: _Reading, row: BookRow) -> None:
    cell = address(row.row, next(iter(row.columns.values()), 0))
    sentence = message(
        "Baris {row}: kode tersembunyinya berubah, jadi baris ini tidak terbaca. Salin isinya ke "
        "buku yang baru diunduh.",
        row=row.row + 1,
    )
    reading.refuse(row.grid, cell, "book-key", sentence)


def _refuse_double(reading: _Reading, row: BookRow, first: str, cell: str) -> None:
    sentence = message(
        "Baris ini sudah ada di {first} dengan isi lain; keduanya tidak dipakai. Sisakan satu.",
        first=first,
    )
    reading.refuse(row.grid, cell, "book-double", sentence)


def _not_ours(file: str) -> Problem:
    sentence = message(
        "Berkas ini bukan buku OPD dari aplikasi ini, jadi dilewati. Buku OPD diunduh dari "
        "halaman Checklist; lembar penilaian lain diunggah di Unggah Excel."
    )
    return Problem("error", "not-unit-book", sentence, file)


def _unknown_instrument(file: str, found: str) -> Problem:
    sentence = message("Buku ini untuk instrumen “{found}” yang tidak dikenal.", found=found[:60])
    return Problem("error", "instrument-unknown", sentence, file, found=found)


def _no_columns(file: str, grid: Grid) -> Problem:
    sentence = message(
        "Lembar “{sheet}” kehilangan kolom isian atau baris kode di atas judul kolom, jadi tidak "
        "terbaca. Salin isinya ke buku yang baru diunduh.",
        sheet=grid.name,
    )
    return Problem("error", "book-columns", sentence, file, grid.name)

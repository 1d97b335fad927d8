"""Read the official wording of levels from a table: indicator_no, level, criterion."""

from __future__ import annotations

from collections.abc import Iterator

from spbe.model.instrument import Instrument
from spbe.text.translator import Message, message
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import CellValue, Grid, address
from spbe.workbooks.reading import Problem, SourceFile

COLUMNS = ("indicator_no", "level", "criterion")
_LONGEST = 5_000
"""Characters of one wording; the longest of 59/2020 has some 500."""


def read_wordings(
    source: SourceFile, instrument: Instrument
) -> tuple[dict[tuple[str, int], str], list[Problem]]:
    """Read the wordings by code and level, and what is wrong with the file, all at once.

    The first row names the columns, in any order and with others between. Levels that the file
    does not hold have no wording. A pair that stands twice is a problem; which is meant is not
    guessed.
    """
    grids, problems = load_grids(source)
    if problems:
        return {}, problems
    found: dict[tuple[str, int], str] = {}
    grid = next((grid for grid in grids if set(COLUMNS) <= set(_head(grid))), None)
    if grid is None:
        sentence = message(
            "Tidak ada tabel rumusan: baris pertamanya harus memuat kolom {columns}.",
            columns=", ".join(COLUMNS),
        )
        return {}, [Problem("error", "no-table", sentence, file=source.name)]
    columns = _head(grid)
    first: dict[tuple[str, int], int] = {}
    for row in range(grid.first_row + 1, grid.first_row + len(grid.rows)):
        said = {name: _plain(grid.value(row, columns[name])) for name in COLUMNS}
        if not any(said.values()):
            continue
        wrong = list(_check(said, instrument))
        if not wrong:
            key = f"I{said['indicator_no'].removeprefix('I')}", int(said["level"])
            if key in first:
                place = address(first[key], columns["level"])
                wrong.append(("level", message("Tingkat ini sudah ada di {first}.", first=place)))
            else:
                first[key], found[key] = row, said["criterion"]
        problems += [
            Problem(
                "error",
                "bad-wording",
                sentence,
                source.name,
                grid.name,
                address(row, columns[name]),
                shorten_text(said[name]),
            )
            for name, sentence in wrong
        ]
    if not found and not problems:
        sentence = message("Tabelnya tidak memuat satu rumusan pun.")
        problems.append(Problem("error", "empty", sentence, file=source.name, sheet=grid.name))
    return found, problems


def _head(grid: Grid) -> dict[str, int]:
    width = len(grid.rows[0]) if grid.rows else 0
    places = range(grid.first_column, grid.first_column + width)
    return {_plain(grid.value(grid.first_row, place)).casefold(): place for place in places}


def _check(said: dict[str, str], instrument: Instrument) -> Iterator[tuple[str, Message]]:
    number, level, words = (said[name] for name in COLUMNS)
    if f"I{number.removeprefix('I')}" not in instrument.leaf_codes:
        yield (
            "indicator_no",
            message(
                '"{found}" bukan nomor indikator {instrument}.',
                found=shorten_text(number),
                instrument=instrument.regulation_short,
            ),
        )
    low, high = instrument.level_minimum, instrument.level_maximum
    if level not in {str(each) for each in range(low, high + 1)}:
        yield (
            "level",
            message(
                '"{found}" bukan tingkat. Isi bilangan bulat {low} sampai {high}.',
                found=shorten_text(level),
                low=low,
                high=high,
            ),
        )
    if not words:
        yield "criterion", message("Rumusannya kosong. Isi, atau hapus barisnya.")
    if len(words) > _LONGEST:
        yield (
            "criterion",
            message("Rumusannya lebih dari {most} karakter. Ringkas dulu.", most=_LONGEST),
        )


def _plain(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())

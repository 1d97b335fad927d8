"""Find the rows of published results in a file: in a table, or in the ministry's own JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.limits import RefusedError, check_file_size
from spbe.workbooks.published_cells import read_text
from spbe.workbooks.published_columns import find_year, read_column
from spbe.workbooks.reading import Problem, SourceFile
from spbe.workbooks.years import find_years

_HEADER_ROWS = 40
_NO_FIGURES = ("agency", "number", "kind", "region", "year")


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One row before it is judged: what stands there by role or node code, and where."""

    cells: Mapping[str, object]
    places: Mapping[str, str]
    sheet: str | None
    place: str
    is_alone: bool = False
    """Whether it is the only one and names no agency, so that the user can."""


def read_rows(
    source: SourceFile,
    instruments: Mapping[str, Instrument],
    year: int | None,
    problems: list[Problem],
) -> list[PublishedRow]:
    """Read every row of a file; what cannot be read is added to the problems.

    `year` is the one that the user gave: without it a table may take that of its letterhead.
    """
    if is_json(source):
        return list(_read_json(source, problems))
    grids, refused = load_grids(source)
    problems += refused
    rows = []
    for grid in grids:
        rows += _read_grid(grid, instruments, year, source.name)
    if grids and not rows:
        problems.append(_no_table(source))
    return rows


def holds_results(grid: Grid, instruments: Mapping[str, Instrument]) -> bool:
    """Tell whether a sheet has a row that names an agency and an index."""
    return _find_header(grid, instruments) is not None


def names_indicators(grid: Grid) -> bool:
    """Tell whether a sheet lists indicators, as an assessment does."""
    rows = grid.rows[:_HEADER_ROWS]
    return any(read_column(str(cell)) == "indicator" for row in rows for cell in row if cell != "")


def is_json(source: SourceFile) -> bool:
    """Tell whether a file is a JSON document."""
    return source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _read_json(source: SourceFile, problems: list[Problem]) -> Iterator[PublishedRow]:
    """Give the records of the ministry's interface, wherever they stand in the document."""
    try:
        check_file_size(len(source.data))
        # Digits stay as they were written: a float would round a tie the wrong way.
        document = json.loads(
            source.data.decode("utf-8-sig"),
            parse_float=str,
            parse_int=str,
            parse_constant=lambda _: None,
        )
    except RefusedError as refused:
        problems.append(Problem("error", refused.kind, refused.sentence, file=source.name))
        return
    except (ValueError, RecursionError):
        sentence = message(
            "Berkas JSON ini tidak dapat dibaca. Unduh ulang dari sumbernya, lalu unggah lagi."
        )
        problems.append(Problem("error", "json-unreadable", sentence, file=source.name))
        return
    number = 0
    for record in _find_records(document):
        number += 1
        cells = {
            role: value
            for key, value in record.items()
            if (role := read_column(str(key))) is not None and not isinstance(value, dict | list)
        }
        yield PublishedRow(cells, {}, None, f"#{number}")
    if not number:
        problems.append(_no_table(source))


def _find_records(document: Any) -> Iterator[dict[str, Any]]:
    """Find the objects that hold an index; what is nested in them belongs to them."""
    waiting: list[tuple[Any, dict[str, Any]]] = [(document, {})]
    while waiting:
        value, outer = waiting.pop()
        if isinstance(value, list):
            waiting += [(each, outer) for each in reversed(value)]
        elif isinstance(value, dict):
            flat = outer | {k: v for k, v in value.items() if not isinstance(v, dict | list)}
            inner = {k: v for k, v in value.items() if isinstance(v, dict)}
            lists = [v for v in value.values() if isinstance(v, list)]
            for part in inner.values():
                flat |= {k: v for k, v in part.items() if not isinstance(v, dict | list)}
            if any(read_column(str(key)) == "index" for key in flat):
                yield flat
            else:
                waiting += [(v, flat) for v in [*reversed(lists), *reversed(inner.values())]]


def _read_grid(
    grid: Grid, instruments: Mapping[str, Instrument], year: int | None, file: str
) -> list[PublishedRow]:
    """Give the rows of a table, once for each year that its columns name."""
    header = _find_header(grid, instruments)
    if header is None:
        return []
    at, tables = header
    rows = []
    for of_columns, roles in tables:
        said = of_columns
        if said is None and "year" not in roles.values() and year is None:
            said = _find_year_above(grid, at, file)
        places_of = {role: column for column, role in roles.items()}
        for row in range(at + 1, grid.first_row + len(grid.rows)):
            cells: dict[str, object] = {
                role: grid.value(row, column) for column, role in roles.items()
            }
            figures = [role for role in roles.values() if role not in _NO_FIGURES]
            if not read_text(cells["agency"]) or not any(
                read_text(cells[role]) for role in figures
            ):
                continue  # blank, or the heading of a group
            if said is not None:
                cells["year"] = said
            places = {role: address(row, column) for role, column in places_of.items()}
            rows.append(PublishedRow(cells, places, grid.name, places["agency"]))
    return rows


def _find_year_above(grid: Grid, header_row: int, file: str) -> int | None:
    """Find the one year that the letterhead, else the sheet, else the file speaks of."""
    above = " ".join(
        str(cell) for row in grid.rows[: header_row - grid.first_row] for cell in row if cell != ""
    )
    years = find_years(above) or find_years(grid.name) or find_years(file)
    return next(iter(years)) if len(years) == 1 else None


def _find_header(
    grid: Grid, instruments: Mapping[str, Instrument]
) -> tuple[int, list[tuple[int | None, dict[int, str]]]] | None:
    """Find the row that names an agency and an index, and no indicator.

    Returns its number, and for each year that its columns name (None: they name none) the roles
    by column.
    """
    for row in range(grid.first_row, grid.first_row + min(_HEADER_ROWS, len(grid.rows))):
        by_year: dict[int | None, dict[int, str]] = {None: {}}
        for offset, value in enumerate(grid.rows[row - grid.first_row]):
            role = read_column(str(value), instruments) if value != "" else None
            of_year = by_year.setdefault(find_year(str(value)), {}) if role is not None else {}
            if role is not None and role not in of_year.values():
                of_year[grid.first_column + offset] = role
        shared = by_year.pop(None)
        tables = [(year, {**shared, **roles}) for year, roles in by_year.items()]
        tables = [
            (year, roles)
            for year, roles in (tables or [(None, shared)])
            if {"agency", "index"} <= set(roles.values()) and "indicator" not in roles.values()
        ]
        if tables:
            return row, tables
    return None


def _no_table(source: SourceFile) -> Problem:
    sentence = message(
        "Tidak ada hasil terbit di berkas ini. Perlu kolom Instansi dan Indeks; Tahun, Predikat, "
        "dan nilai domain bila ada."
    )
    return Problem("error", "no-table", sentence, file=source.name)

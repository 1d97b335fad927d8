"""Read results as they are published: a table of agencies, or what the ministry's interface gives.

A row is an agency and year with its index, and domains, aspects and rating where they stand there.
The interface gives unrounded values; they are rounded half up on the exact decimal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from spbe.model.assessment import PublishedResult
from spbe.model.instrument import Instrument
from spbe.model.scoring import round_half_up
from spbe.text.translator import Message, message
from spbe.workbooks.files import load_grids
from spbe.workbooks.grid import Grid, address
from spbe.workbooks.limits import RefusedError, check_file_size
from spbe.workbooks.published_columns import find_year, read_column
from spbe.workbooks.reading import Problem, SourceFile
from spbe.workbooks.years import find_years

_HEADER_ROWS = 40
_MOST_ROWS = 5_000
_MOST_PROBLEMS = 100
_LONGEST_FIGURE = 40
_LONGEST_NAME = 200
_NO_FIGURES = ("agency", "number", "kind", "region", "year")
_BLANK = ("", "-", "–", "n/a", "null")


@dataclass(frozen=True, slots=True)
class PublishedReading:
    """What a file of published results holds."""

    results: tuple[PublishedResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Kind by agency, where the file says it."""
    regions: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_year(self) -> bool:
        """Whether a year given by the user would settle rows that do not say theirs."""
        return any(problem.kind == "year-unknown" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row before it is judged: what stands there by role or node code, and where."""

    cells: Mapping[str, object]
    places: Mapping[str, str]
    sheet: str | None
    place: str


def is_published(source: SourceFile, instruments: Mapping[str, Instrument]) -> bool:
    """Tell whether a file holds published results and not the levels of an assessment."""
    if _is_json(source):
        return True
    grids, _ = load_grids(source)
    if any(_names_indicators(grid) for grid in grids):
        return False
    return any(_find_header(grid, instruments) is not None for grid in grids)


def _names_indicators(grid: Grid) -> bool:
    rows = grid.rows[:_HEADER_ROWS]
    return any(read_column(str(cell)) == "indicator" for row in rows for cell in row if cell != "")


def read_published(
    source: SourceFile, instruments: Mapping[str, Instrument], year: int | None = None
) -> PublishedReading:
    """Read every published result of a file. Never raises for what a file contains.

    `year` is that of rows which do not say theirs. A row without agency, year or index is left out
    with an error that names it; a figure that cannot be used is left out of its row with a warning.
    """
    problems: list[Problem] = []
    rows = list(_read_json(source, problems)) if _is_json(source) else []
    if not _is_json(source):
        grids, refused = load_grids(source)
        problems += refused
        for grid in grids:
            rows += _read_grid(grid, instruments, year, source.name)
        if grids and not rows:
            problems.append(_no_table(source))
    results: dict[tuple[str, int], PublishedResult] = {}
    kinds: dict[str, str] = {}
    regions: dict[str, str] = {}
    for row in rows[:_MOST_ROWS]:
        result = _judge(row, instruments, year, source.name, problems)
        if result is None:
            continue
        key = (result.agency.casefold(), result.year)
        if key in results:
            _note(problems, row, "agency", "duplicate-agency", _say_twice(result), source.name)
            continue
        results[key] = result
        for role, table in (("kind", kinds), ("region", regions)):
            if said := _text(row.cells.get(role)):
                table[result.agency] = said
    if len(rows) > _MOST_ROWS:
        sentence = message(
            "Berkas ini memuat lebih dari {most} baris; sisanya tidak dibaca.", most=_MOST_ROWS
        )
        problems.append(Problem("warning", "too-many-rows", sentence, file=source.name))
    return PublishedReading(tuple(results.values()), tuple(problems), kinds, regions)


def _is_json(source: SourceFile) -> bool:
    return source.data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _read_json(source: SourceFile, problems: list[Problem]) -> Iterator[_Row]:
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
        yield _Row(cells, {}, None, f"#{number}")
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
) -> list[_Row]:
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
            if not _text(cells["agency"]) or not any(_text(cells[role]) for role in figures):
                continue  # blank, or the heading of a group
            if said is not None:
                cells["year"] = said
            places = {role: address(row, column) for role, column in places_of.items()}
            rows.append(_Row(cells, places, grid.name, places["agency"]))
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


def _judge(
    row: _Row,
    instruments: Mapping[str, Instrument],
    given_year: int | None,
    file: str,
    problems: list[Problem],
) -> PublishedResult | None:
    """Make a result of a row; None, with a problem, where it cannot be one."""
    agency = _text(row.cells.get("agency"))
    if not agency:
        sentence = message(
            "{place}: nama instansi tidak ada. Baris ini tidak dipakai.", place=row.place
        )
        _note(problems, row, "agency", "agency-unknown", sentence, file)
        return None
    year = _read_year(row.cells.get("year")) or given_year
    if year is None:
        sentence = message("{agency}: tahunnya tidak ada. Sebutkan tahunnya.", agency=agency)
        _note(problems, row, "year", "year-unknown", sentence, file)
        return None
    instrument = next((i for i in instruments.values() if i.is_valid_year(year)), None)
    if instrument is None:
        sentence = message(
            "{agency}: tidak ada instrumen untuk tahun {year}.", agency=agency, year=year
        )
        _note(problems, row, "year", "year-outside-instrument", sentence, file)
        return None
    figures: dict[str, int] = {}
    for role, value in row.cells.items():
        code = instrument.root.code if role == "index" else role
        if code not in instrument.children or _text(value).casefold() in _BLANK:
            continue
        figure = _read_figure(value, instrument)
        if figure is None:
            sentence = message(
                '{agency}: "{found}" bukan nilai {low}–{high}; sel ini tidak dipakai.',
                agency=agency,
                found=_text(value)[:_LONGEST_FIGURE],
                low=instrument.level_minimum,
                high=instrument.level_maximum,
            )
            _note(problems, row, role, "score-out-of-range", sentence, file, "warning")
            continue
        figures[code] = figure
    if instrument.root.code not in figures:
        sentence = message(
            "{agency}: indeksnya tidak terbaca. Baris ini tidak dipakai.", agency=agency
        )
        _note(problems, row, "index", "no-index", sentence, file)
        return None
    rating = _read_rating(row, instrument, agency, file, problems)
    return PublishedResult(instrument.id, agency, year, "final", figures, rating, file)


def _read_figure(value: object, instrument: Instrument) -> int | None:
    """Read a score as hundredths, half up on the exact decimal; None where it is none."""
    text = _text(value).replace(",", ".")
    if isinstance(value, bool) or not text or len(text) > _LONGEST_FIGURE:
        return None
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    # Compared before it becomes a fraction: 1e999999 would fill the memory.
    if not exact.is_finite() or not instrument.level_minimum <= exact <= instrument.level_maximum:
        return None
    return round_half_up(Fraction(exact))


def _read_year(value: object) -> int | None:
    text = _text(value).removesuffix(".0")
    if len(text) == 4 and text.isascii() and text.isdecimal():
        return int(text)
    years = find_years(text)
    return next(iter(years)) if len(years) == 1 else None


def _read_rating(
    row: _Row, instrument: Instrument, agency: str, file: str, problems: list[Problem]
) -> str | None:
    said = _text(row.cells.get("rating"))
    if said.casefold() in _BLANK:
        return None
    for rating in instrument.ratings:
        if said.casefold() in {rating.code, *(n.casefold() for n in rating.names.values())}:
            return rating.code
    sentence = message(
        '{agency}: "{found}" bukan predikat {regulation}; predikatnya tidak dipakai.',
        agency=agency,
        found=said[:_LONGEST_FIGURE],
        regulation=instrument.regulation_short,
    )
    _note(problems, row, "rating", "rating-unknown", sentence, file, "warning")
    return None


def _text(value: object) -> str:
    """Write a cell on one line; a float as its shortest decimal, which is what was typed."""
    if value is None or isinstance(value, bool):
        return ""
    plain = "".join(c if c.isprintable() else " " for c in str(value))
    return " ".join(plain.split())[:_LONGEST_NAME]


def _note(
    problems: list[Problem],
    row: _Row,
    role: str,
    kind: str,
    sentence: Message,
    file: str,
    severity: str = "error",
) -> None:
    if len(problems) < _MOST_PROBLEMS:
        cell = row.places.get(role)
        is_error = severity == "error"
        problems.append(
            Problem("error" if is_error else "warning", kind, sentence, file, row.sheet, cell)
        )


def _say_twice(result: PublishedResult) -> Message:
    return message(
        "{agency} {year} sudah ada di atasnya. Baris ini tidak dipakai; sisakan satu.",
        agency=result.agency,
        year=result.year,
    )


def _no_table(source: SourceFile) -> Problem:
    sentence = message(
        "Tidak ada hasil terbit di berkas ini. Perlu kolom Instansi dan Indeks; Tahun, Predikat, "
        "dan nilai domain bila ada."
    )
    return Problem("error", "no-table", sentence, file=source.name)

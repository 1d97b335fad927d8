"""Read results as they are published: a table of agencies, or what the ministry's interface gives.

A row is an agency and year with its index, and domains, aspects and rating where they stand there.
The interface gives unrounded values; they are rounded half up on the exact decimal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from spbe.model.assessment import PublishedResult
from spbe.model.instrument import Instrument, Rating
from spbe.text.translator import Message, message
from spbe.workbooks.faults import shorten_text
from spbe.workbooks.files import load_grids
from spbe.workbooks.published_cells import (
    LONGEST_NAME,
    is_blank,
    read_figure,
    read_rating,
    read_text,
    read_year,
)
from spbe.workbooks.published_checks import check_index, check_rating
from spbe.workbooks.published_rows import (
    PublishedRow,
    holds_results,
    is_json,
    names_indicators,
    read_rows,
)
from spbe.workbooks.reading import Problem, SourceFile

_MOST_ROWS = 5_000
_MOST_PROBLEMS = 100


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

    @property
    def needs_agency(self) -> bool:
        """Whether an agency named by the user would settle the only row, which names none."""
        return any(problem.kind == "agency-asked" for problem in self.problems)


def is_published(source: SourceFile, instruments: Mapping[str, Instrument]) -> bool:
    """Tell whether a file holds published results and not the levels of an assessment."""
    if is_json(source):
        return True
    grids, _ = load_grids(source)
    if any(names_indicators(grid) for grid in grids):
        return False
    return any(holds_results(grid, instruments) for grid in grids)


def read_published(
    source: SourceFile,
    instruments: Mapping[str, Instrument],
    year: int | None = None,
    agency: str | None = None,
) -> PublishedReading:
    """Read every published result of a file. Never raises for what a file contains.

    `year` is that of rows which do not say theirs, `agency` that of a file whose only row names
    none. A row without agency, year or index is left out with an error that names it; a figure that
    cannot be used is left out of its row with a warning, and figures that disagree are kept with
    one.
    """
    problems: list[Problem] = []
    rows = read_rows(source, instruments, year, problems)
    if len(rows) == 1:
        rows = [_name_agency(rows[0], agency)]
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
            if said := read_text(row.cells.get(role))[:LONGEST_NAME]:
                table[result.agency] = said
    if len(rows) > _MOST_ROWS:
        sentence = message(
            "Berkas ini memuat lebih dari {most} baris; sisanya tidak dibaca.", most=_MOST_ROWS
        )
        problems.append(Problem("warning", "too-many-rows", sentence, file=source.name))
    return PublishedReading(tuple(results.values()), tuple(problems), kinds, regions)


def _name_agency(row: PublishedRow, agency: str | None) -> PublishedRow:
    """Name the agency of the only row of a file where it does not stand there."""
    if read_text(row.cells.get("agency")):
        return row
    return replace(row, cells={**row.cells, "agency": agency}, is_alone=True)


def _judge(
    row: PublishedRow,
    instruments: Mapping[str, Instrument],
    given_year: int | None,
    file: str,
    problems: list[Problem],
) -> PublishedResult | None:
    """Make a result of a row; None, with a problem, where it cannot be one."""
    agency = read_text(row.cells.get("agency"))
    year = read_year(row.cells.get("year")) or given_year
    has_name = _check_agency(row, agency, file, problems)
    if year is None:
        sentence = message(
            "{agency}: tahunnya tidak ada. Sebutkan tahunnya.",
            agency=shorten_text(agency) or row.place,
        )
        _note(problems, row, "year", "year-unknown", sentence, file)
    if year is None or not has_name:
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
        if code not in instrument.children or is_blank(value):
            continue
        figure = read_figure(value, instrument)
        if figure is None:
            sentence = message(
                '{agency}: "{found}" bukan nilai {low}–{high}; sel ini tidak dipakai.',
                agency=agency,
                found=shorten_text(read_text(value)),
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
    rating = _judge_rating(row, instrument, agency, file, problems)
    index = figures[instrument.root.code]
    checks: dict[str, Message | None] = {"index": check_index(instrument, agency, figures)}
    if rating is not None:
        checks["rating"] = check_rating(instrument, agency, year, index, rating)
    for role, doubt in checks.items():
        if doubt is not None:
            _note(problems, row, role, f"{role}-does-not-fit", doubt, file, "warning")
    said = rating.code if rating is not None else None
    return PublishedResult(instrument.id, agency, year, "final", figures, said, file)


def _judge_rating(
    row: PublishedRow, instrument: Instrument, agency: str, file: str, problems: list[Problem]
) -> Rating | None:
    said = row.cells.get("rating")
    rating = read_rating(said, instrument)
    if rating is None and not is_blank(said):
        sentence = message(
            '{agency}: "{found}" bukan predikat {regulation}; predikatnya tidak dipakai.',
            agency=agency,
            found=shorten_text(read_text(said)),
            regulation=instrument.regulation_short,
        )
        _note(problems, row, "rating", "rating-unknown", sentence, file, "warning")
    return rating


def _check_agency(row: PublishedRow, agency: str, file: str, problems: list[Problem]) -> bool:
    """Tell whether a row has the name of an agency; what is wrong with it is noted."""
    kind, sentence = (
        "agency-too-long",
        message(
            'Nama instansi "{name}" lebih dari {most} huruf. Baris ini tidak dipakai; pendekkan '
            "namanya.",
            name=shorten_text(agency),
            most=LONGEST_NAME,
        ),
    )
    if not agency and row.is_alone:
        kind, sentence = (
            "agency-asked",
            message("{place}: nama instansi tidak ada. Sebutkan instansinya.", place=row.place),
        )
    elif not agency:
        kind, sentence = (
            "agency-unknown",
            message("{place}: nama instansi tidak ada. Baris ini tidak dipakai.", place=row.place),
        )
    elif len(agency) <= LONGEST_NAME:
        return True
    _note(problems, row, "agency", kind, sentence, file)
    return False


def _note(
    problems: list[Problem],
    row: PublishedRow,
    role: str,
    kind: str,
    sentence: Message,
    file: str,
    severity: str = "error",
) -> None:
    if len(problems) < _MOST_PROBLEMS:
        cell = row.places.get(role)
        found = shorten_text(read_text(row.cells.get(role))) or None
        is_error = severity == "error"
        problems.append(
            Problem(
                "error" if is_error else "warning", kind, sentence, file, row.sheet, cell, found
            )
        )


def _say_twice(result: PublishedResult) -> Message:
    return message(
        "{agency} {year} sudah ada di atasnya. Baris ini tidak dipakai; sisakan satu.",
        agency=result.agency,
        year=result.year,
    )

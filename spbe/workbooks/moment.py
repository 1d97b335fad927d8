"""Agency, year and stage of a table: from its heading, sheet and file, and of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from spbe.text.translator import message
from spbe.workbooks.agencies import find_agency
from spbe.workbooks.heading import Heading
from spbe.workbooks.reading import Problem
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.stages import find_stages
from spbe.workbooks.table import Table
from spbe.workbooks.units import find_unit
from spbe.workbooks.wording import cell_text, normalise
from spbe.workbooks.years import find_years

_Told = TypeVar("_Told")


@dataclass(slots=True)
class SheetIdentity:
    """What a sheet says of agency, year and stage; None where it says nothing, or two things."""

    agency: str | None = None
    year: int | None = None
    stage: str | None = None
    unit: str = ""
    """The unit (OPD) that the letterhead says all rows are of."""
    unit_of_part: str = ""
    """The one that the name of sheet or file says, where it holds only a part."""
    problems: list[Problem] = field(default_factory=list)


def find_identity(
    heading: Heading, sheet: str, file_stem: str, fallback: SheetIdentity | None = None
) -> SheetIdentity:
    """Find agency, year and stage of a table, each from the first source that tells.

    Sources are the sheet's name, the heading above the table and the file's name. One that names
    two years or two stages tells nothing. `fallback` is the first table of the same sheet.
    """
    letterhead = "\n".join(heading.texts)
    year_texts = [sheet, heading.fields.get("year", ""), letterhead]
    years = [_only(find_years(text)) for text in year_texts]
    stage_texts = [sheet, heading.fields.get("stage", ""), letterhead]
    stages = [_only(_stages_of(text)) for text in stage_texts]
    year, stage = _first(years), _first(stages)
    identity = SheetIdentity(
        heading.fields.get("agency")
        or find_agency(heading.texts)
        or find_agency([sheet])
        or find_agency([file_stem]),
        _only(find_years(file_stem)) if year is None else year,
        _only(_stages_of(file_stem)) if stage is None else stage,
        heading.fields.get("unit", ""),
        find_unit(sheet) or find_unit(file_stem),
    )
    if fallback is not None:
        identity.agency = identity.agency or fallback.agency
        identity.unit = identity.unit or fallback.unit
        if _first(years[1:]) is None:
            identity.year = fallback.year
        if _first(stages[1:]) is None:
            identity.stage = fallback.stage
    told = {year for year in years if year is not None}
    if len(told) > 1 and identity.year is not None:
        identity.problems.append(_years_differ(sheet, told, identity.year))
    return identity


def _only(found: set[_Told]) -> _Told | None:
    return next(iter(found)) if len(found) == 1 else None


def _first(told: Sequence[_Told | None]) -> _Told | None:
    return next((found for found in told if found is not None), None)


def _stages_of(text: str) -> set[str]:
    return find_stages(normalise(text)) if text else set()


def _years_differ(sheet: str, told: set[int], year: int) -> Problem:
    return Problem(
        "warning",
        "years-differ",
        message(
            "Nama lembar dan kepala tabel menyebut tahun yang berbeda: {years}. Dipakai {year}; "
            "periksa apakah benar.",
            years=", ".join(map(str, sorted(told))),
            year=year,
        ),
        sheet=sheet or None,
        found=", ".join(map(str, sorted(told))),
    )


@dataclass(slots=True)
class TablePart:
    """The rows of one agency, year and stage, where columns of the table name them."""

    agency: str | None
    year: int | None
    stage: str | None
    rows: list[MatchedRow]


def split_by_moment(table: Table, matched: Sequence[MatchedRow]) -> list[TablePart]:
    """Split rows by the columns "Instansi", "Tahun" and "Tahap", where a table has them."""
    columns = [c for c in table.columns if c.role in ("agency", "year", "stage")]
    if not columns:
        return [TablePart(None, None, None, list(matched))]
    parts: dict[tuple[str | None, int | None, str | None], TablePart] = {}
    carried: dict[str, str] = {}
    for row in matched:
        for column in columns:
            text = cell_text(table.grid.value(row.row, column.index))
            if text:
                carried[column.role] = text
        key = (
            carried.get("agency"),
            _only(find_years(carried.get("year", ""))),
            _only(_stages_of(carried.get("stage", ""))),
        )
        parts.setdefault(key, TablePart(*key, [])).rows.append(row)
    return list(parts.values())

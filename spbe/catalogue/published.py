"""Load the published results that ship with the project: levels and printed figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from spbe.catalogue.instruments import DATA_DIRECTORY
from spbe.model.assessment import Assessment, PublishedResult
from spbe.model.instrument import Instrument

RESULTS_DIRECTORY = DATA_DIRECTORY / "results"
NATIONAL_INSTRUMENT = "permenpanrb-59-2020"
_NATIONAL_REPORTS = {
    2023: "Laporan hasil evaluasi SPBE nasional 2023",
    2024: "Laporan hasil evaluasi SPBE nasional 2024",
}


@dataclass(frozen=True, slots=True)
class NationalResult:
    """One agency's row in a national report."""

    kind: str
    """Kementerian, Provinsi, Kabupaten, Kota, …"""
    region: str | None
    result: PublishedResult
    """Stage `final`; a cell that is unreadable or misprinted in the report is absent from
    `hundredths`."""
    misprints: Mapping[str, int] = field(default_factory=dict)
    """Printed hundredths that no levels can give, by node code; the index rests on them."""


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """Read the rows of a CSV file that ships with the project, without space around the cells."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: (value or "").strip() for column, value in row.items()}


def read_hundredths(printed: str) -> int:
    """Turn a printed figure into whole hundredths: "2.91" → 291. Raises ValueError if it has more.

    >>> read_hundredths("3.5")
    350
    """
    scaled = Decimal(printed) * 100
    if scaled != int(scaled):
        raise ValueError(f"{printed!r} has more than two decimals")
    return int(scaled)


def load_misprints() -> Mapping[tuple[int, str], Mapping[str, int]]:
    """Load the figures of the national reports that cannot be, as printed.

    By year and agency as the report names it, then by node code; in hundredths.
    """
    misprints: dict[tuple[int, str], dict[str, int]] = {}
    for row in read_rows(RESULTS_DIRECTORY / "misprints.csv"):
        of_agency = misprints.setdefault((int(row["year"]), row["agency"]), {})
        of_agency[row["code"]] = read_hundredths(row["printed"])
    return misprints


def load_national_results(instrument: Instrument) -> list[NationalResult]:
    """Load every agency's row of the national reports 2023 and 2024, in their order.

    `instrument` is the one they were assessed with (`NATIONAL_INSTRUMENT`); its ratings turn the
    printed names into codes.
    """
    codes = {rating.names["id"].casefold(): rating.code for rating in instrument.ratings}
    columns = {"D1": "D1", "D2": "D2", "D3": "D3", "D4": "D4", instrument.root.code: "index"}
    misprints = load_misprints()
    results = []
    for row in read_rows(RESULTS_DIRECTORY / "national.csv"):
        year = int(row["year"])
        printed = {c: read_hundredths(row[n]) for c, n in columns.items() if row[n]}
        wrong = misprints.get((year, row["agency"]), {})
        result = PublishedResult(
            instrument_id=instrument.id,
            agency=row["agency"],
            year=year,
            stage="final",
            hundredths={c: figure for c, figure in printed.items() if c not in wrong},
            rating=codes.get(row["predicate"].casefold()),
            source=_NATIONAL_REPORTS[year],
        )
        results.append(NationalResult(row["category"], row["region"] or None, result, wrong))
    return results


def load_official_levels(file_name: str, instrument: Instrument, agency: str) -> list[Assessment]:
    """Load the official levels of an agency from a file with year, indicator and level.

    One assessment of stage `final` per year, in order of years. Raises KeyError where a number is
    no indicator of the instrument.
    """
    code_by_number = {leaf.number: leaf.code for leaf in instrument.leaves}
    levels: dict[int, dict[str, int | None]] = {}
    for row in read_rows(RESULTS_DIRECTORY / file_name):
        of_year = levels.setdefault(int(row["year"]), {})
        of_year[code_by_number[row["indicator"]]] = int(row["level"])
    return [
        Assessment(instrument.id, agency, year, "final", levels[year]) for year in sorted(levels)
    ]

"""Load official results with levels and printed figures, so that anyone can recompute them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from spbe.catalogue.published import (
    RESULTS_DIRECTORY,
    load_official_levels,
    read_hundredths,
    read_rows,
)
from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument

_FIRST_PART = {"35": "35-1"}
"""In the file of Denpasar the row "35" beside "35-2" is the first part of indicator 35."""


@dataclass(frozen=True, slots=True)
class OfficialCase:
    """Official levels and what was printed for them."""

    assessment: Assessment
    printed: Mapping[str, int]
    """Hundredths by node code."""


@dataclass(frozen=True, slots=True)
class ExactTie:
    """An index that lies exactly between two hundredths, and what was printed for it."""

    agency: str
    year: int
    exact: Fraction
    printed: int


def load_official_cases(instruments: Mapping[str, Instrument]) -> list[OfficialCase]:
    """Load every official result with levels: by agency, then year.

    An instrument that is not among `instruments` is left out. Raises KeyError where a file names
    an indicator that its instrument does not have.
    """
    cases: list[OfficialCase] = []
    if instrument := instruments.get("permenpanrb-59-2020"):
        cases += _load_bandar_lampung(instrument)
    if instrument := instruments.get("permenpanrb-5-2018"):
        cases.append(_load_denpasar(instrument))
    if instrument := instruments.get("permenpanrb-8-2026"):
        cases.append(_load_aceh_tengah(instrument))
    return cases


def load_exact_ties() -> list[ExactTie]:
    """Load the published indices whose exact value ends in a half hundredth."""
    return [
        ExactTie(
            row["agency"],
            int(row["year"]),
            Fraction(row["exact_index"]),
            read_hundredths(row["published"]),
        )
        for row in read_rows(RESULTS_DIRECTORY / "half-up-ties.csv")
    ]


def _load_bandar_lampung(instrument: Instrument) -> list[OfficialCase]:
    printed: dict[int | None, dict[str, int]] = {}
    for row in read_rows(RESULTS_DIRECTORY / "bandar-lampung-published.csv"):
        if row["code"] in instrument.node_by_code:
            of_year = printed.setdefault(int(row["year"]), {})
            of_year[row["code"]] = read_hundredths(row["published_value"])
    levels = load_official_levels("bandar-lampung-levels.csv", instrument, "Kota Bandar Lampung")
    return [OfficialCase(assessment, printed[assessment.year]) for assessment in levels]


def _load_denpasar(instrument: Instrument) -> OfficialCase:
    levels: dict[str, int | None] = {}
    for row in read_rows(RESULTS_DIRECTORY / "denpasar-2018-levels.csv"):
        levels[f"I{_FIRST_PART.get(row['no'], row['no'])}"] = int(row["level_external"])
    printed = _load_printed("denpasar-2018-published.csv")
    return OfficialCase(Assessment(instrument.id, "Kota Denpasar", 2018, "final", levels), printed)


def _load_aceh_tengah(instrument: Instrument) -> OfficialCase:
    levels = {
        f"I{row['indicator_no']}": int(Fraction(row["score"]) * instrument.level_scale)
        for row in read_rows(RESULTS_DIRECTORY / "pemdi-aceh-tengah-2026-levels.csv")
    }
    assessment = Assessment(instrument.id, "Kabupaten Aceh Tengah", 2026, "interview", levels)
    return OfficialCase(assessment, _load_printed("pemdi-aceh-tengah-2026-published.csv"))


def _load_printed(file_name: str) -> dict[str, int]:
    """Load the printed figures [hundredths] of one result, by node code."""
    rows = read_rows(RESULTS_DIRECTORY / file_name)
    return {row["code"]: read_hundredths(row["published_value"]) for row in rows}

"""Load the national results with one name per agency over the years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spbe.catalogue.published import (
    RESULTS_DIRECTORY,
    NationalResult,
    load_national_results,
    read_rows,
)
from spbe.model.instrument import Instrument


def load_agency_aliases() -> Mapping[str, str]:
    """Load the names that differ between the reports: name in 2023 → name in 2024."""
    rows = read_rows(RESULTS_DIRECTORY / "agency-aliases.csv")
    return {row["name_2023"]: row["name_2024"] for row in rows}


def load_peer_results(instrument: Instrument) -> list[NationalResult]:
    """Load every agency's row of the national reports, named as in the newest report.

    `instrument` as in `load_national_results`. Raises ValueError where two rows of one year come to
    bear one name: an alias then joins two agencies.
    """
    aliases = load_agency_aliases()
    rows = []
    for row in load_national_results(instrument):
        name = aliases.get(row.result.agency, row.result.agency)
        rows.append(replace(row, result=replace(row.result, agency=name)))
    seen: set[tuple[str, int]] = set()
    for row in rows:
        key = (row.result.agency, row.result.year)
        if key in seen:
            raise ValueError(f"{key[0]} stands twice in {key[1]}")
        seen.add(key)
    return rows

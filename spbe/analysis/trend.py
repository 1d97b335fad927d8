"""How results move over years and stages, with breaks where they do not compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from spbe.analysis.frames import make_frame
from spbe.analysis.results import ScoredResult, sort_results

Sectors: TypeAlias = Mapping[tuple[str, int], Mapping[str, str]]
"""The sector behind each freely chosen indicator, by agency and year: {"I45": "Kesehatan"}."""

POINT_COLUMNS = (
    "agency",
    "code",
    "year",
    "stage",
    "is_interim",
    "instrument_id",
    "segment",
    "score",
    "exact",
    "value",
    "lowest",
    "highest",
    "change",
    "changed_sectors",
)
LADDER_COLUMNS = (
    "stage",
    "is_interim",
    "instrument_id",
    "score",
    "exact",
    "value",
    "lowest",
    "highest",
    "change",
)
LEVEL_COLUMNS = ("code", "number", "name", "year", "stage", "is_interim", "level", "value")


def find_year_results(
    results: Iterable[ScoredResult], until: tuple[int, str] | None = None
) -> list[ScoredResult]:
    """Find what stands for each year of each agency: its final result, else its latest stage.

    With `until` (year, stage) later stages are left out, as if they were not yet known. Stages
    without any figure never displace one that has an index or a range. Sorted by agency (in
    order of appearance) and year.
    """
    results = list(results)
    agencies = list(dict.fromkeys(r.agency for r in results))
    chosen: dict[tuple[int, int], ScoredResult] = {}
    for result in sort_results(results, until):
        place = (agencies.index(result.agency), result.year)
        current = chosen.get(place)
        if current is None or _has_index(result) or not _has_index(current):
            chosen[place] = result
    return [chosen[place] for place in sorted(chosen)]


def compute_trend(
    results: Iterable[ScoredResult],
    codes: Sequence[str] | None = None,
    until: tuple[int, str] | None = None,
    sectors: Sectors | None = None,
) -> pd.DataFrame:
    """List the points of a trend, one per agency, node and year.

    Parameters
    ----------
    results : of one or several agencies, in any order.
    codes : the nodes to follow; by default the index of each result's own instrument. A code
        means another thing in another instrument, so for named codes give results of one
        instrument only. Nodes that a result does not know give no point.
    until : see `find_year_results`.

    Returns
    -------
    DataFrame, one row per point, sorted by agency, node and year:

    - `agency`, `code`, `year`, `stage`, `is_interim` ("sementara": a hollow marker) and
      `instrument_id`;
    - `segment`: counts up where the instrument changes; never draw a line across two segments;
    - `score` (hundredths), `exact` (Fraction), `value` (float): None where levels are missing,
      then `lowest` and `highest` give the range in hundredths;
    - `change`: shown difference in hundredths to the point before in the same segment, or None;
    - `changed_sectors`: codes whose chosen sector is known to differ from the point before.
    """
    rows: list[dict[str, Any]] = []
    last: dict[tuple[str, str | None], dict[str, Any]] = {}
    wanted: Sequence[str | None] = (None,) if codes is None else codes
    for result in find_year_results(results, until):
        for wanted_code in wanted:
            code = wanted_code or result.instrument.root.code
            if code not in result.instrument.node_by_code:
                continue
            row = _point(result, code)
            if row["score"] is None and row["lowest"] is None:
                continue
            before = last.get((result.agency, wanted_code))
            is_same = before is not None and before["instrument_id"] == result.instrument.id
            row |= {"segment": 0, "change": None, "changed_sectors": ()}
            if before is not None:
                row["segment"] = before["segment"] + (not is_same)
                if is_same:
                    row["change"] = _difference(before["score"], row["score"])
                    row["changed_sectors"] = find_changed_sectors(
                        result, before["year"], sectors or {}
                    )
            last[result.agency, wanted_code] = row
            rows.append(row)
    if codes is not None:
        agencies = list(dict.fromkeys(row["agency"] for row in rows))
        rows.sort(key=lambda row: (agencies.index(row["agency"]), codes.index(row["code"])))
    return make_frame(rows, POINT_COLUMNS, floats=("value",))


def compute_ladder(
    results: Iterable[ScoredResult],
    year: int,
    until: tuple[int, str] | None = None,
    code: str | None = None,
) -> pd.DataFrame:
    """List the stages of one agency's year in their order, from proposal to final result.

    Returns
    -------
    DataFrame, one row per stage that has a figure: `stage`, `is_interim`, `instrument_id`,
    `score` (hundredths), `exact`, `value`, `lowest`, `highest` (range where levels are missing),
    and `change`: shown difference in hundredths to the stage before, None for the first.
    """
    rows: list[dict[str, Any]] = []
    for result in sort_results(results, until):
        wanted = code or result.instrument.root.code
        if result.year != year or wanted not in result.instrument.node_by_code:
            continue
        row = _point(result, wanted)
        if row["score"] is None and row["lowest"] is None:
            continue
        before = rows[-1] if rows else None
        row["change"] = None
        if before and before["instrument_id"] == row["instrument_id"]:
            row["change"] = _difference(before["score"], row["score"])
        rows.append(row)
    return make_frame(rows, LADDER_COLUMNS, floats=("value",))


def compute_level_table(results: Iterable[ScoredResult], language: str = "id") -> pd.DataFrame:
    """List the levels of all indicators over years and stages, for tables and level grids.

    Returns
    -------
    DataFrame, one row per indicator and result (results sorted by year and stage, indicators in
    tree order): `code`, `number`, `name`, `year`, `stage`, `is_interim`, `level` (level units,
    None where missing) and `value` (float). Published results have no levels and give no rows.

    Raises ValueError where the results are of several instruments or agencies.
    """
    ordered = [result for result in sort_results(results) if result.has_levels]
    if len({(result.instrument.id, result.agency) for result in ordered}) > 1:
        raise ValueError("a level table holds one agency and one instrument")
    rows = []
    for result in ordered:
        for leaf in result.instrument.leaves:
            units = result.level_units(leaf.code)
            rows.append(
                {
                    "code": leaf.code,
                    "number": leaf.number,
                    "name": leaf.names[language],
                    "year": result.year,
                    "stage": result.stage,
                    "is_interim": result.is_interim,
                    "level": units,
                    "value": None if units is None else units / result.instrument.level_scale,
                }
            )
    return make_frame(rows, LEVEL_COLUMNS, floats=("value",))


def _point(result: ScoredResult, code: str) -> dict[str, Any]:
    exact = result.exact(code)
    lowest, highest = result.bounds(code) or (None, None)
    return {
        "agency": result.agency,
        "code": code,
        "year": result.year,
        "stage": result.stage,
        "is_interim": result.is_interim,
        "instrument_id": result.instrument.id,
        "score": result.hundredths(code),
        "exact": exact,
        "value": None if exact is None else float(exact),
        "lowest": lowest,
        "highest": highest,
    }


def _has_index(result: ScoredResult) -> bool:
    return result.hundredths(result.instrument.root.code) is not None


def _difference(before: int | None, after: int | None) -> int | None:
    return None if before is None or after is None else after - before


def find_changed_sectors(
    result: ScoredResult, year_before: int, sectors: Sectors
) -> tuple[str, ...]:
    """Find the freely chosen indicators whose sector is known in both years and differs."""
    old = sectors.get((result.agency, year_before), {})
    new = sectors.get((result.agency, result.year), {})
    return tuple(
        code
        for code in result.instrument.chosen_sectors
        if old.get(code) and new.get(code) and _same(old[code]) != _same(new[code])
    )


def _same(sector: str) -> str:
    return " ".join(sector.split()).casefold()

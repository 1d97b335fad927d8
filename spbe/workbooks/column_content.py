"""Tell by its content what a column is: levels, weights, products of both, or sentences."""

from __future__ import annotations

from collections.abc import Sequence

from spbe.model.instrument import Instrument
from spbe.text.translator import message
from spbe.workbooks.columns import Column
from spbe.workbooks.faults import place, say_weight
from spbe.workbooks.grid import CellValue, Grid, address
from spbe.workbooks.indicators import index_of
from spbe.workbooks.levels import LevelFault, list_plain_levels, read_level
from spbe.workbooks.reading import Problem
from spbe.workbooks.rows import MatchedRow
from spbe.workbooks.table import Table
from spbe.workbooks.wording import is_blank, normalise

_NEAR = 0.006
"""How far [percent or level] printed figures may lie from exact ones."""
_LONGEST_WORD = 12
"""Letters of a word that may be meant as a level ("empat"); what is longer is a sentence."""
_SCALES = (1.0, 0.01, 0.2, 0.002, 20.0, 0.05)
"""What sheets multiply weight × level with: percent or share, of the level or of its highest."""
_FEWEST_WEIGHTS = 2
_ENOUGH_WEIGHTS = 5
_ENOUGH_ROWS = 3
"""Rows from which a pattern in a column is no accident."""


def drop_what_is_no_level(
    grid: Grid,
    matched: Sequence[MatchedRow],
    instrument: Instrument,
    candidates: list[Column],
    weights: Sequence[Column],
) -> list[Column]:
    """Drop weights, and beside a real candidate also products and columns of mere words."""
    if len(candidates) == 1 and not _may_be_weights(grid, matched, instrument, candidates[0]):
        return candidates
    values = {c.index: _numbers(grid, matched, c.index) for c in (*candidates, *weights)}
    weights_by_code = index_of(instrument).weights
    by_weight = [weights_by_code[row.code] for row in matched]
    kept = [c for c in candidates if not _are_weights(values[c.index], by_weight, instrument)]
    if len(kept) < 2:
        return kept
    speaking = [c for c in kept if _says_a_level(grid, matched, instrument, c.index)]
    for column in kept if speaking else ():
        if column not in speaking:
            column.role = "assessor_note"  # "Hasil Interviu" with sentences below it
    kept = speaking or kept
    factors: list[Sequence[float | None]] = [
        by_weight,
        *(values[column.index] for column in weights),
    ]
    levels = {c.index: _levels(grid, matched, instrument, c.index) for c in kept}
    products = {
        c.index
        for c in kept
        if any(
            _is_product(values[c.index], levels[other.index], factor)
            for other in kept
            if other is not c
            for factor in factors
        )
    }
    return [column for column in kept if column.index not in products]


def _may_be_weights(
    grid: Grid, matched: Sequence[MatchedRow], instrument: Instrument, column: Column
) -> bool:
    """Tell whether the first values look like weights, so that all are worth comparing."""
    weights = index_of(instrument).weights
    for row in matched[:_ENOUGH_WEIGHTS]:
        value = as_number(grid.value(row.row, column.index))
        if value is not None and all(
            abs(value * scale - weights[row.code]) >= _NEAR for scale in (1.0, 100.0)
        ):
            return False
    return True


def _numbers(grid: Grid, matched: Sequence[MatchedRow], column: int) -> list[float | None]:
    return [as_number(grid.value(row.row, column)) for row in matched]


def _levels(
    grid: Grid, matched: Sequence[MatchedRow], instrument: Instrument, column: int
) -> list[float | None]:
    """Give the numbers of a column, also of levels in words: "Level 3", "III"."""
    levels = _numbers(grid, matched, column)
    for at, row in enumerate(matched):
        value = grid.value(row.row, column)
        if levels[at] is None and isinstance(value, str):
            level = read_level(value, instrument, row.code)
            if not isinstance(level, LevelFault):
                levels[at] = level / instrument.level_scale
    return levels


def as_number(value: CellValue) -> float | None:
    """Read a plain number, also "1,30" and "1,3 %"; None where there is none."""
    if type(value) is float:
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, str) and len(value) < 20:
        try:
            return float(value.strip().rstrip("%").strip().replace(",", "."))
        except ValueError:
            return None
    return None


def _are_weights(
    values: Sequence[float | None], weights: Sequence[float], instrument: Instrument
) -> bool:
    """Tell whether all values are the regulation's weights, as percent or as a share.

    Where each of them might be a level too, only a longer row of different ones is no accident.
    """
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None]
    if len(pairs) < _FEWEST_WEIGHTS or not any(
        all(abs(v * scale - w) < _NEAR for v, w in pairs) for scale in (1.0, 100.0)
    ):
        return False
    levels = list_plain_levels(instrument)
    if any(v not in levels for v, _ in pairs):
        return True
    return len(pairs) >= _ENOUGH_WEIGHTS and len({v for v, _ in pairs}) > 1


def _says_a_level(
    grid: Grid, matched: Sequence[MatchedRow], instrument: Instrument, column: int
) -> bool:
    """Tell whether a column holds levels, be they faulty; sentences and ratings are none."""
    ratings = {normalise(name) for rating in instrument.ratings for name in rating.names.values()}
    texts = []
    for row in matched:
        value = grid.value(row.row, column)
        if isinstance(value, str):
            if not is_blank(value):
                if not isinstance(read_level(value, instrument, row.code), LevelFault):
                    return True
                texts.append(value)
            elif grid.fault(row.row, column):
                return True
        elif isinstance(value, int | float):
            return True
    return any(len(t) <= _LONGEST_WORD and normalise(t) not in ratings for t in texts)


def _is_product(
    values: Sequence[float | None],
    levels: Sequence[float | None],
    factors: Sequence[float | None],
) -> bool:
    """Tell whether values = levels × factor × one constant (1, 1/100, 1/5, …) in every row."""
    rows = [
        (v, le * f)
        for v, le, f in zip(values, levels, factors, strict=True)
        if v is not None and le and f
    ]
    if len(rows) < _ENOUGH_ROWS or len({round(f, 6) for f in factors if f}) == 0:
        return False
    if all(abs(v - le) < 1e-9 for v, le in zip(values, levels, strict=True) if v and le):
        return False
    return any(
        all(abs(v - product * scale) < max(_NEAR, _NEAR * abs(v)) for v, product in rows)
        and any(abs(v) > 10 * _NEAR for v, _ in rows)
        for scale in _SCALES
    )


def are_hidden_products(
    grid: Grid, matched: Sequence[MatchedRow], instrument: Instrument, column: int
) -> bool:
    """Tell whether a column is weight × level × one constant, though no levels stand beside it."""
    weights = index_of(instrument).weights
    values = _numbers(grid, matched, column)
    pairs = [
        (v, weights[row.code]) for row, v in zip(matched, values, strict=True) if v is not None
    ]
    levels = list_plain_levels(instrument)
    if len(pairs) < _ENOUGH_ROWS or all(v in levels for v, _ in pairs):
        return False
    lowest, highest = instrument.level_minimum, instrument.level_maximum
    if all(v < max(lowest, 1) for v, _ in pairs):  # none is a level, so any level behind it will do
        return any(v > _NEAR for v, _ in pairs) and all(
            lowest * w / 100 - _NEAR < v < highest * w / 100 + _NEAR for v, w in pairs
        )
    return not instrument.level_decimals and any(
        all(min(abs(v - level * w * scale) for level in levels) < 1e-6 for v, w in pairs)
        for scale in _SCALES
    )


def check_weights(
    table: Table, matched: Sequence[MatchedRow], instrument: Instrument
) -> list[Problem]:
    """Warn where the sheet's weights are not the regulation's, whose are used."""
    problems = []
    weights_by_code = index_of(instrument).weights
    for column in table.columns_of("weight"):
        values = _numbers(table.grid, matched, column.index)
        weights = [weights_by_code[row.code] for row in matched]
        expected = sum(w for v, w in zip(values, weights, strict=True) if v is not None)
        is_share = sum(value for value in values if value is not None) < expected / 20
        scale = 100.0 if is_share else 1.0
        wrong = [
            (row, value)
            for row, value, weight in zip(matched, values, weights, strict=True)
            if value is not None and abs(value * scale - weight) >= _NEAR
        ]
        if not wrong:
            continue
        row, value = wrong[0]
        cell = address(row.row, column.index)
        node = instrument.node_by_code[row.code]
        problems.append(
            Problem(
                "warning",
                "weights-differ",
                message(
                    "{place}: bobot {found} berbeda dari bobot {regulation} untuk indikator "
                    "{number} ({weight}); {count} baris berbeda. Nilai dihitung dengan bobot "
                    "peraturan.",
                    place=place(table.grid.name, cell),
                    found=say_weight(value),
                    regulation=instrument.regulation_short,
                    number=node.number,
                    weight=say_weight(round(float(node.weight), 2)),
                    count=len(wrong),
                ),
                sheet=table.grid.name or None,
                cell=cell,
                found=f"{value:.10g}",
                code=row.code,
            )
        )
    return problems

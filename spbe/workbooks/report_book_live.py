"""Which formula a live cell of a table holds, by what its row is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spbe.workbooks.report_book_content import BookRow, Live
from spbe.workbooks.report_book_formulas import IndicatorCells, round_formula
from spbe.workbooks.report_book_nodes import NodeCells


@dataclass(frozen=True, slots=True)
class Place:
    """Where a live cell stands in its table."""

    row: int
    first: int
    """First row of the table."""
    last: int
    letters: Mapping[str, str]
    """Letters of the columns by what they are live for or by their role."""

    def cell(self, column: str, row: int | None = None) -> str:
        return f"{self.letters[column]}{self.row if row is None else row}"


def build_live_formula(
    kind: Live, about: BookRow, place: Place, cells: IndicatorCells, nodes: NodeCells
) -> str:
    """Write the formula of a live cell in a row that is about a node."""
    code = about.about or ""
    root = nodes[cells.instrument.root.code]
    if kind in ("level", "gain", "potential"):
        found = _find(cells, kind, code)
        return f'=IF(ISNUMBER({found}),{found},"")'
    if kind == "node":
        return f"={nodes[code]['score']}"
    if kind == "rank":
        figures = (
            f"${place.letters['figure']}${place.first}:${place.letters['figure']}${place.last}"
        )
        return f'=COUNTIF({figures},">"&{place.cell("figure")})+1'
    if kind in ("gained", "step_points", "step_index"):
        return _build_step(kind, code, place, cells, root)
    return _build_stage(kind, about, place, cells, nodes)


def _find(cells: IndicatorCells, column: str, code: str) -> str:
    number = cells.instrument.node_by_code[code].number
    return cells.find(column, number if number.isdecimal() else f'"{number}"')


def _build_step(
    kind: Live, code: str, place: Place, cells: IndicatorCells, root: Mapping[str, str]
) -> str:
    """Write what a step to another level brings, alone and after those above it of its way."""
    if kind == "gained":
        units, weight = _find(cells, "units", code), _find(cells, "weight", code)
        after = f"ROUND({cells.instrument.level_scale}*{place.cell('after')},0)"
        return f"=IF(ISNUMBER({units}),MAX(0,{after}-{units})*{weight},0)"
    if kind == "step_points":
        return f"={place.cell('gained')}/{cells.total}"
    way, gained = place.letters["way"], place.letters["gained"]
    summed = (
        f"SUMIF(${way}${place.first}:{way}{place.row},{place.cell('way')},"
        f"${gained}${place.first}:{gained}{place.row})"
    )
    rounded = round_formula(f"{root['numerator']}+{summed}", str(cells.total))
    return f'=IF(ISNUMBER({root["score"]}),{rounded},"")'


def _build_stage(
    kind: Live, about: BookRow, place: Place, cells: IndicatorCells, nodes: NodeCells
) -> str:
    """Write a row of the waterfall: what moved the index, and where that leads to."""
    node = nodes[about.about or ""]
    is_end = about.about == cells.instrument.root.code
    above = place.cell("running", place.row - 1)
    return {
        "moved": f"=({node['numerator']}-{about.basis})/{cells.total}",
        "running": f"={node['numerator']}/{cells.total}"
        if is_end
        else f"={above}+{place.cell('moved')}",
        "base": f"=MIN({above},{place.cell('running')})",
        "rise": f"=MAX({place.cell('moved')},0)",
        "fall": f"=MAX(-{place.cell('moved')},0)",
        "whole": f"={place.cell('running')}",
    }[kind]

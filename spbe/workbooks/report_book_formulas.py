"""Formulas of the workbook of a report: they follow a changed level, whole number by whole number.

Beside every level a hidden cell holds it as a whole number of level units, or words where it is
missing or cannot be. Sums find their indicators by a hidden path ("/SPBE/D1/A1/I1/"), so that the
rows may be sorted. A score is rounded half up as in `template_formulas.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from spbe.model.instrument import Instrument
from spbe.text.translator import Translator
from spbe.workbooks.template_formulas import quote_text

Value = str | float


@dataclass(slots=True)
class LiveCells:
    """What the formulas give, as it is stored beside them, by sheet and cell."""

    by_sheet: dict[str, dict[str, Value]] = field(default_factory=dict)

    def write(self, cell: Cell, formula: str, value: Value | None) -> None:
        """Write a formula and what it gives; None: an empty text."""
        cell.value = formula
        sheet: Worksheet = cell.parent
        self.by_sheet.setdefault(sheet.title, {})[cell.coordinate] = "" if value is None else value


@dataclass(frozen=True, slots=True)
class IndicatorCells:
    """Where the sheet of indicators keeps what formulas need. Ranges are absolute."""

    instrument: Instrument
    sheet: str
    first: int
    last: int
    letters: Mapping[str, str]
    """Of the columns "number", "level", "gain", "potential", "path", "weight" and "units"."""
    year: str
    """Address of the cell of the year, with its sheet; the same of the stage."""
    stage: str

    def range(self, column: str) -> str:
        letter = self.letters[column]
        return f"{quote_sheet(self.sheet)}!${letter}${self.first}:${letter}${self.last}"

    def find(self, column: str, key: str) -> str:
        """Write a look-up of one indicator by the number in the cell `key`."""
        return f"INDEX({self.range(column)},MATCH({key},{self.range('number')},0))"

    @property
    def total(self) -> int:
        """Denominator of the index."""
        return int(self.instrument.denominators[0])

    def below(self, code: str) -> str:
        """Write which indicators stand below the node whose code stands in the cell `code`."""
        return f'--ISNUMBER(FIND("/"&{code}&"/",{self.range("path")}))'


def quote_sheet(name: str) -> str:
    """Write the name of a sheet as formulas and links name it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def build_units_formula(instrument: Instrument, level: str) -> str:
    """Write a level as level units; "" where it is missing, "?" where it cannot be."""
    low, high, scale = instrument.level_minimum, instrument.level_maximum, instrument.level_scale
    scaled = level if scale == 1 else f"{scale}*{level}"
    is_level = f"AND({level}>={low},{level}<={high},ABS({scaled}-ROUND({scaled},0))<0.000001)"
    return f'=IF(ISNUMBER({level}),IF({is_level},ROUND({scaled},0),"?"),IF({level}="","","?"))'


def build_points_formula(instrument: Instrument, kind: str, units: str, weight: str) -> str:
    """Write index points of an indicator: "now", "gain" of the next level, or "potential"."""
    scale, highest = instrument.level_scale, instrument.highest_units
    total = int(instrument.denominators[0])
    times = {
        "now": units,
        "gain": f"(MIN(INT({units}/{scale})*{scale}+{scale},{highest})-{units})",
        "potential": f"({highest}-{units})",
    }[kind]
    return f'=IF(ISNUMBER({units}),{weight}*{times}/{total},"")'


def build_node_formulas(cells: IndicatorCells, code: str) -> dict[str, str]:
    """Write what a node's score rests on; `code` is the cell that holds its code.

    "filled" and "doubtful" count levels, "numerator" and "denominator" are whole numbers.
    """
    below, units, weight = cells.below(code), cells.range("units"), cells.range("weight")
    return {
        "filled": f"=SUMPRODUCT({below},--ISNUMBER({units}))",
        "doubtful": f'=SUMPRODUCT({below},--({units}="?"))',
        "numerator": f"=SUMPRODUCT({below},{weight},{units})",
        "denominator": f"=SUMPRODUCT({below},{weight})*{cells.instrument.level_scale}",
    }


def build_score_formula(at: Mapping[str, str], text: Translator) -> str:
    """Write a score, 2 decimals half up, or words; `at` names the cells of its parts."""
    incomplete, wrong = quote_text(text("belum lengkap")), quote_text(text("periksa tingkat"))
    rounded = round_formula(at["numerator"], at["denominator"])
    lacking = f"IF({at['filled']}<{at['count']},{incomplete},{rounded})"
    return f"=IF({at['doubtful']}>0,{wrong},{lacking})"


def round_formula(numerator: str, denominator: str) -> str:
    """Write a quotient of whole numbers with 2 decimals, half up, without "="."""
    return f"INT((200*({numerator})+{denominator})/(2*{denominator}))/100"


def build_difference_formula(after: str, before: str) -> str:
    """Write the difference of two scores as they are shown; empty where one is none."""
    hundredths = f"(ROUND(100*{after},0)-ROUND(100*{before},0))/100"
    return f'=IF(AND(ISNUMBER({after}),ISNUMBER({before})),{hundredths},"")'

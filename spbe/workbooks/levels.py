"""Read a maturity level out of a cell: 3, "3,0", "Level 3", "III", "3 (Terdefinisi)"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal, TypeAlias

from spbe.model.instrument import Instrument
from spbe.text.translator import Message
from spbe.workbooks.faults import say_number
from spbe.workbooks.grid import CellValue
from spbe.workbooks.wording import cell_text, normalise

LevelFaultKind: TypeAlias = Literal[
    "level-out-of-range",
    "level-fraction",
    "level-text",
    "level-name-contradicts",
    "level-boolean",
    "level-date",
    "level-percent",
]

_LEVEL = re.compile(
    r"""(?:(?:tingkat\s+kematangan|maturity\s+level|tingkat|level|lvl?|tk|nilai|skor|score)\b\.?
        \s*[:=]?\s*)?
    (?:(?P<number>[-−]?\d{1,9}(?:[.,]\d{1,15})?)|(?P<roman>i{1,3}|iv|v))
    \s*(?:\((?P<inside>[^()\d]*)\)|[-–—:.=]\s*(?P<after>[^\d]*))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_FIRST = re.compile(r"(?P<after>[^\d()]{3,60})\((?P<number>\d)\)")
_LONGEST_LEVEL = 100
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_TOLERANCE = 1e-9
"""Binary noise of a formula's result, far below anything a person writes."""


@dataclass(frozen=True, slots=True)
class LevelFault:
    """Why a cell is no level: the sort of fault and what stands there."""

    kind: LevelFaultKind
    found: str
    said: Message | str = ""
    """What stands there as a person reads it, where that is a number with decimals."""


def read_level(value: CellValue, instrument: Instrument, code: str) -> int | LevelFault:
    """Read a cell that is not blank as level units of `instrument`, or tell what is wrong."""
    if isinstance(value, bool):
        return LevelFault("level-boolean", "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return _from_number(value, instrument)
    if isinstance(value, str):
        return _from_text(value, instrument, code)
    return LevelFault("level-date", cell_text(value))


@lru_cache(maxsize=32)
def list_plain_levels(instrument: Instrument) -> dict[float, int]:
    """Give every level as a cell holds it: 3.0 → 3, or 1.26 → 126 where levels have decimals."""
    units = range(instrument.lowest_units, instrument.highest_units + 1)
    return {unit / instrument.level_scale: unit for unit in units}


def _from_number(value: float, instrument: Instrument) -> int | LevelFault:
    scale = instrument.level_scale
    scaled = value * scale
    if not abs(scaled) < 1e15:
        return LevelFault("level-out-of-range", cell_text(value))
    units = round(scaled)
    if abs(scaled - units) > _TOLERANCE * scale:
        inside = instrument.level_minimum <= value <= instrument.level_maximum
        kind: LevelFaultKind = "level-fraction" if inside else "level-out-of-range"
        return LevelFault(kind, f"{value:.10g}", say_number(value))
    return _in_range(units, cell_text(value), instrument)


def _in_range(units: int, found: str, instrument: Instrument) -> int | LevelFault:
    if instrument.lowest_units <= units <= instrument.highest_units:
        return units
    return LevelFault("level-out-of-range", found)


def _from_text(value: str, instrument: Instrument, code: str) -> int | LevelFault:
    text = value.strip()
    if len(text) > _LONGEST_LEVEL:
        return LevelFault("level-text", f"{text[:_LONGEST_LEVEL]}…")
    match = _LEVEL.fullmatch(text) or _NAME_FIRST.fullmatch(text)
    if not match:
        return LevelFault("level-text", text)
    said = match.groupdict()
    if said.get("roman"):
        level = Fraction(_ROMAN[said["roman"].casefold()])
    else:
        level = Fraction(said["number"].replace(",", ".").replace("−", "-"))
    units = level * instrument.level_scale
    if not instrument.level_minimum <= level <= instrument.level_maximum:
        return LevelFault("level-out-of-range", text)
    if units.denominator != 1:
        return LevelFault("level-fraction", text)
    name = normalise(said.get("inside") or said["after"] or "")
    named = _levels_by_name(instrument, code).get(name) if name else None
    if named is not None and named != level:
        return LevelFault("level-name-contradicts", text)
    return int(units)


@lru_cache(maxsize=512)
def _levels_by_name(instrument: Instrument, code: str) -> dict[str, int]:
    names = instrument.level_names.get(instrument.node_by_code[code].capability or "", {})
    return {
        normalise(name): level
        for level, by_language in names.items()
        for name in by_language.values()
    }


def describe_expected(instrument: Instrument) -> str:
    """Write the range of an instrument's levels: "1–5"."""
    return f"{instrument.level_minimum}–{instrument.level_maximum}"

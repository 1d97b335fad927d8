"""Efforts as they stand in the address, so that a link, a reload and the menu bring them back.

One value per class whose effort is not the usual one ("decree_2"), and one per indicator with
steps of its own ("I42_3-decree_5-7.5": level 3 takes a decree, level 5 an effort of 7.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from spbe.model.effort import EFFORT_CLASSES, LARGEST_EFFORT, EffortClass, EffortTable
from spbe.model.instrument import Instrument
from spbe.ui.address import read_address, settle_owner, write_address

_KEY = "effort"
_USUAL, _OTHER = "usual", "other"
_NUMBER = re.compile(r"[0-9]{1,5}([.][0-9]{1,2})?")


def read_own_efforts(owner: str, instrument: Instrument) -> EffortTable:
    """Give the efforts that the address says; what it does not say is as usual, 1 per level.

    `owner` names the agency and instrument whose efforts they are. Where the address says nothing
    at all, what this session kept of them comes back.
    """
    settle_owner("efforts", owner, [_KEY], is_lasting=True)
    usual = EffortTable()
    classes, other = dict(usual.classes), usual.other
    steps: dict[tuple[str, int], EffortClass | Fraction] = {}
    for said in read_address(_KEY) or ():
        name, *parts = said.split("_")
        if name in instrument.leaf_codes:
            steps |= {(name, level): effort for level, effort in _read_steps(parts, instrument)}
        elif len(parts) == 1 and (number := _read_number(parts[0])) is not None:
            for known in EFFORT_CLASSES:
                if name == known:
                    classes[known] = number
            other = number if name == _OTHER else other
    return EffortTable(classes, steps, other)


def keep_own_efforts(table: EffortTable, instrument: Instrument) -> None:
    """Let the address say these efforts."""
    write_address(_KEY, *(_write(table, instrument) or [_USUAL]))


def _write(table: EffortTable, instrument: Instrument) -> list[str]:
    usual = EffortTable()
    said = [
        f"{name}_{_write_number(table.classes[name])}"
        for name in EFFORT_CLASSES
        if table.classes[name] != usual.classes[name]
    ]
    if table.other != usual.other:
        said.append(f"{_OTHER}_{_write_number(table.other)}")
    for code in instrument.leaf_codes:
        own = {level: effort for (leaf, level), effort in table.steps.items() if leaf == code}
        steps = [
            f"{level}-{_write_number(effort) if isinstance(effort, Fraction) else effort}"
            for level, effort in sorted(own.items())
        ]
        if steps:
            said.append("_".join([code, *steps]))
    return said


def _write_number(effort: Fraction) -> str:
    return f"{float(effort):.2f}".rstrip("0").rstrip(".")


def _read_steps(
    parts: list[str], instrument: Instrument
) -> Iterator[tuple[int, EffortClass | Fraction]]:
    levels = {str(n): n for n in range(instrument.level_minimum + 1, instrument.level_maximum + 1)}
    for part in parts:
        level, _, said = part.partition("-")
        effort = next((name for name in EFFORT_CLASSES if name == said), None)
        read = effort or _read_number(said)
        if level in levels and read is not None:
            yield levels[level], read


def _read_number(said: str) -> Fraction | None:
    if not _NUMBER.fullmatch(said):
        return None
    number = Fraction(said)
    return number if 0 < number <= LARGEST_EFFORT else None

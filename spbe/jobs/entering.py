"""Entering levels by hand: the same checks as for a sheet, and a part that only says changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from spbe.jobs.merging import Part
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.model.instrument import Instrument
from spbe.text.translator import Message, message
from spbe.workbooks.levels import LevelFault, read_level

ENTRY_NOTE = "Isi Penilaian"
_SHOWN = 40
"""How much of a wrong level is repeated [characters]."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One indicator as it stands in the grid."""

    level: str
    notes: IndicatorNotes


@dataclass(frozen=True, slots=True)
class EntryFault:
    """A level that cannot be one, in a sentence that says what is expected."""

    code: str
    message: Message


@dataclass(frozen=True, slots=True)
class Entry:
    """What the grid says beyond the version it began with."""

    part: Part | None
    """The changes alone; None where nothing changed."""
    faults: tuple[EntryFault, ...]


def read_written_level(text: str, instrument: Instrument, code: str) -> int | Message | None:
    """Read a level as people write it, in level units; None for a blank, a sentence for a fault."""
    if not text.strip():
        return None
    units = read_level(text, instrument, code)
    if not isinstance(units, LevelFault):
        return units
    number, found = instrument.node_by_code[code].number, text.strip()[:_SHOWN]
    if instrument.level_decimals:
        return message(
            "Indikator {number}: tertulis “{found}”, seharusnya {low}–{high} dengan paling banyak "
            "{decimals} desimal. Perbaiki, atau kosongkan bila belum dinilai.",
            number=number,
            found=found,
            low=instrument.level_minimum,
            high=instrument.level_maximum,
            decimals=instrument.level_decimals,
        )
    return message(
        "Indikator {number}: tertulis “{found}”, seharusnya {low}–{high} tanpa desimal. Perbaiki, "
        "atau kosongkan bila belum dinilai.",
        number=number,
        found=found,
        low=instrument.level_minimum,
        high=instrument.level_maximum,
    )


def compare_entry(
    instrument: Instrument, before: Assessment, rows: Mapping[str, EntryRow]
) -> Entry:
    """Find what was entered: only rows that differ from `before`, so that others stay theirs.

    Parameters
    ----------
    before
        The version that the grid began with; without levels for a new assessment.
    rows
        All rows of the grid, by leaf code. A blank level is "not assessed".
    """
    levels: dict[str, int | None] = {}
    notes: dict[str, IndicatorNotes] = {}
    faults = []
    for code, row in rows.items():
        units = read_written_level(row.level, instrument, code)
        if isinstance(units, Message):
            faults.append(EntryFault(code, units))
        elif units != before.levels.get(code):
            levels[code] = units
        if _tidy(row.notes) != _tidy(before.notes.get(code, IndicatorNotes())):
            notes[code] = _tidy(row.notes)
    part = None
    if levels or notes:
        changed = replace(before, levels=levels, notes=notes)
        part = Part(changed, source="", clears_texts=True)
    return Entry(part, tuple(faults))


def _tidy(notes: IndicatorNotes) -> IndicatorNotes:
    return IndicatorNotes(**{f.name: getattr(notes, f.name).strip() for f in fields(notes)})

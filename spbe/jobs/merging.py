"""Lay the parts of several people over one assessment, and say where only a person can decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from spbe.model.assessment import Assessment, IndicatorNotes

_LIST_SEPARATORS = {"evidence_link": "\n", "unit": "; "}
"""Fields of `IndicatorNotes` that are lists; the other texts are joined as paragraphs."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one source says of an assessment: a sheet that was read, or an edit in the grid.

    A sheet's empty text says nothing; in an edit (`clears_texts`) it clears what was there.
    """

    assessment: Assessment
    source: str
    """The file as the user named it; "" for an edit."""
    sha256: str | None = None
    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    """Address of the level cell, by leaf code."""
    clears_texts: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's level for an indicator. `part` is None for the version kept in the store."""

    units: int | None
    part: Part | None
    unit: str = ""
    """The unit (OPD) that the source names for the indicator."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An indicator for which sources give different levels; a person must choose one."""

    code: str
    claims: tuple[Claim, ...]
    chosen: Claim | None
    """One of the claims with the chosen level; None while it is open."""

    @property
    def levels(self) -> tuple[int | None, ...]:
        """The different levels to choose from, in the order of the claims."""
        return tuple(dict.fromkeys(claim.units for claim in self.claims))


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: the whole assessment; where a conflict is open, with the level that is kept."""

    assessment: Assessment
    conflicts: tuple[Conflict, ...]

    @property
    def is_decided(self) -> bool:
        return all(conflict.chosen is not None for conflict in self.conflicts)


def merge_parts(
    parts: Sequence[Part],
    current: Assessment | None,
    base: Assessment | None,
    choices: Mapping[str, int | None],
    *,
    keeps_blank: bool = False,
) -> Merge:
    """Lay parts over what is kept.

    Parameters
    ----------
    parts
        At least one; all of the same agency, instrument, year and stage. Absent rows stay as they
        are. A row that is present with an empty level is "not assessed", unless another part has
        a level for it, or `keeps_blank` holds the kept level there.
    current, base
        What is kept now, and what was kept when the parts' author looked. Where they differ,
        someone saved in between: a row whose level they changed to something else than the parts
        say is a conflict, and where both changed a text, both texts are kept.
    choices
        Level units by leaf code, the answers to conflicts.
    """
    levels = dict(current.levels) if current else {}
    notes = dict(current.notes) if current else {}
    conflicts = []
    for code in _codes(part.assessment.levels for part in parts):
        claims = _claims(parts, current, base, code, keeps_blank=keeps_blank)
        if len({claim.units for claim in claims}) == 1:
            levels[code] = claims[0].units
            continue
        chosen = None
        if code in choices:
            chosen = next((claim for claim in claims if claim.units == choices[code]), None)
        conflicts.append(Conflict(code, claims, chosen))
        if chosen is not None:
            levels[code] = chosen.units
        else:
            levels.setdefault(code, None)
    for code in _codes(part.assessment.notes for part in parts):
        merged = _merge_notes(parts, current, base, code)
        if not merged.is_empty() or code in notes:
            notes[code] = merged
    first = current or parts[0].assessment
    return Merge(replace(first, levels=levels, notes=notes), tuple(conflicts))


def _codes(tables: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(code for table in tables for code in table))


def _claims(
    parts: Sequence[Part],
    current: Assessment | None,
    base: Assessment | None,
    code: str,
    *,
    keeps_blank: bool,
) -> tuple[Claim, ...]:
    """List what is claimed for one indicator; a single level in it means there is no conflict."""
    kept = current.levels.get(code) if current else None
    seen = base.levels.get(code) if base else None
    claims = [
        Claim(part.assessment.levels[code], part, _unit(part.assessment, code))
        for part in parts
        if code in part.assessment.levels
    ]
    filled = [claim for claim in claims if claim.units is not None]
    if not filled and keeps_blank:
        return (Claim(kept, None),)
    claims = filled or claims
    proposed = {claim.units for claim in claims}
    own = Claim(kept, None, _unit(current, code) if current else "")
    if len(proposed) > 1:
        return (*claims, own) if kept is not None else tuple(claims)
    if kept != seen and proposed != {kept}:
        return (*claims, own)
    return tuple(claims)


def _unit(assessment: Assessment, code: str) -> str:
    notes = assessment.notes.get(code)
    return notes.unit if notes else ""


def _merge_notes(
    parts: Sequence[Part], current: Assessment | None, base: Assessment | None, code: str
) -> IndicatorNotes:
    kept = (current.notes if current else {}).get(code, IndicatorNotes())
    seen = (base.notes if base else {}).get(code, IndicatorNotes())
    merged = {}
    for name in (f.name for f in fields(IndicatorNotes)):
        now: str = getattr(kept, name)
        then: str = getattr(seen, name)
        new, is_said = "", False
        for part in parts:
            if code in part.assessment.notes:
                text: str = getattr(part.assessment.notes[code], name)
                is_said = is_said or part.clears_texts
                new = join_texts(name, new, text)
        if not (new or is_said) or (now != then and new == then):
            merged[name] = now
        elif now != then:
            merged[name] = join_texts(name, now, new)
        else:
            merged[name] = new
    return IndicatorNotes(**merged)


def join_texts(name: str, first: str, second: str) -> str:
    """Keep both texts of a field, each once; `name` is its field in `IndicatorNotes`."""
    if not first or not second:
        return first or second
    separator = _LIST_SEPARATORS.get(name, "\n\n")
    mark = separator.strip(" ")
    pieces = [piece.strip() for text in (first, second) for piece in text.split(mark)]
    return separator.join(dict.fromkeys(piece for piece in pieces if piece))

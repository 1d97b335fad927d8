"""Which units answer for an indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spbe.model.instrument import Names


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who answers for an indicator: units by name, or kinds of unit by code."""

    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    is_suggested: bool = False
    """Whether nobody in the agency has said so yet."""


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit that most agencies have one of, under a name of its own in each."""

    code: str
    names: Names
    """The short name that stands for it where the agency's own is not known."""
    patterns: tuple[tuple[str, ...], ...]
    """A unit is of this kind where its name holds all words of a pattern."""


@dataclass(frozen=True, slots=True)
class StartingAssignments:
    """Which kinds of unit answer for each indicator until an agency says so itself."""

    kinds: Mapping[str, UnitKind] = field(default_factory=dict)
    by_code: Mapping[str, Assignment] = field(default_factory=dict)
    """By code of the indicator, with codes of kinds."""

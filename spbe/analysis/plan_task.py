"""What is asked of a plan: which levels may rise how far, at what effort, to which aim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from spbe.model.assessment import Assessment
from spbe.model.instrument import Instrument


@dataclass(frozen=True, slots=True)
class Move:
    """One level step of one indicator. `before` and `after` are level units."""

    code: str
    before: int
    after: int
    effort: int
    gain: int
    """What it adds to the numerator of the index, to be divided by the root's denominator."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan may not do. Levels are whole levels by leaf code."""

    ceilings: Mapping[str, int] = field(default_factory=dict)
    """Highest level an indicator may reach; a locked one stands at its present level."""
    floors: Mapping[str, int] = field(default_factory=dict)
    """Level that an indicator has to reach."""
    largest_jump: int | None = None
    """Most level steps of one indicator."""
    most_steps_per_unit: int | None = None
    most_units: int | None = None

    @property
    def concerns_units(self) -> bool:
        return self.most_steps_per_unit is not None or self.most_units is not None


@dataclass(frozen=True, eq=False)
class PlanTask:
    """A complete assessment, the moves that are open, and the limits on choosing among them.

    `efforts` gives the effort of reaching a level, by (leaf code, level), a whole number above 0;
    where it says nothing the effort is `other_effort`. `effort_scale` of them make one effort of
    the user's, so that fractions of an effort stay whole numbers here. `units` names the units of
    each leaf. Raises ValueError where a level is missing: a plan needs a complete assessment.
    """

    instrument: Instrument
    assessment: Assessment
    limits: Limits = field(default_factory=Limits)
    efforts: Mapping[tuple[str, int], int] = field(default_factory=dict)
    other_effort: int = 1
    effort_scale: int = 1
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        missing = [c for c in self.instrument.leaf_codes if self.assessment.levels.get(c) is None]
        if missing:
            raise ValueError(f"levels are missing: {', '.join(missing)}")

    def level(self, code: str) -> int:
        """Give the present level units of a leaf."""
        return self.levels[code]

    @cached_property
    def levels(self) -> Mapping[str, int]:
        """The present level units of every leaf."""
        levels = self.assessment.levels
        return {c: u for c in self.instrument.leaf_codes if (u := levels.get(c)) is not None}

    @cached_property
    def weights(self) -> Mapping[str, int]:
        return dict(zip(self.instrument.leaf_codes, self.instrument.whole_weights, strict=True))

    @cached_property
    def numerator(self) -> int:
        """The present index × the root's denominator."""
        return sum(self.weights[code] * self.level(code) for code in self.instrument.leaf_codes)

    @cached_property
    def denominator(self) -> int:
        return int(self.instrument.denominators[0])

    @cached_property
    def ladders(self) -> Mapping[str, tuple[Move, ...]]:
        """The open moves of each indicator, lowest first; indicators without any are absent.

        Steps go to whole levels: from 1,26 the next one leads to 2.
        """
        ladders = {}
        for code in self.instrument.leaf_codes:
            scale = self.instrument.level_scale
            level = self.level(code)
            ceiling = min(
                self.limits.ceilings.get(code, self.instrument.level_maximum),
                self.instrument.level_maximum,
            )
            moves: list[Move] = []
            while (after := (level // scale + 1)) <= ceiling:
                if len(moves) == self.limits.largest_jump:
                    break
                gain = self.weights[code] * (after * scale - level)
                effort = self.efforts.get((code, after), self.other_effort)
                moves.append(Move(code, level, after * scale, effort, gain))
                level = after * scale
            if moves:
                ladders[code] = tuple(moves)
        return ladders

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        return tuple(move for moves in self.ladders.values() for move in moves)

    @cached_property
    def forced(self) -> frozenset[Move]:
        """The moves that the floors ask for, as far as they are open."""
        scale = self.instrument.level_scale
        floors = {code: level * scale for code, level in self.limits.floors.items()}
        return frozenset(move for move in self.moves if move.after <= floors.get(move.code, 0))

    def needed_gain(self, target: Fraction) -> int:
        """Compute what the numerator has to gain so that the exact index reaches `target`."""
        return max(0, -int(-target * self.denominator // 1) - self.numerator)

    def index_after(self, gain: int) -> Fraction:
        return Fraction(self.numerator + gain, self.denominator)

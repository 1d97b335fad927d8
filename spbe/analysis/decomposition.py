"""Why an index changed: points per indicator, aspect and domain that add up exactly.

A leaf moves the index by its share × the change of its level, and a node by what its leaves move
it, so every tier adds up to the difference of the exact indices. Where only printed figures are
known, the parts are those of the printed scores, and what rounding leaves over is one more part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from spbe.analysis.results import ScoredResult
from spbe.analysis.trend import Sectors, find_changed_sectors
from spbe.model.instrument import Instrument, Tier
from spbe.model.scoring import round_half_up

Lack: TypeAlias = Literal["index", "parts", "levels"]
"""What a result does not have: an index, scores of the parts below it, or levels."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one node moved the index. The part that rounding leaves over has the code ""."""

    code: str
    before: Fraction | None
    """Score or level [index scale]."""
    after: Fraction | None
    points: Fraction
    """Index points, below 0 where the index fell."""


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """A change in one sentence, as data. Figures are hundredths."""

    before: int
    after: int
    change: int
    """The exact change, rounded half away from zero."""
    shown_change: int
    """The difference of the two indices as they are printed; may differ from `change` by 1."""
    largest: tuple[tuple[str, int], ...]
    """The nodes below the root that moved the index most in its direction (in either one where it
    did not move), with their shown points; several where equal. Empty where the parts are not
    known or none moved."""
    final_year: int | None
    """The year of the final result that an interim one is compared with, else None."""


@dataclass(frozen=True, eq=False)
class Decomposition:
    """The change between two results of one instrument, split over its nodes."""

    before: ScoredResult
    after: ScoredResult
    by_tier: Mapping[Tier, tuple[Contribution, ...]]
    """Per tier below the index, in tree order; the tiers that are not known are absent. Those of
    "indicator" are the leaves."""
    lacks: Mapping[Literal["before", "after"], tuple[Lack, ...]]
    """What each side lacks for more."""
    changed_sectors: tuple[str, ...]
    """Freely chosen indicators behind which another sector stands now."""

    @property
    def instrument(self) -> Instrument:
        return self.after.instrument

    @cached_property
    def exact_change(self) -> Fraction | None:
        """The change of the index as exactly as it is known [index points]."""
        root = self.instrument.root.code
        old, new = self.before.exact(root), self.after.exact(root)
        return None if old is None or new is None else new - old

    @property
    def top_tier(self) -> Tier:
        """The tier right below the index: domains, or aspects where there are none."""
        return self.instrument.children[self.instrument.root.code][0].tier

    def points_below(self, code: str) -> tuple[Contribution, ...]:
        """Give the leaves below a node; empty where levels are not known."""
        below = set(self.instrument.leaf_codes_below[code])
        return tuple(part for part in self.by_tier.get("indicator", ()) if part.code in below)

    def shown_points(self, tier: Tier) -> tuple[int, ...]:
        """Round the parts of a tier to hundredths that add up to the rounded change.

        Raises KeyError where the tier is not known.
        """
        parts = self.by_tier[tier]
        exact = self.exact_change or Fraction(0)
        return tuple(share_hundredths([part.points for part in parts], round_half_up(exact)))

    @cached_property
    def summary(self) -> ChangeSummary | None:
        """Sum up the change; None where either result has no index."""
        root = self.instrument.root.code
        old, new = self.before.hundredths(root), self.after.hundredths(root)
        if old is None or new is None or self.exact_change is None:
            return None
        is_interim = self.after.is_interim and not self.before.is_interim
        return ChangeSummary(
            before=old,
            after=new,
            change=round_half_up(self.exact_change),
            shown_change=new - old,
            largest=self._find_largest(),
            final_year=self.before.year if is_interim else None,
        )

    def _find_largest(self) -> tuple[tuple[str, int], ...]:
        if self.top_tier not in self.by_tier:
            return ()
        change = self.exact_change or Fraction(0)
        sizes: dict[str, Fraction] = {}
        shown: dict[str, int] = {}
        parts = self.by_tier[self.top_tier]
        for part, points in zip(parts, self.shown_points(self.top_tier), strict=True):
            if part.code and part.points:
                is_against = part.points * change < 0
                sizes[part.code] = -abs(part.points) if is_against else abs(part.points)
                shown[part.code] = points
        most = max(sizes.values(), default=Fraction(0))
        return tuple((code, shown[code]) for code, size in sizes.items() if size == most)


def decompose_change(
    before: ScoredResult, after: ScoredResult, sectors: Sectors | None = None
) -> Decomposition:
    """Split the change of the index between two results over indicators, aspects and domains.

    For two complete assessments the points of every tier add up exactly to the difference of the
    exact indices. Raises ValueError where the results are of different instruments: their indices
    are not comparable, so there is nothing to split.
    """
    instrument = after.instrument
    if before.instrument.id != instrument.id:
        raise ValueError(f"{before.instrument.id} does not compare with {instrument.id}")
    tiers: dict[Tier, None] = {node.tier: None for node in instrument.nodes[1:]}
    by_tier = {tier: parts for tier in tiers if (parts := _split(before, after, tier))}
    return Decomposition(
        before=before,
        after=after,
        by_tier=by_tier,
        lacks={"before": _find_lacks(before), "after": _find_lacks(after)},
        changed_sectors=find_changed_sectors(after, before.year, sectors or {}),
    )


def _split(before: ScoredResult, after: ScoredResult, tier: Tier) -> tuple[Contribution, ...]:
    """Split the change over the nodes of one tier; empty where a score is missing."""
    instrument = after.instrument
    root = instrument.root
    nodes = [node for node in instrument.nodes if node.tier == tier]
    if tier == "indicator":
        nodes = list(instrument.leaves)
    old_index, new_index = before.exact(root.code), after.exact(root.code)
    if old_index is None or new_index is None:
        return ()
    parts = []
    for node in nodes:
        old, new = before.exact(node.code), after.exact(node.code)
        if old is None or new is None:
            return ()
        points = node.weight / root.weight * (new - old)
        parts.append(Contribution(node.code, old, new, points))
    rest = new_index - old_index - sum((part.points for part in parts), Fraction(0))
    if rest:
        parts.append(Contribution("", None, None, rest))
    return tuple(parts)


def _find_lacks(result: ScoredResult) -> tuple[Lack, ...]:
    instrument = result.instrument
    lacks: list[Lack] = []
    if result.exact(instrument.root.code) is None:
        lacks.append("index")
    top = instrument.children[instrument.root.code]
    if any(result.exact(node.code) is None for node in top):
        lacks.append("parts")
    if any(result.level_units(code) is None for code in instrument.leaf_codes):
        lacks.append("levels")
    return tuple(lacks)


def share_hundredths(parts: Sequence[Fraction], total: int) -> list[int]:
    """Round exact parts to hundredths so that they add up to `total` (largest remainders).

    Parts that are exactly zero stay zero. Raises ValueError where `total` cannot be reached so.
    """
    shown = [int(part * 100 // 1) for part in parts]
    movable = [place for place, part in enumerate(parts) if part]
    movable.sort(key=lambda place: shown[place] - parts[place] * 100)
    missing = total - sum(shown)
    if missing and not movable:
        raise ValueError(f"no part can take up {missing} hundredths")
    while missing > 0:
        for place in movable[:missing]:
            shown[place] += 1
            missing -= 1
    while missing < 0:
        for place in movable[missing:]:
            shown[place] -= 1
            missing += 1
    return shown

"""How likely the disputed claims hold at the interview, and what index that gives.

The same assessors judge all indicators, so outcomes move together: the model is a mixture of
strict, ordinary and lenient assessors. Given one of them the outcomes are independent and the
distribution of the index is computed exactly by convolution on its whole-number lattice, without
sampling. What the user says of a claim (sure, likely, doubtful) is the chance with ordinary
assessors; the others shift its log-odds by their strength.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class AssessorKind:
    """One way assessors may judge. `weight` is its probability [0-1], `strength` a shift of
    the log-odds of every claim: below 0 strict, above 0 lenient."""

    name: str
    weight: float
    strength: float


ASSESSORS = (
    AssessorKind("strict", 0.25, -1.0),
    AssessorKind("ordinary", 0.5, 0.0),
    AssessorKind("lenient", 0.25, 1.0),
)
"""The assumption the app starts with; shown beside every result and editable."""

CONFIDENCE: Mapping[str, float] = {"sure": 0.9, "likely": 0.7, "doubtful": 0.3}
"""Chance that a claim holds with ordinary assessors, by what the user says of it [0-1]."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A disputed indicator: what the index gains if the claim holds, and how likely it does."""

    code: str
    gain: int
    """Added to the numerator of the index."""
    probability: float
    """With ordinary assessors [0-1]."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """The distribution of the index after the interview."""

    numerator: int
    denominator: int
    by_kind: Mapping[str, NDArray[np.float64]]
    """Per kind of assessor, the probability of each gain of the numerator, from 0 on."""
    mixture: NDArray[np.float64]

    def chance_of(self, target: Fraction) -> float:
        """Compute the probability that the exact index reaches the target [0-1]."""
        needed = max(0, -int(-target * self.denominator // 1) - self.numerator)
        return float(self.mixture[needed:].sum())

    def quantile(self, share: float) -> Fraction:
        """Find the smallest index that at least `share` of the probability does not exceed."""
        gain = int(np.searchsorted(np.cumsum(self.mixture), share - 1e-12))
        return Fraction(self.numerator + min(gain, len(self.mixture) - 1), self.denominator)


def compute_outlook(
    numerator: int,
    denominator: int,
    claims: Sequence[Claim],
    assessors: Sequence[AssessorKind] = ASSESSORS,
) -> Outlook:
    """Compute the distribution of the index over all outcomes of the claims.

    `numerator` / `denominator` is the present exact index. Raises ValueError where a probability
    lies outside 0–1, a gain is negative, or the weights of the assessors do not add up to 1.
    """
    if not math.isclose(sum(kind.weight for kind in assessors), 1.0, abs_tol=1e-9):
        raise ValueError("the weights of the assessors do not add up to 1")
    for claim in claims:
        if not 0 <= claim.probability <= 1 or claim.gain < 0:
            raise ValueError(f"{claim.code}: a probability lies in 0–1 and a gain is not negative")
    by_kind = {kind.name: _convolve(claims, kind) for kind in assessors}
    mixture = np.sum([kind.weight * by_kind[kind.name] for kind in assessors], axis=0)
    return Outlook(numerator, denominator, by_kind, mixture)


def shift_probability(probability: float, strength: float) -> float:
    """Shift a chance by log-odds; what is certain stays certain."""
    if probability in (0.0, 1.0):
        return probability
    odds = probability / (1 - probability) * math.exp(strength)
    return odds / (1 + odds)


def _convolve(claims: Sequence[Claim], kind: AssessorKind) -> NDArray[np.float64]:
    distribution = np.zeros(sum(claim.gain for claim in claims) + 1)
    distribution[0] = 1.0
    for claim in claims:
        holds = shift_probability(claim.probability, kind.strength)
        moved = np.zeros_like(distribution)
        moved[claim.gain :] = distribution[: len(distribution) - claim.gain]
        distribution = (1 - holds) * distribution + holds * moved
    return distribution


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one claim decides: the chance of the target if it holds and if it falls [0-1]."""

    code: str
    if_holds: float
    if_falls: float
    outlook_if_holds: Outlook
    outlook_if_falls: Outlook

    @property
    def difference(self) -> float:
        return self.if_holds - self.if_falls


def rank_influences(
    numerator: int,
    denominator: int,
    claims: Sequence[Claim],
    target: Fraction,
    assessors: Sequence[AssessorKind] = ASSESSORS,
) -> list[Influence]:
    """Rank the claims by how much the chance of the target hangs on them, most first."""
    influences = []
    for position, claim in enumerate(claims):
        others = [*claims[:position], *claims[position + 1 :]]
        outlook = compute_outlook(numerator, denominator, others, assessors)
        better = Outlook(numerator + claim.gain, denominator, outlook.by_kind, outlook.mixture)
        influences.append(
            Influence(
                claim.code, better.chance_of(target), outlook.chance_of(target), better, outlook
            )
        )
    return sorted(influences, key=lambda i: -i.difference)

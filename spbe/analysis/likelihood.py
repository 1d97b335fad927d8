"""How likely something is, as one of a few words, and the range an index probably falls in.

A percentage would claim more than a handful of opinions about claims can carry, so people read a
word. The bands are a convention of this app, close to the calibrated language of the IPCC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from spbe.analysis.chance import Outlook

Likelihood: TypeAlias = Literal[
    "impossible",
    "almost_certainly_not",
    "unlikely",
    "rather_not",
    "even",
    "rather",
    "likely",
    "almost_certain",
    "certain",
]

BANDS: tuple[tuple[float, Likelihood], ...] = (
    (0.10, "almost_certainly_not"),
    (0.33, "unlikely"),
    (0.45, "rather_not"),
    (0.55, "even"),
    (0.67, "rather"),
    (0.90, "likely"),
    (1.00, "almost_certain"),
)
"""Upper end of each band [0-1], itself not included; the last one includes it."""

RANGE = (0.10, 0.90)
"""The shares of the probability between which an index "very probably" falls: four of five
outcomes. What lies beyond is as unlikely on either side."""

_ROUNDING = 1e-9
"""Sums of probabilities are binary floats: a chance this close below a bound has reached it."""


@dataclass(frozen=True, slots=True)
class LikelyRange:
    """Where an index probably falls [index scale], exact."""

    lowest: Fraction
    median: Fraction
    highest: Fraction


def judge_chance(chance: float) -> Likelihood:
    """Put a chance [0-1] into its band. Raises ValueError outside 0–1.

    A chance never gives "impossible" or "certain": those are said of targets, by exact numbers.
    """
    if not -_ROUNDING <= chance <= 1 + _ROUNDING:
        raise ValueError(f"a chance lies in 0–1, found {chance}")
    for upper, likelihood in BANDS:
        if chance < upper - _ROUNDING:
            return likelihood
    return BANDS[-1][1]


def find_least_chance(likelihood: str) -> float:
    """Find where the band of a word begins [0-1]. Raises KeyError where it names no band."""
    least = 0.0
    for upper, word in BANDS:
        if word == likelihood:
            return least
        least = upper
    raise KeyError(likelihood)


def meets_chance(chance: float, wanted: float) -> bool:
    """Say whether a chance comes to what is wanted, but for the rounding of its sum."""
    return chance >= wanted - _ROUNDING


def judge_target(outlook: Outlook, target: Fraction) -> Likelihood:
    """Say how likely the exact index reaches `target`.

    "certain" where it does even if every claim falls, "impossible" where it does not even if every
    claim holds; both are decided on whole numbers.
    """
    lowest = Fraction(outlook.numerator, outlook.denominator)
    highest = Fraction(outlook.numerator + len(outlook.mixture) - 1, outlook.denominator)
    if target <= lowest:
        return "certain"
    if target > highest:
        return "impossible"
    return judge_chance(min(outlook.chance_of(target), 1.0))


def find_range(outlook: Outlook, kind: str | None = None) -> LikelyRange:
    """Find where the index probably falls, with one kind of assessor or with all of them mixed.

    Raises KeyError where there is no such kind.
    """
    if kind is not None:
        outlook = replace(outlook, mixture=outlook.by_kind[kind])
    return LikelyRange(
        lowest=outlook.quantile(RANGE[0]),
        median=outlook.quantile(0.5),
        highest=outlook.quantile(RANGE[1]),
    )

"""The chance of the claims against full enumeration and a simulation."""

import itertools
import math
import random
from fractions import Fraction

import numpy as np
import pytest

from spbe.analysis.chance import (
    ASSESSORS,
    AssessorKind,
    Claim,
    compute_outlook,
    rank_influences,
    shift_probability,
)

CLAIMS = [Claim("I1", 26, 0.9), Claim("I11", 50, 0.7), Claim("I42", 120, 0.3)]


def enumerate_outcomes(claims: list[Claim]) -> dict[int, float]:
    """Every way the claims may end, added up by hand."""
    outcomes: dict[int, float] = {}
    for kind in ASSESSORS:
        for held in itertools.product([True, False], repeat=len(claims)):
            chance = kind.weight
            for claim, holds in zip(claims, held, strict=True):
                p = shift_probability(claim.probability, kind.strength)
                chance *= p if holds else 1 - p
            gain = sum(c.gain for c, holds in zip(claims, held, strict=True) if holds)
            outcomes[gain] = outcomes.get(gain, 0.0) + chance
    return outcomes


def test_distribution_is_that_of_all_outcomes() -> None:
    outlook = compute_outlook(6560, 2000, CLAIMS)
    expected = np.zeros(197)
    for gain, chance in enumerate_outcomes(CLAIMS).items():
        expected[gain] = chance
    np.testing.assert_allclose(outlook.mixture, expected, atol=1e-12)
    assert math.isclose(outlook.mixture.sum(), 1.0)


def test_chance_of_a_target_counts_the_exact_index() -> None:
    outlook = compute_outlook(6560, 2000, CLAIMS)
    outcomes = enumerate_outcomes(CLAIMS)
    expected = sum(chance for gain, chance in outcomes.items() if 6560 + gain >= 6730)
    assert math.isclose(outlook.chance_of(Fraction(6730, 2000)), expected)
    assert outlook.chance_of(Fraction(6560, 2000)) == pytest.approx(1.0)
    assert outlook.chance_of(Fraction(6757, 2000)) == 0.0


def test_quantiles_lie_on_the_lattice() -> None:
    outlook = compute_outlook(6560, 2000, [Claim("I1", 26, 0.5)], [AssessorKind("ordinary", 1, 0)])
    assert outlook.quantile(0.5) == Fraction(6560, 2000)
    assert outlook.quantile(0.51) == Fraction(6586, 2000)


def test_47_claims_agree_with_a_simulation() -> None:
    dice = random.Random(7)
    claims = [Claim(f"I{n}", dice.choice([26, 50, 30, 55, 60]), dice.random()) for n in range(47)]
    outlook = compute_outlook(4000, 2000, claims)
    generator = np.random.default_rng(11)
    runs = 40_000
    kinds = generator.choice(3, runs, p=[kind.weight for kind in ASSESSORS])
    chances = np.array(
        [[shift_probability(c.probability, k.strength) for c in claims] for k in ASSESSORS]
    )
    gains = (generator.random((runs, 47)) < chances[kinds]) @ np.array([c.gain for c in claims])
    for target in (4600, 4900, 5200):
        simulated = float((4000 + gains >= target).mean())
        assert outlook.chance_of(Fraction(target, 2000)) == pytest.approx(simulated, abs=0.01)


def test_stricter_assessors_give_a_lower_index() -> None:
    outlook = compute_outlook(6560, 2000, CLAIMS)
    strict, ordinary, lenient = (
        float(np.arange(len(gains)) @ gains)
        for gains in (outlook.by_kind[kind] for kind in ("strict", "ordinary", "lenient"))
    )
    assert strict < ordinary < lenient


def test_what_is_certain_stays_certain() -> None:
    assert [shift_probability(p, -3.0) for p in (0.0, 1.0)] == [0.0, 1.0]


def test_the_claim_that_decides_stands_first() -> None:
    influences = rank_influences(6560, 2000, CLAIMS, Fraction(6680, 2000))
    assert influences[0].code == "I42"
    assert influences[0].if_holds == pytest.approx(1.0)
    assert influences[0].difference > influences[1].difference


def test_the_outlook_with_a_claim_settled_is_that_of_the_others() -> None:
    (influence, *_) = rank_influences(6560, 2000, CLAIMS, Fraction(6680, 2000))
    claim = next(claim for claim in CLAIMS if claim.code == influence.code)
    others = [other for other in CLAIMS if other is not claim]
    falls, holds = influence.outlook_if_falls, influence.outlook_if_holds
    for share in (0.1, 0.5, 0.9):
        assert falls.quantile(share) == compute_outlook(6560, 2000, others).quantile(share)
        assert holds.quantile(share) == falls.quantile(share) + Fraction(claim.gain, 2000)


def test_faulty_assumptions_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up to 1"):
        compute_outlook(0, 1, [], [AssessorKind("x", 0.5, 0)])
    with pytest.raises(ValueError, match="I1: a probability lies in 0–1"):
        compute_outlook(0, 1, [Claim("I1", 1, 1.5)])


def test_without_claims_the_index_stays() -> None:
    outlook = compute_outlook(6560, 2000, [])
    assert (outlook.quantile(0.1), outlook.quantile(0.9)) == (Fraction("3.28"), Fraction("3.28"))

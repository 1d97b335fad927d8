"""How a score comes about: the terms of its sum, exactly, so that anyone can check it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from spbe.analysis.results import ScoredResult


@dataclass(frozen=True, slots=True)
class Term:
    """What one child adds to the score of its parent."""

    code: str
    is_leaf: bool
    weight: Fraction
    """Share of the index [percent]."""
    score: Fraction
    """Exact score, or the level of a leaf [level scale]."""
    product: Fraction
    """Σ(weight × level) over the leaves below [percent × level]."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score as Σ(weight × level) / Σ(weight), term by term in tree order."""

    code: str
    terms: tuple[Term, ...]
    weight: Fraction
    """Σ(weight) [percent]."""
    product: Fraction
    """Σ(weight × level) [percent × level]."""
    score: Fraction
    """The exact score [index scale]."""


def explain_score(result: ScoredResult, code: str) -> Explanation | None:
    """Take the score of an inner node apart into what each of its children adds.

    The products come from the levels below each child, never from rounded scores, so their sum
    divided by the weight is the exact score (PermenPANRB 59/2020, annex). None where the node has
    no exact score: a leaf, levels missing, or only printed figures. Raises KeyError where the
    instrument has no such node.
    """
    instrument = result.instrument
    node = instrument.node_by_code[code]
    if not result.has_levels or code not in result.scores.exact:
        return None
    terms = []
    for child in instrument.children[code]:
        weight = child.weight / instrument.root.weight * 100
        score = result.exact(child.code)
        assert score is not None  # noqa: S101  # a complete node has complete children
        is_leaf = child.code not in instrument.children
        terms.append(Term(child.code, is_leaf, weight, score, weight * score))
    weight = node.weight / instrument.root.weight * 100
    product = sum((term.product for term in terms), Fraction(0))
    return Explanation(code, tuple(terms), weight, product, product / weight)

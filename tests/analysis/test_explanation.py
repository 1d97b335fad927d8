from fractions import Fraction

import pytest

from spbe.analysis.explanation import explain_score
from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment, PublishedResult

INSTRUMENT = load_instruments()["permenpanrb-59-2020"]


def scored(**levels):
    complete = dict.fromkeys(INSTRUMENT.leaf_codes, 3) | levels
    content = Assessment(INSTRUMENT.id, "Kota Uji", 2024, "final", complete)
    return score_result(INSTRUMENT, content)


def test_terms_of_an_aspect_are_its_indicators_with_weight_times_level():
    explanation = explain_score(scored(I11=5), "A2")
    first, second = explanation.terms[:2]
    assert (first.code, first.weight, first.score) == ("I11", Fraction(5, 2), 5)
    assert (first.product, second.product) == (Fraction(25, 2), Fraction(15, 2))
    assert first.is_leaf


@pytest.mark.parametrize("code", [node.code for node in INSTRUMENT.inner_nodes])
def test_the_terms_add_up_to_the_exact_score(code):
    result = scored(I1=1, I20=5, I47=2)
    explanation = explain_score(result, code)
    assert sum(term.weight for term in explanation.terms) == explanation.weight
    assert explanation.score == result.scores.exact[code]


def test_a_missing_level_leaves_only_the_nodes_above_it_without_an_explanation():
    result = scored(I1=None)
    assert explain_score(result, "SPBE") is None
    assert explain_score(result, "D1") is None
    assert explain_score(result, "D2").score == 3


def test_a_published_result_is_not_explained():
    content = PublishedResult(INSTRUMENT.id, "Kota Uji", 2024, "final", {"SPBE": 379})
    assert explain_score(score_result(INSTRUMENT, content), "SPBE") is None


def test_an_unknown_node_is_refused():
    with pytest.raises(KeyError):
        explain_score(scored(), "D9")

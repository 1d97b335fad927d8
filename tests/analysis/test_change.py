"""What changed between two assessments, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spbe.analysis.change import LevelChange, compute_level_changes
from spbe.catalogue.instruments import load_instruments
from spbe.model.assessment import Assessment
from spbe.model.scoring import score_assessment

SPBE_59 = load_instruments()["permenpanrb-59-2020"]
complete = st.lists(st.integers(1, 5), min_size=47, max_size=47)


def assessment(levels: list[int | None]) -> Assessment:
    by_code = dict(zip(SPBE_59.leaf_codes, levels, strict=True))
    return Assessment(SPBE_59.id, "X", 2024, "final", by_code)


@given(complete, complete)
def test_points_add_up_exactly_to_the_difference_of_the_indices(
    before: list[int], after: list[int]
) -> None:
    old, new = assessment(before), assessment(after)
    points = sum(c.points for c in compute_level_changes(SPBE_59, old, new))
    difference = (
        score_assessment(SPBE_59, new).exact["SPBE"] - score_assessment(SPBE_59, old).exact["SPBE"]
    )
    assert points == difference


def test_change_with_a_missing_level_has_no_points() -> None:
    old, new = assessment([3] * 47), assessment([None] + [3] * 45 + [4])
    changes = [c for c in compute_level_changes(SPBE_59, old, new) if c.is_change]
    assert changes == [
        LevelChange("I1", 3, None, None),
        LevelChange("I47", 3, 4, Fraction(3, 100)),
    ]


def test_assessment_of_another_instrument_is_refused() -> None:
    other = Assessment("permenpanrb-8-2026", "X", 2026, "final", {})
    with pytest.raises(ValueError, match="permenpanrb-8-2026 is not permenpanrb-59-2020"):
        compute_level_changes(SPBE_59, assessment([3] * 47), other)

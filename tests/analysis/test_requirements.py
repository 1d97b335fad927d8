"""What stands between an indicator and a level."""

from __future__ import annotations

import pytest

from spbe.analysis.requirements import find_next_requirements, find_requirements
from spbe.catalogue.requirements import load_requirements


@pytest.fixture(scope="module")
def asked(instruments):
    return load_requirements(instruments["permenpanrb-59-2020"])


def levels(found):
    return sorted({(r.code, r.level) for r in found})


def test_a_level_includes_what_the_levels_below_ask(asked):
    assert levels(find_requirements(asked, "I3", 4)) == [("I3", 2), ("I3", 3), ("I3", 4)]


def test_what_a_reached_level_asks_is_left_out(asked):
    assert levels(find_requirements(asked, "I3", 5, above=3)) == [("I3", 4), ("I3", 5)]


@pytest.mark.parametrize(("now", "expected"), [(1, [2]), (4, [5]), (5, []), (None, [])])
def test_the_next_level_asks_for_its_own_only(asked, instruments, now, expected):
    instrument = instruments["permenpanrb-59-2020"]
    found = find_next_requirements(asked, instrument, "I12", now)
    assert levels(found) == [("I12", level) for level in expected]


def test_a_level_with_decimals_is_on_its_way_to_the_next_whole_one(asked, instruments):
    of_2026 = instruments["permenpanrb-8-2026"]
    assert levels(find_next_requirements(asked, of_2026, "I12", 126)) == [("I12", 2)]


def test_an_instrument_without_requirements_asks_nothing(instruments):
    of_2026 = instruments["permenpanrb-8-2026"]
    assert find_next_requirements(load_requirements(of_2026), of_2026, "I1", 126) == []

"""What all units must do: which requirements all of them fulfil."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.analysis.item_matrix import find_done_by_all
from spbe.model.item import Item, Share

ITEM = Item(
    *(1, "permenpanrb-59-2020", "Semua OPD memakai layanan.", "requirement", 2024),
    code="I5",
    level=3,
    requirement=1,
    is_for_all_units=True,
    units=("Bappeda", "Diskominfo"),
    years=(2024,),
    id=7,
)
NEED = frozenset({("I5", 3, 1)})


def share(*done):
    return {7: tuple(Share(7, unit, n) for unit, n in zip(ITEM.units, done, strict=True))}


@pytest.mark.parametrize(
    ("state", "done", "is_fulfilled"),
    [
        ("open", (True, True), True),
        ("submitted", (True, True), True),
        ("open", (True, False), False),
        ("returned", (True, True), False),
        ("accepted", (True, False), True),
        ("not_applicable", (False, False), True),
    ],
)
def test_all_units_fulfil_what_each_did_or_what_was_closed_as_a_whole(state, done, is_fulfilled):
    item = replace(ITEM, state=state)
    assert find_done_by_all([item], share(*done)) == (NEED if is_fulfilled else frozenset())


def test_an_item_without_shares_or_not_for_all_units_shows_nothing():
    assert find_done_by_all([ITEM], {}) == frozenset()
    own = replace(ITEM, is_for_all_units=False, state="accepted")
    assert find_done_by_all([own], share(True, True)) == frozenset()


def test_the_newest_item_of_a_requirement_says_how_it_stands():
    before = replace(ITEM, id=5, years=(2023,), opened_year=2023, state="accepted")
    assert find_done_by_all([ITEM, before], share(True, False)) == frozenset()
    assert find_done_by_all([before], {}) == NEED

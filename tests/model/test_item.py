"""Items of a checklist: codes of the portal, states and who may bring them about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.model.item import CLOSED_STATES, ITEM_STATES, Item, find_next_states, take_item_code

REQUIREMENT = Item(1, "permenpanrb-59-2020", "Tetapkan", "requirement", 2024, "I1", 2, 2)


def test_an_item_is_called_as_in_the_portal():
    assert REQUIREMENT.item_code == "I1-L2-02"
    assert replace(REQUIREMENT, requirement=None).item_code is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("I1-L2-02: Unggah SK", ("I1", 2, 2, "Unggah SK")),
        (" i35-1 - l4 - 1 Unggah", ("I35-1", 4, 1, "Unggah")),
        ("I1-L2-02", (None, None, None, "I1-L2-02")),
        ("I1-L2 Unggah", (None, None, None, "I1-L2 Unggah")),
        ("Lihat I1-L2-02", (None, None, None, "Lihat I1-L2-02")),
        ("", (None, None, None, "")),
    ],
)
def test_a_text_that_begins_with_a_code_of_the_portal_gives_it_to_its_item(text, parts):
    item = take_item_code(Item(1, "x", text, "own", 2026))
    assert (item.code, item.level, item.requirement, item.text) == parts


def test_a_code_of_another_indicator_is_part_of_the_text():
    item = Item(1, "x", "I1-L2-02: Unggah", "own", 2026, "I2")
    assert take_item_code(item) == item
    assert take_item_code(replace(item, code="I1")).item_code == "I1-L2-02"
    assert take_item_code(REQUIREMENT) == REQUIREMENT


def test_items_with_a_number_are_the_same_by_it_and_others_by_their_words():
    assert REQUIREMENT.key == replace(REQUIREMENT, text="Lain").key
    own = replace(REQUIREMENT, requirement=None, source="own", text="Unggah  SK")
    assert own.key == replace(own, text="unggah sk", level=3).key
    assert own.key != replace(own, code="I2").key


def test_a_member_never_judges_nor_lifts_what_is_closed():
    may = {state: find_next_states(state, may_judge=False) for state in ITEM_STATES}
    assert may == {
        "open": ("work", "submitted"),
        "work": ("open", "submitted"),
        "submitted": ("work",),
        "returned": ("work", "submitted"),
        "accepted": (),
        "not_applicable": (),
    }


@pytest.mark.parametrize("state", sorted(CLOSED_STATES))
def test_whoever_judges_may_open_what_is_closed(state):
    assert find_next_states(state, may_judge=True)

"""Items made from requirements are said in the language that is read; what people wrote is not."""

from __future__ import annotations

from dataclasses import replace

from spbe.analysis.item_words import index_wordings, say_item, say_items
from spbe.model.item import Item
from spbe.model.requirement import Requirement

WORDS = {"id": "Kebijakan sudah ditetapkan.", "en": "A policy has been set."}
WORDINGS = index_wordings([Requirement("I1", 2, 1, WORDS, {"id": "SK", "en": "Decree"}, False)])
ITEM = Item(
    *(1, "permenpanrb-59-2020", WORDS["id"], "requirement", 2024), code="I1", level=2, requirement=1
)


def test_an_unchanged_requirement_is_said_in_each_language():
    assert (say_item(ITEM, WORDINGS, "id"), say_item(ITEM, WORDINGS, "en")) == tuple(WORDS.values())


def test_what_somebody_wrote_stays_as_it_is():
    changed = replace(ITEM, text="Kebijakan sudah ditetapkan Wali Kota.")
    other = replace(ITEM, requirement=2)
    assert [item.text for item in say_items([changed, other], WORDINGS, "en")] == [
        changed.text,
        other.text,
    ]

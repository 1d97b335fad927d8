"""What units sent back is kept all at once or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.model.item import Item
from spbe.store.document_uses import find_uses
from spbe.store.documents import find_documents
from spbe.store.item_notes import find_notes
from spbe.store.item_records import ItemConflictError
from spbe.store.items import add_items, find_items, save_items
from spbe.store.unit_work import NewAnswer, NewLink, UnitWork, save_unit_work

LINK = "https://drive.example.go.id/sk"


@pytest.fixture
def item(store, agency, at):
    new = Item(
        agency.id, "permenpanrb-59-2020", "Tetapkan SK", "own", 2024, "I1", 3, units=("Dinas A",)
    )
    return add_items(store, [new], "Ani", at)[0]


def test_one_link_to_two_items_is_one_document(store, agency, item, at):
    other = replace(item, text="Tetapkan Pergub", id=None)
    [other] = add_items(store, [other], "Ani", at)
    links = [NewLink(item, "Dinas A", LINK), NewLink(other, "Dinas A", LINK)]
    save_unit_work(store, UnitWork(agency.id, 2024, links=links), "Ani", at)
    [document] = find_documents(store, agency.id)
    assert (document.newest.link, document.units, document.state) == (LINK, ("Dinas A",), "draft")
    assert [use.item_id for use in find_uses(store, agency.id)] == [item.id, other.id]


def test_nothing_is_kept_where_one_item_was_changed_meanwhile(store, agency, item, at):
    save_items(store, [(item, replace(item, person="Budi"))], "Budi", at)
    work = UnitWork(
        agency.id,
        2024,
        items=[(item, replace(item, state="submitted"))],
        answers=[NewAnswer(item, "Sudah")],
        links=[NewLink(item, "Dinas A", LINK)],
    )
    with pytest.raises(ItemConflictError):
        save_unit_work(store, work, "Ani", at)
    assert find_items(store, agency.id, "permenpanrb-59-2020")[0].state == "open"
    assert find_notes(store, [item.id]) == []
    assert find_documents(store, agency.id) == []


def test_item_answer_and_link_are_kept_together(store, agency, item, at):
    work = UnitWork(
        agency.id,
        2024,
        items=[(item, replace(item, state="submitted"))],
        answers=[NewAnswer(item, "Sudah")],
        links=[NewLink(item, "Dinas A", LINK)],
    )
    save_unit_work(store, work, "Ani", at)
    assert find_items(store, agency.id, "permenpanrb-59-2020")[0].state == "submitted"
    assert [note.text for note in find_notes(store, [item.id])] == ["Sudah"]
    assert find_uses(store, agency.id)[0].item_id == item.id

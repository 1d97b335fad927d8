from __future__ import annotations

from spbe.analysis.item_evidence import count_evidence
from spbe.model.evidence import DocumentUse
from spbe.model.item import Item

SPBE = "permenpanrb-59-2020"


def make(number, requirement=None):
    return Item(1, SPBE, "SK", "own", 2024, code="I1", level=3, requirement=requirement, id=number)


def use(document, **more):
    return DocumentUse(document, SPBE, 2024, "I1", **more)


def test_a_document_counts_once_for_the_item_and_its_requirement():
    uses = [use(7, level=3, requirement=2, item_id=1), use(7, level=3, requirement=2), use(8)]
    assert count_evidence([make(1, requirement=2)], uses) == {1: 1}


def test_an_item_without_documents_is_absent():
    uses = [use(7, level=4, requirement=2), use(8, item_id=2)]
    assert count_evidence([make(1, requirement=2), make(2), make(3)], uses) == {2: 1}

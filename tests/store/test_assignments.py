"""Who answers is confirmed as a whole, and nobody writes over what they did not see."""

from __future__ import annotations

import pytest

from spbe.model.assignment import Assignment
from spbe.store.agencies import find_units
from spbe.store.assignments import find_assignments, save_assignments
from spbe.store.events import find_events
from spbe.store.records import EditConflictError, StoreError

OF_2020 = "permenpanrb-59-2020"
FIRST = {"I1": Assignment(("Diskominfo",), ("Bappeda",)), "I2": Assignment(("Bappeda",))}


def save(store, agency, confirmed, at, seen=None, who="Ani"):
    return save_assignments(store, agency.id, OF_2020, confirmed, who, at, seen or {})


def test_what_was_confirmed_is_found_again_and_its_units_are_there(store, agency, at):
    assert save(store, agency, FIRST, at) == FIRST
    assert find_assignments(store, agency.id, OF_2020) == FIRST
    assert find_assignments(store, agency.id, "permenpanrb-8-2026") == {}
    assert [unit.name for unit in find_units(store, agency.id)] == ["Bappeda", "Diskominfo"]


def test_saving_replaces_everything_and_notes_only_what_changed(store, agency, at):
    save(store, agency, FIRST, at)
    second = {"I1": FIRST["I1"], "I3": Assignment(("diskominfo",))}
    kept = save(store, agency, second, at, seen=FIRST, who="Budi")
    assert kept == {"I1": FIRST["I1"], "I3": Assignment(("Diskominfo",))}
    events = find_events(store, agency.id, subject="assignment")
    assert [(e.who, e.code, e.before, e.after) for e in events if e.who == "Budi"] == [
        ("Budi", "I3", None, {"leads": ["Diskominfo"], "supports": []}),
        ("Budi", "I2", {"leads": ["Bappeda"], "supports": []}, None),
    ]


def test_nobody_writes_over_what_they_did_not_see(store, agency, at):
    save(store, agency, FIRST, at)
    with pytest.raises(EditConflictError) as caught:
        save(store, agency, {"I1": Assignment(("Inspektorat",))}, at, who="Budi")
    assert (caught.value.current, caught.value.who) == (FIRST, "Ani")
    assert find_assignments(store, agency.id, OF_2020) == FIRST


def test_a_unit_cannot_both_lead_and_support(store, agency, at):
    with pytest.raises(StoreError, match="Indikator 1: Bappeda tertulis sebagai pengampu dan"):
        save(store, agency, {"I1": Assignment(("Bappeda",), ("BAPPEDA",))}, at)
    assert find_units(store, agency.id) == []


def test_a_name_with_a_semicolon_is_two_units(store, agency, at):
    kept = save(store, agency, {"I1": Assignment((" RSUD ;  Dinas  Sosial",))}, at)
    assert kept == {"I1": Assignment(("Dinas Sosial", "RSUD"))}


def test_assignments_of_an_agency_that_is_gone_are_refused(store, at):
    with pytest.raises(StoreError):
        save_assignments(store, 99, OF_2020, FIRST, "Ani", at, {})

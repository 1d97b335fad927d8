"""Agencies and their units."""

from __future__ import annotations

import datetime

import pytest

from spbe.model.assessment import Assessment, PublishedResult
from spbe.store.agencies import (
    find_agencies,
    find_listed_agencies,
    find_units,
    load_agency,
    save_agency_details,
)
from spbe.store.assessments import find_results, save_drafts
from spbe.store.cycles import find_sectors, load_cycle, save_cycle, save_sectors
from spbe.store.older_events import find_history
from spbe.store.records import (
    Agency,
    Cycle,
    Draft,
    EditConflictError,
    Sector,
    StoreError,
    Target,
)
from spbe.store.targets import find_targets, save_target
from tests.agencies import BY, add_agency, remove_agency


def test_an_added_agency_is_found_as_it_was_given(store):
    added = add_agency(store, "  Kota   Uji ", "Kota", "Lampung", is_illustrative=True)
    assert added == Agency(added.id, "Kota Uji", "Kota", "Lampung", True)
    assert load_agency(store, added.id) == added
    assert find_agencies(store) == [added]


def test_agencies_come_by_name_whatever_their_capitals(store):
    for name in ("kota b", "Kota C", "Kota A"):
        add_agency(store, name)
    assert [agency.name for agency in find_agencies(store)] == ["Kota A", "kota b", "Kota C"]


def test_a_name_is_taken_in_any_spelling(store, agency):
    with pytest.raises(StoreError) as refused:
        add_agency(store, "KOTA  UJI")
    assert str(refused.value) == (
        'Instansi "KOTA UJI" sudah ada. Pilih instansi itu, atau beri nama lain.'
    )


@pytest.mark.parametrize("name", ["Kota\0X", "Kota \ud800"])
def test_a_name_that_no_database_keeps_is_refused(store, name):
    with pytest.raises(StoreError, match="karakter yang tidak dapat disimpan"):
        add_agency(store, name)


def test_a_hostile_name_is_kept_as_text(store):
    name = "'); DROP TABLE agencies; -- <b>{x}</b> %s"
    added = add_agency(store, name)
    assert load_agency(store, added.id).name == name


def test_an_unknown_agency_is_a_sentence(store):
    with pytest.raises(StoreError, match="Instansi ini sudah tidak ada"):
        load_agency(store, 7)
    with pytest.raises(StoreError, match="Instansi ini sudah tidak ada"):
        remove_agency(store, 7)


def test_a_removed_agency_takes_everything_of_it_along(store, agency, make_draft, at):
    other = add_agency(store, "Kota Lain")
    save_drafts(store, [make_draft()], "Sari", at)
    save_cycle(store, Cycle(agency.id, 2024, locked={"final": "terkirim"}), "Sari", at)
    save_sectors(store, [Sector(agency.id, 2024, "I45", "A", "B", "RSUD")], "Sari", at)
    save_target(store, Target(None, agency.id, 2024, "T", "S", 300, True), "Sari", at)
    remove_agency(store, agency.id)
    assert find_agencies(store) == [other]
    assert find_results(store) == []
    assert find_units(store, agency.id) == []
    assert find_sectors(store, agency.id) == []
    assert find_targets(store, agency.id) == []
    assert load_cycle(store, agency.id, 2024) == Cycle(agency.id, 2024)


def test_an_id_is_never_given_twice(store, agency):
    remove_agency(store, agency.id)
    assert add_agency(store, "Kota Uji").id > agency.id


def test_units_are_collected_from_notes_and_sectors(store, agency, make_draft, at):
    save_drafts(store, [make_draft()], "Sari", at)
    save_sectors(
        store,
        [
            Sector(agency.id, 2024, "I45", "Kesehatan", "Antrean", "RSUD"),
            Sector(agency.id, 2024, "I46", "Izin", "Izin", "DISKOMINFO"),
        ],
        "Sari",
        at,
    )
    assert [unit.name for unit in find_units(store, agency.id)] == [
        "Biro Hukum",
        "Diskominfo",
        "RSUD",
    ]


def test_listed_agencies_are_those_with_nothing_but_published_final_results(store):
    at = datetime.datetime(2025, 1, 5, tzinfo=datetime.UTC)
    names = ["final", "interim", "target", "levels", "nothing"]
    made = {name: add_agency(store, name) for name in names}

    def printed(name, stage="final"):
        content = PublishedResult("permenpanrb-59-2020", name, 2024, stage, {"SPBE": 300})
        save_drafts(store, [Draft(made[name].id, content, None)], "Ani", at)

    for name in ("final", "interim", "target"):
        printed(name)
    printed("interim", "document")
    save_target(
        store, Target(None, made["target"].id, 2024, "RPJMD", "Bappeda", 350, True), "Ani", at
    )
    levels = Assessment("permenpanrb-59-2020", "levels", 2024, "final", {"I1": 3})
    save_drafts(store, [Draft(made["levels"].id, levels, None)], "Ani", at)
    assert find_listed_agencies(store) == {made["final"].id}


def test_kind_and_region_are_told_later_taken_back_and_nothing_else_changes(store):
    made = add_agency(store, "Kota Bontang")
    told = save_agency_details(store, made.id, "Kota", "  Kalimantan   Timur ", *BY, made)
    assert told == Agency(made.id, "Kota Bontang", "Kota", "Kalimantan Timur", False)
    assert find_agencies(store) == [told]
    assert save_agency_details(store, made.id, None, " ", *BY, told) == made


def test_details_of_an_agency_that_is_gone_or_that_no_database_keeps_are_refused(store):
    made = add_agency(store, "Kota Bontang")
    with pytest.raises(StoreError, match="memuat karakter yang tidak dapat disimpan"):
        save_agency_details(store, made.id, "Kota", "Kalimantan\0Timur", *BY, made)
    with pytest.raises(StoreError, match="sudah tidak ada"):
        save_agency_details(store, made.id + 1, "Kota", "Jawa", *BY, made)
    assert find_agencies(store) == [made]


def test_kind_and_region_that_another_changed_are_not_written_over(store, at):
    seen = add_agency(store, "Kota Bontang")
    theirs = save_agency_details(store, seen.id, "Kota", "Jawa", "Budi", at, seen)
    with pytest.raises(EditConflictError, match="Budi sudah mengubah jenis dan wilayah") as told:
        save_agency_details(store, seen.id, "Kota", "Bali", "Sari", at, seen)
    assert told.value.current == theirs


def test_the_history_of_an_agency_outlives_it(store, agency, make_draft, at):
    save_drafts(store, [make_draft()], "Sari", at)
    save_target(store, Target(None, agency.id, 2024, "T", "S", 300, True), "Sari", at)
    before = find_history(store, agency.id)
    remove_agency(store, agency.id, "Budi")
    after = find_history(store, agency.id)
    assert [(e.subject, e.who, e.after) for e in after if e.subject != "agency"] == [
        (e.subject, e.who, e.after) for e in before if e.subject != "agency"
    ]
    removal, made = [e for e in after if e.subject == "agency"]
    assert (made.who, made.before, made.after["name"]) == ("Tuti", None, "Kota Uji")
    assert (removal.who, removal.before["name"], removal.after) == ("Budi", "Kota Uji", None)

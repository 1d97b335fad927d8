"""Scenarios: kept under a name beside an assessment that they never touch."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.store.assessments import find_revisions, load_result, save_drafts
from spbe.store.database import load_version
from spbe.store.events import find_events
from spbe.store.history import find_changes
from spbe.store.records import ResultKey, ScenarioConflictError, StoreError
from spbe.store.scenarios import find_scenarios, remove_scenario, save_scenario
from tests.agencies import remove_agency

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def key(agency):
    return ResultKey(agency.id, "permenpanrb-59-2020", 2024, "document")


def test_a_scenario_comes_back_as_it_was_saved(store, key, at):
    kept = save_scenario(store, key, "  Semua   pulih ", {"I1": 4, "I10": 5}, "Sari", at)
    assert (kept.name, kept.levels, kept.who, kept.at) == (
        "Semua pulih",
        {"I1": 4, "I10": 5},
        "Sari",
        at,
    )
    assert find_scenarios(store, key) == [kept]


def test_scenarios_belong_to_one_agency_instrument_year_and_stage(store, key, at):
    save_scenario(store, key, "A", {"I1": 4}, "Sari", at)
    others = [
        replace(key, year=2023),
        replace(key, stage="self"),
        replace(key, instrument_id="permenpanrb-5-2018"),
    ]
    assert [find_scenarios(store, other) for other in others] == [[], [], []]


def test_scenarios_stand_by_name(store, key, at):
    for name in ("beta", "Alfa", "Gama"):
        save_scenario(store, key, name, {"I1": 4}, "Sari", at)
    assert [scenario.name for scenario in find_scenarios(store, key)] == ["Alfa", "beta", "Gama"]


def test_one_that_was_seen_is_replaced_and_keeps_its_id(store, key, at):
    first = save_scenario(store, key, "A", {"I1": 4, "I2": 3}, "Sari", at)
    second = save_scenario(store, key, " A ", {"I1": 5}, "Budi", at, first)
    assert second.id == first.id
    assert find_scenarios(store, key) == [second]


def test_one_of_the_same_name_that_was_not_seen_is_never_replaced(store, key, at):
    first = save_scenario(store, key, "A", {"I1": 4}, "Sari", at)
    other = save_scenario(store, key, "B", {"I1": 3}, "Sari", at)
    for seen in (None, other):
        with pytest.raises(ScenarioConflictError, match="“A” sudah ada, disimpan oleh Sari") as no:
            save_scenario(store, key, "A", {"I1": 5}, "Budi", at, seen)
        assert no.value.current == first
    assert find_scenarios(store, key) == [first, other]


def test_one_that_was_replaced_since_it_was_seen_is_not_replaced_again(store, key, at):
    first = save_scenario(store, key, "A", {"I1": 4}, "Sari", at)
    second = save_scenario(store, key, "A", {"I1": 5}, "Budi", at + SECOND, first)
    with pytest.raises(ScenarioConflictError, match="disimpan oleh Budi"):
        save_scenario(store, key, "A", {"I1": 3}, "Sari", at, first)
    assert find_scenarios(store, key) == [second]


def test_one_that_was_removed_since_it_was_seen_is_saved_anew(store, key, at):
    first = save_scenario(store, key, "A", {"I1": 4}, "Sari", at)
    remove_scenario(store, first, "Sari", at)
    second = save_scenario(store, key, "A", {"I1": 5}, "Budi", at, first)
    assert find_scenarios(store, key) == [second]


def test_the_assessment_its_revisions_and_history_stay_as_they_are(
    store, agency, key, make_draft, at
):
    save_drafts(store, [make_draft()], "Sari", at)
    before = (load_result(store, key), find_revisions(store, key), find_changes(store, agency.id))
    kept = save_scenario(store, key, "A", {"I1": 5}, "Sari", at)
    remove_scenario(store, kept, "Sari", at)
    after = (load_result(store, key), find_revisions(store, key), find_changes(store, agency.id))
    assert after == before


def test_saving_and_removing_are_new_versions_of_the_store(store, key, at):
    versions = [load_version(store)]
    kept = save_scenario(store, key, "A", {"I1": 5}, "Sari", at)
    versions.append(load_version(store))
    remove_scenario(store, kept, "Sari", at)
    versions.append(load_version(store))
    assert len(set(versions)) == 3


def test_a_removed_scenario_is_gone_and_cannot_be_removed_again(store, key, at):
    kept = save_scenario(store, key, "A", {"I1": 5}, "Sari", at)
    remove_scenario(store, kept, "Sari", at)
    assert find_scenarios(store, key) == []
    with pytest.raises(StoreError, match="Skenario ini sudah tidak ada"):
        remove_scenario(store, kept, "Sari", at)


def test_scenarios_go_with_their_agency(store, agency, key, at):
    kept = save_scenario(store, key, "A", {"I1": 5}, "Sari", at)
    remove_agency(store, agency.id)
    assert find_scenarios(store, key) == []
    with pytest.raises(StoreError, match="Skenario ini sudah tidak ada"):
        remove_scenario(store, kept, "Sari", at)


@pytest.mark.parametrize(
    ("name", "levels", "who", "sentence"),
    [
        ("  ", {"I1": 4}, "Sari", "Nama masih kosong"),
        ("A", {"I1": 4}, " ", "Nama masih kosong"),
        ("x" * 81, {"I1": 4}, "Sari", "terlalu panjang: 81 huruf, paling banyak 80"),
        ("A\0", {"I1": 4}, "Sari", "karakter yang tidak dapat disimpan"),
        ("A", {"I1": -1}, "Sari", "I1: tingkat -1 tidak dapat disimpan"),
        ("A", {"I1": None}, "Sari", "I1: tingkat None tidak dapat disimpan"),
        ("A", {"I\0": 1}, "Sari", "karakter yang tidak dapat disimpan"),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(store, key, at, name, levels, who, sentence):
    with pytest.raises(StoreError, match=sentence):
        save_scenario(store, key, name, levels, who, at)
    assert find_scenarios(store, key) == []


def test_a_scenario_of_no_agency_is_refused(store, key, at):
    with pytest.raises(StoreError, match="Instansi ini sudah tidak ada"):
        save_scenario(store, replace(key, agency_id=99), "A", {"I1": 4}, "Sari", at)


def test_hostile_names_are_kept_letter_by_letter(store, key, at):
    name = '=HYPERLINK("x") \'); DROP TABLE scenarios;-- **b** <i>'
    save_scenario(store, key, name, {"I1": 4}, "Sari", at)
    assert [scenario.name for scenario in find_scenarios(store, key)] == [name]


def test_one_that_another_replaced_is_not_removed(store, key, at):
    seen = save_scenario(store, key, "A", {"I1": 4}, "Sari", at)
    second = save_scenario(store, key, "A", {"I1": 5}, "Budi", at + SECOND, seen)
    with pytest.raises(ScenarioConflictError):
        remove_scenario(store, seen, "Sari", at)
    remove_scenario(store, second, "Sari", at)
    removal, *_ = find_events(store, key.agency_id, subject="scenario")
    assert (removal.who, removal.before["name"], removal.after) == ("Sari", "A", None)

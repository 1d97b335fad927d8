"""The first start fills a new store once, and the app begins where the work is."""

from __future__ import annotations

import datetime

import pytest

from spbe.jobs.first_start import default_view, save_last_view, start_store
from spbe.model.assessment import Assessment
from spbe.store.agencies import find_agencies, find_units
from spbe.store.assessments import find_results, find_revisions, save_drafts
from spbe.store.cycles import find_sectors, load_cycle
from spbe.store.database import open_store
from spbe.store.records import Draft, ResultKey
from spbe.store.samples import clear_samples
from spbe.store.settings import save_setting
from spbe.store.targets import find_targets
from tests.agencies import BY, add_agency, remove_agency

AT = datetime.datetime(2024, 10, 28, tzinfo=datetime.UTC)
INSTRUMENT = "permenpanrb-59-2020"


@pytest.fixture
def store():
    store = start_store()
    yield store
    store.close()


@pytest.fixture
def province(store):
    return next(agency for agency in find_agencies(store) if agency.is_illustrative)


def test_a_new_store_holds_the_three_samples(store, province):
    assert [agency.name for agency in find_agencies(store)] == [
        "Kota Bandar Lampung",
        "Pemerintah Provinsi Kalimantan Timur",
        "Provinsi Contoh",
    ]
    assert len(find_results(store)) == 12
    assert province.name == "Provinsi Contoh"
    assert len(find_sectors(store, province.id)) == 6
    assert [t.hundredths for t in find_targets(store, province.id, 2024)] == [350, 300]
    assert load_cycle(store, province.id, 2024).dates["interview"] == datetime.date(2024, 10, 29)
    assert "Diskominfo" in [unit.name for unit in find_units(store, province.id)]


def test_only_the_illustrative_sample_and_bandar_lampung_have_levels(store):
    with_levels = {
        result.content.agency
        for result in find_results(store)
        if isinstance(result.content, Assessment)
    }
    assert with_levels == {"Kota Bandar Lampung", "Provinsi Contoh"}


def test_samples_are_named_as_such_in_their_revision(store, province):
    (revision,) = find_revisions(store, ResultKey(province.id, INSTRUMENT, 2024, "document"))
    assert (revision.number, revision.who, revision.note) == (1, "SPBE", "Contoh bawaan")


def test_the_second_start_adds_nothing(store):
    before = find_results(store)
    again = start_store()
    assert find_results(again) == before
    again.close()


def test_after_starting_empty_no_start_brings_the_samples_back(store):
    clear_samples(store, *BY)
    again = start_store()
    assert find_agencies(again) == []
    assert default_view(again) is None
    again.close()


def test_a_store_with_own_content_gets_no_samples(tmp_path):
    url = f"sqlite:///{tmp_path}/own.sqlite3"
    own = open_store(url)
    agency = add_agency(own, "Kota Sendiri")
    own.close()
    store = start_store(url)
    assert find_agencies(store) == [agency]
    store.close()


def test_the_app_begins_with_the_illustrative_document_assessment(store, province):
    assert default_view(store) == ResultKey(province.id, INSTRUMENT, 2024, "document")


def test_later_the_app_begins_with_the_last_view(store):
    key = next(result.key for result in find_results(store) if result.key.year == 2022)
    save_last_view(store, key)
    again = start_store()
    assert default_view(again) == key
    again.close()


def test_a_last_view_that_is_gone_is_passed_over(store, province):
    key = next(result.key for result in find_results(store) if result.key.year == 2022)
    save_last_view(store, key)
    remove_agency(store, key.agency_id)
    assert default_view(store) == ResultKey(province.id, INSTRUMENT, 2024, "document")


@pytest.mark.parametrize("value", ["", "null", "[1]", "[[], {}, 1, 2]", "{", '"abcd"', "7"])
def test_an_unreadable_last_view_is_passed_over(store, province, value):
    save_setting(store, "last_view", value)
    assert default_view(store) == ResultKey(province.id, INSTRUMENT, 2024, "document")


def test_without_samples_the_app_begins_with_the_newest_of_the_first_agency(store):
    clear_samples(store, *BY)
    agency = add_agency(store, "Kota Sendiri")
    drafts = [
        Draft(agency.id, Assessment(INSTRUMENT, None, 2024, stage, {"I1": 3}), None)
        for stage in ("document", "self")
    ]
    save_drafts(store, drafts, "Sari", AT)
    assert default_view(store) == ResultKey(agency.id, INSTRUMENT, 2024, "document")

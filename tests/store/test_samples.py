"""The samples of a new store: filled in once, and gone for good after "Mulai kosong"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spbe.model.assessment import PublishedResult
from spbe.model.item import Item
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results, save_drafts
from spbe.store.backup import build_backup, restore_backup
from spbe.store.cycles import find_sectors, load_cycle
from spbe.store.items import add_items, find_items
from spbe.store.older_events import find_history
from spbe.store.records import AgencyContent, Cycle, Draft, Sector, Target
from spbe.store.samples import clear_samples, fill_samples, is_new
from spbe.store.targets import find_targets, save_target
from tests.agencies import BY, add_agency


@pytest.fixture
def samples(make_assessment):
    """An illustrative agency with everything, and a real one with printed figures."""
    invented = AgencyContent(
        name="Provinsi Rekaan",
        kind="Provinsi",
        region=None,
        is_illustrative=True,
        results=(make_assessment(), make_assessment(year=2023, stage="final")),
        cycles=(Cycle(0, 2024, "pemantauan"),),
        sectors=(Sector(0, 2024, "I45", "Kesehatan", "Antrean", "RSUD"),),
        targets=(Target(7, 0, 2024, "Aim", "Source", 350, False),),
    )
    printed = PublishedResult("permenpanrb-59-2020", "x", 2024, "self", {"SPBE": 435})
    real = AgencyContent(
        name="Provinsi Nyata",
        kind="Provinsi",
        region="Jawa",
        is_illustrative=False,
        results=(printed,),
        cycles=(Cycle(0, 2024),),
        targets=(Target(None, 0, 2024, "Aim", "Source", 350, True),),
    )
    return lambda: [invented, real]


@pytest.fixture
def filled(store, samples, at):
    assert fill_samples(store, samples, "SPBE", at)
    return store


def find_agency(store, name):
    return next(agency for agency in find_agencies(store) if agency.name == name)


def test_a_new_store_is_filled_once(store, samples, at):
    assert is_new(store)
    assert fill_samples(store, samples, "SPBE", at)
    assert not is_new(store)
    assert not fill_samples(store, samples, "SPBE", at)
    invented = find_agency(store, "Provinsi Rekaan")
    assert invented.is_illustrative
    assert [r.key.year for r in find_results(store, invented.id)] == [2023, 2024]
    assert load_cycle(store, invented.id, 2024).kind == "pemantauan"
    assert [s.agency_id for s in find_sectors(store, invented.id)] == [invented.id]
    assert [t.is_primary for t in find_targets(store, invented.id)] == [True]
    (printed,) = find_results(store, find_agency(store, "Provinsi Nyata").id)
    assert printed.content.hundredths == {"SPBE": 435}


def test_a_store_that_holds_something_is_passed_by_for_good(store, samples, agency, at):
    assert not fill_samples(store, samples, "SPBE", at)
    assert not is_new(store)
    assert find_agencies(store) == [agency]


def test_where_filling_fails_nothing_is_kept_and_the_next_start_tries_again(store, samples, at):
    def fail():
        yield samples()[0]
        raise OSError("data/ is gone")

    with pytest.raises(OSError, match="data/ is gone"):
        fill_samples(store, fail, "SPBE", at)
    assert find_agencies(store) == []
    assert is_new(store)


def test_after_starting_empty_the_samples_never_come_back(filled, samples, at):
    assert clear_samples(filled, *BY) == []
    assert find_agencies(filled) == []
    assert find_results(filled) == []
    assert not fill_samples(filled, samples, "SPBE", at)
    assert find_agencies(filled) == []


def test_own_agencies_stay_when_the_samples_go(filled, at, make_assessment):
    own = add_agency(filled, "Kota Sendiri")
    save_drafts(filled, [Draft(own.id, make_assessment(), None)], "Sari", at)
    clear_samples(filled, *BY)
    assert find_agencies(filled) == [own]
    assert len(find_results(filled)) == 1


def test_own_work_on_a_real_sample_agency_stays(filled, at, make_assessment):
    real = find_agency(filled, "Provinsi Nyata")
    save_drafts(filled, [Draft(real.id, make_assessment(), None)], "Sari", at)
    save_target(filled, Target(None, real.id, 2024, "Own", "Us", 400, False), "Sari", at)
    assert clear_samples(filled, *BY) == [real]
    assert find_agencies(filled) == [real]
    assert [r.key.stage for r in find_results(filled)] == ["document"]
    (target,) = find_targets(filled, real.id)
    assert (target.name, target.is_primary) == ("Own", True)
    assert clear_samples(filled, *BY) == []
    assert find_agencies(filled) == [real]


def test_a_sample_that_somebody_changed_is_their_work(filled, at, make_assessment):
    real = find_agency(filled, "Provinsi Nyata")
    (target,) = find_targets(filled, real.id)
    save_target(filled, target, "Sari", at)
    assert clear_samples(filled, *BY) == [real]
    assert find_results(filled) == []
    assert find_targets(filled, real.id) == [target]


def test_an_illustrative_sample_goes_whatever_was_done_with_it(filled, at, make_assessment):
    invented = find_agency(filled, "Provinsi Rekaan")
    base = find_results(filled, invented.id)[1].revision.id
    save_drafts(filled, [Draft(invented.id, make_assessment(), base)], "Sari", at)
    clear_samples(filled, *BY)
    assert find_agencies(filled) == []


def test_a_restored_store_without_samples_stays_without(filled, samples, at):
    clear_samples(filled, *BY)
    restore_backup(filled, build_backup(filled), *BY)
    assert not is_new(filled)


def test_a_real_agency_with_a_checklist_of_its_own_stays(filled, at):
    real = find_agency(filled, "Provinsi Nyata")
    (item,) = add_items(filled, [Item(real.id, "x", "Tetapkan", "own", 2024)], "Sari", at)
    assert [agency.name for agency in clear_samples(filled, *BY)] == ["Provinsi Nyata"]
    assert find_items(filled, real.id, "x") == [item]


def test_starting_empty_is_told_in_the_history_and_takes_none_of_it_away(filled, at):
    told = {
        agency: find_history(filled, agency.id)
        for agency in (find_agency(filled, name) for name in ("Provinsi Rekaan", "Provinsi Nyata"))
    }
    real = find_agency(filled, "Provinsi Nyata")
    add_items(filled, [Item(real.id, "x", "Tetapkan", "own", 2024)], "Sari", at)
    clear_samples(filled, "Budi", at)
    for agency, before in told.items():
        after = find_history(filled, agency.id)
        plain = [replace(event, id=None, agency_name="") for event in after]
        assert all(replace(event, id=None, agency_name="") in plain for event in before)
        subject = "samples" if agency == real else "agency"
        assert (after[0].subject, after[0].who, after[0].after) == (subject, "Budi", None)

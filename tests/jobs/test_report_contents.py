"""What a report tells: the figures of the store, the target, the way there, and what is lacking."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from spbe.analysis.results import score_result
from spbe.catalogue.instruments import load_instruments
from spbe.jobs.checklist import find_next_goals, load_basis, make_checklist, preview_checklist
from spbe.jobs.first_start import start_store
from spbe.jobs.report_contents import gather_single, gather_stored
from spbe.model.assessment import Assessment, IndicatorNotes
from spbe.store.agencies import find_agencies
from spbe.store.assessments import load_result
from spbe.store.records import ResultKey, StoreError, Target
from spbe.store.targets import save_target

INSTRUMENTS = load_instruments()
OF_2020 = INSTRUMENTS["permenpanrb-59-2020"]
DAY = datetime.date(2024, 10, 20)
AT = datetime.datetime(2024, 10, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def store(tmp_path):
    store = start_store(f"sqlite:///{tmp_path}/store.sqlite3")
    yield store
    store.close()


def key_of(store, stage="document", year=2024, name="Provinsi Contoh"):
    agency = next(a for a in find_agencies(store) if name in a.name)
    return ResultKey(agency.id, OF_2020.id, year, stage)


def test_report_measures_to_the_primary_target_and_finds_both_ways_there(store):
    contents = gather_stored(store, INSTRUMENTS, key_of(store), DAY)
    assert (contents.index, contents.target.hundredths, contents.distance.shown_gap) == (
        *(328, 350),
        22,
    )
    assert contents.target.source
    assert contents.target.is_primary
    assert contents.claim.hundredths(OF_2020.root.code) == 435
    assert contents.clarify.plan.is_reached
    assert contents.improve.plan.is_reached
    assert contents.is_illustrative
    assert contents.is_interim
    points = [action.points for action in contents.actions]
    assert points == sorted(points, reverse=True)
    assert contents.improve.plan.reached >= contents.improve.aim


def test_report_measures_to_another_target_and_without_any_to_the_next_rating(store):
    own = gather_stored(store, INSTRUMENTS, key_of(store), DAY, target=400)
    assert (own.target.hundredths, own.target.is_primary) == (400, False)
    without = gather_stored(store, INSTRUMENTS, key_of(store, "final", 2023), DAY, "en")
    assert (without.target.hundredths, without.target.name) == (350, "Very good")
    assert without.target.source == OF_2020.regulation_short


def test_targets_of_equal_height_are_told_apart(store):
    key = key_of(store)
    new = Target(None, key.agency_id, key.year, "RPJMD", "Perda 2/2021", 350, is_primary=False)
    equal = save_target(store, new, "Ani", AT)
    chosen = gather_stored(store, INSTRUMENTS, key, DAY, target=equal).target
    assert (chosen.name, chosen.source, chosen.is_primary) == ("RPJMD", "Perda 2/2021", False)
    written = gather_stored(store, INSTRUMENTS, key, DAY, target=350).target
    assert written.is_primary
    assert written.name != "RPJMD"


def test_report_says_what_the_data_do_not_hold(store):
    lacks = gather_stored(store, INSTRUMENTS, key_of(store), DAY).lacks
    assert "Checklist tahun ini masih kosong." in [sentence.template for sentence in lacks]
    content = load_result(store, key_of(store)).content
    assert isinstance(content, Assessment)
    single = gather_single(INSTRUMENTS, score_result(OF_2020, content), DAY, target=350)
    assert single.checklist.total is None
    assert single.claim is None
    assert single.clarify is None
    assert len(single.lacks) > len(lacks)


def test_actions_name_the_units_and_days_of_open_items(store):
    key = key_of(store)
    content = load_result(store, key).content
    basis = load_basis(store, key.agency_id, OF_2020, content)
    goals = find_next_goals(OF_2020, content)
    made, _ = make_checklist(store, preview_checklist(store, basis, goals), "Rina", AT)
    contents = gather_stored(store, INSTRUMENTS, key, DAY)
    assert len(contents.checklist.items) == len(made)
    assert contents.checklist.total.points > 0
    named = {item.code for item in made}
    action = next(action for action in contents.actions if action.code in named)
    assert action.items
    assert all(item.code == action.code for item in action.items)


def test_peers_count_an_own_interim_result_once_and_beside_the_published(store):
    peers = gather_stored(store, INSTRUMENTS, key_of(store, name="Kalimantan Timur"), DAY).peers
    assert peers.is_guest
    assert peers.own.agency not in {peer.agency for peer in peers.group}
    final = key_of(store, "final", name="Kalimantan Timur")
    published = gather_stored(store, INSTRUMENTS, final, DAY).peers
    assert not published.is_guest
    assert published.standings[OF_2020.root.code].of == len(published.group)


def test_result_that_is_not_kept_is_refused(store):
    with pytest.raises(StoreError, match="tidak tersimpan"):
        gather_stored(store, INSTRUMENTS, key_of(store, "visit"), DAY)


def test_a_sheet_alone_says_who_answers_where_it_names_units(store):
    content = load_result(store, key_of(store)).content
    code = OF_2020.leaf_codes[16]
    notes = {code: IndicatorNotes(unit="Dinas A; Dinas B")}
    own = score_result(OF_2020, replace(content, notes=notes))
    single = gather_single(INSTRUMENTS, own, DAY, target=500)
    assert single.leads[code].leads == ("Dinas A", "Dinas B")
    action = next(action for action in single.actions if action.code == code)
    assert action.units == ("Dinas A", "Dinas B")


def test_an_interim_result_with_the_published_index_is_still_not_published(store):
    key = key_of(store, "final", name="Kalimantan Timur")
    final = score_result(OF_2020, load_result(store, key).content)
    interim = score_result(OF_2020, replace(final.content, stage="document"))
    peers = gather_single(INSTRUMENTS, interim, DAY).peers
    assert peers.is_guest
    assert peers.own.agency not in {peer.agency for peer in peers.group}
    assert not gather_single(INSTRUMENTS, final, DAY).peers.is_guest


def test_the_invented_province_stays_invented_in_a_file_of_its_own(store):
    content = load_result(store, key_of(store)).content
    assert gather_single(INSTRUMENTS, score_result(OF_2020, content), DAY).is_illustrative

"""What happened outlives a restore: the history of both states stays, each event once."""

from __future__ import annotations

import datetime
import itertools
import json
import random
import sqlite3
from collections import Counter
from dataclasses import replace

import pytest

from spbe.jobs.checklist_history import find_state_changes
from spbe.model.assessment import Assessment
from spbe.model.item import Item
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results, save_drafts
from spbe.store.backup import build_backup, restore_backup
from spbe.store.cycles import load_cycle, save_cycle
from spbe.store.database import open_store
from spbe.store.items import add_items, find_items, save_items
from spbe.store.older_events import find_history, find_removed_agencies
from spbe.store.records import Draft, Target
from spbe.store.settings import save_setting
from spbe.store.targets import find_targets, save_target
from tests.agencies import BY, add_agency, remove_agency
from tests.store.conftest import MORNING

INSTRUMENT = "permenpanrb-59-2020"


@pytest.fixture
def open_store_of(tmp_path):
    """Open stores, each in a folder of its own."""
    stores = []

    def open_(name):
        stores.append(open_store(f"sqlite:///{tmp_path}/{name}/store.sqlite3"))
        return stores[-1]

    yield open_
    for store in stores:
        store.close()


def tell(store):
    """Tell everything that the history of every agency and of all of them says, as a multiset."""
    ids = {agency.id: agency.name for agency in find_agencies(store)} | find_removed_agencies(store)
    told = [(name, event) for number, name in ids.items() for event in find_history(store, number)]
    told += [("", event) for event in find_history(store, None)]
    return Counter(
        (name, e.subject, e.year, e.code, write(e.before), write(e.after), e.who, e.at)
        for name, e in told
        if e.subject != "restored"
    )


def write(values):
    return json.dumps(values, default=datetime.date.isoformat)


def change_something(store, chance, moment):
    """Do one of the things that people do, at a moment of its own."""
    at = MORNING + datetime.timedelta(minutes=moment)
    who = chance.choice(["Sari", "Budi", "Citra"])
    known = find_agencies(store)
    kind = chance.randrange(7)
    if kind == 0 or not known:
        add_agency(store, f"Kota {chance.choice('ABCDEF')}{moment}")
        return
    agency = chance.choice(known)
    if kind == 1 and len(known) > 2:
        remove_agency(store, agency.id)
    elif kind == 2:
        results = [r for r in find_results(store, agency.id) if r.revision]
        base = results[-1].revision.id if results else None
        content = Assessment(INSTRUMENT, agency.name, 2024, "self", {"I1": chance.randint(1, 5)})
        save_drafts(store, [Draft(agency.id, content, base)], who, at)
    elif kind == 3:
        seen = load_cycle(store, agency.id, 2024)
        dates = {"self": datetime.date(2024, 10, chance.randint(1, 30))}
        save_cycle(store, replace(seen, dates=dates), who, at, seen)
    elif kind == 4:
        target = Target(None, agency.id, 2024, f"Target {moment}", "RPJMD", 350, False)
        save_target(store, target, who, at)
    elif kind == 5:
        found = find_items(store, agency.id, INSTRUMENT)
        if found:
            save_items(store, [(found[0], replace(found[0], text=f"Ubah {moment}"))], who, at)
    else:
        add_items(store, [Item(agency.id, INSTRUMENT, f"Susun {moment}", "own", 2024)], who, at)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_and_restored_nothing_that_happened_is_lost_or_doubled(
    open_store_of, seed, tmp_path
):
    chance, moments = random.Random(seed), itertools.count()
    store, other = open_store_of("satu"), open_store_of("dua")
    backups = []
    for _round in range(4):
        for _step in range(6):
            change_something(store, chance, next(moments))
            change_something(other, chance, next(moments))
        backups += [build_backup(store), build_backup(other)]
        data = chance.choice(backups)
        (tmp_path / "salinan.sqlite3").write_bytes(data)
        copied = open_store(f"sqlite:///{tmp_path}/salinan.sqlite3")
        expected = tell(store) | tell(copied)
        copied.close()
        state = restore_backup(store, data, *BY)
        after = tell(store)
        assert not expected - after
        told = {key for key in after if key[1] != "agency"}
        assert {key: after[key] for key in told} == {key: expected[key] for key in told}
        restore_backup(store, data, *BY)
        assert tell(store) == after
        if chance.random() < 0.5:
            restore_backup(store, state.read_bytes(), *BY)
            assert not after - tell(store)


def test_what_was_saved_after_a_copy_is_told_after_its_restore(store, agency, make_draft, at):
    (first,) = save_drafts(store, [make_draft()], "Sari", at)
    save_cycle(store, load_cycle(store, agency.id, 2024), "Sari", at, None)
    data = build_backup(store)
    later = at + datetime.timedelta(hours=1)
    save_drafts(store, [make_draft(first.id, levels={"I1": 5})], "Budi", later)
    save_drafts(store, [make_draft(stage="final", levels={"I1": 2})], "Citra", later)
    save_target(store, Target(None, agency.id, 2024, "T", "S", 300, True), "Dewi", later)
    before = find_history(store, agency.id)
    restore_backup(store, data, *BY)
    after = find_history(store, agency.id)
    plain = [replace(e, id=None, agency_name="", origin=None, is_replaced=False) for e in after]
    for event in before:
        assert replace(event, id=None, agency_name="", origin=None) in plain
    assert len(after) == len(before) + 1
    assert {e.who for e in after if e.is_replaced} == {"Budi", "Citra", "Dewi"}
    [whole] = [e for e in after if e.who == "Citra"]
    assert whole.after["levels"] == {"I1": 2}
    assert after[0].subject == "restored" or after[0].at == later


def test_what_no_longer_holds_is_told_but_counts_for_nothing(store, agency, at):
    (item,) = add_items(store, [Item(agency.id, INSTRUMENT, "Susun", "own", 2024)], "Sari", at)
    data = build_backup(store)
    save_items(store, [(item, replace(item, state="work"))], "Budi", at)
    restore_backup(store, data, *BY)
    assert [c.state for c in find_state_changes(store, agency.id, [item.id])] == ["open"]
    assert "Budi" in [event.who for event in find_history(store, agency.id)]


def test_an_agency_that_the_copy_does_not_know_is_told_as_removed(store, agency, at):
    data = build_backup(store)
    later = add_agency(store, "Kota Baru")
    save_target(store, Target(None, later.id, 2024, "T", "S", 300, True), "Dewi", at)
    restore_backup(store, data, "Rina", at)
    assert find_removed_agencies(store) == {later.id: "Kota Baru"}
    removal, *rest = [e for e in find_history(store, later.id) if e.subject != "restored"]
    assert (removal.who, removal.after) == ("Rina", None)
    assert {event.subject for event in rest} == {"agency", "target"}


def test_the_history_of_one_agency_is_never_told_as_that_of_another(store, agency, open_store_of):
    other = open_store_of("lain")
    theirs = add_agency(other, "Kota Lain")
    assert theirs.id == agency.id
    restore_backup(store, build_backup(other), *BY)
    names = {e.after["name"] for e in find_history(store, theirs.id) if e.subject == "agency"}
    assert names == {"Kota Lain"}
    [(number, name)] = find_removed_agencies(store).items()
    assert (name, number != theirs.id) == ("Kota Uji", True)
    assert add_agency(store, "Kota Ketiga").id not in (number, theirs.id)


def test_an_agency_of_the_same_name_keeps_its_history_under_its_new_number(
    store, agency, open_store_of
):
    other = open_store_of("lain")
    add_agency(other, "Kota Lain")
    same = add_agency(other, "kota uji")
    restore_backup(store, build_backup(other), *BY)
    assert same.id != agency.id
    names = [e.after["name"] for e in find_history(store, same.id) if e.subject == "agency"]
    assert sorted(names) == ["Kota Uji", "kota uji"]
    assert find_removed_agencies(store) == {}


def test_a_copy_of_an_older_version_doubles_nothing(store, agency, at, tmp_path):
    save_target(store, Target(None, agency.id, 2024, "T", "S", 300, True), "Dewi", at)
    path = tmp_path / "lama.sqlite3"
    path.write_bytes(build_backup(store))
    connection = sqlite3.connect(path, isolation_level=None)
    for name in ("origin", "is_replaced"):
        connection.execute(f"ALTER TABLE events DROP COLUMN {name}")
    connection.execute("ALTER TABLE meetings DROP COLUMN said")
    connection.execute("UPDATE alembic_version SET version_num = '0006'")
    connection.close()
    before = tell(store)
    restore_backup(store, path.read_bytes(), *BY)
    assert tell(store) == before
    assert find_targets(store, agency.id)


def test_who_did_it_stays_when_an_agency_is_removed_by_another(store, agency, make_draft, at):
    save_setting(store, "language", "id")
    save_drafts(store, [make_draft()], "Sari", at)
    remove_agency(store, agency.id, "Budi")
    assert [e.who for e in find_history(store, agency.id) if e.subject == "revision"] == ["Sari"]

"""Targets: each with name and source, exactly one per year the primary."""

from __future__ import annotations

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from spbe.store.database import open_store
from spbe.store.history import find_changes
from spbe.store.records import EditConflictError, StoreError, Target
from spbe.store.schema import targets
from spbe.store.targets import find_targets, remove_target, save_target
from tests.agencies import add_agency, remove_agency


@pytest.fixture
def save(store, agency, at):
    def save(name, hundredths=300, *, is_primary=False, year=2024, source="Rapat", target_id=None):
        target = Target(target_id, agency.id, year, name, source, hundredths, is_primary)
        return save_target(store, target, "Sari", at)

    return save


def test_a_target_is_loaded_as_it_was_saved(store, agency, save):
    saved = save("Target  provinsi", 300, source="setda.example")
    assert saved == Target(saved.id, agency.id, 2024, "Target provinsi", "setda.example", 300, True)
    assert find_targets(store, agency.id) == [saved]


def test_the_first_target_of_a_year_is_the_primary_whatever_it_says(save):
    assert save("A").is_primary
    assert not save("B").is_primary
    assert save("C", year=2025).is_primary


def test_a_new_primary_takes_the_place_of_the_old_one(store, agency, save):
    old = save("A")
    new = save("B", is_primary=True)
    assert find_targets(store, agency.id, 2024) == [new, replace(old, is_primary=False)]


def test_the_primary_stays_so_until_another_is_chosen(save):
    first = save("A")
    save("B")
    assert save("A", 310, target_id=first.id) == replace(first, hundredths=310)


def test_where_the_primary_is_removed_the_oldest_other_becomes_it(store, agency, save, at):
    first, second, third = save("A"), save("B"), save("C")
    remove_target(store, first.id, "Sari", at)
    assert find_targets(store, agency.id) == [replace(second, is_primary=True), third]
    remove_target(store, third.id, "Sari", at)
    remove_target(store, second.id, "Sari", at)
    assert find_targets(store, agency.id) == []


def test_the_tables_themselves_refuse_a_second_primary(store, agency, save):
    save("A")
    row = {"agency_id": agency.id, "year": 2024, "name": "B", "source": "S"}
    with store.engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(insert(targets), row | {"hundredths": 300, "is_primary": True})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"source": " "}, "Sumber target masih kosong"),
        ({"name": ""}, "Nama masih kosong"),
        ({"name": "target A"}, 'Target "target A" untuk 2024 sudah ada'),
        ({"hundredths": 3.5}, "Nilai 3.5 tidak dapat disimpan"),
        ({"hundredths": -1}, "Nilai -1 tidak dapat disimpan"),
        ({"year": 0}, "Tahun 0 tidak dapat disimpan"),
        ({"agency_id": 99}, "Instansi ini sudah tidak ada"),
        ({"id": 99}, "Target ini sudah tidak ada"),
    ],
)
def test_a_faulty_target_is_refused_and_the_others_stay(store, agency, save, at, changes, sentence):
    kept = save("Target A")
    faulty = replace(Target(None, agency.id, 2024, "B", "S", 350, True), **changes)
    with pytest.raises(StoreError, match=sentence):
        save_target(store, faulty, "Sari", at)
    assert find_targets(store, agency.id) == [kept]


def test_a_target_does_not_move_to_another_year(save):
    saved = save("A")
    with pytest.raises(StoreError, match="Buat target baru untuk 2025"):
        save("A", year=2025, target_id=saved.id)


def test_an_unknown_target_cannot_be_removed(store, at):
    with pytest.raises(StoreError, match="Target ini sudah tidak ada"):
        remove_target(store, 5, "Sari", at)


def test_who_saved_and_removed_a_target_is_kept(store, agency, save, at):
    saved = save("Target A", 305, source="setda.example")
    remove_target(store, saved.id, "Budi", at)
    removed, added = find_changes(store, agency.id)
    assert (removed.who, removed.value, removed.is_removed) == ("Budi", saved, True)
    assert (added.who, added.value, added.is_removed) == ("Sari", saved, False)


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('targets')}/store.sqlite3")
    yield store
    store.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["save", "edit", "remove"]), st.integers(0, 3), st.booleans()),
    max_size=12,
)


@given(steps=STEPS)
def test_whatever_is_done_a_year_with_targets_has_exactly_one_primary(shared_store, steps):
    at = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
    agency = add_agency(shared_store, "Kota Uji")
    for step, which, is_primary in steps:
        kept = find_targets(shared_store, agency.id)
        if step == "save" or not kept:
            name = f"T{len(find_changes(shared_store, agency.id))}"
            target = Target(None, agency.id, 2024, name, "S", 300, is_primary)
            save_target(shared_store, target, "Sari", at)
        elif step == "edit":
            chosen = replace(kept[which % len(kept)], is_primary=is_primary)
            save_target(shared_store, chosen, "Sari", at)
        else:
            remove_target(shared_store, kept[which % len(kept)].id, "Sari", at)
        kept = find_targets(shared_store, agency.id)
        assert [t.is_primary for t in kept].count(True) == min(len(kept), 1)
    remove_agency(shared_store, agency.id)


def test_who_saves_or_removes_a_target_that_another_changed_is_told_and_nothing_is_lost(
    store, agency, save, at
):
    seen = save("A", 300)
    theirs = save_target(store, replace(seen, hundredths=350), "Budi", at, seen)
    for write in (
        lambda: save_target(store, replace(seen, source="Perda"), "Sari", at, seen),
        lambda: remove_target(store, seen.id, "Sari", at, seen),
    ):
        with pytest.raises(EditConflictError, match="Budi sudah mengubah target “A”") as told:
            write()
        assert told.value.current == theirs
    assert find_targets(store, agency.id) == [theirs]


def test_of_twenty_who_edit_one_target_at_once_nobody_loses_a_word(store, url, agency, save, at):
    first = save("A", source="Rapat")

    def add(name):
        own, seen = open_store(url), first
        while True:
            try:
                mine = replace(seen, source=f"{seen.source}; {name}")
                save_target(own, mine, name, at, seen)
            except EditConflictError as conflict:
                seen = conflict.current
            else:
                break
        own.close()

    names = [f"P{number}" for number in range(20)]
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(add, names))
    [kept] = find_targets(store, agency.id)
    assert sorted(kept.source.split("; ")) == sorted(["Rapat", *names])

"""Clarifications: what is prepared per indicator; nobody's words are written over unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from spbe.store.clarifications import (
    find_clarifications,
    remove_clarification,
    save_clarification,
)
from spbe.store.database import open_store
from spbe.store.events import find_events
from spbe.store.records import Clarification, EditConflictError, StoreError
from tests.agencies import remove_agency

INSTRUMENT = "permenpanrb-59-2020"
EDITORS = 20


@pytest.fixture
def blank(agency):
    return Clarification(agency.id, INSTRUMENT, 2024, "I12")


@pytest.fixture
def find(store, agency):
    return lambda: find_clarifications(store, agency.id, INSTRUMENT, 2024)


def test_what_is_prepared_is_found_as_it_was_saved(store, blank, find, at):
    said = replace(
        blank,
        finding="Halaman 4 belum terbaca ✓",
        answer="Pasal 5\nsudah memuatnya",
        evidence="Pergub 12, hlm. 4",
        claimed_level=4,
        person="Kabid Aptika",
    )
    kept = save_clarification(store, said, "Sari", at)
    assert kept == replace(said, version=1)
    assert find() == [kept]
    assert find_clarifications(store, blank.agency_id, INSTRUMENT, 2025) == []
    assert find_clarifications(store, blank.agency_id, "permenpanrb-8-2026", 2024) == []


def test_an_empty_one_is_kept_as_a_mark_and_taken_back(store, blank, find, at):
    mark = save_clarification(store, blank, "Sari", at)
    assert find() == [mark]
    remove_clarification(store, mark, "Budi", at)
    remove_clarification(store, mark, "Budi", at)
    assert find() == []
    assert [(e.who, e.after is None) for e in find_events(store, blank.agency_id)][:2] == [
        ("Budi", True),
        ("Sari", False),
    ]


def test_who_saves_what_is_no_longer_so_is_told_who_changed_it_and_loses_nothing(
    store, blank, find, at
):
    seen = save_clarification(store, replace(blank, answer="A"), "Sari", at)
    theirs = save_clarification(store, replace(seen, answer="B"), "Budi", at, seen)
    for write in (
        lambda: save_clarification(store, replace(seen, answer="C"), "Citra", at, seen),
        lambda: save_clarification(store, replace(blank, answer="C"), "Citra", at),
        lambda: remove_clarification(store, seen, "Citra", at),
    ):
        with pytest.raises(EditConflictError) as conflict:
            write()
        assert conflict.value.current == theirs
        assert str(conflict.value) == (
            "Budi sudah mengubah klarifikasi indikator 12 sesudah data ini dibuka. Tidak ada yang "
            "disimpan. Periksa isinya yang sekarang, lalu simpan lagi."
        )
    assert find() == [theirs]


def test_one_that_was_removed_since_it_was_seen_is_not_saved_over_nothing(store, blank, find, at):
    seen = save_clarification(store, blank, "Sari", at)
    remove_clarification(store, seen, "Budi", at)
    with pytest.raises(EditConflictError) as conflict:
        save_clarification(store, replace(seen, answer="A"), "Sari", at, seen)
    assert conflict.value.current is None
    assert find() == []
    kept = save_clarification(store, replace(seen, answer="A"), "Sari", at)
    assert find() == [kept]


def test_every_change_is_noted_with_before_and_after_and_no_change_is_not(store, agency, blank, at):
    first = save_clarification(store, replace(blank, answer="A", person="Ani"), "Sari", at)
    second = save_clarification(store, replace(first, answer="B", claimed_level=4), "B", at, first)
    assert save_clarification(store, second, "C", at, second) == second
    newest, oldest, *_ = find_events(store, agency.id, subject="clarification", code="I12")
    assert (newest.who, newest.before, newest.after) == (
        "B",
        {"answer": "A", "claimed_level": None},
        {"answer": "B", "claimed_level": 4},
    )
    assert (oldest.who, oldest.before, oldest.year) == ("Sari", None, 2024)
    assert len(find_events(store, agency.id, subject="clarification")) == 2


def test_clarifications_go_with_their_agency_and_their_history_stays(store, agency, blank, at):
    save_clarification(store, replace(blank, answer="A"), "Sari", at)
    remove_agency(store, agency.id)
    assert find_clarifications(store, agency.id, INSTRUMENT, 2024) == []
    assert len(find_events(store, agency.id, subject="clarification")) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"year": 24}, "Tahun 24 tidak dapat disimpan"),
        ({"claimed_level": -1}, "tingkat -1 tidak dapat disimpan"),
        ({"answer": "a\0b"}, "karakter yang tidak dapat disimpan"),
        ({"code": " "}, "Nama masih kosong"),
        ({"agency_id": 99}, "Instansi ini sudah tidak ada"),
    ],
)
def test_what_cannot_be_kept_is_refused(store, blank, find, at, changes, sentence):
    with pytest.raises(StoreError, match=sentence):
        save_clarification(store, replace(blank, **changes), "Sari", at)
    assert find() == []


def test_of_twenty_people_who_write_at_once_nobody_loses_a_word(store, url, blank, find, at):
    def add_line(name: str) -> None:
        own = open_store(url)
        seen = None
        while True:
            mine = seen or blank
            mine = replace(mine, answer=f"{mine.answer}\n{name}".strip())
            try:
                save_clarification(own, mine, name, at, seen)
            except EditConflictError as conflict:
                seen = conflict.current
            else:
                break
        own.close()

    names = [f"Penulis {number}" for number in range(EDITORS)]
    with ThreadPoolExecutor(EDITORS) as pool:
        list(pool.map(add_line, names))
    [kept] = find()
    assert sorted(kept.answer.splitlines()) == sorted(names)
    assert kept.version == EDITORS
    events = find_events(store, blank.agency_id, subject="clarification")
    assert sorted(event.who for event in events) == sorted(names)

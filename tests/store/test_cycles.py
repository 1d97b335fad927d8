"""Cycles and chosen sectors."""

from __future__ import annotations

import datetime

import pytest

from spbe.store.cycles import find_sectors, load_cycle, save_cycle, save_sectors
from spbe.store.history import find_changes
from spbe.store.records import (
    Change,
    Cycle,
    CycleConflictError,
    EditConflictError,
    Sector,
    StoreError,
)

INTERVIEW = datetime.date(2024, 10, 29)


def test_a_year_that_was_never_saved_is_an_evaluation_without_dates(store, agency):
    assert load_cycle(store, agency.id, 2024) == Cycle(agency.id, 2024, "evaluasi", {}, {})


def test_a_cycle_is_loaded_as_it_was_saved(store, agency, at):
    cycle = Cycle(
        agency.id, 2024, "pemantauan", {"interview": INTERVIEW}, {"self": "terkirim, 3 Juli"}
    )
    save_cycle(store, cycle, "Sari", at)
    assert load_cycle(store, agency.id, 2024) == cycle
    assert load_cycle(store, agency.id, 2023) == Cycle(agency.id, 2023)


def test_saving_again_takes_the_place_of_what_was_there(store, agency, at):
    save_cycle(store, Cycle(agency.id, 2024, "pemantauan", {"self": INTERVIEW}), "Sari", at)
    save_cycle(store, Cycle(agency.id, 2024, locked={"self": "terkirim"}), "Sari", at)
    expected = Cycle(agency.id, 2024, "evaluasi", {}, {"self": "terkirim"})
    assert load_cycle(store, agency.id, 2024) == expected


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "audit"}, 'Jenis siklus "audit" tidak dikenal'),
        ({"dates": {"akhir": INTERVIEW}}, 'Tahap "akhir" tidak dikenal'),
        ({"locked": {"final": "  "}}, "Alasan penguncian masih kosong"),
        ({"year": 1024}, "Tahun 1024 tidak dapat disimpan"),
        ({"agency_id": 99}, "Instansi ini sudah tidak ada"),
    ],
)
def test_a_faulty_cycle_is_refused_and_the_old_one_stays(store, agency, at, changes, sentence):
    kept = Cycle(agency.id, 2024, locked={"self": "terkirim"})
    save_cycle(store, kept, "Sari", at)
    with pytest.raises(StoreError, match=sentence):
        save_cycle(store, Cycle(**({"agency_id": agency.id, "year": 2024} | changes)), "Budi", at)
    assert load_cycle(store, agency.id, 2024) == kept


def test_who_changed_a_cycle_and_when_is_kept(store, agency, at):
    first = Cycle(agency.id, 2024, "evaluasi", {"interview": INTERVIEW})
    second = Cycle(agency.id, 2024, "pemantauan", locked={"self": "terkirim"})
    save_cycle(store, first, "Sari", at)
    save_cycle(store, second, "Budi", at)
    newest, oldest = find_changes(store, agency.id, 2024)
    assert newest == Change(newest.id, agency.id, 2024, "cycle", second, "Budi", at)
    assert oldest == Change(oldest.id, agency.id, 2024, "cycle", first, "Sari", at)
    assert find_changes(store, agency.id, 2023) == []


def test_who_saves_an_older_form_is_told_who_changed_the_cycle_meanwhile(store, agency, at):
    seen = load_cycle(store, agency.id, 2024)
    locked = Cycle(agency.id, 2024, locked={"self": "terkirim"})
    save_cycle(store, locked, "Budi", at, seen=seen)
    dated = Cycle(agency.id, 2024, dates={"interview": INTERVIEW})
    with pytest.raises(CycleConflictError) as conflict:
        save_cycle(store, dated, "Sari", at, seen=seen)
    assert str(conflict.value) == (
        "Budi sudah mengubah siklus 2024 sesudah data ini dibuka. Tidak ada yang disimpan. "
        "Periksa tanggal dan kunci yang sekarang, lalu ubah lagi."
    )
    assert conflict.value.current == locked == load_cycle(store, agency.id, 2024)
    both = Cycle(agency.id, 2024, dates=dated.dates, locked=locked.locked)
    save_cycle(store, both, "Sari", at, seen=conflict.value.current)
    assert load_cycle(store, agency.id, 2024) == both


def test_sectors_are_kept_per_year_and_code(store, agency, at):
    of_2023 = Sector(agency.id, 2023, "I45", "Pariwisata", "Wisata", "Dinas Pariwisata")
    first = Sector(agency.id, 2024, "I45", "Kesehatan", "Antrean", "RSUD")
    second = Sector(agency.id, 2024, "I46", "Perizinan", "Izin", "DPMPTSP")
    save_sectors(store, [second, first, of_2023], "Sari", at)
    assert find_sectors(store, agency.id) == [of_2023, first, second]
    assert find_sectors(store, agency.id, 2024) == [first, second]
    changed = Sector(agency.id, 2024, "I46", "Pendidikan", "PPDB", "Dinas Pendidikan")
    save_sectors(store, [changed], "Sari", at)
    assert find_sectors(store, agency.id, 2024) == [first, changed]


def test_an_empty_sector_takes_the_choice_back(store, agency, at):
    save_sectors(store, [Sector(agency.id, 2024, "I45", "Kesehatan", "", "")], "Sari", at)
    save_sectors(store, [Sector(agency.id, 2024, "I45", " ", "", "")], "Sari", at)
    assert find_sectors(store, agency.id) == []


def test_a_faulty_sector_keeps_the_others_from_being_written(store, agency, at):
    sound = Sector(agency.id, 2024, "I45", "Kesehatan", "Antrean", "RSUD")
    with pytest.raises(StoreError, match="Tahun 24 tidak dapat disimpan"):
        save_sectors(store, [sound, Sector(agency.id, 24, "I46", "A", "B", "C")], "Sari", at)
    assert find_sectors(store, agency.id) == []


def test_a_choice_that_another_changed_since_it_was_seen_is_not_written_over(store, agency, at):
    seen = find_sectors(store, agency.id, 2024)
    theirs = Sector(agency.id, 2024, "I45", "Kesehatan", "Antrean", "RSUD")
    other = Sector(agency.id, 2024, "I46", "Perizinan", "Izin", "DPMPTSP")
    save_sectors(store, [theirs, other], "Budi", at, seen)
    mine = Sector(agency.id, 2024, "I45", "Pendidikan", "", "")
    with pytest.raises(EditConflictError, match="Budi sudah mengubah pilihan sektor indikator 45"):
        save_sectors(store, [mine], "Sari", at, seen)
    assert find_sectors(store, agency.id, 2024) == [theirs, other]
    save_sectors(store, [mine], "Sari", at, find_sectors(store, agency.id, 2024))
    assert find_sectors(store, agency.id, 2024) == [mine, other]

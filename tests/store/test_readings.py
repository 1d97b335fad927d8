"""The team's reading of the interview: an estimate, row by row, by several people at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from spbe.store.assessments import find_revisions, load_result
from spbe.store.cycles import save_cycle
from spbe.store.database import open_store
from spbe.store.readings import save_readings
from spbe.store.records import Cycle, EditConflictError, ResultKey, StageLockedError


@pytest.fixture
def key(agency):
    return ResultKey(agency.id, "permenpanrb-59-2020", 2024, "estimate")


@pytest.fixture
def levels(store, key):
    return lambda: dict(load_result(store, key).content.levels)


def test_readings_of_other_indicators_stay(store, key, levels, at):
    save_readings(store, key, {"I1": 4}, "Sari", at, {})
    saved = save_readings(store, key, {"I2": 3}, "Budi", at, {})
    assert (saved.number, saved.who, saved.key) == (2, "Budi", key)
    assert levels() == {"I1": 4, "I2": 3}


def test_an_indicator_that_another_read_otherwise_is_asked_about(store, key, levels, at):
    save_readings(store, key, {"I1": 4}, "Sari", at, {})
    with pytest.raises(EditConflictError, match="Sari sudah mengubah bacaan indikator 1") as told:
        save_readings(store, key, {"I1": 3}, "Budi", at, {})
    assert told.value.current == 4
    assert levels() == {"I1": 4}
    save_readings(store, key, {"I1": 3}, "Budi", at, {"I1": 4})
    assert levels() == {"I1": 3}


def test_the_same_reading_by_two_is_kept_once(store, key, at):
    save_readings(store, key, {"I1": 4}, "Sari", at, {})
    assert save_readings(store, key, {"I1": 4}, "Budi", at, {}) is None
    assert len(find_revisions(store, key)) == 1


def test_a_reading_is_taken_back(store, key, levels, at):
    save_readings(store, key, {"I1": 4, "I2": 3}, "Sari", at, {})
    save_readings(store, key, {"I1": None}, "Sari", at, {"I1": 4})
    assert levels() == {"I2": 3}


def test_a_reading_that_another_took_back_is_asked_about(store, key, levels, at):
    save_readings(store, key, {"I1": 4, "I2": 3}, "Sari", at, {})
    save_readings(store, key, {"I1": None}, "Budi", at, {"I1": 4})
    with pytest.raises(EditConflictError) as told:
        save_readings(store, key, {"I1": 5}, "Sari", at, {"I1": 4})
    assert told.value.current is None
    assert levels() == {"I2": 3}


def test_a_locked_estimate_is_not_changed(store, agency, key, at):
    save_cycle(store, Cycle(agency.id, 2024, locked={"estimate": "selesai"}), "Sari", at)
    with pytest.raises(StageLockedError):
        save_readings(store, key, {"I1": 4}, "Sari", at, {})


def test_an_official_stage_is_never_written(store, agency, at):
    official = ResultKey(agency.id, "permenpanrb-59-2020", 2024, "interview")
    with pytest.raises(ValueError, match="estimate"):
        save_readings(store, official, {"I1": 4}, "Sari", at, {})


def test_twenty_people_who_read_at_once_lose_no_reading(store, url, key, levels, at):
    def read(number):
        own = open_store(url)
        save_readings(own, key, {f"I{number}": 3}, f"Penulis {number}", at, {})
        own.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(read, range(1, 21)))
    assert levels() == {f"I{number}": 3 for number in range(1, 21)}

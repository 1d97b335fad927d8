"""The official wording is kept beside our own words, replaced as a whole and removable."""

from __future__ import annotations

import pytest

from spbe.store.events import find_events
from spbe.store.records import EditConflictError
from spbe.store.wordings import find_wordings, save_wordings

OF_2020 = "permenpanrb-59-2020"
LOADED = {("I1", 2): "Kebijakan ditetapkan.", ("I1", 3): "Memuat lengkap."}


def test_what_was_loaded_is_found_for_its_instrument_only(store, at):
    save_wordings(store, OF_2020, LOADED, "Ani", at, {})
    assert find_wordings(store, OF_2020) == LOADED
    assert find_wordings(store, "permenpanrb-8-2026") == {}


def test_another_file_takes_its_place_and_an_empty_one_removes_it(store, at):
    save_wordings(store, OF_2020, LOADED, "Ani", at, {})
    other = {("I2", 2): "Lain."}
    save_wordings(store, OF_2020, other, "Ani", at, LOADED)
    assert find_wordings(store, OF_2020) == other
    save_wordings(store, OF_2020, {}, "Budi", at, other)
    assert find_wordings(store, OF_2020) == {}
    newest = find_events(store, None, subject="wordings")[0]
    assert (newest.who, newest.before, newest.after) == (
        "Budi",
        {"name": OF_2020, "I2-L2": "Lain."},
        None,
    )


def test_nobody_replaces_what_they_did_not_see(store, at):
    save_wordings(store, OF_2020, LOADED, "Ani", at, {})
    with pytest.raises(EditConflictError) as caught:
        save_wordings(store, OF_2020, {}, "Budi", at, {})
    assert (caught.value.current, caught.value.who) == (LOADED, "Ani")

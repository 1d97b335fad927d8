"""Settings of the store."""

from __future__ import annotations

import pytest

from spbe.store.database import load_version
from spbe.store.records import StoreError
from spbe.store.settings import load_setting, save_setting


def test_a_setting_is_loaded_as_it_was_saved_last(store):
    assert load_setting(store, "language") is None
    save_setting(store, "language", "id")
    save_setting(store, "language", "en")
    assert load_setting(store, "language") == "en"


def test_a_setting_does_not_make_what_was_computed_stale(store):
    before = load_version(store)
    save_setting(store, "language", "en")
    assert load_version(store) == before


def test_a_setting_that_no_database_keeps_is_refused(store):
    with pytest.raises(StoreError, match="karakter yang tidak dapat disimpan"):
        save_setting(store, "language", "\0")

"""Pengaturan in a real browser: a copy of the whole store goes out and comes back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import expect

from spbe.store.backup import build_backup
from spbe.store.database import open_store
from tests.agencies import add_agency
from tests.browser.steps import say_name

pytestmark = pytest.mark.browser
MORE_THAN_A_SHEET = 21 * 2**20
"""Bytes; a sheet may have 20 MB."""


def write_large_backup(folder: Path) -> Path:
    """Write a backup with much room left in it, as a store has after much was removed."""
    store = open_store(f"sqlite:///{folder / 'lain.sqlite3'}")
    add_agency(store, "Kabupaten Paser")
    backup = folder / "cadangan.sqlite3"
    backup.write_bytes(build_backup(store))
    store.close()
    connection = sqlite3.connect(backup, isolation_level=None)
    connection.execute("CREATE TABLE room (bytes BLOB)")
    connection.execute("INSERT INTO room VALUES (zeroblob(?))", [MORE_THAN_A_SHEET])
    connection.execute("DROP TABLE room")
    connection.close()
    assert backup.stat().st_size > MORE_THAN_A_SHEET
    return backup


def test_backup_larger_than_any_sheet_is_restored(visit, tmp_path):
    page = visit().open("settings?section=Penyimpanan")
    say_name(page)
    page.locator("input[type=file]").set_input_files(write_large_backup(tmp_path))
    page.get_by_role("button", name="Ganti semuanya dengan cadangan ini").click()
    expect(page.get_by_text("Cadangan dipulihkan. Keadaan sebelumnya ada di")).to_be_visible()
    expect(page.get_by_role("combobox", name="Instansi")).to_have_value("Kabupaten Paser")


def test_sheet_over_20_mb_is_refused_where_it_is_picked(visit, tmp_path):
    large = tmp_path / "besar.csv"
    large.write_bytes(bytes(MORE_THAN_A_SHEET))
    page = visit().open("upload")
    page.locator("input[type=file]").first.set_input_files(large)
    expect(page.get_by_text("20.0MB").first).to_be_visible()

"""How every page begins: it opens, or says in sentences why it cannot."""

from __future__ import annotations

import sqlite3

import pytest

from tests.pages.conftest import said
from tests.pages.steps import warnings


def test_a_faulty_instrument_is_named_with_its_files(store, open_page, tmp_path, monkeypatch):
    folder = tmp_path / "instruments" / "milik-sendiri"
    folder.mkdir(parents=True)
    (folder / "instrument.toml").write_text("regulation = [", encoding="utf-8")
    monkeypatch.setenv("SPBE_INSTRUMENTS_DIR", str(folder.parent))
    [sentence] = warnings(open_page())
    assert sentence.startswith(
        "Berkas instrumen belum dapat dipakai. Perbaiki ini, lalu muat ulang halaman:"
    )
    assert f"{folder / 'instrument.toml'}:1: " in sentence


@pytest.mark.parametrize("file", ["app.py", "pages/settings.py"])
def test_a_store_that_cannot_be_opened_says_what_to_check(open_page, tmp_path, monkeypatch, file):
    broken = tmp_path / "rusak.sqlite3"
    broken.write_bytes(b"bukan basis data" * 100)
    monkeypatch.setenv("SPBE_DATABASE_URL", f"sqlite:///{broken}")
    assert warnings(open_page(file)) == [
        (
            "Penyimpanan tidak dapat dibuka atau ditulis (file is not a database). Tidak ada yang "
            "disimpan. Periksa berkas dan ruang disk, atau alamat di SPBE_DATABASE_URL."
        )
    ]


def test_a_store_that_takes_no_writing_is_shown_all_the_same(store, open_page):
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "CREATE TRIGGER tetap BEFORE UPDATE ON settings "
            "BEGIN SELECT RAISE(ABORT, 'hanya dibaca'); END"
        )
    connection.close()
    page = open_page()
    assert "3,28" in said(page)
    assert warnings(page) == []

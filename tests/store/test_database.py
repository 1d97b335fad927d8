"""Opening a store: where it lies, what is made, and what many openers at once may do."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from spbe.store.agencies import find_agencies
from spbe.store.database import (
    DEFAULT_PATH,
    MIGRATIONS_DIRECTORY,
    PROJECT_DIRECTORY,
    load_version,
    open_store,
)
from spbe.store.records import StoreError
from spbe.store.schema import SCHEMA_VERSION, metadata
from tests.agencies import add_agency

PROJECT = Path(__file__).parents[2]


def read_schema(path):
    """Read every table and index; columns and constraints may stand in any order."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT type, name, sql FROM sqlite_master"
            " WHERE name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
        )
        return {(kind, name): _split(sql or "") for kind, name, sql in rows}


def _split(statement):
    parts = re.split(r",\s|\n", statement)
    return sorted(part.strip(" \t,)") for part in parts if part.strip(" )"))


def test_the_migrated_tables_are_those_of_the_schema(store, tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/direct.sqlite3")
    metadata.create_all(engine)
    engine.dispose()
    assert read_schema(store.path) == read_schema(tmp_path / "direct.sqlite3")


def test_alembic_finds_nothing_left_to_migrate(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_of_the_schema():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIRECTORY))
    script = ScriptDirectory.from_config(config)
    assert script.get_current_head() == SCHEMA_VERSION
    revisions = [revision.revision for revision in script.walk_revisions()]
    assert sorted(revisions) == [f"{n:04}" for n in range(1, len(revisions) + 1)]


def test_a_store_uses_wal_and_foreign_keys_and_waits_for_others(store):
    with store.read() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert connection.execute(text("PRAGMA busy_timeout")).scalar() == 30_000


def test_the_folder_of_a_store_is_made(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/baru/dalam sekali/50%/store.sqlite3")
    assert store.path == tmp_path / "baru" / "dalam sekali" / "50%" / "store.sqlite3"
    assert store.path.is_file()
    store.close()


def test_the_address_comes_from_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SPBE_DATABASE_URL", f"sqlite:///{tmp_path}/lain.sqlite3")
    store = open_store()
    assert store.path == tmp_path / "lain.sqlite3"
    store.close()


def test_without_an_address_the_store_lies_below_var():
    assert DEFAULT_PATH == PROJECT / "var" / "spbe.sqlite3"
    assert PROJECT_DIRECTORY == PROJECT


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///:memory:", "bukan alamat", "oracle9://x/y", "sqlite:////dev/null"],
)
def test_an_address_that_is_no_database_is_refused_in_words(url):
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert str(refused.value).startswith("Penyimpanan tidak dapat dibuka atau ditulis (")
    assert "SPBE_DATABASE_URL" in str(refused.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "catatan.sqlite3"
    path.write_bytes(b"catatan rapat " * 100)
    with pytest.raises(StoreError, match="file is not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == b"catatan rapat " * 100


def test_a_store_of_a_newer_app_is_refused(store, url):
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as refused:
        open_store(url)
    assert str(refused.value) == (
        "Data ini dibuat oleh versi aplikasi yang lebih baru (skema 9999; aplikasi ini mengenal "
        f"sampai {SCHEMA_VERSION}). Perbarui aplikasi, lalu buka lagi."
    )


def test_opening_an_existing_store_does_not_import_alembic(store, url):
    code = (
        "import sys; from spbe.store.database import open_store; "
        f"open_store({url!r}).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_threads_that_open_a_new_store_at_once_all_get_it(url):
    def open_and_add(number):
        store = open_store(url)
        add_agency(store, f"Kota {number}")
        store.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(open_and_add, range(8)))
    store = open_store(url)
    assert [agency.name for agency in find_agencies(store)] == [f"Kota {n}" for n in range(8)]
    store.close()


def test_the_version_changes_with_every_write_and_only_then(store, url):
    first = load_version(store)
    assert load_version(store) == first
    add_agency(store, "Kota Satu")
    second = load_version(store)
    assert second != first
    other = open_store(url)
    assert load_version(other) == second
    add_agency(other, "Kota Dua")
    other.close()
    assert load_version(store) not in (first, second)


def test_a_failed_write_changes_nothing_not_even_the_version(store):
    before = load_version(store)
    add_agency_fails = pytest.raises(StoreError, match="Nama masih kosong")
    with add_agency_fails:
        add_agency(store, " \t ")
    assert load_version(store) == before
    assert find_agencies(store) == []


def test_a_reader_does_not_wait_for_a_writer(store):
    with store.write() as writer:
        writer.execute(text("INSERT INTO agencies (name, is_illustrative) VALUES ('X', 0)"))
        assert find_agencies(store) == []
    assert [agency.name for agency in find_agencies(store)] == ["X"]

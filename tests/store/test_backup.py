"""A copy of the whole store: complete, restored as it was, and refused where it is not ours."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from spbe.model.assessment import PublishedResult
from spbe.store import backup as backup_module
from spbe.store import database
from spbe.store import schema_accounts as people
from spbe.store import schema_meetings as held
from spbe.store import schema_work as work
from spbe.store.agencies import find_agencies
from spbe.store.assessments import find_results, save_drafts
from spbe.store.backup import build_backup, check_backup, check_restorable, restore_backup
from spbe.store.cycles import save_cycle, save_sectors
from spbe.store.database import load_version, open_store
from spbe.store.events import find_events
from spbe.store.records import (
    BackupError,
    Cycle,
    Draft,
    ResultKey,
    Sector,
    StoreError,
    Target,
)
from spbe.store.scenarios import save_scenario
from spbe.store.schema import FIRST_TABLES, SCHEMA_VERSION, metadata, units
from spbe.store.settings import save_setting
from spbe.store.targets import save_target
from tests.agencies import BY, add_agency

NEXT = f"{int(SCHEMA_VERSION) + 1:04}"
LATER = [table.name for table in reversed(metadata.sorted_tables) if table.name not in FIRST_TABLES]


@pytest.fixture
def filled(store, agency, make_draft, at):
    """A store with something in every table."""
    printed = PublishedResult("permenpanrb-59-2020", "x", 2023, "final", {"SPBE": 291}, "baik", "s")
    save_drafts(store, [make_draft(), Draft(agency.id, printed, None)], "Sari", at)
    save_cycle(store, Cycle(agency.id, 2024, "evaluasi", {"self": at.date()}, {}), "Sari", at)
    save_sectors(store, [Sector(agency.id, 2024, "I45", "A", "B", "RSUD")], "Sari", at)
    save_target(store, Target(None, agency.id, 2024, "Aim", "Source", 350, True), "Sari", at)
    key = ResultKey(agency.id, "permenpanrb-59-2020", 2024, "document")
    save_scenario(store, key, "Semua pulih", {"I1": 4}, "Sari", at)
    save_setting(store, "language", "en")
    fill_work(store, agency.id, at)
    return store


def fill_work(store, agency_id, at):
    """Put one row into every table of the work between meetings."""
    written = {"who": "Sari", "at": at}
    about = {"agency_id": agency_id, "instrument_id": "permenpanrb-59-2020"}
    of_year = {"instrument_id": "permenpanrb-59-2020", "year": 2024, "code": "I1"}
    with store.write() as connection:

        def add(table, **values):
            connection.execute(insert(table).values(**values))

        unit_id = connection.scalar(
            insert(units).values(agency_id=agency_id, name="Unit Uji").returning(units.c.id)
        )
        opened = {"opened_year": 2024, "opened_at": at}
        add(work.assignments, **about, code="I1", unit_id=unit_id, part="lead")
        add(work.wordings, instrument_id="permenpanrb-59-2020", code="I1", level=2, text="A")
        add(work.items, id=1, **about, code="I1", level=3, text="A", source="own", **opened)
        add(work.item_years, item_id=1, year=2024)
        add(work.item_units, item_id=1, unit_id=unit_id)
        add(work.item_notes, item_id=1, round=1, kind="note", text="A", **written)
        add(work.documents, id=1, agency_id=agency_id, name="Pergub")
        add(work.document_units, document_id=1, unit_id=unit_id)
        add(work.document_versions, document_id=1, number=1, **written)
        add(work.document_uses, document_id=1, item_id=1, **of_year)
        add(work.document_secrets, document_id=1, user_name="uji", password="rahasia")
        add(work.clarifications, agency_id=agency_id, **of_year)
        add(people.accounts, id=1, name="Rina", login="rina", role="member")
        add(people.account_units, account_id=1, unit_id=unit_id)
        add(people.invitations, token_hash="a", account_id=1, expires=at)
        add(people.sessions, token_hash="b", account_id=1, expires=at)
        add(held.meetings, id=1, **about, year=2024, stage="document", title="A", day=at.date())
        add(held.meeting_units, meeting_id=1, position=0, open_items=1, overdue_items=0)
        add(held.meeting_attendance, meeting_id=1, position=0, name="Rina")
        add(held.meeting_notes, meeting_id=1, point="target", text="A")
        add(held.follow_ups, id=1, meeting_id=1, item_id=1, text="A")
        add(held.follow_up_units, follow_up_id=1, unit="Unit Uji")
        add(work.events, subject="item", subject_id=1, **written)


def read_everything(store):
    """Read every row of every table but the version, which counts on."""
    with store.read() as connection:
        rows = {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in metadata.sorted_tables
        }
    rows["settings"] = [r for r in rows["settings"] if r[0] not in ("version", "generation")]
    return rows


def read_restored(store):
    """Read what a restore carries over: all but the keys that open the app.

    What happened stays in both states, which `test_restored_history.py` holds.
    """
    rows = read_everything(store)
    rows["sessions"] = rows["invitations"] = rows["events"] = []
    return rows


def altered(data, tmp_path, *statements):
    """Give a backup in which some statements were executed."""
    path = tmp_path / "altered.sqlite3"
    path.write_bytes(data)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path.read_bytes()


def assert_refused(store, data, sentence):
    before, version = read_everything(store), load_version(store)
    with pytest.raises(BackupError, match=sentence):
        check_restorable(data)
    with pytest.raises(BackupError, match=sentence) as refused:
        restore_backup(store, data, *BY)
    assert "Data yang ada tidak berubah" in str(refused.value) or "Perbarui" in str(refused.value)
    assert read_everything(store) == before
    assert load_version(store) == version
    assert list(store.path.parent.glob("*sebelum-dipulihkan*")) == []


def test_a_store_that_could_not_be_restored_is_not_copied_and_it_is_said_why(filled, monkeypatch):
    monkeypatch.setattr(backup_module, "MAXIMUM_BYTES", 1024**2)
    filler = sqlite3.connect(filled.path)
    with closing(filler), filler:
        filler.execute("INSERT INTO settings VALUES ('filler', ?)", ("x" * 3 * 1024**2,))
    sentence = (
        "Cadangan ini akan berukuran 4 MB, sedangkan yang dapat dipulihkan di sini paling besar "
        "1 MB. Hentikan aplikasi, lalu salin berkas store.sqlite3 dari folder penyimpanan."
    )
    for refuses in (check_backup, build_backup):
        with pytest.raises(StoreError) as refused:
            refuses(filled)
        assert str(refused.value) == sentence


def test_every_table_of_the_test_store_holds_something(filled):
    assert [name for name, rows in read_everything(filled).items() if not rows] == []


def test_a_restored_store_holds_exactly_what_the_backup_held(filled, agency, make_draft, at):
    kept, data = read_restored(filled), build_backup(filled)
    save_drafts(filled, [make_draft(stage="final")], "Budi", at)
    add_agency(filled, "Kota Lain")
    restore_backup(filled, data, *BY)
    assert read_restored(filled) == kept


def test_a_backup_is_restored_into_another_store(filled, tmp_path):
    other = open_store(f"sqlite:///{tmp_path}/laptop-lain/store.sqlite3")
    add_agency(other, "Kota Lain")
    restore_backup(other, build_backup(filled), *BY)
    assert read_restored(other) == read_restored(filled)
    other.close()


def test_the_state_before_a_restore_lies_beside_the_store(filled, tmp_path):
    data, kept = build_backup(filled), read_restored(filled)
    added = add_agency(filled, "Kota Lain")
    before = restore_backup(filled, data, *BY)
    assert before.parent == filled.path.parent
    assert before.name.startswith("store.sebelum-dipulihkan-2")
    restore_backup(filled, before.read_bytes(), *BY)
    assert added in find_agencies(filled)
    restore_backup(filled, data, *BY)
    assert read_restored(filled) == kept


def test_a_backup_is_a_plain_sqlite_file_without_what_was_deleted(filled, agency, tmp_path, at):
    save_target(filled, Target(None, agency.id, 2024, "Rahasia", "S", 1, False), "Sari", at)
    restore_backup(filled, build_backup(filled), *BY)
    path = tmp_path / "copy.sqlite3"
    path.write_bytes(build_backup(filled))
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT name FROM agencies").fetchall() == [("Kota Uji",)]


def test_everyone_sees_a_new_version_after_a_restore(filled, url):
    other = open_store(url)
    data, before = build_backup(filled), load_version(other)
    restore_backup(filled, data, *BY)
    after = load_version(other)
    assert after.split("-")[0] != before.split("-")[0]
    restore_backup(filled, data, *BY)
    assert load_version(other).split("-")[0] != after.split("-")[0]
    other.close()


def test_ids_given_after_a_backup_are_not_given_again_after_its_restore(
    filled, make_draft, agency, at
):
    data = build_backup(filled)
    (later,) = save_drafts(filled, [make_draft(stage="final")], "Budi", at)
    restore_backup(filled, data, *BY)
    (newest,) = save_drafts(filled, [make_draft(stage="final")], "Citra", at)
    assert newest.id > later.id


def test_others_stay_connected_while_a_backup_is_restored(filled, url, agency):
    data = build_backup(filled)
    is_done = threading.Event()

    def read_on():
        store, seen = open_store(url), set()
        while not is_done.is_set():
            seen.add(tuple(a.name for a in find_agencies(store)))
            assert [r.content.agency for r in find_results(store)] == ["Kota Uji"] * 2
        store.close()
        return seen

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read_on) for _ in range(2)]
        for number in range(5):
            add_agency(filled, f"Kota {number}")
            restore_backup(filled, data, *BY)
        is_done.set()
        for reader in readers:
            seen = reader.result()
            assert ("Kota Uji",) in seen
            assert all("Kota Uji" in names and len(names) <= 2 for names in seen)


def test_several_people_take_a_backup_at_once(filled):
    with ThreadPoolExecutor(4) as pool:
        backups = [pool.submit(build_backup, filled) for _ in range(8)]
    assert {len(backup.result()) for backup in backups} == {len(build_backup(filled))}


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 workbook", b"SQLite format 3", b"catatan rapat" * 99]
)
def test_a_file_that_is_no_database_is_refused(filled, data):
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


def test_a_database_of_something_else_is_refused(filled, tmp_path):
    path = tmp_path / "kontak.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    assert_refused(filled, path.read_bytes(), "bukan cadangan aplikasi ini")


def test_a_database_without_one_of_our_tables_is_refused(filled, tmp_path):
    data = altered(build_backup(filled), tmp_path, "DROP TABLE targets")
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


def test_a_database_without_one_of_the_later_tables_is_refused(filled, tmp_path):
    data = altered(build_backup(filled), tmp_path, "DROP TABLE scenario_levels")
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


def test_a_backup_of_the_first_version_is_restored(filled, tmp_path):
    kept = read_restored(filled)
    data = altered(
        build_backup(filled),
        tmp_path,
        *(f"DROP TABLE {name}" for name in LATER),
        "UPDATE alembic_version SET version_num = '0001'",
    )
    restore_backup(filled, data, *BY)
    assert read_restored(filled) == {**kept, **{name: [] for name in LATER}}


def test_a_database_without_a_version_is_refused(filled, tmp_path):
    data = altered(build_backup(filled), tmp_path, "DELETE FROM alembic_version")
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


@pytest.mark.parametrize("version", ["9999", "0000", "x", "²"])
def test_a_backup_of_a_version_that_this_app_does_not_know_is_refused(filled, tmp_path, version):
    statement = f"UPDATE alembic_version SET version_num = '{version}'"
    data = altered(build_backup(filled), tmp_path, statement)
    assert_refused(filled, data, "dibuat oleh versi aplikasi yang lebih baru")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON agencies BEGIN DELETE FROM targets; END",
        "CREATE VIEW v AS WITH RECURSIVE c AS (SELECT 1 UNION ALL SELECT * FROM c) SELECT * FROM c",
    ],
)
def test_a_backup_with_a_life_of_its_own_is_refused(filled, tmp_path, statement):
    data = altered(build_backup(filled), tmp_path, statement)
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


def test_a_view_in_the_place_of_a_table_is_refused(filled, tmp_path):
    data = altered(
        build_backup(filled),
        tmp_path,
        "DROP TABLE changes",
        "CREATE VIEW changes AS SELECT 1 AS id",
    )
    assert_refused(filled, data, "bukan cadangan aplikasi ini")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments SET year = 'abc'",
        "UPDATE assessments SET year = 99999",
        "UPDATE assessments SET stage = 'akhir'",
        "UPDATE assessments SET agency_id = 77",
        "UPDATE revision_levels SET level = 2.5",
        "UPDATE revision_levels SET level = 'tiga'",
        "UPDATE revision_levels SET level = -3",
        "UPDATE revisions SET at = 'kemarin'",
        "UPDATE revisions SET at = 5",
        "UPDATE cycle_stages SET date = '2024-13-45'",
        "UPDATE agencies SET name = x'ff00'",
        "UPDATE agencies SET name = CAST(x'fffe' AS TEXT)",
        "UPDATE agencies SET name = CAST(x'4100' AS TEXT)",
        "UPDATE published_scores SET hundredths = 1e300",
        "ALTER TABLE targets RENAME COLUMN source TO sumber",
        "UPDATE events SET after = '[1]'",
        "UPDATE events SET after = '{'",
    ],
)
def test_a_backup_with_values_of_a_wrong_kind_is_refused(filled, tmp_path, statement):
    data = altered(
        build_backup(filled), tmp_path, "PRAGMA ignore_check_constraints = ON", statement
    )
    assert_refused(filled, data, "rusak atau pernah diubah")


def test_a_cut_off_backup_is_refused(filled):
    data = build_backup(filled)
    assert_refused(filled, data[: len(data) // 2], "rusak atau pernah diubah")


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A store of its own for the whole module, and a sound backup of it."""
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('backup')}/store.sqlite3")
    for number in range(40):
        add_agency(store, f"Kota {number} {'panjang ' * 20}")
    yield store, build_backup(store), find_agencies(store)
    store.close()


@settings(max_examples=25)
@given(place=st.floats(0, 1, exclude_max=True), garbage=st.binary(min_size=1, max_size=400))
def test_a_backup_with_garbage_anywhere_is_restored_or_refused_in_words(sound, place, garbage):
    store, data, agencies = sound
    start = int(len(data) * place)
    with contextlib.suppress(BackupError):
        restore_backup(store, data[:start] + garbage + data[start + len(garbage) :], *BY).unlink()
    restore_backup(store, data, *BY).unlink()
    assert find_agencies(store) == agencies


def test_a_backup_that_is_too_large_is_refused_with_both_sizes(filled, monkeypatch):
    monkeypatch.setattr(backup_module, "MAXIMUM_BYTES", 1024**2)
    assert_refused(
        filled, b"SQLite format 3\0" + bytes(3 * 1024**2), "3 MB; cadangan paling besar 1 MB"
    )


@pytest.fixture
def newer_app(tmp_path, monkeypatch):
    """The app one migration later: it writes a region where there is none."""
    directory = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS_DIRECTORY, directory)
    (directory / "versions" / "next_test.py").write_text(
        "from alembic import op\n"
        f"revision, down_revision = '{NEXT}', '{SCHEMA_VERSION}'\n"
        "def upgrade():\n"
        "    op.execute(\"UPDATE agencies SET region = 'baru' WHERE region = 'Lampung'\")\n",
        encoding="utf-8",
    )

    def update():
        monkeypatch.setattr(database, "MIGRATIONS_DIRECTORY", directory)
        monkeypatch.setattr(database, "SCHEMA_VERSION", NEXT)
        monkeypatch.setattr(backup_module, "SCHEMA_VERSION", NEXT)

    return update


def test_a_backup_of_an_older_version_is_migrated(filled, newer_app, tmp_path):
    data = build_backup(filled)
    newer_app()
    store = open_store(f"sqlite:///{tmp_path}/newer.sqlite3")
    restore_backup(store, data, *BY)
    assert [agency.region for agency in find_agencies(store)] == ["baru"]
    store.close()


def test_a_store_of_an_older_version_is_migrated_when_it_is_opened(filled, url, newer_app):
    newer_app()
    store = open_store(url)
    assert [agency.region for agency in find_agencies(store)] == ["baru"]
    store.close()
    open_store(url).close()


def test_a_backup_of_a_newer_app_is_refused_by_an_older_one(
    filled, newer_app, tmp_path, monkeypatch
):
    newer_app()
    store = open_store(f"sqlite:///{tmp_path}/newer.sqlite3")
    data = build_backup(store)
    store.close()
    monkeypatch.undo()
    assert_refused(filled, data, f"skema {NEXT}; aplikasi ini mengenal sampai {SCHEMA_VERSION}")


def test_a_migration_that_fails_leaves_the_store_as_it_was(filled, url, newer_app):
    kept = read_restored(filled)
    newer_app()
    broken = database.MIGRATIONS_DIRECTORY / "versions" / "next_test.py"
    broken.write_text(
        "from alembic import op\n"
        f"revision, down_revision = '{NEXT}', '{SCHEMA_VERSION}'\n"
        "def upgrade():\n"
        "    op.execute('DELETE FROM targets')\n"
        "    op.drop_table('changes')\n"
        "    op.execute('DROP TABLE nowhere')\n",
        encoding="utf-8",
    )
    with pytest.raises(StoreError, match="no such table: nowhere"):
        open_store(url)
    assert read_restored(filled) == kept


def test_a_restore_is_noted_with_its_file_and_brings_no_key_to_the_app(filled):
    data = build_backup(filled)
    restore_backup(filled, data, *BY)
    noted = find_events(filled, None, subject="restored")
    [before] = filled.path.parent.glob("*sebelum-dipulihkan*")
    was, became = (hashlib.sha256(each).hexdigest() for each in (before.read_bytes(), data))
    assert [(e.who, e.before, e.after) for e in noted] == [
        ("Tuti", {"fingerprint": was}, {"fingerprint": became})
    ]
    rows = read_everything(filled)
    assert (rows["sessions"], rows["invitations"]) == ([], [])
    assert rows["accounts"]

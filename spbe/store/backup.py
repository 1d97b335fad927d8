"""A copy of the whole store as one file, and back from it.

A copy is a small SQLite file with the same tables. Both ways its rows are carried over one by one
and looked at: nothing else that a file may hold (triggers, views, values of a wrong kind) ever
comes into the store.
"""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, delete, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from spbe.store.checks import check_stage, check_text, check_year
from spbe.store.database import (
    Store,
    begin_write,
    make_engine,
    migrate_connection,
    read_schema_version,
    renew_generation,
    sqlite_url,
)
from spbe.store.records import BackupError, StoreError
from spbe.store.restored_history import keep_lost_events, note_restore, read_happened
from spbe.store.rights import Action, check_author, check_right
from spbe.store.schema import FIRST_TABLES, SCHEMA_VERSION, metadata
from spbe.store.schema_work import events
from spbe.text.translator import message

MAXIMUM_BYTES = 200 * 1024 * 1024
"""A store of a province with 40 units and years of revisions stays below a tenth of it."""

_SQLITE_HEADER = b"SQLite format 3\0"
_ROWS_AT_ONCE = 1000
_NOT_RESTORED = frozenset({"sessions", "invitations"})
"""Tables of keys that open the app: whoever brings a file brings none of them along."""


def check_backup(store: Store) -> None:
    """Raise StoreError where no copy can be made that `restore_backup` would take.

    That is a database server, which has tools of its own, and a store that is too large.
    """
    check_right(store, Action.BACKUP)
    path = _check_is_file(store)
    with store.read() as connection:
        pages, free, size = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
            for name in ("page_count", "freelist_count", "page_size")
        )
    _check_size((pages - free) * size, path)


def build_backup(store: Store) -> bytes:
    """Build a copy of everything that is kept at this moment, as an SQLite file.

    Raises StoreError like `check_backup`.
    """
    check_right(store, Action.BACKUP)
    kept = _check_is_file(store)
    with TemporaryDirectory() as folder, store.read() as connection:
        path = Path(folder) / "backup.sqlite3"
        _write_copy(connection, path)
        _check_size(path.stat().st_size, kept)
        return path.read_bytes()


def restore_backup(store: Store, data: bytes, who: str, at: datetime.datetime) -> Path:
    """Put what a backup holds in place of everything that is kept, in one transaction.

    Others may go on reading meanwhile and see the old state until it is done. The state before is
    kept as a file beside the store, whose path is returned. Of what happened nothing is lost: the
    history tells what the backup tells, what happened here beyond that, and who restored which
    file. Everybody signs in again. A backup of an older version is migrated first. Raises
    BackupError where the file is no sound backup of this app, or of a newer version of it; then
    nothing is changed.
    """
    check_right(store, Action.BACKUP)
    who = check_author(store, who, at)
    path = _check_is_file(store)
    with _open_backup(data) as source, store.write() as target:
        moment = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
        before = path.with_name(f"{path.stem}.sebelum-dipulihkan-{moment}.sqlite3")
        _write_copy(target, before)
        try:
            happened = read_happened(target)
            _replace_rows(source, target, _NOT_RESTORED)
            keep_lost_events(target, happened, (who, at))
            note_restore(target, before.read_bytes(), data, (who, at))
        except BaseException:
            before.unlink()
            raise
        renew_generation(target)
    return before


def check_restorable(data: bytes) -> None:
    """Raise BackupError where `restore_backup` would refuse a file; nothing is written."""
    with _open_backup(data) as source:
        for table in metadata.sorted_tables:
            for _rows in _read_checked(source, table):
                pass


@contextmanager
def _open_backup(data: bytes) -> Iterator[Connection]:
    """Open a backup, its tables the newest. Raises BackupError where it is none of this app."""
    _check_bytes(data)
    with TemporaryDirectory() as folder:
        backup = Path(folder) / "backup.sqlite3"
        backup.write_bytes(data)
        _check_file(backup)
        engine = make_engine(sqlite_url(backup))
        try:
            with begin_write(engine) as source:
                _migrate_backup(source)
            with engine.connect() as source:
                yield source
        finally:
            engine.dispose()


def _check_is_file(store: Store) -> Path:
    if store.path is None:
        raise StoreError(
            message(
                "Penyimpanan ini berada di server basis data. Buat dan pulihkan cadangannya "
                "dengan alat server itu."
            )
        )
    return store.path


def _check_size(size: int, kept: Path) -> None:
    if size <= MAXIMUM_BYTES:
        return
    raise StoreError(
        message(
            "Cadangan ini akan berukuran {size} MB, sedangkan yang dapat dipulihkan di sini "
            "paling besar {limit} MB. Hentikan aplikasi, lalu salin berkas {name} dari folder "
            "penyimpanan.",
            size=-(-size // 1024**2),
            limit=MAXIMUM_BYTES // 1024**2,
            name=kept.name,
        )
    )


def _check_bytes(data: bytes) -> None:
    if len(data) > MAXIMUM_BYTES:
        raise BackupError(
            message(
                "Berkas ini {size} MB; cadangan paling besar {limit} MB. Data yang ada tidak "
                "berubah. Pilih berkas cadangan yang diunduh dari Pengaturan.",
                size=len(data) // 1024**2,
                limit=MAXIMUM_BYTES // 1024**2,
            )
        )
    if not data.startswith(_SQLITE_HEADER):
        raise _not_ours()


def _check_file(path: Path) -> None:
    """Look at a foreign file before anything else opens it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
            found = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            plain, names = _plain_tables(found), {name for _kind, name, _sql in found}
            later = metadata.tables.keys() - FIRST_TABLES
            if not {"alembic_version", *FIRST_TABLES} <= plain or not later & names <= plain:
                raise _not_ours()
            if any(kind in ("view", "trigger") for kind, _name, _sql in found):
                raise _not_ours()
            for check in ("integrity_check(1)", "foreign_key_check"):
                failures = connection.execute(f"PRAGMA {check}").fetchall()
                if failures not in ([], [("ok",)]):
                    raise _damaged(str(failures[0][0]))
    except sqlite3.Error as error:
        raise _damaged(str(error)) from error


def _plain_tables(found: Sequence[tuple[str, str, str | None]]) -> set[str]:
    return {
        name
        for kind, name, sql in found
        if kind == "table" and sql is not None and sql.lstrip().upper().startswith("CREATE TABLE")
    }


def _migrate_backup(source: Connection) -> None:
    """Make the tables of a backup the newest. Raises BackupError where it is from a newer app."""
    try:
        version = read_schema_version(source)
        if version is None:
            raise _not_ours()
        if version != SCHEMA_VERSION:
            migrate_connection(source, version)
        if not set(metadata.tables) <= set(inspect(source).get_table_names()):
            raise _not_ours()
    except BackupError:
        raise
    except StoreError as error:
        raise BackupError(error.message) from error
    except DBAPIError as error:
        raise _damaged(str(error.orig)) from error


def _write_copy(source: Connection, path: Path) -> None:
    """Write everything that a connection sees into a new file."""
    engine = make_engine(sqlite_url(path))
    try:
        with begin_write(engine) as target:
            migrate_connection(target, None)
            _replace_rows(source, target)
    finally:
        engine.dispose()


def _replace_rows(
    source: Connection, target: Connection, but: Collection[str] = frozenset()
) -> None:
    """Empty all tables of the target and carry over the rows of the source, but of some none."""
    tables = metadata.sorted_tables
    for table in reversed(tables):
        target.execute(delete(table))
    try:
        for table in (table for table in tables if table.name not in but):
            for rows in _read_checked(source, table):
                target.execute(insert(table), rows)
    except IntegrityError as error:
        raise _damaged(str(error.orig)) from error


def _read_checked(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    """Read the rows of a table in parts; SQLite itself would let any value into any column."""
    try:
        for part in source.execute(select(table)).mappings().partitions(_ROWS_AT_ONCE):
            for row in part:
                _check_row(table, row)
            yield [dict(row) for row in part]
    except (DBAPIError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _damaged(f"{table.name}: {error}") from error


def _check_row(table: Table, row: RowMapping) -> None:
    for column in table.columns:
        value = row[column.name]
        if value is None and column.nullable:
            continue
        kind = column.type.python_type
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _damaged(f"{table.name}.{column.name}: {value!r}")
        try:
            if column.name == "stage":
                check_stage(value)
            elif column.name == "year":
                check_year(value)
            elif isinstance(value, str):
                check_text(value)
                if table is events and column.name in ("before", "after"):
                    _check_values(value)
        except StoreError as error:
            raise _damaged(f"{table.name}.{column.name}: {value!r}") from error


def _check_values(written: str) -> None:
    if not isinstance(json.loads(written), dict):
        raise ValueError("no values by name")


def _not_ours() -> BackupError:
    return BackupError(
        message(
            "Berkas ini bukan cadangan aplikasi ini. Data yang ada tidak berubah. "
            "Pilih berkas cadangan (.sqlite3) yang diunduh dari Pengaturan."
        )
    )


def _damaged(reason: str) -> BackupError:
    """Say that a file is damaged; the reason is the database's, for the log."""
    refusal = BackupError(
        message(
            "Berkas cadangan rusak atau pernah diubah. Data yang ada tidak berubah. "
            "Pilih berkas cadangan lain."
        )
    )
    refusal.add_note(reason)
    return refusal

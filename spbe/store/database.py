"""Open the database: where it lies, how it is made, how transactions begin."""

from __future__ import annotations

import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    column,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
    table,
    update,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from spbe.store.person import LOCAL, Person
from spbe.store.person_rows import read_person
from spbe.store.records import StoreError
from spbe.store.schema import SCHEMA_VERSION, settings
from spbe.text.translator import message

PROJECT_DIRECTORY = Path(__file__).resolve().parents[2]
DEFAULT_PATH = PROJECT_DIRECTORY / "var" / "spbe.sqlite3"
MIGRATIONS_DIRECTORY = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 30.0
_MIGRATING = threading.Lock()
"""Alembic keeps the migration that runs in variables of its modules: one at a time."""
_ONE_STATE = "REPEATABLE READ"
"""A server's usual READ COMMITTED would show every query another state."""
_MIGRATION_LOCK = 7723
"""Any number, the same in every process: under it a server knows who migrates."""


class Store:
    """An open database and who works with it; `open_store` makes it for the local user.

    Safe to share between threads.
    """

    def __init__(self, engine: Engine, person: Person = LOCAL) -> None:
        self.engine = engine
        self.person = person
        self._reader = engine
        if not _is_sqlite(engine):  # SQLite reads one state anyway
            self._reader = engine.execution_options(isolation_level=_ONE_STATE)

    def __repr__(self) -> str:
        return f"Store({self.engine.url.render_as_string()!r})"

    def act_as(self, person: Person) -> Store:
        """Give the same database in the hands of somebody else."""
        return Store(self.engine, person)

    @property
    def path(self) -> Path | None:
        """The file of an SQLite database, None for a database server."""
        return Path(self.engine.url.database or "") if _is_sqlite(self.engine) else None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database, whatever others write.

        Raises StoreError where the database does not answer.
        """
        try:
            with self._reader.connect() as connection:
                person = read_person(connection, self.person)
                yield connection.execution_options(person=person)
        except (DBAPIError, NoConnectionError) as error:
            raise _unavailable(error) from error

    @contextmanager
    def write(self, *, is_content: bool = True) -> Iterator[Connection]:
        """Give a connection to write with; all is kept at the end, or nothing if anything fails.

        Writers come one after the other: SQLite begins with BEGIN IMMEDIATE, a server waits at
        the row of the version, which every writer takes first. `is_content` says whether the
        version changes with it. Raises StoreError where the database does not answer.
        """
        try:
            with begin_write(self.engine) as connection:
                _wait_and_count(connection, int(is_content))
                person = read_person(connection, self.person)
                yield connection.execution_options(person=person)
        except (DBAPIError, NoConnectionError) as error:
            raise _unavailable(error) from error

    def close(self) -> None:
        """Close all connections; they are opened again where the store is used once more."""
        self.engine.dispose()


def open_store(url: str | None = None) -> Store:
    """Open the store, and make or migrate its tables where they are not the newest.

    `url` is an SQLAlchemy URL, by default `SPBE_DATABASE_URL`, else a file below `var/`. Folders
    are made. Raises StoreError where that is no usable database, or one of a newer app.
    """
    url = url or os.environ.get("SPBE_DATABASE_URL")
    try:
        engine = make_engine(make_url(url) if url else sqlite_url(DEFAULT_PATH))
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise _unavailable(error) from error
    try:
        with engine.connect() as connection:
            is_newest = read_schema_version(connection) == SCHEMA_VERSION
        if not is_newest:
            _migrate(engine)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, (SQLAlchemyError, sqlite3.Error)):
            raise _unavailable(error) from error
        raise
    return Store(engine)


def find_person(connection: Connection) -> Person:
    """Tell who works with a connection that a store gave; the local user where none did."""
    person: Person = connection.get_execution_options().get("person", LOCAL)
    return person


def load_version(store: Store) -> str:
    """Tell states of the store apart: another text after every write, by anyone, and restore.

    What was computed from the store may be kept under this text.
    """
    with store.read() as connection:
        rows = connection.execute(
            select(settings.c.name, settings.c.value).where(
                settings.c.name.in_(["generation", "version"])
            )
        )
        values = {row.name: row.value for row in rows}
    return f"{values.get('generation', '')}-{values.get('version', '0')}"


def _wait_and_count(connection: Connection, step: int) -> None:
    """Count the version up; on a server this also makes other writers wait until the end."""
    version = settings.c.name == "version"
    value = connection.scalar(select(settings.c.value).where(version).with_for_update())
    connection.execute(update(settings).where(version).values(value=str(int(value or 0) + step)))


def renew_generation(connection: Connection) -> None:
    """Give the content a new name: ids may now mean something else than before."""
    connection.execute(
        update(settings).where(settings.c.name == "generation").values(value=uuid.uuid4().hex)
    )


def migrate_connection(connection: Connection, version: str | None) -> None:
    """Make tables of `version` (None: there are none) the newest, inside a transaction.

    Raises StoreError where they are newer than this app knows.
    """
    if version is not None:
        check_version(version)
    # Alembic takes a while to import, and a store that is up to date does not need it.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIRECTORY).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _MIGRATING:
        command.upgrade(config, "head")
    known = set(connection.scalars(select(settings.c.name)))
    for name, value in (("version", "0"), ("generation", uuid.uuid4().hex)):
        if name not in known:
            connection.execute(insert(settings).values(name=name, value=value))


def check_version(version: str) -> None:
    """Raise StoreError where this app does not know tables of this version."""
    known = [f"{number:04}" for number in range(1, int(SCHEMA_VERSION) + 1)]
    if version not in known:
        raise StoreError(
            message(
                "Data ini dibuat oleh versi aplikasi yang lebih baru (skema {version}; aplikasi "
                "ini mengenal sampai {known}). Perbarui aplikasi, lalu buka lagi.",
                version=version[:20],
                known=SCHEMA_VERSION,
            )
        )


@contextmanager
def begin_write(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that will write; all of it is kept, or nothing if anything fails."""
    with engine.connect().execution_options(is_write=True) as connection, connection.begin():
        yield connection


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def sqlite_url(path: Path) -> URL:
    """Give the address of an SQLite file."""
    return URL.create("sqlite", database=str(path))


def make_engine(url: URL) -> Engine:
    """Make what hands out connections to a database; nothing is opened yet, but folders made."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    if not url.database or ":memory:" in url.database:
        raise ArgumentError("an SQLite store needs a file")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: `_begin_sqlite` does.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once where something will be written.

    A transaction that reads first and writes later would fail as soon as another one wrote in
    between, however long the busy timeout.
    """
    is_write = connection.get_execution_options().get("is_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_write else "BEGIN")


def read_schema_version(connection: Connection) -> str | None:
    """Read which migration the tables of a connection are at; None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: Any = connection.scalar(
        select(column("version_num")).select_from(table("alembic_version"))
    )
    return None if version is None else str(version)


def lock_migration(connection: Connection) -> None:
    """Wait on a server until no other process migrates; the end of the transaction lets go.

    SQLite has its write lock for that; on a server there may be no table yet to wait at.
    """
    connection.execute(select(func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def _migrate(engine: Engine) -> None:
    if _is_sqlite(engine):
        _switch_to_wal(engine)
    with begin_write(engine) as connection:
        if not _is_sqlite(engine):
            lock_migration(connection)
        # Again, inside the write transaction: another process may have been first.
        version = read_schema_version(connection)
        if version != SCHEMA_VERSION:
            migrate_connection(connection, version)


def _switch_to_wal(engine: Engine) -> None:
    """Switch the file to write-ahead logging: readers and a writer do not wait for each other.

    It stays so for good. The switch itself does not obey the busy timeout, so wait here.
    """
    deadline = time.monotonic() + _BUSY_SECONDS
    raw = engine.raw_connection()
    try:
        while True:
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
    finally:
        raw.close()


def _unavailable(error: Exception) -> StoreError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    if isinstance(error, OperationalError) and "locked" in str(cause):
        return StoreError(
            message(
                "Penyimpanan sedang dipakai proses lain. Tidak ada yang disimpan. "
                "Tunggu sebentar, lalu coba lagi."
            )
        )
    return StoreError(
        message(
            "Penyimpanan tidak dapat dibuka atau ditulis ({reason}). Tidak ada yang disimpan. "
            "Periksa berkas dan ruang disk, atau alamat di SPBE_DATABASE_URL.",
            reason=str(cause),
        )
    )

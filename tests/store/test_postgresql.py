"""What a database server would be told; `conftest.py` compiles every query of the other tests."""

from __future__ import annotations

import io

import pytest
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, String, cast, literal, make_url, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import CompileError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from spbe.store.database import MIGRATIONS_DIRECTORY, Store, lock_migration
from spbe.store.schema import metadata

DIALECT = postgresql.dialect()


@pytest.fixture
def server():
    """An engine of PostgreSQL that never connects: its driver is not among our libraries."""
    return Engine(NullPool(object), DIALECT, make_url("postgresql://localhost/spbe"))


def test_every_table_and_index_can_be_written():
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=DIALECT))
        for index in table.indexes:
            assert "CREATE" in str(CreateIndex(index).compile(dialect=DIALECT))
    primary = next(i for i in metadata.tables["targets"].indexes if i.unique)
    assert str(CreateIndex(primary).compile(dialect=DIALECT)) == (
        "CREATE UNIQUE INDEX ix_targets_primary ON targets (agency_id, year) "
        "WHERE is_primary = true"
    )


def test_the_migrations_make_every_table_there_too():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS_DIRECTORY))
    scripts = ScriptDirectory.from_config(config)
    said = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": said}
    )
    with Operations.context(context):
        for script in reversed(list(scripts.walk_revisions())):
            script.module.upgrade()
    for table in metadata.sorted_tables:
        assert f"CREATE TABLE {table.name} (" in said.getvalue()
    for index in (index for table in metadata.sorted_tables for index in table.indexes):
        assert f"INDEX {index.name} ON" in said.getvalue()


def test_a_reader_sees_one_state_there_and_a_writer_the_newest(server):
    store = Store(server)
    assert store._reader.get_execution_options() == {"isolation_level": "REPEATABLE READ"}
    assert store.engine.get_execution_options() == {}


def test_who_migrates_there_waits_for_a_lock_that_the_transaction_lets_go():
    class Connection:
        said: str

        def execute(self, statement):
            self.said = str(
                statement.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True})
            )

    connection = Connection()
    lock_migration(connection)
    assert connection.said == "SELECT pg_advisory_xact_lock(7723) AS pg_advisory_xact_lock_1"


def test_a_statement_that_only_sqlite_knows_would_be_caught(store):
    class OnlySqlite(String):
        pass

    @compiles(OnlySqlite, "postgresql")
    def refuse(*_args, **_options):
        raise CompileError("PostgreSQL does not know this type")

    with store.read() as connection, pytest.raises(CompileError):
        connection.execute(select(cast(literal("x"), OnlySqlite())))

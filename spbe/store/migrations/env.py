"""Alembic runs this to migrate the connection that `database.py` gives it."""

from __future__ import annotations

from alembic import context

from spbe.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

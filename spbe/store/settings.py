"""Small settings of the store itself: a text under a name."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from spbe.store.checks import check_text
from spbe.store.database import Store
from spbe.store.rights import Action, check_right, is_role_allowed
from spbe.store.schema import settings


def load_setting(store: Store, name: str) -> str | None:
    """Load a setting, None where it was never saved, or whoever asks sees nothing at all."""
    if not is_role_allowed(store, Action.VIEW):
        return None
    with store.read() as connection:
        return read_setting(connection, name)


def save_setting(store: Store, name: str, value: str) -> None:
    """Save a setting. Raises StoreError where the text cannot be kept."""
    check_right(store, Action.EDIT_SETTINGS)
    check_text(name, value)
    with store.write(is_content=False) as connection:
        write_setting(connection, name, value)


def read_setting(connection: Connection, name: str) -> str | None:
    """Read a setting, None where it was never saved."""
    value: str | None = connection.scalar(select(settings.c.value).where(settings.c.name == name))
    return value


def write_setting(connection: Connection, name: str, value: str) -> None:
    """Write a setting inside a write transaction."""
    connection.execute(delete(settings).where(settings.c.name == name))
    connection.execute(insert(settings).values(name=name, value=value))

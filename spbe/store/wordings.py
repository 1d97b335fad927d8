"""The official wording of an instrument's levels, which users load; it does not ship."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from spbe.store.checks import check_name, check_text
from spbe.store.database import Store
from spbe.store.events import Event, read_last_actor, write_event
from spbe.store.records import EditConflictError
from spbe.store.rights import Action, check_author, check_right, is_role_allowed
from spbe.store.schema_work import wordings
from spbe.text.translator import message

Wordings = Mapping[tuple[str, int], str]
"""What a level asks for in the regulation's own words, by code of the indicator and whole level."""

_SUBJECT = "wordings"


def find_wordings(store: Store, instrument_id: str) -> dict[tuple[str, int], str]:
    """Find the official wording that was loaded for an instrument; empty where none was."""
    if not is_role_allowed(store, Action.VIEW):
        return {}
    with store.read() as connection:
        return _read(connection, instrument_id)


def save_wordings(
    store: Store,
    instrument_id: str,
    loaded: Wordings,
    who: str,
    at: datetime.datetime,
    seen: Wordings,
) -> None:
    """Keep the official wording of an instrument in place of what was loaded before; {} removes it.

    `seen` is what the author saw loaded. Raises EditConflictError where it is another one by now.
    """
    check_right(store, Action.EDIT_SETTINGS)
    who = check_author(store, who, at)
    check_name(instrument_id)
    check_text(*loaded.values())
    with store.write() as connection:
        current = _read(connection, instrument_id)
        if current != dict(seen):
            actor = read_last_actor(connection, _SUBJECT, None)
            raise EditConflictError(message("rumusan resmi"), current, actor)
        connection.execute(delete(wordings).where(wordings.c.instrument_id == instrument_id))
        rows = [
            {"instrument_id": instrument_id, "code": code, "level": level, "text": text.strip()}
            for (code, level), text in loaded.items()
            if text.strip()
        ]
        if rows:
            connection.execute(insert(wordings), rows)
        event = Event(
            subject=_SUBJECT,
            subject_id=None,
            agency_id=None,
            year=None,
            code=None,
            before=_to_values(instrument_id, current),
            after=_to_values(instrument_id, _read(connection, instrument_id)),
            who=who,
            at=at,
        )
        write_event(connection, event)


def _read(connection: Connection, instrument_id: str) -> dict[tuple[str, int], str]:
    query = select(wordings).where(wordings.c.instrument_id == instrument_id)
    rows = connection.execute(query.order_by(wordings.c.code, wordings.c.level))
    return {(row.code, row.level): row.text for row in rows}


def _to_values(instrument_id: str, kept: Wordings) -> dict[str, str] | None:
    if not kept:
        return None
    said = {f"{code}-L{level}": text for (code, level), text in kept.items()}
    return {"name": instrument_id} | said

"""What happened: who changed what, when, from what to what. Only ever added to, never altered.

Values before and after are kept as data (JSON) and not as sentences: whoever reads them may speak
another language than whoever wrote them. An event outlives what it is about.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from spbe.store.database import Store
from spbe.store.rights import Action, is_role_allowed, seen_rows, sees_published, sign
from spbe.store.schema import agencies
from spbe.store.schema_work import events

Values = Mapping[str, Any]
"""What JSON holds: texts, whole numbers, truth, None, lists; days and moments are written out."""


RESTORED = "restored"
"""The subject of a restore, which concerns every agency."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was changed. `before` is None where it was made, `after` where it is gone."""

    subject: str
    """What kind of thing: "item", "document", "assignment", "clarification", "account", …"""
    subject_id: int | None
    agency_id: int | None
    year: int | None
    code: str | None
    """The indicator that it is about."""
    before: Values | None
    after: Values | None
    who: str
    at: datetime.datetime
    """UTC, with time zone."""
    id: int | None = None
    agency_name: str = ""
    """As it was called then."""
    origin: str | None = None
    """By what it is known again where it was noted elsewhere."""
    is_replaced: bool = False
    """Whether it belongs to a state in whose place a copy was put: it no longer holds."""


def write_event(connection: Connection, event: Event) -> None:
    """Note an event inside the transaction that makes it; a change of nothing is not noted.

    Of `before` and `after` only what differs is kept, with whatever tells the thing apart (`name`,
    `text`).
    """
    write_events(connection, [event])


def write_events(connection: Connection, happened: Iterable[Event]) -> None:
    """Note several events at once, each as `write_event` does."""
    rows = []
    for event in happened:
        before, after = _find_difference(event.before, event.after)
        if before != after:
            row = _to_row(event, _write(before), _write(after))
            rows.append(row | {"who": sign(connection, event.who)})
    _insert(connection, rows)


def keep_events(connection: Connection, noted: Iterable[Event]) -> None:
    """Keep events that were noted elsewhere as they are, also in whose name."""
    rows = [_to_row(event, _write(event.before), _write(event.after)) for event in noted]
    _insert(connection, rows)


def read_events(connection: Connection) -> Iterator[Event]:
    """Read all events, the oldest first."""
    for row in connection.execute(select(events).order_by(events.c.id)):
        yield _to_event(row)


def trace_origin(event: Event) -> str:
    """Tell by what an event is known again in another state of the store, or a copy of it."""
    if event.origin is not None:
        return event.origin
    row = _to_row(event, _write(event.before), _write(event.after))
    what = [event.id, *(row[name] for name in _TRACED), event.at.astimezone(datetime.UTC)]
    return hashlib.sha256(repr(what).encode("utf-8", "replace")).hexdigest()


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert rows of events, each with the name of its agency."""
    named = [row["agency_id"] for row in rows if row["agency_id"] is not None]
    if named:
        query = select(agencies.c.id, agencies.c.name).where(agencies.c.id.in_(set(named)))
        names = {row.id: row.name for row in connection.execute(query)}
        rows = [
            row | {"agency_name": names.get(row["agency_id"]) or row["agency_name"]} for row in rows
        ]
    if rows:
        connection.execute(insert(events), rows)


def find_events(
    store: Store,
    agency_id: int | None,
    *,
    year: int | None = None,
    subject: str | None = None,
    subject_id: int | None = None,
    code: str | None = None,
    who: str | None = None,
    until: datetime.datetime | None = None,
    most: int | None = None,
    is_current: bool = False,
) -> list[Event]:
    """Find what happened at an agency (None: beside all of them), the newest first.

    Each further argument narrows it down: the year, the thing, the indicator, the person, up to a
    moment; at most `most` events; with `is_current` those alone that led to what is kept now.
    """
    given = {"year": year, "subject": subject, "subject_id": subject_id, "code": code, "who": who}
    own = seen_rows(store, events.c.agency_id) | (
        (events.c.subject == RESTORED) & sees_published(store)
    )
    query = select(events).where(events.c.agency_id == agency_id, own)
    if not is_role_allowed(store, Action.MANAGE_ACCOUNTS):
        query = query.where(events.c.subject != "account")
    for name, value in given.items():
        if value is not None:
            query = query.where(events.c[name] == value)
    if until is not None:
        query = query.where(events.c.at <= until)
    if is_current:
        query = query.where(~events.c.is_replaced)
    query = query.order_by(events.c.id.desc())
    if most is not None:
        query = query.limit(most)
    with store.read() as connection:
        return [_to_event(row) for row in connection.execute(query)]


def read_last_actor(
    connection: Connection,
    subject: str,
    subject_id: int | None,
    part: tuple[str, Any] | None = None,
) -> str | None:
    """Read who was the last to change a thing, None where nobody is known.

    `part` is the name and value that tell one of several parts of it from the others.
    """
    query = select(events.c.who, events.c.before, events.c.after).where(
        events.c.subject == subject, events.c.subject_id == subject_id, ~events.c.is_replaced
    )
    for who, *values in connection.execute(query.order_by(events.c.id.desc())):
        told = [json.loads(each) for each in values if each]
        if part is None or any(each.get(part[0]) == part[1] for each in told):
            return str(who)
    return None


_TELLING = ("name", "text", "point", "part_id")
_TRACED = ("agency_id", "year", "subject", "subject_id", "code", "before", "after", "who")


def _find_difference(
    before: Values | None, after: Values | None
) -> tuple[Values | None, Values | None]:
    if before is None or after is None:
        return before, after
    differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not differing:
        return None, None
    kept = [name for name in _TELLING if name in after and name not in differing] + differing
    return (
        {name: before[name] for name in kept if name in before},
        {name: after[name] for name in kept if name in after},
    )


def _write(values: Values | None) -> str | None:
    if values is None:
        return None
    return json.dumps(values, ensure_ascii=False, default=datetime.date.isoformat)


def _to_row(event: Event, before: str | None, after: str | None) -> dict[str, Any]:
    return {
        "agency_id": event.agency_id,
        "agency_name": event.agency_name,
        "year": event.year,
        "subject": event.subject,
        "subject_id": event.subject_id,
        "code": event.code,
        "before": before,
        "after": after,
        "who": event.who,
        "at": event.at,
        "origin": event.origin,
        "is_replaced": event.is_replaced,
    }


def _to_event(row: Row[tuple[object, ...]]) -> Event:
    return Event(
        id=row.id,
        subject=row.subject,
        subject_id=row.subject_id,
        agency_id=row.agency_id,
        agency_name=row.agency_name,
        year=row.year,
        code=row.code,
        before=None if row.before is None else json.loads(row.before),
        after=None if row.after is None else json.loads(row.after),
        who=row.who,
        at=row.at,
        origin=row.origin,
        is_replaced=row.is_replaced,
    )

"""What happened outlives a restore: the history of both states stays, each event once.

The tables of a copy take the place of ours, and with them what happened until it was made. What
happened here beyond that is written as events, which are marked as of a state that was replaced.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from spbe.store.events import (
    RESTORED,
    Event,
    keep_events,
    read_events,
    trace_origin,
    write_event,
    write_events,
)
from spbe.store.older_events import read_older_events
from spbe.store.records import Author
from spbe.store.schema import agencies


@dataclass(frozen=True, slots=True)
class Happened:
    """Everything that happened in a store until now."""

    events: Sequence[Event]
    """With their origin, by which they are known again in another state of the store."""
    agencies: Mapping[int, str]
    """The names of those that are there, by id."""
    names: Mapping[int, str]
    """The same and those that were removed."""


def read_happened(connection: Connection) -> Happened:
    """Read everything that happened: events, and revisions and changes seen as such."""
    found = list(_read_all(connection))
    there = {row.id: row.name for row in connection.execute(select(agencies))}
    removed = {e.agency_id: e.agency_name for e in found if e.agency_id and e.agency_name}
    return Happened(found, there, removed | there)


def keep_lost_events(connection: Connection, before: Happened, author: Author) -> None:
    """Keep what happened `before` a restore and stands nowhere in what it brought.

    An id may mean another agency now. Events follow the name of theirs; those of an agency that
    is no longer there keep an id of its own.
    """
    now = read_happened(connection)
    known = {event.origin for event in now.events}
    lost = [event for event in before.events if event.origin not in known]
    concerned = {event.agency_id for event in lost if event.agency_id} | before.agencies.keys()
    places = {
        agency_id: _find_place(connection, agency_id, before.names.get(agency_id, ""), now)
        for agency_id in sorted(concerned)
    }
    keep_events(connection, [_move(event, places) for event in lost])
    stayed = {places[agency_id] for agency_id in before.agencies}
    gone = {places[i]: name for i, name in before.agencies.items() if places[i] not in now.agencies}
    come = {i: name for i, name in now.agencies.items() if i not in stayed}
    write_events(connection, [*_tell(gone, author, is_gone=True), *_tell(come, author)])


def note_restore(connection: Connection, before: bytes, data: bytes, author: Author) -> None:
    """Note who put which copy in the place of which state, both by their SHA-256."""
    was, became = ({"fingerprint": hashlib.sha256(each).hexdigest()} for each in (before, data))
    write_event(connection, Event(RESTORED, None, None, None, None, was, became, *author))


def _read_all(connection: Connection) -> Iterator[Event]:
    for event in read_events(connection):
        yield replace(event, origin=trace_origin(event))
    for agency_id in connection.scalars(select(agencies.c.id)).all():
        yield from read_older_events(connection, agency_id)


def _find_place(connection: Connection, agency_id: int, name: str, now: Happened) -> int:
    """Find the id under which the history of an agency goes on."""
    if agency_id in now.names and _plain(now.names[agency_id]) == _plain(name):
        return agency_id
    for other, known in now.agencies.items():
        if _plain(known) == _plain(name):
            return other
    if agency_id not in now.names:
        return agency_id
    # Made and removed: the database gives no id twice.
    query = insert(agencies).values(name=name, is_illustrative=False).returning(agencies.c.id)
    place: int = connection.execute(query).scalar_one()
    connection.execute(delete(agencies).where(agencies.c.id == place))
    return place


def _move(event: Event, places: Mapping[int, int]) -> Event:
    if event.agency_id is None:
        return replace(event, is_replaced=True)
    place = places[event.agency_id]
    about = place if event.subject == "agency" else event.subject_id
    return replace(event, agency_id=place, subject_id=about, is_replaced=True)


def _tell(named: Mapping[int, str], author: Author, *, is_gone: bool = False) -> Iterator[Event]:
    """Tell that agencies came or went with a restore."""
    for agency_id, name in named.items():
        values = {"name": name}
        before, after = (values, None) if is_gone else (None, values)
        about = ("agency", agency_id, agency_id, None, None)
        yield Event(*about, before, after, *author, agency_name=name)


def _plain(name: str) -> str:
    return name.casefold()

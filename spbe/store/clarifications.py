"""What the team prepares for the interview: finding, answer, evidence and claim per indicator."""

from __future__ import annotations

import datetime
from dataclasses import asdict, replace

from sqlalchemy import Connection, Row, delete, insert, select, update

from spbe.store.agencies import load_agency_row
from spbe.store.assignments import read_assignments
from spbe.store.checks import check_level, check_name, check_text, check_year
from spbe.store.database import Store
from spbe.store.events import Event, read_last_actor, write_event
from spbe.store.records import Clarification, EditConflictError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema_work import clarifications
from spbe.text.translator import message

_SUBJECT = "clarification"
_TEXTS = ("finding", "answer", "evidence", "person")


def find_clarifications(
    store: Store, agency_id: int, instrument_id: str, year: int
) -> list[Clarification]:
    """Find the clarifications of a year, by code. One that says nothing is a mark: in doubt."""
    query = select(clarifications).where(
        clarifications.c.agency_id == agency_id,
        clarifications.c.instrument_id == instrument_id,
        clarifications.c.year == year,
        seen_rows(store, clarifications.c.agency_id),
    )
    with store.read() as connection:
        rows = connection.execute(query.order_by(clarifications.c.code)).all()
    return [_to_clarification(row) for row in rows]


def save_clarification(
    store: Store,
    clarification: Clarification,
    who: str,
    at: datetime.datetime,
    seen: Clarification | None = None,
) -> Clarification:
    """Save what is prepared on an indicator in place of what was there, and note who did.

    `seen` is the clarification that the author started from, None where there was none. Raises
    EditConflictError where it is another one by now, StoreError where the agency is gone or
    something cannot be kept.
    """
    who = check_author(store, who, at)
    tidy = _check(clarification)
    with store.write() as connection:
        _check_right(connection, tidy)
        load_agency_row(connection, tidy.agency_id)
        row = _find_row(connection, tidy)
        _check_seen(connection, tidy, row, seen)
        current = None if row is None else _to_clarification(row)
        tidy = replace(tidy, version=current.version + 1 if current else 1)
        if current is not None and replace(current, version=tidy.version) == tidy:
            return current
        values = asdict(tidy)
        if row is None:
            query = insert(clarifications).values(**values).returning(clarifications.c.id)
            number: int = connection.execute(query).scalar_one()
        else:
            number = row.id
            this = clarifications.c.id == number
            connection.execute(update(clarifications).where(this).values(**values))
        _note(connection, number, (current, tidy), tidy, (who, at))
    return tidy


def remove_clarification(
    store: Store, seen: Clarification, who: str, at: datetime.datetime
) -> None:
    """Take back what was prepared on an indicator, as the author saw it.

    Raises EditConflictError where it is another one by now; one that is gone already stays so.
    """
    who = check_author(store, who, at)
    with store.write() as connection:
        _check_right(connection, seen)
        row = _find_row(connection, seen)
        if row is None:
            return
        _check_seen(connection, seen, row, seen)
        connection.execute(delete(clarifications).where(clarifications.c.id == row.id))
        _note(connection, row.id, (seen, None), seen, (who, at))


def _check(clarification: Clarification) -> Clarification:
    """Return a clarification with tidy texts. Raises StoreError where it cannot be kept."""
    check_year(clarification.year)
    check_name(clarification.instrument_id)
    check_name(clarification.code)
    texts = {name: getattr(clarification, name) for name in _TEXTS}
    check_text(*texts.values())
    if clarification.claimed_level is not None:
        check_level(clarification.code, clarification.claimed_level)
    return replace(clarification, **{name: text.strip() for name, text in texts.items()})


def _check_right(connection: Connection, place: Clarification) -> None:
    """Raise RightsError where the person at work may not prepare this indicator."""
    assigned = read_assignments(connection, place.agency_id, place.instrument_id).get(place.code)
    units = (*assigned.leads, *assigned.supports) if assigned else ()
    check_right(connection, Action.EDIT_CLARIFICATIONS, place.agency_id, units)


def _check_seen(
    connection: Connection,
    place: Clarification,
    row: Row[tuple[object, ...]] | None,
    seen: Clarification | None,
) -> None:
    """Raise EditConflictError where what is kept is not what the author saw."""
    current = None if row is None else _to_clarification(row)
    saw_none = seen is None or seen.version == 0
    if current == seen or (current is None and saw_none):
        return
    what = message("klarifikasi indikator {number}", number=place.code[1:])
    who = None if row is None else read_last_actor(connection, _SUBJECT, row.id)
    raise EditConflictError(what, current, who)


def _note(
    connection: Connection,
    number: int,
    change: tuple[Clarification | None, Clarification | None],
    place: Clarification,
    author: tuple[str, datetime.datetime],
) -> None:
    before, after = (None if state is None else _to_values(state) for state in change)
    who, at = author
    event = Event(_SUBJECT, number, place.agency_id, place.year, place.code, before, after, who, at)
    write_event(connection, event)


def _to_values(clarification: Clarification) -> dict[str, object]:
    values: dict[str, object] = {name: getattr(clarification, name) for name in _TEXTS}
    return values | {"claimed_level": clarification.claimed_level}


def _find_row(connection: Connection, place: Clarification) -> Row[tuple[object, ...]] | None:
    query = select(clarifications).where(
        clarifications.c.agency_id == place.agency_id,
        clarifications.c.instrument_id == place.instrument_id,
        clarifications.c.year == place.year,
        clarifications.c.code == place.code,
    )
    return connection.execute(query).one_or_none()


def _to_clarification(row: Row[tuple[object, ...]]) -> Clarification:
    return Clarification(
        agency_id=row.agency_id,
        instrument_id=row.instrument_id,
        year=row.year,
        code=row.code,
        finding=row.finding,
        answer=row.answer,
        evidence=row.evidence,
        claimed_level=row.claimed_level,
        person=row.person,
        version=row.version,
    )

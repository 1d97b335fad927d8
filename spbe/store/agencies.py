"""Agencies and their units."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from spbe.store.checks import check_name, check_text
from spbe.store.database import Store
from spbe.store.events import Event, Values, keep_events, read_last_actor, write_event
from spbe.store.older_events import read_older_events
from spbe.store.records import Agency, Author, EditConflictError, StoreError, Unit
from spbe.store.rights import Action, check_author, check_right, seen_rows, sees_published
from spbe.store.schema import agencies, assessments, published_results, targets, units
from spbe.text.translator import message


def find_agencies(store: Store) -> list[Agency]:
    """Find every agency, by name.

    Whoever works for one sees of the others those that have a published final result.
    """
    with store.read() as connection:
        rows = connection.execute(select(agencies).where(_is_seen(store))).all()
    return sorted((_to_agency(row) for row in rows), key=lambda agency: agency.name.casefold())


def find_listed_agencies(store: Store) -> frozenset[int]:
    """Find the ids of agencies of which only published final results are kept.

    They came with a list of many; whoever works on one has an assessment, an interim result or a
    target.
    """
    final = published_results.c.stage == "final"
    worked_on = union(
        select(assessments.c.agency_id),
        select(published_results.c.agency_id).where(~final),
        select(targets.c.agency_id),
    )
    query = select(published_results.c.agency_id).where(
        final, sees_published(store), published_results.c.agency_id.not_in(worked_on)
    )
    with store.read() as connection:
        return frozenset(connection.scalars(query))


def load_agency(store: Store, agency_id: int) -> Agency:
    """Load one agency. Raises StoreError where there is none with this id, or it is not seen."""
    with store.read() as connection:
        return load_agency_row(connection, agency_id, _is_seen(store))


def add_agency(
    store: Store,
    name: str,
    kind: str | None,
    region: str | None,
    is_illustrative: bool,
    who: str,
    at: datetime.datetime,
) -> Agency:
    """Add an agency, and note who did. Raises StoreError where the name is empty or taken.

    A name is taken in any spelling.
    """
    with store.write() as connection:
        return insert_agency(connection, name, kind, region, is_illustrative, (who, at))


def save_agency_details(
    store: Store,
    agency_id: int,
    kind: str | None,
    region: str | None,
    who: str,
    at: datetime.datetime,
    seen: Agency,
) -> Agency:
    """Say of what kind an agency is and in which region, and note who did; "" is not known.

    `seen` is the agency as the author saw it. Raises EditConflictError where it is another one by
    now, StoreError where there is none with this id, or a text cannot be kept.
    """
    check_right(store, Action.EDIT_AGENCIES, agency_id)
    who = check_author(store, who, at)
    details = {"kind": _tidy(kind), "region": _tidy(region)}
    with store.write() as connection:
        before = load_agency_row(connection, agency_id)
        if before != seen:
            what = message("jenis dan wilayah {name}", name=before.name)
            raise EditConflictError(what, before, read_last_actor(connection, "agency", agency_id))
        connection.execute(update(agencies).where(agencies.c.id == agency_id).values(details))
        after = load_agency_row(connection, agency_id)
        _note(connection, (before, after), (who, at))
        return after


def remove_agency(store: Store, agency_id: int, who: str, at: datetime.datetime) -> None:
    """Remove an agency with all that is kept of it but its history, and note who did.

    Raises StoreError where there is none.
    """
    check_right(store, Action.EDIT_AGENCIES, agency_id)
    with store.write() as connection:
        delete_agency(connection, load_agency_row(connection, agency_id), (who, at))


def find_units(store: Store, agency_id: int) -> list[Unit]:
    """Find the units of an agency, by name: all that notes and sectors ever named."""
    own = (units.c.agency_id == agency_id, seen_rows(store, units.c.agency_id))
    with store.read() as connection:
        rows = connection.execute(select(units).where(*own)).all()
    found = [Unit(row.id, row.agency_id, row.name) for row in rows]
    return sorted(found, key=lambda unit: unit.name.casefold())


def load_agency_row(
    connection: Connection, agency_id: int, *conditions: ColumnElement[bool]
) -> Agency:
    """Load one agency that meets the conditions. Raises StoreError where there is none."""
    query = select(agencies).where(agencies.c.id == agency_id, *conditions)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise StoreError(
            message("Instansi ini sudah tidak ada di penyimpanan. Pilih instansi lain.")
        )
    return _to_agency(row)


def insert_agency(
    connection: Connection,
    name: str,
    kind: str | None,
    region: str | None,
    is_illustrative: bool,
    author: Author,
    *,
    is_sample: bool = False,
) -> Agency:
    """Add an agency. Raises StoreError where the name is empty or taken, in any spelling."""
    check_right(connection, Action.EDIT_AGENCIES)
    who = check_author(connection, *author)
    name = check_name(name)
    check_text(kind, region)
    taken = connection.scalars(select(agencies.c.name)).all()
    if name.casefold() in {other.casefold() for other in taken}:
        raise _name_is_taken(name)
    try:
        agency_id = connection.execute(
            insert(agencies)
            .values(
                name=name,
                kind=kind or None,
                region=region or None,
                is_illustrative=is_illustrative,
                is_sample=is_sample,
            )
            .returning(agencies.c.id)
        ).scalar_one()
    except IntegrityError as error:
        raise _name_is_taken(name) from error
    agency = Agency(agency_id, name, kind or None, region or None, is_illustrative)
    _note(connection, (None, agency), (who, author[1]))
    return agency


def delete_agency(connection: Connection, agency: Agency, author: Author) -> None:
    """Remove an agency inside a write transaction; what happened stays, as events."""
    who = check_author(connection, *author)
    keep_events(connection, read_older_events(connection, agency.id))
    _note(connection, (agency, None), (who, author[1]))
    connection.execute(delete(agencies).where(agencies.c.id == agency.id))


def collect_units(connection: Connection, agency_id: int, written: Iterable[str]) -> None:
    """Add the units named in texts ("Diskominfo; Bappeda") that the agency does not have yet.

    A spelling that differs only in capitals or space is the unit that is there already.
    """
    known = {
        name.casefold()
        for name in connection.scalars(select(units.c.name).where(units.c.agency_id == agency_id))
    }
    for text in written:
        for part in text.split(";"):
            name = " ".join(part.split())
            if name and name.casefold() not in known:
                known.add(name.casefold())
                connection.execute(insert(units).values(agency_id=agency_id, name=name))


def _note(
    connection: Connection, change: tuple[Agency | None, Agency | None], author: Author
) -> None:
    """Note what an agency was and what it became."""
    before, after = change
    about = after or before
    assert about is not None  # noqa: S101  # one of them always is
    who, at = author
    event = Event(
        subject="agency",
        subject_id=about.id,
        agency_id=about.id,
        year=None,
        code=None,
        before=_describe(before),
        after=_describe(after),
        who=who,
        at=at,
    )
    write_event(connection, event)


def _describe(agency: Agency | None) -> Values | None:
    if agency is None:
        return None
    return {"name": agency.name, "kind": agency.kind, "region": agency.region}


def _is_seen(store: Store) -> ColumnElement[bool]:
    """Give the condition under which the person at work knows of an agency."""
    final = select(published_results.c.agency_id).where(published_results.c.stage == "final")
    return seen_rows(store, agencies.c.id) | (agencies.c.id.in_(final) & sees_published(store))


def _tidy(written: str | None) -> str | None:
    check_text(written)
    return " ".join((written or "").split()) or None


def _name_is_taken(name: str) -> StoreError:
    return StoreError(
        message('Instansi "{name}" sudah ada. Pilih instansi itu, atau beri nama lain.', name=name)
    )


def _to_agency(row: Row[tuple[object, ...]]) -> Agency:
    return Agency(row.id, row.name, row.kind, row.region, row.is_illustrative)

"""Which units of an agency answer for which indicators, as the coordinator confirmed it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from spbe.model.assignment import Assignment
from spbe.store.agencies import collect_units, load_agency_row
from spbe.store.checks import check_name, check_text
from spbe.store.database import Store
from spbe.store.events import Event, read_last_actor, write_events
from spbe.store.records import EditConflictError, StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema import units
from spbe.store.schema_work import assignments
from spbe.text.translator import message

_SUBJECT = "assignment"


def find_assignments(store: Store, agency_id: int, instrument_id: str) -> dict[str, Assignment]:
    """Find who was confirmed to answer for indicators, by code; units stand in them by name."""
    with store.read() as connection:
        return read_assignments(connection, agency_id, instrument_id)


def save_assignments(
    store: Store,
    agency_id: int,
    instrument_id: str,
    confirmed: Mapping[str, Assignment],
    who: str,
    at: datetime.datetime,
    seen: Mapping[str, Assignment],
) -> dict[str, Assignment]:
    """Confirm who answers for the indicators, in place of all that was confirmed before.

    A unit that the agency does not have yet is added. `seen` is what was confirmed when the author
    began. Raises EditConflictError where that is no longer so; StoreError where the agency is gone
    or a unit both leads and supports an indicator.
    """
    check_right(store, Action.CONFIRM_ASSIGNMENTS, agency_id)
    who = check_author(store, who, at)
    check_name(instrument_id)
    tidy = {code: _check(code, said) for code, said in confirmed.items()}
    with store.write() as connection:
        load_agency_row(connection, agency_id)
        current = read_assignments(connection, agency_id, instrument_id)
        if current != dict(seen):
            actor = read_last_actor(connection, _SUBJECT, agency_id)
            raise EditConflictError(message("pembagian tugas OPD"), current, actor)
        named = [unit for said in tidy.values() for unit in (*said.leads, *said.supports)]
        collect_units(connection, agency_id, named)
        _replace(connection, agency_id, instrument_id, tidy)
        after = read_assignments(connection, agency_id, instrument_id)
        write_events(connection, _find_events(agency_id, current, after, who, at))
    return after


def _find_events(
    agency_id: int,
    before: Mapping[str, Assignment],
    after: Mapping[str, Assignment],
    who: str,
    at: datetime.datetime,
) -> list[Event]:
    return [
        Event(
            subject=_SUBJECT,
            subject_id=agency_id,
            agency_id=agency_id,
            year=None,
            code=code,
            before=_to_values(before.get(code)),
            after=_to_values(after.get(code)),
            who=who,
            at=at,
        )
        for code in dict.fromkeys((*before, *after))
    ]


def _check(code: str, said: Assignment) -> Assignment:
    check_name(code)
    check_text(*said.leads, *said.supports)
    # A semicolon parts the names of units wherever they stand in one text.
    leads, supports = (
        tuple(
            dict.fromkeys(
                " ".join(part.split()) for name in names for part in name.split(";") if part.strip()
            )
        )
        for names in (said.leads, said.supports)
    )
    twice = {unit.casefold() for unit in leads} & {unit.casefold() for unit in supports}
    if twice:
        raise StoreError(
            message(
                "Indikator {number}: {unit} tertulis sebagai pengampu dan pendukung. Tidak ada "
                "yang disimpan. Hapus salah satunya.",
                number=code[1:],
                unit=next(unit for unit in leads if unit.casefold() in twice),
            )
        )
    return Assignment(leads, supports)


def _replace(
    connection: Connection, agency_id: int, instrument_id: str, tidy: Mapping[str, Assignment]
) -> None:
    query = select(units.c.id, units.c.name).where(units.c.agency_id == agency_id)
    ids = {row.name.casefold(): row.id for row in connection.execute(query)}
    place = {"agency_id": agency_id, "instrument_id": instrument_id}
    rows = {
        (code, ids[unit.casefold()]): place
        | {"code": code, "unit_id": ids[unit.casefold()], "part": part}
        for code, said in tidy.items()
        for part, names in (("lead", said.leads), ("support", said.supports))
        for unit in names
    }
    connection.execute(
        delete(assignments).where(
            assignments.c.agency_id == agency_id, assignments.c.instrument_id == instrument_id
        )
    )
    if rows:
        connection.execute(insert(assignments), list(rows.values()))


def read_assignments(
    connection: Connection, agency_id: int, instrument_id: str
) -> dict[str, Assignment]:
    """Read who was confirmed to answer for indicators, as the person at work sees it."""
    query = (
        select(assignments.c.code, assignments.c.part, units.c.name)
        .join(units, units.c.id == assignments.c.unit_id)
        .where(
            assignments.c.agency_id == agency_id,
            assignments.c.instrument_id == instrument_id,
            seen_rows(connection, assignments.c.agency_id),
        )
        .order_by(assignments.c.code, units.c.name)
    )
    found: dict[str, dict[str, list[str]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.code, {"lead": [], "support": []})[row.part].append(row.name)
    return {
        code: Assignment(tuple(parts["lead"]), tuple(parts["support"]))
        for code, parts in found.items()
    }


def _to_values(said: Assignment | None) -> dict[str, list[str]] | None:
    return None if said is None else {"leads": list(said.leads), "supports": list(said.supports)}

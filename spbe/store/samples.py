"""The samples that an empty store is filled with once, and how they go away again."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlalchemy import Connection, Table, delete, select, update

from spbe.store.agencies import delete_agency, insert_agency
from spbe.store.assessments import write_drafts
from spbe.store.cycles import write_cycle, write_sectors
from spbe.store.database import Store
from spbe.store.events import Event, write_event
from spbe.store.older_events import read_older_events, write_lost_events
from spbe.store.records import Agency, AgencyContent, Author, Draft
from spbe.store.rights import Action, check_author, check_right
from spbe.store.schema import (
    agencies,
    assessments,
    cycles,
    published_results,
    sectors,
    targets,
)
from spbe.store.schema_work import clarifications, documents, items
from spbe.store.settings import read_setting, write_setting
from spbe.store.targets import ensure_primary, write_target

_SETTING = "samples"
_CONTENT_TABLES: tuple[Table, ...] = (assessments, published_results, sectors, targets, cycles)
_WORK_TABLES: tuple[Table, ...] = (items, documents, clarifications)
"""What comes with no sample, so that all of it is somebody's own."""


def is_new(store: Store) -> bool:
    """Tell whether the samples were never looked at: neither filled in, passed by nor removed."""
    with store.read() as connection:
        return read_setting(connection, _SETTING) is None


def fill_samples(
    store: Store,
    load_samples: Callable[[], Iterable[AgencyContent]],
    who: str,
    at: datetime.datetime,
) -> bool:
    """Fill a new, empty store with samples, in one transaction; tell whether it did.

    Done once in the life of a store, also where several processes start at the same time. A store
    that holds something already is passed by, and remembered so.
    """
    check_right(store, Action.BACKUP)
    with store.write() as connection:
        if read_setting(connection, _SETTING) is not None:
            return False
        is_empty = connection.scalar(select(agencies.c.id).limit(1)) is None
        write_setting(connection, _SETTING, "filled" if is_empty else "passed by")
        if is_empty:
            for content in load_samples():
                _write_content(connection, content, who, at)
        return is_empty


def clear_samples(store: Store, who: str, at: datetime.datetime) -> list[Agency]:
    """Remove the samples for good ("Mulai kosong"), and return the agencies that stay of them.

    Of an illustrative sample everything goes but its history. Of a real agency its samples go, and
    what somebody saved since then stays: own levels for Kalimantan Timur are no sample.
    """
    check_right(store, Action.BACKUP)
    who = check_author(store, who, at)
    with store.write() as connection:
        write_setting(connection, _SETTING, "removed")
        samples = connection.execute(select(agencies).where(agencies.c.is_sample)).all()
        kept = []
        for row in samples:
            agency = Agency(row.id, row.name, row.kind, row.region, row.is_illustrative)
            older = read_older_events(connection, agency.id)
            is_own = not row.is_illustrative and _remove_untouched(connection, row.id)
            write_lost_events(connection, older, agency.id)
            if is_own:
                connection.execute(
                    update(agencies).where(agencies.c.id == row.id).values(is_sample=False)
                )
                kept.append(agency)
                _note_kept(connection, agency, (who, at))
            else:
                delete_agency(connection, agency, (who, at))
        return kept


def _remove_untouched(connection: Connection, agency_id: int) -> bool:
    """Remove the samples of an agency; tell whether something else is left."""
    for table in _CONTENT_TABLES:
        connection.execute(delete(table).where(table.c.agency_id == agency_id, table.c.is_sample))
    ensure_primary(connection, agency_id)
    return any(
        connection.scalar(select(table.c.agency_id).where(table.c.agency_id == agency_id).limit(1))
        is not None
        for table in (*_CONTENT_TABLES, *_WORK_TABLES)
    )


def _note_kept(connection: Connection, agency: Agency, author: Author) -> None:
    """Note that the samples of an agency are gone which itself stays."""
    gone = {"name": agency.name}
    write_event(connection, Event("samples", None, agency.id, None, None, gone, None, *author))


def _write_content(
    connection: Connection, content: AgencyContent, who: str, at: datetime.datetime
) -> None:
    agency = insert_agency(
        connection,
        content.name,
        content.kind,
        content.region,
        content.is_illustrative,
        (who, at),
        is_sample=True,
    )
    drafts = [Draft(agency.id, result, None, note="Contoh bawaan") for result in content.results]
    write_drafts(connection, drafts, who, at, is_sample=True)
    for cycle in content.cycles:
        write_cycle(connection, replace(cycle, agency_id=agency.id), who, at, is_sample=True)
    chosen = [replace(sector, agency_id=agency.id) for sector in content.sectors]
    write_sectors(connection, chosen, who, at, is_sample=True)
    for target in content.targets:
        target = replace(target, id=None, agency_id=agency.id)
        write_target(connection, target, who, at, is_sample=True)

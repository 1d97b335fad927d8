"""The cycles of an agency: kind, dates and locks of a year, and the sectors it chose."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, delete, insert, select

from spbe.store.agencies import collect_units, load_agency_row
from spbe.store.checks import check_name, check_stage, check_text, check_year
from spbe.store.database import Store
from spbe.store.history import is_same, read_last_author, write_change
from spbe.store.records import Cycle, CycleConflictError, EditConflictError, Sector, StoreError
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema import cycle_stages, cycles, sectors
from spbe.text.translator import message


def load_cycle(store: Store, agency_id: int, year: int) -> Cycle:
    """Load the cycle of a year; one that was never saved is an evaluation without dates."""
    with store.read() as connection:
        return _read_cycle(connection, agency_id, year)


def save_cycle(
    store: Store, cycle: Cycle, who: str, at: datetime.datetime, seen: Cycle | None = None
) -> None:
    """Save kind, dates and locks of a year in place of what was there, and note who did.

    `seen` is the cycle that the author started from, None where nobody looked at one. Raises
    CycleConflictError where it is another one by now, StoreError where the agency, the year or a
    stage is not known, or a lock has no reason.
    """
    check_right(store, Action.EDIT_CYCLE, cycle.agency_id)
    with store.write() as connection:
        if seen is not None:
            current = _read_cycle(connection, cycle.agency_id, cycle.year)
            if current != seen:
                raise CycleConflictError(current, read_last_author(connection, cycle))
        write_cycle(connection, cycle, who, at)


def find_sectors(store: Store, agency_id: int, year: int | None = None) -> list[Sector]:
    """Find the chosen sectors of an agency, by year and code."""
    own = seen_rows(store, sectors.c.agency_id)
    query = select(sectors).where(sectors.c.agency_id == agency_id, own)
    if year is not None:
        query = query.where(sectors.c.year == year)
    with store.read() as connection:
        rows = connection.execute(query.order_by(sectors.c.year, sectors.c.code)).all()
    return [_to_sector(row) for row in rows]


def save_sectors(
    store: Store,
    sectors: Sequence[Sector],
    who: str,
    at: datetime.datetime,
    seen: Sequence[Sector] | None = None,
) -> None:
    """Save the choice behind indicators, each in place of the one of its year and code.

    One with neither sector, application nor unit takes the choice back. `seen` are the choices as
    the author saw them, None where nobody looked. Raises EditConflictError where one of them is
    another by now, StoreError where an agency or year is not known.
    """
    for sector in sectors:
        check_right(store, Action.EDIT_CYCLE, sector.agency_id)
    with store.write() as connection:
        if seen is not None:
            _check_seen(connection, sectors, seen)
        write_sectors(connection, sectors, who, at)


def write_cycle(
    connection: Connection,
    cycle: Cycle,
    who: str,
    at: datetime.datetime,
    is_sample: bool = False,
) -> None:
    """Do what `save_cycle` says, inside a write transaction."""
    who = check_author(connection, who, at)
    check_right(connection, Action.EDIT_CYCLE, cycle.agency_id)
    load_agency_row(connection, cycle.agency_id)
    _check_cycle(cycle)
    place = {"agency_id": cycle.agency_id, "year": cycle.year}
    connection.execute(
        delete(cycles).where(cycles.c.agency_id == cycle.agency_id, cycles.c.year == cycle.year)
    )
    connection.execute(insert(cycles).values(**place, kind=cycle.kind, is_sample=is_sample))
    for stage in sorted({*cycle.dates, *cycle.locked}):
        connection.execute(
            insert(cycle_stages).values(
                **place,
                stage=stage,
                date=cycle.dates.get(stage),
                lock_reason=cycle.locked.get(stage),
            )
        )
    write_change(connection, cycle, (who, at))


def write_sectors(
    connection: Connection,
    chosen: Sequence[Sector],
    who: str,
    at: datetime.datetime,
    is_sample: bool = False,
) -> None:
    """Do what `save_sectors` says, inside a write transaction."""
    who = check_author(connection, who, at)
    for sector in chosen:
        check_right(connection, Action.EDIT_CYCLE, sector.agency_id)
        check_year(sector.year)
        check_name(sector.code)
        check_text(sector.sector, sector.application, sector.unit)
        load_agency_row(connection, sector.agency_id)
        connection.execute(
            delete(sectors).where(
                sectors.c.agency_id == sector.agency_id,
                sectors.c.year == sector.year,
                sectors.c.code == sector.code,
            )
        )
        tidy = replace(
            sector,
            sector=sector.sector.strip(),
            application=sector.application.strip(),
            unit=sector.unit.strip(),
        )
        if tidy.sector or tidy.application or tidy.unit:
            connection.execute(insert(sectors).values(**asdict(tidy), is_sample=is_sample))
            collect_units(connection, sector.agency_id, [sector.unit])
        write_change(connection, tidy, (who, at))


def _read_cycle(connection: Connection, agency_id: int, year: int) -> Cycle:
    def of_year(table: Table) -> Select[Any]:
        own = seen_rows(connection, table.c.agency_id)
        return select(table).where(table.c.agency_id == agency_id, table.c.year == year, own)

    row = connection.execute(of_year(cycles)).one_or_none()
    stages = connection.execute(of_year(cycle_stages)).all()
    return Cycle(
        agency_id=agency_id,
        year=year,
        kind=row.kind if row else "evaluasi",
        dates={stage.stage: stage.date for stage in stages if stage.date is not None},
        locked={s.stage: s.lock_reason for s in stages if s.lock_reason is not None},
    )


def _check_seen(connection: Connection, chosen: Sequence[Sector], seen: Sequence[Sector]) -> None:
    """Raise EditConflictError where a choice to be saved is no longer as its author saw it."""
    for sector in chosen:
        row = connection.execute(
            select(sectors).where(
                sectors.c.agency_id == sector.agency_id,
                sectors.c.year == sector.year,
                sectors.c.code == sector.code,
            )
        ).one_or_none()
        current = None if row is None else _to_sector(row)
        if current != next((each for each in seen if is_same(each, sector)), None):
            raise EditConflictError(
                message("pilihan sektor indikator {number}", number=sector.code[1:]),
                current,
                read_last_author(connection, sector),
            )


def _to_sector(row: Row[tuple[object, ...]]) -> Sector:
    return Sector(row.agency_id, row.year, row.code, row.sector, row.application, row.unit)


def _check_cycle(cycle: Cycle) -> None:
    check_year(cycle.year)
    if cycle.kind not in ("evaluasi", "pemantauan"):
        raise StoreError(
            message(
                'Jenis siklus "{kind}" tidak dikenal. Pilih evaluasi atau pemantauan.',
                kind=str(cycle.kind),
            )
        )
    for stage in (*cycle.dates, *cycle.locked):
        check_stage(stage)
    for reason in cycle.locked.values():
        check_text(reason)
        if not reason.strip():
            raise StoreError(
                message("Alasan penguncian masih kosong. Tulis alasannya, lalu simpan lagi.")
            )

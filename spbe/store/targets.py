"""The aims of an agency: each with its name and source, and one per year the primary."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, Row, delete, insert, select, update

from spbe.store.agencies import load_agency_row
from spbe.store.checks import check_hundredths, check_name, check_year
from spbe.store.database import Store
from spbe.store.history import read_last_author, write_change
from spbe.store.records import EditConflictError, StoreError, Target
from spbe.store.rights import Action, check_author, check_right, seen_rows
from spbe.store.schema import targets
from spbe.text.translator import message


def find_targets(store: Store, agency_id: int, year: int | None = None) -> list[Target]:
    """Find the targets of an agency, of one year or all: by year, the primary first."""
    own = seen_rows(store, targets.c.agency_id)
    query = select(targets).where(targets.c.agency_id == agency_id, own)
    if year is not None:
        query = query.where(targets.c.year == year)
    query = query.order_by(targets.c.year, targets.c.is_primary.desc(), targets.c.id)
    with store.read() as connection:
        return [_to_target(row) for row in connection.execute(query)]


def save_target(
    store: Store, target: Target, who: str, at: datetime.datetime, seen: Target | None = None
) -> Target:
    """Save a target: a new one without id, else in place of the one with its id.

    `seen` is the target as the author saw it, None where nobody looked at one. A year has exactly
    one primary target: the first becomes it whatever it says, a new primary takes the place of the
    old one, and the primary stays so until another is chosen. Raises EditConflictError where it is
    no longer the one that was seen, StoreError where name or source is empty or the name is taken.
    """
    check_right(store, Action.EDIT_TARGETS, target.agency_id)
    with store.write() as connection:
        _check_seen(connection, seen)
        return write_target(connection, target, who, at)


def remove_target(
    store: Store, target_id: int, who: str, at: datetime.datetime, seen: Target | None = None
) -> None:
    """Remove a target. Where it was the primary, the oldest of the others becomes it.

    Raises EditConflictError where it is no longer the one that was `seen`, StoreError where there
    is none with this id.
    """
    with store.write() as connection:
        target = _load_target(connection, target_id)
        check_right(connection, Action.EDIT_TARGETS, target.agency_id)
        _check_seen(connection, seen)
        who = check_author(connection, who, at)
        connection.execute(delete(targets).where(targets.c.id == target_id))
        ensure_primary(connection, target.agency_id)
        write_change(connection, target, (who, at), is_removed=True)


def ensure_primary(connection: Connection, agency_id: int) -> None:
    """Make the oldest target the primary in each year that has targets but no primary one."""
    query = select(targets).where(targets.c.agency_id == agency_id).order_by(targets.c.id.desc())
    rows = connection.execute(query).all()
    done = {row.year for row in rows if row.is_primary}
    oldest = {row.year: row.id for row in rows if row.year not in done}
    connection.execute(
        update(targets).where(targets.c.id.in_(oldest.values())).values(is_primary=True)
    )


def write_target(
    connection: Connection,
    target: Target,
    who: str,
    at: datetime.datetime,
    is_sample: bool = False,
) -> Target:
    """Do what `save_target` says, inside a write transaction."""
    who = check_author(connection, who, at)
    check_right(connection, Action.EDIT_TARGETS, target.agency_id)
    check_year(target.year)
    check_hundredths(target.hundredths)
    load_agency_row(connection, target.agency_id)
    name, source = check_name(target.name), _check_source(target.source)
    old = None if target.id is None else _load_target(connection, target.id)
    others = _find_others(connection, target)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise StoreError(
            message(
                'Target "{name}" untuk {year} sudah ada. Ubah target itu, atau beri nama lain.',
                name=name,
                year=target.year,
            )
        )
    if old is not None and (old.agency_id, old.year) != (target.agency_id, target.year):
        raise StoreError(
            message(
                "Instansi dan tahun sebuah target tidak dapat diubah. "
                "Buat target baru untuk {year}.",
                year=target.year,
            )
        )
    is_primary = target.is_primary or not any(other.is_primary for other in others)
    if is_primary:
        connection.execute(
            update(targets)
            .where(targets.c.agency_id == target.agency_id, targets.c.year == target.year)
            .values(is_primary=False)
        )
    values = {
        "agency_id": target.agency_id,
        "year": target.year,
        "name": name,
        "source": source,
        "hundredths": target.hundredths,
        "is_primary": is_primary,
        "is_sample": is_sample,
    }
    if old is None:
        query = insert(targets).values(**values).returning(targets.c.id)
        target_id = connection.execute(query).scalar_one()
    else:
        target_id = target.id
        connection.execute(update(targets).where(targets.c.id == target_id).values(**values))
    saved = _load_target(connection, target_id)
    write_change(connection, saved, (who, at))
    return saved


def _check_seen(connection: Connection, seen: Target | None) -> None:
    """Raise EditConflictError where a target is no longer as its author saw it."""
    if seen is None or seen.id is None:
        return
    row = connection.execute(select(targets).where(targets.c.id == seen.id)).one_or_none()
    current = None if row is None else _to_target(row)
    if current != seen:
        raise EditConflictError(
            message("target “{name}”", name=seen.name),
            current,
            read_last_author(connection, seen),
        )


def _check_source(source: str) -> str:
    if not source.strip():
        raise StoreError(
            message("Sumber target masih kosong. Tulis dari mana target ini, lalu simpan lagi.")
        )
    return check_name(source)


def _find_others(connection: Connection, target: Target) -> list[Target]:
    """Find the other targets of the same agency and year."""
    query = select(targets).where(
        targets.c.agency_id == target.agency_id, targets.c.year == target.year
    )
    found = [_to_target(row) for row in connection.execute(query)]
    return [other for other in found if other.id != target.id]


def _load_target(connection: Connection, target_id: int) -> Target:
    row = connection.execute(select(targets).where(targets.c.id == target_id)).one_or_none()
    if row is None:
        raise StoreError(message("Target ini sudah tidak ada. Muat ulang halaman Pengaturan."))
    return _to_target(row)


def _to_target(row: Row[tuple[object, ...]]) -> Target:
    return Target(
        id=row.id,
        agency_id=row.agency_id,
        year=row.year,
        name=row.name,
        source=row.source,
        hundredths=row.hundredths,
        is_primary=row.is_primary,
    )

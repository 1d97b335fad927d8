"""Who changed what beside the levels: dates, locks, sectors and targets. Only ever added to."""

from __future__ import annotations

import datetime

from sqlalchemy import Connection, insert, select

from spbe.store.database import Store
from spbe.store.records import Change
from spbe.store.schema import changes


def find_changes(store: Store, agency_id: int, year: int | None = None) -> list[Change]:
    """Find the changes of an agency, of one year or all, the newest first."""
    query = select(changes).where(changes.c.agency_id == agency_id)
    if year is not None:
        query = query.where(changes.c.year == year)
    with store.read() as connection:
        rows = connection.execute(query.order_by(changes.c.id.desc())).all()
    return [
        Change(row.id, row.agency_id, row.year, row.subject, row.text, row.who, row.at)
        for row in rows
    ]


def write_change(
    connection: Connection,
    agency_id: int,
    year: int,
    subject: str,
    text: str,
    author: tuple[str, datetime.datetime],
) -> None:
    """Note a change inside the transaction that makes it."""
    who, at = author
    query = insert(changes).values(
        agency_id=agency_id, year=year, subject=subject, text=text, who=who, at=at
    )
    connection.execute(query)

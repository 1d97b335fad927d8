"""Read and write the rows of accounts inside a transaction."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, true

from spbe.store.account_records import Account
from spbe.store.agencies import collect_units
from spbe.store.events import Event, write_event
from spbe.store.schema import units
from spbe.store.schema_accounts import account_units, accounts


def read_accounts(
    connection: Connection, condition: ColumnElement[bool] | None = None
) -> list[Account]:
    """Read accounts with their units, by name."""
    rows = connection.execute(select(accounts).where(true() if condition is None else condition))
    query = select(account_units.c.account_id, units.c.name).join(
        units, units.c.id == account_units.c.unit_id
    )
    belongs: dict[int, list[str]] = {}
    for row in connection.execute(query.order_by(units.c.name)):
        belongs.setdefault(row.account_id, []).append(row.name)
    found = [_to_account(row, tuple(belongs.get(row.id, ()))) for row in rows]
    return sorted(found, key=lambda account: account.name.casefold())


def write_units(connection: Connection, account_id: int, account: Account) -> None:
    """Let an account belong to the units that it names, and to no other."""
    connection.execute(delete(account_units).where(account_units.c.account_id == account_id))
    if account.agency_id is None or not account.units:
        return
    collect_units(connection, account.agency_id, account.units)
    query = select(units.c.id, units.c.name).where(units.c.agency_id == account.agency_id)
    ids = {row.name.casefold(): row.id for row in connection.execute(query)}
    wanted = dict.fromkeys(ids[name.casefold()] for name in account.units)
    rows = [{"account_id": account_id, "unit_id": unit_id} for unit_id in wanted]
    connection.execute(insert(account_units), rows)


def note_account(
    connection: Connection,
    change: tuple[Account | None, Account | None],
    who: str,
    at: datetime.datetime,
) -> None:
    """Note a change of an account; passwords and tokens are no part of it."""
    before, after = change
    either = after or before
    assert either is not None  # noqa: S101  # one of them always is
    write_event(
        connection,
        Event(
            subject="account",
            subject_id=either.id,
            agency_id=either.agency_id,
            year=None,
            code=None,
            before=_to_values(before),
            after=_to_values(after),
            who=who,
            at=at,
        ),
    )


def note_invitation(
    connection: Connection, account: Account, who: str, at: datetime.datetime
) -> None:
    """Note that somebody was invited to choose a password, without the token."""
    after = {"name": account.name, "login": account.login, "is_invited": True}
    write_event(
        connection,
        Event("account", account.id, account.agency_id, None, None, None, after, who, at),
    )


def _to_values(account: Account | None) -> dict[str, Any] | None:
    if account is None:
        return None
    return {
        "name": account.name,
        "login": account.login,
        "role": account.role,
        "agency_id": account.agency_id,
        "units": list(account.units),
        "is_disabled": account.is_disabled,
        "has_password": account.has_password,
        "identity": account.identity,
    }


def _to_account(row: Row[Any], belongs: tuple[str, ...]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        login=row.login,
        role=row.role,
        agency_id=row.agency_id,
        units=belongs,
        is_disabled=row.is_disabled,
        has_password=row.password_hash is not None,
        version=row.version,
        identity=row.identity,
    )

"""Look again, inside a transaction, who somebody is by now."""

from __future__ import annotations

from sqlalchemy import Connection, select

from spbe.store.person import NOBODY, Person
from spbe.store.schema import units
from spbe.store.schema_accounts import account_units, accounts, sessions


def read_person(connection: Connection, person: Person) -> Person:
    """Read who a person is now: a role may have changed, an account or session may have ended.

    A page is drawn once and its buttons are pressed later. Whoever came without a session (the
    local user, a test) is who they are.
    """
    if person.session is None:
        return person
    query = (
        select(accounts)
        .join(sessions, sessions.c.account_id == accounts.c.id)
        .where(sessions.c.token_hash == person.session, ~accounts.c.is_disabled)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return NOBODY
    belongs = (
        select(units.c.name)
        .join(account_units, units.c.id == account_units.c.unit_id)
        .where(account_units.c.account_id == row.id)
    )
    names = frozenset(connection.scalars(belongs))
    return Person(row.id, row.name, row.role, row.agency_id, names, person.session)

"""Who may sign in, with which role: admins manage the accounts here."""

from __future__ import annotations

import datetime
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select, update

from spbe.store.account_records import Account
from spbe.store.account_rows import note_account, read_accounts, write_units
from spbe.store.checks import check_name, check_text
from spbe.store.database import Store
from spbe.store.item_checks import tidy_units
from spbe.store.person import ADMIN, MEMBER, ROLES
from spbe.store.records import EditConflictError, StoreError
from spbe.store.rights import Action, check_author, check_right, is_allowed
from spbe.store.schema_accounts import accounts, sessions
from spbe.text.translator import message

_LONGEST = 120


def find_accounts(store: Store) -> list[Account]:
    """Find the accounts that the person at work manages, by name; none for anyone else."""
    with store.read() as connection:
        found = read_accounts(connection)
        return [
            account
            for account in found
            if is_allowed(connection, Action.MANAGE_ACCOUNTS, account.agency_id)
        ]


def add_account(store: Store, account: Account, who: str, at: datetime.datetime) -> Account:
    """Add an account without a password; an invitation lets its owner choose one.

    Raises StoreError where it cannot be kept or its sign-in name is taken, RightsError where the
    person at work does not manage the accounts of this agency.
    """
    check_right(store, Action.MANAGE_ACCOUNTS, account.agency_id)
    tidy = _check(account)
    who = check_author(store, who, at)
    with store.write() as connection:
        return insert_account(connection, tidy, who, at)


def insert_account(
    connection: Connection, account: Account, who: str, at: datetime.datetime
) -> Account:
    """Do what `add_account` says, inside a write transaction and whoever asks."""
    _check_free(connection, account)
    query = insert(accounts).values(**_values(account)).returning(accounts.c.id)
    number: int = connection.execute(query).scalar_one()
    write_units(connection, number, account)
    added = read_accounts(connection, accounts.c.id == number)[0]
    note_account(connection, (None, added), who, at)
    return added


def save_account(
    store: Store, account: Account, who: str, at: datetime.datetime, seen: Account
) -> Account:
    """Save name, role, agency, units and whether an account is disabled, as it was seen.

    The sessions of an account end where it is disabled or becomes somebody else's. Raises
    EditConflictError where it is another one by now; StoreError where nobody would be left to
    manage all accounts, or as `add_account` does.
    """
    tidy = _check(replace(account, id=seen.id))
    who = check_author(store, who, at)
    with store.write() as connection:
        found = read_accounts(connection, accounts.c.id == seen.id)
        if not found:
            raise StoreError(message("Akun ini sudah tidak ada. Muat ulang halamannya."))
        before = found[0]
        for agency_id in {before.agency_id, tidy.agency_id}:
            check_right(connection, Action.MANAGE_ACCOUNTS, agency_id)
        if before != seen:
            raise EditConflictError(message("akun"), before, None)
        _check_free(connection, tidy)
        this = accounts.c.id == before.id
        changed = {**_values(tidy), "version": before.version + 1}
        connection.execute(update(accounts).where(this).values(**changed))
        write_units(connection, before.id or 0, tidy)
        if before.role == ADMIN and before.agency_id is None:
            _check_admin_left(connection)
        if tidy.is_disabled or tidy.identity != before.identity:
            connection.execute(delete(sessions).where(sessions.c.account_id == before.id))
        after = read_accounts(connection, this)[0]
        note_account(connection, (before, after), who, at)
        return after


def _check(account: Account) -> Account:
    """Return an account with tidy words. Raises StoreError where it cannot be kept."""
    check_text(*account.units, account.identity)
    login = check_name(account.login).casefold()
    name = check_name(account.name)
    if max(len(login), len(name)) > _LONGEST:
        raise StoreError(
            message("Nama terlalu panjang: paling banyak {most} huruf.", most=_LONGEST)
        )
    if account.role not in ROLES:
        raise StoreError(message('Peran "{role}" tidak dikenal.', role=account.role))
    units = tidy_units(account.units)
    if account.role == MEMBER and (account.agency_id is None or not units):
        raise StoreError(
            message("Anggota OPD perlu instansi dan sedikitnya satu OPD. Pilih keduanya.")
        )
    units = units if account.role == MEMBER else ()
    identity = (account.identity or "").strip() or None
    return replace(account, name=name, login=login, units=units, identity=identity)


def _check_free(connection: Connection, account: Account) -> None:
    query = select(accounts.c.id).where(accounts.c.login == account.login)
    taken = connection.scalar(query)
    if taken is not None and taken != account.id:
        raise StoreError(
            message('Nama pengguna "{login}" sudah dipakai. Pilih yang lain.', login=account.login)
        )
    if account.identity is None:
        return
    same = accounts.c.identity == account.identity
    owner = connection.execute(select(accounts.c.id, accounts.c.name).where(same)).one_or_none()
    if owner is not None and owner.id != account.id:
        raise StoreError(
            message(
                "Identitas ini sudah dipasangkan dengan akun {name}. Lepaskan di sana dulu.",
                name=owner.name,
            )
        )


def _check_admin_left(connection: Connection) -> None:
    """Raise StoreError where no admin of all agencies would be left to sign in."""
    query = select(accounts.c.id).where(
        accounts.c.role == ADMIN, accounts.c.agency_id.is_(None), ~accounts.c.is_disabled
    )
    if connection.scalar(query.limit(1)) is None:
        raise StoreError(
            message(
                "Ini admin terakhir untuk semua instansi, jadi tidak dapat diubah perannya atau "
                "dinonaktifkan. Angkat admin lain dulu."
            )
        )


def _values(account: Account) -> dict[str, object]:
    names = ("name", "login", "role", "agency_id", "is_disabled", "identity")
    return {name: getattr(account, name) for name in names}

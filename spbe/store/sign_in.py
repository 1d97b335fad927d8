"""Sign in and out: invitations, passwords, sessions. Whoever asks here is nobody yet.

Passwords are kept as Argon2 hashes, tokens as SHA-256: a copy of the store opens nothing.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
import secrets
from dataclasses import replace
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Column, ColumnElement, Connection, Row, delete, insert, select, update
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from spbe.store.account_records import (
    LOCK_LASTS,
    MOST_FAILURES,
    Account,
    SignInError,
    wrong_sign_in,
)
from spbe.store.account_rows import note_account, note_invitation, read_accounts
from spbe.store.accounts import insert_account
from spbe.store.database import Store
from spbe.store.person import ADMIN, Person
from spbe.store.records import StoreError
from spbe.store.rights import Action, check_right, sign
from spbe.store.schema_accounts import accounts, invitations, sessions
from spbe.text.translator import message

INVITATION_LASTS = datetime.timedelta(days=7)
SESSION_LASTS = datetime.timedelta(hours=12)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200

_HASHER = PasswordHasher()


def invite(store: Store, account: Account, who: str, at: datetime.datetime) -> str:
    """Make the token of an invitation to choose a password; earlier ones no longer work.

    Raises RightsError where the person at work does not manage this account.
    """
    with store.write() as connection:
        check_right(connection, Action.MANAGE_ACCOUNTS, account.agency_id)
        found = read_accounts(connection, accounts.c.id == account.id)
        if not found:
            raise StoreError(message("Akun ini sudah tidak ada. Muat ulang halamannya."))
        check_right(connection, Action.MANAGE_ACCOUNTS, found[0].agency_id)
        note_invitation(connection, found[0], sign(connection, who), at)
        return _write_invitation(connection, found[0], at)


def invite_first_admin(store: Store, who: str, at: datetime.datetime) -> str | None:
    """Make the token for the first admin of all; None where somebody is that already."""
    with store.write() as connection:
        for_all = (accounts.c.role == ADMIN) & accounts.c.agency_id.is_(None)
        admins = read_accounts(connection, for_all & ~accounts.c.is_disabled)
        if any(admin.has_password for admin in admins):
            return None
        first = admins[0] if admins else None
        if first is None:
            first = insert_account(connection, Account(None, "Admin", "admin", ADMIN), who, at)
        return _write_invitation(connection, first, at)


def find_invited(store: Store, token: str, at: datetime.datetime) -> Account | None:
    """Find whom an invitation is for; None where it is unknown, used or too old."""
    with store.read() as connection:
        return _find_owner(connection, invitations.c, token, at)


def accept_invitation(store: Store, token: str, password: str, at: datetime.datetime) -> str:
    """Choose the password of an invited account, once, and sign in: gives the session's token.

    Sessions of before end. Raises SignInError where the invitation does not work (any more), or
    the password is too short or too long.
    """
    hashed = _HASHER.hash(_check_password(password))
    with store.write() as connection:
        before = _find_owner(connection, invitations.c, token, at)
        if before is None:
            raise SignInError(
                message(
                    "Undangan ini sudah dipakai atau lewat masanya. Minta undangan baru kepada "
                    "admin."
                )
            )
        _set_password(connection, before, hashed, before.name, at)
        return _begin_session(connection, before.id, at)


def sign_in(store: Store, login: str, password: str, at: datetime.datetime) -> str:
    """Sign in with a password; gives the token of a new session.

    After five failures in a row the account is locked for a quarter of an hour. Raises SignInError
    with one sentence for an unknown name, a wrong password, a disabled and a locked account.
    """
    row = _load_row(store, accounts.c.login == " ".join(login.split()).casefold())
    # The slow part stays outside the transaction, and is done for unknown names too.
    is_right = _verify(None if row is None else row.password_hash, password)
    with store.write(is_content=False) as connection:
        if row is None:
            raise wrong_sign_in()
        this = accounts.c.id == row.id
        now = connection.execute(select(accounts).where(this)).one_or_none()
        if now is not None and now.locked_until is not None and now.locked_until > at:
            raise wrong_sign_in()
        if now is not None and is_right and now.password_hash == row.password_hash:
            if now.is_disabled:
                raise wrong_sign_in()
            connection.execute(update(accounts).where(this).values(failures=0, locked_until=None))
            return _begin_session(connection, row.id, at)
        failures = 0 if now is None else now.failures + 1
        is_locked = failures >= MOST_FAILURES
        values = {
            "failures": 0 if is_locked else failures,
            "locked_until": at + LOCK_LASTS if is_locked else None,
        }
        connection.execute(update(accounts).where(this).values(**values))
    raise wrong_sign_in()


def sign_in_with_identity(
    store: Store, identity: str, login: str | None, at: datetime.datetime
) -> str:
    """Sign in whom a provider of identities or a trusted proxy has told us; gives a token.

    `identity` names them for good (issuer and subject). `login` is their confirmed address: an
    account of that name without an identity becomes theirs. Raises SignInError where there is none.
    """
    with store.write(is_content=False) as connection:
        known = select(accounts).where(accounts.c.identity == identity)
        row = connection.execute(known).one_or_none()
        if row is None and login is not None:
            free = (accounts.c.login == login.casefold()) & accounts.c.identity.is_(None)
            row = connection.execute(select(accounts).where(free)).one_or_none()
            if row is not None:
                _tie_identity(connection, row, identity, at)
        if row is None or row.is_disabled:
            raise _no_account(identity, login)
        return _begin_session(connection, row.id, at)


def _tie_identity(
    connection: Connection, row: Row[tuple[object, ...]], identity: str, at: datetime.datetime
) -> None:
    """Let an account be that of somebody at a provider from now on."""
    this = accounts.c.id == row.id
    [before] = read_accounts(connection, this)
    connection.execute(update(accounts).where(this).values(identity=identity))
    note_account(connection, (before, replace(before, identity=identity)), before.name, at)


def _no_account(identity: str, login: str | None) -> SignInError:
    if login is not None:
        return SignInError(
            message("{login} belum punya akun di sini. Minta admin menambahkannya.", login=login)
        )
    return SignInError(
        message(
            "{identity} belum punya akun di sini, dan penyedia tidak mengonfirmasi alamat "
            "surelnya. Kirim kalimat ini kepada admin: identitas itu dapat dipasangkan dengan "
            "akun Anda di Pengaturan, bagian Akun.",
            identity=identity,
        )
    )


def load_person(store: Store, token: str, at: datetime.datetime) -> Person | None:
    """Load who a session belongs to; None where it ended or its account is disabled."""
    with store.read() as connection:
        found = _find_owner(connection, sessions.c, token, at)
    if found is None:
        return None
    belongs = frozenset(found.units)
    return Person(found.id, found.name, found.role, found.agency_id, belongs, _hash(token))


def sign_out(store: Store, token: str) -> None:
    """End a session; one that has ended already stays so."""
    with store.write(is_content=False) as connection:
        connection.execute(delete(sessions).where(sessions.c.token_hash == _hash(token)))


def change_password(
    store: Store, token: str, password: str, new: str, at: datetime.datetime
) -> str:
    """Change the password of whoever a session belongs to; every other session of theirs ends.

    Gives the token of the session that goes on. Raises SignInError where the present password is
    wrong or the new one too short or too long.
    """
    hashed = _HASHER.hash(_check_password(new))
    person = load_person(store, token, at)
    row = None if person is None else _load_row(store, accounts.c.id == person.account_id)
    if not _verify(None if row is None else row.password_hash, password):
        raise SignInError(message("Kata sandi sekarang tidak cocok. Tidak ada yang diubah."))
    with store.write() as connection:
        before = _find_owner(connection, sessions.c, token, at)
        if before is None:
            raise SignInError(message("Sesi sudah berakhir. Masuk lagi, lalu ulangi."))
        _set_password(connection, before, hashed, before.name, at)
        return _begin_session(connection, before.id, at)


def _check_password(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise SignInError(
            message(
                "Kata sandi {shortest}–{longest} huruf. Pilih yang lain, lalu coba lagi.",
                shortest=SHORTEST_PASSWORD,
                longest=LONGEST_PASSWORD,
            )
        )
    if any("\ud800" <= letter <= "\udfff" for letter in password):
        raise SignInError(message("Kata sandi memuat karakter yang tidak dikenal."))
    return password


def _verify(hashed: str | None, password: str) -> bool:
    """Tell whether a password is the one of a hash; as slow for no hash as for a wrong one."""
    try:
        _HASHER.verify(hashed or _unknown_hash(), password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False
    return hashed is not None


@functools.cache
def _unknown_hash() -> str:
    return _HASHER.hash(secrets.token_hex())


def _load_row(store: Store, condition: ColumnElement[bool]) -> Row[tuple[object, ...]] | None:
    with store.read() as connection:
        return connection.execute(select(accounts).where(condition)).one_or_none()


def _set_password(
    connection: Connection, before: Account, hashed: str, who: str, at: datetime.datetime
) -> None:
    """Set a password: invitations and sessions of before work no longer."""
    this = accounts.c.id == before.id
    changed = {"password_hash": hashed, "failures": 0, "locked_until": None}
    version = before.version + 1
    connection.execute(update(accounts).where(this).values(**changed, version=version))
    connection.execute(delete(invitations).where(invitations.c.account_id == before.id))
    connection.execute(delete(sessions).where(sessions.c.account_id == before.id))
    after = read_accounts(connection, this)[0]
    note_account(connection, (before, after), who, at)


def _write_invitation(connection: Connection, account: Account, at: datetime.datetime) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(delete(invitations).where(invitations.c.account_id == account.id))
    values = {"account_id": account.id, "expires": at + INVITATION_LASTS}
    connection.execute(insert(invitations).values(token_hash=_hash(token), **values))
    return token


def _begin_session(connection: Connection, account_id: int | None, at: datetime.datetime) -> str:
    token = secrets.token_urlsafe(32)
    connection.execute(delete(sessions).where(sessions.c.expires <= at))
    values = {"account_id": account_id, "expires": at + SESSION_LASTS}
    connection.execute(insert(sessions).values(token_hash=_hash(token), **values))
    return token


def _find_owner(
    connection: Connection,
    kept: ReadOnlyColumnCollection[str, Column[Any]],
    token: str,
    at: datetime.datetime,
) -> Account | None:
    """Find the account behind the token of an invitation or session that still holds."""
    holds = (kept.token_hash == _hash(token)) & (kept.expires > at)
    owner = connection.scalar(select(kept.account_id).where(holds))
    if owner is None:
        return None
    is_able = (accounts.c.id == owner) & ~accounts.c.is_disabled
    found = read_accounts(connection, is_able)
    return found[0] if found else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

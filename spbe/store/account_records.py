"""An account as the store gives and takes it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from spbe.store.records import StoreError
from spbe.text.translator import message

MOST_FAILURES, LOCK_LASTS = 5, datetime.timedelta(minutes=15)
"""After so many wrong passwords in a row an account is locked for so long."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who signs in. `id` is None until it is added."""

    id: int | None
    name: str
    login: str
    """What is typed to sign in: an e-mail address or a name, in small letters."""
    role: str
    """One of `person.ROLES`."""
    agency_id: int | None = None
    """The agency that they work for; None for all of them."""
    units: tuple[str, ...] = ()
    """Names of the units that a member belongs to."""
    is_disabled: bool = False
    has_password: bool = False
    """Whether an invitation was taken."""
    version: int = 0
    identity: str | None = None
    """Who this is at a provider of identities: issuer and subject, as the sign-in page says it."""


class SignInError(StoreError):
    """Nobody was signed in; the sentence never tells whether the account exists."""


def wrong_sign_in() -> SignInError:
    """Say the one sentence for unknown names, wrong passwords, disabled and locked accounts."""
    return SignInError(
        message(
            "Nama pengguna atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi. Setelah "
            "{most} kali salah, tunggu {minutes} menit.",
            most=MOST_FAILURES,
            minutes=LOCK_LASTS // datetime.timedelta(minutes=1),
        )
    )

"""The tables of those who sign in: accounts, invitations and sessions."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from spbe.store.schema_base import UtcDateTime, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    # What is typed to sign in, in small letters: an e-mail address or a name.
    Column("login", Text, nullable=False),
    Column("role", Text, nullable=False),
    # NULL is all agencies.
    Column("agency_id", ForeignKey("agencies.id", ondelete="CASCADE")),
    # Argon2; NULL until an invitation was taken.
    Column("password_hash", Text),
    # Who this is at a provider of identities (OIDC), once they came from there.
    Column("identity", Text),
    Column("is_disabled", Boolean, nullable=False, server_default=false()),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("locked_until", UtcDateTime),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("login"),
    UniqueConstraint("identity"),
    CheckConstraint(
        "role IN ('admin', 'coordinator', 'member', 'assessor', 'viewer')", name="role"
    ),
    sqlite_autoincrement=True,
)

account_units = Table(
    "account_units",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("unit_id", ForeignKey("units.id", ondelete="CASCADE"), primary_key=True),
)

# Of a token only its SHA-256 is kept, so that a copy of the store opens nothing.
invitations = Table(
    "invitations",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("expires", UtcDateTime, nullable=False),
)

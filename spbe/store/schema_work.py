"""The tables of the work between meetings: assignments, items, evidence, clarifications, events."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from spbe.store.schema_base import UtcDateTime, agency_id, is_sample, metadata, year_check


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _parent(name: str, target: str, *, is_key: bool = False) -> Column[int]:
    return Column(name, ForeignKey(target, ondelete="CASCADE"), primary_key=is_key, nullable=False)


def _words(*names: str) -> list[Column[str]]:
    """Texts that are empty where nothing was said."""
    return [Column(name, Text, nullable=False, server_default="") for name in names]


def _version() -> Column[int]:
    """Counts up with every change, so that an edit knows whether it saw the newest state."""
    return Column("version", Integer, nullable=False, server_default="1")


assignments = Table(
    "assignments",
    metadata,
    agency_id(is_key=True),
    Column("instrument_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    _parent("unit_id", "units.id", is_key=True),
    Column("part", Text, nullable=False),
    CheckConstraint("part IN ('lead', 'support')", name="part"),
)

# Of an instrument and no agency: what a regulation says is the same for all.
wordings = Table(
    "wordings",
    metadata,
    Column("instrument_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    # A whole level.
    Column("level", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    CheckConstraint("level >= 0", name="level"),
)

items = Table(
    "items",
    metadata,
    _id(),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    # NULL is an item that belongs to no indicator.
    Column("code", Text),
    # The level that the item belongs to, a whole level; NULL where it belongs to none.
    Column("level", Integer),
    # The number of the requirement within its level, where the item is one.
    Column("requirement", Integer),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("is_for_all_units", Boolean, nullable=False, server_default=false()),
    *_words("person"),
    Column("due", Date),
    Column("state", Text, nullable=False, server_default="open"),
    *_words("reason"),
    Column("opened_year", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    # When the item was last closed (accepted or not applicable); NULL while it is open.
    Column("closed_at", UtcDateTime),
    _version(),
    is_sample(),
    CheckConstraint("opened_year >= 2000 AND opened_year <= 2199", name="opened_year"),
    CheckConstraint(
        "state IN ('open', 'work', 'submitted', 'accepted', 'returned', 'not_applicable')",
        name="state",
    ),
    CheckConstraint("source IN ('requirement', 'recommendation', 'meeting', 'own')", name="source"),
    Index("ix_items_agency_id", "agency_id", "instrument_id"),
    sqlite_autoincrement=True,
)

item_years = Table(
    "item_years",
    metadata,
    _parent("item_id", "items.id", is_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Index("ix_item_years_year", "year"),
    year_check(),
)

item_units = Table(
    "item_units",
    metadata,
    _parent("item_id", "items.id", is_key=True),
    _parent("unit_id", "units.id", is_key=True),
    # What this unit has done of an item that all units share.
    Column("is_done", Boolean, nullable=False, server_default=false()),
    *_words("link", "note"),
    Index("ix_item_units_unit_id", "unit_id"),
)

item_notes = Table(
    "item_notes",
    metadata,
    _id(),
    _parent("item_id", "items.id"),
    Column("round", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("kind IN ('note', 'answer')", name="kind"),
    Index("ix_item_notes_item_id", "item_id"),
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    _id(),
    agency_id(),
    Column("name", Text, nullable=False),
    *_words("number", "issuer", "note"),
    Column("dated", Date),
    Column("effective", Date),
    Column("expires", Date),
    Column("is_review", Boolean, nullable=False, server_default=false()),
    Column("state", Text, nullable=False, server_default="draft"),
    *_words("reason"),
    _version(),
    CheckConstraint("state IN ('draft', 'review', 'accepted', 'rejected')", name="state"),
    Index("ix_documents_agency_id", "agency_id"),
    sqlite_autoincrement=True,
)

document_units = Table(
    "document_units",
    metadata,
    _parent("document_id", "documents.id", is_key=True),
    _parent("unit_id", "units.id", is_key=True),
)

document_versions = Table(
    "document_versions",
    metadata,
    _id(),
    _parent("document_id", "documents.id"),
    Column("number", Integer, nullable=False),
    *_words("link", "page"),
    # The day on which somebody saw that the link opens for whoever has to read it.
    Column("access_checked", Date),
    # A file is kept once under its SHA-256; NULL for a link.
    Column("sha256", Text),
    *_words("file_name", "media_type"),
    Column("size", BigInteger),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "number"),
    Index("ix_document_versions_sha256", "sha256"),
    sqlite_autoincrement=True,
)

document_uses = Table(
    "document_uses",
    metadata,
    _id(),
    _parent("document_id", "documents.id"),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("code", Text, nullable=False),
    # A requirement of a level; NULL where the document speaks to the indicator as a whole.
    Column("level", Integer),
    Column("requirement", Integer),
    Column("item_id", ForeignKey("items.id", ondelete="SET NULL")),
    *_words("page"),
    Index("ix_document_uses_document_id", "document_id"),
    Index("ix_document_uses_item_id", "item_id"),
    Index("ix_document_uses_year", "instrument_id", "year", "code"),
    year_check(),
    sqlite_autoincrement=True,
)

document_secrets = Table(
    "document_secrets",
    metadata,
    _parent("document_id", "documents.id", is_key=True),
    *_words("user_name", "password"),
)

clarifications = Table(
    "clarifications",
    metadata,
    _id(),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("code", Text, nullable=False),
    *_words("finding", "answer", "evidence", "person"),
    # Level units; NULL is none claimed yet.
    Column("claimed_level", Integer),
    _version(),
    UniqueConstraint("agency_id", "instrument_id", "year", "code"),
    CheckConstraint("claimed_level >= 0", name="claimed_level"),
    year_check(),
    sqlite_autoincrement=True,
)

# No foreign keys: what happened stays, whatever is removed later.
events = Table(
    "events",
    metadata,
    _id(),
    Column("agency_id", Integer),
    *_words("agency_name"),
    Column("year", Integer),
    Column("subject", Text, nullable=False),
    # The id of what was changed, within its subject.
    Column("subject_id", Integer),
    Column("code", Text),
    # JSON; NULL where there was nothing before, or is nothing afterwards.
    Column("before", Text),
    Column("after", Text),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # By what an event is known again that came from elsewhere; NULL where it was noted here.
    Column("origin", Text),
    # It belongs to a state in whose place a copy was put: it happened, and no longer holds.
    Column("is_replaced", Boolean, nullable=False, server_default=false()),
    Index("ix_events_agency_id", "agency_id", "year"),
    Index("ix_events_subject", "subject", "subject_id"),
    sqlite_autoincrement=True,
)

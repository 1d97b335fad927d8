"""The tables. Portable SQL: the same on SQLite and PostgreSQL; migrations make them.

The work between meetings (items, evidence, …) has its tables in `schema_work.py`. A change needs a
new file in `migrations/versions/` and the next `SCHEMA_VERSION`; a test holds that both give the
same tables.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    true,
)

from spbe.store import schema_accounts, schema_meetings, schema_work
from spbe.store.schema_base import (
    FIRST_YEAR,
    LAST_YEAR,
    SCHEMA_VERSION,
    UtcDateTime,
    agency_id,
    is_sample,
    metadata,
    year_check,
)

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "SCHEMA_VERSION",
    "metadata",
    "schema_accounts",
    "schema_meetings",
    "schema_work",
]

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

agencies = Table(
    "agencies",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("region", Text),
    Column("is_illustrative", Boolean, nullable=False),
    is_sample(),
    UniqueConstraint("name"),
    # Ids are never given twice, so that an old link or draft cannot meet another row.
    sqlite_autoincrement=True,
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("name", Text, nullable=False),
    UniqueConstraint("agency_id", "name"),
    sqlite_autoincrement=True,
)

cycles = Table(
    "cycles",
    metadata,
    agency_id(is_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    is_sample(),
    CheckConstraint("kind IN ('evaluasi', 'pemantauan')", name="kind"),
    year_check(),
)

cycle_stages = Table(
    "cycle_stages",
    metadata,
    Column("agency_id", Integer, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("date", Date),
    Column("lock_reason", Text),
    ForeignKeyConstraint(
        ["agency_id", "year"], ["cycles.agency_id", "cycles.year"], ondelete="CASCADE"
    ),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    is_sample(),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage"),
    year_check(),
    sqlite_autoincrement=True,
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("source_name", Text),
    Column("source_sha256", Text),
    Column("note", Text, nullable=False),
    UniqueConstraint("assessment_id", "number"),
    CheckConstraint("number >= 1", name="number"),
    sqlite_autoincrement=True,
)

revision_levels = Table(
    "revision_levels",
    metadata,
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    # Level units; NULL is "not assessed".
    Column("level", Integer),
    CheckConstraint("level >= 0", name="level"),
)

revision_notes = Table(
    "revision_notes",
    metadata,
    Column("revision_id", ForeignKey("revisions.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("explanation", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("evidence_link", Text, nullable=False),
    Column("assessor_note", Text, nullable=False),
    Column("recommendation", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("comment", Text, nullable=False),
)

published_results = Table(
    "published_results",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("rating", Text),
    Column("source", Text, nullable=False),
    is_sample(),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage"),
    year_check(),
    sqlite_autoincrement=True,
)

published_scores = Table(
    "published_scores",
    metadata,
    Column("result_id", ForeignKey("published_results.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("hundredths", Integer, nullable=False),
    CheckConstraint("hundredths >= 0", name="hundredths"),
)

sectors = Table(
    "sectors",
    metadata,
    agency_id(is_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Column("sector", Text, nullable=False),
    Column("application", Text, nullable=False),
    Column("unit", Text, nullable=False),
    is_sample(),
    year_check(),
)

targets = Table(
    "targets",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("year", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("hundredths", Integer, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    is_sample(),
    UniqueConstraint("agency_id", "year", "name"),
    CheckConstraint("hundredths >= 0", name="hundredths"),
    year_check(),
    sqlite_autoincrement=True,
)
Index(
    "ix_targets_primary",
    targets.c.agency_id,
    targets.c.year,
    unique=True,
    sqlite_where=targets.c.is_primary == true(),
    postgresql_where=targets.c.is_primary == true(),
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage", "name"),
    year_check(),
    sqlite_autoincrement=True,
)

scenario_levels = Table(
    "scenario_levels",
    metadata,
    Column("scenario_id", ForeignKey("scenarios.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, primary_key=True),
    Column("level", Integer, nullable=False),
    CheckConstraint("level >= 0", name="level"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("year", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_changes_agency_id", "agency_id", "year"),
    sqlite_autoincrement=True,
)

FIRST_TABLES = frozenset(
    {
        "agencies",
        "assessments",
        "changes",
        "cycle_stages",
        "cycles",
        "published_results",
        "published_scores",
        "revision_levels",
        "revision_notes",
        "revisions",
        "sectors",
        "settings",
        "targets",
        "units",
    }
)
"""Tables of the first version: a copy without one of them is none of ours."""

"""The tables. Portable SQL: the same on SQLite and PostgreSQL; migrations make them.

A change here needs a new file in `migrations/versions/` and the next `SCHEMA_VERSION`; a test
holds that both give the same tables.
"""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    true,
)

SCHEMA_VERSION = "0002"
"""The newest migration. Versions are numbers in a row, so a higher one is from a newer app."""

FIRST_YEAR, LAST_YEAR = 2000, 2199
"""Years outside are slips of the keyboard."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime.datetime]):
    """A moment with time zone, kept in UTC; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002  # the signature is SQLAlchemy's
    ) -> datetime.datetime | None:
        """Turn any zone into UTC."""
        return None if value is None else value.astimezone(datetime.UTC)

    def process_result_value(
        self,
        value: Any | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime.datetime | None:
        """Give the zone back where the database forgot it."""
        if value is None:
            return None
        moment: datetime.datetime = value
        if moment.tzinfo is None:
            return moment.replace(tzinfo=datetime.UTC)
        return moment.astimezone(datetime.UTC)


def _agency_id(*, is_key: bool = False) -> Column[int]:
    return Column(
        "agency_id",
        ForeignKey("agencies.id", ondelete="CASCADE"),
        primary_key=is_key,
        nullable=False,
    )


def _is_sample() -> Column[bool]:
    """Whether a row came with the first start and nobody changed it since."""
    return Column("is_sample", Boolean, nullable=False, server_default=false())


def _year_check() -> CheckConstraint:
    return CheckConstraint(f"year >= {FIRST_YEAR} AND year <= {LAST_YEAR}", name="year")


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
    _is_sample(),
    UniqueConstraint("name"),
    # Ids are never given twice, so that an old link or draft cannot meet another row.
    sqlite_autoincrement=True,
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    _agency_id(),
    Column("name", Text, nullable=False),
    UniqueConstraint("agency_id", "name"),
    sqlite_autoincrement=True,
)

cycles = Table(
    "cycles",
    metadata,
    _agency_id(is_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    _is_sample(),
    CheckConstraint("kind IN ('evaluasi', 'pemantauan')", name="kind"),
    _year_check(),
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
    _agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    _is_sample(),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage"),
    _year_check(),
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
    _agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("rating", Text),
    Column("source", Text, nullable=False),
    _is_sample(),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage"),
    _year_check(),
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
    _agency_id(is_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True),
    Column("sector", Text, nullable=False),
    Column("application", Text, nullable=False),
    Column("unit", Text, nullable=False),
    _is_sample(),
    _year_check(),
)

targets = Table(
    "targets",
    metadata,
    Column("id", Integer, primary_key=True),
    _agency_id(),
    Column("year", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("hundredths", Integer, nullable=False),
    Column("is_primary", Boolean, nullable=False),
    _is_sample(),
    UniqueConstraint("agency_id", "year", "name"),
    CheckConstraint("hundredths >= 0", name="hundredths"),
    _year_check(),
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
    _agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("agency_id", "instrument_id", "year", "stage", "name"),
    _year_check(),
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
    _agency_id(),
    Column("year", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_changes_agency_id", "agency_id", "year"),
    sqlite_autoincrement=True,
)

LATER_TABLES = frozenset({scenarios.name, scenario_levels.name})
"""Tables that the first version did not have: an old copy is sound without them."""

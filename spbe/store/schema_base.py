"""What every table is made with: the version, kinds of columns, names of constraints."""

from __future__ import annotations

import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    TypeDecorator,
    false,
)

SCHEMA_VERSION = "0008"
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


def agency_id(*, is_key: bool = False) -> Column[int]:
    return Column(
        "agency_id",
        ForeignKey("agencies.id", ondelete="CASCADE"),
        primary_key=is_key,
        nullable=False,
    )


def is_sample() -> Column[bool]:
    """Whether a row came with the first start and nobody changed it since."""
    return Column("is_sample", Boolean, nullable=False, server_default=false())


def year_check() -> CheckConstraint:
    return CheckConstraint(f"year >= {FIRST_YEAR} AND year <= {LAST_YEAR}", name="year")

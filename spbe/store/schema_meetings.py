"""The tables of meetings: what was held, who came, what was said and agreed."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    Time,
)

from spbe.store.schema_base import UtcDateTime, agency_id, metadata, year_check


def _words(*names: str) -> list[Column[str]]:
    """Texts that are empty where nothing was said."""
    return [Column(name, Text, nullable=False, server_default="") for name in names]


def _meeting_id(*, is_key: bool = False) -> Column[int]:
    return Column(
        "meeting_id",
        ForeignKey("meetings.id", ondelete="CASCADE"),
        primary_key=is_key,
        nullable=False,
    )


meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    agency_id(),
    Column("instrument_id", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("day", Date, nullable=False),
    # In the time of the place.
    Column("begins", Time),
    *_words("place", "chair"),
    # The figures of its day, kept when it was closed; all NULL or empty until then.
    Column("closed_at", UtcDateTime),
    Column("revision_id", ForeignKey("revisions.id", ondelete="SET NULL")),
    Column("index_hundredths", Integer),
    # The exact index over the instrument's denominator.
    Column("index_numerator", Integer),
    *_words("target_name", "said"),
    Column("target_hundredths", Integer),
    *[
        Column(name, Integer, nullable=False, server_default="0")
        for name in ("open_items", "overdue_items", "closed_items")
    ],
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_meetings_agency_id", "agency_id", "instrument_id"),
    year_check(),
    sqlite_autoincrement=True,
)

meeting_units = Table(
    "meeting_units",
    metadata,
    _meeting_id(is_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *_words("unit"),
    Column("open_items", Integer, nullable=False),
    Column("overdue_items", Integer, nullable=False),
)

meeting_attendance = Table(
    "meeting_attendance",
    metadata,
    _meeting_id(is_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    *_words("unit", "role"),
)

meeting_notes = Table(
    "meeting_notes",
    metadata,
    _meeting_id(is_key=True),
    Column("point", Text, primary_key=True),
    Column("text", Text, nullable=False),
    CheckConstraint(
        "point IN ('agreed', 'standing', 'changes', 'weakest', 'overdue', 'target', 'decided')",
        name="point",
    ),
)

# What was agreed, in the words of the day; the item says what became of it.
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    _meeting_id(),
    Column("item_id", ForeignKey("items.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    *_words("person"),
    Column("due", Date),
    Column("code", Text),
    Index("ix_follow_ups_meeting_id", "meeting_id"),
    Index("ix_follow_ups_item_id", "item_id"),
    sqlite_autoincrement=True,
)

follow_up_units = Table(
    "follow_up_units",
    metadata,
    Column(
        "follow_up_id",
        ForeignKey("follow_ups.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("unit", Text, primary_key=True),
)

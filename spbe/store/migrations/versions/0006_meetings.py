"""Meetings: figures of their day, attendance, notes and follow-ups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), server_default="", nullable=False) for name in names]


def _of_meeting(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["meeting_id"], ["meetings.id"], name=f"fk_{table}_meeting_id", ondelete="CASCADE"
    )


def upgrade() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=True),
        *_words("place", "chair"),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("index_hundredths", sa.Integer(), nullable=True),
        sa.Column("index_numerator", sa.Integer(), nullable=True),
        *_words("target_name"),
        sa.Column("target_hundredths", sa.Integer(), nullable=True),
        *[
            sa.Column(name, sa.Integer(), server_default="0", nullable=False)
            for name in ("open_items", "overdue_items", "closed_items")
        ],
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_meetings_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_meetings_agency_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name="fk_meetings_revision_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meetings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_meetings_agency_id", "meetings", ["agency_id", "instrument_id"])
    op.create_table(
        "meeting_units",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        *_words("unit"),
        sa.Column("open_items", sa.Integer(), nullable=False),
        sa.Column("overdue_items", sa.Integer(), nullable=False),
        _of_meeting("meeting_units"),
        sa.PrimaryKeyConstraint("meeting_id", "position", name="pk_meeting_units"),
    )
    op.create_table(
        "meeting_attendance",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_words("unit", "role"),
        _of_meeting("meeting_attendance"),
        sa.PrimaryKeyConstraint("meeting_id", "position", name="pk_meeting_attendance"),
    )
    op.create_table(
        "meeting_notes",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("point", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "point IN ('agreed', 'standing', 'changes', 'weakest', 'overdue', 'target', 'decided')",
            name=op.f("ck_meeting_notes_point"),
        ),
        _of_meeting("meeting_notes"),
        sa.PrimaryKeyConstraint("meeting_id", "point", name="pk_meeting_notes"),
    )
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_words("person"),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        _of_meeting("follow_ups"),
        sa.ForeignKeyConstraint(
            ["item_id"], ["items.id"], name="fk_follow_ups_item_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
        sqlite_autoincrement=True,
    )
    for name in ("meeting_id", "item_id"):
        op.create_index(f"ix_follow_ups_{name}", "follow_ups", [name])
    op.create_table(
        "follow_up_units",
        sa.Column("follow_up_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follow_up_id"],
            ["follow_ups.id"],
            name="fk_follow_up_units_follow_up_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("follow_up_id", "unit", name="pk_follow_up_units"),
    )


def downgrade() -> None:
    for name in (
        "follow_up_units",
        "follow_ups",
        "meeting_notes",
        "meeting_attendance",
        "meeting_units",
        "meetings",
    ):
        op.drop_table(name)

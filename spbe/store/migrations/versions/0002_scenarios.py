"""Scenarios: levels that somebody tries out beside an assessment."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_scenarios_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_scenarios_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
        sa.UniqueConstraint(
            "agency_id", "instrument_id", "year", "stage", "name", name="uq_scenarios_agency_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "scenario_levels",
        sa.Column("scenario_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.CheckConstraint("level >= 0", name=op.f("ck_scenario_levels_level")),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["scenarios.id"],
            name="fk_scenario_levels_scenario_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scenario_id", "code", name="pk_scenario_levels"),
    )


def downgrade() -> None:
    op.drop_table("scenario_levels")
    op.drop_table("scenarios")

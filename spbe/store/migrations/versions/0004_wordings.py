"""The official wording of levels, as users load it beside the requirements of our own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "wordings",
        sa.Column("instrument_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("level >= 0", name=op.f("ck_wordings_level")),
        sa.PrimaryKeyConstraint("instrument_id", "code", "level", name="pk_wordings"),
    )


def downgrade() -> None:
    op.drop_table("wordings")

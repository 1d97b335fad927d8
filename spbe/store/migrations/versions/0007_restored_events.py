"""Events that outlive a restore: where they come from, and whether they still hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("events", sa.Column("origin", sa.Text(), nullable=True))
    op.add_column(
        "events",
        sa.Column("is_replaced", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("events", "is_replaced")
    op.drop_column("events", "origin")

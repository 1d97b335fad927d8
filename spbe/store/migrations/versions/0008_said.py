"""What a meeting told when it was closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings", sa.Column("said", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("meetings", "said")

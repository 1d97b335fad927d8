"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agencies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("is_illustrative", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agencies"),
        sa.UniqueConstraint("name", name="uq_agencies_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_assessments_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_assessments_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
        sa.UniqueConstraint(
            "agency_id", "instrument_id", "year", "stage", name="uq_assessments_agency_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_changes_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_agency_id", "changes", ["agency_id", "year"], unique=False)
    op.create_table(
        "cycles",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("kind IN ('evaluasi', 'pemantauan')", name=op.f("ck_cycles_kind")),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_cycles_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_cycles_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agency_id", "year", name="pk_cycles"),
    )
    op.create_table(
        "published_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("instrument_id", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("rating", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_published_results_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name="fk_published_results_agency_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_published_results"),
        sa.UniqueConstraint(
            "agency_id", "instrument_id", "year", "stage", name="uq_published_results_agency_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sectors",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_sectors_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_sectors_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agency_id", "year", "code", name="pk_sectors"),
    )
    op.create_table(
        "targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("hundredths >= 0", name=op.f("ck_targets_hundredths")),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_targets_year")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_targets_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_targets"),
        sa.UniqueConstraint("agency_id", "year", "name", name="uq_targets_agency_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_targets_primary",
        "targets",
        ["agency_id", "year"],
        unique=True,
        sqlite_where=sa.column("is_primary") == sa.true(),
        postgresql_where=sa.column("is_primary") == sa.true(),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name="fk_units_agency_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
        sa.UniqueConstraint("agency_id", "name", name="uq_units_agency_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cycle_stages",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("lock_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id", "year"],
            ["cycles.agency_id", "cycles.year"],
            name="fk_cycle_stages_agency_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agency_id", "year", "stage", name="pk_cycle_stages"),
    )
    op.create_table(
        "published_scores",
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.CheckConstraint("hundredths >= 0", name=op.f("ck_published_scores_hundredths")),
        sa.ForeignKeyConstraint(
            ["result_id"],
            ["published_results.id"],
            name="fk_published_scores_result_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("result_id", "code", name="pk_published_scores"),
    )
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_sha256", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_number")),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name="fk_revisions_assessment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("assessment_id", "number", name="uq_revisions_assessment_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "revision_levels",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.CheckConstraint("level >= 0", name=op.f("ck_revision_levels_level")),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name="fk_revision_levels_revision_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "code", name="pk_revision_levels"),
    )
    op.create_table(
        "revision_notes",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("evidence_link", sa.Text(), nullable=False),
        sa.Column("assessor_note", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
            name="fk_revision_notes_revision_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision_id", "code", name="pk_revision_notes"),
    )


def downgrade() -> None:
    for name in (
        "revision_notes",
        "revision_levels",
        "revisions",
        "published_scores",
        "cycle_stages",
        "units",
        "targets",
        "sectors",
        "published_results",
        "cycles",
        "changes",
        "assessments",
        "settings",
        "agencies",
    ):
        op.drop_table(name)

"""Needs, evidence, voices, checks, the log and the teams' weights."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "need",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("theme", sa.Text, nullable=False),
        sa.Column("target_group", sa.JSON, nullable=False),
        sa.Column("staff_picture", sa.Text, nullable=False),
        sa.Column("staff_picture_at", sa.DateTime, nullable=True),
        sa.Column("agreed_picture", sa.Text, nullable=False),
        sa.Column("idea_review", sa.JSON, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("set_aside_reason", sa.Text, nullable=False),
        sa.Column("main_evidence_id", sa.Integer, nullable=True),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_need"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("need_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("sources", sa.JSON, nullable=False),
        sa.Column("caveats", sa.JSON, nullable=False),
        sa.Column("data_version", sa.Text, nullable=False),
        sa.Column("is_sample", sa.Boolean, nullable=False),
        sa.Column("question", sa.JSON, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.Column("taken_away_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_evidence_need_id"),
    )
    op.create_index("ix_evidence_need_id", "evidence", ["need_id"])
    op.create_table(
        "voice",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("need_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("said_on", sa.Date, nullable=True),
        sa.Column("added_at", sa.DateTime, nullable=False),
        sa.Column("added_by", sa.Text, nullable=False),
        sa.Column("taken_away_at", sa.DateTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_voice"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_voice_need_id"),
    )
    op.create_index("ix_voice_need_id", "voice", ["need_id"])
    op.create_table(
        "ticked_check",
        sa.Column("need_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("ticked_at", sa.DateTime, nullable=False),
        sa.Column("ticked_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("need_id", "name", name="pk_ticked_check"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_ticked_check_need_id"),
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("need_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name="fk_change_need_id"),
    )
    op.create_index("ix_change_need_id", "change", ["need_id"])
    op.create_table(
        "weighting",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("weights", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.Column("saved_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_weighting"),
    )

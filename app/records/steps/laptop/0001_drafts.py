"""Drafts, what waits for the council, what it refused, and small things the casebook knows of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The laptop's own tables."""
    op.create_table(
        "draft",
        sa.Column("record", sa.LargeBinary, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("visit", sa.LargeBinary),
        sa.Column("onto", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("cursor", sa.Integer, nullable=False),
        sa.Column("saved_at", sa.String(27), nullable=False),
    )
    op.create_table(
        "waiting",
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sa.Column("held_by", sa.LargeBinary),
        sa.Column("since", sa.String(27), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_waiting_held_by", "waiting", ["held_by"])
    op.create_table(
        "refusal",
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "state",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )

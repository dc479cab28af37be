"""Revisions, which was written on which, heads, digests."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The tables that laptop and council share."""
    op.create_table(
        "revision",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("parents", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("written", sa.String(27), nullable=False),
        sa.Column("body_hash", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("id", name="uq_revision_id"),
    )
    op.create_index("ix_revision_record", "revision", ["record"])
    op.create_index("ix_revision_scope_kind", "revision", ["scope", "kind"])
    op.create_table(
        "edge",
        sa.Column("parent", sa.LargeBinary, primary_key=True),
        sa.Column("child", sa.LargeBinary, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "head",
        sa.Column("record", sa.LargeBinary, primary_key=True),
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_head_revision", "head", ["revision"])
    op.create_table(
        "scope_digest",
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("revisions", sa.Integer, nullable=False),
        sa.Column("total", sa.LargeBinary, nullable=False),
    )

"""What the exchange keeps for itself: how far people fill, acts of reading for the council's audit, what does not check."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Four tables more."""
    op.create_table(
        "filling",
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "act",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unvouched",
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_unvouched_device", "unvouched", ["device"])
    op.create_table(
        "set_aside",
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("whole", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_set_aside_scope", "set_aside", ["scope"])

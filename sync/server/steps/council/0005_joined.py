"""Which scopes are of one person: whoever may have the one may have the other."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Empty: a council that is older has no joinings."""
    op.create_table(
        "joined",
        sa.Column("source", sa.LargeBinary, primary_key=True),
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("also", sa.String(80), nullable=False),
    )
    op.create_index("ix_joined_scope", "joined", ["scope"])

"""Photos that could not be given to the council or taken from it, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One table more."""
    op.create_table(
        "photo_trouble",
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("way", sa.String(10), primary_key=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )

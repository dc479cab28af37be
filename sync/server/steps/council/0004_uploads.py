"""Photos on their way from laptops, each laptop's by itself, and how much a laptop has sent in a day."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Three tables more."""
    op.create_table(
        "upload",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.Column("touched", sa.String(27), nullable=False),
    )
    op.create_table(
        "upload_part",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "upload_day",
        sa.Column("device", sa.LargeBinary, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("bytes", sa.BigInteger, nullable=False),
    )

"""Records that say two people are one, and those that say where words went, are found at once among all others."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """An index for each, over nothing but them."""
    for kind in ("joining", "moving"):
        only = sa.text(f"kind = '{kind}'")
        op.create_index(f"ix_revision_{kind}", "revision", ["record"], sqlite_where=only, postgresql_where=only)

"""A casebook that has kept erasures which the app could not read until now carries them out when it is next opened."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Remember it, if there are any: the words go after this step, in one transaction of their own."""
    bind = op.get_bind()
    if not sa.inspect(bind).has_table("revision"):
        return
    if bind.execute(sa.text("SELECT 1 FROM revision WHERE kind = 'erasure' LIMIT 1")).first() is not None:
        bind.execute(sa.text("DELETE FROM state WHERE name = 'words to let go'"))
        bind.execute(sa.text("INSERT INTO state (name, value) VALUES ('words to let go', :what)"), {"what": b"all"})

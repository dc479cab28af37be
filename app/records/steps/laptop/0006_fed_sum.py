"""The scopes that are fed stand in a table of their own, and the sum over all of them is kept until something changes a digest.

What is long must not stand among the small things a casebook knows of itself: looking for one of those would read all of it.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """A laptop's digests stand in the tables that it shares with the council."""
    op.create_table("fed", sa.Column("scope", sa.String(80), primary_key=True), sqlite_with_rowid=False)
    _move_scopes()
    if not sa.inspect(op.get_bind()).has_table("scope_digest"):
        return
    for deed in ("INSERT", "UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS fed_sum_{deed.lower()} AFTER {deed} ON scope_digest"
            " BEGIN DELETE FROM state WHERE name = 'exchange sum'; END"
        )


def _move_scopes() -> None:
    bind = op.get_bind()
    kept = bind.execute(sa.text("SELECT value FROM state WHERE name = 'exchange scopes'")).scalar()
    for scope in sorted(set(json.loads(kept or b"[]"))):
        bind.execute(sa.text("INSERT INTO fed (scope) VALUES (:scope)"), {"scope": scope})
    bind.execute(sa.text("DELETE FROM state WHERE name = 'exchange scopes'"))

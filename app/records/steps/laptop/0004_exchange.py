"""What the exchange keeps for itself: how far people fill, acts of reading for the council's audit, what does not check."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Four tables more. What the laptop is fed, and how far each of it fills, moves out of the one row it stood in."""
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
    _move_out()


def _move_out() -> None:
    bind = op.get_bind()
    kept = bind.execute(sa.text("SELECT value FROM state WHERE name = 'exchange'")).scalar()
    if kept is None:
        return
    state = json.loads(kept)
    scopes, fills = state.pop("scopes", []), state.pop("fills", [])
    values = {"exchange": state, "exchange scopes": scopes}
    bind.execute(sa.text("DELETE FROM state WHERE name = 'exchange'"))
    for name, value in values.items():
        line = sa.text("INSERT INTO state (name, value) VALUES (:name, :value)")
        bind.execute(line, {"name": name, "value": json.dumps(value).encode()})
    for place, (scope, number) in enumerate(fills):
        line = sa.text("INSERT INTO filling (scope, place, number) VALUES (:scope, :place, :number)")
        bind.execute(line, {"scope": scope, "place": place, "number": number})

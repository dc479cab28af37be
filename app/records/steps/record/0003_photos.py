"""Photos by their hash, in parts; which revisions name them; for which scopes the council has them."""

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NAME = re.compile(r"photo:([0-9a-f]{64})")
_AT_ONCE = 2_000


def upgrade() -> None:
    """Five tables more, and the names that are in bodies already: a newer app may have sent some."""
    op.create_table(
        "photo",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("named", sa.Integer, nullable=False),
        sa.Column("kept", sa.String(27), nullable=False),
    )
    op.create_table(
        "photo_part",
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("start", sa.Integer, primary_key=True),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "photo_name",
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("revision", sa.LargeBinary, primary_key=True),
        sa.Column("scope", sa.String(80), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_photo_name_revision", "photo_name", ["revision"])
    op.create_index("ix_photo_name_scope", "photo_name", ["scope"])
    op.create_table(
        "photo_place",
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("photo", sa.LargeBinary, primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_photo_place_photo", "photo_place", ["photo"])
    op.create_table(
        "photo_digest",
        sa.Column("scope", sa.String(80), primary_key=True),
        sa.Column("photos", sa.Integer, nullable=False),
        sa.Column("total", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    _name_what_is_there(op.get_bind())


def _name_what_is_there(connection: sa.Connection) -> None:
    kept = sa.table("revision", sa.column("number"), sa.column("id"), sa.column("scope"), sa.column("body"))
    names = sa.table("photo_name", sa.column("photo"), sa.column("revision"), sa.column("scope"))
    number = 0
    while True:
        rows = connection.execute(sa.select(kept).where(kept.c.number > number).order_by(kept.c.number).limit(_AT_ONCE)).all()
        if not rows:
            return
        number = rows[-1].number
        found = [
            {"photo": bytes.fromhex(each), "revision": bytes(row.id), "scope": row.scope}
            for row in rows
            if row.body is not None
            for each in sorted(_named(bytes(row.body)))
        ]
        if found:
            connection.execute(sa.insert(names), found)


def _named(body: bytes) -> set[str]:
    if b'"photo:' not in body:
        return set()
    try:
        left: list[Any] = [json.loads(body)]
    except (ValueError, RecursionError):
        return set()
    names: set[str] = set()
    while left:
        value = left.pop()
        if isinstance(value, str):
            whole = _NAME.fullmatch(value)
            names |= {whole[1]} if whole else set()
        elif isinstance(value, dict):
            left.extend(value.values())
        elif isinstance(value, list):
            left.extend(value)
    return names

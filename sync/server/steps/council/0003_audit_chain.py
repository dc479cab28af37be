"""The audit as a chain: each row's hash covers the row before. Wrong passwords counted for any name, known or not."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_AT_ONCE = 5_000
_SQLITE_GUARDS = "CREATE TRIGGER audit_no_{act} BEFORE {act} ON audit BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"


def upgrade() -> None:
    """Chain the rows that are there, in their order; keep how far those reach that were chained only afterwards."""
    connection = op.get_bind()
    op.add_column("audit", sa.Column("claimed", sa.String(27)))
    op.add_column("audit", sa.Column("hash", sa.LargeBinary))
    op.create_index(
        "ix_audit_claimed",
        "audit",
        ["device", "claimed"],
        sqlite_where=sa.text("claimed IS NOT NULL"),
        postgresql_where=sa.text("claimed IS NOT NULL"),
    )
    op.create_table(
        "attempt",
        sa.Column("name", sa.LargeBinary, primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
    )
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER audit_no_{act}")
    else:
        op.execute("ALTER TABLE audit DISABLE TRIGGER audit_only_grows")
    number, last = _chain(connection)
    if embedded:
        for act in ("update", "delete"):
            op.execute(_SQLITE_GUARDS.format(act=act))
    else:
        op.execute("ALTER TABLE audit ENABLE TRIGGER audit_only_grows")
    counter = sa.table("counter", sa.column("name"), sa.column("number"), sa.column("last"))
    connection.execute(sa.update(counter).where(counter.c.name == "audit").values(number=number, last=last))
    connection.execute(sa.insert(counter).values(name="audit before", number=number, last=last))


def _chain(connection: sa.Connection) -> tuple[int, bytes]:
    names = ("number", "at", "staff", "device", "act", "scope", "count", "claimed", "hash")
    audit = sa.table("audit", *(sa.column(name) for name in names))
    change = sa.update(audit).where(audit.c.number == sa.bindparam("which")).values(hash=sa.bindparam("found"))
    number, last = 0, b""
    while True:
        query = sa.select(audit).where(audit.c.number > number).order_by(audit.c.number).limit(_AT_ONCE)
        rows = connection.execute(query).all()
        if not rows:
            return number, last
        found = []
        for row in rows:
            staff, device = (None if each is None else bytes(each).hex() for each in (row.staff, row.device))
            said = [row.number, row.at, staff, device, row.act, row.scope, row.count, None]
            whole = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
            number, last = row.number, hashlib.sha256(last + whole).digest()
            found.append({"which": number, "found": last})
        connection.execute(change, found)

"""Sign-in, staff, laptops, access, what was held or refused, and the audit, which can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """The council's own tables."""
    _identity()
    op.create_table(
        "access",
        sa.Column("source", sa.LargeBinary, primary_key=True),
        sa.Column("staff", sa.LargeBinary, nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("until", sa.Date),
    )
    op.create_index("ix_access_staff", "access", ["staff"])
    op.create_index("ix_access_scope", "access", ["scope"])
    op.create_table(
        "pending",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("staff", sa.LargeBinary, nullable=False),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("row", sa.LargeBinary),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("staff", sa.LargeBinary),
        sa.Column("device", sa.LargeBinary),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_index("ix_audit_scope", "audit", ["scope", "number"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
            )


def _identity() -> None:
    op.create_table(
        "account",
        sa.Column("sign_in", sa.String(120), primary_key=True),
        sa.Column("staff", sa.LargeBinary, nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("wrong_at", sa.String(27)),
        sa.UniqueConstraint("staff", name="uq_account_staff"),
    )
    op.create_table(
        "member",
        sa.Column("staff", sa.LargeBinary, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
    )
    op.create_table(
        "device",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("staff", sa.LargeBinary, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("counter", sa.BigInteger, nullable=False),
        sa.Column("nonce", sa.LargeBinary, nullable=False),
        sa.Column("registered", sa.String(27), nullable=False),
        sa.Column("seen", sa.String(27), nullable=False),
        sa.Column("stopped", sa.Text),
    )
    op.create_index("ix_device_staff", "device", ["staff"])
    op.create_table(
        "alias",
        sa.Column("author", sa.LargeBinary, primary_key=True),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("staff", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_alias_device", "alias", ["device"])
    op.create_table(
        "token",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("device", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.String(27), nullable=False),
    )
    op.create_index("ix_token_device", "token", ["device"])

"""The numbers that are given out one after another, the backups that were verified, and PostgreSQL's guard of the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A row to lock for each line of numbers, going on from what is there; what the council knows of its backups."""
    op.create_table(
        "counter",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("last", sa.LargeBinary, nullable=False),
    )
    for name, table in (("feed", "revision"), ("audit", "audit")):
        nothing = "x''" if op.get_bind().dialect.name == "sqlite" else "''::bytea"
        op.execute(f"INSERT INTO counter SELECT '{name}', coalesce(max(number), 0), {nothing} FROM {table}")
    op.create_table(
        "backup",
        sa.Column("file", sa.String(200), primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        )

"""A stamp that is another whenever somebody's access changed, or what was stored is not as it was: what a server process
remembers of who is fed what holds only for the stamp under which it was found.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_STAMP = "UPDATE stamp SET value = {fresh} WHERE name = 'fed'"
_WATCHED = (
    *((table, deed, "") for table in ("access", "joined") for deed in ("INSERT", "UPDATE", "DELETE")),
    ("revision", "UPDATE OF number, id, scope", ""),
    ("revision", "DELETE", ""),
    ("scope_digest", "UPDATE", "WHEN (NEW.revisions <= OLD.revisions)"),
    ("scope_digest", "DELETE", ""),
)
"""Table, what is done to it, and where not all of it counts. What is stored is only ever added to: where a digest does not grow,
or anything is taken out, somebody mended or harmed the store by hand."""


def upgrade() -> None:
    """The stamp, and what changes it."""
    op.create_table(
        "stamp",
        sa.Column("name", sa.String(20), primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
    )
    if op.get_bind().dialect.name == "postgresql":
        _postgres()
    else:
        _sqlite()


def _sqlite() -> None:
    op.execute("INSERT INTO stamp (name, value) VALUES ('fed', randomblob(16))")
    for number, (table, deed, when) in enumerate(_WATCHED):
        deeds = f"{_STAMP.format(fresh='randomblob(16)')}; END"
        op.execute(f"CREATE TRIGGER stamp_{number}_{table} AFTER {deed} ON {table} {when} BEGIN {deeds}")


def _postgres() -> None:
    fresh = "uuid_send(gen_random_uuid())"
    op.execute(f"INSERT INTO stamp (name, value) VALUES ('fed', {fresh})")
    body = f"BEGIN {_STAMP.format(fresh=fresh)}; RETURN NULL; END"
    op.execute(f"CREATE FUNCTION stamp_fed() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    for number, (table, deed, when) in enumerate(_WATCHED):
        each = "ROW" if when else "STATEMENT"
        made = f"AFTER {deed} ON {table} FOR EACH {each} {when} EXECUTE FUNCTION stamp_fed()"
        op.execute(f"CREATE TRIGGER stamp_{number}_{table} {made}")

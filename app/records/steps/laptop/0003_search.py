"""What can be searched: the words of each record as they are looked for, their index, and what must be read again."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """The tables of search, empty: they fill behind. What is taken out of the index leaves no letter in it."""
    op.create_table(
        "searched",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("scope", sa.String(80), nullable=False),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("private", sa.Integer, nullable=False),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.UniqueConstraint("record", name="uq_searched_record"),
    )
    op.create_table(
        "read_again",
        sa.Column("record", sa.LargeBinary, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "names, words, content='searched', content_rowid='number', tokenize='ascii', prefix='3')"
    )
    op.execute("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")

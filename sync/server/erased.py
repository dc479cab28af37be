"""Erasing at the council: what is held for a manager loses its words too, and then the bytes leave the store's files."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, select, text, update

from app.practice.errors import SurroundingsFail
from app.records import erasing, going
from app.records.engine import translated
from app.records.erasing import Cover
from app.records.revision import Revision
from sync.protocol import Row, revision_of, row_of
from sync.server import audit, uploads
from sync.server.tables import pending

DUE_FILE = "erasing"
"""Lies in the council's folder from the moment words go until their bytes are out of every file."""
REWRITTEN = ("revision", "pending", "photo_part", "upload_part")
_WENT = "words went"


def carry_out(connection: Connection, new: Sequence[Revision], at: datetime) -> None:
    """Let go of all that the erasures among these revisions cover: words of the record, and of what is held."""
    covers = erasing.named_by(new)
    if not covers:
        return
    gone = erasing.carry_out(connection, covers)
    held = {scope: _empty_held(connection, scope, cover) for scope, cover in covers.items()}
    uploads.drop_unnamed(connection)
    connection.info[_WENT] = True
    counts = {scope: sum(each.scope == scope for each in gone) + held[scope] for scope in covers}
    authors = {each.header.scope: each.header.author for each in new if erasing.erasure_in(each) is not None}
    for scope, count in sorted(counts.items()):
        audit.note(connection, at, "erased", staff=authors[scope], scopes={scope: count})


def take_note(connection: Connection, folder: Path) -> bool:
    """Whether words went in this transaction, which is about to be kept. That is remembered in the folder, for any accident."""
    if not connection.info.pop(_WENT, False):
        return False
    (folder / DUE_FILE).touch()
    return True


def is_due(folder: Path) -> bool:
    """Whether bytes may still be in a file whose words went."""
    return (folder / DUE_FILE).exists()


def let_bytes_go(engine: Engine, path: Path) -> bool:
    """Empty the recent writes of an embedded store, and remove the copy made before steps were taken. Says whether nobody was in
    the way. Raises nothing: what cannot go now goes the next time."""
    going.drop_copies(path)
    with suppress(SurroundingsFail), translated(path):
        raw = engine.raw_connection()
        try:
            busy, *_ = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.close()
        if not busy:
            (path.parent / DUE_FILE).unlink(missing_ok=True)
        return not busy
    return False


def rewrite(engine: Engine) -> None:
    """Write PostgreSQL's tables anew that held erased words. Nobody else can use them meanwhile."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SET statement_timeout = 0"))
        try:
            for table in REWRITTEN:
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))
        finally:
            connection.execute(text("RESET statement_timeout"))


def _empty_held(connection: Connection, scope: str, cover: Cover) -> int:
    """Take the words out of what is held, and keep the rest of it."""
    query = select(pending.c.id, pending.c.row).where(pending.c.scope == scope, pending.c.row.is_not(None))
    count = 0
    for row in connection.execute(query).all():
        held = revision_of(msgspec.msgpack.decode(row.row, type=Row))
        if held.body is not None and cover.covers(held):
            bare = msgspec.msgpack.encode(row_of(erasing.without_words(held)))
            connection.execute(update(pending).where(pending.c.id == row.id).values(row=bare))
            count += 1
    return count

"""The tables. `record_tables` are the same on the laptop and at the council; `laptop_tables` are the laptop's own."""

from sqlalchemy import DDL, BigInteger, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text, event, text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}


class Hex(TypeDecorator[str]):
    """Lower-case hex in Python, raw bytes in the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Bytes of the hex."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Hex of the bytes."""
        return None if value is None else value.hex()


record_tables = MetaData(naming_convention=NAMING)
laptop_tables = MetaData(naming_convention=NAMING)

revision = Table(
    "revision",
    record_tables,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Hex, nullable=False, unique=True),
    Column("record", Hex, nullable=False, index=True),
    Column("kind", String(40), nullable=False),
    Column("format", Integer, nullable=False),
    Column("scope", String(80), nullable=False),
    Column("parents", LargeBinary, nullable=False),
    Column("author", Hex, nullable=False),
    Column("device", Hex, nullable=False),
    Column("written", String(27), nullable=False),
    Column("body_hash", Hex, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("signature", LargeBinary, nullable=False),
    Index(None, "scope", "kind"),
    Index("ix_revision_joining", "record", sqlite_where=text("kind = 'joining'")),
    Index("ix_revision_moving", "record", sqlite_where=text("kind = 'moving'")),
)
"""Every revision there is. `number` is the order of arrival; at the council it is the number of the feed."""

edge = Table(
    "edge",
    record_tables,
    Column("parent", Hex, primary_key=True),
    Column("child", Hex, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which revision was written on top of which."""

head = Table(
    "head",
    record_tables,
    Column("record", Hex, primary_key=True),
    Column("revision", Hex, primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""The revisions that no other names as parent."""

scope_digest = Table(
    "scope_digest",
    record_tables,
    Column("scope", String(80), primary_key=True),
    Column("revisions", Integer, nullable=False),
    Column("total", LargeBinary, nullable=False),
)
"""Per scope, how many ids are stored at the council and their sum modulo 2**256: equal sets have equal digests."""

photo = Table(
    "photo",
    record_tables,
    Column("hash", Hex, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("named", Integer, nullable=False),
    Column("kept", String(27), nullable=False),
)
"""Photos that are here whole and were checked. `named`: whether a revision has ever named it here."""

photo_part = Table(
    "photo_part",
    record_tables,
    Column("photo", Hex, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""The bytes of photos in parts, each from where it starts; also of those that are not whole yet."""

photo_name = Table(
    "photo_name",
    record_tables,
    Column("photo", Hex, primary_key=True),
    Column("revision", Hex, primary_key=True, index=True),
    Column("scope", String(80), nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""Which revision names which photo: worked out from their bodies, and gone with them."""

photo_place = Table(
    "photo_place",
    record_tables,
    Column("scope", String(80), primary_key=True),
    Column("photo", Hex, primary_key=True, index=True),
    Column("size", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""For which scopes the council has a photo: somebody with access to the scope gave it the bytes. `size` is that of the photo."""

photo_digest = Table(
    "photo_digest",
    record_tables,
    Column("scope", String(80), primary_key=True),
    Column("photos", Integer, nullable=False),
    Column("total", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Per scope, how many photos are at the council for it and the sum of their hashes modulo 2**256."""

draft = Table(
    "draft",
    laptop_tables,
    Column("record", Hex, primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("visit", Hex),
    Column("onto", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("cursor", Integer, nullable=False),
    Column("saved_at", String(27), nullable=False),
)
"""What has not been sealed yet, one per record. It has row ids, for so a row of 2,000 letters stays on the page it is on."""

waiting = Table(
    "waiting",
    laptop_tables,
    Column("revision", Hex, primary_key=True),
    Column("held_by", Hex, index=True),
    Column("since", String(27), nullable=False),
    sqlite_with_rowid=False,
)
"""Revisions that the council does not have yet; `held_by` is the running visit that keeps them on the laptop."""

refusal = Table(
    "refusal",
    laptop_tables,
    Column("revision", Hex, primary_key=True),
    Column("answer", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(27), nullable=False),
    sqlite_with_rowid=False,
)
"""Revisions the council holds for a manager or has refused, and why."""

fed = Table(
    "fed",
    laptop_tables,
    Column("scope", String(80), primary_key=True),
    sqlite_with_rowid=False,
)
"""Scopes that the council feeds this laptop."""

filling = Table(
    "filling",
    laptop_tables,
    Column("scope", String(80), primary_key=True),
    Column("place", Integer, nullable=False),
    Column("number", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Scopes that still fill, in the order in which they are asked for, each with the number it has reached."""

act = Table(
    "act",
    laptop_tables,
    Column("number", Integer, primary_key=True),
    Column("act", String(40), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_autoincrement=True,
)
"""What was read, printed or searched here and the council's audit does not know of yet. `at`: milliseconds since 1970."""

unvouched = Table(
    "unvouched",
    laptop_tables,
    Column("revision", Hex, primary_key=True),
    Column("device", Hex, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""Revisions of laptops whose keys the council has not vouched for: their signatures wait to be checked."""

set_aside = Table(
    "set_aside",
    laptop_tables,
    Column("revision", Hex, primary_key=True),
    Column("record", Hex, nullable=False),
    Column("scope", String(80), nullable=False, index=True),
    Column("why", String(40), nullable=False),
    Column("at", String(27), nullable=False),
    Column("whole", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Revisions that are kept whole but are no part of any record: their signature does not hold, or they were written again."""

state = Table(
    "state",
    laptop_tables,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Small things the casebook knows of itself: whose it is, the device's key, the cursor, the counter, settings."""

searched = Table(
    "searched",
    laptop_tables,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("record", Hex, nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("private", Integer, nullable=False),
    Column("names", Text, nullable=False),
    Column("words", Text, nullable=False),
)
"""What can be found, one row per record: its words as they are looked for, numbered after its newest revision."""

read_again = Table(
    "read_again",
    laptop_tables,
    Column("record", Hex, primary_key=True),
    sqlite_with_rowid=False,
)
"""Records whose words were taken out of the index and of which something may still be there to be read."""

for statement in (
    "CREATE VIRTUAL TABLE search USING fts5("
    "names, words, content='searched', content_rowid='number', tokenize='ascii', prefix='3')",
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)",
):
    event.listen(searched, "after_create", DDL(statement))  # type: ignore[no-untyped-call]  # as SQLAlchemy has it

photo_trouble = Table(
    "photo_trouble",
    laptop_tables,
    Column("photo", Hex, primary_key=True),
    Column("way", String(10), primary_key=True),
    Column("code", String(40), nullable=False),
    Column("words", Text, nullable=False),
    Column("at", String(27), nullable=False),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Photos that could not be given to the council (`sent`) or taken from it (`fetched`), why, and how often it was tried."""

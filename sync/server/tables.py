"""The council's own tables, beside those it shares with the laptops (`app.records.tables.record_tables`)."""

from sqlalchemy import BigInteger, Column, Date, Index, Integer, LargeBinary, MetaData, String, Table, Text, text

from app.records.tables import NAMING, Hex

council_tables = MetaData(naming_convention=NAMING)

account = Table(
    "account",
    council_tables,
    Column("sign_in", String(120), primary_key=True),
    Column("staff", Hex, nullable=False, unique=True),
    Column("password", String(200), nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("wrong_at", String(27)),
)
"""Who may sign in, by a name in small letters; the password as argon2id; how often it was wrong in a row."""

member = Table(
    "member",
    council_tables,
    Column("staff", Hex, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("left", Integer, nullable=False),
)
"""The staff as their records say now: worked out from Staff revisions."""

device = Table(
    "device",
    council_tables,
    Column("id", Hex, primary_key=True),
    Column("staff", Hex, nullable=False, index=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("counter", BigInteger, nullable=False),
    Column("nonce", LargeBinary, nullable=False),
    Column("registered", String(27), nullable=False),
    Column("seen", String(27), nullable=False),
    Column("stopped", Text),
)
"""Each laptop, its key, and how far its counter has come. `stopped` says why, when it was."""

desk = Table(
    "desk",
    council_tables,
    Column("device", Hex, primary_key=True),
    Column("since", String(27), nullable=False),
)
"""Which devices are or were the council's own desk."""

alias = Table(
    "alias",
    council_tables,
    Column("author", Hex, primary_key=True),
    Column("device", Hex, nullable=False, index=True),
    Column("staff", Hex, nullable=False),
)
"""The random id that a laptop sealed as before it first met the council, and whose it turned out to be."""

token = Table(
    "token",
    council_tables,
    Column("hash", LargeBinary, primary_key=True),
    Column("device", Hex, nullable=False, index=True),
    Column("expires", String(27), nullable=False),
)
"""Sign-ins that hold. Only the hash of a token is kept."""

access = Table(
    "access",
    council_tables,
    Column("source", Hex, primary_key=True),
    Column("staff", Hex, nullable=False, index=True),
    Column("scope", String(80), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("until", Date),
)
"""Who may have a person's record, from a day to a day. `source` is the grant's record, or the person's for whoever added them."""

pending = Table(
    "pending",
    council_tables,
    Column("id", Hex, primary_key=True),
    Column("answer", String(10), nullable=False),
    Column("code", String(40), nullable=False),
    Column("staff", Hex, nullable=False),
    Column("device", Hex, nullable=False),
    Column("scope", String(80), nullable=False),
    Column("at", String(27), nullable=False),
    Column("row", LargeBinary),
)
"""What was pushed and not stored: held whole for a manager, or refused, of which only the id is kept."""

audit = Table(
    "audit",
    council_tables,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("at", String(27), nullable=False),
    Column("staff", Hex),
    Column("device", Hex),
    Column("act", String(40), nullable=False),
    Column("scope", String(80), nullable=False),
    Column("count", Integer, nullable=False),
    Column("claimed", String(27)),
    Column("hash", LargeBinary),
    Index(None, "scope", "number"),
    Index(
        "ix_audit_claimed",
        "device",
        "claimed",
        sqlite_where=text("claimed IS NOT NULL"),
        postgresql_where=text("claimed IS NOT NULL"),
    ),
)
"""Who read or wrote what when. Rows are only ever added. `hash` covers the row and the hash of the row before; `claimed` is when
a laptop says that it did what it claims, and empty where the council saw it done."""

attempt = Table(
    "attempt",
    council_tables,
    Column("name", LargeBinary, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("at", String(27), nullable=False),
)
"""How often in a row a password was wrong, and when last, for any name that was tried: by the beginning of its hash."""

counter = Table(
    "counter",
    council_tables,
    Column("name", String(20), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("last", LargeBinary, nullable=False),
)
"""The last number given out in each line of numbers: `feed` and `audit`. Its row is locked until those who took some commit, so
numbers are seen in order. `last` is what the next of the line builds on, if it builds on the one before."""

backup = Table(
    "backup",
    council_tables,
    Column("file", String(200), primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("at", String(27), nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
"""Backups that were read back and found sound: up to which number of the feed, when, and the SHA-256 of the file."""

upload = Table(
    "upload",
    council_tables,
    Column("device", Hex, primary_key=True),
    Column("photo", Hex, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("touched", String(27), nullable=False),
)
"""Photos on their way from a laptop: how large each is to be, how much of it has arrived. Each laptop's are its own."""

upload_part = Table(
    "upload_part",
    council_tables,
    Column("device", Hex, primary_key=True),
    Column("photo", Hex, primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""What has arrived of them."""

upload_day = Table(
    "upload_day",
    council_tables,
    Column("device", Hex, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("bytes", BigInteger, nullable=False),
)
"""How many bytes of photos a laptop has sent in a day."""

joined = Table(
    "joined",
    council_tables,
    Column("source", Hex, primary_key=True),
    Column("scope", String(80), primary_key=True),
    Column("also", String(80), nullable=False),
    Index(None, "scope"),
)
"""Scopes that are of one person, each way round, with the joining that says so."""

stamp = Table(
    "stamp",
    council_tables,
    Column("name", String(20), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
"""`fed` is drawn anew, by triggers of the database's own, whenever access or joinings change, and whenever anything stored is
changed in another way than by adding to it."""

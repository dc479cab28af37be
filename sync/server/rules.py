"""What the council has set for its laptops: the one record of `LaptopRules`, and its public key in it."""

from sqlalchemy import Connection, select

from app.practice.rules import DEFAULT_RULES, LaptopRules
from app.records.revision import RecordId
from app.records.tables import revision
from sync.server.projection import now_of


def rules_record(connection: Connection) -> RecordId | None:
    """The record of the rules; None before any were set."""
    query = select(revision.c.record).where(revision.c.kind == LaptopRules.kind).order_by(revision.c.number).limit(1)
    found: RecordId | None = connection.execute(query).scalar()
    return found


def rules_of(connection: Connection) -> LaptopRules:
    """What holds now."""
    record = rules_record(connection)
    body = now_of(connection, record) if record is not None else None
    return body if isinstance(body, LaptopRules) else DEFAULT_RULES


def seal_key_of(connection: Connection) -> bytes:
    """The council's public key; empty while it has none."""
    try:
        return bytes.fromhex(rules_of(connection).seal_key)
    except ValueError:
        return b""

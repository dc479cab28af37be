"""The quick answer: most exchanges carry nothing either way, and then one short look at the store is enough to say so."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from app.records import ledger, photos
from app.records.canonical import sha256
from app.records.revision import COUNCIL_SCOPE, written_text
from sync.protocol import Cursor, ExchangeAnswer, ExchangeRequest, milliseconds, scopes_digest
from sync.server.identity import SEEN_WITHIN, token_holds
from sync.server.projection import uk_day
from sync.server.store import Store

_LOOK = """
WITH RECURSIVE who AS (
  SELECT device.staff, device.counter, device.nonce, device.seen, token.expires
  FROM token JOIN device ON device.id = token.device JOIN member ON member.staff = device.staff
  WHERE token.hash = {given} AND device.stopped IS NULL AND member."left" = 0
), given(scope) AS (
  SELECT access.scope FROM access JOIN who ON access.staff = who.staff
  WHERE access.since <= {given} AND (access.until IS NULL OR access.until >= {given})
  UNION SELECT joined.also FROM joined JOIN given ON joined.scope = given.scope
), fed AS (
  SELECT '{council}' AS scope UNION SELECT 'staff:' || {staff} FROM who UNION SELECT scope FROM given
)
SELECT who.counter, who.nonce, who.seen, who.expires, latest.number, latest.id, (SELECT max(number) FROM backup),
  fed.scope, scope_digest.revisions, scope_digest.total, photo_digest.photos, photo_digest.total
FROM who CROSS JOIN fed LEFT JOIN scope_digest ON scope_digest.scope = fed.scope
LEFT JOIN photo_digest ON photo_digest.scope = fed.scope
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
"""
_SQLITE = _LOOK.format(given="?", staff="lower(hex(staff))", council=COUNCIL_SCOPE)
_POSTGRES = _LOOK.format(given="%s", staff="encode(staff, 'hex')", council=COUNCIL_SCOPE)
_SCOPE = 7
"""Where the scope stands in a row, and its counts and totals after it; what stands before is the same in all."""


def nothing_new(store: Store, shown: str, request: ExchangeRequest, at: datetime) -> ExchangeAnswer | None:
    """The answer when the token holds, the counter is a retry, the laptop was seen just now, it brings nothing, and has read to
    the end of all that it is fed. None when any of it is not so: then nothing is decided. It is one statement, so all that it
    sees is of one moment.
    """
    if request.push or request.fills or request.acts:
        return None
    token, day = sha256(shown.encode()), uk_day(at)
    rows = _sqlite_says(store, token, day) if store.embedded else _postgres_says(store, token, day)
    if not rows or not _is_retry(rows[0], request, at):
        return None
    fed = sorted((row[_SCOPE:] for row in rows), key=itemgetter(0))
    if request.scopes != scopes_digest(row[0] for row in fed):
        return None
    root = ledger.root_of([row[:3] for row in fed if row[1] is not None])
    backed_up = rows[0][_SCOPE - 1]
    return ExchangeAnswer(
        time=milliseconds(at),
        cursor=request.cursor,
        root=bytes.fromhex(root),
        backed_up=-1 if backed_up is None else backed_up,
        photos=photos.digest_from((row[0], *row[3:]) for row in fed if row[3] is not None),
    )


def _sqlite_says(store: Store, token: bytes, day: date) -> Sequence[Any]:
    """By the driver itself: this is asked more often than anything else."""
    raw = store.engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        found: Sequence[Any] = driver.execute(_SQLITE, (token, day.isoformat(), day.isoformat())).fetchall()
        return found
    finally:
        raw.close()


def _postgres_says(store: Store, token: bytes, day: date) -> Sequence[Any]:
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        return connection.exec_driver_sql(_POSTGRES, (token, day, day)).all()


def _is_retry(who: Sequence[Any], request: ExchangeRequest, at: datetime) -> bool:
    counter, nonce, seen, expires, number, last = who[: _SCOPE - 1]
    return (
        (request.counter, request.nonce) == (counter, nonce)
        and written_text(at - SEEN_WITHIN) < seen <= written_text(at)
        and token_holds(expires, at)
        and request.cursor == (Cursor() if number is None else Cursor(number=number, id=last))
    )

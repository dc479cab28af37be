"""The quick answer: most exchanges carry nothing either way, and then one short look at the store is enough to say so."""

from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine

from app.records import ledger
from app.records.canonical import sha256
from app.records.revision import COUNCIL_SCOPE, staff_scope, written_text
from sync.protocol import Cursor, ExchangeAnswer, ExchangeRequest, milliseconds, scopes_digest
from sync.server.identity import SEEN_WITHIN

_WHO = """
SELECT device.staff, device.counter, device.nonce, device.seen, token.expires, end.number, end.id
FROM token JOIN device ON device.id = token.device JOIN member ON member.staff = device.staff
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS end
WHERE token.hash = ? AND device.stopped IS NULL AND member.left = 0
"""
_FED = """
SELECT fed.scope, scope_digest.revisions, scope_digest.total
FROM (SELECT ? AS scope UNION SELECT ? UNION
  SELECT scope FROM access WHERE staff = ? AND since <= ? AND (until IS NULL OR until >= ?)) AS fed
LEFT JOIN scope_digest ON scope_digest.scope = fed.scope
"""


def nothing_new(engine: Engine, shown: str, request: ExchangeRequest, at: datetime) -> ExchangeAnswer | None:
    """The answer when the token holds, the counter is a retry, the laptop was seen just now, it brings nothing, and has read to
    the end of all that it is fed. None when any of it is not so: then nothing is decided.
    """
    if request.push or request.fills or request.acts:
        return None
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("BEGIN")
        try:
            who = cursor.execute(_WHO, (sha256(shown.encode()),)).fetchone()
            if who is None or not _is_retry(who, request, at):
                return None
            fed = sorted(cursor.execute(_FED, _fed_by(who[0], at)).fetchall(), key=itemgetter(0))
        finally:
            cursor.execute("ROLLBACK")
    finally:
        raw.close()
    if request.scopes != scopes_digest(row[0] for row in fed):
        return None
    root = ledger.root_of([row for row in fed if row[1] is not None])
    return ExchangeAnswer(time=milliseconds(at), cursor=request.cursor, root=bytes.fromhex(root))


def _is_retry(who: Any, request: ExchangeRequest, at: datetime) -> bool:
    _, counter, nonce, seen, expires, number, last = who
    return (
        (request.counter, request.nonce) == (counter, nonce)
        and written_text(at - SEEN_WITHIN) < seen <= written_text(at) <= expires
        and request.cursor == (Cursor() if number is None else Cursor(number=number, id=last))
    )


def _fed_by(staff: bytes, at: datetime) -> tuple[Any, ...]:
    day = at.date().isoformat()
    return (COUNCIL_SCOPE, staff_scope(staff.hex()), staff, day, day)

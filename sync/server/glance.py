"""The quick answer: most exchanges carry nothing either way, and then one short look at the store is enough to say so."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from app.records import ledger, photos
from app.records.canonical import sha256
from app.records.revision import COUNCIL_SCOPE, written_text
from app.records.sums import sum_of
from sync.protocol import Cursor, ExchangeAnswer, ExchangeRequest, milliseconds
from sync.server.fed import STAMP, Fed, Remembered, still_holds
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
  ({stamp}), who.staff, fed.scope, scope_digest.revisions, scope_digest.total, photo_digest.photos, photo_digest.total
FROM who CROSS JOIN fed LEFT JOIN scope_digest ON scope_digest.scope = fed.scope
LEFT JOIN photo_digest ON photo_digest.scope = fed.scope
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
"""
_REMEMBERED = """
SELECT device.counter, device.nonce, device.seen, token.expires, latest.number, latest.id, (SELECT max(number) FROM backup),
  ({stamp}), device.staff, photo_digest.scope, photo_digest.photos, photo_digest.total
FROM token JOIN device ON device.id = token.device JOIN member ON member.staff = device.staff
LEFT JOIN (SELECT number, id FROM revision ORDER BY number DESC LIMIT 1) AS latest ON 1 = 1
LEFT JOIN photo_digest ON 1 = 1
WHERE token.hash = {given} AND device.stopped IS NULL AND member."left" = 0
"""
"""As much of it as must be known of a laptop whose scopes and their sum are remembered."""
_SQLITE = _LOOK.format(given="?", staff="lower(hex(staff))", council=COUNCIL_SCOPE, stamp=STAMP)
_POSTGRES = _LOOK.format(given="%s", staff="encode(staff, 'hex')", council=COUNCIL_SCOPE, stamp=STAMP)
_STAMP, _STAFF, _SCOPE = 7, 8, 9
"""Where these stand in a row. What stands before the scope is the same in all; its counts and totals come after it."""


def nothing_new(
    store: Store, shown: str, request: ExchangeRequest, at: datetime, remembered: Remembered
) -> ExchangeAnswer | None:
    """The answer when the token holds, the counter is a retry, the laptop was seen just now, it brings nothing, and has read to
    the end of all that it is fed. None when any of it is not so: then nothing is decided. It is one statement, so all that it
    sees is of one moment; or two, when what is `remembered` of the laptop does not hold any more.
    """
    if request.push or request.fills or request.acts:
        return None
    token, day = sha256(shown.encode()), uk_day(at)
    before = remembered.of(token) if request.summed else None
    if before is not None:
        rows = _say(store, _REMEMBERED.format(given="?" if store.embedded else "%s", stamp=STAMP), (token,))
        if not rows or not _is_retry(rows[0], request, at):
            return None
        if _is_as_before(before, rows[0], day):
            found = [row[_SCOPE:] for row in rows if row[_SCOPE] in before.among]
            return _answer(request, rows[0], at, before, before.sum.root if before.sum is not None else b"", found)
    rows = _say(store, _SQLITE if store.embedded else _POSTGRES, (token, *_days(store, day)))
    if not rows or not _is_retry(rows[0], request, at):
        return None
    ordered = sorted((row[_SCOPE:] for row in rows), key=itemgetter(0))
    scopes, digests = tuple(row[0] for row in ordered), [row[:3] for row in ordered if row[1] is not None]
    fed = Fed(rows[0][_STAFF].hex(), day, rows[0][_STAMP], scopes, many=len(scopes) >= remembered.many)
    fed = fed.summed(request.cursor, sum_of(digests))
    if request.summed:
        remembered.keep(token, fed)
        root = fed.sum.root if fed.sum is not None else b""
    else:
        root = bytes.fromhex(ledger.root_of(digests))
    return _answer(request, rows[0], at, fed, root, [(row[0], *row[3:]) for row in ordered if row[3] is not None])


def _answer(
    request: ExchangeRequest, who: Sequence[Any], at: datetime, fed: Fed, root: bytes, placed: Sequence[Sequence[Any]]
) -> ExchangeAnswer | None:
    """The answer, if the laptop knows what it is fed."""
    if request.scopes != fed.digest:
        return None
    backed_up = who[_STAMP - 1]
    return ExchangeAnswer(
        time=milliseconds(at),
        cursor=request.cursor,
        root=root,
        backed_up=-1 if backed_up is None else backed_up,
        photos=photos.digest_from(sorted(tuple(row) for row in placed)),
        summed=request.summed,
    )


def _is_as_before(before: Fed, row: Sequence[Any], day: date) -> bool:
    """Whether what is remembered holds, and is of the very end of the feed."""
    _, _, _, _, number, last, _, stamp, staff, *_ = row
    end = Cursor() if number is None else Cursor(number=number, id=last)
    return before.upto == end and still_holds(before, staff.hex(), day, stamp, [(end.id,)])


def _days(store: Store, day: date) -> tuple[str | date, str | date]:
    return (day.isoformat(), day.isoformat()) if store.embedded else (day, day)


def _say(store: Store, statement: str, values: tuple[Any, ...]) -> Sequence[Any]:
    """By the driver itself where the store is embedded: this is asked more often than anything else."""
    if not store.embedded:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return connection.exec_driver_sql(statement, values).all()
    raw = store.engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        found: Sequence[Any] = driver.execute(statement, values).fetchall()
        return found
    finally:
        raw.close()


def _is_retry(who: Sequence[Any], request: ExchangeRequest, at: datetime) -> bool:
    counter, nonce, seen, expires, number, last = who[: _STAMP - 1]
    return (
        (request.counter, request.nonce) == (counter, nonce)
        and written_text(at - SEEN_WITHIN) < seen <= written_text(at)
        and token_holds(expires, at)
        and request.cursor == (Cursor() if number is None else Cursor(number=number, id=last))
    )

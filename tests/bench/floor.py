"""The floor of first pulls and first pushes: the bare driver doing the same work, with nothing around it.

The same rows, ids worked out and checked, kept in the same tables by the same-sized transactions, with no library but the driver.
"""

import http.client
import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import sqlcipher3.dbapi2 as sqlite

from app.records.canonical import sha256
from app.records.revision import Revision, signature_holds
from sync import protocol
from sync.protocol import ExchangeAnswer, ExchangeRequest

SLICE = 40
_TABLES = (
    "CREATE TABLE revision (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, record BLOB NOT NULL, kind TEXT NOT NULL,"
    " format INTEGER NOT NULL, scope TEXT NOT NULL, parents BLOB NOT NULL, author BLOB NOT NULL, device BLOB NOT NULL,"
    " written TEXT NOT NULL, body_hash BLOB NOT NULL, salt BLOB, body BLOB, signature BLOB NOT NULL)",
    "CREATE INDEX of_record ON revision (record)",
    "CREATE INDEX of_scope ON revision (scope, kind)",
    "CREATE TABLE head (record BLOB, revision BLOB, PRIMARY KEY (record, revision)) WITHOUT ROWID",
    "CREATE TABLE digest (scope TEXT PRIMARY KEY, revisions INTEGER, total BLOB) WITHOUT ROWID",
    "CREATE TABLE state (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    "CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT, staff BLOB, device BLOB, act TEXT, scope TEXT, count INTEGER)",
)


class Bare:
    """The driver with tables like ours. `encrypted` as on a laptop, plain as at the council."""

    def __init__(self, path: Path, *, encrypted: bool) -> None:
        self._file = sqlite.connect(str(path), isolation_level=None)
        if encrypted:
            self._file.execute(f"PRAGMA key = \"x'{'5a' * 32}'\"")
        self._file.execute("PRAGMA journal_mode = WAL").fetchone()
        self._file.execute("PRAGMA synchronous = FULL")
        self._file.execute("PRAGMA secure_delete = ON").fetchone()
        for table in _TABLES:
            self._file.execute(table)
        self._number = 0

    def keep(self, revisions: Sequence[Revision], state: bytes = b"") -> None:
        """Keep them in one transaction."""
        rows, sums = [], dict[str, list[int]]()
        for number, each in enumerate(revisions, start=self._number + 1):
            header, raw = each.header, bytes.fromhex(each.id)
            parents = b"".join(bytes.fromhex(parent) for parent in header.parents)
            ids = (bytes.fromhex(header.record), bytes.fromhex(header.author), bytes.fromhex(header.device))
            rows.append((number, raw, ids[0], header.kind, header.format, header.scope, parents, ids[1], ids[2]))
            rows[-1] += (header.written, bytes.fromhex(header.body), each.salt, each.body, each.signature)  # type: ignore[assignment]
            entry = sums.setdefault(header.scope, [0, 0])
            entry[0] += 1
            entry[1] += int.from_bytes(raw, "big")
        self._number += len(rows)
        self._file.execute("BEGIN IMMEDIATE")
        self._file.executemany("INSERT INTO revision VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
        self._file.executemany("INSERT INTO head VALUES (?,?)", [(row[2], row[1]) for row in rows])
        for scope, (count, total) in sums.items():
            known = self._file.execute("SELECT revisions, total FROM digest WHERE scope = ?", (scope,)).fetchone()
            before = (known[0], int.from_bytes(known[1], "big")) if known else (0, 0)
            packed = ((before[1] + total) % 2**256).to_bytes(32, "big")
            self._file.execute("INSERT OR REPLACE INTO digest VALUES (?,?,?)", (scope, before[0] + count, packed))
        if state:
            self._file.execute("INSERT OR REPLACE INTO state VALUES ('exchange', ?)", (state,))
        self._file.execute("COMMIT")

    def note(self, scopes: Sequence[str]) -> None:
        """A row of audit for each scope."""
        self._file.execute("BEGIN IMMEDIATE")
        entries = [("2026-11-22T09:00:00.000000Z", b"s" * 16, b"d" * 16, "wrote", scope, 1) for scope in scopes]
        self._file.executemany("INSERT INTO audit (at, staff, device, act, scope, count) VALUES (?,?,?,?,?,?)", entries)
        self._file.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def pull(address: str, token: str, path: Path) -> int:
    """Fetch everything from the council over one bare connection and keep it; how many came."""
    bare, line = Bare(path, encrypted=True), http.client.HTTPConnection(urlsplit(address).netloc)
    answer = ExchangeAnswer(time=0, cursor=protocol.Cursor())
    scopes: tuple[str, ...] = ()
    came, counter = 0, 0
    while True:
        counter += 1
        request = ExchangeRequest(
            counter=counter,
            nonce=secrets.token_bytes(protocol.NONCE_BYTES),
            cursor=answer.cursor,
            scopes=protocol.scopes_digest(scopes),
            root=b"",
            rows=protocol.MOST_ROWS,
            size=protocol.LARGEST_PAGE,
            fills=answer.fills,
        )
        head = {"authorization": f"Bearer {token}", "content-type": protocol.CONTENT_TYPE}
        line.request("POST", protocol.EXCHANGE_PATH, protocol.pack(request), head)
        answer = protocol.unpack(line.getresponse().read(), ExchangeAnswer)
        rows = protocol.revisions_of(answer.rows, answer.check)
        for start in range(0, len(rows), SLICE):
            bare.keep(rows[start : start + SLICE], b"%d" % answer.cursor.number)
        came += len(rows)
        if answer.scopes is not None:
            known = set(scopes)
            scopes = tuple(protocol.scope_text(each) for each in answer.scopes)
            fresh = tuple((protocol.scope_bytes(each), 0) for each in scopes if each not in known)
            answer = ExchangeAnswer(time=0, cursor=answer.cursor, more=True, fills=(*answer.fills, *fresh))
        if not answer.more:
            break
    line.close()
    bare.close()
    return came


def push(revisions: Sequence[Revision], public_key: bytes, folder: Path) -> None:
    """Send pages from one bare file to another: packed, unpacked, ids and signatures checked, kept, noted, ticked off."""
    here, there = Bare(folder / "here.db", encrypted=True), Bare(folder / "there.db", encrypted=False)
    for start in range(0, len(revisions), protocol.MOST_ROWS):
        page = revisions[start : start + protocol.MOST_ROWS]
        rows = tuple(protocol.row_of(each) for each in page)
        check = protocol.check_of(each.id for each in page)
        request = ExchangeRequest(
            counter=1, nonce=b"n" * 8, cursor=protocol.Cursor(), scopes=b"", root=b"", push=rows, check=check
        )
        arrived = protocol.unpack(protocol.pack(request), ExchangeRequest)
        found = protocol.revisions_of(arrived.push, arrived.check)
        assert all(signature_holds(each, public_key) and each.body and sha256(each.body) for each in found)
        there.keep(found)
        there.note(sorted({each.header.scope for each in found}))
        here.note([page[0].header.scope])
    here.close()
    there.close()

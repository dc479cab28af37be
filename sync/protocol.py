"""The wire: what laptop and council say to each other, its version and its limits.

    POST /v1/sign-in    SignIn          -> SignedIn
    POST /v1/exchange   ExchangeRequest -> ExchangeAnswer
    POST /v1/compare    CompareRequest  -> CompareAnswer
    GET  /v1/health                     -> Health
    any of them                         -> Problem, with a status of 400 or more

A message is one byte, 0 or 1, then msgpack, or msgpack pressed by zlib; an answer in frames begins with 2 (see `sync.framing`).
Structs are arrays: their fields go in the order in which they stand here, and new ones are added at the end with a default. Ids,
keys and hashes are raw bytes. The id of a revision is not sent: the receiver works it out from the header, and `check` over all
ids of a page shows that nothing was bent on the way. A scope is `c`, `p` + record or `s` + record. Written examples:
`tests/sync/vectors.json`.
"""

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from app.records.revision import (
    COUNCIL_SCOPE,
    RECORD_BYTES,
    SALT_BYTES,
    Header,
    Revision,
    RevisionId,
    body_hash,
    person_scope,
    staff_scope,
    written_text,
)

VERSION = 1
SIGN_IN_PATH = f"/v{VERSION}/sign-in"
EXCHANGE_PATH = f"/v{VERSION}/exchange"
COMPARE_PATH = f"/v{VERSION}/compare"
HEALTH_PATH = f"/v{VERSION}/health"
CONTENT_TYPE = "application/msgpack"

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes of one message on the wire."""
UNPACKED_LIMIT = 16 * 1024 * 1024
"""Bytes of one message once it is unpressed."""
REVISION_LIMIT = 256 * 1024
"""Bytes of the body of one revision."""
FEWEST_ROWS, FIRST_ROWS, MOST_ROWS = 1, 200, 400
"""Revisions in a page: what a laptop may ask for, and begins with."""
SMALLEST_PAGE, FIRST_PAGE, LARGEST_PAGE = 4 * 1024, 512 * 1024, 2 * 1024 * 1024
"""Bytes in a page, before pressing. A page always holds at least one revision."""
IDS_A_PAGE = 20_000
PRESS_FROM = 400
"""Messages shorter than this are not worth pressing."""
FRAME_ROWS, FRAME_SIZE = 40, 32 * 1024
"""The most that is in one frame of a stream, if it is more than one revision."""
STREAMED = b"\2"
"""How an answer in frames begins."""

ID_BYTES, KEY_BYTES, SIGNATURE_BYTES, CHECK_BYTES, NONCE_BYTES = 32, 32, 64, 16, 8

HELD, REFUSED = 1, 2
"""Answers to a pushed revision that was not stored."""

_DEVICE_PROOF = b"kitchen-table device\0"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIRST_YEAR, _LAST_YEAR = 1000, 9999

M = TypeVar("M")


class NotOurs(ValueError):
    """The bytes are not a message of this protocol. Says where, never holds anybody's words."""


class Message(msgspec.Struct, array_like=True, frozen=True, kw_only=True):
    """Anything that is sent."""


class Row(Message, frozen=True, kw_only=True):
    """A revision on its way. `written` is microseconds since 1970; `body_hash` is sent only when body and salt were erased."""

    record: bytes
    kind: str
    format: int
    scope: bytes
    parents: bytes
    author: bytes
    device: bytes
    written: int
    signature: bytes
    salt: bytes | None
    body: bytes | None
    body_hash: bytes | None = None


class SignIn(Message, frozen=True, kw_only=True):
    """Who wants to exchange, from which laptop. `author` is whom it has sealed as so far; `proof` is signed by its key."""

    name: str
    password: str
    device: bytes
    public_key: bytes
    author: bytes
    proof: bytes


class SignedIn(Message, frozen=True, kw_only=True):
    """Times are milliseconds since 1970."""

    token: str
    expires: int
    staff: bytes
    name: str
    council: bytes
    council_name: str
    time: int
    seal_key: bytes = b""
    """The council's public key for what only the council is to read (X25519)."""
    vouch_key: bytes = b""
    """The key by which the council vouches for the keys of laptops (Ed25519)."""


class Cursor(Message, frozen=True, kw_only=True):
    """How far a laptop has read the feed: a number, and the id stored at that number."""

    number: int = 0
    id: bytes = b""


class Act(Message, frozen=True, kw_only=True):
    """What was done on the laptop with a scope and is to be in the council's audit, as the laptop's claim: `opened`, `printed`,
    `exported`, `searched`, `verified`. `at`: milliseconds since 1970."""

    act: str
    scope: bytes
    at: int
    count: int = 1


class ExchangeRequest(Message, frozen=True, kw_only=True):
    """What the laptop has read, what it knows, and what it has that the council has not. `stream`: it takes frames. `summed`: the
    root is to be that of a sum (`app.records.sums`)."""

    counter: int
    nonce: bytes
    cursor: Cursor
    scopes: bytes
    root: bytes
    rows: int = FIRST_ROWS
    size: int = FIRST_PAGE
    fills: tuple[tuple[bytes, int], ...] = ()
    push: tuple[Row, ...] = ()
    check: bytes = b""
    stream: bool = False
    acts: tuple[Act, ...] = ()
    summed: bool = False


class NotStored(Message, frozen=True, kw_only=True):
    """The answer to the pushed revision at `index`: `HELD` or `REFUSED`, a reason by code and in words."""

    index: int
    answer: int
    code: str
    words: str


class ExchangeAnswer(Message, frozen=True, kw_only=True):
    """`stored` counts what was pushed and stored; the rest is in `not_stored`. `compare`: the cursor does not hold, and nothing
    was taken. `scopes` comes only when they changed; `fresh` are those that this very push began. `root` comes with the last.
    `backed_up`: up to this number the feed is in a backup that the council has verified; -1 when it does not say. `first` comes
    with `scopes`: those of people with a visit today.
    `photos`: digest of the photos that the council has for these scopes; it comes with the last, None when it is not said.
    `summed`: `root` is that of the sum, as was asked; else it is over the digest of each scope."""

    time: int
    cursor: Cursor
    more: bool = False
    compare: bool = False
    stored: int = 0
    not_stored: tuple[NotStored, ...] = ()
    rows: tuple[Row, ...] = ()
    check: bytes = b""
    fills: tuple[tuple[bytes, int], ...] = ()
    scopes: tuple[bytes, ...] | None = None
    fresh: tuple[bytes, ...] = ()
    root: bytes = b""
    backed_up: int = -1
    photos: bytes | None = None
    first: tuple[bytes, ...] = ()
    summed: bool = False


class CompareRequest(Message, frozen=True, kw_only=True):
    """No scope: the digests of all. A scope: the ids stored in it after a number. `want`: the revisions of these ids.
    `have`: which of these ids the council has neither stored nor held."""

    scope: bytes = b""
    after: int = 0
    want: tuple[bytes, ...] = ()
    rows: int = FIRST_ROWS
    size: int = FIRST_PAGE
    have: tuple[bytes, ...] = ()


class ScopeDigest(Message, frozen=True, kw_only=True):
    """How many ids are stored in a scope, and their sum modulo 2**256."""

    scope: bytes
    count: int
    total: bytes


class CompareAnswer(Message, frozen=True, kw_only=True):
    """`next` is the number to go on after, 0 when there is no more. `ids` lie end to end."""

    time: int
    cursor: Cursor
    digests: tuple[ScopeDigest, ...] = ()
    ids: bytes = b""
    next: int = 0
    rows: tuple[Row, ...] = ()
    check: bytes = b""


class Health(Message, frozen=True, kw_only=True):
    """That the server is there and speaks this version."""

    protocol: int
    time: int


class Problem(Message, frozen=True, kw_only=True):
    """Why there is no answer: for the program, for people, and seconds to wait if that helps."""

    code: str
    words: str
    wait: int = 0


def pack(message: Message) -> bytes:
    """The bytes that are sent."""
    plain = msgspec.msgpack.encode(message)
    if len(plain) >= PRESS_FROM:
        pressed = zlib.compress(plain, 4)
        if len(pressed) < len(plain):
            return b"\1" + pressed
    return b"\0" + plain


def unpack(data: bytes, kind: type[M]) -> M:
    """The message in the bytes. Never unpresses more than `UNPACKED_LIMIT`. Raises `NotOurs`."""
    if len(data) > BODY_LIMIT:
        raise NotOurs("longer than a message may be")
    if data[:1] == b"\0":
        plain = data[1:]
    elif data[:1] == b"\1":
        plain = _unpressed(data[1:])
    else:
        raise NotOurs("no message begins like that")
    return decoded(plain, kind)


def row_of(revision: Revision) -> Row:
    """The revision as it is sent."""
    header = revision.header
    return Row(
        record=bytes.fromhex(header.record),
        kind=header.kind,
        format=header.format,
        scope=scope_bytes(header.scope),
        parents=b"".join(bytes.fromhex(parent) for parent in header.parents),
        author=bytes.fromhex(header.author),
        device=bytes.fromhex(header.device),
        written=microseconds(header.written),
        signature=revision.signature,
        salt=revision.salt,
        body=revision.body,
        body_hash=bytes.fromhex(header.body) if revision.body is None else None,
    )


def revision_of(row: Row) -> Revision:
    """The revision in the row, its id worked out. Raises `NotOurs` when a field cannot be one of a revision."""
    lengths = (len(row.record), len(row.author), len(row.device), len(row.signature), len(row.parents) % ID_BYTES)
    if lengths != (RECORD_BYTES, RECORD_BYTES, RECORD_BYTES, SIGNATURE_BYTES, 0):
        raise NotOurs("an id or a signature of the wrong length")
    if row.body is None or row.salt is None:
        if row.body is not None or row.salt is not None or row.body_hash is None or len(row.body_hash) != ID_BYTES:
            raise NotOurs("a body without its salt, or neither and no hash")
        body = row.body_hash.hex()
    else:
        if len(row.salt) != SALT_BYTES:
            raise NotOurs("a salt of the wrong length")
        body = body_hash(row.salt, row.body)
    header = Header(
        author=row.author.hex(),
        body=body,
        device=row.device.hex(),
        format=row.format,
        kind=row.kind,
        parents=tuple(hexes(row.parents)),
        record=row.record.hex(),
        scope=scope_text(row.scope),
        written=written_text(_time(row.written)),
    )
    try:
        return Revision(id=header.id, header=header, salt=row.salt, body=row.body, signature=row.signature)
    except ValueError as error:
        raise NotOurs("a header that no revision can have") from error


def revisions_of(rows: Sequence[Row], check: bytes) -> list[Revision]:
    """All revisions of a page. Raises `NotOurs`, also when they are not those that the sender had."""
    found = [revision_of(row) for row in rows]
    if found and check_of(each.id for each in found) != check:
        raise NotOurs("the revisions are not those that were sent")
    return found


def check_of(ids: Iterable[RevisionId]) -> bytes:
    """What shows that the ids of a page are those of the sender, in their order."""
    return check_of_raw(bytes.fromhex(each) for each in ids)


def check_of_raw(ids: Iterable[bytes]) -> bytes:
    """As `check_of`, of ids as bytes."""
    return hashlib.sha256(b"".join(ids)).digest()[:CHECK_BYTES]


def scope_bytes(scope: str) -> bytes:
    """The scope as it is sent. Raises `NotOurs`."""
    if scope == COUNCIL_SCOPE:
        return b"c"
    name, _, record = scope.partition(":")
    if name not in ("person", "staff"):
        raise NotOurs("no such scope")
    try:
        raw = bytes.fromhex(record)
    except ValueError as error:
        raise NotOurs("a scope of no record") from error
    if len(raw) != RECORD_BYTES or raw.hex() != record:
        raise NotOurs("a scope of no record")
    return name[:1].encode() + raw


def scope_text(data: bytes) -> str:
    """The scope that was sent. Raises `NotOurs`."""
    if data == b"c":
        return COUNCIL_SCOPE
    if len(data) == 1 + RECORD_BYTES and data[:1] == b"p":
        return person_scope(data[1:].hex())
    if len(data) == 1 + RECORD_BYTES and data[:1] == b"s":
        return staff_scope(data[1:].hex())
    raise NotOurs("no such scope")


def scopes_digest(scopes: Iterable[str]) -> bytes:
    """One short digest of a list of scopes, whatever its order."""
    return hashlib.sha256("\n".join(sorted(set(scopes))).encode()).digest()[:CHECK_BYTES]


def device_proof(device: bytes, public_key: bytes, name: str) -> bytes:
    """What a laptop signs at sign-in to show that the key is its own."""
    return _DEVICE_PROOF + device + public_key + name.encode()


def microseconds(written: str) -> int:
    """The time in a header as it is sent."""
    return (datetime.fromisoformat(written) - _EPOCH) // _MICROSECOND


def milliseconds(at: datetime) -> int:
    """A time as it is sent."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


def time_of(sent: int) -> datetime:
    """The time that was sent. Raises `NotOurs`."""
    return _time(sent * 1000)


def hexes(data: bytes) -> list[str]:
    """The ids that lie end to end in the bytes. Raises `NotOurs`."""
    if len(data) % ID_BYTES:
        raise NotOurs("half an id")
    return [data[start : start + ID_BYTES].hex() for start in range(0, len(data), ID_BYTES)]


def decoded(plain: bytes, kind: type[M]) -> M:
    """The message in bytes that are not pressed. Raises `NotOurs`."""
    try:
        return msgspec.msgpack.decode(plain, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotOurs(f"not a {kind.__name__}") from error


def _time(microseconds: int) -> datetime:
    try:
        found = _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise NotOurs("a time outside all years") from error
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise NotOurs("a time outside all years")
    return found


def _unpressed(data: bytes) -> bytes:
    unpress: Any = zlib.decompressobj()
    try:
        plain: bytes = unpress.decompress(data, UNPACKED_LIMIT)
    except zlib.error as error:
        raise NotOurs("it does not unpress") from error
    if not unpress.eof or unpress.unconsumed_tail or unpress.unused_data:
        raise NotOurs("it does not end where it should")
    return plain

"""Who is there: accounts and passwords, laptops and their keys, tokens, the counter that gives copies away."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidKey, InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, delete, insert, select, text

from app.records import ledger
from app.records.canonical import sha256
from app.records.revision import RECORD_BYTES, RecordId, written_text, written_time
from app.records.vault import Cost
from sync.protocol import KEY_BYTES, NONCE_BYTES, SignIn, device_proof
from sync.server import endings, problems
from sync.server.tables import account, alias, attempt, device, member, token

TOKEN_BYTES = 24
FREE_TRIES = 5
LONGEST_WAIT_SECONDS = 300
ATTEMPTS_KEPT = timedelta(days=1)
ATTEMPT_BYTES = 3
"""So much of the hash of a name is kept with its wrong passwords: enough to count by, too little to tell which name it was."""
LONGEST_TOKEN = timedelta(days=92)
"""A sign-in that would hold for longer than this was given while the server's clock stood ahead, and holds no more."""
TOLD_FOR = timedelta(days=400)
"""A sign-in that ran out is known for so long, so that a laptop that was reported lost is told so when it comes back."""
SEEN_WITHIN = timedelta(minutes=1)
"""A laptop that was seen within this time and brings nothing new is not written down again."""
_OTHERS = "This laptop is registered to somebody else. Please tell your support team."
_LEFT = "You are no longer on the council's list of staff. Please speak to your manager."

_VISITOR = (
    "SELECT token.expires, device.id, device.staff, device.counter, device.nonce, device.seen, device.stopped,"
    ' member."left" FROM token JOIN device ON device.id = token.device LEFT JOIN member ON member.staff = device.staff'
    " WHERE token.hash = ?"
)
_VISITOR_AT_WORK = f"{_VISITOR} FOR UPDATE OF device"
_ADVANCE = "UPDATE device SET counter = ?, nonce = ?, seen = ? WHERE id = ?"


_COUNT = text(
    "INSERT INTO attempt (name, wrong, at) VALUES (:name, 1, :at) "
    "ON CONFLICT (name) DO UPDATE SET wrong = attempt.wrong + 1, at = excluded.at"
)


@dataclass(frozen=True)
class Visitor:
    """Who stands at the door with a token that holds."""

    device: str
    staff: RecordId
    counter: int
    nonce: bytes
    seen: str
    recalled: str = ""
    """What is kept of its being called back: it may hand in what waits, and nothing more."""


def password_kept(password: str, cost: Cost) -> str:
    """What is kept of a password."""
    return _argon(cost).derive_phc_encoded(password.encode())


def password_holds(password: str, kept: str) -> bool:
    """Whether it is the password that was kept."""
    try:
        Argon2id.verify_phc_encoded(password.encode(), kept)
    except InvalidKey:
        return False
    return True


def account_name(sign_in: str) -> str:
    """The name an account is kept under: capitals and spaces around it do not matter."""
    return sign_in.strip().casefold()


@dataclass(frozen=True)
class Account:
    """Whose account a sign-in name is, and what is kept of the password. Of a name that is nobody's: no staff, and a password
    that nobody has, so that it takes as long to find out."""

    staff: RecordId | None
    password: str


def begin_attempt(connection: Connection, sign_in: str, at: datetime) -> int:
    """Count an attempt to sign in as one that failed, until `forgive` says that it did not. Returns the seconds to wait instead,
    when a password was wrong too often; then it is not counted. A name that is nobody's is treated like any other.
    """
    name = _attempt_name(sign_in)
    row = connection.execute(select(attempt).where(attempt.c.name == name).with_for_update()).one_or_none()
    wait = 0 if row is None else _seconds_to_wait(row.wrong, row.at, at)
    if not wait:
        connection.execute(_COUNT, {"name": name, "at": written_text(at)})
    return wait


def forgive(connection: Connection, sign_in: str) -> None:
    """The password was right, or is another now: begin to count anew."""
    connection.execute(delete(attempt).where(attempt.c.name == _attempt_name(sign_in)))


def account_of(connection: Connection, sign_in: str, decoy: str) -> Account:
    """The account of a sign-in name."""
    name = account_name(sign_in)
    query = select(account.c.staff, account.c.password).where(account.c.sign_in == name)
    row = connection.execute(query).one_or_none() if "\0" not in name else None
    return Account(None, decoy) if row is None else Account(row.staff, row.password)


def device_of(connection: Connection, shown: str) -> str:
    """Which laptop's token it is; empty when it is none."""
    found: str | None = connection.execute(select(token.c.device).where(token.c.hash == sha256(shown.encode()))).scalar()
    return found or ""


def register(connection: Connection, request: SignIn, staff: RecordId, at: datetime) -> bool:
    """Register the laptop to the member of staff: it may be so already. Says whether it sealed as somebody unknown until now,
    who is this member of staff from now on. Raises `NoAnswer`.
    """
    if (len(request.device), len(request.author)) != (RECORD_BYTES, RECORD_BYTES):
        raise problems.not_understood("an id of the wrong length")
    _check_proof(request)
    left = connection.execute(select(member.c.left).where(member.c.staff == staff)).scalar()
    if left or left is None:
        raise problems.device_stopped(_LEFT)
    device_id = request.device.hex()
    row = connection.execute(select(device).where(device.c.id == device_id)).one_or_none()
    if row is None:
        entry = {"staff": staff, "public_key": request.public_key, "counter": 0, "nonce": b""}
        entry |= {"id": device_id, "registered": written_text(at), "seen": written_text(at)}
        connection.execute(insert(device).values(entry))
        return _remember_alias(connection, request.author.hex(), device_id, staff)
    if (row.staff, row.public_key) != (staff, request.public_key):
        raise problems.device_stopped(_OTHERS)
    if row.stopped and not endings.is_recalled(row.stopped):
        raise endings.no_answer(row.stopped)
    return False


def new_token(connection: Connection, device_id: str, at: datetime, lasts: timedelta) -> str:
    """A short opaque token for the laptop; those that have run out are forgotten."""
    connection.execute(delete(token).where(token.c.expires < written_text(at - TOLD_FOR)))
    connection.execute(delete(attempt).where(attempt.c.at < written_text(at - ATTEMPTS_KEPT)))
    made = base64.urlsafe_b64encode(secrets.token_bytes(TOKEN_BYTES)).decode()
    entry = {"hash": sha256(made.encode()), "device": device_id, "expires": written_text(at + min(lasts, LONGEST_TOKEN))}
    connection.execute(insert(token).values(entry))
    return made


def visitor(connection: Connection, shown: str, at: datetime, *, alone: bool = False) -> Visitor:
    """Who shows this token; `alone`: no other request of this laptop goes on until the transaction ends. Raises `NoAnswer`."""
    with ledger.Trip(connection) as trip:
        rows = ask_visitor(trip, shown, alone=alone)
    return visitor_in(rows, at)


def ask_visitor(trip: ledger.Trip, shown: str, *, alone: bool = False) -> list[Any]:
    """As `visitor`, for whoever asks more at once: `visitor_in` says who it is. What is asked after it is asked when no other
    request of this laptop goes on."""
    return trip.ask(_VISITOR_AT_WORK if alone and not trip.embedded else _VISITOR, (sha256(shown.encode()),))


def visitor_in(rows: Sequence[Any], at: datetime) -> Visitor:
    """Who it is that `ask_visitor` found. Raises `NoAnswer`."""
    if not rows:
        raise problems.sign_in_expired()
    expires, id, staff, counter, nonce, seen, stopped, left = rows[0]
    if stopped and not endings.is_recalled(stopped):
        raise endings.no_answer(stopped)
    if not token_holds(expires, at):
        raise problems.sign_in_expired()
    who = Visitor(id.hex(), staff.hex(), counter, nonce, seen)
    if endings.is_recalled(stopped):
        return replace(who, recalled=stopped)
    if left or left is None:
        raise problems.device_stopped(_LEFT)
    return who


def token_holds(expires: str, at: datetime) -> bool:
    """Whether a token that was given until then holds now."""
    return written_text(at) <= expires <= written_text(at + LONGEST_TOKEN)


def advance(trip: ledger.Trip, who: Visitor, counter: int, nonce: bytes, at: datetime) -> None:
    """Take note of the laptop's counter. Equal with the same nonce is a retry, or an exchange that carries nothing new; anything
    else not higher is a copy: `NoAnswer`. When the laptop was seen is kept to the minute.
    """
    if len(nonce) != NONCE_BYTES or not 0 < counter < 2**62:
        raise problems.not_understood("a counter of the wrong kind")
    if counter < who.counter or (counter == who.counter and nonce != who.nonce):
        raise problems.device_copied()
    if counter == who.counter and written_text(at - SEEN_WITHIN) < who.seen <= written_text(at):
        return
    trip.ask(_ADVANCE, (counter, nonce, written_text(at), bytes.fromhex(who.device)))


def _check_proof(request: SignIn) -> None:
    if len(request.public_key) != KEY_BYTES:
        raise problems.not_understood("a key of the wrong length")
    signed = device_proof(request.device, request.public_key, request.name)
    try:
        Ed25519PublicKey.from_public_bytes(request.public_key).verify(request.proof, signed)
    except (InvalidSignature, ValueError) as error:
        raise problems.not_understood("the laptop's key is not its own") from error


def _remember_alias(connection: Connection, author: RecordId, device_id: str, staff: RecordId) -> bool:
    """A casebook made before it ever met the council has sealed as a random id: that id is this member of staff from now on."""
    taken = connection.execute(select(alias.c.staff).where(alias.c.author == author)).scalar()
    someone = connection.execute(select(member.c.staff).where(member.c.staff == author)).scalar()
    if taken is not None or someone is not None:
        return False
    connection.execute(insert(alias).values(author=author, device=device_id, staff=staff))
    return True


def _attempt_name(sign_in: str) -> bytes:
    return sha256(account_name(sign_in).encode("utf-8", "surrogatepass"))[:ATTEMPT_BYTES]


def _seconds_to_wait(wrong: int, wrong_at: str | None, at: datetime) -> int:
    if wrong < FREE_TRIES or wrong_at is None:
        return 0
    wait = timedelta(seconds=min(2 ** (wrong - FREE_TRIES + 1), LONGEST_WAIT_SECONDS))
    left = written_time(wrong_at) + wait - at
    if left > wait + timedelta(seconds=LONGEST_WAIT_SECONDS):
        return 0  # the server's clock has been set back since, perhaps by years
    return 0 if left <= timedelta() else min(int(left.total_seconds()) + 1, LONGEST_WAIT_SECONDS)


def _argon(cost: Cost) -> Argon2id:
    return Argon2id(
        salt=secrets.token_bytes(16), length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    )

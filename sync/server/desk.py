"""The council's own desk: the registered device through which the `council` commands act, through the same admission as all.

Its key lies in a file of the data folder that only the server's user may read.
"""

import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from app.practice.devices import DeviceKey
from app.practice.errors import Bug, NotFound
from app.practice.groups import Body
from app.practice.people import Staff
from app.records.canonical import canonical_bytes
from app.records.checking import code_of_key
from app.records.files import write_whole
from app.records.revision import COUNCIL_SCOPE, RecordId, Revision, RevisionId, derived_record, seal, written_text
from app.records.tables import revision
from sync.server import audit, intake
from sync.server.projection import scopes_of, uk_day
from sync.server.tables import desk as desks
from sync.server.tables import device

DESK_FILE = "desk.json"
RETIRED = "The council's desk has another key."


class Desk(msgspec.Struct, frozen=True):
    """Who the commands act as, and the desk's device and key."""

    staff: RecordId
    device: str
    key: bytes

    @property
    def signer(self) -> Ed25519PrivateKey:
        """The key that signs what is sealed here."""
        return Ed25519PrivateKey.from_private_bytes(self.key)

    @property
    def code(self) -> str:
        """What a worker compares when the council has another desk: the laptop shows the same."""
        return code_of_key(self.signer.public_key().public_bytes_raw())


def new_desk(data: Path, staff: RecordId) -> Desk:
    """A desk of the first administrator, written down."""
    desk = Desk(staff, secrets.token_hex(16), Ed25519PrivateKey.generate().private_bytes_raw())
    handle = os.open(data / DESK_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(desk))
        file.flush()
        os.fsync(file.fileno())
    return desk


def desk_of(data: Path) -> Desk:
    """The desk in the folder. Raises `NotFound`."""
    try:
        return msgspec.json.decode((data / DESK_FILE).read_bytes(), type=Desk)
    except (OSError, msgspec.DecodeError) as error:
        raise NotFound(what="council", name=str(data)) from error


def register_desk(connection: Connection, desk: Desk, now: datetime) -> None:
    """Make the desk a registered device."""
    at = written_text(now)
    entry = {
        "id": desk.device,
        "staff": desk.staff,
        "public_key": desk.signer.public_key().public_bytes_raw(),
        "counter": 0,
        "nonce": b"",
        "registered": at,
        "seen": at,
        "stopped": None,
    }
    connection.execute(insert(device).values(entry))
    connection.execute(insert(desks).values(device=desk.device, since=at))


def successor_of(connection: Connection, former: Desk, at: datetime) -> Desk:
    """Another desk of the same administrator, with a key of its own. Both write until `retire`."""
    made = Desk(former.staff, secrets.token_hex(16), Ed25519PrivateKey.generate().private_bytes_raw())
    register_desk(connection, made, at)
    return made


def replace_desk(data: Path, writing: Callable[[], AbstractContextManager[Connection]], at: datetime) -> Desk:
    """Give the council another desk, which vouches for every laptop anew, and take nothing more from the former one. Stopped at
    any moment, there is one desk that works, and doing it again goes on. Raises the `Store...` family."""
    former = desk_of(data)
    with writing() as connection:
        made = successor_of(connection, former, at)
        vouch(connection, made, at)
        audit.note(connection, at, "desk replaced", staff=made.staff, device=made.device)
    write_desk(data, made)
    with writing() as connection:
        retire(connection, former, RETIRED)
    return made


def write_desk(data: Path, desk: Desk) -> None:
    """From now on the commands act through this desk. Raises the `Store...` family, and then through the former one."""
    write_whole(data / DESK_FILE, msgspec.json.encode(desk), mode=0o600)


def retire(connection: Connection, former: Desk, why: str) -> None:
    """Take nothing more from this desk. What it wrote stays."""
    connection.execute(update(device).where(device.c.id == former.device).values(stopped=why))


def sealed(desk: Desk, body: Body, scope: str, record: RecordId, at: datetime, onto: tuple[RevisionId, ...] = ()) -> Revision:
    """A revision written at the desk."""
    return seal(
        canonical_bytes(body),
        record=record,
        kind=body.kind,
        format=body.format,
        scope=scope,
        parents=onto,
        author=desk.staff,
        device=desk.device,
        written=at,
        key=desk.signer,
    )


def hand_in(connection: Connection, desk: Desk, revisions: list[Revision], at: datetime) -> None:
    """Put revisions before admission like any other. Raises `Bug` when one of the desk's own is not stored."""
    scopes = scopes_of(connection, desk.staff, uk_day(at))
    taken = intake.take(connection, revisions, staff=desk.staff, device_id=desk.device, scopes=scopes, at=at)
    if taken.not_stored:
        raise Bug(detail=f"the desk: {taken.not_stored[0].code}")


def introduce(connection: Connection, desk: Desk, author: RecordId, name: str, at: datetime) -> None:
    """Tell every laptop what the author is called that a casebook sealed as before it met the council.

    It is a member of staff by that name who has left: known in the history, offered nowhere.
    """
    body = Staff(name=name, sign_in="", left=True)
    hand_in(connection, desk, [sealed(desk, body, COUNCIL_SCOPE, author, at)], at)


def vouch(connection: Connection, desk: Desk, at: datetime) -> None:
    """Tell every laptop the key of each that is registered, if this desk has not told it yet, so that they can check who wrote
    what. What anybody else said of a key counts for nothing.
    """
    registered = connection.execute(select(device.c.id, device.c.public_key).order_by(device.c.registered, device.c.id)).all()
    records = {derived_record(DeviceKey.kind, row.id): row for row in registered}
    query = select(revision.c.record).where(revision.c.scope == COUNCIL_SCOPE, revision.c.kind == DeviceKey.kind)
    told = set(connection.execute(query.where(revision.c.device == desk.device)).scalars())
    new = [
        sealed(desk, DeviceKey(device=row.id, public_key=bytes(row.public_key).hex()), COUNCIL_SCOPE, record, at)
        for record, row in records.items()
        if record not in told
    ]
    if new:
        hand_in(connection, desk, new, at)

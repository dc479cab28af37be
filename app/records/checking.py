"""Checking behind who signed what arrived: not before it is shown, but a while after, in slices, remembering how far it came.

The council's desk vouches for the key of each laptop in a record of its own; the desk's key was pinned when this laptop first
signed in. So neither a server nor anybody in between can put words under another's name unseen. A revision whose signature does
not hold is taken out of its record and kept whole beside it.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, func, insert, select

from app.practice.changes import Changes
from app.practice.devices import DeviceKey
from app.records import ledger
from app.records.batches import chunks
from app.records.book import Casebook, Unit, View
from app.records.canonical import sha256
from app.records.revision import COUNCIL_SCOPE, RecordId, Revision, RevisionId, signed_bytes, written_text
from app.records.search import drop as drop_from_search
from app.records.tables import revision, set_aside, state, unvouched

SIGNATURE = "signature"
"""Why a revision was set aside: its signature does not hold."""
DOES_NOT_HOLD = "signature does not hold"
"""The act that the council's audit hears of."""
AT_ONCE = 200
KEY_BYTES = 32
CODE_LETTERS, CODE_GROUP = 16, 4
_CODE = b"kitchen-table desk\0"
_CHECKED = "checked"
_BODY = msgspec.json.Decoder(DeviceKey)


@dataclass
class Keys:
    """The keys that the council's desk has vouched for, and up to which number they were read."""

    of: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True)
class Checked:
    """What one slice found: what changed by it, the ids that were set aside, whether there is more to look at."""

    changes: Changes
    set_aside: tuple[RevisionId, ...]
    more: bool


def code_of_key(public_key: bytes) -> str:
    """A key of the council's desk in sixteen letters and digits, for two people to compare."""
    letters = base64.b32encode(sha256(_CODE, public_key)).decode()[:CODE_LETTERS]
    return "-".join(letters[start : start + CODE_GROUP] for start in range(0, CODE_LETTERS, CODE_GROUP))


def still_to_check(view: View) -> int:
    """How many revisions nobody has checked yet: not come to, or of laptops that the council has not vouched for."""
    later = select(func.count()).select_from(revision).where(revision.c.number > _checked_to(view))
    waiting = select(func.count()).select_from(unvouched)
    return int(view.connection.execute(later).scalar_one()) + int(view.connection.execute(waiting).scalar_one())


def did_not_check(view: View) -> list[tuple[RevisionId, str, str]]:
    """What was set aside because its signature does not hold: the revision, its record, its scope."""
    query = select(set_aside.c.revision, set_aside.c.record, set_aside.c.scope).where(set_aside.c.why == SIGNATURE)
    return [tuple(row) for row in view.connection.execute(query.order_by(set_aside.c.at))]


def check_some(book: Casebook, vouch_key: bytes, keys: Keys, at_most: int = AT_ONCE) -> Checked:
    """Check the next few. Nothing is locked while signatures are worked out. Raises the `Store...` family."""
    with book.view() as view:
        start = _checked_to(view)
        _learn(view, vouch_key, keys)
        keys.of.setdefault(book.identity.device, book.identity.signer.public_key())
        found = _rows(view, revision.c.number > start, at_most)
        if len(found) < at_most:
            known = select(unvouched.c.revision).where(unvouched.c.device.in_(keys.of))
            found += _rows(view, revision.c.id.in_(known), at_most - len(found))
    if not found:
        return Checked(Changes(), (), more=False)
    bad = [row.id for row in found if row.device in keys.of and not _holds(keys.of[row.device], row.id, row.signature)]
    with book.view() as view:
        only_here = _only_here(view, bad)
    bad = [each for each in bad if each not in only_here]
    unknown = [{"revision": row.id, "device": row.device} for row in found if row.device not in keys.of]
    with book.unit() as unit:
        for chunk in chunks([row.id for row in found]):
            unit.connection.execute(delete(unvouched).where(unvouched.c.revision.in_(chunk)))
        if unknown:
            unit.connection.execute(insert(unvouched), unknown)
        changes = set_those_aside(unit, bad, SIGNATURE)
        unit.put(_CHECKED, str(max([start, *(row.number for row in found)])).encode())
        unit.commit()
    return Checked(changes, tuple(bad), more=len(found) == at_most)


def set_those_aside(unit: Unit, ids: Iterable[RevisionId], why: str) -> Changes:
    """Take revisions out of their records and keep them whole beside; the council's audit hears of it."""
    changes = Changes()
    for each in ledger.revisions_by_id(unit.connection, list(ids)):
        header = each.header
        entry: dict[str, Any] = {"revision": each.id, "record": header.record, "scope": header.scope, "why": why}
        entry |= {"at": written_text(unit.now()), "whole": msgspec.json.encode(each)}
        unit.connection.execute(insert(set_aside).values(entry))
        ledger.forget(unit.connection, [each.id], header.record)
        drop_from_search(unit.connection, [header.record])
        if why == SIGNATURE:
            unit.note_act(DOES_NOT_HOLD, header.scope)
        changes |= Changes(frozenset({header.record}), frozenset({header.scope}), frozenset({header.kind}))
    return changes


def set_aside_at(view: View, record: RecordId, why: str) -> list[str]:
    """When revisions of the record were set aside for this reason, as `written_text` writes."""
    query = select(set_aside.c.at).where(set_aside.c.record == record, set_aside.c.why == why).distinct()
    return sorted(view.connection.execute(query).scalars())


def among_those_aside(view: View, ids: Iterable[RevisionId]) -> set[RevisionId]:
    """Which of these were set aside here because their signature does not hold."""
    raw = [bytes.fromhex(each) for each in ids]
    found = ledger.where_in(view.connection, "SELECT revision, why FROM set_aside WHERE revision IN", raw)
    return {row[0].hex() for row in found if row[1] == SIGNATURE}


def take_back(unit: Unit, arrived: Sequence[Revision], vouch_key: str) -> set[RevisionId]:
    """Of what arrived, the ids of those that were set aside here and still stay so; the others may be kept like any other.

    What was bent only on the way arrives whole another time. It is believed once its signature holds by the key of its laptop,
    and never before: so nobody can bring words back by bending them anew.
    """
    aside = among_those_aside(unit, [each.id for each in arrived])
    if not aside:
        return aside
    keys = Keys()
    if len(bytes.fromhex(vouch_key)) == KEY_BYTES:
        _learn(unit, bytes.fromhex(vouch_key), keys)
    known = [each for each in arrived if each.id in aside and each.header.device in keys.of]
    whole = {each.id for each in known if _holds(keys.of[each.header.device], each.id, each.signature)}
    for chunk in chunks(sorted(whole)):
        unit.connection.execute(delete(set_aside).where(set_aside.c.revision.in_(chunk)))
    return aside - whole


def _only_here(view: View, ids: Sequence[RevisionId]) -> set[RevisionId]:
    """Which of these the council does not have. It answers for them itself when they are sent, so they are not set aside."""
    found: set[RevisionId] = set()
    for table in ("waiting", "refusal"):
        rows = ledger.where_in(
            view.connection, f"SELECT revision FROM {table} WHERE revision IN", [bytes.fromhex(each) for each in ids]
        )
        found.update(row[0].hex() for row in rows)
    return found


def _checked_to(view: View) -> int:
    kept = view.connection.execute(select(state.c.value).where(state.c.name == _CHECKED)).scalar()
    return 0 if kept is None else int(kept)


def _learn(view: View, vouch_key: bytes, keys: Keys) -> None:
    """Read the keys that came since. Only what the desk signed counts, and the first key of a laptop stays its key."""
    desk = Ed25519PublicKey.from_public_bytes(vouch_key)
    query = select(revision.c.number, revision.c.id, revision.c.signature, revision.c.body)
    query = query.where(
        revision.c.scope == COUNCIL_SCOPE, revision.c.kind == DeviceKey.kind, revision.c.number > keys.number
    ).order_by(revision.c.number)
    for row in view.connection.execute(query):
        keys.number = row.number
        if row.body is None or not _holds(desk, row.id, row.signature):
            continue
        try:
            body = _BODY.decode(row.body)
            keys.of.setdefault(body.device, Ed25519PublicKey.from_public_bytes(bytes.fromhex(body.public_key)))
        except (msgspec.DecodeError, ValueError):
            continue


def _rows(view: View, where: Any, at_most: int) -> list[Any]:
    query = select(revision.c.number, revision.c.id, revision.c.device, revision.c.signature)
    return list(view.connection.execute(query.where(where).order_by(revision.c.number).limit(at_most)))


def _holds(key: Ed25519PublicKey, revision_id: RevisionId, signature: bytes) -> bool:
    try:
        key.verify(signature, signed_bytes(revision_id))
    except InvalidSignature:
        return False
    return True

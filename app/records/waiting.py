"""The waiting file: what the council does not have yet, sealed to the council's public key. This app cannot read it.

It outlives the casebook's key: when a laptop is lost, called back or its casebook damaged, the council opens the file with the
private key that it stores away, and takes what is in it through its ordinary door. Beside each sealed piece stands its id in the
clear, so that what the council has, or what must go by law, can be taken out; whom it is about stands nowhere in the clear.

    frame = mark (4) · length of what is sealed (4) · what it is (1) · id (32) · sealed · check (8)

A frame that was cut short or damaged is passed by, and the next one is found by its mark.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import msgspec

from app.practice.errors import CouncilKeyWrong
from app.records.canonical import sha256
from app.records.drafts import Draft
from app.records.files import write_whole
from app.records.revision import Header, Revision, RevisionId
from app.records.sealing import open_sealed, seal_to

WAITING_FILE = "waiting.sealed"
ID_BYTES = 32
_MARK = b"\xa7KTw"
_HEAD = len(_MARK) + 4 + 1 + ID_BYTES
_CHECK = 8
_REVISION, _DRAFT = 1, 2
_PURPOSE = b"kitchen-table waiting\0"
_LONGEST = 16 * 1024 * 1024


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """A revision, whole."""

    header: Header
    salt: bytes | None
    body: bytes | None
    signature: bytes


@dataclass(frozen=True)
class Opened:
    """What the council reads in a waiting file. `unread` frames are damaged or sealed to another key."""

    revisions: tuple[Revision, ...]
    drafts: tuple[Draft, ...]
    unread: int


@dataclass(frozen=True)
class _Frame:
    what: int
    id: bytes
    sealed: bytes

    @property
    def whole(self) -> bytes:
        head = _MARK + len(self.sealed).to_bytes(4, "big") + bytes([self.what]) + self.id
        return head + self.sealed + _check(head + self.sealed)


class WaitingFile:
    """The waiting file of one casebook folder. Every method raises `OSError` or the `Store...` family, and then the former file
    stands."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / WAITING_FILE
        self._lock = Lock()
        self._ids: set[RevisionId] | None = None

    @property
    def ids(self) -> set[RevisionId]:
        """The revisions that are in it."""
        with self._lock:
            return set(self._known())

    def add(self, revisions: Sequence[Revision], public: bytes) -> None:
        """Append those that are not in it yet, on the disk."""
        with self._lock:
            fresh = [each for each in revisions if each.id not in self._known()]
            self._append([_sealed_revision(each, public) for each in fresh])
            self._known().update(each.id for each in fresh)

    def add_drafts(self, drafts: Sequence[Draft], public: bytes) -> None:
        """Append what is being typed, when nobody may be able to open the casebook again."""
        with self._lock:
            self._append([_sealed_draft(each, public) for each in drafts])

    def forget(self, ids: Iterable[RevisionId], *, drafts: bool = False) -> None:
        """Take these out, by writing the file anew; with `drafts`, all that was being typed as well."""
        with self._lock:
            gone = set(ids) & self._known()
            if not gone and not drafts:
                return
            left = [frame for frame in self._frames() if frame.id.hex() not in gone and not (drafts and frame.what == _DRAFT)]
            write_whole(self.path, b"".join(frame.whole for frame in left), mode=0o600)
            self._known().difference_update(gone)

    def _known(self) -> set[RevisionId]:
        if self._ids is None:
            self._ids = {frame.id.hex() for frame in self._frames() if frame.what == _REVISION}
        return self._ids

    def _frames(self) -> list[_Frame]:
        try:
            return list(_frames_in(self.path.read_bytes()))
        except FileNotFoundError:
            return []

    def _append(self, frames: Sequence[_Frame]) -> None:
        if not frames:
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.path, flags, 0o600), "wb") as file:
            file.write(b"".join(frame.whole for frame in frames))
            file.flush()
            os.fsync(file.fileno())


def read_waiting(data: bytes, private: bytes) -> Opened:
    """What the council finds in the bytes of a waiting file. Raises `CouncilKeyWrong` when nothing opens with this key."""
    revisions: dict[RevisionId, Revision] = {}
    drafts: dict[str, Draft] = {}
    frames, unread = 0, _damaged_in(data)
    for frame in _frames_in(data):
        frames += 1
        try:
            plain = open_sealed(private, frame.sealed, _PURPOSE + frame.id)
            if frame.what == _REVISION:
                kept = msgspec.msgpack.decode(plain, type=_Kept)
                made = Revision(id=kept.header.id, header=kept.header, salt=kept.salt, body=kept.body, signature=kept.signature)
                revisions[made.id] = made
            elif frame.what == _DRAFT:
                draft = msgspec.msgpack.decode(plain, type=Draft)
                drafts[draft.record] = draft
        except (CouncilKeyWrong, msgspec.DecodeError):
            unread += 1
    if frames and not revisions and not drafts:
        raise CouncilKeyWrong(detail="nothing in this file opens with it")
    return Opened(tuple(revisions.values()), tuple(drafts.values()), unread)


def _frames_in(data: bytes) -> Iterator[_Frame]:
    at = data.find(_MARK)
    while at >= 0:
        frame = _frame_at(data, at)
        if frame is not None:
            yield frame
            at += len(frame.whole)
        else:
            at += 1
        at = data.find(_MARK, at)


def _frame_at(data: bytes, at: int) -> _Frame | None:
    head = data[at : at + _HEAD]
    if len(head) < _HEAD:
        return None
    size = int.from_bytes(head[4:8], "big")
    end = at + _HEAD + size
    if size > _LONGEST or end + _CHECK > len(data) or data[end : end + _CHECK] != _check(data[at:end]):
        return None
    return _Frame(head[8], head[9:], data[at + _HEAD : end])


def _damaged_in(data: bytes) -> int:
    """Whether bytes are left over that belong to no whole frame."""
    return int(len(data) != sum(len(frame.whole) for frame in _frames_in(data)))


def _sealed_revision(each: Revision, public: bytes) -> _Frame:
    identifier = bytes.fromhex(each.id)
    plain = msgspec.msgpack.encode(_Kept(each.header, each.salt, each.body, each.signature))
    return _Frame(_REVISION, identifier, seal_to(public, plain, _PURPOSE + identifier))


def _sealed_draft(draft: Draft, public: bytes) -> _Frame:
    plain = msgspec.msgpack.encode(draft)
    identifier = sha256(plain)
    return _Frame(_DRAFT, identifier, seal_to(public, plain, _PURPOSE + identifier))


def _check(data: bytes) -> bytes:
    return sha256(data)[:_CHECK]

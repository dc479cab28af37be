"""Records every write to the database's files while somebody types, so that a power cut can be replayed at any of them.

It stands between SQLite and the disk: a file system of SQLite's own kind (a VFS), registered through ctypes in the library that
sqlcipher3 carries, so that no compiler and no special rights are needed. Run as a program: folder, key, FULL or NORMAL, pauses,
`pulling` or not. The log goes to standard output.
"""

import ctypes
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3._sqlite3 as library
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records.book import Casebook
from app.records.canonical import canonical_bytes
from app.records.drafts import Draft, QuickKeeper
from app.records.engine import connector, open_engine
from app.records.open import open_with_key
from app.records.revision import Revision, seal

THEIRS = "e7" * 16
_THEIR_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
RECORD, SCOPE = "d4" * 16, "person:" + "a1" * 16
SPEAKER = Speaker(role=Role.PERSON)
_POINTER = ctypes.sizeof(ctypes.c_void_p)
Call = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
Write = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
Truncate = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_WRITE, _TRUNCATE, _SYNC = 3, 4, 5
"""The places in SQLite's table of what a file can do; the first is a version number."""
_METHODS = 19
_OPEN = 40
"""How far into a VFS the way to open a file stands: four numbers and pointers, a name and its data before it."""
_VFS_BYTES = 168


class Recorder:
    """Passes everything on to the real file system and writes it down."""

    def __init__(self) -> None:
        self.log: list[tuple[Any, ...]] = []
        self._names: dict[int, str] = {}
        self._tables: dict[int, Any] = {}
        self._kept: list[Any] = []
        sqlite = ctypes.CDLL(library.__file__)
        sqlite.sqlite3_vfs_find.restype = ctypes.c_void_p
        sqlite.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        sqlite.sqlite3_vfs_register.argtypes = [ctypes.c_void_p, ctypes.c_int]
        real = sqlite.sqlite3_vfs_find(None)
        self._vfs = ctypes.create_string_buffer(ctypes.string_at(real, _VFS_BYTES), _VFS_BYTES)
        self._really_open = Open(_pointer_at(real + _OPEN))
        opening = self._keep(Open(self._open))
        at = ctypes.addressof(self._vfs)
        name = ctypes.create_string_buffer(b"recorded")
        self._kept.append(name)
        _put(at + 24, ctypes.addressof(name))
        _put(at + _OPEN, ctypes.cast(opening, ctypes.c_void_p).value or 0)
        self._register, self._here, self._real = sqlite.sqlite3_vfs_register, at, real
        self._register.argtypes = [ctypes.c_void_p, ctypes.c_int]
        self.step_in()

    def step_in(self) -> None:
        """Stand between SQLite and every file that is opened from now on."""
        assert self._register(self._here, 1) == 0

    def step_aside(self) -> None:
        """Let files that are opened from now on go straight to the disk; those that are open already still pass through."""
        assert self._register(self._real, 1) == 0

    def told(self, *what: Any) -> None:
        """Write down what was answered."""
        self.log.append(("told", *what))

    def synced(self, really: Callable[[], int]) -> int:
        """Bring something to the disk."""
        return really()

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        """The name goes on as the very pointer that came: SQLite reads it again later, and looks for settings around it."""
        answer = int(self._really_open(vfs, name, file, flags, out))
        if answer == 0 and name is not None:
            self._names[file] = Path(ctypes.string_at(name).decode()).name
            methods = _pointer_at(file)
            if methods:
                _put(file, ctypes.addressof(self._table(methods)))
        return answer

    def _table(self, methods: int) -> Any:
        if methods not in self._tables:
            table = ctypes.create_string_buffer(ctypes.string_at(methods, _METHODS * _POINTER), _METHODS * _POINTER)
            write, truncate = (
                Write(_pointer_at(methods + _WRITE * _POINTER)),
                Truncate(_pointer_at(methods + _TRUNCATE * _POINTER)),
            )
            sync = Call(_pointer_at(methods + _SYNC * _POINTER))

            def on_write(file: int, data: int, size: int, offset: int) -> int:
                self.log.append(("write", self._names[file], offset, ctypes.string_at(data, size)))
                return int(write(file, data, size, offset))

            def on_truncate(file: int, size: int) -> int:
                self.log.append(("truncate", self._names[file], size))
                return int(truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                answer = self.synced(lambda: int(sync(file, flags)))
                self.log.append(("sync", self._names[file]))
                return answer

            at = ctypes.addressof(table)
            for place, call in ((_WRITE, Write(on_write)), (_TRUNCATE, Truncate(on_truncate)), (_SYNC, Call(on_sync))):
                _put(at + place * _POINTER, ctypes.cast(self._keep(call), ctypes.c_void_p).value or 0)
            self._tables[methods] = table
        return self._tables[methods]

    def _keep(self, thing: Any) -> Any:
        self._kept.append(thing)
        return thing


def _pointer_at(address: int) -> int:
    return ctypes.c_void_p.from_address(address).value or 0


def _put(address: int, value: int) -> None:
    ctypes.c_void_p.from_address(address).value = value


def draft(number: int) -> Draft:
    """A pause of typing: the number, again and again."""
    body = Statement(words=f"{number} " * (20 + number * 37 % 900), speaker=SPEAKER)
    return Draft(RECORD, "statement", SCOPE, None, (), canonical_bytes(body), number, datetime.now(UTC))


def pull(book: Casebook, number: int) -> None:
    """What somebody else wrote comes: three slices that wait for no disk, each with the cursor that goes with it."""
    for slice in range(number * 3, number * 3 + 3):
        made = [_theirs(2 * slice + place) for place in range(2)]
        with book.unit(lightly=True) as unit:
            kept.receive(unit, made)
            state = kept.state_of(unit)
            kept.keep_state(unit, msgspec.structs.replace(state, cursor=state.cursor + len(made)), state)
            unit.commit()


def _theirs(number: int) -> Revision:
    body = canonical_bytes(Statement(words=f"theirs {number}", speaker=SPEAKER))
    about = {"kind": "statement", "format": Statement.format, "scope": SCOPE, "parents": (), "author": THEIRS, "device": THEIRS}
    return seal(body, record=f"{number + 2**64:032x}", written=datetime.now(UTC), key=_THEIR_KEY, **about)  # type: ignore[arg-type]


def type_away(folder: Path, key: bytes, synchronous: str, pauses: int, *, pulling: bool) -> list[tuple[Any, ...]]:
    """Type, seal every fifth pause, empty the recent writes now and then, perhaps while much is pulled; everything that reached
    the files, in order."""
    first = open_with_key(folder, key, lambda: datetime.now(UTC))
    first.tidy()
    identity, path = first.identity, first.path
    first.close()
    recorder = Recorder()
    engine = open_engine(path, key, synchronous=synchronous)
    keeper = QuickKeeper(connector(path, key, synchronous=synchronous))
    book = Casebook(path, engine, identity, lambda: datetime.now(UTC), keeper=keeper)
    for number in range(1, pauses + 1):
        book.keep_draft(draft(number))
        recorder.told("draft", number)
        if pulling:
            pull(book, number)
        if number % 5 == 0:
            with book.unit() as unit:
                unit.seal(Statement(words=f"sealed {number}", speaker=SPEAKER), scope=SCOPE, record=f"{number:032x}")
                unit.commit()
            recorder.told("seal", number)
        if number % 17 == 0:
            book.tidy()
    return recorder.log


if __name__ == "__main__":
    log = type_away(
        Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), sys.argv[3], int(sys.argv[4]), pulling=sys.argv[5] == "pulling"
    )
    sys.stdout.buffer.write(msgspec.msgpack.encode(log))
    sys.stdout.flush()
    os._exit(0)  # nothing is closed: the files stay as the power left them

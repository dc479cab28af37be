"""Making and opening a casebook folder: the vault, the encrypted file, whose it is."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine, select

from app.practice.errors import NoCasebook, StoreBusy, StoreDamaged, StoreFull, StoreReadOnly
from app.records import going
from app.records.book import Casebook, Identity
from app.records.drafts import QuickKeeper
from app.records.engine import connector, open_engine, translated
from app.records.files import BOOK_FILE, clear_unfinished
from app.records.revision import RecordId, new_record
from app.records.steps import LAPTOP, RECORD, take_missing_steps
from app.records.tables import state
from app.records.vault import Vault
from app.records.watching import look_at_open

IDENTITY = "identity"

Clock = Callable[[], datetime]


def make_casebook(
    folder: Path, passphrase: str, name: str, clock: Clock, *, staff: RecordId | None = None, vault: Vault | None = None
) -> Casebook:
    """A new casebook in the folder. Raises `PassphraseTooShort`, `VaultDamaged` or `StoreDamaged` when one is there already.

    An accident before the end leaves no casebook, and the next making begins anew.
    """
    folder.mkdir(parents=True, exist_ok=True)
    clear_unfinished(folder)
    if (folder / BOOK_FILE).exists():
        raise StoreDamaged(path=str(folder / BOOK_FILE), detail="there is a casebook here already")
    vault = vault or Vault(folder)
    key = vault.begin(passphrase)
    signing = Ed25519PrivateKey.generate().private_bytes_raw()
    identity = Identity(staff or new_record(), name, secrets.token_hex(16), signing)
    book = _opened(folder, key, clock, identity)
    try:
        vault.finish()
    except BaseException:
        book.close()
        raise
    return book


def open_casebook(folder: Path, passphrase: str, clock: Clock, *, vault: Vault | None = None) -> Casebook:
    """The casebook in the folder. Raises `NoCasebook`, `WrongPassphrase`, `VaultDamaged`, `StoreDamaged`, `StoreTooNew`."""
    return open_with_key(folder, (vault or Vault(folder)).open(passphrase), clock)


def open_with_key(folder: Path, key: bytes, clock: Clock) -> Casebook:
    """The casebook in the folder by its key. A key without its file is never answered with a new, empty file."""
    path = folder / BOOK_FILE
    if not path.exists():
        raise NoCasebook(path=str(folder))
    if not path.stat().st_size:
        raise StoreDamaged(path=str(path), detail="the file is empty")
    return _opened(folder, key, clock, None)


def keep_identity(book: Casebook, identity: Identity) -> None:
    """Write down whose casebook it is and seal as them from now on."""
    with book.unit() as unit:
        unit.put(IDENTITY, msgspec.json.encode(identity))
        unit.commit()
    book.identify(identity)


def _opened(folder: Path, key: bytes, clock: Clock, identity: Identity | None) -> Casebook:
    path = folder / BOOK_FILE
    engine = open_engine(path, key)
    try:
        take_missing_steps(engine, path, (RECORD, LAPTOP))
        whose = identity or _kept_identity(engine, path)
    except BaseException:
        engine.dispose()
        raise
    book = Casebook(path, engine, whose, clock, keeper=QuickKeeper(connector(path, key)))
    if identity is not None:
        keep_identity(book, identity)
    else:
        _look(book)
    return book


def _look(book: Casebook) -> None:
    """Make up for what an accident left undone, and notice what is older than it should be; a read-only book opens."""
    try:
        with suppress(StoreReadOnly, StoreFull, StoreBusy):
            look_at_open(book)
            _catch_up(book)
    except BaseException:
        book.close()
        raise


def _catch_up(book: Casebook) -> None:
    with book.view() as view:
        due = view.value(going.TO_GO)
    if due is not None:
        going.catch_up(book, due)


def _kept_identity(engine: Engine, path: Path) -> Identity:
    with translated(path), engine.connect() as connection:
        kept = connection.execute(select(state.c.value).where(state.c.name == IDENTITY)).scalar()
    if kept is None:
        raise StoreDamaged(path=str(path), detail="it does not say whose it is")
    return msgspec.json.decode(kept, type=Identity)

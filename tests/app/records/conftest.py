"""What the tests of the record share: a clock, a cheap vault, a casebook, and revisions made by hand."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.canonical import canonical_bytes
from app.records.drafts import Draft
from app.records.open import make_casebook
from app.records.revision import Revision, person_scope, seal
from app.records.vault import Cost, Vault

PASSPHRASE = "kettle on at four"
PERSON = "a1" * 16
CHEAP = Cost(memory=64, passes=1, lanes=1)


class Ticking:
    """A clock that moves a second at each look."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@pytest.fixture
def clock() -> Ticking:
    """A clock that moves a second at each look."""
    return Ticking()


@pytest.fixture
def passphrase() -> str:
    """The right passphrase."""
    return PASSPHRASE


@pytest.fixture
def vault_of() -> Callable[[Path], Vault]:
    """A vault that costs next to nothing to open."""
    return lambda folder: Vault(folder, cost=CHEAP)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the casebook lies."""
    return tmp_path / "book"


@pytest.fixture
def book(folder: Path, clock: Ticking, vault_of: Callable[[Path], Vault]) -> Iterator[Casebook]:
    """A new casebook of Ann's, closed at the end."""
    made = make_casebook(folder, PASSPHRASE, "Ann", clock, vault=vault_of(folder))
    yield made
    made.close()


@pytest.fixture
def scope() -> str:
    """The scope of one person."""
    return person_scope(PERSON)


@pytest.fixture
def words() -> Callable[..., Statement]:
    """A statement of the person's."""

    def make(said: str = "I like to sit by the window", **other: object) -> Statement:
        return Statement(words=said, speaker=Speaker(role=Role.PERSON, name="Iris"), **other)  # type: ignore[arg-type]  # any field

    return make


@pytest.fixture
def revision_by(scope: str) -> Callable[..., Revision]:
    """A revision as another laptop would have made it."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

    def make(body: Statement | bytes, record: str, parents: tuple[str, ...] = (), **other: object) -> Revision:
        told = {"kind": "statement", "format": 1, "scope": scope, **other}
        return seal(
            body if isinstance(body, bytes) else canonical_bytes(body),
            record=record,
            parents=parents,
            author="b2" * 16,
            device="c3" * 16,
            written=datetime(2026, 11, 20, tzinfo=UTC),
            key=key,
            **told,  # type: ignore[arg-type]  # kind, format, scope
        )

    return make


@pytest.fixture
def typing(scope: str, clock: Ticking) -> Callable[..., Draft]:
    """A draft with a body of these bytes."""

    def make(body: bytes, record: str = "d4" * 16, cursor: int = 3) -> Draft:
        return Draft(record, "statement", scope, None, (), body, cursor, clock())

    return make

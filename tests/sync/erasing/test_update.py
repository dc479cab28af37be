"""A laptop of the release before kept an erasure it could not read: the first opening by this one carries it out."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from app.practice.erasures import Erasure
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.doctor import examine
from app.records.engine import open_engine
from app.records.files import BOOK_FILE
from app.records.going import TO_GO
from app.records.open import open_casebook
from app.records.revision import new_record, person_scope, seal
from app.records.vault import Vault
from tests.frozen import OLD, unpacked
from tests.sync.erasing import finding
from tests.sync.erasing.conftest import decision
from tests.sync.laptops import Clock

RELEASE = OLD / "0.1.0"
TOLD: dict[str, Any] = json.loads((RELEASE / "release.json").read_text(encoding="utf-8"))
WORDS = [*TOLD["sent"], *TOLD["unsent"], TOLD["typing"]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The frozen casebook, with words that are sent, words that wait and words being typed."""
    return unpacked(RELEASE, "casebook", tmp_path)


def keep_unread(folder: Path, key: bytes, erasure: Erasure) -> None:
    """As that release kept it: a row of a kind it does not know."""
    signing = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    made = seal(
        canonical_bytes(erasure),
        record=new_record(),
        kind="erasure",
        format=1,
        scope=person_scope(TOLD["person"]),
        parents=(),
        author="ab" * 16,
        device="cd" * 16,
        written=datetime(2026, 11, 22, 4, tzinfo=UTC),
        key=signing,
    )
    header = made.header
    engine = open_engine(folder / BOOK_FILE, key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        number = connection.execute(text("SELECT max(number) FROM revision")).scalar_one() + 1
        columns = "number, id, record, kind, format, scope, parents, author, device, written, body_hash, salt, body, signature"
        values = (number, made.id, header.record, header.kind, 1, header.scope, b"", header.author, header.device)
        values += (header.written, header.body, made.salt, made.body, made.signature)
        raw = tuple(bytes.fromhex(each) if place in (1, 2, 7, 8, 10) else each for place, each in enumerate(values))
        connection.exec_driver_sql(f"INSERT INTO revision ({columns}) VALUES ({','.join('?' * len(raw))})", raw)
        connection.exec_driver_sql("INSERT INTO head (record, revision) VALUES (?, ?)", (raw[2], raw[1]))
    engine.dispose()


def test_it_is_carried_out_at_the_first_opening(folder: Path) -> None:
    """Sent or not, typed, and in the copy that the update itself sets aside; afterwards everything checks."""
    key = Vault(folder).open(TOLD["passphrase"])
    keep_unread(folder, key, decision("right to erasure").erasure(everything=True))
    assert finding.where(folder, WORDS, key) == [BOOK_FILE]
    book = open_casebook(folder, TOLD["passphrase"], Clock())
    assert finding.where(folder, WORDS, key) == []
    with book.view() as view:
        assert view.all(Statement) == []
        assert view.drafts() == []
        assert view.value(TO_GO) is None
        assert view.waiting() >= len(TOLD["unsent"])
    found = examine(book)
    assert found.faults == []
    assert found.erased >= len(TOLD["sent"]) + len(TOLD["unsent"])
    book.close()


def test_without_one_nothing_goes(folder: Path) -> None:
    """The update alone keeps every word, the copy included."""
    key = Vault(folder).open(TOLD["passphrase"])
    book = open_casebook(folder, TOLD["passphrase"], Clock())
    assert {"casebook.db", "casebook.before-steps.db"} <= set(finding.where(folder, WORDS, key))
    with book.view() as view:
        assert {each.body.words for each in view.all(Statement)} >= set(TOLD["sent"])
    book.close()

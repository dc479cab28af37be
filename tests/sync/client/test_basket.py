"""What comes in a stream is kept slice by slice: how large a slice is, and which of them waits for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.changes import Changes
from app.practice.erasures import Erasure
from app.practice.groups import Body
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records import exchange as kept
from app.records.book import Casebook, Unit
from app.records.canonical import canonical_bytes
from app.records.exchange import ExchangeState
from app.records.revision import Revision, new_record, seal
from sync.client.basket import LARGEST_SLICE, LONGEST_SECONDS, SLICE, TYPED_SECONDS, Basket
from sync.protocol import Cursor, ExchangeAnswer
from tests.sync.laptops import Clock, cheap_casebook

KEY, SCOPE, WHO = Ed25519PrivateKey.generate(), "person:" + "a1" * 16, "e7" * 16
MORE = ExchangeAnswer(time=0, cursor=Cursor(), more=True)


class Watched:
    """A casebook, and for each unit that was committed whether it waited for no disk."""

    def __init__(self, book: Casebook) -> None:
        self._book = book
        self.lightly: list[bool] = []

    @contextmanager
    def unit(self, *, lightly: bool = False) -> Iterator[Unit]:
        with self._book.unit(lightly=lightly) as unit:
            yield unit
            if unit.committed:
                self.lightly.append(lightly)


class Told:
    """Hears of each slice. `typed`: how long it then waits, by a clock of its own."""

    def __init__(self) -> None:
        self.slices: list[int] = []
        self.now = self.typed = 0.0

    def __call__(self, changes: Changes) -> None:
        self.slices.append(len(changes.records))
        self.now += self.typed

    def clock(self) -> float:
        return self.now


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    made = cheap_casebook(tmp_path / "book", "Ann", Clock())
    yield made
    made.close()


def written(body: Body, record: str = "") -> Revision:
    about: dict[str, Any] = {
        "kind": body.kind,
        "format": body.format,
        "scope": SCOPE,
        "parents": (),
        "author": WHO,
        "device": WHO,
    }
    return seal(canonical_bytes(body), record=record or new_record(), written=datetime.now(UTC), key=KEY, **about)


def said(count: int) -> list[Revision]:
    return [written(Statement(words=f"{place}", speaker=Speaker(role=Role.PERSON))) for place in range(count)]


def test_slices_grow_while_nobody_types_and_what_came_is_kept_after_a_while(book: Casebook) -> None:
    told = Told()
    basket = Basket(book, ExchangeState(), told, clock=told.clock)

    def put(count: int, cursor: int) -> None:
        basket.put(said(count), msgspec.structs.replace(basket.following, cursor=cursor))

    for cursor in range(1, 8):
        put(SLICE, cursor)
    assert told.slices == [SLICE, 2 * SLICE, 4 * SLICE]
    assert (basket.state.cursor, basket.received) == (7, 7 * SLICE)
    for cursor in range(8, 40):
        put(SLICE, cursor)
    assert max(told.slices) == LARGEST_SLICE
    told.typed = 2 * TYPED_SECONDS
    basket.keep()
    told.typed = 0.0
    before = len(told.slices)
    put(SLICE, 40)
    assert told.slices[before:] == [SLICE]
    put(3, 41)
    assert len(told.slices) == before + 1
    told.now += 2 * LONGEST_SECONDS
    put(2, 42)
    assert told.slices[before + 1 :] == [5]
    with book.view() as view:
        assert kept.state_of(view).cursor == basket.state.cursor == 42
        assert len(view.all(Statement)) == basket.received == sum(told.slices)


def test_what_comes_waits_for_no_disk_and_what_must_go_does(book: Casebook) -> None:
    """An erasure takes words off the laptop for good: a power cut must not bring them back."""
    watched = Watched(book)
    basket = Basket(watched, ExchangeState(), Told())  # type: ignore[arg-type]  # all of a casebook that it uses
    first = said(3)
    basket.put(first, msgspec.structs.replace(basket.following, cursor=3))
    basket.keep()
    assert watched.lightly == [True]
    why = {"why": "It was about somebody else.", "rule": "r", "law": "l", "decided_by": "Rosa", "decided_on": date(2026, 3, 3)}
    gone = written(Erasure(revisions=(first[0].id,), **why))  # type: ignore[arg-type]
    basket.put([gone, *said(2)], msgspec.structs.replace(basket.following, cursor=6))
    basket.keep()
    assert watched.lightly == [True, False]
    with book.view() as view:
        assert kept.state_of(view).cursor == 6
        assert sum(each.body is None for each in view.every_revision()) == 1
        assert view.connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_frame_that_says_anything_else_is_no_mere_rows() -> None:
    assert Basket.takes(MORE)
    others = ({"more": False}, {"stored": 1}, {"compare": True}, {"scopes": ()}, {"root": bytes(32)})
    for each in others:
        assert not Basket.takes(msgspec.structs.replace(MORE, **each))

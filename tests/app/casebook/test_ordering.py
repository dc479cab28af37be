"""The order in which the person wants their own words: as they put them, and as little as possible is written for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casebook.desk import Desk
from app.casebook.ordering import _ranks, put_in_order
from app.casebook.saying import Typed, new_typing, seal_typing, statements_of
from app.practice.errors import NotFound
from app.practice.people import Role, Speaker
from tests.desks import add, make_desk

WORDS = ("Radio 3 on low.", "Toast.", "Same carer.", "Hall light on.")


class Book:
    """Maggie's casebook with four things she said."""

    def __init__(self, folder: Path) -> None:
        self.desk: Desk = make_desk(folder)
        self.person = add(self.desk)
        maggie = Speaker(role=Role.PERSON, name="Maggie", who=self.person)
        for words in WORDS:
            seal_typing(self.desk, new_typing(self.person, "", Typed(words=words, speaker=maggie)))
        self.records = [each.record for each in statements_of(self.desk, self.person)]

    @property
    def words(self) -> list[str]:
        return [each.body.words for each in statements_of(self.desk, self.person)]

    def put(self, *places: int) -> int:
        """Put them in this order of their first places; how many were written."""
        return len(put_in_order(self.desk, self.person, [self.records[at] for at in places]).records)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = Book(tmp_path / "book")
    yield made
    made.desk.book.close()


def test_one_that_moves_is_the_only_one_written(book: Book) -> None:
    assert book.put(0, 1, 2, 3) == 0
    assert book.put(2, 0, 1, 3) == 1
    assert book.words == ["Same carer.", "Radio 3 on low.", "Toast.", "Hall light on."]
    assert book.put(2, 1, 3, 0) == 1
    assert book.words == ["Same carer.", "Toast.", "Hall light on.", "Radio 3 on low."]


def test_others_keep_their_places(book: Book) -> None:
    """What was said to other questions is not touched."""
    assert book.put(3, 0) == 1
    assert book.words == ["Toast.", "Same carer.", "Hall light on.", "Radio 3 on low."]


def test_what_is_not_there_cannot_be_put_in_order(book: Book) -> None:
    with pytest.raises(NotFound):
        put_in_order(book.desk, book.person, [book.records[0], "0" * 32])
    assert book.words == list(WORDS)


@given(st.lists(st.integers(-5000, 5000), max_size=9))
def test_any_ranks_rise_afterwards(ranks: list[int]) -> None:
    """Equal ranks too, as two laptops may give them apart, and where there is no room between two."""
    after = _ranks(ranks)
    assert after == sorted(set(after))
    assert len(after) == len(ranks)
    if ranks == sorted(set(ranks)):
        assert after == ranks

"""What is jotted down waits for no disk, and nothing else is any less safe for it."""

from contextlib import ExitStack

import pytest

from app.practice.errors import KitchenTableError
from app.records.book import Casebook


def waits_for_the_disk(book: Casebook) -> bool:
    """Whether every connection that the casebook has open syncs its next commit, the drafts' own among them."""
    with ExitStack() as all_of_them:
        views = [all_of_them.enter_context(book.view()) for _ in range(6)]
        found = {view.connection.exec_driver_sql("PRAGMA synchronous").scalar() for view in views}
    return found | {row[0] for row in book.look("PRAGMA synchronous")} == {2}


def test_what_was_jotted_last_is_there(book: Casebook) -> None:
    for value in (b"one", b"two"):
        book.jot("thing", value)
    with book.view() as view:
        assert view.value("thing") == b"two"


def test_the_next_commit_waits_for_the_disk_again(book: Casebook) -> None:
    book.jot("thing", b"one")
    assert waits_for_the_disk(book)


def test_also_when_it_could_not_be_jotted(book: Casebook) -> None:
    with book.unit() as unit:
        refuse = "CREATE TRIGGER refuse BEFORE INSERT ON state BEGIN SELECT RAISE(ABORT, 'no'); END"
        unit.connection.exec_driver_sql(refuse)
        unit.commit()
    with pytest.raises(KitchenTableError):
        book.jot("thing", b"one")
    assert waits_for_the_disk(book)
    with book.view() as view:
        assert view.value("thing") is None

"""Drafts: what is being typed is on the disk at every pause, in one small write."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.practice.errors import Bug
from app.records.book import Casebook
from app.records.drafts import Draft, QuickKeeper
from app.records.engine import connector
from app.records.open import BOOK_FILE, open_with_key
from app.records.revision import new_record
from app.records.vault import Vault

FRAME = 4096 + 24
Typing = Callable[..., Draft]


def log_of(book: Casebook) -> Path:
    return book.path.with_name(f"{BOOK_FILE}-wal")


def pages(book: Casebook, act: Callable[[], None]) -> float:
    """How many pages the act added to the log."""
    before = log_of(book).stat().st_size
    act()
    return (log_of(book).stat().st_size - before) / FRAME


@pytest.fixture
def fresh_log(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> Casebook:
    """The casebook opened anew, so that its log is empty and grows by what is written."""
    key = vault_of(folder).open(passphrase)
    book.close()
    return open_with_key(folder, key, book.clock)


def test_a_draft_comes_back_as_it_was_typed(book: Casebook, scope: str, clock: Callable[[], object]) -> None:
    draft = Draft(new_record(), "statement", scope, new_record(), ("ab" * 32, "cd" * 32), b'{"words":"te"}', 2, book.clock())
    book.keep_draft(draft)
    with book.view() as view:
        assert view.draft(draft.record) == draft
        assert view.drafts() == [draft]
        assert view.draft(new_record()) is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(0, 25_000), letter=st.sampled_from(["a", " ", "é", "😀"]))
def test_every_length_comes_back_letter_for_letter(book: Casebook, typing: Typing, size: int, letter: str) -> None:
    """Long bodies are kept with blanks after them; what somebody typed, blanks and all, is not touched."""
    body = f'{{"words":"{letter * size}"}}'.encode()
    book.keep_draft(typing(body))
    with book.view() as view:
        (kept,) = view.drafts()
    assert kept.body == body


def test_the_next_pause_takes_the_place_of_the_last(book: Casebook, typing: Typing) -> None:
    first, other = typing(b'{"words":"t"}'), typing(b'{"words":"other"}', record=new_record())
    for draft in (first, other, typing(b'{"words":"te"}'), typing(b'{"words":"tea"}', cursor=1)):
        book.keep_draft(draft)
    with book.view() as view:
        kept = view.draft(first.record)
        assert kept is not None
        assert (kept.body, kept.cursor) == (b'{"words":"tea"}', 1)
        assert view.draft(other.record) == other
        assert [each.record for each in view.drafts()] == [other.record, first.record]


def test_both_ways_of_keeping_keep_the_same(book: Casebook, typing: Typing) -> None:
    quick = typing(b'{"words":"quick"}' * 300)
    book.keep_draft(quick)
    with book.unit() as unit:
        assert unit.draft(quick.record) == quick
        slow = typing(b'{"words":"slow"}' * 300)
        unit.keep_draft(slow)
        unit.commit()
    with book.view() as view:
        assert view.drafts() == [slow]


def test_every_connection_syncs_each_commit_to_the_disk(
    book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str
) -> None:
    """FULL in WAL: a commit is on the disk before it is answered. NORMAL would lose the last pauses at a power cut."""
    raw = connector(book.path, vault_of(folder).open(passphrase))()
    wanted = {"synchronous": 2, "journal_mode": "wal", "secure_delete": 1, "foreign_keys": 1}
    found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    raw.close()
    assert found == wanted
    with book.view() as view:
        inside = {name: view._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
    assert inside == wanted


@pytest.mark.parametrize("letter", ["a", "é", "ক"])
def test_a_pause_writes_at_most_three_pages_up_to_two_thousand_characters(
    fresh_log: Casebook, typing: Typing, letter: str
) -> None:
    """While the words grow, of any script; and when nothing but the last letters changed, one."""
    fresh_log.keep_draft(typing(b"{}"))
    grown = [pages(fresh_log, lambda n=n: fresh_log.keep_draft(typing((letter * n).encode()))) for n in range(1, 2_001, 40)]
    assert all(1 <= each <= 3 for each in grown), grown
    last = [pages(fresh_log, lambda n=n: fresh_log.keep_draft(typing((letter * 1_990).encode() + b"x" * n))) for n in range(10)]
    assert set(last[1:]) == {1}, last
    fresh_log.close()


def test_a_pause_beside_other_drafts_is_as_small(fresh_log: Casebook, typing: Typing) -> None:
    """A visit leaves a draft at every prompt; the one that is being typed is still a page or two."""
    records = [new_record() for _ in range(30)]
    for record in records:
        fresh_log.keep_draft(typing(b"x" * 900, record=record))
    record = records[13]
    grown = [
        pages(fresh_log, lambda n=n: fresh_log.keep_draft(typing(b"x" * (900 + n), record=record))) for n in range(1, 400, 25)
    ]
    assert sorted(grown)[len(grown) // 2] <= 2
    assert max(grown[2:]) <= 3, grown
    fresh_log.close()


def test_pauses_from_two_threads_are_each_whole(book: Casebook, scope: str) -> None:
    records = [new_record(), new_record()]
    troubles: list[BaseException] = []

    def type_away(record: str) -> None:
        try:
            for number in range(80):
                book.keep_draft(Draft(record, "statement", scope, None, (), str(number).encode() * 500, number, book.clock()))
        except BaseException as trouble:
            troubles.append(trouble)

    threads = [Thread(target=type_away, args=(record,)) for record in records]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert troubles == []
    with book.view() as view:
        assert {draft.record: (draft.cursor, draft.body) for draft in view.drafts()} == dict.fromkeys(records, (79, b"79" * 500))


def test_a_pause_at_the_moment_of_locking_does_not_open_the_file_again(typing: Typing) -> None:
    """Locked means that neither file nor key is held: the words are refused here and stay where they were typed."""
    opened: list[object] = []
    keeper = QuickKeeper(lambda: opened.append(object()))
    keeper.close()
    with pytest.raises(Bug):
        keeper.keep(typing(b"{}"))
    assert opened == []

"""A row is put in another place: everything said in it goes along in its order, and nothing else is touched."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.placing import place_row
from app.casebook.saying import leave_out, statements_of
from app.casebook.undoing import do_again, take_back
from app.casebook.visits import begin_visit, plan_visit
from app.practice.errors import NotFound
from app.practice.rows import in_row, row_in
from app.practice.statements import Asked, Statement
from app.practice.visits import Permission
from app.records.revision import person_scope
from tests.desks import MAGGIE, add, carry, make_desk

STEPS = frozenset({"step", "help"})


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "book")
    yield made
    made.book.close()


def put(desk: Desk, person: str, prompt: str, row: str, rank: int, guide: str = "steps") -> str:
    """Something said in a row; its words are its place."""
    place = in_row(prompt, row)
    body = Statement(words=place, speaker=desk.me, asked=Asked(guide=guide, prompt=place), rank=rank)
    with desk.book.unit() as unit:
        record = unit.seal(body, scope=person_scope(person))
        unit.commit()
    return record


def order(desk: Desk, person: str) -> list[str]:
    """The rows in their order: that of the first thing in each."""
    return list(dict.fromkeys(row_in(each.body.asked.prompt) for each in statements_of(desk, person)))


def filled(desk: Desk, ranks: tuple[int, int, int] = (1024, 2048, 3072)) -> str:
    """Three rows; something was added to the first of them last."""
    person = add(desk, MAGGIE)
    for row, rank in zip("abc", ranks, strict=True):
        put(desk, person, "step", row, rank)
    put(desk, person, "help", "a", max(ranks) + 1024)
    return person


@pytest.mark.parametrize("ranks", [(1024, 2048, 3072), (7, 8, 9)])
@pytest.mark.parametrize(
    ("row", "before", "wanted"),
    [
        ("a", "c", "bac"),
        ("a", "", "bca"),
        ("c", "a", "cab"),
        ("c", "b", "acb"),
        ("b", "a", "bac"),
        ("b", "", "acb"),
        ("b", "c", "abc"),
        ("b", "not there", "acb"),
    ],
)
def test_a_row_goes_where_it_is_put(desk: Desk, ranks: tuple[int, int, int], row: str, before: str, wanted: str) -> None:
    """Before another one, or last; also where no room is left between two ranks."""
    person = filled(desk, ranks)
    place_row(desk, person, "steps", STEPS, row, before)
    assert "".join(order(desk, person)) == wanted
    assert [each.body.words for each in statements_of(desk, person) if row_in(each.body.asked.prompt) == "a"] == [
        "step:a",
        "help:a",
    ]


def test_only_the_order_changes(desk: Desk) -> None:
    """Words, read-back and everything else stay; other tools and what was left out are not touched."""
    person = filled(desk)
    other = put(desk, person, "step", "a", 5, guide="another")
    gone = put(desk, person, "step", "c", 6)
    leave_out(desk, gone)
    before = {each.record: each for each in statements_of(desk, person)}
    changes = place_row(desk, person, "steps", STEPS, "a", "c")
    after = {each.record: each for each in statements_of(desk, person)}
    moved = {record for record, each in after.items() if each.body != before[record].body}
    assert moved == changes.records
    assert not moved & {other, gone}
    for record in moved:
        was, now = before[record].body, after[record].body
        assert {group.name for group in was.groups if was.group(group) != now.group(group)} == {"order"}


def test_undo_puts_it_back(desk: Desk) -> None:
    """Moving a row is one act of the visit, however much was said in it: taken back and done again as one."""
    person = add(desk, MAGGIE)
    visit = plan_visit(desk, person).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(desk.me,), topics=("steps",))
    for place, (prompt, row) in enumerate((("step", "a"), ("help", "a"), ("step", "b"), ("step", "c")), start=1):
        put(desk, person, prompt, row, place * 1024)
    before = [each.body for each in statements_of(desk, person)]
    place_row(desk, person, "steps", STEPS, "a")
    moved = [each.body for each in statements_of(desk, person)]
    assert "".join(order(desk, person)) == "bca"
    assert take_back(desk) is not None
    assert [each.body for each in statements_of(desk, person)] == before
    assert do_again(desk) is not None
    assert [each.body for each in statements_of(desk, person)] == moved


def test_a_row_that_holds_nothing_cannot_be_put_anywhere(desk: Desk) -> None:
    """It is said so, and nothing is written."""
    person = filled(desk)
    with pytest.raises(NotFound):
        place_row(desk, person, "steps", STEPS, "d")
    assert "".join(order(desk, person)) == "abc"


def test_two_laptops_that_moved_rows_apart_agree(tmp_path: Path) -> None:
    """Ranks are an arrangement: after the exchange both show the same order, and nothing is left to settle."""
    ours, theirs = make_desk(tmp_path / "ours"), make_desk(tmp_path / "theirs", "Jo Marsh")
    person = filled(ours)
    carry(ours.book, theirs.book)
    place_row(ours, person, "steps", STEPS, "c", "a")
    place_row(theirs, person, "steps", STEPS, "a", "")
    carry(ours.book, theirs.book)
    carry(theirs.book, ours.book)
    assert order(ours, person) == order(theirs, person)
    assert all(each.settled for each in statements_of(ours, person))
    ours.book.close()
    theirs.book.close()

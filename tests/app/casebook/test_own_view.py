"""What the person wished for their own view is there next time, on another laptop too, and nobody is asked to settle it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.joining import join
from app.casebook.own_view import wish_for, wish_for_size, wishes_of
from app.casebook.people import change_person, person
from app.casebook.undoing import take_back, ways
from app.casebook.visits import begin_visit, plan_visit
from app.practice.errors import AnotherVisitUnderWay
from app.practice.people import Person
from app.practice.visits import Permission
from tests.desks import MAGGIE, add, carry, make_desk


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """Helen's laptop and Jo's."""
    helen, jo = make_desk(tmp_path / "helen"), make_desk(tmp_path / "jo", "Jo Marsh")
    yield helen, jo
    helen.book.close()
    jo.book.close()


def test_it_is_there_next_time(desks: tuple[Desk, Desk]) -> None:
    """One wish after the other; the same wish again writes nothing."""
    helen, _ = desks
    maggie = add(helen)
    assert wishes_of(helen, maggie) == {}
    assert wish_for(helen, maggie, "colours", "soft blue").made
    assert not wish_for(helen, maggie, "colours", "soft blue")
    wish_for(helen, maggie, "hand", "left")
    wish_for(helen, maggie, "colours", "white")
    assert wishes_of(helen, maggie) == {"colours": "white", "hand": "left"}


def test_on_another_laptop_too(desks: tuple[Desk, Desk]) -> None:
    """Made apart on two laptops, different wishes all stand, and of two for the same thing each laptop shows the same one."""
    helen, jo = desks
    maggie = add(helen)
    carry(helen.book, jo.book)
    wish_for(helen, maggie, "colours", "white")
    wish_for(helen, maggie, "colours", "white on black")
    wish_for(helen, maggie, "symbols", "off")
    wish_for(jo, maggie, "colours", "soft blue")
    wish_for(jo, maggie, "hand", "right")
    carry(helen.book, jo.book)
    carry(jo.book, helen.book)
    assert wishes_of(helen, maggie) == wishes_of(jo, maggie)
    assert wishes_of(helen, maggie) == {"colours": "white on black", "symbols": "off", "hand": "right"}
    wish_for(jo, maggie, "colours", "soft blue")
    carry(jo.book, helen.book)
    assert wishes_of(helen, maggie)["colours"] == "soft blue"


def test_a_person_entered_twice_keeps_their_wishes(desks: tuple[Desk, Desk]) -> None:
    """What was wished under the record that is shown goes first."""
    helen, _ = desks
    one, other = add(helen), add(helen, Person(name="Margaret Okafor"))
    wish_for(helen, one, "hand", "left")
    wish_for(helen, one, "colours", "white")
    wish_for(helen, other, "colours", "soft blue")
    wish_for(helen, other, "symbols", "off")
    join(helen, one, other, {})
    with helen.book.view() as view:
        main = view.joined.main_of(one)
    assert wishes_of(helen, one) == wishes_of(helen, other)
    assert wishes_of(helen, one) == {"hand": "left", "symbols": "off", "colours": "white" if main == one else "soft blue"}
    wish_for(helen, other, "hand", "right")
    assert wishes_of(helen, one)["hand"] == "right"


def test_the_size_stays_where_it_was(desks: tuple[Desk, Desk]) -> None:
    """In how to reach the person; nothing else there changes."""
    helen, _ = desks
    maggie = add(helen)
    wish_for_size(helen, maggie, 40)
    assert person(helen, maggie).body.reach.text_size == 40
    assert person(helen, maggie).body.reach.how == MAGGIE.reach.how
    assert not wish_for_size(helen, maggie, 40)
    change_person(helen, maggie, name="Margaret Okafor")
    assert person(helen, maggie).body.reach.text_size == 40


def test_the_worker_takes_no_wish_back_by_a_key(desks: tuple[Desk, Desk]) -> None:
    """Undo goes past it, to what the worker did."""
    helen, _ = desks
    maggie = add(helen)
    visit = plan_visit(helen, maggie).made
    begin_visit(helen, visit, permission=Permission(given=True), present=(), topics=())
    before = ways(helen).back
    wish_for(helen, maggie, "colours", "white")
    assert ways(helen).back == before
    take_back(helen)
    assert wishes_of(helen, maggie) == {"colours": "white"}


def test_nobody_elses_while_a_visit_is_open(desks: tuple[Desk, Desk]) -> None:
    helen, _ = desks
    maggie, tariq = add(helen), add(helen, Person(name="Tariq Aziz"))
    visit = plan_visit(helen, maggie).made
    begin_visit(helen, visit, permission=Permission(given=True), present=(), topics=())
    with pytest.raises(AnotherVisitUnderWay):
        wishes_of(helen, tariq)
    with pytest.raises(AnotherVisitUnderWay):
        wish_for(helen, tariq, "colours", "white")

"""A council publishes a guide: laptops offer it after their next exchange, without a new start, and what was asked stays."""

from collections.abc import Callable
from pathlib import Path

import pytest

import resources
from app.casebook.choosing import feeds
from app.casebook.guide_shelf import CouncilShelf
from app.office import shipped_guides
from app.practice.council_guides import CouncilGuide
from app.practice.errors import GuideMistake, NotFound
from app.practice.guide_files import FORM
from app.practice.people import Role, Speaker
from app.practice.statements import Asked, Statement
from app.records import ledger
from app.records.revision import COUNCIL_SCOPE, derived_record, person_scope
from sync.client.exchange import Exchanger
from sync.server.admin import CouncilDesk
from sync.server.guides import GuideLine
from tests.sync.laptops import PASSWORD, Laptop
from tests.sync.served import server_process

Make = Callable[..., Laptop]
SHIPPED = dict(resources.guide_files())["people-like.toml"]
SECOND = SHIPPED.replace("version = 1\n", "version = 2\n").replace("proud of?", "proudest of?")
THIRD = SECOND.replace("version = 2\n", "version = 3\n").replace('id = "proud"', 'id = "did-well"').replace("proudest", "glad")
TO_COME = THIRD.replace("version = 3\n", f"version = 4\nform = {FORM + 1}\nsmell = true\n")


def with_shelf(laptop: Laptop, address: str = "", name: str = "") -> CouncilShelf:
    """The shelf of the laptop, as the office makes it. With an address its line is a real one."""
    shelf = CouncilShelf(shipped_guides(), laptop.book)
    if address:
        laptop.exchanger = Exchanger(laptop.book, rest=lambda seconds: None, heard=shelf.hear)
        laptop.exchanger.sign_in(name, PASSWORD, address)
    return shelf


def asks(shelf: CouncilShelf) -> tuple[int, str]:
    """The version that is offered, and its first question."""
    guide = shelf.get("people-like")
    assert guide is not None
    return guide.version, guide.prompt[0].question


def test_two_laptops_a_real_server_and_three_versions(desk: CouncilDesk, new_laptop: Make, tmp_path: Path) -> None:
    """Both offer the newest; what Ann wrote down stands under the question she asked, on both, and feeds what it fed."""
    with server_process(tmp_path / "council") as (address, _):
        ann, jo = new_laptop("ann", signed_in=False), new_laptop("jo", signed_in=False)
        anns, jos = with_shelf(ann, address, "ann"), with_shelf(jo, address, "jo")
        assert asks(anns) == asks(jos) == (1, "What have you done that you are proud of?")
        desk.guides.publish(SECOND, "people-like.toml")
        heard = ann.exchanger.exchange()
        assert CouncilGuide.kind in heard.changes.kinds
        assert asks(anns) == (2, "What have you done that you are proudest of?")
        assert asks(jos)[0] == 1
        grace = ann.add_person()
        said = Statement(
            words="Forty wedding gowns.",
            speaker=Speaker(role=Role.PERSON),
            asked=Asked(guide="people-like", version=2, prompt="proud", question=asks(anns)[1]),
        )
        with ann.book.unit() as unit:
            record = unit.seal(said, scope=person_scope(grace))
            unit.commit()
        desk.guides.publish(THIRD, "people-like.toml")
        assert ann.exchanger.exchange().proved_equal
        desk.works_with("jo", grace)
        assert jo.exchanger.exchange().proved_equal
        assert asks(anns) == asks(jos) == (3, "What have you done that you are glad of?")
        for laptop, shelf in ((ann, anns), (jo, jos)):
            with laptop.book.view() as view:
                kept = view.current(Statement, record).body
            assert kept.asked.question == "What have you done that you are proudest of?"
            assert feeds(shelf, kept) == "admire"
            laptop.exchanger.close()


def test_a_form_to_come_is_kept_left_off_and_said(desk: CouncilDesk, new_laptop: Make) -> None:
    """A newer council publishes what this laptop cannot read: the laptop keeps it, offers what was there, and can say so."""
    ann = new_laptop("ann")
    shelf = with_shelf(ann)
    desk.guides.publish(SECOND, "people-like.toml")
    record = derived_record(CouncilGuide.kind, "people-like")
    with desk.council.writing() as connection:
        heads, _ = desk._current(connection, record)
        desk._hand_in(connection, CouncilGuide(guide="people-like", version=4, text=TO_COME), COUNCIL_SCOPE, record, heads)
    shelf.hear(ann.exchanger.exchange().changes)
    assert asks(shelf)[0] == 2
    assert [(each.id, each.version, each.name) for each in shelf.left_off] == [("people-like", 4, "People like")]
    with ann.book.view() as view:
        assert view.current(CouncilGuide, record).body.text == TO_COME
    assert [line for line in desk.guides.all() if line.published] == [
        GuideLine("people-like", 4, "people-like", published=True, readable=False)
    ]


def test_withdrawn_the_one_that_ships_is_offered_again(desk: CouncilDesk, new_laptop: Make) -> None:
    """And published again as it was, it is back; the shelf of a casebook that is opened later knows all of it."""
    ann = new_laptop("ann")
    desk.guides.publish(SECOND, "people-like.toml")
    desk.guides.withdraw("people-like")
    desk.guides.withdraw("people-like")
    ann.exchanger.exchange()
    shelf = with_shelf(ann)
    assert asks(shelf)[0] == 1
    asked = shelf.as_asked("people-like", 2)
    assert asked is not None
    assert asked.version == 2
    assert desk.guides.publish(SECOND, "people-like.toml").version == 2
    shelf.hear(ann.exchanger.exchange().changes)
    assert asks(shelf)[0] == 2
    with pytest.raises(NotFound):
        desk.guides.withdraw("coffee")


@pytest.mark.parametrize(
    ("first", "then", "line", "what"),
    [
        ("", SHIPPED.replace("proud of", "glad of"), 3, "version 1 is there already; give this one the number 2"),
        (THIRD, SECOND, 3, "version 3 is there already; give this one the number 4"),
        (SECOND, SECOND.replace("proudest", "glad"), 3, "version 2 is there already; give this one the number 3"),
        ("", SECOND.replace('picture = "gift"', 'picture = "parcel"'), 0, "no picture is called 'parcel'"),
        ("", SECOND.replace('feeds = "admire"', 'feeds = "money"', 1), 0, "nothing called 'money' to feed"),
        ("", SECOND + "# " + "x" * 256 * 1024, 0, "longer than 256 kB"),
    ],
    ids=["as it ships", "an older one", "another wording", "no such picture", "a mistake", "too long"],
)
def test_what_cannot_be_published(desk: CouncilDesk, first: str, then: str, line: int, what: str) -> None:
    """A number names one wording for good, and a mistake is named; what was published stands."""
    if first:
        desk.guides.publish(first, "people-like.toml")
    before = desk.guides.all()
    with pytest.raises(GuideMistake) as caught:
        desk.guides.publish(then, "people-like.toml")
    assert caught.value.what.startswith(what)
    assert caught.value.line == line if line else caught.value.file == "people-like.toml"
    assert desk.guides.all() == before


def test_published_twice_nothing_changes(desk: CouncilDesk) -> None:
    """The same file again is no new version."""
    desk.guides.publish(SECOND, "people-like.toml")
    desk.guides.publish(SECOND, "people-like.toml")
    with desk.council.store.reading() as connection:
        assert len(ledger.revisions_of(connection, derived_record(CouncilGuide.kind, "people-like"))) == 1

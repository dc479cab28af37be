"""How to reach the person, and what is said of who helps, are part of a frozen paper: a change of them is another version."""

import pytest

from app.casebook.desk import Desk, alter
from app.casebook.leaving import Frozen, content_as_left, copies_at_home, copy_left, freeze
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person
from app.casebook.plan import add_action
from app.casebook.verifying import verify
from app.practice.check_codes import PaperFound, Since
from app.practice.people import CirclePerson, Person, Reach
from app.practice.plans import Action, HowLeft, Line, PaperKind, PeoplePrinted
from app.practice.statements import Asked
from app.records.revision import RecordId, derived_record, person_scope
from tests.desks import say

PLAN, ABOUT_ME, ACTIONS = PaperKind.PLAN_COPY, "about-me", "actions"
DOT = CirclePerson(name="Dot Price", relation="neighbour", helps_with="the garden", telephone="01632 960555")


@pytest.fixture
def who(desk: Desk) -> RecordId:
    made = add_person(desk, Person(name="Margaret Okafor", known_as="Maggie", reach=Reach(how="Sit on my left."))).made
    add_action(desk, made, Action(what="Ring the choir"))
    say(desk, made, "Radio 3 on low.", asked=Asked(guide="important-and-support", version=1, prompt="every-day"))
    return made


@pytest.fixture
def dot(desk: Desk, who: RecordId) -> RecordId:
    return add_to_circle(desk, who, DOT).made


def leave(desk: Desk, who: RecordId, paper: str, *, without_people: bool = False) -> Frozen:
    frozen = freeze(desk, who, paper, without_people=without_people)
    copy_left(desk, who, frozen, paper, HowLeft.PRINTED, "Maggie")
    return frozen


def out_of_date(desk: Desk, who: RecordId) -> bool:
    (copy,) = copies_at_home(desk, who)
    return copy.out_of_date


def told(desk: Desk, code: str) -> PaperFound:
    (found,) = verify(desk, code).papers
    return found


@pytest.mark.parametrize("paper", [PLAN, ABOUT_ME])
def test_another_way_to_speak_with_the_person_is_another_version(desk: Desk, who: RecordId, dot: RecordId, paper: str) -> None:
    first = leave(desk, who, paper)
    assert not out_of_date(desk, who)
    change_person(desk, who, reach=Reach(how="Never touch me from behind."))
    assert out_of_date(desk, who)
    with desk.book.view() as view:
        assert content_as_left(view, desk, who, paper).stamp.code == ""
    second = leave(desk, who, paper)
    assert not out_of_date(desk, who)
    assert (first.number, second.number) == (1, 2)
    assert first.code != second.code
    then, now = told(desk, first.code).reach, told(desk, second.code).reach
    assert then
    assert now
    assert (then.words, then.since) == ("Sit on my left.", {Since.CHANGED})
    assert (now.words, now.since) == ("Never touch me from behind.", frozenset())


@pytest.mark.parametrize(
    "change",
    [
        {"telephone": "01632 960999"},
        {"helps_with": "the shopping"},
        {"emergency": True},
        {"relation": "friend"},
        {"name": "Dot Byrne"},
    ],
)
@pytest.mark.parametrize("paper", [PLAN, ACTIONS])
def test_what_is_said_of_somebody_who_helps_is_kept(
    desk: Desk, who: RecordId, dot: RecordId, paper: str, change: dict[str, object]
) -> None:
    first = leave(desk, who, paper)
    change_in_circle(desk, dot, **change)
    assert out_of_date(desk, who)
    second = leave(desk, who, paper)
    assert (second.number, second.code == first.code, out_of_date(desk, who)) == (2, False, False)
    (then,) = told(desk, first.code).people
    assert (then.words, then.detail, then.emergency) == ("Dot Price", "neighbour; the garden; 01632 960555", False)
    assert then.since == {Since.CHANGED}
    (now,) = told(desk, second.code).people
    assert now.since == frozenset()
    assert change.get("emergency", change.get("name", next(iter(change.values())))) in (
        now.emergency,
        now.words,
        *now.detail.split("; "),
    )


def test_what_is_not_printed_makes_no_other_version(desk: Desk, who: RecordId, dot: RecordId) -> None:
    """Where somebody stands in the circle, how often they come, the size and colour of the person's papers; and what was put
    back as it was."""
    first = leave(desk, who, PLAN)
    change_in_circle(desk, dot, ring=3, in_touch="On Sundays")
    change_person(desk, who, reach=Reach(how="Sit on my left.", pictures=False))
    change_in_circle(desk, dot, telephone="01632 960999")
    change_in_circle(desk, dot, telephone="01632 960555")
    assert not out_of_date(desk, who)
    assert freeze(desk, who, PLAN).code == first.code
    assert [each.since for each in told(desk, first.code).people] == [frozenset()]


def test_a_paper_that_does_not_say_how_to_reach_them_does_not_grow_old_with_it(desk: Desk, who: RecordId) -> None:
    first = leave(desk, who, ACTIONS)
    change_person(desk, who, reach=Reach(how="Never touch me from behind."))
    assert not out_of_date(desk, who)
    assert freeze(desk, who, ACTIONS).code == first.code
    assert told(desk, first.code).reach is None


def test_somebody_who_has_come_since_stands_on_another_version(desk: Desk, who: RecordId) -> None:
    first = freeze(desk, who, PLAN)
    add_to_circle(desk, who, DOT)
    assert freeze(desk, who, PLAN).code != first.code


def test_how_to_reach_them_is_kept_where_people_were_left_off(desk: Desk, who: RecordId, dot: RecordId) -> None:
    first = leave(desk, who, PLAN, without_people=True)
    change_in_circle(desk, dot, telephone="01632 960999")
    assert not out_of_date(desk, who)
    assert freeze(desk, who, PLAN, without_people=True).code == first.code
    change_person(desk, who, reach=Reach(how="Never touch me from behind."))
    assert out_of_date(desk, who)
    assert freeze(desk, who, PLAN, without_people=True).number == 2


def as_of_before(desk: Desk, who: RecordId, frozen: Frozen) -> None:
    """Keep of the version what an earlier release kept: one line for each of the circle, nothing of the person."""
    record = derived_record("people printed", frozen.version)
    with desk.book.view() as view:
        circle = {each.record: each.carriers["who"][0] for each in view.all(CirclePerson, person_scope(who))}
    lines = tuple(Line(record=each, revision=revision) for each, revision in circle.items())
    alter(desk, PeoplePrinted, record, lambda body: PeoplePrinted(version=body.version, people=lines))


def test_a_paper_of_before_is_not_old_for_what_was_not_kept_of_it(desk: Desk, who: RecordId, dot: RecordId) -> None:
    first = leave(desk, who, PLAN)
    as_of_before(desk, who, first)
    assert not out_of_date(desk, who)
    assert freeze(desk, who, PLAN).code == first.code
    change_in_circle(desk, dot, telephone="01632 960999")
    assert not out_of_date(desk, who)
    found = told(desk, first.code)
    assert [(each.words, each.detail, each.since) for each in found.people] == [
        ("Dot Price", "neighbour; the garden", frozenset())
    ]
    assert found.reach is None

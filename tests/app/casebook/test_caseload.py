"""A caseload of sixty people is looked at with a few queries, and reads no body that it does not need."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from app.casebook.desk import Desk
from app.casebook.leaving import copy_left, freeze
from app.casebook.people import add_person, change_person, find_people, people, person
from app.casebook.plan import add_action
from app.casebook.profile import choose
from app.casebook.saying import read_back, reword, statements_of
from app.casebook.settling import unsettled, unsettled_record
from app.casebook.today import today
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.people import Person
from app.practice.plans import Action, HowLeft, PaperKind, Section
from app.practice.statements import Answer
from app.practice.visits import Permission
from tests.desks import carry, say


@contextmanager
def asked(desk: Desk) -> Iterator[list[str]]:
    """The queries that the block puts to the casebook."""
    found: list[str] = []
    with desk.book.view() as view:
        engine = view.connection.engine

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def with_a_life(desk: Desk, name: str) -> str:
    """A person with a visit, a promise, words on a paper at home, and more words than stand on it."""
    who = add_person(desk, Person(name=name)).made
    plan_visit(desk, who)
    add_action(desk, who, Action(what="Ring"))
    for words in ("Tea at seven.", "The radio.", "The window."):
        said = say(desk, who, words)
        read_back(desk, said, Answer.YES)
    choose(desk, who, said, Section.IMPORTANT)
    copy_left(desk, who, freeze(desk, who, PaperKind.PROFILE), PaperKind.PROFILE, HowLeft.PRINTED, name)
    return who


def test_what_waits_to_be_settled_is_found_by_the_heads_alone(desk: Desk) -> None:
    """However many people and however much was said, nothing is read that cannot stand in versions."""
    with_a_life(desk, "One")
    with asked(desk) as few:
        assert unsettled(desk) == []
    for name in ("Two", "Three", "Four"):
        with_a_life(desk, name)
    with asked(desk) as many:
        assert unsettled(desk) == []
    assert len(many) == len(few)


def test_today_asks_a_little_more_for_each_person(desk: Desk) -> None:
    """What is read for everybody is read once; for each person only the lines of the papers at home and who they are."""
    with_a_life(desk, "One")
    with asked(desk) as few:
        today(desk)
    for name in ("Two", "Three", "Four"):
        with_a_life(desk, name)
    with asked(desk) as many:
        today(desk)
    assert len(many) - len(few) <= 3 * 2


def test_today_reads_of_the_words_only_those_on_a_paper_at_home(desk: Desk) -> None:
    with_a_life(desk, "One")
    with asked(desk) as queries:
        today(desk)
    bodies = [each for each in queries if "revision.body" in each and "kind = ?" in each]
    statements = [each for each in bodies if "scope = ?" in each]
    assert statements
    assert all("record IN" in each for each in statements)


def test_a_copy_grows_old_in_today(desk: Desk) -> None:
    """And is found whoever else there is."""
    who = with_a_life(desk, "Maggie")
    with_a_life(desk, "Tariq")
    assert today(desk).old_copies == ()
    on_paper = next(each for each in statements_of(desk, who) if each.body.words == "The window.")
    reword(desk, on_paper.record, "The window seat.")
    ((whose, copy),) = today(desk).old_copies
    assert (whose.record, copy.out_of_date) == (who, True)


def test_what_two_wrote_is_told_with_whose_it_is(desk: Desk, open_desk: Callable[[str], Desk]) -> None:
    jo = open_desk("Jo Marsh")
    who = with_a_life(desk, "Maggie")
    said = statements_of(desk, who)[0].record
    carry(desk.book, jo.book)
    reword(desk, said, "Tea at eight.")
    reword(jo, said, "Tea at nine.")
    carry(jo.book, desk.book)
    (found,) = unsettled(desk)
    assert (found.record, found.person, found.person_name) == (said, who, "Maggie")
    assert unsettled_record(desk, said) == found
    assert unsettled_record(desk, who) is None


def test_during_a_visit_everybody_else_is_nowhere(desk: Desk) -> None:
    """Not on Today, not among the people, not when looked for by name."""
    maggie, tariq = with_a_life(desk, "Maggie Okafor"), with_a_life(desk, "Tariq Aziz")
    visit = plan_visit(desk, maggie).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    assert [each.record for each in people(desk)] == [maggie]
    assert find_people(desk, "tariq") == []
    assert today(desk).visits == ()
    end_visit(desk, visit)
    assert [each.record for each in find_people(desk, "AZIZ tar")] == [tariq]


def test_what_is_known_of_a_person_is_changed_field_by_field(desk: Desk) -> None:
    who = with_a_life(desk, "Maggie")
    change_person(desk, who, telephone="01632 960555")
    assert (person(desk, who).body.telephone, person(desk, who).body.name) == ("01632 960555", "Maggie")


@pytest.mark.parametrize("text", ["", "  "])
def test_looking_for_nothing_finds_everyone(desk: Desk, text: str) -> None:
    with_a_life(desk, "Maggie")
    assert len(find_people(desk, text)) == 1

"""Somebody who must not be contacted is asked about wherever on a paper they are named, whatever part of it that is."""

from dataclasses import replace
from datetime import date, time

import msgspec
import pytest

from app.casebook.at_hand import questions_page
from app.casebook.before_leaving import Holds, before_leaving
from app.casebook.circles import circle_page
from app.casebook.desk import Desk
from app.casebook.leaving import answer, freeze
from app.casebook.naming_on_paper import asked_about, naming_in
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person, circle
from app.casebook.plan import add_action, plan_copy
from app.casebook.profile import choose, profile_page
from app.casebook.saying import keep_off
from app.practice.letters import VisitLetter
from app.practice.papers import PagePhoto, PagePurpose
from app.practice.people import CirclePerson, Council, Person, Reach, Role, Sector, Speaker
from app.practice.plans import Action, Agreed, PaperKind, Section
from app.practice.statements import Manner, Statement
from tests.desks import say


@pytest.fixture
def who(desk: Desk, maggie: Person) -> str:
    person = add_person(desk, maggie).made
    add_to_circle(desk, person, CirclePerson(name="Colin Byrne", relation="Brother, known as Kes", do_not_contact=True))
    add_to_circle(desk, person, CirclePerson(name="Dot Price", relation="neighbour", helps_with="the garden"))
    return person


def asked(desk: Desk, who: str, paper: str = PaperKind.PLAN_COPY) -> list[tuple[Holds, str]]:
    return [(each.holds, each.words) for each in before_leaving(desk, who, paper).naming]


@pytest.mark.parametrize("words", ["Colin’s key.", "col rings. Col rings.", "Never Kes.", "The Byrnes are loud.", "COLIN BYRNE"])
def test_a_sentence_that_names_them_is_asked_about_on_every_paper_it_is_on(desk: Desk, who: str, words: str) -> None:
    """And not any more once it is kept off."""
    named, other = say(desk, who, words), say(desk, who, "Dot rings at six.")
    for record in (named, other):
        choose(desk, who, record, Section.IMPORTANT)
    for paper in PaperKind:
        assert asked(desk, who, paper) == [(Holds.WORDS, words)]
    keep_off(desk, named, paper=True)
    for paper in PaperKind:
        assert asked(desk, who, paper) == []


@pytest.mark.parametrize("other", ["Colin Price", "Ann Price, Colin's sister", "Byrne House"])
def test_a_name_that_somebody_else_shares_is_asked_about_all_the_same(desk: Desk, who: str, other: str) -> None:
    add_to_circle(desk, who, CirclePerson(name=other, relation="nephew"))
    for words in ("Colin hit me last week.", "Byrne has my card."):
        choose(desk, who, say(desk, who, words), Section.IMPORTANT)
    for paper in PaperKind:
        assert {words for _, words in asked(desk, who, paper)} == {"Colin hit me last week.", "Byrne has my card."}


def test_somebody_taken_out_of_the_circle_is_still_not_to_be_contacted(desk: Desk, who: str) -> None:
    colin = next(each.record for each in circle(desk, who) if each.body.do_not_contact)
    choose(desk, who, say(desk, who, "Colin hit me."), Section.IMPORTANT)
    change_in_circle(desk, colin, removed=True)
    for paper in PaperKind:
        assert asked(desk, who, paper) == [(Holds.WORDS, "Colin hit me.")]


def test_names_and_parts_of_a_circle_are_asked_about_and_our_own_questions_are_not(desk: Desk, who: str) -> None:
    add_to_circle(desk, who, CirclePerson(name="Colin's Joe"))
    add_to_circle(desk, who, CirclePerson(name="Will What How Kitchen", do_not_contact=True))
    page = circle_page(desk, who, {each: "Kes and friends" if each is Sector.FRIENDS else "" for each in Sector})
    assert [each.words for each in asked_about(desk, who, page)] == ["Colin's Joe", "Kes and friends"]
    assert asked_about(desk, who, questions_page(desk, who, ())) == ()


def test_a_promise_is_asked_about_for_what_is_promised_who_does_it_and_by_when(desk: Desk, who: str) -> None:
    add_action(desk, who, Action(what="Change the lock", by_words="before Colin comes"))
    add_action(desk, who, Action(what="Ring the bank", who=Speaker(role=Role.OTHER, name="Kes")))
    add_action(desk, who, Action(what="Water the beans", who=Speaker(role=Role.OTHER, name="Dot")))
    assert asked(desk, who) == [(Holds.PROMISE, "Change the lock"), (Holds.PROMISE, "Ring the bank")]


def test_what_stands_beside_the_lines_is_asked_about_too(desk: Desk, who: str) -> None:
    """How to speak with the person, what somebody helps with, the answer, what a photo shows, what a profile is for."""
    choose(desk, who, say(desk, who, "Tea."), Section.IMPORTANT)
    change_person(desk, who, reach=Reach(how="Ring when Kes is out."))
    add_to_circle(desk, who, CirclePerson(name="Joe", helps_with="keeping Colin away"))
    maggie = Speaker(role=Role.PERSON, name="Maggie")
    frozen = freeze(desk, who, PaperKind.PLAN_COPY)
    answer(desk, who, frozen, Agreed.YES, words="Not with Colin.", speaker=maggie, manner=Manner.SPOKEN)
    assert asked(desk, who) == [
        (Holds.HELPER, "Joe"),
        (Holds.OTHER, "Not with Colin."),
        (Holds.OTHER, "Ring when Kes is out."),
    ]
    assert asked(desk, who, PaperKind.PROFILE) == []
    page = profile_page(desk, who)
    photo, purpose = PagePhoto("p", "r", "f" * 64, "Maggie and Colin"), PagePurpose("q", "r", "When Colin rings")
    found = naming_in(replace(page, photo=photo, purpose=purpose), circle(desk, who))
    assert {each.words for each in found} == {"Maggie and Colin", "When Colin rings"}


def test_a_letter_is_looked_at_like_any_other_paper(desk: Desk, who: str) -> None:
    change_person(desk, who, reach=Reach(how="Ring when Kes is out."), address="Byrne House, 3 Mill Lane")
    person = plan_copy(desk, who).person
    letter = VisitLetter(
        person=person,
        worker=desk.me,
        council=Council(name="Colin Council"),
        written=date(2026, 11, 21),
        day=date(2026, 11, 28),
        time=time(10),
        minutes=45,
        purpose="To talk about Colin.",
        where="At Dot's",
    )
    assert [each.words for each in naming_in(letter, circle(desk, who))] == [
        "To talk about Colin.",
        "Byrne House, 3 Mill Lane",
        "Ring when Kes is out.",
    ]
    letter = replace(letter, purpose="", where="The café by Colin's")
    assert "The café by Colin's" in [each.words for each in naming_in(letter, circle(desk, who))]


def test_words_of_somebody_who_must_not_be_contacted_are_asked_about_whatever_they_say(desk: Desk, who: str) -> None:
    """Whose words they are is known by the record, and where there is none by the name."""
    colin = next(each.record for each in circle(desk, who) if each.body.do_not_contact)
    for name, record in (("C.", colin), ("Kes", "")):
        speaker = Speaker(role=Role.OTHER, name=name, who=record)
        said = say(desk, who, f"She likes tea ({name}).", name=name, role=Role.OTHER)
        with desk.book.unit() as unit:
            before = unit.current(Statement, said)
            body = msgspec.structs.replace(before.body, speaker=speaker)
            unit.seal(body, scope=unit.scope_of(said), record=said, onto=before.heads)
            unit.commit()
        choose(desk, who, said, Section.ADMIRE)
    assert len(asked(desk, who, PaperKind.PROFILE)) == 2

"""Visits and saying: what a worker does at the table, on a real casebook."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.casebook.desk import Desk
from app.casebook.people import add_person, circle, find_people, people, person
from app.casebook.saying import (
    Typed,
    Typing,
    assent,
    bring_back,
    keep_typing,
    leave_out,
    read_back,
    reword,
    seal_typing,
    statements_of,
    typing_in,
)
from app.casebook.visits import begin_visit, end_visit, keep_on_paper, move_to, open_visit, pause_visit, plan_visit, resume_visit
from app.practice.errors import AnotherVisitUnderWay, NotYourNote, PermissionMissing, VisitNotUnderWay
from app.practice.people import Person, Role, Speaker
from app.practice.statements import Answer, Asked, Manner
from app.practice.visits import Permission, Place, Visit, VisitStatus
from app.records.exchange import release_held_long, to_send
from app.records.revision import new_record

YES = Permission(given=True, words="Yes, write it down.")
ANN = Speaker(role=Role.OTHER, name="Ann Farrelly", who="a" * 32)


def begun(desk: Desk, body: Person) -> tuple[str, str, Speaker]:
    who = add_person(desk, body).made
    visit = plan_visit(desk, who).made
    begin_visit(desk, visit, permission=YES, present=(desk.me,), topics=("people-like",))
    return who, visit, Speaker(role=Role.PERSON, name=body.called, who=who)


def said(desk: Desk, person: str, visit: str, speaker: Speaker | None, words: str, **more: object) -> Typing:
    typing = Typing(new_record(), person, visit, Typed(words=words, speaker=speaker, **more))
    keep_typing(desk, typing)
    seal_typing(desk, typing)
    return typing


def test_words_typed_become_a_statement_with_whose_they_are(desk: Desk, maggie: Person) -> None:
    """A pause keeps a draft; sealing makes a statement of the same words, letter for letter, and the draft is gone."""
    who, visit, her = begun(desk, maggie)
    asked = Asked(guide="people-like", version=1, prompt="proud", question="What are you proud of?")
    words = "  Ŵyneb y dŵr, forty gowns; every hem is *still* up. 🧵 \n"
    typing = Typing(new_record(), who, visit, Typed(words=words, speaker=her, manner=Manner.SIGNED, asked=asked), cursor=7)
    keep_typing(desk, typing)
    assert typing_in(desk, visit) == [typing]
    assert statements_of(desk, who) == []
    changes = seal_typing(desk, typing)
    (kept,) = statements_of(desk, who)
    assert (kept.record, kept.body.words, kept.body.speaker) == (typing.record, words, her)
    assert (kept.body.manner, kept.body.asked, kept.body.visit) == (Manner.SIGNED, asked, visit)
    assert changes.records == {typing.record}
    assert typing_in(desk, visit) == []


def test_nobody_is_guessed(desk: Desk, maggie: Person) -> None:
    """Words with nobody chosen stay a draft, through sealing, a pause and the end of the visit."""
    who, visit, _ = begun(desk, maggie)
    typing = said(desk, who, visit, None, "It is cold in here by four.")
    pause_visit(desk, visit, Place())
    assert statements_of(desk, who) == []
    assert [each.record for each in typing_in(desk, visit)] == [typing.record]


def test_an_empty_field_leaves_nothing(desk: Desk, maggie: Person) -> None:
    """White space alone is not a statement, and its draft goes."""
    who, visit, her = begun(desk, maggie)
    said(desk, who, visit, her, " \n ")
    assert statements_of(desk, who) == []
    assert typing_in(desk, visit) == []


def test_a_no_closes_the_lid(desk: Desk, maggie: Person) -> None:
    """Without permission the visit does not open; it is kept as one on paper."""
    who = add_person(desk, maggie).made
    visit = plan_visit(desk, who).made
    no = Permission(given=False, words="I would rather you did not.")
    with pytest.raises(PermissionMissing):
        begin_visit(desk, visit, permission=no, present=(), topics=())
    assert open_visit(desk) is None
    keep_on_paper(desk, visit, permission=no, present=(desk.me,))
    with desk.book.view() as view:
        kept = view.current(Visit, visit).body
    assert (kept.permission, kept.status) == (no, VisitStatus.PAUSED)


def test_nothing_about_anyone_else_while_a_visit_is_open(desk: Desk, maggie: Person) -> None:
    """Reading, finding, making and opening are all held to the one person until the visit is paused."""
    tariq = add_person(desk, Person(name="Tariq Aziz")).made
    his = plan_visit(desk, tariq).made
    who, visit, _ = begun(desk, maggie)
    assert [each.record for each in people(desk)] == [who]
    assert find_people(desk, "tariq") == []
    for forbidden in (
        lambda: person(desk, tariq),
        lambda: statements_of(desk, tariq),
        lambda: circle(desk, tariq),
        lambda: add_person(desk, Person(name="Dilys")),
        lambda: plan_visit(desk, tariq),
        lambda: resume_visit(desk, his),
        lambda: begin_visit(desk, his, permission=YES, present=(), topics=()),
    ):
        with pytest.raises(AnotherVisitUnderWay):
            forbidden()
    pause_visit(desk, visit, Place())
    assert {each.record for each in people(desk)} == {who, tariq}


def test_a_visit_goes_on_exactly_where_it_stopped(desk: Desk, maggie: Person) -> None:
    """The place is kept as the conversation moves and at the pause; an ended visit does not open again."""
    who, visit, _ = begun(desk, maggie)
    place = Place(guide="good-day-bad-day", prompt="evening-bad", screen="visit")
    move_to(desk, visit, place)
    found = open_visit(desk)
    assert found is not None
    assert (found.visit.body.place, found.person.record) == (place, who)
    pause_visit(desk, visit, place)
    assert open_visit(desk) is None
    resume_visit(desk, visit)
    again = open_visit(desk)
    assert again is not None
    assert again.visit.body.place == place
    end_visit(desk, visit)
    with pytest.raises(VisitNotUnderWay):
        resume_visit(desk, visit)


def test_what_a_visit_holds_waits_for_its_pause(desk: Desk, maggie: Person) -> None:
    """While the visit is open its words stay; at the pause they may go."""
    who, visit, her = begun(desk, maggie)
    typing = said(desk, who, visit, her, "Curtains first.")

    def held() -> int:
        with desk.book.view() as view:
            rows = view._connection.exec_driver_sql("SELECT count(*) FROM waiting WHERE held_by IS NOT NULL")
            return int(rows.scalar() or 0)

    assert held() > 0
    keep_typing(desk, Typing(new_record(), who, visit, Typed(words="So I see the sky.", speaker=her)))
    pause_visit(desk, visit, Place())
    assert held() == 0
    assert [each.body.words for each in statements_of(desk, who)] == ["Curtains first.", "So I see the sky."]
    assert typing.record in {each.record for each in statements_of(desk, who)}


def test_a_visit_that_is_never_paused_lets_go_after_two_hours(desk: Desk, maggie: Person) -> None:
    """A laptop that is forgotten with a visit open still sends its words; what is left out afterwards is struck, not gone."""
    who, visit, her = begun(desk, maggie)
    typing = said(desk, who, visit, her, "Curtains first.")

    def may_go(after: timedelta) -> bool:
        with desk.book.unit() as unit:
            release_held_long(unit, desk.clock() + after)
            unit.commit()
        with desk.book.view() as view:
            return typing.record in {each.header.record for each in to_send(view, 100, 10**6, lambda each: 1)}

    assert not may_go(timedelta(minutes=119))
    assert may_go(timedelta(minutes=121))
    assert not leave_out(desk, typing.record).gone


def test_left_out_is_gone_while_the_visit_holds_it_and_struck_afterwards(desk: Desk, maggie: Person) -> None:
    """Leave that out: outright while open, struck later; either can be undone to the letter."""
    who, visit, her = begun(desk, maggie)
    typing = said(desk, who, visit, her, "Dr Lee mumbles.")
    left = leave_out(desk, typing.record)
    assert left.gone
    assert statements_of(desk, who) == []
    bring_back(desk, left)
    assert [each.body.words for each in statements_of(desk, who)] == ["Dr Lee mumbles."]
    pause_visit(desk, visit, Place())
    struck = leave_out(desk, typing.record, "said in anger")
    assert not struck.gone
    (kept,) = statements_of(desk, who)
    assert not kept.body.may_be_seen
    assert kept.body.struck is not None
    bring_back(desk, struck)
    (again,) = statements_of(desk, who)
    assert again.body.may_be_seen


def test_read_back_and_assent_are_for_exactly_these_words(desk: Desk, maggie: Person) -> None:
    """They name the revision that was read, survive other changes, and lapse when the words change."""
    who, visit, her = begun(desk, maggie)
    typing = said(desk, who, visit, her, "Toast, then the tablets.")
    (before,) = statements_of(desk, who)
    read_back(desk, typing.record, Answer.YES)
    assent(desk, typing.record, ANN, True)
    (heard,) = statements_of(desk, who)
    assert heard.body.read_back is not None
    assert heard.body.read_back.of == before.heads[0] == heard.carriers["words"][0]
    assert [each.who for each in heard.body.assents] == [ANN]
    reword(desk, typing.record, "Tea and toast, then the tablets.")
    (later,) = statements_of(desk, who)
    assert (later.body.read_back, later.body.assents) == (None, ())
    assert later.body.speaker == her


def test_a_private_note_is_changed_only_by_its_author(desk: Desk, maggie: Person) -> None:
    """A note not for the table never faces the person nor paper, and another worker cannot touch it."""
    who, visit, _ = begun(desk, maggie)
    note = said(desk, who, visit, desk.me, "She looked at Ann first.", private=True)
    (kept,) = statements_of(desk, who)
    assert not kept.body.may_be_seen
    assert not kept.body.may_be_printed
    assert kept.body.not_to_share
    end_visit(desk, visit)
    desk.book.identify(replace(desk.book.identity, staff="b" * 32, name="Jo Marsh"))
    with pytest.raises(NotYourNote):
        reword(desk, note.record, "changed")
    with pytest.raises(NotYourNote):
        leave_out(desk, note.record)

"""Somebody not to be contacted: a copy that names them is out of date; and whose record cannot be read is treated so too."""

from pathlib import Path

import pytest

from app.__main__ import main
from app.casebook.before_leaving import before_leaving
from app.casebook.carrying import export_person
from app.casebook.desk import Desk
from app.casebook.leaving import copies_at_home, copy_left, freeze
from app.casebook.people import add_person, add_to_circle, change_in_circle
from app.casebook.plan import add_action, plan_copy
from app.casebook.portable import written_record
from app.casebook.today import today
from app.casebook.visits import begin_visit, end_visit, plan_visit
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action, HowLeft, PaperKind, PaperVersion, PeoplePrinted
from app.practice.visits import Permission
from app.records.revision import person_scope


@pytest.fixture
def who(desk: Desk, maggie: Person) -> str:
    person = add_person(desk, maggie).made
    add_action(desk, person, Action(what="Ring the agency."))
    return person


def leave(desk: Desk, who: str) -> int:
    frozen = freeze(desk, who, PaperKind.PLAN_COPY)
    copy_left(desk, who, frozen, PaperKind.PLAN_COPY, HowLeft.PRINTED, "Maggie")
    return frozen.number


def out_of_date(desk: Desk, who: str) -> bool:
    (copy,) = copies_at_home(desk, who)
    assert bool(today(desk).old_copies) == copy.out_of_date
    return copy.out_of_date


def written_with_a_newer_app(desk: Desk, who: str, record: str) -> None:
    with desk.book.unit() as unit:

        class Later(CirclePerson, frozen=True, kw_only=True):
            later: str = ""

        Later.format = 2
        head = unit.revisions(record)[-1].id
        unit.seal(Later(name="Dot", later="x"), scope=person_scope(who), record=record, onto=(head,))
        unit.commit()


def test_a_copy_that_names_a_helper_who_is_not_to_be_contacted_now_is_out_of_date(desk: Desk, who: str) -> None:
    dot = add_to_circle(desk, who, CirclePerson(name="Dot", helps_with="the garden")).made
    joe = add_to_circle(desk, who, CirclePerson(name="Joe")).made
    assert leave(desk, who) == 1
    assert not out_of_date(desk, who)
    change_in_circle(desk, joe, do_not_contact=True)
    assert not out_of_date(desk, who)
    change_in_circle(desk, dot, do_not_contact=True)
    assert out_of_date(desk, who)
    assert leave(desk, who) == 2
    assert not out_of_date(desk, who)


def test_a_copy_of_before_is_out_of_date_when_a_helper_was_marked_after_it(desk: Desk, who: str) -> None:
    """Papers of an older app keep no list of who stands on them: anybody who helps may, unless they were marked before."""
    dot = add_to_circle(desk, who, CirclePerson(name="Dot", helps_with="the garden")).made
    ann = add_to_circle(desk, who, CirclePerson(name="Ann", helps_with="letters", do_not_contact=True)).made
    leave(desk, who)
    with desk.book.unit() as unit:
        (paper,) = unit.all(PaperVersion, person_scope(who))
        (printed,) = unit.all(PeoplePrinted, person_scope(who))
        assert {line.record for line in printed.body.people} == {dot, who} != {ann, who}
        connection = unit.connection
        connection.exec_driver_sql("DELETE FROM waiting WHERE revision = ?", (bytes.fromhex(printed.heads[0]),))
        connection.exec_driver_sql("DELETE FROM head WHERE record = ?", (bytes.fromhex(printed.record),))
        connection.exec_driver_sql("DELETE FROM revision WHERE record = ?", (bytes.fromhex(printed.record),))
        assert paper.body.number == 1
        unit.commit()
    assert not out_of_date(desk, who)
    change_in_circle(desk, dot, do_not_contact=True)
    assert out_of_date(desk, who)


class TestARecordThatCannotBeRead:
    """A newer app may have written that somebody must not be contacted: here they are not printed, and it is said."""

    def test_they_are_not_among_those_it_was_made_with(self, desk: Desk, who: str) -> None:
        dot = add_to_circle(desk, who, CirclePerson(name="Dot", helps_with="the garden")).made
        visit = plan_visit(desk, who).made
        there = Speaker(role=Role.OTHER, name="Dot", who=dot)
        begin_visit(desk, visit, permission=Permission(given=True), present=(there,), topics=())
        end_visit(desk, visit)
        assert "Dot" in [each.name for each in plan_copy(desk, who).made_with]
        written_with_a_newer_app(desk, who, dot)
        page = plan_copy(desk, who)
        assert "Dot" not in [each.name for each in page.made_with]
        assert page.people == ()
        look = before_leaving(desk, who, PaperKind.PLAN_COPY)
        assert look.unreadable == 1
        assert there not in look.present

    def test_what_they_are_to_do_is_asked_about(self, desk: Desk, who: str) -> None:
        dot = add_to_circle(desk, who, CirclePerson(name="Dot")).made
        add_action(desk, who, Action(what="Bring the bins in.", who=Speaker(role=Role.OTHER, name="Dot", who=dot)))
        assert before_leaving(desk, who, PaperKind.PLAN_COPY).naming == ()
        written_with_a_newer_app(desk, who, dot)
        (asked,) = before_leaving(desk, who, PaperKind.PLAN_COPY).naming
        assert asked.words == "Bring the bins in."

    def test_a_copy_that_names_them_is_out_of_date(self, desk: Desk, who: str) -> None:
        dot = add_to_circle(desk, who, CirclePerson(name="Dot", helps_with="the garden")).made
        leave(desk, who)
        written_with_a_newer_app(desk, who, dot)
        assert out_of_date(desk, who)


def test_the_command_says_who_must_not_be_contacted(
    desk: Desk, who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dot = add_to_circle(desk, who, CirclePerson(name="Dot", do_not_contact=True)).made
    add_action(desk, who, Action(what="Bring the bins in.", who=Speaker(role=Role.OTHER, name="Dot", who=dot)))
    file = tmp_path / "record.json"
    file.write_bytes(written_record(export_person(desk, who)))
    main(["paper", str(file), "--kind", "plan-copy", "--out", str(tmp_path / "copy.pdf")])
    said = capsys.readouterr().out
    assert "must not be contacted" in said


def test_a_copy_whose_words_name_somebody_marked_since_is_out_of_date(desk: Desk, who: str) -> None:
    """Nobody was asked then whether the sentence may stand. Whoever was marked before was asked about: that makes nothing old."""
    joe = add_to_circle(desk, who, CirclePerson(name="Joe Byrne")).made
    kes = add_to_circle(desk, who, CirclePerson(name="Kes", do_not_contact=True)).made
    add_action(desk, who, Action(what="Ring Joe about the gate, never Kes."))
    leave(desk, who)
    assert not out_of_date(desk, who)
    change_in_circle(desk, kes, relation="his brother")
    assert not out_of_date(desk, who)
    change_in_circle(desk, joe, do_not_contact=True)
    assert out_of_date(desk, who)
    leave(desk, who)
    assert not out_of_date(desk, who)


def test_the_command_says_it_of_papers_that_leave_no_version_too(
    desk: Desk, who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the circle, and never of the questions that are ours."""
    add_to_circle(desk, who, CirclePerson(name="Colin Byrne", do_not_contact=True))
    add_to_circle(desk, who, CirclePerson(name="Colin Price"))
    add_to_circle(desk, who, CirclePerson(name="What How Who", do_not_contact=True))
    file = tmp_path / "record.json"
    file.write_bytes(written_record(export_person(desk, who)))
    for kind, told in (("circle", True), ("questions", False)):
        main(["paper", str(file), "--kind", kind, "--out", str(tmp_path / "paper.pdf")])
        assert ('must not be contacted: "Colin Price"' in capsys.readouterr().out) == told, kind


def test_somebody_taken_out_of_the_circle_is_not_offered_as_the_one_who_has_the_copy(desk: Desk, who: str) -> None:
    dot = add_to_circle(desk, who, CirclePerson(name="Dot", do_not_contact=True)).made
    there = Speaker(role=Role.OTHER, name="Dot", who=dot)
    begin_visit(desk, plan_visit(desk, who).made, permission=Permission(given=True), present=(there,), topics=())
    change_in_circle(desk, dot, removed=True)
    look = before_leaving(desk, who, PaperKind.PROFILE)
    assert look.present == ()
    assert look.not_contacted == 0

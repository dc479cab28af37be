"""The smaller acts: the short code, the circle, who is at a visit and where it stands, what the council is called."""

import pytest

from app.casebook.codes import has_code, set_code, try_code
from app.casebook.desk import Desk
from app.casebook.people import add_person, add_to_circle, change_in_circle, circle, council, names
from app.casebook.visits import begin_visit, change_present, is_open, move_to, open_visit, plan_visit, visits_of
from app.practice.errors import AnotherVisitUnderWay, PassphraseTooShort
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.visits import Permission, Place


class TestTheShortCode:
    @pytest.mark.parametrize("other", ["", "4712", "47111", " 4711"])
    def test_only_the_code_that_was_chosen_opens(self, desk: Desk, other: str) -> None:
        assert not has_code(desk)
        assert not try_code(desk, other).opens
        set_code(desk, "4711")
        assert has_code(desk)
        assert try_code(desk, "4711").opens
        assert not try_code(desk, other).opens
        set_code(desk, "kettle")
        assert not try_code(desk, "4711").opens
        assert try_code(desk, "kettle").opens

    def test_a_code_that_is_too_short_changes_nothing(self, desk: Desk) -> None:
        set_code(desk, "4711")
        with pytest.raises(PassphraseTooShort):
            set_code(desk, "471")
        assert try_code(desk, "4711").opens

    def test_it_is_kept_only_as_a_hash(self, desk: Desk) -> None:
        set_code(desk, "kettle")
        with desk.book.view() as view:
            assert b"kettle" not in (view.value("short code") or b"")


class TestTheCircle:
    def test_somebody_taken_out_can_be_put_back(self, desk: Desk, maggie: Person) -> None:
        who = add_person(desk, maggie).made
        ann = add_to_circle(desk, who, CirclePerson(name="Ann", ring=1)).made
        add_to_circle(desk, who, CirclePerson(name="Bea", ring=1))
        assert [each.body.name for each in circle(desk, who)] == ["Ann", "Bea"]
        change_in_circle(desk, ann, removed=True)
        assert [each.body.name for each in circle(desk, who)] == ["Bea"]
        change_in_circle(desk, ann, removed=False, ring=3)
        assert [each.body.name for each in circle(desk, who)] == ["Bea", "Ann"]

    def test_nobody_elses_can_be_read_or_changed_during_a_visit(self, desk: Desk, maggie: Person) -> None:
        other = add_person(desk, Person(name="Tariq Aziz")).made
        ann = add_to_circle(desk, other, CirclePerson(name="Ann")).made
        who = add_person(desk, maggie).made
        begin_visit(desk, plan_visit(desk, who).made, permission=Permission(given=True), present=(), topics=())
        for act in (
            lambda: circle(desk, other),
            lambda: add_to_circle(desk, other, CirclePerson(name="Bea")),
            lambda: change_in_circle(desk, ann, name="Anne"),
            lambda: visits_of(desk, other),
        ):
            with pytest.raises(AnotherVisitUnderWay):
                act()


class TestAVisit:
    def test_who_is_here_and_where_it_stands_may_change(self, desk: Desk, maggie: Person) -> None:
        who = add_person(desk, maggie).made
        visit = plan_visit(desk, who).made
        begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
        ann = Speaker(role=Role.OTHER, name="Ann")
        change_present(desk, visit, (ann,))
        move_to(desk, visit, Place(guide="good-day-bad-day", prompt="waking-bad"))
        found = open_visit(desk)
        assert found is not None
        assert found.visit.body.present == (ann,)
        assert found.visit.body.place.prompt == "waking-bad"
        assert is_open(found.visit.body)
        assert [each.record for each in visits_of(desk, who)] == [visit]


class TestTheCouncil:
    def test_before_the_first_exchange_it_has_no_name_and_i_have_mine(self, desk: Desk) -> None:
        assert council(desk).name == ""
        assert names(desk).of(desk.me.who) == "Helen Price"
        assert names(desk).of("0" * 32) == ""

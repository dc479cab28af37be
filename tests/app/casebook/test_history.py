"""History told: who did what when and at which visit, apart or together; and any earlier words brought back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from app.casebook.desk import Desk
from app.casebook.history import Told, history_of, read_history
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person
from app.casebook.plan import add_action, change_action, settle_action
from app.casebook.profile import choose, line_record, take_off
from app.casebook.restoring import bring_back, restore, undo
from app.casebook.saying import (
    Typed,
    assent,
    keep_off,
    leave_out,
    new_typing,
    read_back,
    reword,
    seal_typing,
    statements_of,
)
from app.casebook.settling import keep_both, settle, unsettled_record
from app.casebook.visits import begin_visit, end_visit, pause_visit, plan_visit, resume_visit
from app.practice.errors import AnotherVisitUnderWay, NotFound, NotYourNote
from app.practice.people import CirclePerson, Person, Role, Sector, Speaker, Staff
from app.practice.plans import Action, ActionState, Section
from app.practice.statements import Answer, Statement
from app.practice.telling import Deed
from app.practice.visits import Permission, Place, Visit
from app.records.revision import COUNCIL_SCOPE, person_scope
from tests.desks import Clock, carry, make_desk

MAGGIE = Speaker(role=Role.PERSON, name="Maggie")
ANN = Speaker(role=Role.OTHER, name="Ann")
TUESDAY = datetime(2026, 11, 17, 14, 10, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass
class Three:
    """Three workers who know each other's names, each with a laptop and a clock."""

    helen: Desk
    jo: Desk
    priya: Desk
    clocks: dict[str, Clock]
    person: str = ""

    def together(self) -> None:
        for giver in (self.helen, self.jo, self.priya):
            for taker in (self.helen, self.jo, self.priya):
                if giver is not taker:
                    carry(giver.book, taker.book)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[Three]:
    clocks = {name: Clock(TUESDAY) for name in ("Helen Price", "Jo Marsh", "Priya Shah")}
    desks = [make_desk(tmp_path / name, name, clock) for name, clock in clocks.items()]
    made = Three(*desks, clocks)
    with made.helen.book.unit() as unit:
        for desk in desks:
            unit.seal(Staff(name=desk.me.name, sign_in=desk.me.name), scope=COUNCIL_SCOPE, record=desk.book.identity.staff)
        unit.commit()
    made.person = add_person(made.helen, Person(name="Margaret Okafor", known_as="Maggie")).made
    yield made
    for desk in desks:
        desk.book.close()


def said(desk: Desk, person: str, words: str, visit: str = "", **typed: object) -> str:
    return seal_typing(desk, new_typing(person, visit, Typed(words=words, speaker=MAGGIE, **typed))).made  # type: ignore[arg-type]


def begun(desk: Desk, person: str) -> str:
    visit = plan_visit(desk, person).made
    begin_visit(desk, visit, permission=Permission(given=True), present=(), topics=())
    return visit


def deeds(lines: tuple[Told, ...]) -> list[Deed]:
    return [line.deed for line in lines]


def test_written_at_the_visit_and_changed_by_another_on_friday(three: Three) -> None:
    visit = begun(three.helen, three.person)
    record = said(three.helen, three.person, "Tea at seven.", visit)
    end_visit(three.helen, visit)
    three.together()
    three.clocks["Jo Marsh"].at = FRIDAY
    reword(three.jo, record, "Tea at eight.")
    three.clocks["Helen Price"].at = FRIDAY
    three.together()
    wrote, changed = history_of(three.helen, record)
    assert (wrote.deed, wrote.who.name, wrote.who.me, wrote.visit) == (Deed.WROTE, "Helen Price", True, visit)
    assert (changed.deed, changed.who.name, changed.who.me, changed.visit) == (Deed.CHANGED, "Jo Marsh", False, "")
    assert (wrote.at.date(), changed.at.date()) == (TUESDAY.date(), FRIDAY.date())
    (words,) = changed.changes
    assert (words.group, words.before[0][0], words.after[0]) == ("words", "Tea at seven.", "Tea at eight.")
    assert not any(line.doubted for line in (wrote, changed))


def test_a_change_belongs_to_the_visit_that_was_open_and_not_to_the_time_between(three: Three) -> None:
    """A visit of two sittings: what is written while it rests is written at no visit."""
    record = said(three.helen, three.person, "Tea.")
    clock = three.clocks["Helen Price"]
    visit = begun(three.helen, three.person)
    reword(three.helen, record, "Tea at seven.")
    pause_visit(three.helen, visit, Place())
    clock.at += timedelta(days=1)
    reword(three.helen, record, "Tea at eight.")
    clock.at += timedelta(days=1)
    resume_visit(three.helen, visit)
    reword(three.helen, record, "Tea at nine.")
    assert [line.visit for line in history_of(three.helen, record)] == ["", visit, "", visit]


def test_each_thing_done_to_a_statement_has_its_own_line(three: Three) -> None:
    record = said(three.helen, three.person, "Tea at seven.")
    read_back(three.helen, record, Answer.NOT_QUITE)
    reword(three.helen, record, "Tea at eight.")
    read_back(three.helen, record, Answer.YES)
    assent(three.helen, record, ANN, True)
    assent(three.helen, record, ANN, False)
    keep_off(three.helen, record, paper=True)
    leave_out(three.helen, record, "She asked for it.")
    lines = history_of(three.helen, record)
    assert deeds(lines) == [
        *(Deed.WROTE, Deed.NOT_QUITE, Deed.CHANGED, Deed.READ_BACK, Deed.AGREED, Deed.DIFFERED, Deed.CHANGED, Deed.LEFT_OUT)
    ]
    assert lines[2].lapsed
    assert lines[4].done.speaker == ANN
    assert lines[7].why == "She asked for it."


def test_two_who_wrote_apart_and_a_third_who_kept_both(three: Three) -> None:
    record = said(three.helen, three.person, "Tea.")
    three.together()
    reword(three.helen, record, "Tea at seven.")
    reword(three.jo, record, "Coffee at eight.")
    three.together()
    before = unsettled_record(three.priya, record)
    assert before is not None
    done = keep_both(three.priya, Statement.kind, record, "words", seen=before.now.heads)
    lines = history_of(three.priya, record)
    assert deeds(lines) == [Deed.WROTE, Deed.CHANGED, Deed.CHANGED, Deed.SETTLED]
    assert {each.name for line in lines[1:3] for each in line.apart_from} == {lines[1].who.name}
    assert {each.name for each in lines[3].wrote_apart} == {"Helen Price", "Jo Marsh"}
    assert lines[3].kept_both
    assert lines[3].who.me
    (beside,) = history_of(three.priya, done.made)
    assert beside.deed is Deed.KEPT_BESIDE
    assert beside.first_by in ("Helen Price", "Jo Marsh")
    assert beside.first_by != lines[3].kept[0].name


def test_keeping_one_says_whose(three: Three) -> None:
    record = said(three.helen, three.person, "Tea.")
    three.together()
    reword(three.helen, record, "Tea at seven.")
    reword(three.jo, record, "Coffee at eight.")
    three.together()
    now = unsettled_record(three.priya, record)
    assert now is not None
    theirs = next(each.values for each in now.now.versions["words"] if each.values[0] == "Coffee at eight.")
    settle(three.priya, Statement.kind, record, {"words": theirs})
    last = history_of(three.priya, record)[-1]
    assert last.deed is Deed.SETTLED
    assert [each.name for each in last.kept] == ["Jo Marsh"]
    assert not last.kept_both


def test_both_kept_on_two_laptops_apart_is_once(three: Three) -> None:
    """Each keeps both without knowing of the other: two statements come of it, not three, and nothing is in versions."""
    record = said(three.helen, three.person, "Tea.")
    three.together()
    reword(three.helen, record, "Tea at seven.")
    reword(three.jo, record, "Coffee at eight.")
    three.together()
    for desk in (three.helen, three.jo):
        keep_both(desk, Statement.kind, record, "words")
    three.together()
    now = statements_of(three.priya, three.person)
    assert sorted(each.body.words for each in now) == ["Coffee at eight.", "Tea at seven."]
    assert all(each.settled for each in now)


@pytest.mark.parametrize("wrong", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_never_orders_and_is_doubted(three: Three, wrong: datetime) -> None:
    """Jo's laptop says 1970, or 2099: what she wrote on Helen's words stands after them all the same."""
    record = said(three.helen, three.person, "Tea.")
    three.together()
    three.clocks["Jo Marsh"].at = wrong
    reword(three.jo, record, "Tea at seven.")
    three.together()
    three.clocks["Helen Price"].at = FRIDAY
    reword(three.helen, record, "Tea at eight.")
    lines = history_of(three.helen, record)
    assert [line.body.words for line in lines if isinstance(line.body, Statement)] == ["Tea.", "Tea at seven.", "Tea at eight."]
    assert lines[1].doubted
    assert not lines[2].doubted
    assert lines[0].doubted == (wrong.year == 1970)


def test_what_a_newer_app_wrote_and_what_was_erased_say_so(three: Three) -> None:
    record = said(three.helen, three.person, "Tea.")
    reword(three.helen, record, "Tea at seven.")
    with three.helen.book.unit() as unit:
        last = unit.revisions(record)[-1]

        class Later(Statement, frozen=True, kw_only=True):
            later: str = ""

        Later.format = 2
        body = Later(words="Tea at eight.", speaker=MAGGIE, later="x")
        unit.seal(body, scope=person_scope(three.person), record=record, onto=(last.id,))
        unit.commit()
    lines = history_of(three.helen, record)
    assert deeds(lines) == [Deed.WROTE, Deed.CHANGED, Deed.NEWER]
    assert lines[2].body is None
    assert read_history(three.helen, record).now is None


class TestWhoMaySee:
    def test_a_private_note_is_told_to_its_writer_only(self, three: Three) -> None:
        typed = Typed(words="She was afraid.", speaker=three.helen.me, private=True)
        note = seal_typing(three.helen, new_typing(three.person, "", typed)).made
        three.together()
        assert deeds(history_of(three.helen, note)) == [Deed.WROTE]
        with pytest.raises(NotYourNote):
            history_of(three.jo, note)
        with pytest.raises(NotYourNote):
            bring_back(three.jo, note)

    def test_nothing_about_anyone_else_while_a_visit_is_open(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea.")
        other = add_person(three.helen, Person(name="Tariq Aziz")).made
        begun(three.helen, other)
        for act in (history_of, lambda desk, it: restore(desk, it, ""), bring_back):
            with pytest.raises(AnotherVisitUnderWay):
                act(three.helen, record)


class TestOtherKinds:
    def test_the_circle(self, three: Three) -> None:
        member = add_to_circle(three.helen, three.person, CirclePerson(name="Dot")).made
        for ring in (1, 2, 3):
            change_in_circle(three.helen, member, ring=ring, sector=Sector.FAMILY)
        change_in_circle(three.helen, member, helps_with="the garden")
        change_in_circle(three.helen, member, do_not_contact=True)
        change_in_circle(three.helen, member, removed=True)
        change_in_circle(three.helen, member, removed=False)
        lines = history_of(three.helen, member)
        assert deeds(lines) == [Deed.WROTE, Deed.MOVED, Deed.CHANGED, Deed.CHANGED, Deed.LEFT_OUT, Deed.BROUGHT_BACK]
        assert lines[1].times == 3
        assert [change.group for change in lines[3].changes] == ["contact"]

    def test_a_promise_and_a_profile_line(self, three: Three) -> None:
        promise = add_action(three.helen, three.person, Action(what="Ring Ann.")).made
        settle_action(three.helen, promise, ActionState.DONE, FRIDAY.date())
        change_action(three.helen, promise, struck=True)
        assert deeds(history_of(three.helen, promise)) == [Deed.WROTE, Deed.CHANGED, Deed.LEFT_OUT]
        statement = said(three.helen, three.person, "Tea.")
        choose(three.helen, three.person, statement, Section.IMPORTANT)
        take_off(three.helen, three.person, statement)
        choose(three.helen, three.person, statement, Section.SUPPORT)
        assert deeds(history_of(three.helen, line_record(statement))) == [Deed.WROTE, Deed.TAKEN_OFF, Deed.PUT_ON]

    def test_a_visit_and_the_person(self, three: Three) -> None:
        visit = begun(three.helen, three.person)
        pause_visit(three.helen, visit, Place(guide="g"))
        resume_visit(three.helen, visit)
        end_visit(three.helen, visit)
        assert [deed for deed in deeds(history_of(three.helen, visit)) if deed not in (Deed.CHANGED, Deed.MOVED)] == [
            *(Deed.WROTE, Deed.BEGAN, Deed.PAUSED, Deed.WENT_ON, Deed.ENDED)
        ]
        change_person(three.helen, three.person, telephone="01632 960555")
        assert deeds(history_of(three.helen, three.person)) == [Deed.WROTE, Deed.CHANGED]


class TestBringingBack:
    def test_earlier_words_are_another_version_and_answers_lapse(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea at seven.")
        first = history_of(three.helen, record)[0].revision
        reword(three.helen, record, "Tea at eight.")
        read_back(three.helen, record, Answer.YES)
        keep_off(three.helen, record, paper=True)
        done = restore(three.helen, record, first)
        (now,) = statements_of(three.helen, three.person)
        assert (now.body.words, now.body.read_back, now.body.not_to_print) == ("Tea at seven.", None, True)
        last = history_of(three.helen, record)[-1]
        assert last.deed is Deed.RESTORED
        assert last.lapsed
        undo(three.helen, done)
        assert statements_of(three.helen, three.person)[0].body.words == "Tea at eight."

    def test_they_come_back_under_the_name_of_whoever_said_them(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea at seven.")
        first = history_of(three.helen, record)[0].revision
        with three.helen.book.unit() as unit:
            head, body = unit.current(Statement, record).head()
            body = msgspec.structs.replace(body, words="She has tea.", speaker=ANN)
            unit.seal(body, scope=person_scope(three.person), record=record, onto=(head,))
            unit.commit()
        restore(three.helen, record, first)
        (now,) = statements_of(three.helen, three.person)
        assert (now.body.words, now.body.speaker) == ("Tea at seven.", MAGGIE)

    def test_what_another_wrote_meanwhile_is_never_settled_by_it(self, three: Three) -> None:
        """Old words are an ordinary edit: it names one head, and the other version goes on waiting."""
        record = said(three.helen, three.person, "Tea.")
        first = history_of(three.helen, record)[0].revision
        three.together()
        reword(three.helen, record, "Tea at seven.")
        reword(three.jo, record, "Tea at eight.")
        three.together()
        restore(three.helen, record, first)
        with three.helen.book.view() as view:
            assert len(view.revisions(record)[-1].header.parents) == 1
        (now,) = statements_of(three.helen, three.person)
        assert len(now.versions["words"]) == 2

    def test_struck_words_come_back_with_the_reason(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea.")
        leave_out(three.helen, record, "Not sure.")
        bring_back(three.helen, record, "She wants it in after all.")
        (now,) = statements_of(three.helen, three.person)
        assert now.body.struck is None
        last = history_of(three.helen, record)[-1]
        assert (last.deed, last.why) == (Deed.BROUGHT_BACK, "She wants it in after all.")

    def test_bringing_back_what_stands_writes_nothing(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea.")
        first = history_of(three.helen, record)[0].revision
        assert restore(three.helen, record, first).made == ""
        assert len(history_of(three.helen, record)) == 1

    def test_what_is_not_there_cannot_come_back(self, three: Three) -> None:
        record = said(three.helen, three.person, "Tea.")
        with pytest.raises(NotFound):
            restore(three.helen, record, "ab" * 32)

    def test_the_circle_and_promises_too(self, three: Three) -> None:
        """A mark that protects is never lifted by bringing words back."""
        member = add_to_circle(three.helen, three.person, CirclePerson(name="Dot", helps_with="the garden")).made
        first = history_of(three.helen, member)[0].revision
        change_in_circle(three.helen, member, helps_with="nothing now", do_not_contact=True, ring=1)
        restore(three.helen, member, first)
        with three.helen.book.view() as view:
            now = view.current(CirclePerson, member).body
        assert (now.helps_with, now.do_not_contact, now.ring) == ("the garden", True, 1)


def test_a_long_visit_is_told_in_a_moment(three: Three) -> None:
    """Two hundred steps from question to question are one line."""
    with three.helen.book.unit() as unit:
        visit = unit.seal(Visit(), scope=person_scope(three.person))
        for step in range(200):
            onto = (unit.revisions(visit)[-1].id,)
            unit.seal(Visit(place=Place(prompt=str(step))), scope=person_scope(three.person), record=visit, onto=onto)
        unit.commit()
    lines = history_of(three.helen, visit)
    assert deeds(lines) == [Deed.WROTE, Deed.MOVED]
    assert lines[1].times == 200

"""A person's page: what is known, open and promised; forms that lose nothing; starting and planning visits."""

from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtTest import QTest

from app.casebook.desk import Desk
from app.casebook.people import people, person
from app.casebook.plan import actions_of
from app.casebook.saying import statements_of, typing_left
from app.casebook.visits import begin_visit, pause_visit, plan_visit, visits_of
from app.practice.people import Person, Role
from app.practice.plans import ActionState
from app.practice.visits import Permission, Place
from app.records.exchange import keep_state, state_of
from app.records.revision import person_scope
from tests.desks import Clock, add, make_desk, say
from tests.hands import Hands
from tests.looking import faults
from tests.screens.person import _maggie
from tests.screens.versions import two_laptops
from tests.studio import Studio
from ui.person.new_person_screen import NewPersonScreen
from ui.person.person_screen import PersonScreen
from ui.widgets.chips import Chip
from ui.words import Words
from ui.work import Work


class Shown:
    """A person's page with hands, and what it asked for."""

    def __init__(self, desk: Desk, record: str, work: Work, words: Words) -> None:
        self.desk, self.record = desk, record
        self.screen = PersonScreen(desk, work, words)
        self.asked: list[tuple[str, ...]] = []
        for name in (
            "visit_requested",
            "circle_requested",
            "profile_requested",
            "plan_requested",
            "leaving_requested",
            "unsettled_opened",
        ):
            getattr(self.screen, name).connect(lambda *facts, name=name: self.asked.append((name, *facts)))
        self.screen.resize(1280, 800)
        self.screen.show()
        self.screen.show_person(record)
        self.hands = Hands(self.screen, work, patience=20)
        self.hands.sees("How to speak with")


@pytest.fixture
def full(tmp_path: Path, work: Work, words: Words) -> Shown:
    """Maggie with a whole history."""
    studio = Studio(tmp_path, work, words)
    helen, _ = two_laptops(studio)
    return Shown(helen, _maggie(studio), work, words)


@pytest.fixture
def plain(tmp_path: Path, work: Work, words: Words) -> Shown:
    """Maggie as she was just added."""
    desk = make_desk(tmp_path)
    return Shown(desk, add(desk), work, words)


def test_while_more_is_arriving_it_says_so(plain: Shown) -> None:
    """A record that is still filling is not taken for all there is; once all is here nothing is said."""
    arriving = "still arriving on this laptop"
    plain.hands.does_not_see(arriving)
    fills = (((person_scope(plain.record), 12),), ())
    for filling, is_said in zip(fills, (True, False), strict=True):
        with plain.desk.book.unit() as unit:
            keep_state(unit, msgspec.structs.replace(state_of(unit), fills=filling))
            unit.commit()
        plain.screen.show_person(plain.record)
        plain.hands.settle()
        (plain.hands.sees if is_said else plain.hands.does_not_see)(arriving)


def test_everything_to_get_ready(full: Shown) -> None:
    """How to reach and speak, her own words, what is open, what was promised with the late first, the old copy."""
    for words in (
        "Sit on her left.",
        "Ring twice and wait, she is coming.",
        "“Ann rings at six on Sundays.”",
        "Maggie, 21 November 2026",
        "read back",
        "Not talked about yet:",
        "Late: it was for Tuesday 17 November",
        "By: before the frost",
        "Done Friday 6 November",
        "One-page profile, version 1, left on 21 November 2026. The words have changed since.",
        "Saturday 21 November, 10:12, first talk",
    ):
        full.hands.sees(words)
    seen = full.hands.words_on_screen()
    assert seen.index("Have the rail by the bath fitted") < seen.index("Bring the biscuits") < seen.index("Ring Ann")
    QTest.qWait(200)
    assert faults(full.screen) == []


def test_ways_from_here(full: Shown) -> None:
    """Every way is there and names the person."""
    for name in ("Circle", "One-page profile", "Plan", "Make a new copy of: One-page profile"):
        full.hands.press(name)
    full.hands.press("Settle the different versions of:")
    maggie = full.record
    assert full.asked[:4] == [
        ("circle_requested", maggie),
        ("profile_requested", maggie),
        ("plan_requested", maggie),
        ("leaving_requested", maggie, "one-page-profile"),
    ]
    assert full.asked[4][0] == "unsettled_opened"


def test_words_without_a_name_are_claimed(full: Shown) -> None:
    """Nobody is chosen beforehand; one press says whose they are, and they become that person's statement."""
    full.hands.sees("Whose words are these?")
    chosen = [chip for chip in full.screen.findChildren(Chip) if chip.isChecked()]
    assert chosen == []
    full.hands.press("Ann Farrelly")
    full.hands.does_not_see("Whose words are these?")
    said = [each.body for each in statements_of(full.desk, full.record) if "legs" in each.body.words]
    assert [(each.speaker.role, each.speaker.name) for each in said] == [(Role.OTHER, "Ann Farrelly")]
    assert typing_left(full.desk) == []


def test_words_of_nobody_are_let_go_and_brought_back(full: Shown) -> None:
    """Letting go can be undone."""
    full.hands.press("Nobody's, let them go: Not before nine")
    full.hands.does_not_see("Whose words are these?")
    full.hands.press("Undo")
    full.hands.sees("Whose words are these?")
    assert [each.typed.words for each in typing_left(full.desk)] == ["Not before nine, my legs are not awake."]


def test_a_promise_is_kept_and_taken_back(full: Shown) -> None:
    """It is done; no, it is not."""

    def state() -> ActionState:
        return next(each.body.state for each in actions_of(full.desk, full.record) if "rail" in each.body.what)

    full.hands.press("It is done: Have the rail by the bath fitted")
    full.hands.sees("Done Saturday 21 November")
    assert state() is ActionState.DONE
    full.hands.press("Undo")
    full.hands.sees("Late: it was for Tuesday 17 November")
    assert state() is ActionState.OPEN


def test_an_unplanned_visit_is_made_once(plain: Shown) -> None:
    """Starting at a new door makes a visit; starting again uses the same one."""
    plain.hands.press("Start a visit")
    (visit,) = visits_of(plain.desk, plain.record)
    assert plain.asked == [("visit_requested", plain.record, visit.record)]
    plain.hands.press("Start the visit")
    assert plain.asked[1] == plain.asked[0]
    assert len(visits_of(plain.desk, plain.record)) == 1


def test_a_paused_visit_comes_before_a_new_one(plain: Shown, work: Work) -> None:
    """What was begun is gone on with."""
    visit = plan_visit(plain.desk, plain.record).made
    begin_visit(plain.desk, visit, permission=Permission(given=True), present=(), topics=())
    work.write(lambda: pause_visit(plain.desk, visit, Place()))
    plain.hands.press("Go on with the visit")
    assert plain.asked == [("visit_requested", plain.record, visit)]


def test_planning_a_visit(plain: Shown) -> None:
    """A day from the chips or in words, a time on a British clock."""
    plain.hands.press("Plan a visit")
    plain.hands.choose("Wed 25")
    plain.hands.type_into("Time", "half past")
    plain.hands.press("Plan it")
    plain.hands.sees("This is not a time we can read.")
    plain.hands.replace_in("Time", "2pm")
    plain.hands.type_into("What it is for", "first talk")
    plain.hands.press("Plan it")
    plain.hands.sees("Wednesday 25 November, 14:00, first talk")
    (visit,) = visits_of(plain.desk, plain.record)
    assert visit.body.planned_for == datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


def test_planning_over_the_change_of_clocks(plain: Shown) -> None:
    """Ten o'clock in July is nine in UTC."""
    plain.hands.press("Plan a visit")
    plain.hands.type_into("Day", "3 July")
    plain.hands.type_into("Time", "10:00")
    plain.hands.press("Plan it")
    plain.hands.sees("Saturday 3 July, 10:00")
    (visit,) = visits_of(plain.desk, plain.record)
    assert visit.body.planned_for == datetime(2027, 7, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "says"), [("someday", "This is not a day we can read."), ("1 November 2026", "That day has gone.")]
)
def test_a_day_that_cannot_be_is_said(plain: Shown, day: str, says: str) -> None:
    """What was typed stays, and nothing is planned."""
    plain.hands.press("Plan a visit")
    plain.hands.type_into("Day", day)
    plain.hands.type_into("Time", "10:00")
    plain.hands.press("Plan it")
    plain.hands.sees(says)
    assert plain.hands.reads_in("Day") == day
    assert visits_of(plain.desk, plain.record) == []


def test_changing_details_changes_only_what_was_changed(plain: Shown) -> None:
    """A new telephone number leaves the rest as it is, down to its history."""
    before = person(plain.desk, plain.record)
    plain.hands.press("Change details")
    plain.hands.replace_in("Telephone", "01632 960777")
    plain.hands.type_into("Born", "14 March 1942")
    plain.hands.press("Keep")
    plain.hands.sees("Telephone 01632 960777")
    plain.hands.sees("Born 14 March 1942")
    after = person(plain.desk, plain.record)
    assert (after.body.telephone, after.body.born) == ("01632 960777", date(1942, 3, 14))
    assert after.body.reach == before.body.reach
    assert after.carriers["reach"] == before.carriers["reach"]


def test_a_language_in_which_nobody_has_read_the_questions(plain: Shown) -> None:
    """It is said where it is chosen, before anybody relies on it; and not for one in which nothing is asked."""
    plain.hands.press("Change details")
    plain.hands.does_not_see("has read those questions yet")
    form = plain.screen._details._form
    for key, said in (("cy", True), ("pl", False)):
        form._language.choose(key)
        form._language.changed.emit(key)
        assert form._unread_hint.isVisible() is said
        assert ("Nobody who speaks Welsh has read those questions yet" in form._unread_hint.text()) is said


def test_a_birthday_nobody_can_read_is_not_kept(plain: Shown) -> None:
    """It says so beside the field; nothing is kept until it is put right."""
    plain.hands.press("Change details")
    plain.hands.type_into("Born", "14/3/42")
    plain.hands.press("Keep")
    plain.hands.sees("This is not a day we can read.")
    assert person(plain.desk, plain.record).body.born is None
    assert plain.hands.reads_in("Born") == "14/3/42"


def test_typed_details_are_not_lost_by_going_away(plain: Shown) -> None:
    """Leaving with something typed asks; keeping nothing is a choice."""
    plain.hands.press("Change details")
    assert plain.screen.may_leave()
    plain.hands.type_into("Telephone", "9")
    assert not plain.screen.may_leave()
    plain.hands.sees("What you changed here is not kept yet.")
    QTest.qWait(100)
    plain.hands.press("Leave without keeping")
    assert plain.screen.may_leave()
    assert person(plain.desk, plain.record).body.telephone == "01632 960555"


def test_nothing_of_the_former_person_stays(plain: Shown, work: Work) -> None:
    """Showing somebody else shows nothing of the one before, not even while it is read."""
    other = add(plain.desk, Person(name="Tariq Aziz"))
    plain.screen.show_person(other)
    assert "Maggie Okafor" not in plain.hands.words_on_screen()
    plain.hands.sees("Tariq Aziz")


def test_a_private_note_is_not_on_the_page(plain: Shown, work: Work) -> None:
    """What we know is what the person said."""
    say(plain.desk, plain.record, "She looked tired.", name="Helen Price", role=Role.WORKER)
    say(plain.desk, plain.record, "Radio 3 on low.")
    plain.screen.reload()
    plain.hands.sees("“Radio 3 on low.”")
    plain.hands.does_not_see("She looked tired.")


def test_somebody_new_needs_only_a_name(tmp_path: Path, work: Work, words: Words) -> None:
    """A name is enough, an empty one is not, and 200 letters are fine."""
    desk = make_desk(tmp_path, clock=Clock())
    screen = NewPersonScreen(desk, work, words)
    made: list[str] = []
    screen.made.connect(made.append)
    screen.resize(1024, 640)
    screen.start()
    screen.show()
    hands = Hands(screen, work, patience=20)
    QTest.qWait(200)
    hands.press("Keep and open")
    hands.sees("Write a name, so that we can find them again.")
    long = "Ll" * 100
    hands.type_into("Name", long)
    hands.pick("Size of print they read best", "18 points, large print")
    hands.pick("What to give them on paper", "Easy read, with pictures")
    QTest.qWait(100)
    hands.press("Keep and open")
    (found,) = people(desk)
    assert made == [found.record]
    assert (found.body.name, found.body.reach.text_size, found.body.reach.paper) == (long, 18, "easy read")
    assert hands.reads_in("Name") == ""

"""When the person says no to the laptop, the questions can be taken along on paper."""

from pathlib import Path

from shiboken6 import delete

from app.casebook.visits import plan_visit, visits_of
from app.practice.visits import VisitStatus
from tests.desks import add, make_desk
from tests.hands import Hands
from ui.visit.begin import BeginScreen
from ui.words import Words
from ui.work import Work


def test_after_a_no_the_questions_that_were_picked_are_asked_for_and_the_visit_still_waits(
    tmp_path: Path, work: Work, words: Words
) -> None:
    desk = make_desk(tmp_path)
    person = add(desk)
    visit = plan_visit(desk, person).made
    screen = BeginScreen(desk, work, words)
    screen.resize(1280, 748)
    screen.show()
    asked: list[tuple[str, tuple[str, ...]]] = []
    screen.questions_requested.connect(lambda who, guides: asked.append((who, guides)))
    hands = Hands(screen, work)
    screen.show_visit(person, visit)
    hands.sees("What would Maggie like to talk about?")
    assert not hands.can_press("Questions on paper")
    hands.press("My people")
    hands.press("No, rather not")
    hands.sees("Then we close the lid.")
    hands.press("Questions on paper")
    assert asked == [(person, ("my-people",))]
    assert [each.body.status for each in visits_of(desk, person)] == [VisitStatus.PLANNED]
    work.wait_until_quiet()
    delete(screen)
    desk.book.close()

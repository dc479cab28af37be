"""What to talk about next: with the reason, where a topic ends and on the person's page; the short way is one press."""

from app.casebook.suggesting import suggestions
from app.casebook.visits import pause_visit
from app.practice.visits import Place
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop
from ui.person.person_screen import PersonScreen
from ui.reasons import reason_of
from ui.shell import Shell
from ui.visit.begin import BeginScreen
from ui.visit.next_talk import NextTalk


def to_the_end(table: TableWithLaptop, hands: Hands) -> None:
    for _ in range(80):
        if not hands.can_press("Next question"):
            return
        hands.press("Next question")
    raise AssertionError("the topic has no end")


def test_it_is_offered_where_a_topic_ends(table: TableWithLaptop) -> None:
    """With the reason, and pressed it leads to the question; in the middle of a topic nothing is offered."""
    table.begin(topics=("people-like", "good-day-bad-day"))
    hands = table.open_window()
    shown = table.screen.findChild(NextTalk)
    assert isinstance(shown, NextTalk)
    assert shown.isHidden()
    to_the_end(table, hands)
    hands.sees("You could talk next about")
    first = next(each for each in suggestions(table.desk, table.person) if (each.guide, each.prompt) != table.screen.moment[2:])
    hands.sees(reason_of(first, table.words))
    assert faults(table.shell) == []
    guide = table.desk.guides.get(first.guide)
    assert guide is not None
    prompt = guide.prompt_named(first.prompt)
    assert prompt is not None
    hands.press(f"Talk about {guide.name}: {prompt.question}")
    assert table.screen.moment[2:] == (first.guide, first.prompt)


def test_the_short_way_is_one_press(table: TableWithLaptop) -> None:
    """Its topics are picked in its order, instead of whatever was; it says how long it takes; each can be taken out again."""
    shell = table.shell = Shell(table.words)
    screen = BeginScreen(table.desk, table.work, table.words)
    shell.add_screen("begin", screen)
    shell.show()
    screen.show_visit(table.person, table.visit)
    shell.show_screen("begin")
    hands = Hands(shell, table.work)
    hands.settle()
    path = table.desk.guides.short_path
    hands.press(f"The short way, about {path.minutes} minutes")
    names = [guide.name for guide in path.guides]
    hands.sees(f"In this order: {table.words.listing(names)}.")
    assert tuple(screen._picked) == tuple(guide.id for guide in path.guides)
    hands.press(names[0])
    hands.sees(f"In this order: {table.words.listing(names[1:])}.")


def test_the_persons_page_says_why_and_where_it_stopped(table: TableWithLaptop) -> None:
    """What is missing with its reason, and the question at which the last visit stopped."""
    table.begin()
    guide = table.desk.guides.get("good-day-bad-day")
    assert guide is not None
    pause_visit(table.desk, table.visit, Place(guide=guide.id, prompt=guide.prompt[0].id))
    screen = PersonScreen(table.desk, table.work, table.words)
    screen.resize(1280, 800)
    screen.show()
    screen.show_person(table.person)
    hands = Hands(screen, table.work)
    hands.settle()
    hands.sees(reason_of(suggestions(table.desk, table.person)[0], table.words))
    hands.sees(f"It stopped at: {guide.name}. {guide.prompt[0].question}")
    assert faults(screen) == []
    screen.close()

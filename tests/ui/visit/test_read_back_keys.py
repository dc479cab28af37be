"""Reading back by single keys, and going on with it where it stopped."""

from app.practice.people import Role
from app.practice.statements import Answer
from tests.hands import Hands
from tests.ui.visit.laptop import TableWithLaptop
from tests.ui.visit.test_read_back import open_screen, say
from ui.visit.read_back import ReadBackScreen

LINES = ("Radio 3.", "Tea at six.", "Lights on.", "And quiet.")


def heard(table: TableWithLaptop) -> dict[str, Answer | None]:
    return {each.words: each.read_back.answer if each.read_back else None for each in table.said}


def leave(table: TableWithLaptop, hands: Hands) -> None:
    assert table.shell is not None
    hands.press("Back to the visit")
    table.shell.close()


def test_single_letters_answer(table: TableWithLaptop) -> None:
    """Y yes, N not quite, L leave that out, S skip; while better words are written the letters are letters."""
    table.begin("Ann")
    for words in LINES:
        say(table, words)
    hands = open_screen(table)
    hands.sees("Keys: Y yes, N not quite, L leave that out, S skip")
    hands.sees("1 of 4")
    hands.key("Y")
    hands.sees("“Tea at six.”")
    hands.key("N")
    hands.key("Ctrl+A")
    hands.type("Yes, supper by seven. No later.")
    hands.key("Ctrl+Return")
    hands.sees("“Yes, supper by seven. No later.”")
    hands.key("Y")
    hands.sees("“Lights on.”")
    hands.key("L")
    hands.sees("“And quiet.”")
    hands.key("B")
    hands.sees("“Yes, supper by seven. No later.”")
    hands.key("S")
    hands.key("S")
    hands.sees("That is everything we heard.")
    assert heard(table) == {"Radio 3.": Answer.YES, "Yes, supper by seven. No later.": Answer.YES, "And quiet.": None}


def test_it_goes_on_where_it_stopped(table: TableWithLaptop) -> None:
    """Also through a new start; what was skipped before is one back; at the end it begins anew."""
    table.begin()
    for words in LINES:
        say(table, words)
    hands = open_screen(table)
    hands.key("S")
    hands.key("Y")
    hands.sees("“Lights on.”")
    leave(table, hands)
    hands = open_screen(table)
    hands.sees("“Lights on.”")
    hands.sees("2 of 3")
    hands.key("B")
    hands.sees("“Radio 3.”")
    for _ in range(3):
        hands.key("S")
    hands.sees("3 still wait for a yes. They can be read again at any time.")
    leave(table, hands)
    hands = open_screen(table)
    hands.sees("“Radio 3.”")


def test_where_it_stopped_was_left_out_meanwhile(table: TableWithLaptop) -> None:
    """Then it goes on with the first that waits."""
    table.begin()
    for words in LINES:
        say(table, words)
    hands = open_screen(table)
    hands.key("S")
    leave(table, hands)
    from app.casebook.saying import leave_out, statements_of

    leave_out(table.desk, statements_of(table.desk, table.person)[1].record)
    hands = open_screen(table)
    hands.sees("“Radio 3.”")
    hands.does_not_see("Tea at six.")


def test_the_same_words_of_two_stay_two(table: TableWithLaptop) -> None:
    """Perspectives never merge: each is read under its own name, and a yes to one is none to the other."""
    table.begin("Ann")
    say(table, "Mornings are hard.")
    say(table, "Mornings are hard.", "Ann")
    hands = open_screen(table)
    hands.sees("Maggie said")
    hands.key("Y")
    hands.sees("Ann said")
    assert hands.can_press("Yes, that is right")
    answered = [(each.speaker.role, each.read_back is not None) for each in table.said]
    assert answered == [(Role.PERSON, True), (Role.OTHER, False)]


def test_the_place_of_the_visit_stays(table: TableWithLaptop) -> None:
    """Reading back does not move the conversation from its question."""
    table.begin()
    say(table, "Radio 3.")
    hands = table.open_window()
    hands.key("Ctrl+PgDown")
    before = table.visit_now.place
    assert table.shell is not None
    screen = ReadBackScreen(table.desk, table.work, table.words)
    table.shell.add_screen("read back", screen)
    screen.show_visit(table.person, table.visit)
    table.shell.show_screen("read back")
    hands.settle()
    hands.key("S")
    after = table.visit_now.place
    assert (after.guide, after.prompt) == (before.guide, before.prompt)

"""Who said it, and how: one key or one press, nothing chosen until then, named in the field from then on."""

import pytest

from app.casebook.saying import Typed, new_typing, seal_typing
from app.practice.people import Speaker
from app.practice.statements import Manner
from app.practice.visits import VisitStatus
from tests.hands import Hands
from tests.ui.visit.laptop import TableWithLaptop
from ui.visit.answer import MANNERS
from ui.visit.table import key_of

FIELD = "What is said"


def named(table: TableWithLaptop) -> str:
    field = table.screen._view.answer.field
    assert field.accessibleDescription() == field.placeholderText()
    return field.placeholderText()


def chosen(table: TableWithLaptop) -> tuple[str, str]:
    answer = table.screen._view.answer
    return answer._who.chosen, answer._how.chosen


def test_nothing_is_chosen_until_somebody_presses(table: TableWithLaptop) -> None:
    """Neither who nor how; and every one who is here and every way is on show with its key."""
    table.begin("Ann", "Joe")
    hands = table.open_window()
    assert chosen(table) == ("", "")
    assert named(table) == "Write here what is said"
    for name in ("Maggie", "Ann", "Joe", "me, Helen Price"):
        assert hands.can_press(name), name
    for manner in MANNERS:
        assert hands.can_press(table.words.choice("visit.manner", manner.value)), manner
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Next question")
    assert table.said == []
    assert chosen(table) == ("", "")


def test_one_key_says_who(table: TableWithLaptop) -> None:
    """The name is in the field and stays for the next words and the next question, until another key."""
    table.begin("Ann")
    hands = table.open_window()
    hands.key("Ctrl+1")
    assert (chosen(table), named(table)) == (("person", "spoken"), "Maggie says…")
    assert hands.focus_name() == FIELD
    hands.type("Radio 3.")
    hands.key("Ctrl+Return")
    hands.key("Ctrl+PgDown")
    hands.sees("And a bad morning?")
    assert named(table) == "Maggie says…"
    hands.type("Lights on.")
    hands.key("Ctrl+Return")
    hands.key("Ctrl+2")
    assert named(table) == "Ann says…"
    hands.type("She hides the tablets.")
    hands.key("Ctrl+0")
    assert named(table) == "I say…"
    hands.key("Ctrl+Return")
    assert [(each.words, each.speaker.name) for each in table.said] == [
        ("Radio 3.", "Maggie"),
        ("Lights on.", "Maggie"),
        ("She hides the tablets.", "Helen Price"),
    ]


def test_a_key_of_nobody_chooses_nobody(table: TableWithLaptop) -> None:
    """Ctrl and a number nobody has changes nothing."""
    table.begin("Ann")
    hands = table.open_window()
    for keys in ("Ctrl+3", "Ctrl+9", "Alt+8", "Alt+0"):
        hands.key(keys)
        assert chosen(table) == ("", ""), keys
    assert named(table) == "Write here what is said"


@pytest.mark.parametrize("manner", MANNERS)
def test_every_way_has_its_key(table: TableWithLaptop, manner: Manner) -> None:
    """It is named in the field, and kept with the words."""
    table.begin("Ann")
    hands = table.open_window()
    hands.key("Ctrl+2")
    hands.key(f"Alt+{MANNERS.index(manner) + 1}")
    assert named(table) == table.words(f"visit.they.{manner.value}", name="Ann")
    hands.type("The blue cup.")
    hands.key("Ctrl+Return")
    assert [each.manner for each in table.said] == [manner]


def test_the_way_stays_with_whoever_it_was_pressed_for(table: TableWithLaptop) -> None:
    """Maggie signs and goes on signing; Ann, who speaks, does not sign because Maggie does."""
    table.begin("Ann")
    hands = table.open_window()
    hands.press("Maggie")
    hands.press("signed")
    for words in ("The blue cup.", "Not the white one."):
        hands.type(words)
        hands.key("Ctrl+Return")
    hands.press("Ann")
    assert named(table) == "Ann says…"
    hands.type("She has always had it.")
    hands.key("Ctrl+Return")
    hands.press("Maggie")
    assert named(table) == "Maggie signs…"
    assert [each.manner for each in table.said] == [Manner.SIGNED, Manner.SIGNED, Manner.SPOKEN]


def test_the_way_may_be_pressed_first(table: TableWithLaptop) -> None:
    """Pointed to, and then by whom: both as pressed."""
    table.begin("Ann")
    hands = table.open_window()
    hands.type_into(FIELD, "The blue cup.")
    hands.press("pointed to it")
    assert chosen(table) == ("", "pointed")
    hands.press("Keep this")
    hands.sees("Whose words are these? Press a name.")
    hands.key("Ctrl+1")
    (kept,) = table.said
    assert (kept.speaker.name, kept.manner) == ("Maggie", Manner.POINTED)


def test_seen_in_the_person_is_not_said_by_the_person(table: TableWithLaptop) -> None:
    """What was seen with Maggie is named so in the field, as it is under the words."""
    table.begin()
    hands = table.open_window()
    hands.key("Ctrl+1")
    hands.key("Alt+6")
    assert named(table) == "Seen with Maggie…"


def test_a_name_is_nobody_else(table: TableWithLaptop) -> None:
    """Two Anns at one table are two people."""
    table.begin()
    mine = Speaker(role=table.desk.me.role, name="Ann")
    assert key_of(mine) == "name:Ann"
    hands = table.open_window()
    hands.key("Ctrl+Shift+N")
    hands.type("Ann")
    hands.key("Return")
    hands.key("Ctrl+2")
    assert named(table) == "Ann says…"
    hands.key("Ctrl+0")
    assert named(table) == "I say…"


def walk(hands: Hands, table: TableWithLaptop) -> None:
    hands.key("Ctrl+1")
    hands.type("Radio 3 on low.")
    hands.key("Ctrl+PgDown")
    hands.sees("And a bad morning?")
    hands.key("Ctrl+2")
    hands.key("Alt+3")
    hands.type("Lights on.")
    hands.key("F8")
    assert hands.focus_name() == "Your note"
    hands.type("Ring before eight.")
    hands.key("Ctrl+Return")
    assert hands.focus_name() == FIELD
    hands.key("Ctrl+PgUp")
    hands.sees("“Radio 3 on low.”")
    hands.key("F9")
    hands.sees("minutes")
    for key, told in (("F2", "turn"), ("F4", "read back"), ("F10", "paused")):
        hands.key(key)
        assert table.told[-1] == told


def test_a_whole_visit_by_keys(table: TableWithLaptop) -> None:
    """Say, go on, note, look back, see the time, turn, read back, pause: never a mouse, never more than one key."""
    table.begin("Ann")
    hands = table.open_window()
    table.screen.read_back_requested.connect(lambda: table.told.append("read back"))
    walk(hands, table)
    assert {(each.words, each.speaker.name, each.manner) for each in table.said} == {
        ("Radio 3 on low.", "Maggie", Manner.SPOKEN),
        ("Lights on.", "Ann", Manner.WRITTEN),
        ("Ring before eight.", "Helen Price", Manner.OBSERVED),
    }
    assert table.visit_now.status is VisitStatus.PAUSED


def test_keys_wait_while_another_screen_is_shown(table: TableWithLaptop) -> None:
    """What is not on show hears no key."""
    from ui.visit.read_back import ReadBackScreen

    table.begin("Ann")
    hands = table.open_window()
    assert table.shell is not None
    seal_typing(table.desk, new_typing(table.person, table.visit, Typed(words="One.", speaker=table.desk.me)))
    screen = ReadBackScreen(table.desk, table.work, table.words)
    table.shell.add_screen("read back", screen)
    screen.show_visit(table.person, table.visit)
    table.shell.show_screen("read back")
    hands.settle()
    for keys in ("Ctrl+1", "Alt+2", "F2", "F10"):
        hands.key(keys)
    assert chosen(table) == ("", "")
    assert table.told == []
    assert [each.read_back for each in table.said] == [None]

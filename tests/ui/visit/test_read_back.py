"""Reading back: one statement at a time, by the same speaker, by keyboard, with a calm word at the end."""

from app.casebook.saying import Typed, new_typing, seal_typing, typing_in
from app.practice.people import Role, Speaker
from app.practice.statements import Answer, Asked
from tests.hands import Hands
from tests.looking import faults
from tests.ui.visit.laptop import TableWithLaptop
from ui.shell import Shell
from ui.visit.read_back import ReadBackScreen


def open_screen(table: TableWithLaptop, told: list[str] | None = None) -> Hands:
    shell = table.shell = Shell(table.words)
    screen = ReadBackScreen(table.desk, table.work, table.words)
    screen.closed.connect(lambda: told.append("closed") if told is not None else None)
    shell.add_screen("read back", screen)
    shell.show()
    shell.activateWindow()
    screen.show_visit(table.person, table.visit)
    shell.show_screen("read back")
    hands = Hands(shell, table.work)
    hands.settle()
    return hands


def say(table: TableWithLaptop, words: str, name: str = "") -> None:
    who = Speaker(role=Role.OTHER, name=name) if name else Speaker(role=Role.PERSON, name="Maggie", who=table.person)
    seal_typing(table.desk, new_typing(table.person, table.visit, Typed(words=words, speaker=who)))


def test_a_round_by_keyboard(table: TableWithLaptop) -> None:
    """Yes, not quite with better words there and then, leave that out, and a summary."""
    table.begin("Ann")
    for words, name in (("Radio 3.", ""), ("Tea at six.", ""), ("She hides the tablets.", "Ann"), ("And quiet.", "")):
        say(table, words, name)
    told: list[str] = []
    hands = open_screen(table, told)
    hands.sees("“Radio 3.”")
    hands.does_not_see("Tea at six.")
    assert hands.focus_name() == "Yes, that is right"
    hands.key("Space")
    hands.sees("“Tea at six.”")
    hands.tab_to("Not quite")
    hands.key("Space")
    assert hands.focus_name() == "How it should be"
    hands.key("Ctrl+A")
    hands.type("Tea at seven.")
    hands.key("Ctrl+Return")
    hands.sees("“Tea at seven.”")
    hands.sees("Maggie said")
    assert hands.focus_name() == "Yes, that is right"
    hands.key("Space")
    hands.sees("“She hides the tablets.”")
    hands.sees("Ann said")
    hands.tab_to("Leave that out")
    hands.key("Space")
    hands.sees("Left out.")
    hands.sees("“And quiet.”")
    hands.press("Skip this one")
    for line in (
        "That is everything we heard.",
        "2 are right as they stand.",
        "One was put in better words.",
        "One was left out.",
        "One still waits for a yes. It can be read again at any time.",
    ):
        hands.sees(line)
    assert faults(table.shell) == []
    assert hands.focus_name() == "Back to the visit"
    hands.key("Space")
    assert told == ["closed"]
    assert [(each.words, each.read_back and each.read_back.answer) for each in table.said] == [
        ("Radio 3.", Answer.YES),
        ("Tea at seven.", Answer.YES),
        ("And quiet.", None),
    ]


def test_not_quite_and_no_better_words(table: TableWithLaptop) -> None:
    """The answer is kept, the words stay, and nothing half typed stays behind."""
    table.begin()
    say(table, "Radio 3.")
    hands = open_screen(table)
    hands.press("Not quite")
    hands.type_into("How it should be", " on")
    hands.press("Leave it for now")
    hands.sees("One still waits for a yes.")
    (kept,) = table.said
    assert kept.words == "Radio 3."
    assert kept.read_back is not None
    assert kept.read_back.answer is Answer.NOT_QUITE
    assert typing_in(table.desk, table.visit) == []


def test_half_typed_better_words_are_on_the_disk(table: TableWithLaptop) -> None:
    """A pause of typing is kept here too."""
    table.begin()
    say(table, "Radio 3.")
    hands = open_screen(table)
    hands.press("Not quite")
    hands.type_into("How it should be", " on low")
    hands.key("Tab")
    (draft,) = typing_in(table.desk, table.visit)
    assert draft.typed.words == "Radio 3. on low"
    assert draft.onto


def test_leaving_out_is_undone(table: TableWithLaptop) -> None:
    """Undo brings the words back, and they are read next."""
    table.begin()
    say(table, "Radio 3.")
    hands = open_screen(table)
    hands.press("Leave that out")
    hands.sees("One was left out.")
    hands.press("Undo")
    hands.sees("“Radio 3.”")
    assert [each.words for each in table.said] == ["Radio 3."]


def test_nothing_to_read(table: TableWithLaptop) -> None:
    """A calm word, and the way back."""
    table.begin()
    hands = open_screen(table)
    hands.sees("There is nothing new to read back.")
    assert hands.focus_name() == "Back to the visit"


def test_a_row_is_known_by_its_first_words(table: TableWithLaptop) -> None:
    """What stands in a table is read with what it is about; the first words of the row by themselves."""
    table.begin()
    maggie = Speaker(role=Role.PERSON, name="Maggie", who=table.person)
    for prompt, words in (("happened", "We moved to Leeds."), ("felt", "Good and hard")):
        asked = Asked(guide="my-life", version=2, prompt=f"{prompt}:3fa91c02", question=f"{prompt}, asked")
        typed = Typed(words=words, speaker=maggie, asked=asked)
        seal_typing(table.desk, new_typing(table.person, table.visit, typed))
    hands = open_screen(table)
    hands.sees("“We moved to Leeds.”")
    hands.does_not_see("About:")
    hands.press("Skip this one")
    hands.sees("“Good and hard”")
    hands.sees("About: “We moved to Leeds.”")
    hands.sees("felt, asked")
    assert faults(table.shell) == []

"""The visit: whose words they are is never guessed, and what is typed is kept, here and after any accident."""

from app.casebook.people import people
from app.casebook.plan import actions_of
from app.casebook.saying import statements_of, typing_in
from app.practice.people import Role
from app.practice.plans import ActionState
from app.practice.statements import Manner
from app.practice.visits import VisitStatus
from tests.ui.visit.laptop import TableWithLaptop

FIELD = "What is said"


def test_nobody_is_chosen_beforehand(table: TableWithLaptop) -> None:
    """Words with nobody chosen stay a draft; a quiet strip asks whose they are, and pressing a name keeps them."""
    table.begin("Ann")
    hands = table.open_window()
    hands.type_into(FIELD, "Radio 3 on low.")
    hands.key("Ctrl+Return")
    hands.sees("Whose words are these? Press a name.")
    assert table.said == []
    hands.press("Maggie")
    hands.sees("“Radio 3 on low.”")
    (kept,) = table.said
    assert (kept.speaker.role, kept.speaker.who, kept.manner) == (Role.PERSON, table.person, Manner.SPOKEN)
    assert kept.asked.question == "How does a good morning start?"
    assert kept.visit == table.visit


def test_the_first_name_pressed_stays(table: TableWithLaptop) -> None:
    """It is named in the field, and the next question still has it."""
    table.begin("Ann")
    hands = table.open_window()
    hands.press("Maggie")
    assert table.screen._view.answer.field.placeholderText() == "Maggie says…"
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Keep this")
    hands.press("Next question")
    hands.sees("And a bad morning?")
    hands.sees_chosen("Maggie")
    hands.type_into(FIELD, "Lights on.")
    hands.press("Next question")
    assert [each.words for each in table.said] == ["Radio 3.", "Lights on."]


def test_two_speakers_are_two_statements(table: TableWithLaptop) -> None:
    """What Ann says beside Maggie is another statement, with another name under it."""
    table.begin("Ann")
    hands = table.open_window()
    for name, words in (("Maggie", "I like it quiet."), ("Ann", "She likes it quiet.")):
        hands.press(name)
        hands.type_into(FIELD, words)
        hands.press("Keep this")
    hands.sees("Maggie said")
    hands.sees("Ann said")
    assert [(each.speaker.name, each.words) for each in table.said] == [
        ("Maggie", "I like it quiet."),
        ("Ann", "She likes it quiet."),
    ]


def test_a_pause_of_typing_is_on_the_disk(table: TableWithLaptop) -> None:
    """After a pull of the plug the same place, the same words and the same place of the cursor are there."""
    table.begin("Ann")
    hands = table.open_window()
    hands.press("Next question")
    hands.press("Ann")
    hands.type_into(FIELD, "She hides the tablets")
    for _ in range(7):
        hands.key("Left")
    hands.type("X")
    hands.sees("Saved")
    table.pull_the_plug()
    hands = table.open_window()
    hands.sees("And a bad morning?")
    field = table.screen._view.answer.field
    assert hands.reads_in(FIELD) == "She hides the Xtablets"
    assert field.textCursor().position() == len("She hides the X")
    assert hands.focus_name() == FIELD
    hands.sees_chosen("Ann")
    assert table.said == []
    hands.press("Keep this")
    assert [(each.words, each.speaker.name) for each in table.said] == [("She hides the Xtablets", "Ann")]
    assert typing_in(table.desk, table.visit) == []


def test_one_field_is_one_record(table: TableWithLaptop) -> None:
    """Many pauses, one draft; the statement keeps the draft's record."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "One")
    hands.sees("Saved")
    hands.type(" two")
    hands.key("Tab")
    (draft,) = typing_in(table.desk, table.visit)
    assert draft.typed.words == "One two"
    assert draft.typed.speaker is None


def test_words_nobody_claimed_are_asked_for_elsewhere(table: TableWithLaptop) -> None:
    """Leaving the question leaves them a draft; the strip leads back to them."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "From five o'clock it is me and the clock.")
    hands.press("Next question")
    hands.sees("Whose words are these? “From five o'clock it is me and the clock.”")
    assert hands.reads_in(FIELD) == ""
    hands.press("Go there")
    assert hands.reads_in(FIELD) == "From five o'clock it is me and the clock."
    hands.does_not_see("Whose words are these?")
    hands.press("Maggie")
    hands.press("Keep this")
    assert len(table.said) == 1


def test_pause_and_come_back_exactly_there(table: TableWithLaptop) -> None:
    """Topic, part and question are where they were; what was typed is a statement; the visit goes on."""
    table.begin()
    hands = table.open_window()
    hands.press("Evening")
    hands.press("Talk about: When is an evening too long, or too hard?")
    hands.press("Maggie")
    hands.type_into(FIELD, "It is me and the clock.")
    hands.press("Pause")
    assert table.told == ["paused"]
    assert table.visit_now.status is VisitStatus.PAUSED
    assert [each.words for each in table.said] == ["It is me and the clock."]
    table.screen.show_visit(table.person, table.visit)
    hands.sees("When is an evening too long, or too hard?")
    hands.sees("“It is me and the clock.”")
    hands.settle()
    assert table.visit_now.status is VisitStatus.UNDER_WAY
    assert table.screen.moment == (table.person, table.visit, "good-day-bad-day", "evening-bad")


def test_ending_seals_and_lets_go(table: TableWithLaptop) -> None:
    """What stands in the field is a statement at the end; everybody may be seen again."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "That was good.")
    hands.press("End the visit")
    assert table.told == ["ended"]
    assert table.visit_now.status is VisitStatus.ENDED
    assert [each.words for each in table.said] == ["That was good."]
    assert len(people(table.desk)) == 1


def test_back_and_forth_between_good_and_bad(table: TableWithLaptop) -> None:
    """The bad side stands at the right; pressing it brings it into the middle and the good side to the right."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Talk about: And a bad morning?")
    hands.type_into(FIELD, "Lights on.")
    hands.press("Talk about: How does a good morning start?")
    hands.sees("“Lights on.”")
    assert [(each.words, each.asked.prompt) for each in table.said] == [("Radio 3.", "waking-good"), ("Lights on.", "waking-bad")]
    hands.press("Afternoon")
    hands.sees("Tell me about a good afternoon.")


def test_what_needs_to_happen(table: TableWithLaptop) -> None:
    """Who does what by when beside the day: by day or in words, changed, left out and brought back."""
    table.begin("Ann")
    hands = table.open_window()
    hands.press("Add: What needs to happen so that more mornings start well?")
    hands.press("Keep")
    hands.sees("Write what will happen. Who and when can wait.")
    hands.type_into("What will happen", "Same two carers on weekdays.")
    hands.press("Ann does it")
    hands.type_into("By when", "1 December")
    hands.sees("Tuesday 1 December: 1 December 2026")
    hands.press("Keep")
    hands.sees("Ann, by 1 December 2026")
    (action,) = [each.body for each in actions_of(table.desk, table.person)]
    assert (action.what, action.asked.prompt, action.visit) == ("Same two carers on weekdays.", "waking-todo", table.visit)
    assert action.by is not None
    assert action.state is ActionState.OPEN
    hands.press("Change: Same two carers on weekdays.")
    hands.replace_in("By when", "before Advent")
    hands.press("Keep")
    hands.sees("Ann: before Advent")
    hands.press("Leave out: Same two carers on weekdays.")
    hands.does_not_see("Same two carers on weekdays.")
    hands.press("Undo")
    hands.sees("Same two carers on weekdays.")


def test_a_wording_half_typed_is_kept_by_a_pause(table: TableWithLaptop) -> None:
    """Pausing seals it; coming back shows it as the words, with nothing left open."""
    table.begin()
    hands = table.open_window()
    hands.press("Maggie")
    hands.type_into(FIELD, "Radio 3.")
    hands.press("Keep this")
    hands.press("Change: Radio 3.")
    hands.type_into("Other words for: Radio 3.", " On low.")
    hands.press("Pause")
    assert table.told == ["paused"]
    table.screen.show_visit(table.person, table.visit)
    hands.sees("“Radio 3. On low.”")
    hands.does_not_see("Keep these words")
    assert [each.words for each in table.said] == ["Radio 3. On low."]
    assert typing_in(table.desk, table.visit) == []


def test_what_is_asked_of_a_wish(table: TableWithLaptop) -> None:
    """In a plan what is wanted stands in the middle, and who does what beside it, for that wish."""
    table.begin(topics=("what-i-want",))
    hands = table.open_window()
    hands.press("Out and about")
    hands.press("Maggie")
    hands.type_into(FIELD, "The ten o'clock Mass, on my own feet.")
    hands.press("Keep this")
    hands.press("Add: Who will help you get there, and by when?")
    hands.type_into("What will happen", "Walk to the gate and back.")
    hands.press("Maggie does it")
    hands.press("The ten o'clock Mass, on my own feet.")
    hands.press("Keep")
    hands.sees("Walk to the gate and back.")
    (action,) = [each.body for each in actions_of(table.desk, table.person)]
    assert action.who is not None
    assert action.who.role is Role.PERSON
    (wish,) = [each.record for each in statements_of(table.desk, table.person)]
    assert action.towards == wish


def test_locking_keeps_and_seals(table: TableWithLaptop) -> None:
    """What has a speaker becomes a statement; what has none stays a draft."""
    table.begin()
    hands = table.open_window()
    hands.type_into(FIELD, "Whose is this")
    table.screen.keep_now()
    hands.settle()
    assert [each.typed.words for each in typing_in(table.desk, table.visit)] == ["Whose is this"]
    hands.press("Maggie")
    hands.type_into(FIELD, "Mine.")
    table.screen.keep_now()
    hands.settle()
    assert [each.words for each in table.said] == ["Mine."]

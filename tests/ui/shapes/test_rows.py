"""A tool with rows: each answer stands in its row, the talk goes row by row, and a row is there while something is in it."""

from app.practice.rows import prompt_in, row_in
from tests.ui.shapes.at_table import FIELD, ShapeTable, say


def test_an_answer_stands_in_its_row(table: ShapeTable) -> None:
    """The questions of a row are asked in the order of the file, and all that is said to them stands in one row."""
    hands = table.talk_about("chart")
    hands.press("Ann")
    hands.sees("Seen?")
    say(hands, "He rubs his knee")
    hands.press("Next question")
    hands.sees("We think it means?")
    say(hands, "It hurts")
    hands.press("Next question")
    hands.sees("What is happening?")
    (seen, meaning) = table.places
    assert [prompt_in(place) for place, _ in (seen, meaning)] == ["seen", "meaning"]
    assert row_in(seen[0]) == row_in(meaning[0])
    assert len(row_in(seen[0])) == 8
    assert table.said[0].asked.question == "Seen?"


def test_at_the_end_of_a_row_comes_another_one(table: ShapeTable) -> None:
    """It is offered when the last question of the last row is reached and the row holds something, and not before."""
    hands = table.talk_about("chart", "log")
    hands.press("Ann")
    offered = table.screen._view.another
    assert not offered.isVisible()
    say(hands, "He rubs his knee")
    for _ in range(3):
        assert not offered.isVisible()
        hands.press("Next question")
    hands.sees("We should?")
    assert offered.isVisible()
    hands.press("Another one")
    hands.sees("Seen?")
    hands.does_not_see("“He rubs his knee”")
    say(hands, "She looks at the door")
    assert len({row_in(place) for place, _ in table.places}) == 2
    hands.press("Question before")
    hands.sees("We should?")
    for _ in range(3):
        hands.press("Question before")
    hands.sees("“He rubs his knee”")
    for _ in range(7):
        hands.press("Next question")
    hands.sees("We should?")
    hands.press("Next: The log")
    hands.sees("What I did?")


def test_a_draft_comes_back_to_its_row(table: ShapeTable) -> None:
    """After a pull of the plug the same row, the same question and the same words are there, and they are kept there."""
    hands = table.talk_about("chart")
    hands.press("Ann")
    say(hands, "He rubs his knee")
    hands.press("Next question")
    hands.type_into(FIELD, "It hur")
    hands.sees("Saved")
    row = row_in(table.screen.moment[3])
    table.pull_the_plug()
    hands = table.open_window()
    hands.sees("We think it means?")
    assert hands.reads_in(FIELD) == "It hur"
    hands.key("Ctrl+Return")
    assert table.places == [(f"seen:{row}", "He rubs his knee"), (f"meaning:{row}", "It hur")]

"""Choices of a question: read from the file, a mistake in them named by line and in words, in another language too."""

import pytest

from app.practice.errors import GuideMistake
from app.practice.guide_files import look_again, read_guide
from app.practice.guide_languages import Languages, missing_in, read_translation
from app.practice.guides import ONE, SEVERAL, Choice, Shelf
from app.practice.jargon import JargonList
from tests.app.practice.test_guides import GOOD

CHOICES = """\
choices = [
    { words = "With milk", picture = "cup" },
    "Black",
    { words = "No tea" },
]
choose = "one"
"""
OFFERING = GOOD + CHOICES
WELSH = """\
language = "cy"
guide = "tea"
version = 3
checked_by = ""

[[prompt]]
id = "cold-cup"
question = "A phaned wael?"
choices = ["Gyda llaeth", "Du", "Dim te"]
"""


def test_choices_are_read_with_their_pictures() -> None:
    """In the order of the file; words alone are enough, and a guide without any is as it was."""
    prompt = read_guide(OFFERING, "tea.toml").prompt[1]
    assert prompt.choices == (Choice("With milk", "cup"), Choice("Black"), Choice("No tea"))
    assert prompt.choose == ONE
    assert read_guide(GOOD + CHOICES.replace('choose = "one"\n', ""), "tea.toml").prompt[1].choose == SEVERAL
    assert read_guide(GOOD, "tea.toml").prompt[1].choices == ()


@pytest.mark.parametrize(
    ("was", "written", "line", "key", "what"),
    [
        (CHOICES, 'choices = "Black"\n', 34, "choices", "not a list of words to point at"),
        ('"Black"', "7", 34, "choices", "not a list of words to point at"),
        ('"Black"', '"  "', 34, "choices", "a choice without words in quotation marks"),
        ('"Black"', '"No tea"', 36, "choices", "the choice 'No tea' stands twice"),
        ('"Black"', '"NO TEA"', 36, "choices", "the choice 'NO TEA' stands twice"),
        ('words = "No tea"', 'word = "No tea"', 37, "choices", "a choice has words and a picture; 'word' is an unknown key"),
        ('picture = "cup" },', "picture = 3 },", 35, "choices", "the picture of 'With milk' is not a word in quotation marks"),
        ('{ words = "With milk", picture = "cup" }', '"Tea"', 0, "", ""),
        ('picture = "cup" },', 'picture = "cop" },', 35, "choices", "no picture is called 'cop'; there are cup"),
        ('"one"', '"two"', 39, "choose", "neither 'one' nor 'several'"),
        (CHOICES, 'choices = ["Black"]\n', 34, "choices", "1 to choose from; there are 2 to 9"),
        (CHOICES, f"choices = {[str(each) for each in range(10)]}\n", 34, "choices", "10 to choose from; there are 2 to 9"),
        (CHOICES, 'choose = "one"\n', 34, "choose", "there are no choices"),
    ],
)
def test_a_mistake_in_a_choice_is_named(was: str, written: str, line: int, key: str, what: str) -> None:
    """By the line of the choice itself, where it has one."""
    head, tail = OFFERING[: len(GOOD)], OFFERING[len(GOOD) :]
    assert was in tail
    text = head + tail.replace(was, written, 1)
    if not what:
        assert read_guide(text, "tea.toml", pictures={"cup"}).prompt[1].choices[0] == Choice("Tea")
        return
    with pytest.raises(GuideMistake) as caught:
        read_guide(text, "tea.toml", pictures={"cup"})
    assert (caught.value.line, caught.value.where, caught.value.what) == (line, f"prompt 2 (cold-cup), {key}", what)


def test_a_word_of_the_trade_to_point_at_is_looked_at_again() -> None:
    """On the line on which it stands."""
    jargon = JargonList([{"avoid": ["respite"], "instead": "a break"}])
    found = look_again(OFFERING.replace('"Black"', '"Respite"'), jargon)
    assert (36, "prompt 2 (cold-cup), choices", "'Respite' is a word of the trade: a break") in found


def test_choices_in_another_language() -> None:
    """With the pictures of the guide; where they are not as many, or the guide has others since, those of the guide."""
    said = read_translation(WELSH, "cy")
    guide = read_guide(OFFERING, "tea.toml")
    assert "choices of cold-cup" not in missing_in(said, guide)
    spoken = Shelf([guide], translations=Languages(lambda: [said])).spoken(guide, "cy").guide.prompt[1]
    assert spoken.choices == (Choice("Gyda llaeth", "cup"), Choice("Du"), Choice("Dim te"))
    fewer = read_translation(WELSH.replace(', "Dim te"', ""), "cy")
    assert "choices of cold-cup" in missing_in(fewer, guide)
    assert Shelf([guide], translations=Languages(lambda: [fewer])).spoken(guide, "cy").guide.prompt[1].choices[1] == Choice(
        "Black"
    )
    newer = read_guide(OFFERING.replace("version = 3", "version = 4").replace('"Black"', '"Weak"'), "tea.toml")
    shelf = Shelf([newer], older=[guide], translations=Languages(lambda: [said]))
    asked = shelf.spoken(newer, "cy").guide.prompt[1]
    assert (asked.question, asked.choices[1]) == ("A phaned wael?", Choice("Weak"))

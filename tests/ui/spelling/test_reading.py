"""Which words are looked up, and which are left in peace."""

import pytest

from ui.spelling.reading import words_to_look_up
from ui.spelling.speller import british

NOBODY: frozenset[str] = frozenset()


def marked(text: str, mine: frozenset[str] = NOBODY) -> list[str]:
    return [word.text for word in british().doubtful(text, mine)]


@pytest.mark.parametrize(
    "said",
    [
        "Radio 3 on low from the moment I wake; off when anyone talks to me.",
        "I don't, I can't, I won't, and I’d rather not. It's Ann’s.",
        "My favourite colour is grey. I realise the centre is a metre away.",
        "Tea at six o'clock. Choir on Tuesday. I got to Mass on my own feet.",
        "Put the towel on the radiator first.",
        "",
    ],
)
def test_plain_british_words_have_no_mark(said: str) -> None:
    """As people say them, with either apostrophe."""
    assert marked(said) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("I recieve the paper on Sundays.", ["recieve"]),
        ("My favorite color is grey.", ["favorite", "color"]),
        ("Tabblets after food, or I am sick.", ["Tabblets"]),
        ("🙂 🙂 I like teh quiet of the morning.", ["teh"]),
    ],
)
def test_what_is_misspelt_is_marked(said: str, wrong: list[str]) -> None:
    """American spelling too; and it stands where it is said to stand, whatever letters come before."""
    assert marked(said) == wrong
    encoded = said.encode("utf-16-le")
    for word in british().doubtful(said, NOBODY):
        assert encoded[word.start * 2 : word.end * 2].decode("utf-16-le") == word.text


@pytest.mark.parametrize(
    "said",
    [
        "On Sundays Okonkwo and Wilhelmina bring Jollof rice.",
        "Write to helen@elmbridge.example or www.elmbridge.example about it.",
        "The NHS and EV2 and the B12 and PIP forms.",
        "শুভ সকাল, it is good to see you.",
        "I want żurek and آن فاريلي and tea.".replace("żurek", "soup"),
    ],
)
def test_names_addresses_capitals_and_other_scripts_have_no_mark(said: str) -> None:
    """None of them is anybody's mistake."""
    assert marked(said) == []


@pytest.mark.parametrize(
    "said",
    [
        "Dw i'n hoffi te yn y bore gyda llaeth a siwgr.",
        "Lubię kawę rano i radio bardzo cicho, kiedy wstaję.",
        "Me gusta el café por la mañana con mucha leche.",
    ],
)
def test_another_language_has_no_mark(said: str) -> None:
    """Where most words are unknown they are words of somewhere else."""
    assert marked(said) == []


def test_own_words_are_known() -> None:
    """In any case, and of somebody."""
    assert marked("the cwtch is warm, the cwtch's warmth") != []
    assert marked("the cwtch is warm, the cwtch's warmth", frozenset({"cwtch"})) == []


def test_suggestions_come_likeliest_first() -> None:
    """Few, and in British English."""
    found = british().suggestions("occassionally")
    assert found[0] == "occasionally"
    assert len(found) <= 5
    assert "colour" in british().suggestions("color")


def test_a_letter_alone_is_a_letter() -> None:
    """B and C are names of buses."""
    assert [word.text for word in words_to_look_up("the B and C buses")] == ["the", "and", "buses"]

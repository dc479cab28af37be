"""Words that say little bring a question to ask aloud; specific ones bring none; nobody's words are touched."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from app.practice.errors import FileMistake
from app.practice.vague import FollowUp, follow_ups, read_hints

HINTS = read_hints(resources.vague_text(), "vague.toml")
IN_OTHER_WORDS = "How would you say that in your own words?"

VAGUE = {
    "Always smiling, a pleasure to be with": "What was it that happened? What do you remember?",
    "Music": "Which one, when, and who with?",
    "I like music.": "Which one, when, and who with?",
    "Family contact": "What do you do there, and who with?",
    "Assistance with personal care": "Who does what, and how do you like it done?",
    "May become challenging when anxious": "What would we see or hear? What happened the last time?",
    "Receives appropriate support": "What does that look like?",
    "Non-compliant with medication": "What would we see or hear? What happened the last time?",
    "Attends day centre": "What do you do there, and who with?",
    "Transport issues": "What would we see or hear? What happened the last time?",
    "To access the community": IN_OTHER_WORDS,
    "Risk of falls": "What has happened? Where was it, and when?",
    "Lacks capacity re finances": "Which choice is that? What do you decide yourself?",
    "I want to go out regularly with somebody": "How often is that? Which days?",
    "Staff to help me as required in the mornings": "When is that? How would we know that it is time?",
}
SPECIFIC = [
    "She remembers every birthday on the stairs and posts the cards herself",
    "Radio 3 on low from the moment I wake; off when anyone talks to me",
    "My sister Ann rings at 6 on Sundays. I want to be sat down, tea made, door shut",
    "Put the towel on the radiator first. I wash my face and front; you do my back and feet",
    "If I hum and rub my knee I am in pain. Stop, sit lower than me, ask 'knee?'",
    "Same carer as yesterday, here by 7.30, tells me her name before she touches me",
    "Tablets before food make me sick, so I hide them",
    "Tuesday choir works because Joe saves me the aisle seat",
    "The bus comes 40 minutes early and I miss breakfast",
    "I get to the 10 o'clock Mass on my own feet by Easter",
    "I fell twice in June turning at the sink. I agree to the frame in the kitchen, not in the garden",
    "I choose what I spend on food. Ann and I decide together above £50",
    "Ring twice and wait.",
    "Tea first.",
    "My mum",
    "With Ann",
    "Yes.",
    "Not sure",
    "",
    "   ",
    "…",
]


@pytest.mark.parametrize(("said", "question"), VAGUE.items())
def test_what_says_little_brings_a_question(said: str, question: str) -> None:
    """The question fits what was heard, and names the words that brought it."""
    found = follow_ups(said, HINTS)
    assert question in [each.question for each in found]
    assert all(each.question.endswith("?") for each in found)


@pytest.mark.parametrize("said", SPECIFIC)
def test_what_is_specific_brings_none(said: str) -> None:
    """A worker who hears something good is left in peace."""
    assert follow_ups(said, HINTS) == ()


def test_the_words_that_brought_it_are_named_where_they_stand() -> None:
    """One question each, in the order of the words, the longest phrase that fits."""
    assert follow_ups("Joe gives me care and support, and more support.", HINTS) == (
        FollowUp("Who does what, and how do you like it done?", "care and support", 13, 29),
    )
    assert [each.heard for each in follow_ups("Regular input. As  required, REGULARLY.", HINTS)] == [
        "Regular",
        "input",
        "As  required",
    ]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("She likes her tea at seven with two sugars", ["She"]),
        ("Maggie wants the window open at night", ["Maggie"]),
        ("maggie okafor wants the window open", ["maggie okafor"]),
        ("Ann wants the window open at night", []),
        ("I want the window open. Joe, he can shut it at six.", []),
        ("Maggie", []),
    ],
)
def test_a_persons_own_words_say_i(said: str, heard: list[str]) -> None:
    """Where they stand as the person's own, they or their name at the beginning were put there by somebody else."""
    names = ["Maggie", "Maggie Okafor"]
    found = [each.heard for name in names for each in follow_ups(said, HINTS, first_person=True, name=name, short_is_enough=True)]
    assert sorted(set(found), key=len)[-1:] == heard
    assert follow_ups(said, HINTS, short_is_enough=True) == ()


def test_the_same_twice_is_asked_about() -> None:
    """In one statement, or word for word as another one; short sentences may come again."""
    twice = "Joe puts the kettle on. I sit by the window. Joe puts the KETTLE on."
    assert [(each.heard, each.start) for each in follow_ups(twice, HINTS)] == [("Joe puts the KETTLE on", 45)]
    before = ["joe puts the kettle on"]
    assert [each.heard for each in follow_ups("Joe puts the kettle on.", HINTS, said_before=before)] == [
        "Joe puts the kettle on."
    ]
    assert follow_ups("Not now. Not now. Ask Ann.", HINTS) == ()
    assert follow_ups("Ask Ann.", HINTS, said_before=["Ask Ann."]) == ()


def test_a_few_words_are_enough_where_they_are_what_was_asked_for() -> None:
    """A name, a year; but a word of the trade is one there too."""
    assert HINTS.short_is_enough("when", "")
    assert HINTS.short_is_enough("said", "people")
    assert not HINTS.short_is_enough("said", "important")
    assert follow_ups("Bowls", HINTS, short_is_enough=True) == ()
    assert follow_ups("Day centre", HINTS, short_is_enough=True) != ()


def test_other_languages_are_left_in_peace() -> None:
    """The hints know one language; without one the statement counts as being in it, unless its letters say otherwise."""
    assert follow_ups("support", HINTS, language="cy") == ()
    assert follow_ups("support", HINTS, language="en-GB") != ()
    assert follow_ups("হ্যাঁ, লিখুন।", HINTS) == ()
    assert follow_ups("نعم", HINTS) == ()


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*VAGUE, *SPECIFIC, "İ", "ß", ".", "support", "’s", "\n"]), max_size=9).map(" ".join),
    st.booleans(),
)
def test_what_is_heard_stands_in_the_words(said: str, first: bool) -> None:
    """Whatever is typed: each place lies in it and holds what was heard, in order, each question once."""
    found = follow_ups(said, HINTS, first_person=first, name="Maggie", said_before=("support",))
    assert all(0 <= each.start < each.end <= len(said) for each in found)
    assert all(said[each.start : each.end] == each.heard for each in found)
    assert [each.start for each in found] == sorted(each.start for each in found)
    assert len({each.question for each in found}) == len(found)


@pytest.mark.parametrize(
    ("said", "most"),
    [
        ("I like regular support with my breakfast and Joe comes on Tuesdays. " * 30, 0.001),
        ("a" * 2_000, 0.001),
        ("a-" * 1_000, 0.001),
        ("as " * 700, 0.003),
        ("care and " * 250, 0.003),
        ("." * 2_000, 0.003),
        ("’" * 2_000, 0.001),
        ("support. " * 230, 0.003),
    ],
    ids=["talk", "one word", "one long word", "half a phrase", "half phrases", "dots", "quotes", "vague"],
)
def test_looking_takes_no_time(said: str, most: float) -> None:
    """A millisecond for 2,000 letters of talk, and no more than a few for anything at all: the best of several looks, since other
    work goes on beside it."""
    said = said[:2_000]
    best = 1.0
    for _ in range(60):
        began = time.perf_counter()
        follow_ups(said, HINTS, first_person=True, name="Maggie Okafor")
        best = min(best, time.perf_counter() - began)
    assert best < most


def test_the_hints_are_data_with_a_version_and_a_date() -> None:
    """What is not written like it is said, and not half taken."""
    assert (HINTS.version, HINTS.language) == (1, "en")
    assert HINTS.dated.year >= 2026
    with pytest.raises(FileMistake):
        read_hints(resources.vague_text().replace("least_words = 4", 'least_words = "4"'), "vague.toml")
    with pytest.raises(FileMistake):
        read_hints("version = ", "vague.toml")

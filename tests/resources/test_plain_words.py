"""What faces the person can be read at nine years of age, and holds no word of the trade."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

import resources
from app.practice.guide_files import read_guide
from app.practice.guides import Choice, Column, Guide, Part, Prompt
from app.practice.jargon import JargonList
from tests.reading import OLDEST, choices_of, hard_in, names_of, questions_of, reading_age, spoken_by

GUIDES = [read_guide(text, name) for name, text in resources.guide_files()]
TEA = next(guide for guide in GUIDES if guide.id == "how-i-tell-you")
JARGON = JargonList(resources.jargon())


def sentences_of(table: dict[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every sentence of a file of words, with its key; what is filled in later stands as one short word."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from sentences_of(value, f"{path}.{key}")
        else:
            for line in value if isinstance(value, list) else [value]:
                yield f"{path}.{key}", re.sub(r"\{\w*\}", "it", str(line))


def jargon_in_words(name: str, text: str) -> list[str]:
    found = ((where, JARGON.find(sentence)) for where, sentence in sentences_of(tomllib.loads(text), name))
    return [f"{where}: {each.word}" for where, words in found for each in words]


def jargon_in_guide(guide: Guide) -> list[str]:
    everything = [*questions_of(guide), *choices_of(guide), *names_of(guide), *spoken_by(guide)]
    return [f"{where}: {each.word}" for where, text in everything for each in JARGON.find(text)]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_every_guide_can_be_read_at_nine(guide: Guide) -> None:
    """Each question and easy wording by itself, the purpose, the names of parts and columns, and all of it on average."""
    assert hard_in(guide) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_no_guide_holds_a_word_of_the_trade(guide: Guide) -> None:
    """Questions, names, tips and what is asked aloud."""
    assert jargon_in_guide(guide) == []


@pytest.mark.parametrize("name", resources.words_facing_the_person())
def test_no_sentence_facing_the_person_holds_a_word_of_the_trade(name: str) -> None:
    """The turned view, the papers, and the screens that lie on the table."""
    assert jargon_in_words(name, resources.words_text(name)) == []


def test_the_turned_view_can_be_read_at_nine() -> None:
    """What stands on it besides the question, sentence by sentence. Words of one or two are too short to measure."""
    sentences = list(sentences_of(tomllib.loads(resources.words_text("turned")), "turned"))
    assert [where for where, text in sentences if len(text.split()) > 3 and reading_age(text) > OLDEST] == []


@pytest.mark.parametrize(
    "question",
    [
        "Which arrangements would facilitate your independence?",
        "Do you consent?",
        "Is your capacity fluctuating?",
        "What outcomes would you prioritise this year?",
        "Describe your preferred communication methods.",
        "What would you like to do in the morning, and in the afternoon, and then again in the evening of the day, and after "
        "it, and when you have had your tea, and when you are in bed?",
    ],
)
def test_a_hard_question_is_found(question: str) -> None:
    """Long words, short words that a child does not know, and long sentences of easy ones."""
    assert reading_age(question) > OLDEST
    worse = msgspec.structs.replace(TEA.prompt[0], question=question)
    assert f"{worse.id}: " in hard_in(with_prompt(worse))[0]


def test_a_hard_purpose_name_or_easy_wording_is_found_too() -> None:
    """Not only questions are read."""
    assert "purpose: " in hard_in(msgspec.structs.replace(TEA, purpose="An assessment of communication preferences."))[0]
    part = Part(TEA.part[0].id, "Communication preferences")
    assert hard_in(msgspec.structs.replace(TEA, part=(part,))) == ["part telling: communication, preferences"]
    column = Column("seen", "Observable behaviour", "I do this")
    assert "column seen: behaviour, observable" in hard_in(msgspec.structs.replace(TEA, column=(column, *TEA.column[1:])))
    pointed = msgspec.structs.replace(TEA.prompt[0], choices=(Choice("Observable behaviour"), Choice("Home")))
    assert "seen, choice: behaviour, observable" in hard_in(with_prompt(pointed))
    easy = msgspec.structs.replace(TEA.prompt[0], easy="Describe your observable behaviour.")
    assert f"{easy.id}, easy: " in hard_in(with_prompt(easy))[0]


def test_a_guide_is_too_hard_when_all_of_it_is_near_the_edge() -> None:
    """Each question may pass by itself and the guide still be too much."""
    question = "What do people at the centre say you need from them?"
    assert OLDEST - 1 < reading_age(question) < OLDEST
    prompts = tuple(msgspec.structs.replace(each, question=question, easy=question) for each in TEA.prompt)
    assert [found.partition(":")[0] for found in hard_in(msgspec.structs.replace(TEA, prompt=prompts))] == ["on average"]


def test_a_planted_word_of_the_trade_is_found() -> None:
    """In a question, an easy wording, what is asked aloud, a name, and a sentence of the app."""
    planted = msgspec.structs.replace(
        TEA.prompt[0], question="How do peers see you?", easy="What is your goal?", ask_aloud=("Is it a placement?", "When?")
    )
    assert jargon_in_guide(with_prompt(planted)) == ["seen: peers", "seen, easy: goal", "seen, ask aloud 1: placement"]
    pointed = msgspec.structs.replace(TEA.prompt[0], choices=(Choice("The day centre"), Choice("My peers")))
    assert jargon_in_guide(with_prompt(pointed)) == ["seen, choice: peers"]
    assert jargon_in_guide(msgspec.structs.replace(TEA, name="Service user voice")) == ["name: Service user"]
    paper = 'title = "For {name}"\n[more]\nlines = ["Fine.", "Your care package."]\nleft = { one = "A client", other = "Fine" }\n'
    assert jargon_in_words("paper", paper) == ["paper.more.lines: care package", "paper.more.left.one: client"]


def with_prompt(prompt: Prompt) -> Guide:
    """The guide with its first question put like this."""
    return msgspec.structs.replace(TEA, prompt=(prompt, *TEA.prompt[1:]))

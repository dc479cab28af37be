"""Guides in other languages: question by question, what is missing or changed is asked as the guide has it."""

import pytest

import resources
from app.practice.errors import FileMistake
from app.practice.guide_files import Published, read_guide, shelf_with
from app.practice.guide_languages import Languages, missing_in, read_translation, unknown_in
from app.practice.guides import Shelf
from tests.app.practice.test_guide_files import council

GUIDES = {name.removesuffix(".toml"): read_guide(text, name) for name, text in resources.guide_files()}
TRANSLATED = resources.guide_translations()
PEOPLE = dict(TRANSLATED)["cy/people-like.toml"]


def shelf(*texts: str) -> Shelf:
    languages = Languages(lambda: [read_translation(text, "cy") for text in texts])
    return Shelf(GUIDES.values(), translations=languages)


def asked(shelf: Shelf, prompt_id: str, language: str = "cy", guide_id: str = "people-like") -> tuple[str, str]:
    """The question as it is asked, and in which language."""
    guide = shelf.get(guide_id)
    assert guide is not None
    spoken = shelf.spoken(guide, language)
    prompt = spoken.guide.prompt_named(prompt_id)
    assert prompt is not None
    return prompt.question, spoken.language_of(prompt)


@pytest.mark.parametrize(("file", "text"), TRANSLATED, ids=[file for file, _ in TRANSLATED])
def test_every_translation_that_ships_is_whole(file: str, text: str) -> None:
    """Under its language and the id of its guide, of the version that ships, with a text for everything and nothing else."""
    said = read_translation(text, file)
    guide = GUIDES[said.guide]
    assert file == f"{said.language}/{guide.id}.toml"
    assert said.version == guide.version
    assert missing_in(said, guide) == ()
    assert unknown_in(said, guide) == ()


def test_the_first_talk_is_there_in_welsh_and_nobody_claims_to_have_read_it() -> None:
    """The guides that begin a talk, and all of the short path; until a native speaker has read them, that can be said."""
    welsh = [read_translation(text, file) for file, text in TRANSLATED if file.startswith("cy/")]
    assert {each.guide for each in welsh} == set(resources.guide_groups()[0][1]) >= set(resources.short_path())
    assert {each.checked_by for each in welsh} == {""}


def test_a_question_is_asked_in_the_language_where_it_is_there() -> None:
    """Column, part and what it feeds stay; the words are those of the translation."""
    there = shelf(PEOPLE)
    assert there.languages == ("en", "cy")
    assert asked(there, "proud") == ("Beth ydych chi wedi'i wneud rydych chi'n falch ohono?", "cy")
    assert asked(there, "proud", "en") == ("What have you done that you are proud of?", "en")
    assert asked(there, "proud", "bn") == ("What have you done that you are proud of?", "en")
    guide = there.get("people-like")
    assert guide is not None
    spoken = there.spoken(guide, "cy")
    assert spoken.checked_by == ""
    assert spoken.guide.part[0].name == "Yn fy ngeiriau fy hun"
    assert [(each.id, each.feeds, each.column) for each in spoken.guide.prompt] == [
        (each.id, each.feeds, each.column) for each in guide.prompt
    ]
    assert spoken.guide.prompt[1].easy == spoken.guide.prompt[1].question == "Am beth mae pobl yn diolch i chi?"
    assert spoken.guide.prompt[0].ask_aloud == guide.prompt[0].ask_aloud


def test_what_is_missing_is_asked_as_the_guide_has_it() -> None:
    """One question without a text is asked in English among the others, and said to be missing."""
    less = PEOPLE.replace('id = "thanked"', 'id = "tanked"')
    there = shelf(less)
    assert asked(there, "thanked") == ("What do people thank you for?", "en")
    assert asked(there, "proud")[1] == "cy"
    said = read_translation(less, "cy")
    assert missing_in(said, GUIDES["people-like"]) == ("prompt thanked",)
    assert unknown_in(said, GUIDES["people-like"]) == ("prompt tanked",)
    twice = read_translation(PEOPLE.replace('id = "thanked"', 'id = "proud"'), "cy")
    assert unknown_in(twice, GUIDES["people-like"]) == ("prompt proud",)


def test_a_council_that_changes_a_question_does_not_leave_the_old_one_in_another_language() -> None:
    """Of a newer version only the questions that are still the same are asked in translation."""
    text = dict(resources.guide_files())["people-like.toml"].replace("version = 1\n", "version = 2\n")
    there = shelf_with(
        shelf(PEOPLE), [Published(council(text.replace("thank you for?", "ask you for?"), 2, guide="people-like"))]
    )
    assert asked(there, "thanked") == ("What do people ask you for?", "en")
    assert asked(there, "proud")[1] == "cy"


def test_translations_are_read_when_they_are_first_asked_for() -> None:
    """Opening a casebook does not wait for them."""
    read: list[str] = []

    def all_of_them() -> list[object]:
        read.append("now")
        return []

    there = Shelf(GUIDES.values(), translations=Languages(all_of_them))  # type: ignore[arg-type]
    assert asked(there, "proud", "en")[1] == "en"
    assert read == []
    assert there.languages == ("en",)
    assert there.languages == ("en",)
    assert read == ["now"]


@pytest.mark.parametrize(
    "text", ["", "language = ", PEOPLE.replace('checked_by = ""', ""), PEOPLE.replace("question", "asks", 1)]
)
def test_what_is_not_written_like_one_is_a_mistake(text: str) -> None:
    """Also one that does not say who has read it."""
    with pytest.raises(FileMistake):
        read_translation(text, "cy/people-like.toml")

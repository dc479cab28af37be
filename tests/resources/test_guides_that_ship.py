"""Every guide that ships can be read, is complete, and says nothing that fails the kitchen table."""

import re

import pytest

import resources
from app.practice.guide_files import read_guide
from app.practice.guides import COLUMNS, NAMED, Guide, Shelf

GUIDES = [read_guide(text, name) for name, text in resources.guide_files()]
LONGEST_SENTENCE = 20
LONGEST_EASY_SENTENCE = 15


def words_of(guide: Guide) -> dict[str, str]:
    """Everything in a guide that may stand on a screen between two people, with where it stands."""
    said = {"name": guide.name, "purpose": guide.purpose, "tip": guide.tip}
    said |= {f"part {part.id}": part.name for part in guide.part}
    said |= {f"column {column.id}": column.name for column in guide.column}
    said |= {f"column {column.id}, easy": column.easy for column in guide.column}
    for prompt in guide.prompt:
        said |= {prompt.id: prompt.question, f"{prompt.id}, easy": prompt.easy}
        said |= {f"{prompt.id}, choice {each.words}, easy": each.words for each in prompt.choices}
        said |= {f"{prompt.id}, ask aloud {number}": line for number, line in enumerate(prompt.ask_aloud, start=1)}
    return said


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?:;!])\s+", text) if sentence]


def test_the_talk_begins_with_what_is_liked() -> None:
    """The guides of a first visit stand first, in the order of a visit."""
    assert [(guide.id, guide.name, guide.shape) for guide in GUIDES[:5]] == [
        ("people-like", "People like", "list"),
        ("good-day-bad-day", "Good day, bad day", "day"),
        ("important-and-support", "What matters", "list"),
        ("my-people", "My people", "circle"),
        ("what-i-want", "What I want", "plan"),
    ]


def test_every_shape_has_a_guide() -> None:
    """No shape is drawn for nothing."""
    assert {guide.shape for guide in GUIDES} == set(COLUMNS)


def test_a_guide_is_called_what_its_file_is_called() -> None:
    """A council that edits a guide finds it by its id."""
    assert [name for name, _ in resources.guide_files()] == [f"{guide.id}.toml" for guide in GUIDES]


def test_the_short_path_takes_three_quarters_of_an_hour() -> None:
    """Every guide of it is there, in the order of a visit, and it begins with what is liked."""
    path = Shelf(GUIDES, short=resources.short_path()).short_path
    assert [guide.id for guide in path.guides] == list(resources.short_path())
    assert path.guides[0].id == "people-like"
    assert path.minutes == 45


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_every_picture_exists(guide: Guide) -> None:
    """A prompt never shows an empty place where its picture should be."""
    offered = [each.picture for prompt in guide.prompt for each in prompt.choices if each.picture]
    for name in [guide.picture, *(prompt.picture for prompt in guide.prompt), *offered]:
        assert resources.symbol_svg(name).startswith(b"<svg")


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_every_part_has_something_to_ask_in_every_column(guide: Guide) -> None:
    """Nobody meets an empty part or an empty column. A box may ask only what is said, or only what to do."""
    for part in guide.part:
        asked = [column for column in guide.columns if guide.prompts_of(part.id, column)]
        assert asked == list(guide.columns) or (guide.shape == "boxes" and asked), f"{guide.id}: {part.id} asks only {asked}"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_a_table_asks_one_question_a_column(guide: Guide) -> None:
    """In a part of a guide that is laid out by its columns, one question stands for each column."""
    if guide.shape in NAMED:
        for part in guide.part:
            asked = [prompt.column for prompt in guide.prompts_of(part.id)]
            assert len(asked) == len(set(asked)), f"{guide.id}: {part.id}"


def test_ways_of_telling_are_asked_in_the_order_in_which_they_are_found_out() -> None:
    """What is seen, then what it means, and only then when it happens and what to do."""
    chart = next(guide for guide in GUIDES if guide.id == "how-i-tell-you")
    assert [prompt.column for prompt in chart.prompt] == ["seen", "meaning", "happening", "response"]


def test_what_must_not_be_told_again_feeds_nothing() -> None:
    """It is offered for no profile and no plan."""
    assert [prompt.feeds for guide in GUIDES for prompt in guide.prompt if prompt.column == "not_again"] == [""]


@pytest.mark.parametrize("raw", resources.guides(), ids=lambda raw: raw["id"])
def test_every_prompt_has_an_easy_wording_and_follow_ups(raw: dict[str, list[dict[str, object]]]) -> None:
    """Easy read is written, not fallen back to, and there is always something more to ask aloud."""
    for prompt in raw["prompt"]:
        assert prompt["easy"]
        assert len(prompt["ask_aloud"]) >= 2  # type: ignore[arg-type]


def test_there_is_something_to_point_at() -> None:
    """Feelings, places and yes or no, in several tools; what cannot be true together is chosen one at a time."""
    offering = {guide.id: {p.id: p.choose for p in guide.prompt if p.choices} for guide in GUIDES}
    assert sum(bool(found) for found in offering.values()) >= 7
    assert offering["my-life"] == {"felt": "one"}
    assert offering["my-places"] == {"good": "several", "buy": "several"}


def test_the_day_runs_from_waking_to_night() -> None:
    """Good, bad and what needs to happen, for each of the seven times of a day."""
    day = next(guide for guide in GUIDES if guide.shape == "day")
    assert [part.id for part in day.part] == ["waking", "morning", "midday", "afternoon", "evening", "bed", "night"]
    assert {prompt.id for prompt in day.prompt} == {
        f"{part.id}-{column}" for part in day.part for column in ("good", "bad", "todo")
    }


def test_lists_are_long_enough_to_choose_from() -> None:
    """A list guide offers at least three questions in the whole, and no part is a wall of them."""
    for guide in GUIDES:
        if guide.shape == "list":
            assert len(guide.prompt) >= 3
            assert all(len(guide.prompts_of(part.id)) <= 7 for part in guide.part)


def test_answers_find_their_way_into_the_profile_and_the_plan() -> None:
    """The short path gives something to each part of the profile, to the people and to the plan."""
    assert {prompt.feeds for guide in GUIDES for prompt in guide.prompt} >= {
        "admire",
        "important",
        "support",
        "people",
        "plan",
    }


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_sentences_are_short_and_calm(guide: Guide) -> None:
    """No shouting, no long sentences."""
    for where, text in words_of(guide).items():
        assert "!" not in text, where
        longest = LONGEST_EASY_SENTENCE if where.endswith("easy") else LONGEST_SENTENCE
        assert all(len(sentence.split()) <= longest for sentence in sentences(text)), where


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.id)
def test_easy_wording_uses_whole_words(guide: Guide) -> None:
    """Easy read has no contractions and no words in capitals."""
    for prompt in guide.prompt:
        assert not re.search(r"\w['’](s|t|re|ve|ll|d|m)\b", prompt.easy), prompt.easy
        assert not re.search(r"\b[A-Z]{2,}\b", prompt.easy), prompt.easy

"""What to talk about next comes from what is still unknown, with a reason in words; nothing is forced, nothing guessed."""

import time
from datetime import UTC, datetime

import pytest

import resources
from app.casebook.desk import Desk, write_new
from app.casebook.people import add_person, add_to_circle
from app.casebook.suggesting import MOST, suggestions
from app.practice.guides import Shelf
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action
from app.practice.rows import in_row
from app.practice.statements import Asked, Statement, Struck
from app.practice.visits import Visit
from app.records.revision import person_scope
from ui.words import Words

TOLD = Person(name="Margaret Okafor", known_as="Maggie", reach=Reach(how="Sit on my left."))
ALL_OF_IT = {
    "people-like": ["proud"],
    "good-day-bad-day": ["waking-good", "waking-bad", "waking-todo"],
    "what-i-want": ["home-want"],
}


@pytest.fixture
def who(desk: Desk) -> str:
    return add_person(desk, TOLD).made


def say(
    desk: Desk, who: str, guide: str, prompt: str, *, by: str = "", visit: str = "", private: bool = False, gone: bool = False
) -> None:
    speaker = Speaker(role=Role.OTHER, name=by) if by else Speaker(role=Role.PERSON, name="Maggie", who=who)
    body = Statement(
        words="Tea first.",
        speaker=desk.me if private else speaker,
        asked=Asked(guide=guide, version=1, prompt=prompt),
        visit=visit,
        not_for_table=private,
        struck=Struck(reason="") if gone else None,
    )
    with desk.book.unit() as unit:
        write_new(unit, body, who)
        unit.commit()


def reasons(desk: Desk, who: str) -> list[str]:
    return [each.reason for each in suggestions(desk, who)]


def place_of(desk: Desk, who: str, reason: str) -> tuple[str, str]:
    return next((each.guide, each.prompt) for each in suggestions(desk, who) if each.reason == reason)


def test_somebody_new_begins_with_how_to_speak_and_what_is_liked(desk: Desk, maggie: Person) -> None:
    """How to speak with them comes before anything else, then what is liked; at most so many."""
    made = suggestions(desk, add_person(desk, maggie).made)
    assert [(each.reason, each.guide, each.prompt) for each in made[:2]] == [
        ("untold", "important-and-support", "talk-with-me"),
        ("nothing_liked", "people-like", "proud"),
    ]
    assert len(made) == MOST
    assert len({(each.guide, each.prompt) for each in made}) == MOST


def test_what_was_said_is_not_asked_for_again(desk: Desk, who: str) -> None:
    """Answered is answered: the same question is not suggested while its answer stands."""
    assert reasons(desk, who)[0] == "nothing_liked"
    say(desk, who, "people-like", "proud")
    assert "nothing_liked" not in reasons(desk, who)


def test_notes_and_words_left_out_tell_nothing(desk: Desk, who: str) -> None:
    """A suggestion may be seen by everyone at the table, so nothing follows from what may not."""
    before = suggestions(desk, who)
    say(desk, who, "people-like", "proud", private=True)
    say(desk, who, "people-like", "proud", gone=True)
    assert suggestions(desk, who) == before


def test_a_bad_morning_without_what_needs_to_happen(desk: Desk, who: str) -> None:
    """The other half of what was begun, named by its part; a promise is an answer too."""
    say(desk, who, "people-like", "proud")
    say(desk, who, "good-day-bad-day", "waking-good")
    assert place_of(desk, who, "nothing_support") == ("good-day-bad-day", "waking-bad")
    say(desk, who, "good-day-bad-day", "waking-bad")
    assert place_of(desk, who, "bad_without_what") == ("good-day-bad-day", "waking-todo")
    made = next(each for each in suggestions(desk, who) if each.reason == "bad_without_what")
    assert dict(made.facts)["part"] == "Waking up"
    with desk.book.unit() as unit:
        promise = Action(what="Ring the agency", asked=Asked(guide="good-day-bad-day", version=1, prompt="waking-todo"))
        write_new(unit, promise, who)
        unit.commit()
    assert "bad_without_what" not in reasons(desk, who)


def test_nobody_to_ring(desk: Desk, who: str) -> None:
    """Once somebody is in the circle; settled by naming somebody, and not by somebody who must not be contacted."""
    for guide, prompts in ALL_OF_IT.items():
        for prompt in prompts:
            say(desk, who, guide, prompt)
    assert "nobody_in_circle" in reasons(desk, who)
    add_to_circle(desk, who, CirclePerson(name="Colin", emergency=True, do_not_contact=True))
    assert "nobody_in_circle" not in reasons(desk, who)
    assert "nobody_to_ring" in reasons(desk, who)
    add_to_circle(desk, who, CirclePerson(name="Ann", emergency=True))
    assert "nobody_to_ring" not in reasons(desk, who)


def test_one_voice_alone_is_named_until_there_is_another(desk: Desk, who: str) -> None:
    """How things are going is asked of more than one."""
    for prompt in ("now-working", "now-not-working", "now-todo"):
        say(desk, who, "going-well", prompt)
    settle(desk, who)
    assert "one_voice" in reasons(desk, who)
    say(desk, who, "going-well", "now-working", by="Ann")
    assert "one_voice" not in reasons(desk, who)


def test_what_was_begun_and_what_is_next_on_the_short_path(desk: Desk, who: str) -> None:
    """With how many questions are open; a guide in rows is not counted as half done."""
    settle(desk, who)
    say(desk, who, "how-i-tell-you", in_row("seen", "3fa91c02"))
    made = {each.reason: each for each in reversed(suggestions(desk, who))}
    assert (made["begun"].guide, dict(made["begun"].facts)["count"]) == ("people-like", 5)
    assert "how-i-tell-you" not in [each.guide for each in suggestions(desk, who)]
    assert (made["not_begun"].guide, made["not_begun"].prompt) == ("my-people", "family")


def test_a_year_later_it_is_asked_whether_it_is_still_so(desk: Desk, who: str) -> None:
    """Only where the day of the visit is known, and only when all of it is old."""
    with desk.book.unit() as unit:
        long_ago = unit.seal(Visit(began_at=datetime(2025, 11, 1, 10, tzinfo=UTC)), scope=person_scope(who))
        lately = unit.seal(Visit(began_at=datetime(2026, 11, 1, 10, tzinfo=UTC)), scope=person_scope(who))
        unit.commit()
    everything(desk, who, visit=long_ago)
    assert reasons(desk, who) == ["a_year_ago", "a_year_ago"]
    say(desk, who, "good-day-bad-day", "night-good", visit=lately)
    assert [each.guide for each in suggestions(desk, who)] == ["people-like"]


def test_the_same_record_always_brings_the_same(desk: Desk, who: str) -> None:
    """Whatever is asked in between."""
    say(desk, who, "people-like", "proud")
    assert len({suggestions(desk, who) for _ in range(5)}) == 1


def test_every_reason_stands_in_words(desk: Desk, who: str) -> None:
    """Each reason of the rules has its sentence, and every rule names a question that is there."""
    words = Words()
    for rule in desk.guides.suggest_rules:
        said = words(f"suggesting.{rule.reason}", guide="People like", part="Waking up", count=2)
        assert said.endswith((".", "?"))
        guide = desk.guides.get(rule.guide)
        assert (guide is None) == (rule.when in ("begun", "next"))
        assert guide is None or not rule.prompt or guide.prompt_named(rule.prompt) is not None
    made = suggestions(desk, who)
    assert all(words(f"suggesting.{each.reason}", **dict(each.facts)) for each in made)


def test_a_guide_that_is_not_on_the_shelf_is_not_suggested(desk: Desk, who: str) -> None:
    """A rule may name a guide that a council has taken away."""
    empty = Desk(desk.book, desk.clock, Shelf([], suggest=desk.guides.suggest_rules))
    assert suggestions(empty, who) == ()


def test_quick_for_a_long_record(desk: Desk, who: str) -> None:
    """Five hundred statements are looked through at once."""
    prompts = [(guide.id, prompt.id) for guide in desk.guides.all() for prompt in guide.prompt]
    with desk.book.unit() as unit:
        for at in range(500):
            guide, prompt = prompts[at % len(prompts)]
            speaker = Speaker(role=Role.PERSON, who=who)
            asked = Asked(guide=guide, version=1, prompt=prompt)
            write_new(unit, Statement(words=f"Tea {at}.", speaker=speaker, asked=asked), who)
        unit.commit()
    best = min(_timed(desk, who) for _ in range(3))
    assert best < 0.5


def _timed(desk: Desk, who: str) -> float:
    began = time.perf_counter()
    assert isinstance(suggestions(desk, who), tuple)
    return time.perf_counter() - began


def settle(desk: Desk, who: str) -> None:
    """Enough that the first rules are quiet."""
    for guide, prompts in ALL_OF_IT.items():
        for prompt in prompts:
            say(desk, who, guide, prompt)
    for guide, prompt in (
        ("what-i-want", "home-who"),
        ("what-i-want", "if-want"),
        ("what-i-want", "if-who"),
        ("important-and-support", "never"),
    ):
        say(desk, who, guide, prompt)
    add_to_circle(desk, who, CirclePerson(name="Ann", emergency=True))


def everything(desk: Desk, who: str, *, visit: str) -> None:
    """An answer to every question of the guides that begin a talk."""
    add_to_circle(desk, who, CirclePerson(name="Ann", emergency=True))
    for name in resources.guide_groups()[0][1]:
        guide = desk.guides.get(name)
        for prompt in guide.prompt if guide else ():
            say(desk, who, name, prompt.id, visit=visit)

"""The example council holds together: every key leads somewhere, every word can be drawn, and nobody real is in it."""

import re
import tomllib
from datetime import date
from typing import Any

import msgspec
import pytest
from reportlab.pdfbase.ttfonts import TTFontFace

import resources
from app.practice.guide_files import read_guide
from app.practice.guides import Shelf
from app.practice.people import CirclePerson, Council, Person, Staff
from app.practice.plans import Action, Agreed, HowLeft, PaperKind, Section
from app.practice.statements import Answer, Manner
from app.practice.visits import VisitStatus

COUNCIL = tomllib.loads(resources.example_council_text())
PEOPLE = {name.removesuffix(".toml"): tomllib.loads(text) for name, text in resources.example_people_texts()}
SCRIPT = tomllib.loads(resources.example_visit_text())
SHELF = Shelf(read_guide(text, name) for name, text in resources.guide_files())
STAFF = {one["key"] for one in COUNCIL["staff"]}
STEPS = SCRIPT["step"]


def steps(do: str) -> list[dict[str, Any]]:
    return [step for step in STEPS if step["do"] == do]


def statements_of(person: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in person["statement"] if "guide" in one]


def keys_of(rows: list[dict[str, Any]]) -> list[str]:
    return [row["key"] for row in rows]


def speakers_of(person: dict[str, Any]) -> set[str]:
    """Everyone who may speak in this person's record."""
    return {"person", *keys_of(person["circle"]), *STAFF}


def without(row: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("key", *keys)}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_and_their_circle_are_records(name: str) -> None:
    """What is written by hand has the fields and the types of the record, so it loads as it stands."""
    person = PEOPLE[name]
    assert person["key"] == name
    assert msgspec.convert(person["person"], Person).called
    circle = [msgspec.convert(without(one), CirclePerson) for one in person["circle"]]
    assert {1, 2, 3} >= {one.ring for one in circle}
    assert len(set(keys_of(person["circle"]))) == len(circle)


def test_the_council_and_its_staff_are_records() -> None:
    """The council says whom to ring and how to disagree; everybody in it can sign in once."""
    council = msgspec.convert({key: COUNCIL[key] for key in ("name", "telephone", "address", "hours", "disagree")}, Council)
    assert all((council.name, council.telephone, council.address, council.hours, council.disagree))
    staff = [msgspec.convert({key: one[key] for key in ("name", "sign_in", "role")}, Staff) for one in COUNCIL["staff"]]
    assert len({one.sign_in for one in staff}) == 3
    for one in COUNCIL["staff"]:
        assert one["password"].startswith("example-")
        assert one["passphrase"].startswith("example ")
    for row in COUNCIL["works_with"]:
        assert row["staff"] in STAFF
        assert set(row["people"]) <= set(PEOPLE)
    assert {key for row in COUNCIL["works_with"] for key in row["people"]} == set(PEOPLE)


@pytest.mark.parametrize("name", PEOPLE)
def test_what_was_said_answers_a_question_that_was_asked(name: str) -> None:
    """Each statement names a prompt that takes words, a visit, a manner, and somebody who was there or was heard of."""
    person = PEOPLE[name]
    for one in person["statement"]:
        assert one["visit"] in keys_of(person["visit"])
        assert one["speaker"] in speakers_of(person)
        assert Manner(one["manner"])
        assert Answer(one.get("read_back", "yes"))
        assert {assent["who"] for assent in one.get("assents", [])} <= speakers_of(person)
        assert {version["staff"] for version in one.get("versions", [])} <= STAFF
    for one in statements_of(person):
        prompt = SHELF.get(one["guide"]).prompt_named(one["prompt"])  # type: ignore[union-attr]
        assert prompt is not None, one
        assert prompt.column in ("said", "good", "bad", "want"), one


@pytest.mark.parametrize("name", PEOPLE)
def test_promises_and_visits_hold_together(name: str) -> None:
    """Who promised what, towards words that are there; visits end after they begin."""
    person = PEOPLE[name]
    for one in person["action"]:
        assert one["who"] in speakers_of(person)
        assert one.get("towards", person["statement"][0]["key"]) in keys_of(person["statement"])
        assert "by" in one or "by_words" in one
        action = msgspec.convert(without(one, "who", "guide", "prompt"), Action)
        assert (action.settled_on is not None) == (one["state"] == "done")
        if "guide" in one:
            prompt = SHELF.get(one["guide"]).prompt_named(one["prompt"])  # type: ignore[union-attr]
            assert prompt is not None
            assert prompt.column in ("todo", "who")
    for one in person["visit"]:
        assert one["staff"] in STAFF
        if VisitStatus(one["status"]) is not VisitStatus.PLANNED:
            assert one["permission"]["given"]
            assert set(one["present"]) <= speakers_of(person)
            assert all(SHELF.get(topic) for topic in one["topics"])
            assert one["began_at"] < one.get("ended_at", one.get("paused_at"))


@pytest.mark.parametrize("name", [name for name in PEOPLE if name != "maggie"])
def test_a_profile_stands_on_statements(name: str) -> None:
    """A profile line is a statement in the record, and all three parts have one."""
    profile = PEOPLE[name]["profile"]
    assert set(profile) == set(Section)
    for part in profile.values():
        assert part
        assert set(part) <= set(keys_of(PEOPLE[name]["statement"]))


def test_two_visits_are_planned_for_the_day_of_the_example() -> None:
    """Today shows Maggie at ten and Tariq at half past two, both Helen's, on a Saturday."""
    assert COUNCIL["today"] == SCRIPT["on"] == date(2026, 11, 21)
    assert COUNCIL["today"].strftime("%A") == "Saturday"
    planned = [
        (f"{visit['planned_for']:%H:%M}", name, visit["staff"])
        for name, person in PEOPLE.items()
        for visit in person["visit"]
        if visit["status"] == "planned" and visit["planned_for"].date() == COUNCIL["today"]
    ]
    assert sorted(planned) == [("10:00", "maggie", "helen"), ("14:30", "tariq", "helen")]


def test_the_script_says_things_to_questions_that_are_asked() -> None:
    """Everything typed or promised in the example visit belongs to a prompt, in a column that takes it."""
    known = {"person", "ann", "helen", *keys_of(steps("person"))}
    for step in steps("say") + steps("turn"):
        prompt = SHELF.get(step["guide"]).prompt_named(step["prompt"])  # type: ignore[union-attr]
        assert prompt is not None, step
        assert prompt.column in ("said", "good", "bad", "want")
        assert step["speaker"] in known
        assert Manner(step["manner"])
    for step in steps("promise"):
        prompt = SHELF.get(step["guide"]).prompt_named(step["prompt"])  # type: ignore[union-attr]
        assert prompt is not None, step
        assert prompt.column in ("todo", "who")
        assert step["who"] in known
        assert step["by"] > SCRIPT["on"]


def test_every_key_in_the_script_was_said_before_it_is_used() -> None:
    """Read back, profile and promises name words that are on the screen by then."""
    before = PEOPLE[SCRIPT["person"]]
    said = set(keys_of(before["statement"]))
    for step in STEPS:
        used = {answer["key"] for answer in step.get("answers", [])}
        used |= {key for section in Section for key in step.get(section, [])}
        used |= {step[key] for key in ("towards",) if key in step}
        used |= {step["key"]} if step["do"] == "sharpen" else set()
        assert used <= said, step
        if step["do"] in ("say", "turn"):
            assert step["key"] not in said
            said.add(step["key"])
    left_out = {answer["key"] for step in steps("read back") for answer in step["answers"] if answer["answer"] == "leave out"}
    (profile,) = steps("profile")
    assert left_out
    assert not left_out & {key for section in Section for key in profile[section]}


def test_the_script_plays_every_act_of_a_visit() -> None:
    """From permission to the copy left; somebody is not to be contacted; all three answers to reading back."""
    assert STEPS[0]["do"] == "begin"
    assert STEPS[-1]["do"] == "end"
    assert SCRIPT["visit"] in keys_of(PEOPLE[SCRIPT["person"]]["visit"])
    talking = {"begin", "say", "turn", "promise", "person", "note", "pause"}
    settling = {"read back", "sharpen", "profile", "agree", "leave", "end"}
    assert {step["do"] for step in STEPS} == talking | settling
    people = [msgspec.convert(without(step, "do"), CirclePerson) for step in steps("person")]
    assert [one.name for one in people if one.do_not_contact] == ["Colin"]
    assert [one.name for one in people if one.paid] == ["Precious Dube", "Dr Lee"]
    assert {answer["answer"] for step in steps("read back") for answer in step["answers"]} == {"yes", "not quite", "leave out"}
    assert [PaperKind(step["paper"]) for step in steps("agree")] == list(PaperKind)
    assert [PaperKind(step["paper"]) for step in steps("leave")] == list(PaperKind)
    assert all(Agreed(step["answer"]) for step in steps("agree"))
    assert all(HowLeft(step["how"]) for step in steps("leave"))


def strings_in(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for one in value.values() for text in strings_in(one)]
        case list():
            return [text for one in value for text in strings_in(one)]
        case _:
            return []


EVERY_WORD = strings_in([COUNCIL, list(PEOPLE.values()), SCRIPT])


def test_every_letter_can_be_drawn() -> None:
    """Urdu, Bengali, Welsh and Polish names and words are all within the typefaces that ship."""
    drawn: set[int] = set()
    for font in resources.font_files():
        drawn |= set(TTFontFace(str(font.path)).charToGlyph)
    missing = {letter for text in EVERY_WORD for letter in text if ord(letter) not in drawn and letter != "\n"}
    assert missing == set()
    everything = "".join(EVERY_WORD)
    for script in ("\u0600-\u06ff", "\u0980-\u09ff", "ŵŷ", "śż"):
        assert re.search(f"[{script}]", everything), script


def test_telephone_numbers_ring_nobody() -> None:
    """All numbers are from the ranges that are kept free for stories."""
    numbers = re.findall(r"\b0\d{4}[ \d]{6,8}", "\n".join(EVERY_WORD))
    assert len(numbers) > 10
    assert [number for number in numbers if not re.match(r"01632 960\d{3}$|07700 900\d{3}$", number.strip())] == []


def test_lines_of_a_profile_are_specific() -> None:
    """No line is a single word or a phrase of the trade: it says who, when, which or how, in seven words or more."""
    vague = re.compile(r"\b(regularly|appropriate\w*|as required|support with|assistance|service\w*|needs met)\b", re.I)
    for step in steps("say"):
        assert not vague.search(step["words"])
        assert len(step["words"].split()) >= 7, step["words"]

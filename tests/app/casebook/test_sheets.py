"""Sheets of paper from a real casebook: what the rules choose, what never gets on one, versions and copies left."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from app.casebook.before_leaving import before_leaving
from app.casebook.desk import Desk, write_new
from app.casebook.leaving import Frozen, answer, copies_at_home, copy_left, freeze
from app.casebook.people import add_person, add_to_circle, change_in_circle, change_person
from app.casebook.plan import add_action, change_action
from app.casebook.profile import choose
from app.casebook.saying import keep_off, leave_out, reword
from app.casebook.sheets import sheet_page
from app.casebook.today import today
from app.casebook.visits import begin_visit, plan_visit
from app.paper import PaperWords
from app.paper.actions_sheet import actions_sheet
from app.practice.errors import NotFound, NothingToPrint
from app.practice.formats import Format
from app.practice.guides import Shelf
from app.practice.people import CirclePerson, Person, Reach, Role, Speaker
from app.practice.plans import Action, Agreed, HowLeft, Line, PaperKind, Section
from app.practice.sheets import RulePart, SheetLeft, SheetRule, SheetVersion, Source
from app.practice.statements import Asked, Manner, Statement
from app.practice.visits import Permission
from app.records.revision import person_scope
from resources import words_text
from tests.app.paper.reading import read_back
from tests.desks import say

ABOUT_ME, ACTIONS = "about-me", "actions"
PLACES = {
    "seen": ("how-i-tell-you", "seen:r1"),
    "meaning": ("how-i-tell-you", "meaning:r1"),
    "other row": ("how-i-tell-you", "seen:r2"),
    "do it": ("how-you-tell-me", "do:r1"),
    "radio": ("important-and-support", "every-day"),
    "towel": ("important-and-support", "just-right"),
    "good": ("good-day-bad-day", "waking-good"),
    "bad": ("good-day-bad-day", "waking-bad"),
    "routine": ("my-routines", "getting-up-step:r1"),
}


@pytest.fixture
def who(desk: Desk) -> str:
    return add_person(desk, Person(name="Margaret Okafor", known_as="Maggie", reach=Reach(how="Sit on my left."))).made


def tell(desk: Desk, who: str, place: str, words: str = "") -> str:
    guide, prompt = PLACES[place]
    found = desk.guides.get(guide)
    assert found
    assert place == "do it" or found.prompt_named(prompt), prompt
    return say(desk, who, words or f"About {place}.", asked=Asked(guide=guide, version=found.version, prompt=prompt))


def parts(desk: Desk, who: str) -> dict[str, list[str]]:
    return {part.key: [line.words for line in part.printed] for part in sheet_page(desk, who, ABOUT_ME).parts}


def test_what_was_said_stands_in_the_part_its_question_leads_to(desk: Desk, who: str) -> None:
    for place in ("radio", "towel", "good", "bad", "seen", "meaning", "other row", "routine"):
        tell(desk, who, place)
    page = sheet_page(desk, who, ABOUT_ME)
    assert [part.key for part in page.parts] == ["speak", "tell", "matters", "support", "routines", "good", "spoils"]
    assert page.parts[0].reach == "Sit on my left."
    assert (parts(desk, who)["matters"], parts(desk, who)["good"]) == (["About radio."], ["About good."])
    chart = page.parts[1].tables[0]
    assert chart.columns == ("When this happens", "I do this", "It means", "So please do this")
    assert sorted([len(cell) for cell in row] for row in chart.rows) == [[0, 1, 0, 0], [0, 1, 1, 0]]
    assert page.parts[4].tables[0].name == "Getting up"


def test_what_was_chosen_for_the_profile_stands_for_what_matters_and_nothing_stands_twice(desk: Desk, who: str) -> None:
    radio, seen = tell(desk, who, "radio"), tell(desk, who, "seen")
    choose(desk, who, tell(desk, who, "good"), Section.IMPORTANT)
    choose(desk, who, seen, Section.SUPPORT)
    choose(desk, who, tell(desk, who, "bad"), Section.SUPPORT)
    found = parts(desk, who)
    assert found["matters"] == ["About good."]
    assert found["tell"] == ["About seen."]
    assert found["support"] == ["About bad."]
    assert "good" not in found
    assert "spoils" not in found
    assert radio not in {line.record for line in sheet_page(desk, who, ABOUT_ME).lines}


def test_what_must_not_be_printed_and_is_not_to_be_told_again_never_gets_on_one(desk: Desk, who: str) -> None:
    off, struck = tell(desk, who, "radio", "off"), tell(desk, who, "towel", "struck")
    keep_off(desk, off, paper=True)
    leave_out(desk, struck)
    scope = person_scope(who)
    with desk.book.unit() as unit:
        private = Statement(
            words="private", speaker=desk.me, asked=Asked(guide="important-and-support", version=1, prompt="never")
        )
        unit.seal(msgspec.structs.replace(private, not_for_table=True), scope=scope)
        guide = desk.guides.get("my-life")
        assert guide
        prompt = next(each.id for each in guide.prompt if each.column == "not_again")
        past = Asked(guide="my-life", version=guide.version, prompt=f"{prompt}:r1")
        unit.seal(Statement(words="never again", speaker=Speaker(role=Role.PERSON, name="Maggie"), asked=past), scope=scope)
        unit.commit()
    add_to_circle(desk, who, CirclePerson(name="Kevin Marsh", helps_with="money", telephone="1", do_not_contact=True))
    gone = add_action(desk, who, Action(what="not for paper")).made
    change_action(desk, gone, not_to_print=True)
    for paper in (ABOUT_ME, ACTIONS):
        page = sheet_page(desk, who, paper)
        assert page.empty
        assert page.people == ()
    assert before_leaving(desk, who, ABOUT_ME).kept_off == 1
    assert before_leaving(desk, who, ACTIONS).kept_off == 1


def test_not_again_stands_on_no_sheet_though_a_rule_asks_for_it(desk: Desk, who: str) -> None:
    guide = desk.guides.get("my-life")
    assert guide
    for prompt in guide.prompt:
        say(desk, who, prompt.column, asked=Asked(guide=guide.id, version=guide.version, prompt=f"{prompt.id}:r1"))
    parts = tuple(RulePart(key=key, name=key, takes=(Source(guide=guide.id, table=key == "rows"),)) for key in ("rows", "rest"))
    rule = SheetRule(name="life", version=1, dated=date(2026, 11, 22), part=parts)
    page = sheet_page(replace(desk, guides=Shelf(desk.guides.all(), sheets=(rule,))), who, "life")
    assert {line.words for line in page.lines} == {prompt.column for prompt in guide.prompt} - {"not_again"}


def test_somebody_not_to_be_contacted_in_a_sentence_is_asked_about(desk: Desk, who: str) -> None:
    add_to_circle(desk, who, CirclePerson(name="Kevin Marsh", do_not_contact=True))
    named = tell(desk, who, "seen", "I shout when Kevin comes.")
    promised = add_action(desk, who, Action(what="Ring Kevin about the keys")).made
    assert [line.record for line in before_leaving(desk, who, ABOUT_ME).naming] == [named]
    change_person(desk, who, reach=Reach(how="Never through Kevin."))
    assert [line.words for line in before_leaving(desk, who, ABOUT_ME).naming] == [
        "Never through Kevin.",
        "I shout when Kevin comes.",
    ]
    assert [line.record for line in before_leaving(desk, who, ACTIONS).naming] == [promised]


def test_a_sheet_is_frozen_left_and_remembered_like_the_plan(desk: Desk, who: str) -> None:
    """The same words again are the same version; other words the next; the copy at home then says something else."""
    with pytest.raises(NothingToPrint):
        freeze(desk, who, ABOUT_ME)
    record = tell(desk, who, "radio", "Radio 3 on low.")
    first = freeze(desk, who, ABOUT_ME)
    assert (first.number, freeze(desk, who, ABOUT_ME).code) == (1, first.code)
    answer(desk, who, first, Agreed.YES, words="Yes.", speaker=Speaker(role=Role.PERSON), manner=Manner.SPOKEN)
    copy_left(desk, who, first, ABOUT_ME, HowLeft.PRINTED, "Maggie")
    (home,) = copies_at_home(desk, who)
    assert (home.copy.paper, home.copy.code, home.out_of_date) == (ABOUT_ME, first.code, False)
    reword(desk, record, "Radio 4 now.")
    (home,) = copies_at_home(desk, who)
    assert home.out_of_date
    assert [each.copy.paper for _, each in today(desk).old_copies] == [ABOUT_ME]
    assert freeze(desk, who, ABOUT_ME).number == 2
    with desk.book.view() as view:
        versions = view.all(SheetVersion, person_scope(who))
        assert {each.body.number for each in versions} == {1, 2}
        assert view.all(SheetLeft, person_scope(who))[0].body.number == 1
    assert before_leaving(desk, who, ABOUT_ME).last == home.copy


def test_papers_of_different_names_do_not_meet(desk: Desk, who: str) -> None:
    tell(desk, who, "radio")
    add_action(desk, who, Action(what="Ring Ann"))
    assert (
        freeze(desk, who, ABOUT_ME).number
        == freeze(desk, who, ACTIONS).number
        == freeze(desk, who, PaperKind.PLAN_COPY).number
        == 1
    )


def left(desk: Desk, who: str, paper: str) -> Frozen:
    frozen = freeze(desk, who, paper)
    copy_left(desk, who, frozen, paper, HowLeft.SAVED, "Maggie")
    return frozen


def test_a_copy_is_out_of_date_when_somebody_on_it_is_not_to_be_contacted_any_more(desk: Desk, who: str) -> None:
    tell(desk, who, "radio")
    ann = add_to_circle(desk, who, CirclePerson(name="Ann", helps_with="letters", telephone="01632 960123")).made
    left(desk, who, ABOUT_ME)
    assert not copies_at_home(desk, who)[0].out_of_date
    change_in_circle(desk, ann, do_not_contact=True)
    assert copies_at_home(desk, who)[0].out_of_date


def test_words_on_a_frozen_sheet_are_struck_out_and_never_gone(desk: Desk, who: str) -> None:
    """Though the visit that holds them is still open: those that stand on no paper are gone altogether."""
    begin_visit(desk, plan_visit(desk, who).made, permission=Permission(given=True), present=(), topics=())
    records = []
    for words in ("Radio 3.", "The tin."):
        guide = "important-and-support" if words == "Radio 3." else "people-like"
        asked = Asked(guide=guide, version=1, prompt="every-day")
        body = Statement(words=words, speaker=Speaker(role=Role.PERSON, name="Maggie"), asked=asked)
        with desk.book.unit() as unit:
            records.append(write_new(unit, body, who))
            unit.commit()
    record, other = records
    assert leave_out(desk, other).gone
    frozen = left(desk, who, ABOUT_ME)
    assert not leave_out(desk, record).gone
    with desk.book.view() as view:
        body = view.current(SheetVersion, frozen.version).body
    assert Line(record=record, revision=body.lines[0].revision) in body.lines


def test_a_sheet_that_this_release_does_not_know_is_passed_over(desk: Desk, who: str) -> None:
    """It came from a newer laptop: it is kept, and nobody is asked to make it again."""
    with pytest.raises(NotFound):
        sheet_page(desk, who, "menu")
    at = desk.clock()
    with desk.book.unit() as unit:
        version = unit.seal(SheetVersion(paper="menu", number=1, lines=(), made_at=at), scope=person_scope(who))
        copy = SheetLeft(version=version, of="r", paper="menu", number=1, how=HowLeft.PRINTED, left_at=at, code="00000-00000")
        unit.seal(copy, scope=person_scope(who))
        unit.commit()
    assert copies_at_home(desk, who) == []


def test_two_of_one_name_take_a_strip_each_of_the_sheet_of_promises(desk: Desk, who: str) -> None:
    for relation in ("sister", "nurse"):
        ann = CirclePerson(name="Ann", relation=relation, helps_with="a lift", telephone="1")
        record = add_to_circle(desk, who, ann).made
        add_action(desk, who, Action(what=f"What the {relation} does", who=Speaker(role=Role.OTHER, name="Ann", who=record)))
    paper = actions_sheet(sheet_page(desk, who, ACTIONS), PaperWords(words_text("paper")), Format(12))
    headings = [each.text for each in read_back(paper.pdf).tree.all("H2")]
    assert headings[:2] == ["Ann, sister", "Ann, nurse"]

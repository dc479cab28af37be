"""What a council publishes stands beside what ships; what cannot be read is said and nothing is lost; advice names its line."""

import msgspec
import pytest

import resources
from app.practice.council_guides import CouncilGuide
from app.practice.errors import GuideMistake
from app.practice.guide_files import FORM, Advice, Published, line_of, look_again, read_guide, shelf_with
from app.practice.guides import LeftOff, Shelf
from app.practice.jargon import JargonList

TEA = """\
id = "tea"
version = 1
dated = 2026-11-22
name = "Tea"
purpose = "How you like your tea."
shape = "list"
minutes = 5
picture = "cup"
tip = "Put the kettle on first."

[[part]]
id = "cup"
name = "The cup"

[[prompt]]
id = "first"
part = "cup"
column = "said"
question = "How do you like the first cup?"
easy = "How do you like tea?"
ask_aloud = ["Milk first?", "Which cup?"]
feeds = "important"
"""
SECOND = TEA.replace("version = 1", "version = 2").replace("the first cup", "the very first cup")
THIRD = TEA.replace("version = 1", "version = 3").replace('id = "first"', 'id = "hot"')
TO_COME = TEA.replace("version = 1", f"version = 4\nform = {FORM + 1}\nsmell = true").replace('name = "Tea"', 'name = "Teatime"')
JARGON = JargonList(resources.jargon())


def council(text: str, version: int, *, withdrawn: bool = False, guide: str = "tea") -> CouncilGuide:
    return CouncilGuide(guide=guide, version=version, text=text, withdrawn=withdrawn)


def shipped() -> Shelf:
    cake = TEA.replace('id = "tea"', 'id = "cake"')
    return Shelf([read_guide(TEA, "tea"), read_guide(cake, "cake")], groups=(("To begin", ("tea", "cake")), ("More", ())))


def test_a_published_guide_takes_the_place_of_the_one_that_ships() -> None:
    """In its place and group; what ships stays known for what was asked before."""
    shelf = shelf_with(shipped(), [Published(council(SECOND, 2))])
    assert [(each.id, each.version) for each in shelf.all()] == [("tea", 2), ("cake", 1)]
    assert [[each.version for each in group.guides] for group in shelf.groups] == [[2, 1]]
    before, now = shelf.as_asked("tea", 1), shelf.as_asked("tea", 2)
    assert before is not None
    assert now is not None
    assert before.prompt[0].question == "How do you like the first cup?"
    assert now.prompt[0].question == "How do you like the very first cup?"


def test_every_version_stays_known_and_one_that_is_not_is_as_now() -> None:
    """What was asked with a question that is gone still finds it."""
    shelf = shelf_with(shipped(), [Published(council(THIRD, 3), [council(SECOND, 2)])])
    asked = shelf.as_asked("tea", 2)
    assert asked is not None
    assert asked.prompt_named("first") is not None
    assert shelf.as_asked("tea", 99) == shelf.get("tea")
    assert shelf.as_asked("coffee", 1) is None


def test_a_guide_of_the_council_alone_stands_with_the_rest() -> None:
    """A council may publish what never shipped."""
    own = TEA.replace('id = "tea"', 'id = "allotment"')
    shelf = shelf_with(shipped(), [Published(council(own, 1, guide="allotment"))])
    assert [(group.name, [each.id for each in group.guides]) for group in shelf.groups] == [
        ("To begin", ["tea", "cake"]),
        ("More", ["allotment"]),
    ]


def test_what_is_withdrawn_is_not_offered_and_stays_known() -> None:
    """The one that ships is back in its place."""
    shelf = shelf_with(shipped(), [Published(council(SECOND, 2, withdrawn=True), [council(SECOND, 2)])])
    assert [(each.id, each.version) for each in shelf.all()] == [("tea", 1), ("cake", 1)]
    asked = shelf.as_asked("tea", 2)
    assert asked is not None
    assert asked.version == 2
    assert shelf.left_off == ()


def test_a_form_to_come_is_left_off_and_said() -> None:
    """What was there before goes on being offered; the name is taken from the file where it can be."""
    shelf = shelf_with(shipped(), [Published(council(TO_COME, 4), [council(SECOND, 2)])])
    assert [(each.id, each.version) for each in shelf.all()] == [("tea", 2), ("cake", 1)]
    assert shelf.left_off == (LeftOff("tea", 4, "Teatime"),)


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ([], 1),
        ([council(SECOND, 2), council(THIRD, 3)], 3),
        ([council(THIRD, 3), council("not = [ a guide", 3)], 3),
        ([council(SECOND, 2), council(SECOND, 2, withdrawn=True)], 1),
    ],
    ids=["nothing", "the last", "the last that can be read", "not what was withdrawn"],
)
def test_what_is_offered_while_a_newer_version_cannot_be_read(before: list[CouncilGuide], offered: int) -> None:
    """The newest that can be read and was not withdrawn, else what ships."""
    shelf = shelf_with(shipped(), [Published(council(TO_COME, 4), before)])
    guide = shelf.get("tea")
    assert guide is not None
    assert guide.version == offered
    assert [each.version for each in shelf.left_off] == [4]


@pytest.mark.parametrize("text", ["", "not = [ a guide", "name = 7", "\x00", "a = " + "[" * 5_000])
def test_whatever_is_published_never_takes_the_shelf_down(text: str) -> None:
    """What cannot be read at all is left off by its id."""
    shelf = shelf_with(shipped(), [Published(council(text, 9))])
    assert shelf.left_off == (LeftOff("tea", 9, "tea"),)
    assert [each.version for each in shelf.all()] == [1, 1]


def test_a_form_to_come_is_named_before_anything_else_in_the_file() -> None:
    """Not as an unknown key, which would sound like a slip of the pen."""
    with pytest.raises(GuideMistake) as caught:
        read_guide(TO_COME, "tea.toml")
    assert (caught.value.line, caught.value.where) == (3, "form")
    assert caught.value.what == f"written in form {FORM + 1}; this version of the app knows forms up to {FORM}"
    assert read_guide(TEA.replace("version = 1", f"version = 1\nform = {FORM}"), "tea.toml").form == FORM


def test_a_picture_that_is_not_there_is_named_with_those_that_are_like_it() -> None:
    """Where pictures are known; a laptop with other pictures takes the guide all the same."""
    wrong = TEA.replace('picture = "cup"', 'picture = "cupp"')
    with pytest.raises(GuideMistake) as caught:
        read_guide(wrong, "tea.toml", pictures={"cup", "house"})
    assert (caught.value.line, caught.value.where) == (8, "picture")
    assert caught.value.what == "no picture is called 'cupp'; there are cup"
    assert read_guide(wrong, "tea.toml").picture == "cupp"


def test_what_to_look_at_again_names_its_line() -> None:
    """Words of the trade, sentences that are too long, questions without anything to ask aloud."""
    long = "How do you like it " + "and how else " * 6 + "?"
    text = TEA.replace("How do you like tea?", "What is your goal with tea?").replace("Milk first?", long)
    text = (
        text.replace('easy = "What', '# a note\neasy = "What')
        + '\n[[prompt]]\nid = "bare"\npart = "cup"\ncolumn = "said"\nquestion = "A?"\n'
    )
    assert look_again(TEA, JARGON) == []
    found = look_again(text, JARGON)
    assert found[:2] == [
        Advice(21, "prompt 1 (first), easy", "'goal' is a word of the trade: what you want"),
        Advice(22, "prompt 1 (first), ask_aloud", "a sentence of 24 words; 20 are enough"),
    ]
    assert [(each.where, each.what) for each in found[2:]] == [
        ("prompt 2 (bare), ask_aloud", "there is none"),
        ("prompt 2 (bare), easy", "there is none"),
    ]


def test_every_guide_that_ships_needs_no_second_look() -> None:
    """They pass what `guide check` says."""
    pictures = frozenset(symbol.word for symbol in resources.symbols())
    for name, text in resources.guide_files():
        assert msgspec.structs.asdict(read_guide(text, name, pictures=pictures))["form"] == FORM
        assert look_again(text, JARGON) == [], name


def test_the_line_of_a_key() -> None:
    """0 where the file does not have it."""
    assert line_of(TEA, "version") == 2
    assert line_of(TEA, "form") == 0

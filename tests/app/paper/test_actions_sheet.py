"""Who does what by when, read back from the PDF: a strip for each person, a box for each promise, whom to ring."""

from dataclasses import replace

import pytest

from app.paper.actions_sheet import actions_sheet
from app.paper.report import Paper
from app.practice.formats import Format
from app.practice.papers import ActionLine, Stamp
from app.practice.people import CirclePerson, Council, Role, Speaker
from app.practice.plans import ActionState
from app.practice.sheets import SheetPage
from tests.app.paper.reading import read_back
from tests.app.paper.samples import ACTIONS, ANN, DRAFT, HELEN, HELPERS, SAY, STAMP, maggie

UNPRINTED = "\N{CJK UNIFIED IDEOGRAPH-9C7C}"
"""No typeface of ours has it."""


def page(
    actions: tuple[ActionLine, ...] = ACTIONS, people: tuple[CirclePerson, ...] = HELPERS, stamp: Stamp = STAMP
) -> SheetPage:
    return SheetPage("actions", maggie(), (), actions, people, (HELEN, ANN), stamp)


def made(content: SheetPage, points: int = 12, *, easy: bool = False) -> Paper:
    return actions_sheet(content, SAY, Format(points, easy=easy))


def test_everybody_has_a_strip_with_what_they_do_and_by_when() -> None:
    paper = made(page())
    read = read_back(paper.pdf)
    assert paper.report.pages == 1
    assert paper.report.complete
    assert [element.text for element in read.tree.all("H2")][:3] == ["Helen Price", "Ann Price", "To be settled"]
    assert [len(listed.all("LI")) for listed in read.tree.all("L")][:3] == [1, 1, 1]
    assert "Bring a walking frame and show me how it folds By when: 1 December 2026" in read.words
    assert "Ring about a lift on the first Sunday By when: before Advent" in read.words


def test_a_strip_that_is_cut_off_still_says_for_whom_it_is_and_of_which_day() -> None:
    """The first carries the head of the sheet; each of the others says it itself."""
    words = read_back(made(page()).pdf).words.replace("\u00a0", " ")
    assert words.count("For Margaret Okafor, 21 November 2026") == 2


@pytest.mark.parametrize("points", [12, 18, 28])
def test_whom_to_ring_stands_on_it_with_the_council(points: int) -> None:
    words = read_back(made(page(), points).pdf).words.replace("\u00a0", " ")
    for expected in ("Ann Price, sister", "01632 960 123", "Ring in an emergency", "Elmbridge Vale Council", "01632 960 300"):
        assert expected in words


@pytest.mark.parametrize(
    ("council", "told"),
    [
        (Council(name="Elmbridge", address="Civic Square, EV1 2AB"), ["Elmbridge", "Civic Square, EV1 2AB"]),
        (Council(name="Elmbridge", hours="Monday to Friday"), ["Elmbridge", "Monday to Friday"]),
        (Council(name="Elmbridge", address=" "), []),
        (Council(name="Elmbridge"), []),
    ],
)
@pytest.mark.parametrize(("points", "easy"), [(12, False), (28, False), (16, True)])
def test_a_heading_stands_only_above_something(points: int, easy: bool, council: Council, told: list[str]) -> None:
    """A council that gave no number is told with what it gave, under a heading in the formats that have one for it."""
    for people in (HELPERS, ()):
        read = read_back(made(page(people=people, stamp=replace(STAMP, council=council)), points, easy=easy).pdf)
        headings = [element.text for element in read.tree.all("H2")]
        named = bool(people and told) and (easy or points >= 18)
        assert all(headings)
        assert ("Who to ring at the council" in headings) == named
        paragraphs = [element.text for element in read.tree.all("P")]
        assert not named or paragraphs[-len(told) :] == told


def test_with_nobody_who_helps_there_is_the_council_alone_in_large_print() -> None:
    headings = [element.text for element in read_back(made(page(people=()), 28).pdf).tree.all("H2")]
    assert headings[-1] == "Who to ring at the council"
    assert all(headings)


@pytest.mark.parametrize(("points", "easy"), [(12, False), (18, False), (28, False), (16, True)])
def test_every_promise_stands_on_it_once_in_every_format(points: int, easy: bool) -> None:
    many = tuple(
        replace(ACTIONS[number % 3], what=f"Promise number {number} of them", record=f"p{number}") for number in range(30)
    )
    paper = made(page(many), points, easy=easy)
    words = read_back(paper.pdf).words
    assert all(words.count(each.what) == 1 for each in many)
    assert paper.report.text_size == points


def test_each_page_says_whose_it_is_which_version_and_its_code() -> None:
    read = read_back(made(page(ACTIONS * 8)).pdf)
    assert read.pages > 1
    for number in range(read.pages):
        foot = read.foot(number).replace("\u00a0", " ")
        assert "Margaret Okafor. Version 3, 21 November 2026." in foot
        assert f"Check code 4F7K2-QX9M3. Page {number + 1} of {read.pages}." in foot


def test_a_draft_has_no_code_and_nothing_promised_is_said() -> None:
    read = read_back(made(page((), (), DRAFT)).pdf)
    assert "Nothing has been promised yet." in read.words
    assert "Draft" in read.foot(0)
    assert "Check" not in read.foot(0)


def test_versions_of_a_promise_stay_together_in_one_strip() -> None:
    one = replace(ACTIONS[0], what="Ring on Monday", authors=("Helen Price",))
    other = replace(ACTIONS[0], what="Ring on Friday", who=ANN, revision="s", authors=("Jo Marsh",))
    paper = made(page((replace(one, versions=(one, other)),)))
    words = read_back(paper.pdf).words
    assert "Helen Price wrote: Ring on Monday" in words.replace("\n", " ")
    assert "Jo Marsh wrote: Ring on Friday Who: Ann Price" in words.replace("\n", " ")
    assert "Not settled yet." in words
    assert paper.report.in_conflict == ("p1",)
    assert ActionState.OPEN.value not in words


def promised(what: str, who: Speaker) -> ActionLine:
    return ActionLine(what, who, None, "", what, "r")


def strips(paper: Paper) -> list[tuple[str, str]]:
    """Whose strip it is, and what stands on it."""
    tree = read_back(paper.pdf).tree
    said = [" ".join(each.text for each in listed.all("P")) for listed in tree.all("L")]
    return list(zip([each.text for each in tree.all("H2")], said, strict=False))


@pytest.mark.parametrize("points", [12, 28])
def test_two_of_one_name_take_a_strip_each(points: int) -> None:
    """Told apart by what they are to the person where they stand on the sheet."""
    sister = CirclePerson(name="Ann", relation="my sister", telephone="1")
    nurse = CirclePerson(name="Ann", relation="district nurse", telephone="2")
    said = [promised("Bring the key", speaker("a")), promised("Do the dressing", speaker("b")), promised("Ring me", speaker("a"))]
    content = page(tuple(said), (sister, nurse))
    (first, keys), (second, dressing) = strips(made(replace(content, members=(("a", sister), ("b", nurse))), points))[:2]
    assert (first, second) == ("Ann, my sister", "Ann, district nurse")
    assert "Bring the key" in keys
    assert "Ring me" in keys
    assert "Do the dressing" in dressing
    assert "Do the dressing" not in keys
    assert [who for who, _ in strips(made(content, points))[:2]] == ["Ann", "Ann"]


def speaker(who: str, name: str = "Ann") -> Speaker:
    return Speaker(role=Role.OTHER, name=name, who=who)


def test_two_whose_names_cannot_be_printed_take_a_strip_each() -> None:
    for one, other in ((speaker("a", UNPRINTED), speaker("b", UNPRINTED)), (speaker("", UNPRINTED), speaker("", UNPRINTED * 2))):
        found = strips(made(page((promised("Bring the key", one), promised("Do the dressing", other)), ())))
        assert [who for who, _ in found] == [SAY.say("cannot.name")] * 2
        assert ["Bring the key" in said for _, said in found] == [True, False]


def test_the_person_has_one_strip_whether_their_record_was_named_or_not() -> None:
    named, plain = Speaker(role=Role.PERSON, name="Maggie", who="m"), Speaker(role=Role.PERSON)
    found = strips(made(page((promised("Do my exercises", named), promised("Ring Ann", plain)), ())))
    assert len(found) == 1


@pytest.mark.parametrize("points", [12, 28])
def test_a_version_with_another_doer_says_who_on_a_line_of_its_own(points: int) -> None:
    ann, omar = speaker("a", "Ann Price"), speaker("o", "Omar Said")
    one = replace(promised("Bring the key", ann), authors=("Helen Price",))
    other = replace(one, what="Bring a van", who=omar, revision="s", authors=("Mrs Hall",))
    ((who, said),) = strips(made(page((replace(one, versions=(one, other)),), ()), points))
    assert who == "Ann Price"
    lines = " ".join(said.split())
    assert "Mrs Hall wrote: Bring a van Who: Omar Said Not settled yet." in lines
    assert lines.count("Who:") == 1

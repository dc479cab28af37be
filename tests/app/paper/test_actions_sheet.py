"""Who does what by when, read back from the PDF: a strip for each person, a box for each promise, whom to ring."""

from dataclasses import replace

import pytest

from app.paper.actions_sheet import actions_sheet
from app.paper.report import Paper
from app.practice.formats import Format
from app.practice.papers import ActionLine, Stamp
from app.practice.people import CirclePerson, Council
from app.practice.plans import ActionState
from app.practice.sheets import SheetPage
from tests.app.paper.reading import read_back
from tests.app.paper.samples import ACTIONS, ANN, DRAFT, HELEN, HELPERS, SAY, STAMP, maggie


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
    assert "Ann Price: Jo Marsh wrote: Ring on Friday" in words.replace("\n", " ")
    assert "Not settled yet." in words
    assert paper.report.in_conflict == ("p1",)
    assert ActionState.OPEN.value not in words

"""What is not settled yet: every version is on the paper once, in its own words, under the name of who wrote it."""

from dataclasses import replace
from datetime import date

import pytest

from app.paper import one_page_profile, plan_copy
from app.practice.papers import ActionLine, Outcome, PaperLine, lines_of
from app.practice.plans import ActionState, Line, Section
from app.practice.statements import Manner
from tests.app.paper.reading import read_back
from tests.app.paper.samples import ACTIONS, ANN, CANNOT, HELEN, IMPORTANT, MRS_HALL, SAY, SECTIONS, line, many, plan, profile
from tests.app.paper.test_any_record import check_the_page

TWO = "Two tablets, at night, with milk."
ONE = "One tablet, in the morning, after food."


def split(record: str = "t", ours: str = TWO, theirs: str = ONE, authors: tuple[str, ...] = ("Jo Marsh",)) -> PaperLine:
    first = replace(line(record, ours), revision="r1", authors=("Ann Price",))
    second = replace(line(record, theirs, MRS_HALL, Manner.TOLD), revision="r2", authors=authors)
    return replace(first, authors=(), versions=(first, second))


@pytest.mark.parametrize("size", [0, 14, 18, 28])
def test_a_profile_has_both_versions_with_their_names_once(size: int) -> None:
    """In one list item, in any size; the other lines stand as they did, and the report names the record."""
    page = profile({**SECTIONS, Section.SUPPORT: (split(),)} if size < 28 else {Section.SUPPORT: (split(),)}, size)
    paper = one_page_profile(page, SAY)
    read = read_back(paper.pdf)
    check_the_page(paper, read, size)
    (item,) = [each for each in read.tree.all("LI") if TWO in [words.text for words in each.all("P")]]
    assert [words.text for words in item.all("P")] == [
        "Ann Price wrote:",
        TWO,
        "Jo Marsh wrote:",
        ONE,
        "Mrs Hall told us",
        "Not settled yet.",
    ]
    for text in (TWO, ONE, "Ann Price wrote:", "Jo Marsh wrote:", "Not settled yet."):
        assert read.words.count(text) == 1, text
    assert (paper.report.in_conflict, paper.report.did_not_fit, paper.report.complete) == (("t",), (), False)
    assert len(read.tree.all("LI")) == len(page.lines)


def test_a_settled_profile_says_nothing_of_versions() -> None:
    paper = one_page_profile(profile(), SAY)
    assert (paper.report.in_conflict, paper.report.complete) == ((), True)
    words = read_back(paper.pdf).words
    assert "wrote:" not in words
    assert "Not settled" not in words


def test_versions_that_do_not_fit_fall_off_together() -> None:
    """Neither one alone nor both without the names: the line is named among those that fell, and not as in conflict."""
    long = split("long", "Walk to the gate and back. " * 60, "Do not walk to the gate at all. " * 60)
    paper = one_page_profile(profile({Section.IMPORTANT: (*IMPORTANT, long)}), SAY)
    words = read_back(paper.pdf).words
    assert (paper.report.did_not_fit, paper.report.in_conflict) == (("long",), ())
    assert "the gate" not in words
    assert "wrote:" not in words
    halves = tuple(replace(each, versions=(), record=f"half {each.revision}") for each in long.versions)
    assert one_page_profile(profile({Section.IMPORTANT: halves[:1]}), SAY).report.did_not_fit == ()


def test_many_lines_in_versions_are_all_on_the_page_or_named() -> None:
    lines = tuple(split(each.record, each.words, f"{each.words} Not on Mondays.") for each in many(14))
    page = profile(dict.fromkeys((Section.IMPORTANT,), lines))
    paper = one_page_profile(page, SAY)
    assert paper.report.in_conflict
    assert paper.report.did_not_fit
    assert {*paper.report.in_conflict, *paper.report.did_not_fit} == {each.record for each in lines}
    assert read_back(paper.pdf).words.count("Not settled yet.") == len(paper.report.in_conflict)
    check_the_page(paper, read_back(paper.pdf), 0)


def test_names_and_words_that_cannot_be_printed_or_are_not_known() -> None:
    """A version of which the letters are missing is said to be kept; nobody's name stands as somebody."""
    unknown = split("u", "足球", "", ())
    paper = one_page_profile(profile({Section.IMPORTANT: (unknown,)}), SAY)
    (item,) = read_back(paper.pdf).tree.all("LI")
    said = [words.text for words in item.all("P")]
    assert said == ["Ann Price wrote:", CANNOT, "Somebody wrote:", "No words.", "Not settled yet."]
    assert [each.record for each in paper.report.cannot_print] == ["u"]
    both = split("b", authors=("Jo Marsh", "Helen Price"))
    read = read_back(one_page_profile(profile({Section.IMPORTANT: (both,)}), SAY).pdf)
    assert "Jo Marsh and Helen Price wrote:" in read.words


def test_a_plan_has_every_version_of_words_and_of_promises() -> None:
    """What matters, what is wanted, what was promised, and whether it was done."""
    frame = ACTIONS[0]
    ours = replace(frame, authors=("Ann Price",), revision="r1")
    theirs = ActionLine("Bring a stick", ANN, None, "by Easter", frame.record, "r2", authors=("Jo Marsh",))
    what = replace(frame, versions=(ours, theirs), revision="r1")
    done = replace(
        ACTIONS[1],
        outcomes=(
            Outcome(("Helen Price",), ActionState.DONE, "", "r3"),
            Outcome((), ActionState.DROPPED, "Joe moved away.", "r4"),
        ),
    )
    copy = plan(matters=(split("m"),), wants=(split("w", "Mass by Easter.", "Mass by May."),), actions=(what, done, ACTIONS[2]))
    paper = plan_copy(copy, SAY)
    read = read_back(paper.pdf)
    check_the_page(paper, read, 0)
    assert (paper.report.in_conflict, paper.report.complete) == (("m", "w", "p1", "p2"), False)
    for text in (TWO, ONE, "Mass by Easter.", "Mass by May."):
        assert read.words.count(text) == 1
    cells = [[cell.text for cell in row.kids] for row in read.tree.all("Table")[0].kids[1:]]
    assert [(who, when) for who, _, when in cells] == [
        ("Helen Price", "1 December 2026"),
        ("Ann Price", "by Easter"),
        ("Ann Price", "before Advent"),
        ("To be settled", "No day set"),
    ]
    told = [" ".join(what.split()) for _, what, _ in cells]
    assert told == [
        f"Ann Price wrote: {frame.what}",
        "Jo Marsh wrote: Bring a stick Not settled yet.",
        f"{ACTIONS[1].what} Helen Price wrote: Done. Somebody wrote: Not any more. Joe moved away. Not settled yet.",
        ACTIONS[2].what,
    ]
    named = lines_of(copy)
    assert [each.revision for each in named if each.record == "p1"] == ["r1", "r2"]
    assert [each.revision for each in named if each.record == "p2"] == ["r", "r3", "r4"]


@pytest.mark.parametrize("size", [18, 28, 48])
def test_promises_in_versions_stand_in_large_print(size: int) -> None:
    ours = ActionLine("Bring a frame", HELEN, date(2026, 12, 1), "", "p1", "r1", authors=("Ann Price",))
    theirs = replace(ours, what="Bring a stick", revision="r2", authors=("Jo Marsh",))
    paper = plan_copy(plan(actions=(replace(ours, authors=(), versions=(ours, theirs)),), size=size), SAY)
    read = read_back(paper.pdf)
    check_the_page(paper, read, size)
    for text in ("Bring a frame", "Bring a stick", "Ann Price wrote:", "Jo Marsh wrote:", "Not settled yet."):
        assert read.words.count(text) == 1


def test_a_paper_names_each_version_by_revision() -> None:
    page = profile({Section.IMPORTANT: (IMPORTANT[0], split())})
    assert lines_of(page) == (
        Line(record="i1", revision="revision of i1"),
        Line(record="t", revision="r1"),
        Line(record="t", revision="r2"),
    )

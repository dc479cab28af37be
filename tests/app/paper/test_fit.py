"""How a profile finds its place: type, then leading, then width; a second side only where it must."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper import Paper, one_page_profile
from app.paper.look import DESIGN_LARGEST, print_size
from app.practice.papers import ProfilePage
from app.practice.plans import Section
from tests.app.paper.reading import Seen, read_back
from tests.app.paper.samples import SAY, line, profile
from tests.app.paper.test_any_record import Invented


def page_of(words: int, size: int = 0, statements: int = 9) -> ProfilePage:
    """One part with statements of so many words in all, shared out one by one."""
    each = [f"{at}. Ann" + " rings me" * (words // statements + (at < words % statements)) for at in range(statements)]
    return profile({Section.IMPORTANT: tuple(line(f"m{at:03}", said) for at, said in enumerate(each))}, size=size)


def first_words(paper: Paper) -> Seen:
    read = read_back(paper.pdf)
    return next(seen for seen in read.seen if seen.text.startswith("0. Ann"))


def leading_of(paper: Paper) -> float:
    """From line to line within the first statement."""
    read = read_back(paper.pdf)
    (item,) = [each for each in read.tree.all("P") if each.text.startswith("0. Ann")]
    lines = sorted({seen.baseline for seen in read.of(item)}, reverse=True)
    return (lines[0] - lines[1]) / read.of(item)[0].size


def test_more_words_make_the_type_smaller_then_the_lines_closer_then_longer() -> None:
    """In that order and never the other way, until a line falls off; and nothing is ever smaller than the person reads."""
    papers = [one_page_profile(page_of(count), SAY) for count in (60, 120, 150, 180, 200, 208, 212, 216, 220, 230, 240, 260, 280)]
    sizes = [paper.report.text_size for paper in papers]
    assert sizes == sorted(sizes, reverse=True)
    assert (sizes[0], sizes[-1]) == (DESIGN_LARGEST, 12)
    smallest = [paper for paper in papers if paper.report.text_size == 12]
    leadings = [round(leading_of(paper), 2) for paper in smallest]
    assert leadings == sorted(leadings, reverse=True)
    assert (max(leadings), min(leadings)) == (1.45, 1.38)
    lefts = [round(first_words(paper).left) for paper in smallest]
    assert lefts == sorted(lefts, reverse=True)
    wide = [paper for paper, left in zip(smallest, lefts, strict=True) if left < max(lefts)]
    assert all(round(leading_of(paper), 2) == 1.38 for paper in wide)
    whole = [paper.report.did_not_fit == () for paper in papers]
    assert whole == sorted(whole, reverse=True)
    assert wide[0].report.did_not_fit == ()


@pytest.mark.parametrize(("size", "words"), [(16, range(137, 161, 6)), (18, range(101, 125, 6))])
def test_a_second_side_is_begun_only_when_one_cannot_hold_it(size: int, words: range) -> None:
    """The last that stands on one side has its lines as close as they go; the next takes two and has room again."""
    papers = [one_page_profile(page_of(count, size, 4), SAY) for count in words]
    sides = [paper.report.pages for paper in papers]
    assert sides == sorted(sides)
    assert set(sides) == {1, 2}
    at = sides.index(2)
    assert round(leading_of(papers[at - 1]), 2) == 1.38
    assert first_words(papers[at - 1]).left < first_words(papers[at]).left
    assert round(leading_of(papers[at]), 2) == 1.45
    assert all(paper.report.text_size == size and not paper.report.did_not_fit for paper in papers)


@settings(max_examples=6)
@given(st.integers(0, 2**32))
def test_fewer_words_never_have_less_room(seed: int) -> None:
    check_fewer(seed)


@pytest.mark.prove
@settings(max_examples=90)
@pytest.mark.parametrize("start", range(14))
@given(seed=st.integers(0, 2**32))
def test_fewer_words_never_have_less_room_in_thousands(start: int, seed: int) -> None:
    check_fewer(seed + start)


def check_fewer(seed: int) -> None:
    """Without its least important line a page is set as large or larger, on as many sides or fewer, and loses no other line."""
    page = Invented(seed).profile()
    if not page.lines:
        return
    full = one_page_profile(page, SAY).report
    longest = max(len(inside) for inside in page.sections.values())
    last = next(section for section in reversed(Section) if len(page.sections.get(section, ())) == longest)
    fewer = replace(page, sections={**page.sections, last: page.sections[last][:-1]})
    if not any(line.words.strip() for line in fewer.lines):
        return  # says that nothing was chosen yet, in a line of its own
    made = one_page_profile(fewer, SAY).report
    assert made.text_size >= full.text_size >= print_size(page.person.reach.text_size)
    assert made.pages <= full.pages
    assert set(made.did_not_fit) <= set(full.did_not_fit)

"""Papers on a colour: the whole page, words that stand out from it, nothing lighter than it."""

import pytest

from app.paper import circle_paper, one_page_profile, plan_copy
from app.paper.look import DUSK_LINE, INK, LEAF_LINE, QUIET, SAND_LINE, SUN_LINE, tint_of
from app.practice.formats import Format
from resources import paper_colours, words_table
from tests.app.paper import test_circle
from tests.app.paper.reading import read_back
from tests.app.paper.samples import SAY, plan, profile


def light(colour: str) -> float:
    """How light a colour is (WCAG 2.2, relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    straight = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * straight[0] + 0.7152 * straight[1] + 0.0722 * straight[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", paper_colours())
def test_words_stand_out_seven_to_one_and_lines_three_to_one(name: str) -> None:
    """And every colour has a word on its chip."""
    tint = paper_colours()[name]
    assert contrast(INK, tint) >= 7
    for line in (SUN_LINE, LEAF_LINE, DUSK_LINE, SAND_LINE, QUIET):
        assert contrast(line, tint) >= 4.5
    assert words_table("formats")["colour"][name]


def test_the_whole_page_has_the_colour_and_nothing_on_it_is_lighter() -> None:
    form = Format(14, tint="yellow")
    papers = (
        one_page_profile(profile(), SAY, form),
        plan_copy(plan(), SAY, form),
        circle_paper(test_circle.page(9), SAY, form),
    )
    for paper in papers:
        read = read_back(paper.pdf)
        pages = [ground for ground in read.grounds if ground.right - ground.left > 590]
        assert [ground.page for ground in pages] == list(range(read.pages))
        for ground in read.grounds:
            colour = "#" + "".join(f"{round(part * 255):02X}" for part in ground.colour)
            assert light(colour) <= light(tint_of("yellow")) + 0.01


def test_white_and_an_unknown_colour_print_no_colour() -> None:
    white = one_page_profile(profile(), SAY, Format(14)).pdf
    assert one_page_profile(profile(), SAY, Format(14, tint="mauve of another release")).pdf == white

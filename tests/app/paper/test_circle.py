"""The circle on paper, read back from the PDF: every name where it belongs, and nothing over anything."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper import circle_paper
from app.practice.circles import CirclePage, OnPage
from app.practice.people import Sector, Wish
from app.practice.rings import RINGS
from tests.app.paper.reading import Seen, read_back
from tests.app.paper.samples import DRAFT, SAY, maggie

PARTS = {sector: SAY.say(f"circle.part.{sector.value}") for sector in Sector}
NAMES = ("Ann Farrelly", "Joe", "Mrs Hall", "Precious Ncube", "Dr Lee", "Siân Llewellyn-Jones", "Zbigniew Wojciechowski")


def somebody(number: int, name: str = "", wish: Wish = Wish.NOT_SAID) -> OnPage:
    sectors = list(Sector)
    return OnPage(f"{number:032x}", name or f"{NAMES[number % 7]} {number}", number % 3 + 1, sectors[number // 3 % 4], wish)


def page(count: int, size: int = 0, *, wish: Wish = Wish.NOT_SAID, names: dict[Sector, str] | None = None) -> CirclePage:
    members = tuple(somebody(number, wish=wish) for number in range(count))
    return CirclePage(maggie(size), members, {**PARTS, **(names or {})}, DRAFT)


def over_each_other(seen: list[Seen]) -> list[tuple[str, str]]:
    """Words of different elements that share a part of the page."""
    found = []
    for at, one in enumerate(seen):
        for other in seen[at + 1 :]:
            apart = one.right <= other.left or other.right <= one.left or one.top <= other.bottom or other.top <= one.bottom
            if one.page == other.page and one.mark != other.mark and not apart:
                found.append((one.text, other.text))
    return found


@pytest.mark.parametrize("count", [1, 3, 15, 60])
@pytest.mark.parametrize("size", [0, 18, 28])
def test_every_name_is_on_it_once_and_over_nothing(count: int, size: int) -> None:
    made = circle_paper(page(count, size), SAY)
    read = read_back(made.pdf)
    told = [element.text for element in read.tree.all("LBody")]
    assert len(told) >= count
    for number in range(count):
        assert any(NAMES[number % 7].split()[0] in text for text in told)
    assert made.report.text_size == max(size, 12)
    assert made.report.complete
    assert over_each_other(read.seen) == []


def test_few_people_are_all_in_the_drawing_on_one_side() -> None:
    made = circle_paper(page(15), SAY)
    read = read_back(made.pdf)
    assert made.report.pages == 1
    assert "In words" not in read.words
    assert [element.text for element in read.tree.all("H1")] == ["The people in Maggie's life"]
    for part in ("Family", "Friends", "Neighbours", "Paid to help", "Ann Farrelly 0"):
        assert part in read.words


def test_the_parts_are_called_as_the_person_calls_them() -> None:
    read = read_back(circle_paper(page(3, names={Sector.FRIENDS: "The choir"}), SAY).pdf)
    assert "The choir" in read.words
    assert "Friends" not in read.words


def test_what_is_wished_is_drawn_and_explained() -> None:
    """The arrow is explained only where there is one."""
    assert "An arrow to the middle" in read_back(circle_paper(page(3, wish=Wish.CLOSER), SAY).pdf).words
    assert "arrow" not in read_back(circle_paper(page(3), SAY).pdf).words


def test_where_names_have_no_room_everybody_has_a_number_in_the_drawing() -> None:
    """Nobody is left out of the drawing, and each number is explained in words with its place."""
    read = read_back(circle_paper(page(60, 18), SAY).pdf)
    assert "In words" in read.words
    drawn = [element.text for element in read.tree.all("LBody")][:60]
    assert drawn == [str(number) for number in range(1, 61)]
    for number in range(1, 61):
        assert f"{number}. " in read.words
    assert ": closest, Family." in read.words.replace("\n", " ")


def test_letters_that_cannot_be_printed_are_said_and_reported() -> None:
    members = (OnPage("a" * 32, "ანა ფარელი", 1, Sector.FAMILY), OnPage("b" * 32, "", 2, Sector.PAID))
    made = circle_paper(CirclePage(maggie(), members, PARTS, DRAFT), SAY)
    assert "cannot be printed" in read_back(made.pdf).words
    assert [each.record for each in made.report.cannot_print] == ["a" * 32]


people = st.lists(
    st.builds(
        lambda number, name, ring, sector, wish: OnPage(f"{number:032x}", name, ring, sector, wish),
        st.integers(0, 2**64),
        st.one_of(st.sampled_from(NAMES), st.text(min_size=1, max_size=200)),
        st.sampled_from(RINGS),
        st.sampled_from(list(Sector)),
        st.sampled_from(list(Wish)),
    ),
    max_size=25,
    unique_by=lambda each: each.record,
)


@settings(max_examples=15, deadline=None)
@given(people, st.sampled_from((0, 16, 28, 48)))
def test_whoever_is_on_it_nothing_lies_over_anything(members: list[OnPage], size: int) -> None:
    read = read_back(circle_paper(CirclePage(maggie(size), tuple(members), PARTS, DRAFT), SAY).pdf)
    assert over_each_other(read.seen) == []
    assert all(each.left >= 47 and each.right <= 595.28 - 47 for each in read.seen)

"""What somebody needs chooses how their papers are set, and no paper is smaller than they read."""

from hypothesis import given
from hypothesis import strategies as st

from app.practice.formats import (
    EASY,
    LARGE,
    LARGE_SIZES,
    LARGEST,
    STANDARD,
    Format,
    format_for,
    paper_of,
    papers_for,
    points_of,
    sizes_for,
    usual_paper,
)
from app.practice.people import Person, Reach

people = st.builds(
    lambda size, paper, pictures: Person(name="Maggie", reach=Reach(text_size=size, paper=paper, pictures=pictures)),
    st.sampled_from((0, *range(1, 60))),
    st.sampled_from((STANDARD, LARGE, EASY, "braille")),
    st.booleans(),
)


def reads(size: int = 0, paper: str = STANDARD, pictures: bool = True) -> Person:
    return Person(name="Maggie", reach=Reach(text_size=size, paper=paper, pictures=pictures))


def test_what_was_never_asked_is_ordinary() -> None:
    assert format_for(reads()) == Format(12)
    assert format_for(reads(14)) == Format(14)


def test_a_large_size_is_large_print_and_large_print_without_a_size_is_eighteen() -> None:
    assert format_for(reads(16)) == Format(16)
    assert usual_paper(reads(16)) == LARGE
    assert format_for(reads(0, LARGE)) == Format(18)
    assert format_for(reads(24, LARGE)) == Format(24)
    assert format_for(reads(48)) == Format(48)


def test_easy_read_has_pictures_unless_they_do_not_help() -> None:
    assert format_for(reads(0, EASY)) == Format(16, easy=True, pictures=True)
    assert format_for(reads(0, EASY, pictures=False)) == Format(16, easy=True)
    assert format_for(reads(20, EASY)).points == 20


def test_large_print_is_on_offer_from_sixteen_to_twenty_eight() -> None:
    assert sizes_for(reads(), LARGE) == LARGE_SIZES == (16, 18, 20, 22, 24, 28)
    assert sizes_for(reads(21), LARGE) == (21, 22, 24, 28)
    assert sizes_for(reads(40), LARGE) == (40,)
    assert min(sizes_for(reads(), EASY)) == 14


@given(people)
def test_no_paper_is_smaller_than_the_person_reads(person: Person) -> None:
    """In every kind and size that is offered; and the usual one is among those offered."""
    asked = min(person.reach.text_size, LARGEST)
    assert usual_paper(person) in papers_for(person)
    for kind in (STANDARD, LARGE, EASY):
        assert points_of(person, kind) >= asked
        assert points_of(person, kind) in sizes_for(person, kind)
        assert min(sizes_for(person, kind)) >= asked
    for kind in papers_for(person):
        assert paper_of(format_for(person, kind)) == kind

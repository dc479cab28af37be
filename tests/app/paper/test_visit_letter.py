"""The letter before a visit, read back: who, when, what for, how long, what may be refused, how to change it."""

from dataclasses import replace
from datetime import date, time

import msgspec
import pytest

from app.paper.visit_letter import visit_letter
from app.practice.formats import EASY, EASY_POINTS, STANDARD, format_for
from app.practice.letters import VisitLetter
from app.practice.people import Council
from tests.app.paper.reading import read_back
from tests.app.paper.samples import COUNCIL, HELEN, SAY, maggie

HOME = "12 Elm Road, Elmbridge EV2 4QT"
LONG_NAME = "Wilhelmina Konstantinopolitanska-Featherstonehaugh of Ravenscourt"


def letter(size: int = 0, **changed: object) -> VisitLetter:
    person = msgspec.structs.replace(maggie(size), address=HOME)
    made = VisitLetter(person, HELEN, COUNCIL, date(2026, 11, 14), date(2026, 11, 21), time(10), 45, "a first talk")
    return replace(made, **changed)  # type: ignore[arg-type]


def test_everything_a_person_needs_stands_on_one_side() -> None:
    """In reading order, with nothing cut."""
    paper = visit_letter(letter(), SAY)
    assert (paper.report.pages, paper.report.complete) == (1, True)
    text = read_back(paper.pdf).words
    places = [
        text.index(each)
        for each in (
            "Helen Price would like to visit you",
            "Dear Maggie,",
            "Helen Price, from Elmbridge Vale Council.",
            "Saturday, 21 November 2026, at 10:00.",
            "This visit is about: a first talk",
            "About 45 minutes.",
            "You can say no to the laptop. Then we use paper.",
            "You can say no to this visit",
            "Ring 01632 960 300.",
            "Monday to Friday, 8.30 to 5",
            "You told us: Sit on my left.",
        )
    ]
    assert places == sorted(places)
    assert HOME in text[places[3] :]


def test_the_structure_is_read_aloud_in_order() -> None:
    """A title, one main heading, and a heading for each part."""
    read = read_back(visit_letter(letter(), SAY).pdf)
    document = read.tree
    (title,) = document.all("H1")
    assert title.text == "Helen Price would like to visit you"
    assert len(document.all("H2")) == 7
    assert read.title == title.text


@pytest.mark.parametrize("size", [12, 18, 28, 48])
def test_nothing_is_smaller_than_the_person_reads(size: int) -> None:
    """Large print is set anew over more sides, never scaled."""
    paper = visit_letter(letter(size), SAY)
    assert paper.report.text_size == size
    body = [seen for seen in read_back(paper.pdf).seen if seen.mark is not None]
    assert min(seen.size for seen in body) >= min(size, 28)


def test_easy_read_says_one_thing_on_a_line() -> None:
    """Sixteen points or more, no contractions, short sentences, each a paragraph of its own."""
    paper = visit_letter(letter(), SAY, format_for(maggie(), EASY))
    read = read_back(paper.pdf)
    assert paper.report.text_size == EASY_POINTS
    lines = [each.text for each in read.tree.all("P")]
    assert {"Helen Price is coming.", "The time is 10:00.", "You can say: no laptop please."} <= set(lines)
    own = [line for line in lines if "’" in line or "'" in line]
    assert own == []
    assert all(line.count(". ") == 0 for line in lines if line not in (COUNCIL.hours,))


def test_it_does_without_what_is_not_known() -> None:
    """No council, no telephone, no purpose, no address, nothing about how to speak: no empty line and no brace."""
    bare = letter(council=Council(name=""), purpose="", person=maggie(how=""))
    for paper in (STANDARD, EASY):
        text = read_back(visit_letter(bare, SAY, format_for(bare.person, paper)).pdf).words
        assert "{" not in text
        assert "None" not in text
        assert "about: ." not in text
        assert "Helen Price" in text
    assert "Tell Helen Price, or anybody who helps you." in read_back(visit_letter(bare, SAY).pdf).words


def test_names_of_any_length_and_script() -> None:
    """A long name wraps; letters that cannot be printed are told of."""
    long = letter(28, person=msgspec.structs.replace(maggie(28), name=LONG_NAME, known_as="", address=HOME * 4))
    assert LONG_NAME.split()[0] in read_back(visit_letter(long, SAY).pdf).words
    strange = letter(person=msgspec.structs.replace(maggie(), name="\U00013000", known_as=""))
    assert visit_letter(strange, SAY).report.cannot_print
    polish = letter(where="ulica Żółkiewskiego 12")
    assert visit_letter(polish, SAY).report.cannot_print == ()


@pytest.mark.parametrize("paper", [STANDARD, EASY])
@pytest.mark.parametrize("name", ["", " ", "\U00013000"])
def test_a_person_whose_name_is_not_known_or_cannot_be_printed_is_greeted_without_one(name: str, paper: str) -> None:
    unnamed = letter(person=msgspec.structs.replace(maggie(), name=name, known_as=""))
    read = read_back(visit_letter(unnamed, SAY, format_for(unnamed.person, paper)).pdf)
    greeted = [each.text for each in read.tree.all("P") if each.text.startswith(("Hello", "Dear"))]
    assert greeted == ["Hello,"]
    assert "social worker" not in read.words

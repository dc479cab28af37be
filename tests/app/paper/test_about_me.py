"""This is about me, read back from the PDF: what a stranger must know, in its order, in every format."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from app.paper.about_me import about_me
from app.paper.report import Paper
from app.practice.formats import Format
from app.practice.papers import PagePhoto, PaperLine
from app.practice.people import Person, Role, Speaker
from app.practice.sheets import SheetPage, SheetPart, SheetTable
from tests.app.paper.reading import inside_their_page, read_back
from tests.app.paper.samples import ANN, DRAFT, HELEN, HELPERS, IMPORTANT, SAY, STAMP, SUPPORT, line, maggie

COLUMNS = ("When this happens", "I do this", "It means", "So please do this")
HUM = ((), (line("c1", "I hum and rub my knee."),), (line("c2", "I am in pain.", ANN),), (line("c3", "Ask me: knee?"),))
NOD = ((line("c4", "At night."),), (line("c5", "I nod twice."),), (), (line("c6", "Leave the light on."),))
CHART = SheetTable("", COLUMNS, (HUM, NOD))
PARTS = (
    SheetPart("speak", "How to speak with me", "message", reach="Sit on my left.", easy="How to talk with me"),
    SheetPart("tell", "What I do, and what it means", "eye", tables=(CHART,)),
    SheetPart("matters", "What matters to me", "heart", IMPORTANT),
    SheetPart("support", "How best to support me", "hand", SUPPORT, easy="How to help me"),
)


def page(parts: tuple[SheetPart, ...] = PARTS, person: Person | None = None) -> SheetPage:
    return SheetPage("about-me", person or maggie(), parts, (), HELPERS, (HELEN, ANN), STAMP)


def made(content: SheetPage, points: int = 12, *, easy: bool = False) -> Paper:
    return about_me(content, SAY, Format(points, easy=easy))


def test_it_says_how_to_speak_what_it_means_what_matters_and_how_to_help_in_this_order() -> None:
    paper = made(page())
    read = read_back(paper.pdf)
    assert [element.text for element in read.tree.all("H1")] == ["This is about me"]
    headings = [element.text for element in read.tree.all("H2")]
    assert headings == [*(part.name for part in PARTS), "People who help me, and how to ring them"]
    assert "Sit on my left." in read.words
    assert "Ann Price told us" in read.words
    assert paper.report.complete


def test_a_chart_is_a_table_with_its_headings_while_the_type_is_small() -> None:
    read = read_back(made(page()).pdf)
    tables = [table for table in read.tree.all("Table") if table.all("TH")]
    assert [cell.text for cell in tables[0].all("TH")] == list(COLUMNS)
    assert {cell.scope for cell in tables[0].all("TH")} == {"Column"}
    assert len(tables[0].all("TR")) == 3


@pytest.mark.parametrize(("points", "easy"), [(18, False), (28, False), (16, True)])
def test_in_large_print_and_easy_read_each_row_is_a_list_under_the_names_of_its_columns(points: int, easy: bool) -> None:
    """A cell with nothing in it is not named."""
    words = read_back(made(page(), points, easy=easy).pdf).words
    at = [
        words.index(each)
        for each in ("I do this: I hum and rub my knee. It means: I am in pain.", "So please do this: Ask me: knee?")
    ]
    assert at == sorted(at)
    assert words.count("When this happens:") == 1
    assert words.count("It means:") == 1


@pytest.mark.parametrize(("points", "easy"), [(12, False), (18, False), (28, False), (48, False), (16, True)])
def test_every_word_stands_on_it_once_and_in_the_size_that_was_asked_for(points: int, easy: bool) -> None:
    many = tuple(line(f"m{number:02}", f"Sentence number {number} of those.") for number in range(40))
    parts = (SheetPart("matters", "What matters to me", "heart", many),)
    paper = made(page(parts), points, easy=easy)
    read = read_back(paper.pdf)
    assert all(read.words.count(each.words) == 1 for each in many)
    assert paper.report.text_size == points
    assert min(seen.size for seen in read.seen) >= min(points, 28)


def test_where_the_person_lives_is_not_on_it() -> None:
    person = Person(name="Margaret Okafor", known_as="Maggie", address="12 Elm Road", telephone="01632 960555")
    words = read_back(made(page(person=person)).pdf).words
    assert "Elm Road" not in words
    assert "960555" not in words
    assert "For Margaret Okafor, who likes to be called Maggie" in words


def test_the_photo_the_person_chose_stands_on_it_with_what_it_shows() -> None:
    data = BytesIO()
    Image.new("RGB", (300, 400), "#557766").save(data, "JPEG")
    photo = PagePhoto("ph", "r", "0" * 64, "Maggie at the choir", data.getvalue())
    read = read_back(made(replace(page(), photo=photo)).pdf)
    assert [element.told for element in read.tree.all("Figure")] == ["Photo of Maggie: Maggie at the choir"]
    assert len(read.photos) == 1


@pytest.mark.parametrize(("points", "easy"), [(12, False), (28, False), (40, False), (48, False), (48, True)])
def test_the_photo_lies_beside_the_title_on_the_first_page_however_large_the_words(points: int, easy: bool) -> None:
    """Over no word, and read where it stands."""
    data = BytesIO()
    Image.new("RGB", (300, 400), "#557766").save(data, "JPEG")
    photo = PagePhoto("ph", "r", "0" * 64, "Maggie at the choir", data.getvalue())
    helped = tuple(
        Speaker(role=Role.WORKER, name=name) for name in ("Helen Price", "Ann Price", "Joe Byrne", "Constance Adeyemi")
    )
    read = read_back(made(replace(page(), photo=photo, made_with=helped), points, easy=easy).pdf)
    (seen,) = read.photos
    assert seen.page == 0
    assert inside_their_page(read)
    first = [each for each in read.seen if each.page == 0]
    assert all(each.right <= seen.left or each.top <= seen.bottom + 0.5 for each in first)
    assert [element.told for element in read.tree.all("Figure")] == ["Photo of Maggie: Maggie at the choir"]
    marks = [mark for element in read.tree.walk() for mark in element.marks]
    assert marks == sorted(set(marks))


def test_easier_headings_in_easy_read() -> None:
    words = read_back(made(page(), 16, easy=True).pdf).words
    assert "How to help me" in words
    assert "How best to support me" not in words


def test_nothing_said_yet_is_said_and_what_is_not_settled_stands_in_both_versions() -> None:
    empty = read_back(made(replace(page(()), people=(), stamp=DRAFT)).pdf)
    assert "Nothing has been said yet" in empty.words
    first: PaperLine = line("v", "Two tablets at night.")
    split = replace(first, versions=(replace(first, authors=("Jo",)), replace(first, words="In the morning.", authors=("Ann",))))
    table = SheetTable("Getting up", ("What happens",), (((split,),),))
    paper = made(page((SheetPart("routines", "The way I do things", "clock", tables=(table,)),)))
    words = " ".join(read_back(paper.pdf).words.split())
    assert "Getting up" in words
    assert "Jo wrote: Two tablets at night. Ann wrote: In the morning. Not settled yet." in words
    assert paper.report.in_conflict == ("v",)

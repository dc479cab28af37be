"""Sheets made of any record: every word is there once, in the size asked for, on the paper, and over nothing."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.paper.about_me import about_me
from app.paper.actions_sheet import actions_sheet
from app.practice.formats import Format
from app.practice.papers import ActionLine, PagePhoto, PaperLine
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.sheets import SheetPage, SheetPart, SheetTable
from app.practice.statements import Manner
from tests.app.paper.reading import ReadBack, inside_their_page, read_back
from tests.app.paper.samples import DRAFT, HELEN, SAY, STAMP
from tests.app.paper.test_circle import over_each_other

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzŵŷłąéÅß ,.'-", min_size=1, max_size=120).filter(str.strip)
NAMES = st.one_of(st.sampled_from(("Ann", "Zbigniew Wojciechowski-Llanfairpwll", "Dr Lee")), LETTERS)
SPEAKERS = st.builds(Speaker, role=st.sampled_from(list(Role)), name=NAMES)
FORMATS = st.builds(
    lambda points, easy, pictures: Format(max(points, 14) if easy else points, easy=easy, pictures=easy and pictures),
    st.sampled_from((12, 16, 19, 28, 48)),
    st.booleans(),
    st.booleans(),
)


def taken(wide: int, high: int) -> PagePhoto:
    out = BytesIO()
    Image.new("RGB", (wide, high), "teal").save(out, "PNG")
    return PagePhoto("f", "r", "0" * 64, "at choir", out.getvalue())


PHOTOS = st.one_of(st.none(), st.builds(taken, st.integers(1, 60), st.integers(1, 60)))


@st.composite
def said(draw: st.DrawFn) -> PaperLine:
    """A line whose words hold a mark that stands nowhere else."""
    number = draw(st.integers(0, 2**48))
    words = f"{draw(LETTERS)} q{number}q".strip()
    return PaperLine(words, draw(SPEAKERS), draw(st.sampled_from(list(Manner))), "en", f"{number:032x}", "r")


@st.composite
def about(draw: st.DrawFn) -> SheetPage:
    cells = st.lists(said(), max_size=2).map(tuple)
    rows = st.lists(st.tuples(cells, cells, cells, cells).filter(any), min_size=1, max_size=4).map(tuple)
    tables = st.builds(lambda name, rows: SheetTable(name, ("When", "I do this", "It means", "Please"), rows), NAMES, rows)
    parts = st.builds(
        lambda lines, tables, reach: SheetPart("k", "How to help me", "heart", lines, tables, "How to help me", reach),
        st.lists(said(), max_size=6).map(tuple),
        st.lists(tables, max_size=2).map(tuple),
        st.one_of(st.just(""), LETTERS),
    ).filter(lambda part: not part.empty)
    people = st.builds(CirclePerson, name=NAMES, relation=NAMES, helps_with=NAMES, telephone=st.just("01632 960123"))
    return SheetPage(
        "about-me",
        Person(name=draw(NAMES), known_as=draw(st.one_of(st.just(""), NAMES))),
        tuple(draw(st.lists(parts, max_size=4))),
        (),
        tuple(draw(st.lists(people, max_size=4))),
        tuple(draw(st.lists(SPEAKERS, max_size=6))),
        draw(st.sampled_from((DRAFT, STAMP))),
        photo=draw(PHOTOS),
    )


@st.composite
def promised(draw: st.DrawFn) -> SheetPage:
    actions = st.builds(
        lambda line, who, by: ActionLine(line.words, who, None, by, line.record, "r"),
        said(),
        st.one_of(st.none(), SPEAKERS),
        st.one_of(st.just(""), LETTERS),
    )
    found = tuple(draw(st.lists(actions, max_size=12)))
    return SheetPage("actions", Person(name=draw(NAMES)), (), found, (), (HELEN,), STAMP)


def holds(read: ReadBack, marks: list[str], points: int) -> None:
    words = "".join(read.words.split())
    assert all(words.count(each) == marks.count(each) for each in marks)
    assert over_each_other(read.seen) == []
    assert all(seen.left >= 47.9 and seen.right <= 595.28 - 47.5 for seen in read.seen)
    assert all(seen.bottom >= 30 and seen.top <= 841.89 - 40 for seen in read.seen)
    assert min(seen.size for seen in read.seen) >= min(points, 28)
    assert inside_their_page(read)
    assert read.unmarked == 0


def mark(words: str) -> str:
    return words.rsplit(" ", 1)[-1]


def try_about(page: SheetPage, form: Format) -> None:
    read = read_back(about_me(page, SAY, form).pdf)
    assert len(read.tree.all("Figure")) == (1 if page.photo else 0)
    holds(read, [mark(line.words) for line in page.lines], form.points)


def try_promised(page: SheetPage, form: Format) -> None:
    made = actions_sheet(page, SAY, form)
    holds(read_back(made.pdf), [mark(line.what) for line in page.actions], form.points)


@settings(max_examples=4, deadline=None)
@given(about(), FORMATS)
def test_whatever_was_said(page: SheetPage, form: Format) -> None:
    try_about(page, form)


@settings(max_examples=4, deadline=None)
@given(promised(), FORMATS)
def test_whatever_was_promised(page: SheetPage, form: Format) -> None:
    try_promised(page, form)


@pytest.mark.prove
@settings(max_examples=60, deadline=None)
@given(about(), FORMATS)
def test_whatever_was_said_many_times(page: SheetPage, form: Format) -> None:
    try_about(page, form)


@pytest.mark.prove
@settings(max_examples=60, deadline=None)
@given(promised(), FORMATS)
def test_whatever_was_promised_many_times(page: SheetPage, form: Format) -> None:
    try_promised(page, form)

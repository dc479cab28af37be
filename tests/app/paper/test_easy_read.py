"""Easy read: a sentence a line, its picture at its side, our words easier and theirs as they were said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper import one_page_profile, plan_copy
from app.paper.letters import tidy
from app.paper.look import PICTURE_ABOVE_AT
from app.paper.sentences import sentences_of
from app.practice.formats import EASY, Format, format_for
from app.practice.people import Person, Reach
from app.practice.plans import Section
from resources import symbol_credit, words_table
from tests.app.paper.reading import ReadBack, read_back
from tests.app.paper.samples import ADMIRED, SAY, line, maggie, plan, profile
from tests.app.paper.test_any_record import Invented, check_the_page, foreign

EASY_FORM = Format(16, easy=True, pictures=True)
WORDS_ONLY = Format(16, easy=True)
TWO = line("two", "Radio 3 on low. Off when Mr. Hall talks.")


def lines_of(read: ReadBack, text: str) -> list[str]:
    """The lines in which a paragraph stands."""
    (element,) = [each for each in read.tree.walk() if each.text == text]
    found: dict[float, str] = {}
    for seen in read.of(element):
        found[seen.baseline] = found.get(seen.baseline, "") + seen.text
    return [text.strip() for text in found.values()]


def test_every_sentence_has_a_line_and_the_words_are_as_they_were_said() -> None:
    """The paragraph is one element, with every character of the statement."""
    read = read_back(one_page_profile(profile({Section.IMPORTANT: (TWO,)}), SAY, EASY_FORM).pdf)
    assert lines_of(read, TWO.words) == ["Radio 3 on low.", "Off when Mr. Hall talks."]
    together = read_back(one_page_profile(profile({Section.IMPORTANT: (TWO,)}), SAY, Format(16)).pdf)
    assert lines_of(together, TWO.words) == [TWO.words]


@pytest.mark.parametrize("points", [14, 16, 20, 28])
def test_the_picture_stands_at_the_left_of_its_words(points: int) -> None:
    """And is no part of what is read aloud; its maker is named on every page that has one."""
    form = Format(points, easy=True, pictures=True)
    read = read_back(one_page_profile(profile({Section.IMPORTANT: (TWO,)}), SAY, form).pdf)
    (words,) = [each for each in read.tree.walk() if each.text == TWO.words]
    first = min(read.of(words), key=lambda seen: -seen.baseline)
    shapes = [each for each in read.grounds if each.right < first.left and each.bottom < first.baseline < each.top]
    assert shapes, "a picture beside the first line"
    assert max(each.right for each in shapes) < first.left
    assert read.tree.all("Figure") == []
    assert read.unmarked == 0
    assert symbol_credit() in read.foot(0)


def test_no_pictures_where_they_do_not_help_and_none_where_nothing_fits() -> None:
    """Then no credit stands there, and the dot is back."""
    plain = read_back(one_page_profile(profile(), SAY, WORDS_ONLY).pdf)
    nothing = profile({Section.IMPORTANT: (line("x", "Just so."),)}, made_with=())
    none = read_back(one_page_profile(nothing, SAY, EASY_FORM).pdf)
    for read in (plain, none):
        assert "OpenMoji" not in read.foot(0)


def test_our_words_are_easier_and_hold_no_contraction() -> None:
    """Every key of the easy words stands among the others; whole words, and short."""
    easy, plain = words_table("paper")["easy"], words_table("paper")

    def check(easier: dict[str, object], usual: dict[str, object]) -> None:
        assert set(easier) <= set(usual)
        for key, said in easier.items():
            if isinstance(said, dict):
                check(said, usual[key])  # type: ignore[arg-type]  # a table in both
                continue
            told = said if isinstance(said, list) else [str(said)]
            for sentence in (each for text in told for each in sentences_of(text)):
                assert "'" not in sentence
                assert "’" not in sentence
                assert len(sentence.split()) <= 15, sentence

    check(easy, plain)
    assert SAY.easier().say("plan.agreed") == "What we will try"
    assert SAY.say("plan.agreed") == "What we agreed to try;"
    assert SAY.easier().say("foot.draft_page", page=1, pages=1) == "Page 1 of 1."


def test_whoever_reads_easy_read_gets_it_without_being_asked() -> None:
    """On every paper; nothing is smaller than fourteen points or than they read."""
    person = Person(name="Margaret Okafor", known_as="Maggie", reach=Reach(paper=EASY, text_size=20))
    for made in (one_page_profile(profile(person=person), SAY), plan_copy(plan(person=person), SAY)):
        read = read_back(made.pdf)
        assert made.report.text_size == 20
        assert min(seen.size for seen in read.seen) >= 20
    smallest = read_back(one_page_profile(profile(), SAY, Format(8, easy=True)).pdf)
    assert min(seen.size for seen in smallest.seen) >= 14


def test_a_line_of_a_table_is_a_thing_said_in_easy_read() -> None:
    """Who does what stands in sentences, one under the other."""
    read = read_back(plan_copy(plan(), SAY, EASY_FORM).pdf)
    assert read.tree.all("Table") == []
    assert "Who will do it: Helen Price" in read.words


def test_pictures_stand_above_the_largest_words() -> None:
    """So that lines stay long enough to read."""
    form = Format(PICTURE_ABOVE_AT + 6, easy=True, pictures=True)
    read = read_back(one_page_profile(profile({Section.ADMIRE: ADMIRED}), SAY, form).pdf)
    (words,) = [each for each in read.tree.walk() if each.text == ADMIRED[0].words]
    assert min(seen.left for seen in read.of(words)) < 80


@settings(max_examples=4)
@given(st.integers(0, 2**32), st.booleans())
def test_any_profile_in_easy_read(seed: int, pictures: bool) -> None:
    check_easy(seed, pictures=pictures)


@pytest.mark.prove
@settings(max_examples=40)
@pytest.mark.parametrize("start", range(6))
@given(seed=st.integers(0, 2**32), pictures=st.booleans())
def test_many_profiles_in_easy_read(start: int, seed: int, pictures: bool) -> None:
    check_easy(seed + start, pictures=pictures)


def check_easy(seed: int, *, pictures: bool) -> None:
    """Nothing is left off, whatever stands in the record; every word once, in its order, inside the page."""
    page = Invented(seed).profile()
    form = format_for(page.person, EASY)
    paper = one_page_profile(page, SAY, Format(form.points, easy=True, pictures=pictures))
    read = read_back(paper.pdf)
    check_the_page(paper, read, page.person.reach.text_size)
    assert paper.report.did_not_fit == ()
    for statement, item in zip(page.lines, read.tree.all("LI"), strict=True):
        if not foreign(statement.words):
            assert item.all("P")[0].text == tidy(statement.words).replace("\n", " ")


def test_the_same_easy_paper_is_the_same_to_the_byte() -> None:
    page = profile(person=maggie(18))
    assert one_page_profile(page, SAY, EASY_FORM).pdf == one_page_profile(page, SAY, EASY_FORM).pdf

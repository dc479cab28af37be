"""Papers to write on: every guide's questions with room to write, and the budget sheet."""

from datetime import date, time
from functools import cache

import pytest

from app.office import shipped_guides
from app.paper.budget_sheet import budget_sheet
from app.paper.questions import questions
from app.paper.visit_letter import visit_letter
from app.practice.blanks import BlankPage, QuestionsPage
from app.practice.formats import Format
from app.practice.guides import Shelf
from app.practice.letters import VisitLetter
from resources import budget_rows
from tests.app.paper.reading import ReadBack, read_back
from tests.app.paper.samples import COUNCIL, DRAFT, HELEN, SAY, maggie
from tests.app.paper.test_circle import over_each_other

IN_ROWS_OF_DAYS = "week"


@cache
def shelf() -> Shelf:
    return shipped_guides()


GUIDES = tuple(guide.id for guide in shelf().all())


def asked(*guides: str, points: int = 12, language: str = "en") -> tuple[int, ReadBack]:
    spoken = tuple(shelf().spoken(guide, language) for each in guides if (guide := shelf().get(each)))
    paper = questions(QuestionsPage(maggie(), spoken, DRAFT), SAY, Format(points))
    return paper.report.pages, read_back(paper.pdf)


@pytest.mark.parametrize("guide_id", GUIDES)
def test_every_question_of_every_guide_stands_on_it_once_and_the_tip_does_not(guide_id: str) -> None:
    """But in a week, where the days stand beside the parts of the day."""
    guide = shelf().get(guide_id)
    assert guide
    _, read = asked(guide_id)
    for prompt in guide.prompt:
        again = sum(each.question == prompt.question for each in guide.prompt)
        if guide.shape == "perspectives":
            assert read.words.count(prompt.question) >= 3
        elif guide.shape != IN_ROWS_OF_DAYS:
            assert read.words.count(prompt.question) >= again
    assert guide.tip not in read.words
    assert [element.text for element in read.tree.all("H1")] == [guide.name]
    assert over_each_other(read.seen) == []
    assert all(seen.left >= 47 and seen.right <= 595.28 - 47 for seen in read.seen)


@pytest.mark.parametrize("guide_id", ["how-i-tell-you", "perfect-week", "my-people", "going-well", "my-life", "both-sides"])
@pytest.mark.parametrize("points", [28])
def test_in_large_print_nothing_lies_over_anything(guide_id: str, points: int) -> None:
    _, read = asked(guide_id, points=points)
    assert over_each_other(read.seen) == []
    assert min(seen.size for seen in read.seen) >= points


@pytest.mark.parametrize("guide_id", ["how-i-tell-you", "my-life", "joining-in", "whose-job", "my-people", "perfect-week"])
def test_what_is_one_table_or_one_drawing_is_one_side(guide_id: str) -> None:
    assert asked(guide_id)[0] == 1


def test_there_are_boxes_for_who_said_it_and_room_for_the_day_and_who_is_there() -> None:
    words = asked("people-like")[1].words
    assert words.count("Who said it?") == 6
    assert words.count("Somebody else:") == 6
    for each in ("Day:", "Who is here:", "For Margaret Okafor", "marked as written down by the worker"):
        assert each in words


def test_where_the_order_of_asking_is_another_the_columns_are_numbered_by_it() -> None:
    heads = [each.kids[0].text for each in asked("how-i-tell-you")[1].tree.all("TH")]
    assert [head[:3] for head in heads] == ["3. ", "1. ", "2. ", "4. "]
    assert not any(each.kids[0].text[0].isdigit() for each in asked("my-life")[1].tree.all("TH"))


def test_what_there_is_to_point_at_stands_on_it() -> None:
    guide = next(guide for guide in shelf().all() if any(prompt.choices for prompt in guide.prompt))
    words = asked(guide.id)[1].words
    assert all(choice.words in words for prompt in guide.prompt for choice in prompt.choices)


def test_several_guides_begin_on_a_page_of_their_own_and_count_together() -> None:
    pages, read = asked("people-like", "my-people")
    assert pages == 3
    assert "Page 3 of 3." in read.foot(2)
    assert "Questions for Margaret Okafor, 21" in read.foot(0)


def test_a_question_in_welsh_is_marked_as_welsh() -> None:
    _, read = asked("important-and-support", language="cy")
    assert "cy" in {element.language for element in read.tree.all("P")}


@pytest.mark.parametrize(("points", "months"), [(12, 3), (18, 2), (24, 1)])
def test_the_budget_sheet_has_every_row_of_its_data_and_as_many_months_as_there_is_room_for(points: int, months: int) -> None:
    paper = budget_sheet(BlankPage(maggie(), DRAFT), SAY, Format(points))
    read = read_back(paper.pdf)
    rows = budget_rows()
    for row in (*rows["came"], *rows["went"]):
        assert read.words.count(row["name"]) == 1
    assert read.words.count("Month:") == months
    assert all(
        each in read.words for each in ("What I had at the start", "All that came in", "All that went out", "What is left")
    )
    assert over_each_other(read.seen) == []
    assert points > 12 or paper.report.pages == 1


@pytest.mark.parametrize("guide_id", ["people-like", "how-i-tell-you", "my-people"])
def test_in_easy_read_with_pictures_everything_stays_on_the_paper_and_over_nothing(guide_id: str) -> None:
    guide = shelf().get(guide_id)
    assert guide
    page = QuestionsPage(maggie(), (shelf().spoken(guide, "en"),), DRAFT)
    read = read_back(questions(page, SAY, Format(16, easy=True, pictures=True)).pdf)
    assert over_each_other(read.seen) == []
    assert all(seen.left >= 47 and seen.right <= 595.28 - 47 for seen in read.seen)
    assert all(ground.left >= 47 and ground.right <= 595.28 - 47 for ground in read.grounds)
    assert guide.shape in ("week", "circle") or all(prompt.easy in " ".join(read.words.split()) for prompt in guide.prompt)


MARKED = "W\u0302" * 130
"""A name without a space, each letter of it with a mark."""


@pytest.mark.parametrize("name", [MARKED, f"W{MARKED}", f"Ann{' of Elmbridge' * 20}"])
@pytest.mark.parametrize("points", [12, 28, 40])
def test_a_name_is_cut_at_the_foot_between_letters_and_says_that_it_is_cut(name: str, points: int) -> None:
    person = maggie(name=name, known_as="")
    letter = VisitLetter(person, HELEN, COUNCIL, date(2026, 11, 14), date(2026, 11, 21), time(10), 45)
    guide = shelf().all()[0]
    for paper in (
        questions(QuestionsPage(person, (shelf().spoken(guide, "en"),), DRAFT), SAY, Format(points)),
        budget_sheet(BlankPage(person, DRAFT), SAY, Format(points)),
        visit_letter(letter, SAY, Format(points)),
    ):
        foot = read_back(paper.pdf).foot(0)
        kept, _, after = foot.partition("…")
        assert after[:1] in (",", " ", "P")
        assert kept.endswith(("\u0302", "of", "Elmbridge"))
        assert "…." not in foot


def test_the_first_letter_in_empty_rings_keeps_its_marks() -> None:
    guide = next(guide for guide in shelf().all() if guide.shape == "circle")
    page = QuestionsPage(maggie(known_as=MARKED), (shelf().spoken(guide, "en"),), DRAFT)
    read = read_back(questions(page, SAY, Format(12)).pdf)
    (figure,) = read.tree.all("Figure")
    assert figure.text == "W\u0302"


@pytest.mark.parametrize("name", ["", "\U00013000"])
def test_the_foot_of_a_paper_for_somebody_without_a_name_does_without_one(name: str) -> None:
    person = maggie(name=name, known_as="")
    guide = shelf().all()[0]
    asked_of = QuestionsPage(person, (shelf().spoken(guide, "en"),), DRAFT)
    letter = VisitLetter(person, HELEN, COUNCIL, date(2026, 11, 14), date(2026, 11, 21), time(10), 45)
    feet = (
        read_back(paper.pdf).foot(0).replace("\u00a0", " ")
        for paper in (
            questions(asked_of, SAY, Format(12)),
            budget_sheet(BlankPage(person, DRAFT), SAY, Format(12)),
            visit_letter(letter, SAY, Format(12)),
        )
    )
    day = "21 November 2026."
    for foot, expected in zip(feet, (f"Questions, {day}", f"Budget sheet. Printed {day}", "Letter, 14 Nov"), strict=True):
        assert expected in foot

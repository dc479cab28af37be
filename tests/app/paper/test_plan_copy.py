"""The plan copy, read back from the PDF."""

from itertools import pairwise

import pytest

from app.paper import plan_copy
from app.practice.papers import ActionLine
from app.practice.people import CirclePerson, Council, Role, Speaker
from app.practice.plans import Agreed
from app.practice.statements import Manner
from tests.app.paper.reading import read_back
from tests.app.paper.samples import (
    ANN,
    CANNOT,
    DRAFT,
    HELEN,
    IMPORTANT,
    MAGGIE,
    NOT_YET,
    SAY,
    STAMP,
    line,
    maggie,
    many,
    plan,
)

HEADINGS = [
    "What matters to me",
    "What I want to happen",
    "Who does what by when",
    "Who helps me, and who to ring",
    "How to speak with me",
    "What I said about this",
    "If you do not agree",
    "Who to ring at the council",
]


def test_it_is_headed_as_what_it_is() -> None:
    read = read_back(plan_copy(plan(), SAY).pdf)
    (heading,) = read.tree.all("H1")
    assert heading.text == "What we agreed to try; not yet your care and support plan"
    assert read.title == "Maggie: what we agreed to try"
    assert "For Margaret Okafor, who likes to be called Maggie" in read.words


def test_the_persons_words_come_first_and_nothing_is_missing() -> None:
    read = read_back(plan_copy(plan(), SAY).pdf)
    assert [element.text for element in read.tree.all("H2")] == HEADINGS
    words = read.words.replace("\u00a0", " ")
    places = [
        words.index(part)
        for part in (
            IMPORTANT[0].words,
            "I get to Mass on my own feet by Easter.",
            "Bring a walking frame and show me how it folds",
            "Ann Price, sister",
            "Helps with: money and letters",
            "Telephone 01632 960 123",
            "Ring in an emergency",
            "Sit on my left.",
            "Not yet I will try the frame. Ask me about the steps again. Maggie said",
            "Tell Helen, or ring us and say so.",
            "Elmbridge Vale Council Telephone 01632 960 300 Monday to Friday, 8.30 to 5",
        )
    ]
    assert places == sorted(places)


def test_who_does_what_by_when_is_a_table_read_row_by_row() -> None:
    (table,) = read_back(plan_copy(plan(), SAY).pdf).tree.all("Table")
    assert [[cell.text for cell in row.kids] for row in table.kids] == [
        ["Who", "What", "By when"],
        ["Helen Price", "Bring a walking frame and show me how it folds", "1 December 2026"],
        ["Ann Price", "Ring about a lift on the first Sunday", "before Advent"],
        ["To be settled", "Get a key cut", "No day set"],
    ]
    assert [cell.scope for cell in table.all("TH")] == ["Column"] * 3


@pytest.mark.parametrize("size", [18, 28, 48])
def test_in_large_print_the_table_becomes_a_list(size: int) -> None:
    read = read_back(plan_copy(plan(size=size), SAY).pdf)
    assert not read.tree.all("Table")
    promise = next(item for item in read.tree.all("LI") if "walking frame" in item.all("P")[0].text)
    assert [words.text for words in promise.all("P")][1:] == ["Who: Helen Price", "By when: 1 December 2026"]
    assert min(seen.size for seen in read.seen) == min(size, 28)


def test_an_endless_promise_is_set_as_a_list_and_parted_over_pages() -> None:
    endless = ActionLine("Walk to the gate and back, and again. " * 150, HELEN, None, "by Easter", "long", "r")
    read = read_back(plan_copy(plan(actions=(endless,)), SAY).pdf)
    assert not read.tree.all("Table")
    promise = next(item for item in read.tree.all("LI") if "gate" in item.all("P")[0].text)
    assert promise.all("P")[0].text == endless.what.strip()
    assert len({page for page, _ in promise.all("P")[0].marks}) > 1


def test_the_head_of_a_table_stands_again_on_the_next_page_for_the_eye_only() -> None:
    promises = tuple(ActionLine(f"Promise {number}", ANN, None, "", f"p{number}", "r") for number in range(50))
    read = read_back(plan_copy(plan(actions=promises), SAY).pdf)
    tables = read.tree.all("Table")
    assert len(tables) == 1
    assert len(tables[0].all("TH")) == 3
    pages = sorted({page for cell in tables[0].all("TD") for page, _ in cell.marks})
    assert len(pages) > 1
    for page in pages[1:]:
        assert "Who does what by when, continued" in read.foot(page)
        assert "WhoWhatBy when" in read.foot(page)


@pytest.mark.parametrize("size", [0, 14, 18, 28, 48])
def test_every_page_has_name_version_date_code_and_page(size: int) -> None:
    paper = plan_copy(plan(matters=many(20), size=size), SAY)
    read = read_back(paper.pdf)
    assert read.pages == paper.report.pages > 1
    for page in range(read.pages):
        foot = "".join(read.foot(page).split())
        assert f"MargaretOkafor.Version3,21November2026.Checkcode4F7K2-QX9M3.Page{page + 1}of{read.pages}." in foot


@pytest.mark.parametrize("size", [12, 18, 28, 48])
def test_the_text_is_the_persons_own_size(size: int) -> None:
    paper = plan_copy(plan(size=size), SAY)
    assert paper.report.text_size == size
    read = read_back(paper.pdf)
    assert min(seen.size for seen in read.seen) == min(size, 28)
    assert {seen.size for seen in read.of(read.tree.all("LI")[0].all("P")[0])} == {size}


def test_a_draft_says_so_and_has_no_code() -> None:
    read = read_back(plan_copy(plan(stamp=DRAFT), SAY).pdf)
    foot = read.foot(0).replace("\u00a0", " ")
    assert "Margaret Okafor. Draft, 21 November 2026." in foot
    assert "Check code" not in foot
    assert "Version" not in foot


def test_parts_with_nothing_in_them_are_left_out() -> None:
    bare = STAMP.__class__(Council(name="Elmbridge Vale Council"), STAMP.made_on, 1, "AAAAA-AAAAA")
    copy = plan(wants=(), actions=(), people=(), answer=None, person=maggie(how=""), stamp=bare)
    read = read_back(plan_copy(copy, SAY).pdf)
    assert [element.text for element in read.tree.all("H2")] == ["What matters to me"]
    nothing = plan(matters=(), wants=(), actions=(), people=(), answer=None)
    assert "Nothing has been written for this paper yet." in read_back(plan_copy(nothing, SAY).pdf).words


def test_an_answer_given_by_another_is_not_put_in_the_persons_mouth() -> None:
    words = NOT_YET.__class__(
        version="v", of="r", answer=Agreed.NO, words="She shook her head.", speaker=ANN, manner=Manner.TOLD,
        given_at=NOT_YET.given_at,
    )  # fmt: skip
    read = read_back(plan_copy(plan(answer=words), SAY).pdf)
    assert "What was said about this No She shook her head. Ann Price told us" in read.words
    assert "What I said about this" not in read.words


def test_what_cannot_be_printed_is_said_wherever_it_stands() -> None:
    yusuf = Speaker(role=Role.OTHER, name="ዮሴፍ")
    copy = plan(
        matters=(line("m", "茶"),),
        actions=(ActionLine("ეს", yusuf, None, "明日", "p", "r"),),
        people=(CirclePerson(name="ஹர்பிரீத்", helps_with="ชา", telephone="01632 960 100"),),
        person=maggie(how="写信"),
    )
    paper = plan_copy(copy, SAY)
    words = read_back(paper.pdf).words
    assert words.count(CANNOT) == 3
    assert words.count("Somebody whose name cannot be printed yet") == 2
    assert words.count("Kept in the record; it cannot be printed yet.") == 2
    assert {record for record, _ in paper.report.cannot_print} == {"m", "p", ""}
    printed = {letter for _, letters in paper.report.cannot_print for letter in letters}
    assert set("茶ეს明日ዮሴፍஹர்பிரீத்ชา写信") <= printed


def test_a_statement_stays_whole_where_a_page_can_hold_it() -> None:
    for size in (12, 20, 28):
        read = read_back(plan_copy(plan(matters=many(25), size=size), SAY).pdf)
        for item in read.tree.all("LI"):
            assert len({page for words in item.all("P") for page, _ in words.marks}) == 1


def test_a_heading_is_never_alone_at_the_foot_of_a_page() -> None:
    for count in range(1, 30):
        read = read_back(plan_copy(plan(matters=many(count), size=16), SAY).pdf)
        order = [element for element in read.tree.walk() if element.marks]
        for heading, after in pairwise(order):
            if heading.tag == "H2":
                assert heading.marks[-1][0] == after.marks[0][0]


def test_where_a_statement_must_be_parted_two_lines_stay_on_each_side() -> None:
    for words in range(900, 1000, 9):
        long = line("long", "tea and toast by the window " * (words // 5))
        read = read_back(plan_copy(plan(matters=(*IMPORTANT, long, *IMPORTANT[:1]), size=14), SAY).pdf)
        item = next(item for item in read.tree.all("LI") if "toast" in item.all("P")[0].text)
        lines: dict[int, set[float]] = {}
        for seen in read.of(item.all("P")[0]):
            lines.setdefault(seen.page, set()).add(seen.baseline)
        assert len(lines) > 1
        assert all(len(baselines) >= 2 for baselines in lines.values())


def test_a_hundred_pages_still_have_room_for_their_foot() -> None:
    paper = plan_copy(plan(matters=(line("long", "word " * 2600),), size=48), SAY)
    read = read_back(paper.pdf)
    assert read.pages > 100
    assert min(seen.bottom for seen in read.seen) > 15
    assert f"Page {read.pages} of {read.pages}." in "".join(read.foot(read.pages - 1))


def test_telephone_numbers_stay_on_one_line() -> None:
    helper = CirclePerson(name="Joe", helps_with="a lift", telephone="01632 960 123 456")
    read = read_back(plan_copy(plan(people=(helper,), size=40), SAY).pdf)
    number = next(words for words in read.tree.all("P") if "01632 960 123 456" in words.text.replace("\u00a0", " "))
    baselines = {seen.baseline for seen in read.of(number) if any(letter.isdigit() for letter in seen.text)}
    assert len(baselines) == 1


def test_the_name_alone_is_enough_when_it_is_the_name_they_like() -> None:
    read = read_back(plan_copy(plan(person=maggie(name="Dilys Rees", known_as="Dilys")), SAY).pdf)
    assert "For Dilys Rees" in [element.text for element in read.tree.all("P")]


def test_the_speaker_is_named_for_what_others_said() -> None:
    read = read_back(plan_copy(plan(matters=(line("a", "She sings.", ANN), line("b", "I sing.", MAGGIE))), SAY).pdf)
    items = [[words.text for words in item.all("P")] for item in read.tree.all("LI")[:2]]
    assert items == [["She sings.", "Ann Price said"], ["I sing."]]

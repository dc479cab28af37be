"""The structure of the PDF, and that equal papers are equal to the byte."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from pypdf import PdfReader

from app.paper import Paper, one_page_profile, plan_copy
from app.practice.plans import Section
from tests.app.paper.reading import read_back
from tests.app.paper.samples import SAY, many, plan, profile

PAPERS = {
    "profile": lambda: one_page_profile(profile(), SAY),
    "two sides": lambda: one_page_profile(profile({Section.IMPORTANT: many(12)}, size=20), SAY),
    "plan": lambda: plan_copy(plan(), SAY),
    "large print": lambda: plan_copy(plan(matters=many(8), size=28), SAY),
}


@pytest.fixture(params=PAPERS)
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]()


def test_title_language_and_marks_are_in_the_catalogue(paper: Paper) -> None:
    read = read_back(paper.pdf)
    assert read.title.startswith("Maggie: what ")
    assert read.catalog["/Lang"] == "en-GB"
    assert read.catalog["/MarkInfo"]["/Marked"].value is True
    assert read.catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_everything_drawn_is_words_or_decoration(paper: Paper) -> None:
    assert read_back(paper.pdf).unmarked == 0


def test_every_mark_belongs_to_one_element_and_back(paper: Paper) -> None:
    read = read_back(paper.pdf)
    owned = [mark for element in read.tree.walk() for mark in element.marks]
    assert len(owned) == len(set(owned))
    assert set(owned) == {(seen.page, seen.mark) for seen in read.seen if seen.mark is not None}
    reader = PdfReader(BytesIO(paper.pdf))
    tree = reader.root_object["/StructTreeRoot"]
    numbers = tree["/ParentTree"]["/Nums"]
    for page, entry in zip(reader.pages, numbers[1::2], strict=True):
        assert page["/Tabs"] == "/S"
        assert numbers[page["/StructParents"] * 2] == page["/StructParents"]
        assert len(entry.get_object()) == len({mark for at, mark in owned if at == page["/StructParents"]})


def test_the_order_of_the_structure_is_the_order_on_the_page(paper: Paper) -> None:
    read = read_back(paper.pdf)
    owned = [mark for element in read.tree.walk() for mark in element.marks]
    assert owned == sorted(owned)


def test_the_structure_is_made_of_known_parts_in_their_places(paper: Paper) -> None:
    tree = read_back(paper.pdf).tree
    inside = {
        "Document": {"H1", "H2", "P", "L", "Table"},
        "L": {"LI"},
        "LI": {"LBody"},
        "LBody": {"P"},
        "Table": {"TR"},
        "TR": {"TH", "TD"},
    }
    assert tree.tag == "Document"
    for element in tree.walk():
        assert {kid.tag for kid in element.kids} <= inside.get(element.tag, set())
        assert element.kids or element.text.strip()


def test_only_typefaces_on_board_are_used(paper: Paper) -> None:
    names = {name.partition("-")[0] for name in read_back(paper.pdf).fonts}
    assert names <= {"AtkinsonHyperlegibleNext", "NotoSans"}
    assert paper.pdf.startswith(b"%PDF-1.7")
    assert b"Helvetica" not in paper.pdf
    assert b"ASCII85" not in paper.pdf


def test_another_reader_copies_the_words_out_as_they_are(paper: Paper) -> None:
    copied = " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.pdf)).pages)
    letters = "".join(copied.split())
    for words in ("Ann rings at six on Sundays. I want to be sat down, tea made, door shut.", "21 November 2026"):
        assert "".join(words.split()) in letters


@pytest.mark.parametrize("name", PAPERS)
def test_equal_papers_are_equal_to_the_byte(name: str) -> None:
    first = PAPERS[name]()
    for other in PAPERS.values():
        other()
    assert PAPERS[name]() == first


def test_papers_made_on_several_threads_are_the_same_papers() -> None:
    expected = {name: make() for name, make in PAPERS.items()}
    with ThreadPoolExecutor(4) as threads:
        made = [(name, threads.submit(PAPERS[name])) for name in PAPERS for _ in range(12)]
    assert all(future.result() == expected[name] for name, future in made)


def test_reportlab_waits_until_a_paper_is_made() -> None:
    code = "import sys, app.paper; from app.paper.words import PaperWords; assert 'reportlab' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)

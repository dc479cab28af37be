"""What a paper tells a screen reader, a list of files and a search: read by three readers, none of which wrote it."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest

from app.paper import Paper, one_page_profile, plan_copy
from app.practice.plans import Section
from tests.app.paper.reading import ReadBack, read_back
from tests.app.paper.samples import SAY, line, many, plan, profile
from tests.app.paper.structure import bookmarks_of, structure_of

PAPERS = {
    "profile": lambda: one_page_profile(profile(), SAY),
    "two sides": lambda: one_page_profile(profile({Section.IMPORTANT: many(12)}, size=20), SAY),
    "plan": lambda: plan_copy(plan(), SAY),
    "large print": lambda: plan_copy(plan(matters=many(8), size=28), SAY),
    "empty": lambda: one_page_profile(profile({}), SAY),
    "welsh": lambda: one_page_profile(profile({Section.ADMIRE: (line("a", "Mae hi'n garedig.", language="cy"),)}), SAY),
}
STANDARD = {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Span", "Sect"}
"""Types of ISO 32000-1, 14.8.4: with these alone there is nothing to map."""
NAMED_ABOVE_A_HEADING = 60
"""Points from where a bookmark leads to the line that the heading stands on, at most."""


@pytest.fixture(params=PAPERS, scope="module")
def paper(request: pytest.FixtureRequest) -> Paper:
    return PAPERS[request.param]()


def headings(read: ReadBack) -> list[tuple[int, str, int, float]]:
    """Every heading of the structure: how deep, its words, its page, the line it stands on."""
    found = []
    for element in read.tree.walk():
        if re.fullmatch("H[1-6]", element.tag):
            first = read.of(element)[0]
            found.append((int(element.tag[1]) - 1, " ".join(element.text.split()), first.page, first.baseline))
    return found


def test_there_is_a_bookmark_for_every_heading_in_its_place(paper: Paper) -> None:
    """In the order of reading, as deep as the heading, on its page, just above its words."""
    expected, found = headings(read_back(paper.pdf)), bookmarks_of(paper.pdf)
    assert [each[:3] for each in found] == [each[:3] for each in expected]
    for (*_, height), (*_, baseline) in zip(found, expected, strict=True):
        assert baseline < height < baseline + NAMED_ABOVE_A_HEADING


def test_headings_begin_with_one_title_and_leave_out_no_level(paper: Paper) -> None:
    depths = [depth for depth, *_ in headings(read_back(paper.pdf))]
    assert depths[0] == 0
    assert depths.count(0) == 1
    assert all(later <= former + 1 for former, later in pairwise(depths))


def test_title_and_language_are_told_in_both_places_alike(paper: Paper) -> None:
    """In the catalogue, in the document's facts and as XMP; no day, no author, and no claim to a standard nobody has checked."""
    with pikepdf.open(BytesIO(paper.pdf)) as file:
        facts = {str(name): str(value) for name, value in file.docinfo.items()}
        metadata = file.Root.Metadata
        raw = metadata.read_raw_bytes().decode()
        with file.open_metadata(set_pikepdf_as_editor=False) as told:
            title, languages = told["dc:title"], told["dc:language"]
        assert str(file.Root.Lang) == "en-GB"
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert file.Root.MarkInfo.Marked
        assert not file.Root.MarkInfo.Suspects
        assert metadata.Subtype == "/XML"
    assert facts == {"/Title": title, "/Producer": "Kitchen Table", "/Creator": "Kitchen Table"}
    assert title.startswith("Maggie: what ")
    assert languages == {"en-GB"}
    assert "pdfuaid" not in raw
    assert "pdfaid" not in raw


def test_pdfium_sees_every_word_in_the_same_structure(paper: Paper) -> None:
    """Only types of the standard, every mark once, in the order in which they stand on the page."""
    pages = structure_of(paper.pdf)
    read = read_back(paper.pdf)
    assert len(pages) == read.pages
    for number, trees in enumerate(pages):
        parts = [part for tree in trees for part in tree.walk()]
        assert {part.tag for part in parts} <= STANDARD
        marks = [mark for part in parts for mark in part.marks]
        assert marks == sorted(set(marks))
        assert set(marks) == {seen.mark for seen in read.seen if seen.page == number and seen.mark is not None}
        for part in parts:
            if part.tag == "Figure":
                assert part.told
            if part.tag == "L":
                assert {kid.tag for kid in part.kids} == {"LI"}
            if part.tag == "LI":
                assert {kid.tag for kid in part.kids} <= {"Lbl", "LBody"}
            if part.tag == "Table":
                assert {kid.tag for kid in part.kids} == {"TR"}
            if part.tag == "TR":
                assert {kid.tag for kid in part.kids} <= {"TH", "TD"}


def test_every_heading_of_a_table_says_what_it_heads(paper: Paper) -> None:
    for element in read_back(paper.pdf).tree.all("TH"):
        assert element.scope in {"Column", "Row"}


def test_words_of_another_language_say_which(paper: Paper) -> None:
    parts = [part for trees in structure_of(paper.pdf) for tree in trees for part in tree.walk()]
    welsh = "garedig" in read_back(paper.pdf).words
    assert {part.language for part in parts} == ({"", "cy"} if welsh else {""})


def test_a_checker_of_pdf_ua_finds_nothing_but_that_we_do_not_call_it_so(paper: Paper, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(paper.pdf)
    report = pdfua.validate(str(tmp_path / "paper.pdf"))
    assert {finding.rule_id for finding in report.findings} == {"UA-28-004"}

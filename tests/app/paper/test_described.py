"""What a paper tells a screen reader, a list of files and a search: read by three readers, none of which wrote it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest
from pdfua import catalog

from app.paper.protected import protected
from app.practice.formats import Format
from tests.app.casebook.every_paper import FORMATS, contents, drawn
from tests.app.casebook.somebody import somebody
from tests.app.paper.reading import ReadBack, read_back
from tests.app.paper.structure import Part, bookmarks_of, structure_of

ABOUT = Path(__file__).parents[3] / "app" / "paper" / "README.md"
CATALOGUE = {
    "/Type",
    "/Pages",
    "/Lang",
    "/PageMode",
    "/MarkInfo",
    "/Metadata",
    "/StructTreeRoot",
    "/Outlines",
    "/ViewerPreferences",
}
"""What the catalogue of a paper holds, and nothing else."""
STANDARD = {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Figure", "Span", "Sect"}
"""Types of ISO 32000-1, 14.8.4: with these alone there is nothing to map."""
MAY_HOLD = {
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "P": {"Span"},
    "H1": set(),
    "H2": set(),
    "H3": set(),
    "Figure": set(),
}
"""What stands in what, where not everything may."""
NAMED_ABOVE_A_HEADING = 60
"""Points from where a bookmark leads to the line that the heading stands on, at most."""


@dataclass(frozen=True)
class Made:
    """A paper in a format, read by three readers."""

    name: str
    form: Format
    pdf: bytes
    read: ReadBack
    parts: list[list[Part]]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Made]]:
    """Every paper of one person in three formats. Some words are Welsh, and there is a photo."""
    desk, who = somebody(tmp_path_factory.mktemp("papers") / "book")
    found = []
    for listed, content in contents(desk, who):
        for form in FORMATS[:3]:
            pdf = drawn(listed, content, form).pdf
            found.append(Made(listed.name, form, pdf, read_back(pdf), structure_of(pdf)))
    yield found
    desk.book.close()


def headings(read: ReadBack) -> list[tuple[int, str, int, float]]:
    """Every heading of the structure: how deep, its words, its page, the line it stands on."""
    found = []
    for element in read.tree.walk():
        if re.fullmatch("H[1-6]", element.tag):
            first = read.of(element)[0]
            found.append((int(element.tag[1]) - 1, " ".join(element.text.split()), first.page, first.baseline))
    return found


def test_there_is_a_bookmark_for_every_heading_in_its_place(papers: list[Made]) -> None:
    """In the order of reading, as deep as the heading, on its page, just above its words."""
    for paper in papers:
        expected, found = headings(paper.read), bookmarks_of(paper.pdf)
        assert [each[:3] for each in found] == [each[:3] for each in expected], (paper.name, paper.form)
        assert found
        for (*_, height), (*_, baseline) in zip(found, expected, strict=True):
            assert baseline < height < baseline + NAMED_ABOVE_A_HEADING, (paper.name, paper.form)


def test_headings_begin_with_one_title_and_leave_out_no_level(papers: list[Made]) -> None:
    for paper in papers:
        depths = [depth for depth, *_ in headings(paper.read)]
        assert depths[0] == 0, (paper.name, paper.form)
        assert depths.count(0) == 1 or paper.name == "questions", "each guide is a paper of its own to write on"
        assert all(later <= former + 1 for former, later in pairwise(depths)), (paper.name, paper.form)


def test_title_and_language_are_told_in_both_places_alike(papers: list[Made]) -> None:
    """In the catalogue, in the document's facts and as XMP; no day, no author, and no claim to a standard nobody has checked."""
    for paper in papers:
        with pikepdf.open(BytesIO(paper.pdf)) as file:
            facts = {str(name): str(value) for name, value in file.docinfo.items()}
            raw = file.Root.Metadata.read_raw_bytes().decode()
            with file.open_metadata(set_pikepdf_as_editor=False) as told:
                title, languages = told["dc:title"], told["dc:language"]
            assert str(file.Root.Lang) == "en-GB"
            assert file.Root.ViewerPreferences.DisplayDocTitle
            assert file.Root.MarkInfo.Marked
            assert not file.Root.MarkInfo.Suspects
            assert file.Root.Metadata.Subtype == "/XML"
            assert all(page.Tabs == "/S" and "/StructParents" in page for page in file.pages)
            assert file.check_pdf_syntax() == [] if hasattr(file, "check_pdf_syntax") else file.check() == []
        assert facts == {"/Title": title, "/Producer": "Kitchen Table", "/Creator": "Kitchen Table"}
        assert str(title).strip()
        assert languages == {"en-GB"}
        assert "pdfuaid" not in raw
        assert "pdfaid" not in raw


def test_pdfium_sees_every_word_in_the_same_structure(papers: list[Made]) -> None:
    """Only types of the standard, every mark once, in the order in which they stand on the page, all inside where they belong."""
    for paper in papers:
        assert len(paper.parts) == paper.read.pages
        for number, trees in enumerate(paper.parts):
            parts = [part for tree in trees for part in tree.walk()]
            marks = [mark for part in parts for mark in part.marks]
            assert marks == sorted(set(marks)), (paper.name, paper.form)
            here = {seen.mark for seen in paper.read.seen if seen.page == number and seen.mark is not None}
            assert here <= set(marks), (paper.name, paper.form)
            for part in parts:
                assert part.tag in STANDARD, (paper.name, part.tag)
                assert {kid.tag for kid in part.kids} <= MAY_HOLD.get(part.tag, STANDARD), (paper.name, part.tag)
                assert part.tag != "Figure" or part.told, paper.name
        assert paper.read.unmarked == 0, (paper.name, paper.form)


def test_every_heading_of_a_table_says_what_it_heads_and_every_picture_where_it_is(papers: list[Made]) -> None:
    scopes, boxes, tables = set(), 0, []
    for paper in papers:
        with pikepdf.open(BytesIO(paper.pdf)) as file:
            for each in file.objects:
                if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/TH":
                    scopes.add(str(each.A.Scope))
                if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Table":
                    tables.append([sum(_across(cell) for cell in _kids(row)) for row in _kids(each)])
                if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
                    left, bottom, right, top = (float(side) for side in each.A.BBox)
                    assert 0 <= left < right <= 596
                    assert 0 <= bottom < top <= 842
                    boxes += 1
    assert scopes == {"/Column", "/Row"}
    assert sum(len(rows) for rows in tables) > 20
    for rows in tables:
        assert len(set(rows)) == 1, "every row of a table has as many cells as its head, or columns shift for whoever hears it"
    assert boxes


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


def _across(cell: pikepdf.Dictionary) -> int:
    return int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1


def test_words_of_another_language_say_which(papers: list[Made]) -> None:
    for paper in papers:
        parts = [part for trees in paper.parts for tree in trees for part in tree.walk()]
        welsh = "Te yn y bore" in paper.read.words
        assert {part.language for part in parts} == ({"", "cy"} if welsh else {""}), (paper.name, paper.form)
    assert any("Te yn y bore" in paper.read.words for paper in papers)


def test_a_checker_of_pdf_ua_finds_nothing_but_that_we_do_not_call_it_so(papers: list[Made], tmp_path: Path) -> None:
    for paper in papers:
        (tmp_path / "paper.pdf").write_bytes(paper.pdf)
        report = pdfua.validate(str(tmp_path / "paper.pdf"))
        assert {finding.rule_id for finding in report.findings} == {"UA-28-004"}, (paper.name, paper.form)


def test_nothing_is_in_a_paper_that_would_need_more_care(papers: list[Made]) -> None:
    """No annotation, link, form, layer, attached file, script, sound, formula or note; nothing but photos is put into a page."""
    for paper in papers:
        with pikepdf.open(BytesIO(paper.pdf)) as file:
            assert set(file.Root.keys()) <= CATALOGUE, paper.name
            for page in file.pages:
                assert not {"/Annots", "/AA"} & set(page.keys())
                drawn_in = page.Resources.get("/XObject", pikepdf.Dictionary())
                assert {str(each.Subtype) for each in drawn_in.values()} <= {"/Image"}
        tags = {part.tag for trees in paper.parts for tree in trees for part in tree.walk()}
        assert not tags & {"Formula", "Note", "Form", "Link", "Annot", "TOC", "TOCI", "Reference"}


def test_a_paper_with_a_password_lets_a_screen_reader_in(papers: list[Made]) -> None:
    closed = protected(papers[0].pdf, "warm kettle")
    with pikepdf.open(BytesIO(closed), password="warm kettle") as file:
        assert file.is_encrypted
        assert file.allow.accessibility


def test_the_page_about_this_says_what_is_so() -> None:
    """Each clause that a machine can check stands there once; each test that it names is there."""
    rows = [line.split("|")[1:-1] for line in ABOUT.read_text().splitlines() if re.match(r"\| \d", line)]
    clauses = [cells[0].strip() for cells in rows]
    assert sorted(clauses) == sorted({each["clause"] for each in catalog.pdfua1_rule_identifiers()})
    here = "".join(each.read_text() for each in Path(__file__).parent.glob("test_*.py"))
    for _, _, state, why in rows:
        named = re.findall(r"`(test_\w+)`", why)
        assert state.strip() in {"held", "partly", "does not arise", "missing on purpose"}
        assert named
        for each in named:
            assert f"def {each}(" in here, each

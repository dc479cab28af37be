"""A canvas whose PDF says what each part is: a structure tree with headings, paragraphs, lists and tables in reading
order, a title and a language. Decoration and the foot of the page are artifacts, which a screen reader passes over.

ReportLab accepts a structure tree but writes none; this keeps the marks and hands the tree in when the file is closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from typing import Any

from app.paper.colour_drawing import ColourDrawing
from app.paper.described import MAKER, Bookmark, add_bookmarks, add_metadata
from app.paper.embedding import Embedded, in_utf_16
from app.paper.pictures import rounded_box
from app.paper.typeface import FAMILIES, Run, Typeface, Weight, typeface


@dataclass(eq=False)
class Node:
    """One element of the structure: its tag, its language if it is another than the document's, what it holds."""

    tag: str
    kids: list["Node"] = field(default_factory=list)
    language: str = ""
    scope: str = ""
    """Column or Row, for the heading of one."""
    across: int = 1
    """Over how many columns a cell of a table reaches."""
    box: tuple[float, float, float, float] | None = None
    """Where a picture stands on its page, in points from its lower left corner: left, bottom, right, top."""
    told: str = ""
    """What a picture shows, in words, for whoever cannot see it."""
    marks: list[tuple[int, int]] = field(default_factory=list)
    """Where its words stand: page and mark, both counted from nought."""
    written: str = ""
    """Its words as they were written."""
    turned: bool = False
    """Whether some of them are drawn in another order."""

    def add(self, tag: str, language: str = "") -> "Node":
        """A new element at the end of this one."""
        kid = Node(tag, language=language)
        self.kids.append(kid)
        return kid

    @property
    def depth(self) -> int:
        """How deep a heading stands (1 is the title); 0 for what is no heading."""
        return int(self.tag[1:]) if self.tag[:1] == "H" and self.tag[1:].isdigit() else 0

    @property
    def empty(self) -> bool:
        """Whether no words stand in it."""
        return not self.marks and all(kid.empty for kid in self.kids)

    @property
    def kept(self) -> list["Node"]:
        """What stands in it in the structure: not what is empty, but for the cells of a row, or its columns would shift."""
        cells = self.tag == "TR" and not self.empty
        return [kid for kid in self.kids if cells or not kid.empty]


class TaggedCanvas:
    """Draws pages from the top left corner down. Everything is drawn inside `words_of` or `artifact`."""

    def __init__(self, size: tuple[float, float], title: str, language: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        first = typeface(FAMILIES[0], Weight.REGULAR)
        self._file = BytesIO()
        self._canvas = Canvas(
            self._file,
            pagesize=size,
            invariant=1,
            initialFontName=first.name,
            lang=language,
            pageCompression=1,
            pdfVersion=(1, 7),
        )
        self._canvas.setTitle(title)
        self._canvas.setProducer(MAKER)
        self._title, self._language = title, language
        self._bookmarks: list[Bookmark] = []
        self._height = size[1]
        self._page = 0
        self._mark = 0
        self._owners: list[list[Node]] = [[]]
        self.families: set[str] = set()
        self._shapes: dict[Typeface, Embedded] = {}
        self._node = Node("Artifact")

    @contextmanager
    def words_of(self, node: Node) -> Iterator[None]:
        """What is drawn in this block are words of the node."""
        node.marks.append((self._page, self._mark))
        self._owners[self._page].append(node)
        self._write(f"/{node.tag} <</MCID {self._mark}>> BDC")
        self._mark += 1
        self._node = node
        yield
        self._write("EMC")

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn in this block is no part of the words: a ground, a rule, the foot of the page."""
        self._write(f"/Artifact <</Type /{kind}>> BDC")
        self._node = Node("Artifact")
        yield
        self._write("EMC")

    def text(self, x: float, baseline: float, runs: tuple[Run, ...], size: float, colour: str, written: str = "") -> None:
        """One line of text, its runs from left to right. `baseline` is counted from the top of the page. Where it is drawn in
        another order than it was written in, `written` is the line as it is to be read out."""
        self._node.written += written or "".join(run.text for run in runs)
        self._node.turned |= any(run.level for run in runs)
        code = [f"BT {_colour(colour)} rg 1 0 0 1 {x:.2f} {self._height - baseline:.2f} Tm"]
        marks: list[str] = []
        for in_shapes, together in groupby(runs, key=_stands_for_shapes if any(map(_needs_words, runs)) else lambda _: False):
            inside = list(together)
            words = "".join(run.text for run in inside)
            if in_shapes:
                code.append(f"/Span <</ActualText <FEFF{in_utf_16(words)}>>> BDC")
            for run in inside:
                code += self._run(run, size, words if in_shapes else "")
                if run.glyphs:
                    marks += self._embedded(run.face).painted(run, size, x, self._height - baseline)
                x += run.width * size
            if in_shapes:
                code.append("EMC")
        self._write(*code, "ET", *marks)

    def _run(self, run: Run, size: float, words: str) -> Iterator[str]:
        """The operators of one run, inside the words that it belongs to."""
        document, escape = self._canvas._doc, self._canvas._escape
        if run.text.strip():
            self.families.add(run.face.family)
        if run.glyphs:
            embedded = self._embedded(run.face)
            embedded.knows(words)
            yield from embedded.drawn(run, size)
            return
        font = run.face.font
        for subset, letters in font.splitString(run.text, document):
            yield f"{font.getSubsetInternalName(subset, document)} {size:g} Tf ({escape(letters)}) Tj"

    def _embedded(self, face: Typeface) -> Embedded:
        """The typeface as this document holds its shapes."""
        if face not in self._shapes:
            self._shapes[face] = Embedded(face, f"S{len(self._shapes) + 1}")
            self._canvas._doc.delayedFonts.append(self._shapes[face])
        return self._shapes[face]

    def ground(self, x: float, top: float, width: float, height: float, colour: str, corner: float = 0) -> None:
        """A filled box with round corners."""
        path = rounded_box(x, self._height - top - height, width, height, corner)
        self._write(_colour(colour), "rg", path, "f")

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """A filled circle around a point."""
        path = rounded_box(x - radius, self._height - y - radius, 2 * radius, 2 * radius, radius)
        self._write(_colour(colour), "rg", path, "f")

    def photo(self, x: float, top: float, width: float, height: float, data: bytes, corner: float) -> None:
        """A photo in a box with round corners. A JPEG goes in as it is, without being decoded."""
        from reportlab.lib.utils import ImageReader
        from reportlab.pdfbase.pdfdoc import PDFImageXObject

        name = f"photo{sha256(data).hexdigest()[:32]}"
        image = PDFImageXObject(name)
        if not image.loadImageFromJPEG(BytesIO(data)):
            image = PDFImageXObject(name, ImageReader(BytesIO(data)))
        canvas, document = self._canvas, self._canvas._doc
        canvas._setXObjects(image)
        registered = document.getXObjectName(name)
        document.Reference(image, registered)
        document.addForm(name, image)
        canvas._formsinuse.append(name)
        canvas._currentPageHasImages = 1
        y = self._height - top - height
        self._node.box = (x, y, x + width, y + height)
        path = rounded_box(x, y, width, height, min(corner, width / 2, height / 2))
        self._write("q", path, f"W n {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{registered} Do Q")

    def shapes(self, x: float, top: float, size: float, drawing: ColourDrawing) -> None:
        """A coloured picture in a square with this left upper corner."""
        scale = size / max(drawing.width, drawing.height)
        left = x + (size - drawing.width * scale) / 2 - drawing.left * scale
        down = self._height - top - (size - drawing.height * scale) / 2 + drawing.top * scale
        self._write(f"q {scale:.5f} 0 0 {-scale:.5f} {left:.2f} {down:.2f} cm {drawing.operators} Q")

    def rule(self, x: float, y: float, width: float, colour: str, thick: float = 0.75) -> None:
        """A line across."""
        at = self._height - y
        self._write(f"{_colour(colour)} RG {thick:g} w {x:.2f} {at:.2f} m {x + width:.2f} {at:.2f} l S")

    def outline(
        self, x: float, top: float, scale: float, path: str, colour: str, thick: float, dashes: tuple[float, ...] = ()
    ) -> None:
        """A line drawing, given as PDF path operators counted downwards from its top left corner."""
        dash = f"[{' '.join(f'{each:g}' for each in dashes)}] 0 d " if dashes else ""
        place = f"{scale:.4f} 0 0 {-scale:.4f} {x:.2f} {self._height - top:.2f} cm"
        self._write(f"q {_colour(colour)} RG {place} 1 J 1 j {thick:g} w {dash}{path} S Q")

    def _write(self, *operators: str) -> None:
        self._canvas._code.append(" ".join(operators))

    def bookmark(self, depth: int, words: str, top: float) -> None:
        """A heading on this page, for the list of bookmarks: how deep it stands (1 is the title) and where, from the top."""
        self._bookmarks.append(Bookmark(depth, words, self._page, self._height - top))

    def end_page(self) -> None:
        """Close this page."""
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page
        page.Tabs = _name("S")
        self._page += 1
        self._mark = 0
        self._owners.append([])

    def finish(self, root: Node) -> bytes:
        """Close the file with this structure, and give its bytes."""
        from reportlab.pdfbase.pdfdoc import PDFDictionary

        document = self._canvas._doc
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true", "Suspects": "false"})
        document.Catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        document.Catalog.StructTreeRoot = self._tree(root)
        add_metadata(document, self._title, self._language)
        add_bookmarks(document, self._bookmarks, [document.Reference(page) for page in document.Pages.pages])
        self._canvas.save()
        return self._file.getvalue()

    def _tree(self, root: Node) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary

        document = self._canvas._doc
        pages = [document.Reference(page) for page in document.Pages.pages]
        elements: dict[int, Any] = {}
        tree = PDFDictionary({"Type": _name("StructTreeRoot")})
        tree_at = document.Reference(tree)

        def element(node: Node, parent: Any) -> Any:
            entry = PDFDictionary({"Type": _name("StructElem"), "S": _name(node.tag), "P": parent})
            at = elements[id(node)] = document.Reference(entry)
            if node.language:
                entry["Lang"] = _text(node.language)
            if node.told:
                entry["Alt"] = _text(node.told)
            if node.turned and not node.kids:
                entry["ActualText"] = _text(node.written)
            about = _attributes(node)
            if about:
                entry["A"] = PDFDictionary(about)
            if node.marks:
                entry["Pg"] = pages[node.marks[0][0]]
            words = [
                mark if page == node.marks[0][0] else PDFDictionary({"Type": _name("MCR"), "Pg": pages[page], "MCID": mark})
                for page, mark in node.marks
            ]
            kids = [*words, *(element(kid, at) for kid in node.kept)]
            if kids:
                entry["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
            return at

        tree["K"] = element(root, tree_at)
        numbers: list[Any] = []
        for page, owners in enumerate(self._owners[: len(pages)]):
            numbers += [page, document.Reference(PDFArray([elements[id(owner)] for owner in owners]))]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(numbers)}))
        tree["ParentTreeNextKey"] = len(pages)
        return tree


def _needs_words(run: Run) -> bool:
    """Whether several of its shapes stand for one letter, so that the letters are written around it."""
    return not run.level % 2 and any(not glyph.text for glyph in run.glyphs)


def _stands_for_shapes(run: Run) -> bool:
    """Whether its letters may be written around it. Some readers pass over an emoji that is written so, and turn what runs
    from the right: there every shape stands for its letter."""
    return not run.level % 2 and all(ord(letter) <= 0xFFFF for letter in run.text)


def _attributes(node: Node) -> dict[str, Any]:
    """What is said of a cell of a table, or of where a picture stands."""
    from reportlab.pdfbase.pdfdoc import PDFArray

    if node.tag == "Figure" and node.box:
        return {"O": _name("Layout"), "BBox": PDFArray([round(side, 2) for side in node.box])}
    cell: dict[str, Any] = {"Scope": _name(node.scope)} if node.scope else {}
    cell |= {"ColSpan": node.across} if node.across > 1 else {}
    return {"O": _name("Table"), **cell} if cell else {}


def shape_of(data: bytes) -> tuple[int, int]:
    """How many dots a photo is wide and high."""
    from reportlab.lib.utils import ImageReader

    wide, high = ImageReader(BytesIO(data)).getSize()
    return wide, high


@cache
def _colour(colour: str) -> str:
    """A colour written #RRGGBB as the three numbers of PDF."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))


@cache
def _name(name: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFName

    return PDFName(name)


def _text(text: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFString

    return PDFString(text)

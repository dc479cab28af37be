"""Reads a PDF back with another reader than the one that wrote it: where every word stands, how large, and what it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject


@dataclass(frozen=True)
class Seen:
    """Letters as they stand on a page. `mark` is None in an artifact."""

    page: int
    mark: int | None
    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str

    @property
    def bottom(self) -> float:
        return self.baseline - self.size * 0.24

    @property
    def top(self) -> float:
        return self.baseline + self.size * 0.74


@dataclass(frozen=True)
class Ground:
    """A filled shape: its page, its box and its colour."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    colour: tuple[float, ...]

    def holds(self, seen: Seen) -> bool:
        return (
            self.page == seen.page
            and self.left <= seen.left
            and seen.right <= self.right
            and self.bottom <= seen.bottom
            and seen.top <= self.top
        )


@dataclass
class Element:
    """One element of the structure, with the text that belongs to it."""

    tag: str
    text: str = ""
    language: str = ""
    scope: str = ""
    told: str = ""
    marks: list[tuple[int, int]] = field(default_factory=list)
    kids: list["Element"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for kid in self.kids:
            yield from kid.walk()

    def all(self, tag: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag == tag]


@dataclass
class ReadBack:
    """A whole PDF, read back."""

    pages: int
    width: float
    height: float
    seen: list[Seen]
    grounds: list[Ground]
    tree: Element
    title: str
    catalog: DictionaryObject
    fonts: set[str]
    unmarked: int
    photos: list[Ground]
    """Where each photo stands; its colour is empty."""

    @property
    def words(self) -> str:
        """All words in the order of the structure."""
        return " ".join(element.text for element in self.tree.walk() if element.text)

    def foot(self, page: int) -> str:
        return "".join(seen.text for seen in self.seen if seen.page == page and seen.mark is None)

    def of(self, element: Element) -> list[Seen]:
        return [seen for seen in self.seen if seen.mark is not None and (seen.page, seen.mark) in element.marks]


def read_back(pdf: bytes) -> ReadBack:
    reader = PdfReader(BytesIO(pdf), strict=True)
    seen: list[Seen] = []
    grounds: list[Ground] = []
    fonts: set[str] = set()
    unmarked = 0
    photos: list[Ground] = []
    for number, page in enumerate(reader.pages):
        drawn = _Drawn(number, page)
        drawn.follow(ContentStream(page.get_contents(), reader).operations)
        seen += drawn.seen
        grounds += drawn.grounds
        fonts |= drawn.font_names
        unmarked += drawn.unmarked
        photos += drawn.photos
    box = reader.pages[0].mediabox
    catalog = reader.root_object
    places = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    top = catalog["/StructTreeRoot"]["/K"]
    marked: dict[tuple[int, int], str] = {}
    for piece in seen:
        if piece.mark is not None:
            marked[piece.page, piece.mark] = marked.get((piece.page, piece.mark), "") + piece.text
    tree = _element(top, places, marked)
    return ReadBack(
        len(reader.pages),
        float(box.width),
        float(box.height),
        seen,
        grounds,
        tree,
        str(reader.metadata.title),
        catalog,
        fonts,
        unmarked,
        photos,
    )


class _Font:
    def __init__(self, entry: DictionaryObject) -> None:
        entry = entry.get_object()
        self.name = str(entry["/BaseFont"])
        self.embedded = "/FontDescriptor" in entry and "/FontFile2" in entry["/FontDescriptor"]
        self._widths = [float(width) for width in entry.get("/Widths", [])]
        self._letters: dict[int, str] = {}
        if "/ToUnicode" in entry:
            table = entry["/ToUnicode"].get_object().get_data().decode("ascii")
            for code, letter in re.findall(r"^<([0-9A-F]{2})> <([0-9A-F]{4,})>$", table, re.M):
                self._letters[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be")

    def text(self, data: bytes) -> str:
        return "".join(self._letters[code] for code in data)

    def width(self, data: bytes) -> float:
        return sum(self._widths[code] for code in data) / 1000


class _Drawn:
    """Follows the operators of one page."""

    def __init__(self, page: int, entry: Any) -> None:
        self.page = page
        self.seen: list[Seen] = []
        self.grounds: list[Ground] = []
        self.photos: list[Ground] = []
        self.unmarked = 0
        self._fonts = {name: _Font(font) for name, font in entry["/Resources"]["/Font"].items()}
        self.font_names: set[str] = set()
        self._marks: list[int | None] = []
        self._points: list[tuple[float, float]] = []
        self._colour: tuple[float, ...] = ()

    def follow(self, operations: list[tuple[Any, bytes]]) -> None:
        font, size, at = None, 0.0, [0.0, 0.0]
        for operands, operator in operations:
            if operator == b"BDC":
                self._marks.append(int(operands[1]["/MCID"]) if "/MCID" in operands[1] else None)
            elif operator == b"EMC":
                self._marks.pop()
            elif operator == b"Tm":
                at = [float(operands[4]), float(operands[5])]
            elif operator == b"Tf":
                font, size = self._fonts[operands[0]], float(operands[1])
            elif operator == b"Tj":
                data = operands[0].original_bytes
                self._read(font, size, at, data)
                at[0] += font.width(data) * size
            elif operator == b"rg":
                self._colour = tuple(round(float(part), 3) for part in operands)
            elif operator in (b"m", b"l", b"c"):
                self._points += [(float(x), float(y)) for x, y in zip(operands[::2], operands[1::2], strict=True)]
            elif operator == b"n":
                xs, ys = zip(*self._points, strict=True)
                self.photos.append(Ground(self.page, min(xs), min(ys), max(xs), max(ys), ()))
                self._points = []
                self.unmarked += not self._marks
            elif operator in (b"f", b"S"):
                if operator == b"f":
                    xs, ys = zip(*self._points, strict=True)
                    self.grounds.append(Ground(self.page, min(xs), min(ys), max(xs), max(ys), self._colour))
                self._points = []
                self.unmarked += not self._marks

    def _read(self, font: _Font, size: float, at: list[float], data: bytes) -> None:
        assert font.embedded, font.name
        self.font_names.add(font.name.partition("+")[2])
        self.unmarked += not self._marks
        text = font.text(data)
        right = at[0] + font.width(data) * size - (font.width(b" ") * size if text.endswith(" ") else 0)
        mark = self._marks[-1] if self._marks else None
        self.seen.append(Seen(self.page, mark, text, at[0], right, at[1], size, font.name))


def _element(entry: Any, places: dict[int, int], marked: dict[tuple[int, int], str]) -> Element:
    entry = entry.get_object()
    made = Element(str(entry["/S"])[1:], language=str(entry.get("/Lang", "")))
    made.told = str(entry.get("/Alt", ""))
    if "/A" in entry:
        made.scope = str(entry["/A"]["/Scope"])[1:]
    kids = entry.get("/K", [])
    page = places[entry.raw_get("/Pg").idnum] if "/Pg" in entry else None
    for kid in kids if isinstance(kids, ArrayObject) else [entry.raw_get("/K")]:
        if isinstance(kid, IndirectObject):
            made.kids.append(_element(kid, places, marked))
        elif isinstance(kid, DictionaryObject):
            made.marks.append((places[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
        else:
            made.marks.append((page, int(kid)))
    made.text = "".join(marked.get(mark, "") for mark in made.marks)
    return made

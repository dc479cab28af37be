"""Reads a PDF back with another reader than the one that wrote it: where every word stands, how large, and what it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject


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


def inside_their_page(read: ReadBack) -> bool:
    """Whether every photo stands whole within the margins of its page."""
    return all(
        photo.left >= 47.5 and photo.right <= read.width - 47.5 and photo.bottom >= 30 and photo.top <= read.height - 40
        for photo in read.photos
    )


class _Font:
    """A typeface of either kind: letters of one byte each, or shapes of two bytes each."""

    def __init__(self, entry: DictionaryObject) -> None:
        entry = entry.get_object()
        self.name = str(entry["/BaseFont"])
        self._bytes = 2 if entry["/Subtype"] == "/Type0" else 1
        inner = entry["/DescendantFonts"][0].get_object() if self._bytes == 2 else entry
        self.embedded = bool({"/FontFile2", "/FontFile3"} & set(inner.get("/FontDescriptor", {})))
        self._widths = {number: float(width) for number, width in enumerate(inner.get("/Widths", []))}
        listed = iter(inner.get("/W", []))
        for first, widths in zip(listed, listed, strict=True):
            self._widths |= {int(first) + number: float(width) for number, width in enumerate(widths)}
        self._letters: dict[int, str] = {}
        if "/ToUnicode" in entry:
            table = entry["/ToUnicode"].get_object().get_data().decode("ascii")
            rows = "".join(re.findall(r"beginbfchar(.*?)endbfchar", table, re.S))
            for code, letter in re.findall(r"<([0-9A-F]+)> <([0-9A-F]*)>", rows):
                self._letters[int(code, 16)] = bytes.fromhex(letter).decode("utf-16-be", "surrogatepass")

    def text(self, data: bytes) -> str:
        return "".join(self._letters[code] for code in self._codes(data))

    def width(self, data: bytes) -> float:
        return sum(self._widths[code] for code in self._codes(data)) / 1000

    def last_width(self, data: bytes) -> float:
        return self.width(data[-self._bytes :])

    def _codes(self, data: bytes) -> list[int]:
        return [int.from_bytes(data[at : at + self._bytes], "big") for at in range(0, len(data), self._bytes)]


class _Spot:
    """Where the pen is, and how what is drawn is moved and stretched."""

    def __init__(self) -> None:
        self.x = self.y = self.rise = self.size = 0.0
        self.font: _Font | None = None
        self._matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self._kept: list[tuple[float, ...]] = []

    def moved(self, operator: bytes, operands: list[Any]) -> None:
        if operator == b"Tm":
            self.x, self.y = float(operands[4]), float(operands[5])
        elif operator == b"Ts":
            self.rise = float(operands[0])
        elif operator == b"q":
            self._kept.append(self._matrix)
        elif operator == b"Q":
            self._matrix = self._kept.pop()
        elif operator == b"cm":
            a, _, _, d, e, f = self._matrix
            stretch, _, _, tall, right, up = (float(each) for each in operands)
            self._matrix = (a * stretch, 0, 0, d * tall, e + a * right, f + d * up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, _, _, d, e, f = self._matrix
        return e + a * x, f + d * y


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
        self._spans: list[str | None] = []
        """What is written around what is drawn; nothing once the first of it has been read."""
        self._points: list[tuple[float, float]] = []
        self._colour: tuple[float, ...] = ()
        self._spot = _Spot()

    def follow(self, operations: list[tuple[Any, bytes]]) -> None:
        for operands, operator in operations:
            if operator == b"BDC":
                self._open(operands)
            elif operator == b"EMC":
                self._marks.pop()
                self._spans.pop()
            elif operator == b"Tf":
                self._spot.font, self._spot.size = self._fonts[operands[0]], float(operands[1])
            elif operator in (b"Tj", b"TJ"):
                self._read(operands if operator == b"Tj" else operands[0])
            elif operator == b"rg":
                self._colour = tuple(round(float(part), 3) for part in operands)
            elif operator in (b"m", b"l", b"c"):
                pairs = zip(operands[::2], operands[1::2], strict=True)
                self._points += [self._spot.point(float(x), float(y)) for x, y in pairs]
            elif operator in (b"n", b"f", b"f*", b"B", b"B*", b"S"):
                self._shape(operator)
            else:
                self._spot.moved(operator, operands)

    def _open(self, operands: list[Any]) -> None:
        told = operands[1]
        if "/MCID" in told:
            self._marks.append(int(told["/MCID"]))
        else:
            self._marks.append(self._marks[-1] if self._marks and operands[0] == "/Span" else None)
        written = told.get("/ActualText")
        self._spans.append(str(written) if written is not None else None)

    def _shape(self, operator: bytes) -> None:
        """A filled shape, a line, or the box of a photo. What is filled among words is a mark of a letter."""
        self.unmarked += not self._marks
        among_words = bool(self._marks) and self._marks[-1] is not None
        if operator != b"S" and self._points:
            xs, ys = zip(*self._points, strict=True)
            box = Ground(self.page, min(xs), min(ys), max(xs), max(ys), () if operator == b"n" else self._colour)
            if operator == b"n":
                self.photos.append(box)
            elif not among_words:
                self.grounds.append(box)
        self._points = []

    def _read(self, parts: list[Any]) -> None:
        spot, font = self._spot, self._spot.font
        assert font is not None
        assert font.embedded, font.name
        self.font_names.add(font.name.partition("+")[2])
        self.unmarked += not self._marks
        left, text, blank = spot.x, "", 0.0
        for part in parts:
            if isinstance(part, (int, float)):
                spot.x -= float(part) / 1000 * spot.size
                continue
            data = part.original_bytes
            text += font.text(data)
            spot.x += font.width(data) * spot.size
            blank = font.last_width(data) * spot.size if text.endswith(" ") else 0.0
        written = self._spans[-1] if self._spans else None
        if written is not None:
            text, self._spans[-1] = written, ""
        mark = self._marks[-1] if self._marks else None
        right = spot.x - blank
        self.seen.append(Seen(self.page, mark, text, left, right, spot.y + spot.rise, spot.size, font.name))


def _element(entry: Any, places: dict[int, int], marked: dict[tuple[int, int], str]) -> Element:
    entry = entry.get_object()
    made = Element(str(entry["/S"])[1:], language=str(entry.get("/Lang", "")))
    made.told = str(entry.get("/Alt", ""))
    if "/A" in entry:
        made.scope = str(entry["/A"].get("/Scope", "/"))[1:]
    kids = entry.get("/K", [])
    page = places[entry.raw_get("/Pg").idnum] if "/Pg" in entry else None
    for kid in kids if isinstance(kids, list) else [entry.raw_get("/K")]:
        if isinstance(kid, IndirectObject):
            made.kids.append(_element(kid, places, marked))
        elif isinstance(kid, DictionaryObject):
            made.marks.append((places[kid.raw_get("/Pg").idnum], int(kid["/MCID"])))
        else:
            made.marks.append((page, int(kid)))
    made.text = str(entry["/ActualText"]) if "/ActualText" in entry else "".join(marked.get(mark, "") for mark in made.marks)
    return made

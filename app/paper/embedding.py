"""Shaped letters in a PDF: a typeface of which each paper holds the shapes that it uses, each under a number of its own.

Every shape is written under one number for each text that it stands for, so that also a reader which passes over the
text of a line finds the right letters.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from app.paper.faces import Typeface
from app.paper.outlines import Glyph
from app.paper.typeface import Run

_SYMBOLIC = 4
_STEM = 80
_NOTHING = 0.0005
_AT_ONCE = 100
"""How many lines a table of letters may have before it begins a new part."""


class Embedded:
    """One typeface in one document. ReportLab asks for its objects when it closes the file."""

    def __init__(self, face: Typeface, name: str) -> None:
        self._face, self.name = face, name
        self._numbers: dict[tuple[int, str], int] = {}
        self._known: set[str] = set()

    def drawn(self, run: Run, size: float) -> Iterator[str]:
        """The operators that draw these shapes from the place of the pen on, and leave it behind the last."""
        yield f"/{self.name} {size:g} Tf"
        pen = _Pen(size)
        for glyph in run.glyphs:
            if glyph.painted:
                pen.move(glyph.advance)
            else:
                yield from pen.put(glyph, self._number(glyph), self._face.outlines.advance(glyph.number))
        yield from pen.ended()

    def knows(self, letters: str) -> None:
        """Letters that are written around its shapes: some readers believe only those that they find in its table."""
        self._known |= set(letters)

    def painted(self, run: Run, size: float, x: float, y: float) -> Iterator[str]:
        """The operators that paint the marks and dots of a run that begins at this point."""
        outlines = self._face.outlines
        scale, pen = size * outlines.unit, x
        for glyph in run.glyphs:
            if glyph.painted:
                place = f"{scale:.6f} 0 0 {scale:.6f} {pen + glyph.x * size:.3f} {y + glyph.y * size:.3f} cm"
                yield f"q {place} {outlines.path(glyph.number)} f Q"
            pen += glyph.advance * size

    def addObjects(self, document: Any) -> None:
        """Put the typeface into the document that is being closed."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        outlines = self._face.outlines
        system = PDFDictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0})
        widths = PDFArray([])
        for (shape, _), number in self._numbers.items():
            widths.sequence += [number, PDFArray([round(outlines.advance(shape) * 1000)])]
        kind = "CIDFontType0" if outlines.is_postscript else "CIDFontType2"
        inner = {"Type": PDFName("Font"), "Subtype": PDFName(kind), "BaseFont": PDFName(self._base), "CIDSystemInfo": system}
        inner |= {"FontDescriptor": self._descriptor(document), "W": widths, "DW": 1000}
        if not outlines.is_postscript:
            shapes = b"\0\0" + b"".join(shape.to_bytes(2, "big") for shape, _ in self._numbers)
            inner["CIDToGIDMap"] = _stream(document, shapes, f"{self.name}:shapes")
        font = {"Type": PDFName("Font"), "Subtype": PDFName("Type0"), "BaseFont": PDFName(self._base)}
        font |= {"Encoding": PDFName("Identity-H"), "DescendantFonts": PDFArray([PDFDictionary(inner)])}
        font["ToUnicode"] = _stream(document, self._letters.encode("ascii"), f"{self.name}:letters")
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(PDFDictionary(font), self.name)

    def _number(self, glyph: Glyph) -> int:
        """Its number on this paper. The shapes of an OTF keep their own: a PDF cannot number those anew."""
        own = glyph.number if self._face.outlines.is_postscript else len(self._numbers) + 1
        return self._numbers.setdefault((glyph.number, glyph.text), own)

    @cached_property
    def _base(self) -> str:
        return "KITCHN+" + re.sub("[^A-Za-z0-9-]", "", self._face.name)

    def _descriptor(self, document: Any) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        outlines = self._face.outlines
        above, below = outlines.above_and_below
        told = {"Type": PDFName("FontDescriptor"), "FontName": PDFName(self._base), "Flags": _SYMBOLIC, "ItalicAngle": 0}
        told |= {"Ascent": round(above * 1000), "Descent": round(below * 1000), "CapHeight": round(above * 1000)}
        told |= {"FontBBox": PDFArray(list(outlines.bounds)), "StemV": _STEM}
        file = outlines.cut_out({0} | {shape for shape, _ in self._numbers})
        if outlines.is_postscript:
            told["FontFile3"] = _stream(document, file, f"{self.name}:file", {"Subtype": PDFName("OpenType")})
        else:
            told["FontFile2"] = _stream(document, file, f"{self.name}:file", {"Length1": len(file)})
        return document.Reference(PDFDictionary(told), f"{self.name}:descriptor")

    @property
    def _letters(self) -> str:
        """The table from numbers to letters."""
        texts: dict[int, str] = {}
        for (_, text), number in self._numbers.items():
            texts.setdefault(number, text)
        free = (number for number in range(1, 0xFFFF) if number not in texts)
        alone = sorted(self._known - set(texts.values()))
        texts |= dict(zip(free, alone, strict=False))
        rows = [f"<{number:04X}> <{in_utf_16(text)}>" for number, text in texts.items()]
        parts = [rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)]
        table = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
        return (
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
            f"{table}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        )


class _Pen:
    """Puts shapes side by side: gathers what stands on one height, and writes down what leads from one shape to the next."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._rise = self._shift = 0.0
        self._held: list[str] = []

    def put(self, glyph: Glyph, number: int, wide: float) -> Iterator[str]:
        """Draw the next shape, which is so wide by itself."""
        if abs(glyph.y - self._rise) > _NOTHING:
            yield from self.lifted()
            self._rise = glyph.y
            yield f"{self._rise * self._size:.3f} Ts"
        self._shift += glyph.x
        if abs(self._shift) > _NOTHING:
            self._held.append(f"{-self._shift * 1000:.0f}")
        self._held.append(f"<{number:04X}>")
        self._shift = glyph.advance - glyph.x - wide

    def move(self, wide: float) -> None:
        """Leave room."""
        self._shift += wide

    def lifted(self) -> Iterator[str]:
        """Write down what is gathered."""
        if self._held:
            yield f"[{' '.join(self._held)}] TJ"
        self._held = []

    def ended(self) -> Iterator[str]:
        """Write down all, and stand on the line again behind the last shape."""
        if abs(self._shift) > _NOTHING:
            self._held.append(f"{-self._shift * 1000:.0f}")
        yield from self.lifted()
        if self._rise:
            yield "0 Ts"


def in_utf_16(text: str) -> str:
    """The letters as a PDF writes them in figures."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def _stream(document: Any, content: bytes, name: str, told: dict[str, Any] | None = None) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream()
    stream.content = content
    stream.filters = [PDFZCompress]
    for key, value in (told or {}).items():
        stream.dictionary[key] = value
    return document.Reference(stream, name)

"""The structure of a PDF as PDFium sees it, which neither wrote it nor is what the other tests read with."""

import ctypes
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium


@dataclass
class Part:
    """One element as a page shows it: its tag, its language, what a picture shows, its marks on this page."""

    tag: str
    language: str = ""
    told: str = ""
    marks: list[int] = field(default_factory=list)
    kids: list["Part"] = field(default_factory=list)

    def walk(self) -> list["Part"]:
        return [self, *(each for kid in self.kids for each in kid.walk())]


def structure_of(pdf: bytes) -> list[list[Part]]:
    """The trees of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def bookmarks_of(pdf: bytes) -> list[tuple[int, str, int, float]]:
    """Every bookmark: how deep it stands, its words, its page counted from nought, its height on the page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for each in document.get_toc(max_depth=9):
            place = each.get_dest()
            _, view = place.get_view()
            found.append((each.level, each.get_title(), place.get_index(), view[1]))
        return found
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> list[Part]:
    tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
    assert tree
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        return [_part(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at)) for at in range(count)]
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _part(element: object) -> Part:
    made = Part(
        _text(pdfium.FPDF_StructElement_GetType, element),
        _text(pdfium.FPDF_StructElement_GetLang, element),
        _text(pdfium.FPDF_StructElement_GetAltText, element),
    )
    for at in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)):
        mark = pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, at)
        if mark >= 0:
            made.marks.append(mark)
    for at in range(pdfium.FPDF_StructElement_CountChildren(element)):
        kid = pdfium.FPDF_StructElement_GetChildAtIndex(element, at)
        if kid:
            made.kids.append(_part(kid))
    return made


def _text(ask: object, element: object) -> str:
    size = ask(element, None, 0)  # type: ignore[operator]  # a function of the library
    room = ctypes.create_string_buffer(size)
    ask(element, room, size)  # type: ignore[operator]
    return room.raw.decode("utf-16-le").rstrip("\0") if size else ""

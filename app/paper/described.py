"""What a PDF says of itself, apart from its pages: bookmarks, title, language. No day stands in it and nobody's name but in the
title, so that equal papers are equal to the byte and nothing is told that is not on the paper."""

from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

MAKER = "Kitchen Table"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{maker}</pdf:Producer>
   <xmp:CreatorTool>{maker}</xmp:CreatorTool>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


@dataclass(frozen=True)
class Bookmark:
    """A heading in the list beside the pages: how deep it stands (1 is the title), its words, its page (counted from nought) and
    where on it, in points from the bottom."""

    depth: int
    words: str
    page: int
    height: float


def add_metadata(document: Any, title: str, language: str) -> None:
    """Say in the document what it is called, which language its sentences are in, and what made it."""
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream, PDFString

    told = {"Title": PDFString(title), "Producer": PDFString(MAKER), "Creator": PDFString(MAKER)}
    document.info.format = lambda document: PDFDictionary(told).format(document)
    text = _XMP.format(title=escape(_in_xml(title)), language=escape(language), maker=MAKER)
    kinds = PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")})
    document.Catalog.Metadata = PDFStream(kinds, text.encode(), filters=[])


def add_bookmarks(document: Any, bookmarks: list[Bookmark], pages: list[Any]) -> None:
    """Put the bookmarks beside the pages (references to them), each under the one that is less deep."""
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

    if not bookmarks:
        return
    root = PDFDictionary({"Type": PDFName("Outlines")})
    entries = [PDFDictionary({"Title": PDFString(each.words)}) for each in bookmarks]
    at = [document.Reference(entry) for entry in entries]
    under: dict[int, list[int]] = {}
    open_now: list[int] = []
    for number, each in enumerate(bookmarks):
        while open_now and bookmarks[open_now[-1]].depth >= each.depth:
            open_now.pop()
        under.setdefault(open_now[-1] if open_now else -1, []).append(number)
        open_now.append(number)
        place = [pages[each.page], PDFName("XYZ"), 0, round(each.height, 2), "null"]
        entries[number]["Dest"] = PDFArray(place)

    def hang(parent: Any, parent_at: Any, kids: list[int]) -> int:
        count = 0
        for place, number in enumerate(kids):
            entries[number]["Parent"] = parent_at
            if place:
                entries[number]["Prev"] = at[kids[place - 1]]
            if place + 1 < len(kids):
                entries[number]["Next"] = at[kids[place + 1]]
            count += 1 + hang(entries[number], at[number], under.get(number, []))
        if kids:
            parent["First"], parent["Last"], parent["Count"] = at[kids[0]], at[kids[-1]], count
        return count

    hang(root, document.Reference(root), under[-1])
    document.Outlines, document.Catalog.Outlines = _Ready(), root


class _Ready:
    """Stands where ReportLab would gather bookmarks by itself: they are in the catalogue already."""

    ready = 0

    def prepare(self, _document: Any, _canvas: Any) -> None:
        """Nothing is left to be done."""


def _in_xml(text: str) -> str:
    """The text without the few characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\t\n" or (letter >= " " and letter not in "\ufffe\uffff"))

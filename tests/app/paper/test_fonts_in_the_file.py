"""The typefaces as they lie in the file: whole, told what their letters mean, and with none drawn that is not there.

What ISO 14289-1, 7.21, asks of the two sorts of typeface in our papers, read from the file with nothing of what wrote it.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest
import uharfbuzz

from app.paper import one_page_profile
from app.practice.plans import Section
from tests.app.paper.samples import SAY, line, profile

SYMBOLIC, NOT_SYMBOLIC = 4, 32
WORDS = (
    "Ann rings at six on Sundays, Łódź and Siân’s ŵy too.",
    "أحب الشاي كل صباح with tea, 3 cups",
    "আমি সকালে চা ভালোবাসি",
    "ਮੈਨੂੰ ਚਾਹ ਪਸੰਦ ਹੈ",
    "אני אוהבת תה",
    "😀 on good days",
)


@dataclass(frozen=True)
class Shown:
    """A typeface in the file, and every code that is drawn of it."""

    font: pikepdf.Dictionary
    codes: frozenset[int]
    told_around: frozenset[int]
    """Those that are only drawn where the words around them are told."""

    @property
    def composite(self) -> bool:
        return bool(self.font.Subtype == "/Type0")

    @property
    def inner(self) -> pikepdf.Dictionary:
        return self.font.DescendantFonts[0] if self.composite else self.font

    @property
    def program(self) -> bytes:
        return bytes(self.inner.FontDescriptor.FontFile2.read_bytes())


@pytest.fixture(scope="module")
def shown() -> Iterator[list[Shown]]:
    lines = tuple(line(f"r{number}", words) for number, words in enumerate(WORDS))
    pdf = one_page_profile(profile({Section.IMPORTANT: lines}), SAY).pdf
    with pikepdf.open(BytesIO(pdf)) as file:
        found: dict[tuple[int, int], tuple[pikepdf.Dictionary, set[int], set[int]]] = {}
        for page in file.pages:
            fonts = {str(name): font for name, font in page.Resources.Font.items()}
            font, around = None, []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    font = fonts[str(operands[0])]
                elif str(operator) in ("Tj", "TJ"):
                    assert font is not None
                    drawn = operands[0] if str(operator) == "TJ" else [operands[0]]
                    data = [bytes(each) for each in drawn if isinstance(each, pikepdf.String)]
                    _, codes, alone = found.setdefault(font.objgen, (font, set(), set()))
                    drawn_here = [code for each in data for code in _codes(each, font.Subtype == "/Type0")]
                    codes.update(drawn_here)
                    alone.update(drawn_here if not any(around) else ())
                elif str(operator) == "BDC":
                    around.append("/ActualText" in operands[1])
                elif str(operator) == "EMC":
                    around.pop()
        yield [Shown(font, frozenset(codes), frozenset(codes - alone)) for font, codes, alone in found.values()]


def test_there_are_both_sorts(shown: list[Shown]) -> None:
    assert {each.composite for each in shown} == {True, False}
    assert len(shown) >= 5


def test_every_typeface_is_in_the_file(shown: list[Shown]) -> None:
    """7.21.4.1; and a part of one says so in its name."""
    for each in shown:
        assert re.match(r"/[A-Z]{6}\+", str(each.font.BaseFont))
        assert len(each.program) > 500


def test_letters_are_found_in_it_one_way_only(shown: list[Shown]) -> None:
    """7.21.6 for those set letter by letter: marked as symbols, with no table of letters beside their own, and one of those.
    7.21.3 for those that are shaped: shape by shape."""
    for each in shown:
        if each.composite:
            assert each.font.Encoding == "/Identity-H"
            assert each.inner.CIDToGIDMap is not None
            assert str(each.inner.CIDSystemInfo.Registry) == "Adobe"
            assert str(each.inner.CIDSystemInfo.Ordering) == "Identity"
        else:
            flags = int(each.inner.FontDescriptor.Flags)
            assert flags & SYMBOLIC
            assert not flags & NOT_SYMBOLIC
            assert "/Encoding" not in each.font
            assert len(list(_letter_tables(each.program))) == 1


def test_every_letter_that_is_drawn_says_what_it_is(shown: list[Shown]) -> None:
    """7.21.7: none without a meaning, none that means nothing. Where several shapes make one letter, its first carries it: the
    others mean nothing by themselves, and the words around them are told as a whole."""
    for each in shown:
        told = _told(each.font.ToUnicode.read_bytes())
        assert each.codes <= set(told), str(each.font.BaseFont)
        for code in each.codes:
            assert told[code] or code in each.told_around, str(each.font.BaseFont)
            assert not set(told[code]) & {"\0", "\ufeff", "\ufffe", "\ufffd"}


def test_no_box_is_drawn_in_place_of_a_letter(shown: list[Shown]) -> None:
    """7.21.8: the shape of what a typeface does not have is never drawn."""
    for each in shown:
        assert all(_shape(each, code) for code in each.codes), str(each.font.BaseFont)


def test_every_letter_is_as_wide_as_the_file_says(shown: list[Shown]) -> None:
    """7.21.5: to a thousandth of its size."""
    for each in shown:
        face = uharfbuzz.Face(each.program)
        font = uharfbuzz.Font(face)
        widths = _widths(each)
        for code in each.codes:
            real = font.get_glyph_h_advance(_shape(each, code)) * 1000 / face.upem
            assert abs(widths[code] - real) <= 1, (str(each.font.BaseFont), code)


def _codes(data: bytes, composite: bool) -> list[int]:
    return [code for (code,) in struct.iter_unpack(">H", data)] if composite else list(data)


def _told(table: bytes) -> dict[int, str]:
    """What each code means, from a table of letters."""
    text, told = table.decode("latin-1"), {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, meaning in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            told[int(code, 16)] = bytes.fromhex(meaning).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for first, last, meaning in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                told[int(first, 16) + step] = chr(int(meaning, 16) + step)
    return told


def _shape(each: Shown, code: int) -> int:
    """Which shape of the typeface a code draws; 0 is that of what it does not have."""
    if each.composite:
        shapes = bytes(each.inner.CIDToGIDMap.read_bytes())
        return int(struct.unpack_from(">H", shapes, 2 * code)[0])
    (at,) = _letter_tables(each.program)
    data = each.program
    (form,) = struct.unpack_from(">H", data, at)
    if form == 0:
        return data[at + 6 + code]
    assert form == 6
    first, count = struct.unpack_from(">HH", data, at + 6)
    return int(struct.unpack_from(">H", data, at + 10 + 2 * (code - first))[0]) if first <= code < first + count else 0


def _letter_tables(program: bytes) -> Iterator[int]:
    """Where each table of letters of a typeface begins."""
    (count,) = struct.unpack_from(">H", program, 4)
    for number in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", program, 12 + 16 * number)
        if tag == b"cmap":
            (tables,) = struct.unpack_from(">H", program, start + 2)
            for each in range(tables):
                yield start + struct.unpack_from(">HHI", program, start + 4 + 8 * each)[2]


def _widths(each: Shown) -> dict[int, float]:
    if not each.composite:
        first = int(each.font.FirstChar)
        return {first + number: float(width) for number, width in enumerate(each.font.Widths)}
    found, parts = {}, list(each.inner.W)
    while parts:
        start = int(parts.pop(0))
        if isinstance(parts[0], pikepdf.Array):
            found.update({start + number: float(width) for number, width in enumerate(parts.pop(0))})
        else:
            last, width = int(parts.pop(0)), float(parts.pop(0))
            found.update(dict.fromkeys(range(start, last + 1), width))
    return found

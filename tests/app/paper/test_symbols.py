"""Pictures for paper: drawn whole or not at all; a council's own set goes before the one on board."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from app.paper import one_page_profile
from app.paper.colour_drawing import CannotDraw, colour_drawing
from app.paper.symbols import Shelf, on_board, read_set, shelf
from app.practice.formats import Format
from app.practice.plans import Section
from resources import symbol_svg, symbols
from tests.app.paper.reading import read_back
from tests.app.paper.samples import SAY, line, profile

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#FF0000"/></svg>'
HEAD = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
INDEX = """
credit = "Pictures: the council's own"
[[symbol]]
word = "dog"
file = "dog.svg"
also = ["greyhound*"]
[[symbol]]
word = "nurse"
file = "nurse.png"
[[symbol]]
word = "cat"
file = "cat.svg"
"""


def test_every_picture_on_board_can_be_drawn() -> None:
    """And each puts something inside its square."""
    for symbol in symbols():
        drawing = colour_drawing(symbol_svg(symbol.word))
        assert (drawing.left, drawing.top, drawing.width, drawing.height) == (0, 0, 72, 72)
        assert drawing.operators.count("q") == drawing.operators.count("Q")


def test_shapes_take_the_colours_of_what_holds_them() -> None:
    svg = (
        HEAD
        + b'<g fill="none" stroke="#00F" style="stroke-width:2px"><path d="M1 1h4"/><g fill="#fff"><circle r="2"/></g></g></svg>'
    )
    drawn = colour_drawing(svg).operators
    assert "0 0 1 RG 2 w 0 J 0 j 1.000 1.000 m 5.000 1.000 l S" in drawn
    assert "1 1 1 rg 0 0 1 RG 2 w" in drawn
    assert drawn.endswith("B")


def test_a_turned_shape_is_turned_and_turned_back() -> None:
    svg = HEAD + b'<rect transform="rotate(90)" width="2" height="4"/></svg>'
    assert colour_drawing(svg).operators.startswith("q 6.12323e-17 1 -1 6.12323e-17 0 0 cm 0 0 0 rg")


@pytest.mark.parametrize(
    "svg",
    [
        b"",
        b"no picture",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        HEAD + b"<text>Hello</text></svg>",
        HEAD + b'<rect width="2" height="2" fill="url(#a)"/></svg>',
        HEAD + b'<use xlink:href="http://far.example/a.svg"/></svg>',
        HEAD + b'<image xlink:href="file:///etc/passwd"/></svg>',
        HEAD + b"<script>1</script></svg>",
        HEAD + b'<rect width="2" height="2" onclick="1"/></svg>',
        HEAD + b'<rect width="2" height="2" class="red"/></svg>',
        HEAD + b'<rect width="2" height="2" opacity="0.5"/></svg>',
        HEAD + b'<path d="M0 0L1e999 1"/></svg>',
        HEAD + b'<path d="M0 0X1 1"/></svg>',
        HEAD + b"</svg>",
        HEAD + b"<g>" * 60 + b'<rect width="2" height="2"/>' + b"</g>" * 60 + b"</svg>",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"><rect width="2" height="2"/></svg>',
        SQUARE + b" " * 500_000,
    ],
)
def test_what_cannot_be_drawn_rightly_is_refused_whole(svg: bytes) -> None:
    with pytest.raises(CannotDraw):
        colour_drawing(svg)


@given(st.binary(max_size=300), st.integers(0, 80))
def test_a_broken_picture_is_refused_and_never_more_than_that(junk: bytes, at: int) -> None:
    for svg in (junk, SQUARE[:at] + junk + SQUARE[at:]):
        try:
            colour_drawing(svg)
        except CannotDraw:
            continue


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A council's own set: two pictures that can be drawn, one that cannot."""
    folder = tmp_path / "pictures" / "ours"
    folder.mkdir(parents=True)
    (folder / "symbols.toml").write_text(INDEX, encoding="utf-8")
    (folder / "dog.svg").write_bytes(SQUARE)
    photo = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(photo, "PNG")
    (folder / "nurse.png").write_bytes(photo.getvalue())
    (folder / "cat.svg").write_bytes(HEAD + b"<text>cat</text></svg>")
    return folder


def test_a_councils_own_pictures_go_first(pack: Path) -> None:
    """What it lacks comes from the set on board; what cannot be drawn is named and left out."""
    own = Shelf()
    own.look_in(pack.parent)
    dog, cat, nurse = (own.for_sentence(f"My {word} is here.") for word in ("greyhounds", "cat", "nurse"))
    assert None not in (dog, cat, nurse)
    assert (dog.credit, cat.credit) == ("Pictures: the council's own", on_board().credit)
    assert nurse.photo
    assert own.for_sentence("I do not like my dog.") is None
    assert own.sets[0].problems == ("ours/cat.svg: text",)


def photo(wide: int = 40, high: int = 20, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.radial_gradient("L").resize((wide, high)).save(out, kind)
    return out.getvalue()


def png_that_says(wide: int, high: int) -> bytes:
    """A small file whose header promises so many dots."""
    data = bytearray(photo())
    data[16:24] = struct.pack(">II", wide, high)
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (photo()[: len(photo()) // 2], "a damaged picture"),
        (photo(kind="JPEG")[:-120], "a damaged picture"),
        (photo()[:20], "a damaged picture"),
        (b"\xff\xd8\xff", "a damaged picture"),
        (photo()[:60] + b"\x00" * 60 + photo()[120:], "a damaged picture"),
        (png_that_says(30_000, 30_000), "larger than a picture is"),
        (png_that_says(5_000, 10), "larger than a picture is"),
    ],
)
def test_a_damaged_photo_is_named_and_passed_over_and_easy_read_is_made(pack: Path, data: bytes, why: str) -> None:
    (pack / "nurse.png").write_bytes(data)
    own = read_set(pack)
    assert own.problems == (f"ours/nurse.png: {why}", "ours/cat.svg: text")
    assert own.for_sentence("The nurse comes.", "en") is None
    shelf.look_in(pack.parent)
    try:
        lines = (line("a", "My dog sleeps. The nurse comes."),)
        paper = one_page_profile(profile({Section.IMPORTANT: lines}), SAY, Format(16, easy=True, pictures=True))
    finally:
        shelf.look_in(None)
    assert paper.report.complete
    assert read_back(paper.pdf).photos == []


@given(st.integers(0, 2_000), st.binary(max_size=40), st.sampled_from(("PNG", "JPEG")))
def test_a_photo_is_drawn_whole_or_refused(at: int, junk: bytes, kind: str) -> None:
    """What is kept can be decoded again to its last dot."""
    data = photo(kind=kind)
    at = min(at, len(data))
    data = data[:at] + junk + data[at + len(junk) :]
    with TemporaryDirectory() as folder:
        (Path(folder) / "symbols.toml").write_text("[[symbol]]\nword = 'a'\nfile = 'a.png'", encoding="utf-8")
        (Path(folder) / "a.png").write_bytes(data)
        found = read_set(Path(folder))
    kept = found.opened("a")
    assert (kept is None) == bool(found.problems)
    if kept and kept.photo:
        Image.open(BytesIO(kept.photo)).load()


@pytest.mark.parametrize(
    "index", ["", "symbol = 1", "[[symbol]]\nword = 'a'", "not toml", "[[symbol]]\nword='a'\nfile='../dog.svg'"]
)
def test_a_broken_set_is_passed_by_and_says_why(pack: Path, index: str) -> None:
    (pack / "symbols.toml").write_text(index, encoding="utf-8")
    found = read_set(pack)
    assert found.for_sentence("My dog is here.", "en") is None
    assert found.problems or not index


def test_the_papers_use_what_stands_in_the_folder(pack: Path) -> None:
    """Its credit line, and beside it that of the set on board, for both have a picture on the paper."""
    lines = (line("a", "My dog sleeps. The nurse comes."), line("b", "Radio 3 on low."))
    form = Format(16, easy=True, pictures=True)
    shelf.look_in(pack.parent)
    try:
        read = read_back(one_page_profile(profile({Section.IMPORTANT: lines}), SAY, form).pdf)
    finally:
        shelf.look_in(None)
    assert "Pictures: the council's own" in read.foot(0)
    assert on_board().credit in read.foot(0)
    assert len(read.photos) == 1
    assert any(ground.colour == (1, 0, 0) for ground in read.grounds)

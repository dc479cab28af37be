"""Pictures and icons that ship are whole, harmless, credited, and show something."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

import resources
from app.practice.errors import NotFound

HOUSE = Path(resources.__file__).parent
SIDE = 32


def part_covered(svg: bytes) -> float:
    """Which part of a square the picture covers when it is drawn."""
    drawing = QSvgRenderer(QByteArray(svg))
    assert drawing.isValid()
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    covered = sum(image.pixelColor(x, y).alpha() > 0 for x in range(SIDE) for y in range(SIDE))
    return covered / SIDE**2


@pytest.mark.parametrize("symbol", resources.symbols(), ids=lambda symbol: symbol.word)
def test_a_picture_draws(symbol: resources.Symbol) -> None:
    """Every picture shows something, and says what it shows to those who cannot see it."""
    assert part_covered(resources.symbol_svg(symbol.word)) > 0.05
    assert len(symbol.description) > 3


@pytest.mark.parametrize("name", resources.icon_names())
def test_an_icon_draws_in_the_colour_of_the_text(name: str) -> None:
    """Line icons take the ink of the theme, light or dark."""
    svg = resources.icon_svg(name)
    assert b'stroke="currentColor"' in svg
    assert part_covered(svg) > 0.01


def test_a_picture_brings_nothing_from_outside() -> None:
    """No scripts, no links, no embedded files: a picture is only a picture."""
    for path in [*HOUSE.glob("symbols/*.svg"), *HOUSE.glob("icons/*.svg")]:
        assert not re.search(r"<script|<image|<foreignObject|href|url\(|\son\w+=", path.read_text()), path.name


def test_the_index_names_every_picture_once() -> None:
    """Every file has a word and every word a file; other words do not name a picture of their own."""
    words = [symbol.word for symbol in resources.symbols()]
    assert sorted(words) == sorted(path.stem for path in HOUSE.glob("symbols/*.svg"))
    assert len(words) == len(set(words))


def test_licences_and_the_credit_line_are_there() -> None:
    """The pictures' and the icons' makers are named, with the terms in full."""
    assert resources.symbol_credit() == "Pictures: OpenMoji, CC BY-SA 4.0"
    assert (HOUSE / "symbols/CREDITS.txt").read_text().startswith(resources.symbol_credit())
    assert "Attribution-ShareAlike 4.0 International" in (HOUSE / "symbols/LICENCE.txt").read_text()
    assert "ISC License" in (HOUSE / "icons/LICENCE.txt").read_text()


@pytest.mark.parametrize("name", ["", "unicorn", "../icons/star", "star.svg", "/etc/passwd", "symbols.toml", "..", "é"])
def test_a_name_that_is_not_a_picture_is_refused(name: str) -> None:
    """A council's guide may name anything; nothing outside the folder is ever read."""
    with pytest.raises(NotFound):
        resources.symbol_svg(name)
    with pytest.raises(NotFound):
        resources.words_text("common", f"{name}/../en")


def test_everything_together_stays_small() -> None:
    """The data that ships stays under six megabytes."""
    size = sum(path.stat().st_size for path in HOUSE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    assert size < 6_000_000

"""A printer without colours: every word and every line that means something stands out from its ground in grey too.

Which grey a printer makes of a colour is its own affair, so three usual ways are measured. Photographs are left to it.
"""

from itertools import product

import pytest
from PIL import Image, ImageChops

from app.paper import look, one_page_profile
from app.practice.formats import Format
from resources import paper_colours
from tests.app.paper.samples import SAY, profile

TINTS = {"white": look.WHITE, **{name: colour for name, colour in paper_colours().items() if colour}}
WORDS = {"ink": look.INK, "soft": look.SOFT}
PARTS = {
    "sun": (look.SUN, look.SUN_LINE),
    "leaf": (look.LEAF, look.LEAF_LINE),
    "dusk": (look.DUSK, look.DUSK_LINE),
    "sand": (look.SAND, look.SAND_LINE),
}
WAYS = {
    "as television does": (0.299, 0.587, 0.114),
    "as screens do now": (0.2126, 0.7152, 0.0722),
    "all alike": (1 / 3, 1 / 3, 1 / 3),
}
LEAST_WORDS, LEAST_LINES = 4.5, 3.0


def grey(colour: str, way: tuple[float, float, float]) -> float:
    """How light it is printed, 0 to 1."""
    return sum(part * int(colour[at : at + 2], 16) / 255 for part, at in zip(way, (1, 3, 5), strict=True))


def contrast(one: float, other: float) -> float:
    """Of two greys, as WCAG measures it."""
    lights = sorted((level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4) + 0.05 for level in (one, other))
    return lights[1] / lights[0]


@pytest.mark.parametrize("way", WAYS)
def test_words_on_every_ground(way: str) -> None:
    """On white, on every colour of paper, and on the ground of every part."""
    grounds = {**TINTS, **{name: ground for name, (ground, _) in PARTS.items()}}
    measured = {
        (word, ground): contrast(grey(WORDS[word], WAYS[way]), grey(grounds[ground], WAYS[way]))
        for word, ground in product(WORDS, grounds)
    }
    assert {pair: round(found, 1) for pair, found in measured.items() if found < LEAST_WORDS} == {}


@pytest.mark.parametrize("way", WAYS)
def test_lines_and_signs_that_mean_something(way: str) -> None:
    """The sign and line of a part on its own ground and on every paper; rings and arrows of the circle on every paper."""
    pairs = {(f"{name} line", name): (line, ground) for name, (ground, line) in PARTS.items()}
    lines = {**{f"{name} line": line for name, (_, line) in PARTS.items()}, "rings": look.SOFT, "quiet": look.QUIET}
    pairs |= {(line, tint): (lines[line], TINTS[tint]) for line, tint in product(lines, TINTS)}
    measured = {pair: contrast(grey(one, WAYS[way]), grey(other, WAYS[way])) for pair, (one, other) in pairs.items()}
    assert {pair: round(found, 1) for pair, found in measured.items() if found < LEAST_LINES} == {}


@pytest.mark.parametrize("tint", ["", *(name for name, colour in paper_colours().items() if colour)])
def test_a_page_in_grey_has_all_that_it_has_in_colour(tint: str) -> None:
    """Where the coloured page differs clearly from its ground, the grey one does: nothing that is seen is lost."""
    import pypdfium2

    paper = pypdfium2.PdfDocument(one_page_profile(profile(), SAY, Format(12, tint=tint)).pdf)
    coloured = paper[0].render(scale=0.8).to_pil().convert("RGB")
    paper.close()
    ground = Image.new("RGB", coloured.size, TINTS.get(tint, look.WHITE))
    seen = max_of(ImageChops.difference(coloured, ground)).point(lambda level: 255 if level > 120 else 0)
    light = ImageChops.difference(coloured.convert("L"), ground.convert("L")).point(lambda level: 255 if level > 60 else 0)
    lost = ImageChops.subtract(seen, light)
    assert sum(seen.histogram()[1:]) > 2000
    assert sum(lost.histogram()[1:]) == 0


def test_the_measure_sees_what_grey_loses() -> None:
    """Red words on a green of the same lightness are gone in grey, and the measure says so."""
    way = WAYS["as television does"]
    assert contrast(grey("#C00000", way), grey("#006200", way)) < 1.1


def max_of(picture: Image.Image) -> Image.Image:
    """The strongest of the three colours, dot by dot."""
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)

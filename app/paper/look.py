"""How paper looks: sizes, spaces and colours. Points throughout."""

from dataclasses import dataclass
from functools import cache

from app.practice.formats import LARGEST, LEAST_EASY_POINTS, SMALLEST, Format
from resources import paper_colours

A4 = (595.28, 841.89)
MARGIN = 48.0
WIDTH = A4[0] - 2 * MARGIN
TOP = 46.0
BOTTOM = 36.0

INK = "#1F2A30"
SOFT = "#46545C"
QUIET = "#0B6262"
HAIRLINE = "#CFC6B6"
WHITE = "#FFFFFF"
SUN, LEAF, DUSK = "#FBEFCF", "#E0F0EC", "#EAE6F5"
SUN_LINE, LEAF_LINE, DUSK_LINE = "#8A5A00", "#0B6262", "#57468F"
SAND, SAND_LINE = "#F6F1E7", "#6B5A3E"

BETWEEN = 14.0
"""From one part to the next."""
NAME_AT_MOST = 0.4 * A4[1]
"""What a name at the top of a paper may take; a longer one is shortened."""
PHOTO, PHOTO_AT_LEAST = 112.0, 74.0
"""The longer side of the photo on a profile; where not all words would fit beside it, it becomes smaller before a word goes."""
PHOTO_CORNER = 12.0
EASY_LEADING = 1.5
PICTURE = 4.2
PICTURE_AT_MOST = 92.0
"""The picture beside a line of easy read, in the size of the words, and at most so many points."""
PICTURE_GAP = 16.0
PICTURE_ABOVE_AT = 34
"""From here on a picture stands above its words, so that lines stay long enough to read."""
NOTES_LARGEST = 28
"""Above this only the words themselves grow: the foot and the notes would else take the page from them."""
DESIGN_LARGEST = 16
"""A profile grows to this when there is room."""
LARGE_PRINT = 16
"""From here on a profile may take two sides."""
WIDEST = 40
"""The longest line there is, in the size of its words: some 80 letters."""
NARROW_AT = 20
"""From here on pictures stand beside the heading, so that lines stay long enough to read."""


def print_size(asked: int) -> int:
    """The person's own size, in the range that paper has."""
    return min(max(asked, SMALLEST), LARGEST)


@dataclass(frozen=True)
class Style:
    """Everything that follows from a format and a size. `floor` is the person's own size: nothing may be smaller, but notes
    above 28 points."""

    size: int
    floor: int
    leading: float = 1.45
    run_on: bool = False
    """Who said it follows the words in their last line, where it fits there."""
    wide: bool = False
    """The words have the whole width of their box, the pictures stand beside the headings: where a line would else fall off."""
    easy: bool = False
    """One sentence on a line, and space between them."""
    pictures: bool = False
    """A picture at the left of every sentence that has one."""
    tint: str = ""
    """The colour of the whole page, as #RRGGBB; empty is the paper as it is."""

    @property
    def picture(self) -> float:
        """How large the picture beside a sentence is."""
        return min(self.size * PICTURE, PICTURE_AT_MOST)

    @property
    def beside(self) -> float:
        """What pictures take at the left of all words; nothing where there are none or they stand above."""
        return self.picture + PICTURE_GAP if self.pictures and self.size < PICTURE_ABOVE_AT else 0.0

    @property
    def small(self) -> int:
        """Who said it, made with, the foot."""
        return min(max(self.floor, round(self.size * 0.86)), NOTES_LARGEST)

    @property
    def heading(self) -> float:
        """The heading of a part."""
        return self.size + 3 if self.size < NARROW_AT else max(self.size, min(self.size * 1.15, 36))

    @property
    def title(self) -> float:
        """The name at the top."""
        return max(self.size, min(self.size + 15, 48))

    @property
    def narrow(self) -> bool:
        """Whether nothing may stand to the left of the words: the type is large, or there are many words."""
        return self.wide or self.size >= NARROW_AT

    @property
    def measure(self) -> float:
        """The longest line that is still easy to read."""
        return self.size * (WIDEST if self.wide else 36)

    @property
    def gap(self) -> float:
        """Between two statements."""
        return self.size * (0.9 if self.easy else 0.5)


@cache
def tint_of(name: str) -> str:
    """The colour of paper of this name; nothing for white and for a name that this version does not know."""
    return paper_colours().get(name, "")


def style_for(form: Format) -> Style:
    """The style of a format, set in its own size."""
    size = max(print_size(form.points), LEAST_EASY_POINTS if form.easy else SMALLEST)
    leading = EASY_LEADING if form.easy else Style.leading
    return Style(size, size, leading, easy=form.easy, pictures=form.pictures, tint=tint_of(form.tint))


@dataclass(frozen=True, eq=False)
class Panel:
    """A tinted box behind one part of a paper."""

    tint: str
    line: str
    """The colour of its picture and its dots."""
    picture: str
    pad: float = 14.0
    side: float = 16
    corner: float = 9

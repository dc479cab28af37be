"""Words set as rows: text in a weight and a colour, statements with who said them, headings with their picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.paper.flow import Piece, Row, Sign
from app.paper.letters import shortened
from app.paper.lines import break_lines
from app.paper.look import INK, NAME_AT_MOST, SOFT, WHITE, WIDTH, Panel, Style
from app.paper.tagged import Node
from app.paper.typeface import Weight

DOT_ROOM = 1.0
"""What a dot before a statement takes, in the size of the words."""
PICTURE_ROOM = 46.0
HEADING_LEADING = 1.25


@dataclass(frozen=True)
class Type:
    """A size, a weight, a colour and the space from line to line."""

    size: float
    leading: float = 1.45
    weight: Weight = Weight.REGULAR
    colour: str = INK

    @property
    def line(self) -> float:
        """From one line to the next."""
        return self.size * self.leading


class Part(NamedTuple):
    """One paragraph of words: what stands above it, who said it where that must be said, its language if it is another."""

    words: str
    said_by: str = ""
    language: str = ""
    above: str = ""


class Place(NamedTuple):
    """A column: where it begins, and how wide it is."""

    x: float
    room: float


@dataclass(frozen=True)
class Hand:
    """Sets words in one style: what is ordinary, what is small, what is a heading."""

    style: Style

    @property
    def body(self) -> Type:
        """The words themselves."""
        return Type(self.style.size, self.style.leading)

    @property
    def strong(self) -> Type:
        """Words that must be found at a glance."""
        return Type(self.style.size, self.style.leading, Weight.BOLD)

    @property
    def inset(self) -> float:
        """From the dot of a list to its words."""
        return self.style.size * DOT_ROOM

    @property
    def small(self) -> Type:
        """Who said it, and what stands at the foot."""
        return Type(self.style.small, min(self.style.leading, 1.4), colour=SOFT)

    @property
    def heading(self) -> Type:
        """The heading of a part."""
        return Type(self.style.heading, HEADING_LEADING, Weight.BOLD)

    def title(self, text: str, room: float) -> Type:
        """What stands at the top: as large as it can be in two lines, never smaller than the words."""
        size = self.style.title
        while size > self.style.size + 1 and len(break_lines(text, Weight.BOLD, size, room)) > 2:
            size -= 2
        return Type(size, HEADING_LEADING, Weight.BOLD)


def rows(text: str, node: Node | None, kind: Type, x: float, room: float) -> tuple[Row, ...]:
    """Text as rows of one line each, starting at `x`."""
    baseline = kind.line / 2 + kind.size * 0.33
    return tuple(
        Row(kind.line, (Piece(node, x, baseline, line, kind.size, kind.colour),))
        for line in break_lines(text, kind.weight, kind.size, room)
    )


def name_rows(name: str, node: Node, hand: Hand, room: float) -> tuple[Row, ...]:
    """A name at the top. One that would take too much of the page is shortened."""
    kind = hand.title(name, room)
    most = int(NAME_AT_MOST // kind.line)
    made = rows(name, node, kind, 0, room)
    while len(made) > most:
        name = shortened(name, len(name) - 1)
        made = rows(name, node, kind, 0, room)
    return made


def going_on(made: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, when the same sentence goes on in rows of another type: a space parts the two."""
    last = made[-1].pieces[-1]
    return (*made[:-1], replace(made[-1], pieces=(replace(last, line=replace(last.line, more=True)),)))


def signed(row: Row, *signs: Sign) -> Row:
    """The row with drawings in it."""
    return replace(row, signs=(*row.signs, *signs))


def part_heading(text: str, node: Node | None, hand: Hand, panel: Panel, *, ground: str = WHITE) -> tuple[Row, ...]:
    """The heading of a part with its picture: at the left of everything, or before the heading in large print."""
    kind = hand.heading
    size = kind.size * 1.3 if hand.style.narrow else min(30.0, kind.size * 1.75)
    x = panel.side + (size * 1.35 if hand.style.narrow else PICTURE_ROOM)
    made = rows(text, node, kind, x, WIDTH - panel.side - x)
    first = signed(made[0], Sign(panel.side + size / 2, kind.line / 2, size, panel.line, panel.picture, ground))
    return (first, *made[1:])


def words_column(hand: Hand) -> Place:
    """Where the words under such a heading begin, and how wide they may run."""
    gutter = 0.0 if hand.style.narrow else PICTURE_ROOM
    return Place(Panel.side + gutter, min(WIDTH - 2 * Panel.side - gutter, hand.style.measure))


def statement(
    words: str,
    said_by: str,
    item: Node,
    hand: Hand,
    place: Place,
    dot: str,
    language: str = "",
    *,
    strong: bool = False,
) -> tuple[Row, ...]:
    """One statement as a list item: a dot, the words, and under them whose they are where that must be said."""
    return statement_in_parts((Part(words, said_by, language),), "", item, hand, place, dot, strong=strong)


def statement_in_parts(
    parts: Sequence[Part], note: str, item: Node, hand: Hand, place: Place, dot: str, *, strong: bool = False
) -> tuple[Row, ...]:
    """One list item of several paragraphs, one under the other, and under them all a note where there is one."""
    body, kind = item.add("LBody"), hand.strong if strong else hand.body
    x, room = place.x + hand.inset, place.room - hand.inset
    made: tuple[Row, ...] = ()
    for part in parts:
        if part.above:
            made += rows(part.above, body.add("P"), hand.small, x, room)
        words = rows(part.words, body.add("P", part.language), kind, x, room)
        if part.said_by:
            said = rows(part.said_by, body.add("P"), hand.small, x, room)
            words = _run_on(words, said, x + room) if hand.style.run_on else words + said
        made += words
    if note:
        made += rows(note, body.add("P"), hand.small, x, room)
    radius = hand.style.size * 0.17
    return (signed(made[0], Sign(place.x + radius, made[0].height / 2, radius * 2, dot)), *made[1:])


def _run_on(made: tuple[Row, ...], said: tuple[Row, ...], end: float) -> tuple[Row, ...]:
    """Who said it in the last line of the words if it fits there, else under them."""
    last, name = made[-1], said[0].pieces[0]
    words = last.pieces[0]
    x = words.x + words.line.width * words.size + words.size
    if len(said) > 1 or x + name.line.width * name.size > end:
        return made + said
    beside = replace(name, x=x, baseline=words.baseline)
    return (*made[:-1], replace(last, pieces=(*last.pieces, beside)))

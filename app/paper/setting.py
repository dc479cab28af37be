"""Words set as rows: text in a weight and a colour, statements with who said them, headings with their picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from app.paper.direction import runs_from_the_right, runs_to_the_left
from app.paper.flow import Piece, Row, Sign
from app.paper.letters import shortened
from app.paper.lines import Line, break_lines
from app.paper.look import INK, NAME_AT_MOST, PICTURE_GAP, SOFT, WHITE, WIDTH, Panel, Style, style_for
from app.paper.sentences import sentences_of
from app.paper.symbols import Symbol, shelf
from app.paper.tagged import Node
from app.paper.typeface import Weight
from app.paper.words import PaperWords
from app.practice.formats import Format

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
    language: str = "en"
    """The language of the paper, in which words stand that name no other."""

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
        """From the dot of a list to its words; where pictures stand there are no dots."""
        return 0.0 if self.style.pictures else self.style.size * DOT_ROOM

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


def hand_for(form: Format, say: PaperWords) -> Hand:
    """The hand that sets a paper in this format."""
    return Hand(style_for(form), say.language)


def rows(text: str, node: Node | None, kind: Type, x: float, room: float) -> tuple[Row, ...]:
    """Text as rows of one line each, starting at `x`."""
    return tuple(_row(line, node, kind, x) for line in break_lines(text, kind.weight, kind.size, room))


def _row(line: Line, node: Node | None, kind: Type, x: float) -> Row:
    """One line as a row. It is taller where letters with marks above and below reach further than the leading allows."""
    baseline, height = kind.line / 2 + kind.size * 0.33, kind.line
    if line.shaped:
        above, below = line.reach
        higher = max(above * kind.size - baseline, 0)
        height += higher + max(below * kind.size - (height - baseline), 0)
        baseline += higher
    return Row(height, (Piece(node, x + line.start * kind.size, baseline, line, kind.size, kind.colour),))


def _at(made: tuple[Row, ...], x: float) -> tuple[Row, ...]:
    """The rows with their lines beginning here, whichever way they run."""
    return tuple(replace(row, pieces=tuple(replace(piece, x=x) for piece in row.pieces)) for row in made)


def at_right(made: tuple[Row, ...], end: float) -> tuple[Row, ...]:
    """The rows with their lines ending here: a note under words that run from right to left."""
    return tuple(
        replace(row, pieces=tuple(replace(piece, x=end - piece.line.width * piece.size) for piece in row.pieces)) for row in made
    )


def name_rows(name: str, node: Node, hand: Hand, room: float) -> tuple[Row, ...]:
    """A name at the top, where sentences of the paper begin. One that would take too much of the page is shortened."""
    kind = hand.title(name, room)
    most = int(NAME_AT_MOST // kind.line)
    made = rows(name, node, kind, 0, room)
    while len(made) > most:
        name = shortened(name, len(name) - 1)
        made = rows(name, node, kind, 0, room)
    return made if runs_to_the_left(hand.language) else _at(made, 0)


def going_on(made: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, when the same sentence goes on in rows of another type: a space parts the two."""
    last = made[-1].pieces[-1]
    return (*made[:-1], replace(made[-1], pieces=(replace(last, line=replace(last.line, more=True)),)))


def signed(row: Row, *signs: Sign) -> Row:
    """The row with drawings in it."""
    return replace(row, signs=(*row.signs, *signs))


def part_heading(text: str, node: Node | None, hand: Hand, panel: Panel, *, ground: str = WHITE) -> tuple[Row, ...]:
    """The heading of a part with its picture: at the left of everything, or before the heading in large print."""
    kind, style = hand.heading, hand.style
    size = kind.size * 1.3 if style.narrow else min(30.0, kind.size * 1.75)
    x = panel.side + (style.beside or (size * 1.35 if style.narrow else PICTURE_ROOM))
    if style.beside:
        size = min(style.picture, kind.size * 1.9)
    made = rows(text, node, kind, x, WIDTH - panel.side - x)
    left = panel.side + max(style.beside - PICTURE_GAP - size, 0) / 2
    middle = max(kind.line, size) / 2 if style.beside else kind.line / 2
    sign = Sign(left + size / 2, middle, size, panel.line, panel.picture, ground)
    return beside(made, sign, size) if style.beside else (signed(made[0], sign), *made[1:])


def words_column(hand: Hand) -> Place:
    """Where the words under such a heading begin, and how wide they may run."""
    gutter = hand.style.beside or (0.0 if hand.style.narrow else PICTURE_ROOM)
    return Place(Panel.side + gutter, min(WIDTH - 2 * Panel.side - gutter, hand.style.measure))


def paragraph(text: str, node: Node | None, kind: Type, hand: Hand, place: Place, language: str = "") -> tuple[Row, ...]:
    """A paragraph as the format asks: in easy read a sentence a line, with its picture at the left where pictures are wished; at
    the right of words that run from right to left.

    The words stay exactly as they are, in one element of the structure; `language` is theirs where it is not the paper's.
    """
    style = hand.style
    said = sentences_of(text) if style.easy else (text,)
    if place.x < style.beside:
        place = Place(style.beside, place.room - style.beside + place.x)
    made: tuple[Row, ...] = ()
    for number, sentence in enumerate(said):
        leftwards = runs_from_the_right(sentence)
        x = place.x - style.beside if leftwards else place.x
        lines = rows(sentence, node, kind, x, place.room)
        lines = going_on(lines) if number + 1 < len(said) else lines
        picture = shelf.for_sentence(sentence, language or hand.language) if style.pictures else None
        between = (Row(style.gap * 0.7),) if number else ()
        made += between + (pictured(lines, picture, hand, Place(x, place.room), leftwards=leftwards) if picture else lines)
    return made


def pictured(made: tuple[Row, ...], picture: Symbol, hand: Hand, place: Place, *, leftwards: bool) -> tuple[Row, ...]:
    """The rows with this picture at the side where they begin, or above them in the largest type; they stand at its middle."""
    size, style = hand.style.picture, hand.style
    if not style.beside:
        x = place.x + (place.room - size / 2 if leftwards else size / 2)
        return (Row(size + style.gap * 0.3, signs=(Sign(x, size / 2, size, INK, symbol=picture),)), *made)
    x = place.x + place.room + PICTURE_GAP + size / 2 if leftwards else place.x - PICTURE_GAP - size / 2
    return beside(made, Sign(x, size / 2, size, INK, symbol=picture), size)


def beside(made: tuple[Row, ...], sign: Sign, tall: float) -> tuple[Row, ...]:
    """Rows beside a drawing: as many as stand beside it become one, which is never parted, at least as tall as it."""
    down, count = 0.0, 0
    while count < len(made) and down < tall:
        down += made[count].height
        count += 1
    lower = max(tall - down, 0) / 2
    pieces: list[Piece] = []
    at = lower
    for row in made[:count]:
        pieces += [replace(piece, baseline=piece.baseline + at) for piece in row.pieces]
        at += row.height
    height = max(down, tall)
    return (Row(height, tuple(pieces), (replace(sign, y=max(sign.y, min(tall, height) / 2)),)), *made[count:])


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
    leftwards = runs_from_the_right(parts[0].words)
    x, room = place.x + (0 if leftwards else hand.inset), place.room - hand.inset
    made: tuple[Row, ...] = ()

    def noted(text: str) -> tuple[Row, ...]:
        said = rows(text, body.add("P"), hand.small, x, room)
        return at_right(said, x + room - hand.style.beside) if leftwards else said

    for part in parts:
        if part.above:
            made += noted(part.above)
        words = paragraph(part.words, body.add("P", part.language), kind, hand, Place(x, room), part.language)
        if part.said_by:
            said = noted(part.said_by)
            words = _run_on(words, said, x + room) if hand.style.run_on else words + said
        made += words
    if note:
        made += noted(note)
    if hand.style.pictures:
        return made
    radius = hand.style.size * 0.17
    at = place.x + (place.room - radius if leftwards else radius)
    return (signed(made[0], Sign(at, made[0].pieces[0].baseline - kind.size * 0.33, radius * 2, dot)), *made[1:])


def _run_on(made: tuple[Row, ...], said: tuple[Row, ...], end: float) -> tuple[Row, ...]:
    """Who said it in the last line of the words if it fits there, else under them."""
    last, name = made[-1], said[0].pieces[0]
    words = last.pieces[0]
    x = words.x + words.line.width * words.size + words.size
    if len(said) > 1 or said[0].height > last.height or x + name.line.width * name.size > end:
        return made + said
    beside = replace(name, x=x, baseline=words.baseline)
    return (*made[:-1], replace(last, pieces=(*last.pieces, beside)))

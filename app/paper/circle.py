"""The circle on paper: the person in the middle, three rings, four parts with their names, and where somebody is wished.

It is made only when it is asked for: whoever sees the paper sees who stands where. Those who are not to be contacted are not on
it. Where the names have no room in the drawing in the person's size, everybody stands in it with a number and under it in words:
a ring is never empty only because names are long.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from math import hypot

from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Outline, Piece, Row, Sign
from app.paper.graphemes import graphemes
from app.paper.letters import firm, shortened
from app.paper.lines import Line, break_lines
from app.paper.look import BETWEEN, INK, QUIET, SOFT, WHITE, WIDTH
from app.paper.report import Paper
from app.paper.setting import Hand, Type, hand_for, name_rows, rows
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node
from app.paper.typeface import Weight, width
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.circles import CirclePage, OnPage
from app.practice.formats import Format, format_for
from app.practice.people import Sector, Wish
from app.practice.rings import AIR, LEAST_MIDDLES, Box, Drawing, Standing, drawing, outline

LINES = "#76828A"
LETTERS = (7.0, 5.0)
"""The width of a name, in the size of its words: as it is set, and closer where many stand in one place."""
LONGEST = 60
LEADING = 1.2
PAD = 4.0
MOST_LINES = 3
ARROW, HEAD = 16.0, 5.0
LEAST_DRAWING = 240.0


def circle_paper(page: CirclePage, say: PaperWords, form: Format | None = None) -> Paper:
    """The circle as a PDF, and the truth about it. Without a format it is set as the person reads."""
    form = form or format_for(page.person)
    say = say.in_format(form)
    voices = Voices(page.person, say)
    hand = hand_for(form, say)
    made = _Made(page, voices, hand)
    sides, foot = flowed(made.blocks(), made.foot)
    sheet = Sheet(sides, made.root, foot, made.title, say.language)
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, ())


PAPER = Listed("circle", Takes.CIRCLE, circle_paper, place=50, only_asked=True)


@dataclass(frozen=True)
class _Set:
    """A name as it is set in one width."""

    lines: tuple[Line, ...]
    width: float
    height: float
    whole: bool
    """Whether all of the name stands there."""


class _Made:
    """Puts the paper together, with its structure in reading order: the rings from the closest, then the words under them."""

    def __init__(self, page: CirclePage, voices: Voices, hand: Hand) -> None:
        self._page, self._voices, self._hand = page, voices, hand
        self._say = voices.say
        self._type = Type(hand.style.size, LEADING)
        self._names = {each.record: voices.name_on_circle(each.name, each.record) for each in page.members}
        self.root, self._legend_node = Node("Document"), Node("P")
        self._middle, self._aside = 0.0, 0.0
        name = voices.called
        self.title = self._say.say("circle.title", name=name) if name else self._say.say("circle.title_without_name")
        date = firm(self._say.date(page.stamp.made_on))
        at_foot = shortened(name, name_at_foot(hand) - len(date) - 4) if name else self._say.say("nobody.person")
        left = self._say.say("circle.foot", name=at_foot, date=date).replace("….", "…")
        self.foot = Foot(left, lambda page, pages: self._say.say("foot.draft_page", page=page, pages=pages), hand)

    def blocks(self) -> list[Block]:
        """Everything on the paper, from the top."""
        title = Node("H1")
        self.root.kids.append(title)
        top = name_rows(self.title, title, self._hand, WIDTH)
        legend = self._legend()
        narrow = self._hand.style.narrow
        room = self.foot.room - sum(row.height for row in top) - BETWEEN
        if not narrow:
            room -= sum(row.height for row in legend) + BETWEEN
        if room < LEAST_DRAWING:
            room = self.foot.room
        numbers = {each.record: str(number) for number, each in enumerate(self._in_order, start=1)}
        sets = {
            each.record: (
                *(self._set(self._names[each.record], letters) for letters in LETTERS),
                self._set(numbers[each.record], LETTERS[0]),
            )
            for each in self._page.members
        }
        standing = [
            Standing(
                each.record,
                each.name.casefold(),
                each.ring,
                each.sector,
                tuple((one.width, one.height) for one in sets[each.record]),
            )
            for each in self._page.members
        ]
        corners = {sector: self._corner(name) for sector, name in self._page.names.items()}
        corner = max(one.width for one in corners.values()), max(one.height for one in corners.values())
        if narrow:
            self._aside, corner = corner[1], (0.0, 0.0)
            room -= 2 * self._aside
        middle = self._hand.style.size * (1.3 if narrow else 2.4)
        self._middle = min(max(middle, 34.0), min(WIDTH, room) / LEAST_MIDDLES - AIR)
        made = drawing(standing, (WIDTH, room), self._middle, corner, grown=(1.0,))
        self._middle = min(self._middle, made.middle)
        chosen = {record: sets[record][made.dress] for record in made.places}
        drawn = Block((self._drawn(made, chosen, corners),), BETWEEN)
        under = [Block(legend, BETWEEN)] if legend else []
        if made.dress == len(LETTERS):
            return [Block(top), drawn, *under, *self._in_words(numbers, set(numbers))]
        shortened_ones = {*made.elsewhere, *(record for record, one in chosen.items() if not one.whole)}
        return [Block(top), drawn, *under, *self._in_words({}, shortened_ones)]

    @property
    def _in_order(self) -> list[OnPage]:
        """Everybody, from the closest ring."""
        return sorted(self._page.members, key=lambda each: (each.ring, each.name.casefold(), each.record))

    def _set(self, name: str, letters: float) -> _Set:
        return self._lines(name, Weight.REGULAR, letters * self._hand.style.size)

    def _corner(self, name: str) -> _Set:
        """The name of a part: in a corner of the drawing, or in large print above it and under it."""
        most = WIDTH / 2 - BETWEEN if self._hand.style.narrow else min(7.5 * self._hand.style.size, WIDTH * 0.3)
        return self._lines(self._voices.detail(name), Weight.BOLD, most)

    def _lines(self, text: str, weight: Weight, most: float) -> _Set:
        size = self._hand.style.size
        short = shortened(text, LONGEST)
        lines = break_lines(short, weight, size, most)
        while len(lines) > MOST_LINES and len(short) > 2:
            short = shortened(text, len(short) - 1)
            lines = break_lines(short, weight, size, most)
        wide = max((line.width * size for line in lines), default=0.0)
        return _Set(tuple(lines), wide + 2 * PAD, len(lines) * self._type.line + 2 * PAD, short == text)

    # The drawing

    def _drawn(self, made: Drawing, sets: dict[str, _Set], corners: dict[Sector, _Set]) -> Row:
        """One row as tall as the drawing, with everything in it."""
        shift, aside = (WIDTH - made.width) / 2, self._aside
        x, y = made.centre[0] + shift, made.centre[1] + aside
        edge = 0.0 if aside else shift
        outlines = [_ring(made, share, x, y) for share in made.shares[1:]]
        outlines += [
            Outline(f"{x - made.across:.1f} {y:.1f} m {x + made.across:.1f} {y:.1f} l", LINES, 0.8, (1.0, 4.0)),
            Outline(f"{x:.1f} {y - made.down:.1f} m {x:.1f} {y + made.down:.1f} l", LINES, 0.8, (1.0, 4.0)),
        ]
        pieces = self._name_in_middle(x, y)
        for sector, one in corners.items():
            node = self.root.add("P")
            left = edge if sector in (Sector.FAMILY, Sector.NEIGHBOURS) else WIDTH - edge - one.width
            top = 0.0 if sector in (Sector.FAMILY, Sector.FRIENDS) else made.height + 2 * aside - one.height
            pieces += self._words(node, one, left, top, SOFT)
        listed = self.root.add("L")
        for each in self._in_order:
            box = made.places.get(each.record)
            if box is None:
                continue
            node = listed.add("LI").add("LBody")
            node.told = self._told(each)
            pieces += self._words(node, sets[each.record], box.x + shift, box.y + aside, INK)
            outlines += _arrow(each, box, made, (shift, aside))
        sign = Sign(x, y, 2 * self._middle, QUIET)
        return Row(made.height + 2 * aside, tuple(pieces), (sign,), outlines=tuple(outlines))

    def _words(self, node: Node, one: _Set, left: float, top: float, colour: str) -> list[Piece]:
        size, found = self._hand.style.size, []
        for number, line in enumerate(one.lines):
            x = left + (one.width - line.width * size) / 2
            baseline = top + PAD + number * self._type.line + self._type.line / 2 + size * 0.33
            found.append(Piece(node, x, baseline, line, size, colour))
        return found

    def _name_in_middle(self, x: float, y: float) -> list[Piece]:
        """The person's name in the middle; its first letter where it is too long for that, for the title says it."""
        size, name, room = self._hand.style.size, self._voices.called, self._middle * 1.6
        lines = break_lines(name, Weight.BOLD, size, room) if name else []
        whole = all(width(word, Weight.BOLD) * size <= room for word in name.split())
        if len(lines) > 2 or not whole:
            lines = break_lines(graphemes(name)[0], Weight.BOLD, size, room)
        node = self.root.add("P")
        one = _Set(tuple(lines), 2 * self._middle, len(lines) * self._type.line + 2 * PAD, True)
        return self._words(node, one, x - self._middle, y - one.height / 2, WHITE)

    # Words beside it

    def _told(self, each: OnPage) -> str:
        """A name with its place and what is wished, for whoever cannot see the drawing."""
        told = self._say.say(
            "circle.told",
            name=self._names[each.record],
            ring=self._say.say(f"circle.ring.{each.ring}"),
            sector=self._voices.detail(self._page.names[each.sector]),
        )
        wish = self._wish(each.wish)
        return f"{told} {wish}" if wish else told

    def _wish(self, wish: Wish) -> str:
        if wish in (Wish.NOT_SAID, Wish.SAME):
            return ""
        return self._say.say(f"circle.wish.{wish.value.replace(' ', '_')}")

    def _legend(self) -> tuple[Row, ...]:
        if not any(each.wish in (Wish.CLOSER, Wish.FURTHER) for each in self._page.members):
            return ()
        return rows(self._say.say("circle.legend"), self._legend_node, self._hand.small, 0, WIDTH)

    def _in_words(self, numbers: Mapping[str, str], records: Set[str]) -> list[Block]:
        """These people, each in a line: under its number where the drawing has numbers."""
        self.root.kids.append(self._legend_node)
        named = [each for each in self._in_order if each.record in records]
        if not named:
            return []
        heading = Node("H2")
        self.root.kids.append(heading)
        listed = self.root.add("L")
        blocks = [Block(rows(self._say.say("circle.others"), heading, self._hand.heading, 0, WIDTH), BETWEEN, stays=True)]
        for each in named:
            body = listed.add("LI").add("LBody")
            told = self._told(each)
            if each.record in numbers:
                told = self._say.say("circle.numbered", number=numbers[each.record], told=told)
            blocks.append(Block(rows(told, body, self._hand.body, 0, WIDTH), self._hand.style.gap))
        return blocks


def _ring(made: Drawing, share: float, x: float, y: float) -> Outline:
    points = [f"{x + a * made.across:.2f} {y + d * made.down:.2f}" for a, d in outline(share)]
    path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:]) + " h"
    return Outline(path, LINES, 1.2)


def _arrow(each: OnPage, box: Box, made: Drawing, shift: tuple[float, float]) -> list[Outline]:
    """The arrow of what is wished: beside the name, where it lies over nothing; none where there is no room for it."""
    if each.wish not in (Wish.CLOSER, Wish.FURTHER):
        return []
    (x, y), (mx, my) = box.centre, made.centre
    far = hypot(mx - x, my - y) or 1.0
    way = ((mx - x) / far, (my - y) / far)
    others = [other for record, other in made.places.items() if record != each.record]
    for side in (1.0, -1.0):
        steps = [half / abs(part) for half, part in ((box.width / 2, way[0]), (box.height / 2, way[1])) if abs(part) > 1e-6]
        start = (x + way[0] * side * (min(steps) + 1), y + way[1] * side * (min(steps) + 1))
        end = (start[0] + way[0] * side * ARROW, start[1] + way[1] * side * ARROW)
        room = Box(
            min(start[0], end[0]) - HEAD,
            min(start[1], end[1]) - HEAD,
            abs(start[0] - end[0]) + 2 * HEAD,
            abs(start[1] - end[1]) + 2 * HEAD,
        )
        in_middle = hypot(end[0] - mx, end[1] - my) < made.shares[0] * min(made.across, made.down)
        inside = room.x >= 0 and room.y >= 0 and room.x + room.width <= made.width and room.y + room.height <= made.height
        if in_middle or not inside or any(room.touches(other) for other in others):
            continue
        inwards = (side > 0) == (each.wish is Wish.CLOSER)
        tail, tip = (start, end) if inwards else (end, start)
        return [Outline(_arrow_path(tail, tip, shift), QUIET, 1.6)]
    return []


def _arrow_path(tail: tuple[float, float], tip: tuple[float, float], shift: tuple[float, float]) -> str:
    far = hypot(tip[0] - tail[0], tip[1] - tail[1]) or 1.0
    along = ((tip[0] - tail[0]) / far, (tip[1] - tail[1]) / far)
    foot = (tip[0] - along[0] * HEAD, tip[1] - along[1] * HEAD)
    left = (foot[0] - along[1] * HEAD * 0.8, foot[1] + along[0] * HEAD * 0.8)
    right = (foot[0] + along[1] * HEAD * 0.8, foot[1] - along[0] * HEAD * 0.8)
    return " ".join(
        f"{point[0] + shift[0]:.2f} {point[1] + shift[1]:.2f} {what}"
        for point, what in ((tail, "m"), (tip, "l"), (left, "m"), (tip, "l"), (right, "l"))
    )

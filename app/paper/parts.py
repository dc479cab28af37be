"""What the papers of several parts share: a part with its heading, cells side by side, boxes to tick, lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.paper.flow import Block, Outline, Row, Sign
from app.paper.letters import firm
from app.paper.look import BETWEEN, SAND, SAND_LINE, SOFT, WHITE, Panel
from app.paper.setting import Hand, Place, Type, part_heading, rows, signed, words_column
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.practice.people import CirclePerson, Council, Person

PEN = "#76828A"
"""The colour of what is written on or ticked: a line that carries meaning."""
CELL_PAD, CELL_GAP = 6.0, 12.0
TALLEST_ROW = 240.0
TICK_ROOM = 1.6
"""From a box to tick to the words behind it, in the size of the words."""
LEAST_LINE = 25.0
"""From one line to write on to the next: room for a hand."""


class Parted:
    """One part of a paper: its heading, its box or none, and the heading for a page on which it goes on."""

    def __init__(self, text: str, voices: Voices, hand: Hand, root: Node, look: Panel, *, boxed: bool = False) -> None:
        ground = WHITE if boxed else look.tint
        self.look = look
        self.panel = look if boxed else None
        self.again = part_heading(voices.say.say("plan.continued", heading=text), None, hand, look, ground=ground)
        self.heading = Block(part_heading(text, root.add("H2"), hand, look, ground=ground), BETWEEN * 1.3, self.panel, stays=True)

    def block(self, made: tuple[Row, ...], above: float) -> Block:
        """A block of this part."""
        return Block(made, above, self.panel, again=self.again)


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: paragraphs, each with its type and its place in the structure."""

    place: Place
    texts: tuple[tuple[str, Type, Node | None], ...]
    ticks: int = 0
    """How many of the last paragraphs stand behind a box to tick."""


def cells_row(cells: Sequence[Cell], *, pad: float = CELL_PAD, least: float = 0.0) -> Row:
    """Cells side by side in one row, as tall as the tallest."""
    pieces, boxes, tallest = [], [], least
    for cell in cells:
        down, (x, room) = pad, cell.place
        for number, (text, kind, node) in enumerate(cell.texts):
            inset = 0.0
            if number >= len(cell.texts) - cell.ticks:
                inset = kind.size * TICK_ROOM
                boxes.append(box(x, down + (kind.line - kind.size) / 2, kind.size, kind.size, SOFT, 1.2))
            for line in rows(text, node, kind, x + inset, room - inset):
                pieces += [replace(piece, baseline=piece.baseline + down) for piece in line.pieces]
                down += line.height
        tallest = max(tallest, down + pad)
    return Row(tallest, tuple(pieces), outlines=tuple(boxes))


def columns(place: Place, shares: Sequence[float], gap: float = CELL_GAP) -> list[Place]:
    """The place shared out between columns."""
    found, x = [], place.x
    for share in shares:
        wide = place.room * share / sum(shares)
        found.append(Place(x, wide - gap))
        x += wide
    return found


def box(x: float, y: float, width: float, height: float, colour: str = PEN, thick: float = 0.9) -> Outline:
    """A box drawn in a row, from its left upper corner."""
    return Outline(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re", colour, thick)


def tick_box(x: float, line: float, size: float) -> Outline:
    """A box to tick, in the middle of a line of this height."""
    return box(x, (line - size) / 2, size, size, SOFT, 1.2)


def across(x: float, y: float, width: float, *, dashes: tuple[float, ...] = (), colour: str = PEN) -> Outline:
    """A line across a row."""
    return Outline(f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l", colour, 0.8, dashes)


def outlined(row: Row, *outlines: Outline) -> Row:
    """The row with drawings in it."""
    return replace(row, outlines=(*row.outlines, *outlines))


def writing_line(hand: Hand) -> float:
    """From one line to write on to the next, in this size."""
    return max(LEAST_LINE, hand.style.size * 1.8)


def lines_to_write(count: int, hand: Hand, x: float, room: float) -> tuple[Row, ...]:
    """Lines to write on."""
    tall = writing_line(hand)
    return tuple(Row(tall, outlines=(across(x, tall - 3, room),)) for _ in range(count))


def asked_for(label: str, node: Node, hand: Hand, x: float, room: float) -> Row:
    """A word, and after it a line to write on: the day, who was there."""
    made = rows(label, node, hand.small, x, room)
    tall = max(writing_line(hand), hand.small.line)
    last = made[-1].pieces[-1]
    end = last.x + last.line.width * last.size + 8
    down = tall - hand.small.line
    pieces = tuple(replace(piece, baseline=piece.baseline + down) for piece in made[0].pieces)
    return Row(tall, pieces, outlines=(across(end, tall - 3, max(x + room - end, 0)),))


def whose_paper(person: Person, voices: Voices) -> str:
    """For whom a paper is, by both names where there are two."""
    name, called, say = voices.full_name, voices.called, voices.say.say
    if not name:
        return say("cannot.own_name" if voices.name_is_kept_back else "nobody.person")
    if called and called not in name:
        return say("plan.for_known_as", name=name, known_as=called)
    return say("plan.for", name=name)


def helper(person: CirclePerson, item: Node, voices: Voices, hand: Hand, look: Panel) -> tuple[Row, ...]:
    """Somebody who helps: their name, what they help with, and how to ring them."""
    say, place = voices.say.say, words_column(hand)
    name, relation = voices.name_of(person), voices.detail(person.relation)
    called = say("plan.helper.name", name=name, relation=relation) if relation else name
    body, x, room = item.add("LBody"), place.x + hand.inset, place.room - hand.inset
    made = rows(called, body.add("P"), hand.strong, x, room)
    if not hand.style.pictures:
        radius = hand.style.size * 0.17
        made = (signed(made[0], Sign(place.x + radius, made[0].height / 2, radius * 2, look.line)), *made[1:])
    helps, number = voices.detail(person.helps_with), voices.detail(person.telephone)
    lines = [say("plan.helper.helps", what=helps)] if helps else []
    lines += [say("plan.helper.telephone", number=firm(number))] if number else []
    lines += [say("plan.helper.emergency")] if person.emergency else []
    for text in lines:
        made += rows(text, body.add("P"), hand.body, x, room)
    return made


def council_part(council: Council, voices: Voices, hand: Hand, root: Node) -> list[Block]:
    """Whom to ring at the council, and where it is; nothing where it has said nothing but its name."""
    number = firm(voices.detail(council.telephone))
    telephone = voices.say.say("plan.helper.telephone", number=number) if number else ""
    hours, address = voices.detail(council.hours), voices.detail(council.address)
    if not (telephone or hours or address):
        return []
    part = Parted(voices.say.say("plan.council"), voices, hand, root, Panel(SAND, SAND_LINE, "phone"), boxed=True)
    made: tuple[Row, ...] = ()
    named = voices.detail(council.name)
    for text, kind in ((named, hand.strong), (telephone, hand.strong), (hours, hand.body), (address, hand.body)):
        if text:
            made += rows(text, root.add("P"), kind, *words_column(hand))
    return [part.heading, part.block(made, hand.style.gap * 0.6)]


def ringing(
    people: Sequence[CirclePerson], council: Council, heading: str, voices: Voices, hand: Hand, root: Node, look: Panel
) -> list[Block]:
    """Who helps and how to ring them, and last the council: names and numbers in two columns while the type is small enough."""
    if not people and not council.telephone:
        return []
    stacked = hand.style.narrow or hand.style.easy
    if stacked and not people:
        return council_part(council, voices, hand, root)
    part = Parted(heading, voices, hand, root, look)
    if stacked:
        listed = root.add("L")
        made = [helper(each, listed.add("LI"), voices, hand, look) for each in people]
        blocks = [part.block(each, hand.style.gap * 0.8) for each in made]
        return [part.heading, *blocks, *council_part(council, voices, hand, root)]
    table = root.add("Table")
    rows_of_them = [_rung(each, table.add("TR"), voices, hand) for each in people]
    if council.telephone:
        rows_of_them.append(_council_rung(council, table.add("TR"), voices, hand))
    return [part.heading, *(part.block((row,), 0) for row in rows_of_them)]


def _rung(person: CirclePerson, row: Node, voices: Voices, hand: Hand) -> Row:
    """Somebody in two cells: who they are and what they help with, and their number."""
    say, name, relation = voices.say.say, voices.name_of(person), voices.detail(person.relation)
    helps, number = voices.detail(person.helps_with), voices.detail(person.telephone)
    left = [(say("plan.helper.name", name=name, relation=relation) if relation else name, hand.strong)]
    left += [(say("plan.helper.helps", what=helps), hand.small)] if helps else []
    right = [(firm(number), hand.strong)] if number else []
    right += [(say("plan.helper.emergency"), hand.small)] if person.emergency else []
    return _two_cells(left, right, row, hand)


def _council_rung(council: Council, row: Node, voices: Voices, hand: Hand) -> Row:
    left = [(voices.detail(council.name), hand.strong)] if council.name else []
    left += [(voices.detail(council.hours), hand.small)] if council.hours else []
    return _two_cells(left, [(firm(voices.detail(council.telephone)), hand.strong)], row, hand)


def _two_cells(left: Sequence[tuple[str, Type]], right: Sequence[tuple[str, Type]], row: Node, hand: Hand) -> Row:
    column = words_column(hand)
    cells = []
    for texts, at, tag in zip((left, right), columns(column, (0.66, 0.34)), ("TH", "TD"), strict=True):
        node = row.add(tag)
        node.scope = "Row" if tag == "TH" else ""
        cells.append(Cell(at, tuple((text, kind, node.add("P")) for text, kind in texts)))
    return replace(cells_row(cells, pad=4.0), rule=True, span=(column.x, column.room))

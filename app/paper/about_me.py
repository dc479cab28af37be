"""This is about me: for a hospital, somebody new who helps, a day centre. What a stranger must know, in the person's own words.

Where the person lives is not on it, and what they do not want told again never gets this far.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Picture, Row, aired
from app.paper.look import (
    BETWEEN,
    DUSK,
    DUSK_LINE,
    LARGE_PRINT,
    LEAF,
    LEAF_LINE,
    PHOTO,
    SAND,
    SAND_LINE,
    SUN,
    SUN_LINE,
    WIDTH,
    Panel,
)
from app.paper.parts import CELL_PAD, TALLEST_ROW, Cell, Parted, cells_row, columns, ringing, whose_paper
from app.paper.report import Paper
from app.paper.setting import Hand, Place, Type, hand_for, paragraph, rows, statement_in_parts, words_column
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node, shape_of
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.formats import Format
from app.practice.papers import PaperLine, unsettled_of
from app.practice.sheets import SheetPage, SheetPart, SheetTable

AIRS = (1.0, 0.85, 0.7)
"""The space between things: the widest that takes no further page."""
COLOURS = ((DUSK, DUSK_LINE), (LEAF, LEAF_LINE), (SUN, SUN_LINE))
"""The tints of the parts, in turn."""
PHOTO_GAP = 20.0
MANY_PAGES = 999
"""So many pages make the tallest foot: what fits above it fits on every page."""


def about_me(page: SheetPage, say: PaperWords, form: Format) -> Paper:
    """The sheet as a PDF, and the truth about it."""
    say = say.in_format(form)
    voices, hand, root = Voices(page.person, say), hand_for(form, say), Node("Document")
    name = voices.called
    title = say.say("papers.about-me.title", name=name) if name else say.say("papers.about-me.title_without_name")
    foot = Foot(*voices.foot(voices.full_name, page.stamp, name_at_foot(hand)), hand)
    blocks = _AboutMe(page, voices, hand, root, replace(foot, many=MANY_PAGES).room).blocks()
    sides, foot = min((flowed(aired(blocks, air), foot) for air in AIRS), key=lambda flowing: len(flowing[0]))
    sheet = Sheet(sides, root, foot, title, say.language)
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, unsettled_of(page.lines))


PAPER = Listed("about-me", Takes.SHEET, about_me, place=20)


class _AboutMe:
    """Puts the sheet together, part by part, with its structure in reading order."""

    def __init__(self, page: SheetPage, voices: Voices, hand: Hand, root: Node, room: float) -> None:
        self._page, self._voices, self._say = page, voices, voices.say.say
        self._hand, self._root = hand, root
        self._room = room
        """How tall a page is above its foot."""
        self._place = words_column(hand)

    def blocks(self) -> list[Block]:
        """Everything on the sheet, in its order."""
        made = [self._top()]
        if self._page.empty:
            words = rows(self._say("papers.about-me.empty"), self._root.add("P"), self._hand.body, 0, WIDTH)
            made.append(Block(words, BETWEEN))
        for number, part in enumerate(self._page.parts):
            made += self._part(part, *COLOURS[number % len(COLOURS)])
        look, heading = Panel(SAND, SAND_LINE, "users"), self._say("papers.about-me.people")
        council = self._page.stamp.council
        return [*made, *ringing(self._page.people, council, heading, self._voices, self._hand, self._root, look)]

    def _top(self) -> Block:
        """Whose sheet it is, and the photo the person chose."""
        say, hand, root, voices = self._say, self._hand, self._root, self._voices
        heading = root.add("H1")
        photo = self._photo()
        room = WIDTH - (photo.width + PHOTO_GAP if photo else 0)
        text = say("papers.about-me.name")
        title = rows(text, heading, hand.title(text, room), 0, room)
        told = [(whose_paper(self._page.person, voices), hand.strong), (say("papers.about-me.read_first"), hand.body)]
        told.append((voices.made_with(self._page.made_with, self._page.stamp), hand.small))
        if any(line.versions or voices.said_by(line) for line in self._page.lines):
            told.append((say("profile.own_words"), hand.small))
        under = [(text, root.add("P"), kind) for text, kind in told]
        return Block(self._with_photo(title, under, photo) if photo else title + _set(under, room))

    def _with_photo(self, title: tuple[Row, ...], under: Sequence[tuple[str, Node, Type]], photo: Picture) -> tuple[Row, ...]:
        """The rows with the photo beside them; beside the title alone where all of them are longer than a page."""
        kids, before = self._root.kids, title + _set(under, WIDTH - photo.width - PHOTO_GAP)
        after: tuple[Row, ...] = ()
        if sum(row.height for row in before) <= self._room:
            kids.append(photo.node)
        else:
            kids.insert(1, photo.node)
            before, after = title, _set(under, WIDTH)
        beside = sum(row.height for row in before)
        return (*before, Row(max(photo.height - beside, 0), pictures=(replace(photo, above=beside),)), *after)

    def _photo(self) -> Picture | None:
        photo = self._page.photo
        if photo is None or not photo.data:
            return None
        wide, high = shape_of(photo.data)
        scale = PHOTO / max(wide, high)
        return Picture(
            Node("Figure", told=self._voices.photo(photo)), WIDTH - wide * scale, 0, wide * scale, high * scale, photo.data
        )

    def _part(self, part: SheetPart, tint: str, line: str) -> list[Block]:
        """One part: how to reach the person, what was said, and the rows of a guide."""
        hand, voices, root = self._hand, self._voices, self._root
        look = Panel(tint, line, part.picture)
        named = part.easy if hand.style.easy and part.easy else part.name
        box = Parted(named, voices, hand, root, look, boxed=True)
        made: list[Block] = []
        if reach := voices.words(part.reach):
            made.append(box.block(paragraph(reach, root.add("P"), hand.body, hand, self._place), hand.style.gap * 0.6))
        said = [(each, parts) for each in part.lines if (parts := voices.parts(each))]
        if said:
            listed = root.add("L")
            for number, (each, parts) in enumerate(said):
                item = statement_in_parts(parts, voices.note(each), listed.add("LI"), hand, self._place, line)
                made.append(box.block(item, hand.style.gap * (1.0 if number or part.reach else 0.6)))
        for table in part.tables:
            made += self._table(table, box)
        return [box.heading, *made] if made else []

    # The rows of a guide

    def _table(self, table: SheetTable, box: Parted) -> list[Block]:
        """The rows of a guide: a table where the type is small enough and no row is tall, else row under row. A column in which
        nothing was said is left out."""
        hand = self._hand
        filled = [number for number, _ in enumerate(table.columns) if any(row[number] for row in table.rows)]
        names = [table.columns[number] for number in filled]
        cells = [[self._cell(row[number]) for number in filled] for row in table.rows]
        made: list[Block] = []
        if table.name:
            heading = rows(table.name, self._root.add("H3"), hand.strong, *self._place)
            made.append(replace(box.block(heading, hand.style.gap), stays=True))
        place = columns(Place(self._place.x, self._place.room), [1.0] * len(filled))
        tall = max(cells_row([Cell(at, _texts(texts)) for at, texts in zip(place, row, strict=True)]).height for row in cells)
        if hand.style.size >= LARGE_PRINT or hand.style.easy or tall > TALLEST_ROW:
            return made + self._row_under_row(names, cells, box)
        listed = self._root.add("Table")
        head = self._row(names, listed.add("TR"), "TH", place)
        made.append(replace(box.block((replace(head, rule=True),), hand.style.gap * 0.5), stays=True))
        for row in cells:
            parent = listed.add("TR")
            nodes = [parent.add("TD") for _ in row]
            texts = (
                Cell(at, tuple((text, kind, node.add("P")) for text, kind, _ in _texts(each)))
                for at, each, node in zip(place, row, nodes, strict=True)
            )
            made.append(box.block((replace(cells_row(list(texts)), rule=True, span=self._span()),), 0))
        return made

    def _span(self) -> tuple[float, float]:
        return self._place.x, self._place.room

    def _row(self, names: Sequence[str], parent: Node, tag: str, place: Sequence[Place]) -> Row:
        cells = []
        for name, at in zip(names, place, strict=True):
            node = parent.add(tag)
            node.scope = "Column"
            cells.append(Cell(at, ((name, self._hand.strong, node),)))
        return replace(cells_row(cells, pad=CELL_PAD * 0.6), span=self._span())

    def _row_under_row(self, names: Sequence[str], cells: Sequence[Sequence[list[tuple[str, Type]]]], box: Parted) -> list[Block]:
        """Each row as a list of its columns, under their names."""
        hand, made = self._hand, []
        listed = self._root.add("L")
        for row in cells:
            body = listed.add("LI").add("LBody")
            lines: tuple[Row, ...] = ()
            for name, texts in zip(names, row, strict=True):
                if texts:
                    label = self._say("papers.about-me.row", column=name)
                    lines += rows(label, body.add("P"), hand.strong, *self._place)
                    for text, kind in texts:
                        lines += paragraph(text, body.add("P"), kind, hand, self._place)
            made.append(box.block(lines, hand.style.gap * 1.5))
        return made

    def _cell(self, said: Sequence[PaperLine]) -> list[tuple[str, Type]]:
        """What stands in a cell: every statement, and under it whose it is where that must be said."""
        hand, voices = self._hand, self._voices
        texts: list[tuple[str, Type]] = []
        for line in said:
            for part in voices.parts(line):
                texts += [(part.above, hand.small)] if part.above else []
                texts.append((part.words, hand.body))
                texts += [(part.said_by, hand.small)] if part.said_by else []
            texts += [(note, hand.small)] if (note := voices.note(line)) else []
        return texts


def _set(paragraphs: Sequence[tuple[str, Node, Type]], room: float) -> tuple[Row, ...]:
    """Paragraphs one under the other, from the edge."""
    return tuple(row for text, node, kind in paragraphs for row in rows(text, node, kind, 0, room))


def _texts(cell: Sequence[tuple[str, Type]]) -> tuple[tuple[str, Type, Node | None], ...]:
    return tuple((text, kind, None) for text, kind in cell)

"""Questions on paper, for a visit where the lid stays closed: each guide in its shape, room to write, boxes for who said it.

It lies open on the table and faces the person: the tip for the worker is not on it.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.paper.catalogue import Listed, Takes
from app.paper.empty_rings import empty_rings
from app.paper.flow import Block, Row, Side, flow
from app.paper.letters import firm, shortened
from app.paper.look import BETWEEN, LARGE_PRINT, LEAF, WIDTH
from app.paper.parts import (
    Cell,
    asked_for,
    box,
    cells_row,
    columns,
    lines_to_write,
    outlined,
    tick_box,
    whose_paper,
    writing_line,
)
from app.paper.report import Paper
from app.paper.setting import Hand, Place, Type, hand_for, paragraph, rows
from app.paper.sheet import Foot, Sheet, name_at_foot
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.blanks import QuestionsPage
from app.practice.formats import Format
from app.practice.guides import Guide, Part, Prompt, Spoken

SIDE_BY_SIDE = frozenset({"day", "balance", "perspectives"})
"""The shapes whose columns stand beside each other where the type is small enough; what is to be done stands under them."""
TO_DO = "todo"
LINES, LINES_LARGE, LINES_BESIDE = 3, 2, 4
"""Lines to write on under a question; in large print; in a column beside another."""
ROWS_AT_LEAST, ROWS_OF_PARTS, ROWS_LARGE = 3, 3, 2
"""Empty rows of a table, as many as the page has room for; where it has several parts; in large print, where a row is a list."""
ROW, WEEK_ROW = 76.0, 60.0
VIEWS = 3
"""How many points of view there is room for."""
RINGS_AT_LEAST, RINGS_AT_MOST = 260.0, 500.0
DAY_AND_WHO = (0.34, 0.66)
"""How the day and who is there share a line."""
CHOICES_IN_A_ROW = 2
NAME_ROOM = 140.0
"""Room to write a name."""


def questions(page: QuestionsPage, say: PaperWords, form: Format) -> Paper:
    """The questions as a PDF, each guide from the top of a page, and the truth about it."""
    say = say.in_format(form)
    voices, hand, root = Voices(page.person, say), hand_for(form, say), Node("Document")
    name = shortened(voices.full_name, name_at_foot(hand))
    date = firm(say.date(page.stamp.made_on))
    left = say.say("papers.questions.foot" if name else "papers.questions.foot_without_name", name=name, date=date)
    foot = Foot(left, lambda number, pages: say.say("foot.draft_page", page=number, pages=pages), hand)
    made = [_Sheet(each, page, voices, hand, root, foot.room).blocks() for each in page.guides]
    sides = _sides(made, foot)
    if len(sides) > foot.many:
        foot = replace(foot, many=999)
        sides = _sides(made, foot)
    title = say.say("papers.questions.name")
    return Sheet(sides, root, foot, title, say.language).drawn(hand.style.size, (), voices.reading.cannot_print, ())


PAPER = Listed("questions", Takes.GUIDES, questions, place=60)


def _sides(made: Sequence[Sequence[Block]], foot: Foot) -> list[Side]:
    return [side for blocks in made for side in flow(blocks, foot.room)]


class _Sheet:
    """One guide on paper, with its structure in reading order."""

    def __init__(self, spoken: Spoken, page: QuestionsPage, voices: Voices, hand: Hand, root: Node, room: float) -> None:
        self._spoken, self._guide, self._page = spoken, spoken.guide, page
        self._voices, self._say, self._hand, self._root = voices, voices.say.say, hand, root
        self._large = hand.style.size >= LARGE_PRINT or hand.style.easy
        self._place = Place(0, WIDTH)
        self._asking = Place(hand.style.beside, WIDTH - hand.style.beside)
        self._room = room
        """What is left of the first page."""

    def blocks(self) -> list[Block]:
        """Everything on it, in its order."""
        guide = self._guide
        made = [self._top()]
        self._room -= made[0].height
        if guide.shape == "circle":
            return made + self._rings()
        if guide.shape == "week":
            return made + (self._days() if self._large else self._week())
        if guide.shape == "perspectives":
            for number in range(VIEWS):
                made += self._part(guide.part[0], another=number > 0)
            return made
        for part in guide.part:
            made += self._part(part)
        return made

    def _top(self) -> Block:
        """What it is about, for whom, and room for the day and for who is there."""
        say, hand, root, guide = self._say, self._hand, self._root, self._guide
        name, purpose = self._read(guide.name), self._read(guide.purpose)
        made = rows(name, root.add("H1"), hand.title(name, WIDTH), 0, WIDTH)
        made += rows(purpose, root.add("P"), hand.body, 0, WIDTH)
        made += rows(whose_paper(self._page.person, self._voices), root.add("P"), hand.strong, 0, WIDTH)
        made += self._day_and_who()
        made += (Row(hand.style.gap),)
        made += rows(say("papers.questions.record"), root.add("P"), hand.small, 0, WIDTH)
        return Block(made)

    def _day_and_who(self) -> tuple[Row, ...]:
        """Room for the day and for who is there; in one line where there is room."""
        say, hand, root = self._say, self._hand, self._root
        day, here = say("papers.questions.day"), say("papers.questions.here")
        if self._large:
            return tuple(asked_for(text, root.add("P"), hand, 0, WIDTH) for text in (day, here))
        first, second = columns(Place(0, WIDTH + 20), DAY_AND_WHO, gap=20)
        one, other = asked_for(day, root.add("P"), hand, *first), asked_for(here, root.add("P"), hand, *second)
        return (replace(one, pieces=one.pieces + other.pieces, outlines=one.outlines + other.outlines),)

    @property
    def _name(self) -> str:
        return self._voices.called or self._say("nobody.person")

    def _read(self, text: str) -> str:
        return self._voices.detail(text)

    def _question(self, prompt: Prompt) -> str:
        return self._read((prompt.easy or prompt.question) if self._hand.style.easy else prompt.question)

    def _node(self, tag: str, prompt: Prompt, parent: Node | None = None) -> Node:
        """A place for the words of a question, in its language."""
        language = self._spoken.language_of(prompt)
        own = self._voices.say.language.partition("-")[0]
        return (parent or self._root).add(tag, "" if language == own else language)

    # Parts with their questions

    def _part(self, part: Part, *, another: bool = False) -> list[Block]:
        """One part of the guide: its heading, and its questions as their shape wants it."""
        guide = self._guide
        heading: list[Block] = []
        again: tuple[Row, ...] = ()
        views = guide.shape == "perspectives"
        if views or len(guide.part) > 1:
            view = self._say("papers.questions.view_of_another" if another else "papers.questions.view", name=self._name)
            name = view if views else self._read(part.name)
            made = rows(name, self._root.add("H2"), self._hand.heading, 0, WIDTH)
            if another:
                made += (asked_for(self._say("papers.questions.name_of_another"), self._root.add("P"), self._hand, 0, WIDTH),)
            heading = [Block(made, BETWEEN * 1.2, stays=True)]
            again = rows(self._say("plan.continued", heading=name), None, self._hand.heading, 0, WIDTH)
        asked = guide.prompts_of(part.id)
        if guide.in_rows:
            return heading + (self._forms(asked) if self._large else self._table(asked))
        if guide.shape in SIDE_BY_SIDE and not self._large:
            beside = [each for each in asked if each.column != TO_DO]
            made_beside = self._beside(beside)
            return heading + made_beside + [self._asked(each, again) for each in asked if each.column == TO_DO]
        return heading + [self._asked(each, again, named=guide.shape in SIDE_BY_SIDE) for each in asked]

    def _asked(self, prompt: Prompt, again: tuple[Row, ...] = (), *, named: bool = False) -> Block:
        """A question, the choices there are, lines to write on, and boxes for who said it."""
        hand = self._hand
        made: tuple[Row, ...] = ()
        if named and (column := self._column(prompt.column)):
            made += rows(column, self._root.add("P"), hand.small, 0, WIDTH)
        node = self._node("P", prompt)
        made += paragraph(self._question(prompt), node, hand.strong, hand, self._asking, node.language)
        made += self._choices(prompt)
        made += lines_to_write(LINES_LARGE if self._large else LINES, hand, 0, WIDTH)
        return Block((*made, *self._who_said()), BETWEEN, again=again)

    def _choices(self, prompt: Prompt) -> tuple[Row, ...]:
        """What there is to point at, each with a box to tick."""
        side_by_side = 1 if self._large else CHOICES_IN_A_ROW
        places = columns(self._place, [1.0] * side_by_side)
        made: list[Row] = []
        pointed = self._pointed(prompt, self._hand.body)
        for start in range(0, len(pointed), side_by_side):
            some = pointed[start : start + side_by_side]
            made.append(cells_row([Cell(at, (each,), 1) for each, at in zip(some, places, strict=False)], pad=2))
        return tuple(made)

    def _pointed(self, prompt: Prompt, kind: Type, parent: Node | None = None) -> tuple[tuple[str, Type, Node | None], ...]:
        return tuple((self._read(each.words), kind, self._node("P", prompt, parent)) for each in prompt.choices)

    def _who_said(self) -> tuple[Row, ...]:
        """Boxes for whose words they are, in one line: the person's, or somebody else's by name. None where that is in the
        heading."""
        if self._guide.shape == "perspectives":
            return ()
        hand, size = self._hand, self._hand.small.size
        label, other = self._say("papers.questions.who"), self._say("papers.questions.somebody")
        tall = max(writing_line(hand), hand.small.line)
        down = tall - hand.small.line
        made, x = [Row(tall)], 0.0
        for text, ticked in ((label, False), (self._name, True), (other, True)):
            inset = size * 1.5 if ticked else 0.0
            line = rows(text, self._root.add("P"), hand.small, 0, WIDTH - inset)[0].pieces[-1]
            needed = inset + line.line.width * size + (NAME_ROOM if text is other else 0)
            if x and x + needed > WIDTH:
                made.append(Row(tall))
                x = 0.0
            boxes = (box(x, down + (hand.small.line - size) / 2, size, size, thick=1.1),) if ticked else ()
            piece = replace(line, x=x + inset, baseline=line.baseline + down)
            made[-1] = outlined(replace(made[-1], pieces=(*made[-1].pieces, piece)), *boxes)
            x += inset + line.line.width * size + size
        made[-1] = outlined(made[-1], *lines_to_write(1, hand, x, max(WIDTH - x, 0))[0].outlines)
        return tuple(made)

    # Columns beside each other

    def _beside(self, asked: Sequence[Prompt]) -> list[Block]:
        """The questions of each column beside each other, each in a box with room to write."""
        order = [column for column in self._guide.columns if any(each.column == column for each in asked)]
        queues = {column: [each for each in asked if each.column == column] for column in order}
        places = columns(Place(0, WIDTH + 10), [1.0] * len(order), gap=10.0)
        blocks = []
        for number in range(max((len(each) for each in queues.values()), default=0)):
            cells, boxes = [], []
            for column, at in zip(order, places, strict=True):
                if number < len(queues[column]):
                    prompt = queues[column][number]
                    inside = Place(at.x + 8, at.room - 16)
                    name = self._column(column)
                    texts = ((name, self._hand.small, self._root.add("P")),) if name else ()
                    question = (self._question(prompt), self._hand.strong, self._node("P", prompt))
                    pointed = self._pointed(prompt, self._hand.body)
                    cells.append(Cell(inside, (*texts, question, *pointed), len(pointed)))
                    boxes.append(at)
            asked_row = cells_row(cells)
            tall = asked_row.height + LINES_BESIDE * writing_line(self._hand)
            row = replace(asked_row, height=tall)
            for at in boxes:
                row = outlined(row, box(at.x, 0, at.room, tall))
                for line in range(1, LINES_BESIDE):
                    down = asked_row.height + line * writing_line(self._hand)
                    written = lines_to_write(1, self._hand, at.x + 8, at.room - 16)[0].outlines[0]
                    row = outlined(row, replace(written, path=_moved(at.x + 8, down - 3, at.room - 16)))
            blocks.append(Block((row, *self._who_said()), BETWEEN * 0.7))
        return blocks

    def _column(self, column: str) -> str:
        found = self._guide.column_named(column)
        if found is None:
            return ""
        return self._read((found.easy or found.name) if self._hand.style.easy else found.name)

    # Tables

    def _table(self, asked: Sequence[Prompt]) -> list[Block]:
        """A table with empty rows: what each column is called, and its question under it. Where the order of asking is not that
        of the columns, they are numbered by it."""
        order = [each for column in self._guide.columns for each in asked if each.column == column]
        places = columns(self._place, [1.0] * len(order), gap=0.0)
        table = self._root.add("Table")
        head = table.add("TR")
        cells = []
        for prompt, at in zip(order, places, strict=True):
            node = head.add("TH")
            node.scope = "Column"
            name = self._column(prompt.column)
            if list(order) != list(asked):
                name = self._say("papers.questions.ordered", number=asked.index(prompt) + 1, name=name)
            kind = self._hand.strong if len(order) <= 4 else replace(self._hand.strong, size=self._hand.small.size)
            texts = ((name, kind, node.add("P")), (self._question(prompt), self._hand.small, self._node("P", prompt, node)))
            cells.append(Cell(Place(at.x + 5, at.room - 10), texts))
        titles = replace(cells_row(cells), tint=LEAF, span=(0, WIDTH))
        titles = outlined(titles, *(box(at.x, 0, at.room, titles.height) for at in places))
        who = self._who_said()
        left = self._room - titles.height - BETWEEN - sum(row.height for row in who)
        count = max(int(left / ROW), ROWS_AT_LEAST) if len(self._guide.part) == 1 else ROWS_OF_PARTS
        tall = max(left / count, ROW) if len(self._guide.part) == 1 else ROW
        again = (replace(titles, pieces=tuple(replace(each, node=None) for each in titles.pieces)),)
        return [
            Block((titles,), BETWEEN * 0.6, stays=True),
            *(Block((self._empty(order, places, table, tall),), again=again, together=at == count - 1) for at in range(count)),
            Block(who),
        ]

    def _empty(self, order: Sequence[Prompt], places: Sequence[Place], table: Node, tall: float) -> Row:
        """A row to write in. What there is to point at stands in its cell, each with a box to tick."""
        cells = []
        written_in = table.add("TR")
        for prompt, at in zip(order, places, strict=True):
            node = written_in.add("TD")
            if prompt.choices:
                pointed = self._pointed(prompt, self._hand.small, node)
                cells.append(Cell(Place(at.x + 5, at.room - 10), pointed, len(pointed)))
        row = cells_row(cells, pad=4.0, least=tall)
        return outlined(row, *(box(at.x, 0, at.room, row.height) for at in places))

    def _forms(self, asked: Sequence[Prompt]) -> list[Block]:
        """Where the type is large, each row is a list: the columns in the order in which they are asked, lines under them."""
        blocks = []
        for number in range(ROWS_LARGE if len(self._guide.part) == 1 else 1):
            label = self._say("papers.questions.row", number=number + 1)
            blocks.append(Block(rows(label, self._root.add("H3"), self._hand.heading, 0, WIDTH), BETWEEN, stays=True))
            blocks += [self._asked(each, named=True) for each in asked]
        return blocks

    def _week(self) -> list[Block]:
        """The days under each other, the parts of the day beside each other."""
        guide, hand = self._guide, self._hand
        places = columns(self._place, [0.16, *(0.28 for _ in guide.columns)], gap=0.0)
        table = self._root.add("Table")
        head = table.add("TR")
        names = ["", *(self._column(each) for each in guide.columns)]
        cells = [
            Cell(Place(at.x + 5, at.room - 10), ((name, hand.strong, _headed(head, "Column")),))
            for name, at in zip(names, places, strict=True)
            if name
        ]
        titles = replace(cells_row(cells), tint=LEAF, span=(0, WIDTH))
        blocks = [Block((outlined(titles, *(box(at.x, 0, at.room, titles.height) for at in places)),), BETWEEN, stays=True)]
        who = self._who_said()
        left = self._room - blocks[0].height - BETWEEN - sum(row.height for row in who)
        tall = max(left / len(guide.part) - 0.1, WEEK_ROW)
        for part in guide.part:
            node = _headed(table.add("TR"), "Row")
            row = cells_row([Cell(Place(5, places[0].room - 6), ((self._read(part.name), hand.strong, node),))], least=tall)
            blocks.append(Block((outlined(row, *(box(at.x, 0, at.room, row.height) for at in places)),)))
        return [*blocks, Block(who)]

    def _days(self) -> list[Block]:
        """The days one after the other, each with lines for the parts of the day."""
        hand, blocks = self._hand, []
        for part in self._guide.part:
            blocks.append(Block(rows(self._read(part.name), self._root.add("H2"), hand.heading, 0, WIDTH), BETWEEN, stays=True))
            for column in self._guide.columns:
                asked = asked_for(
                    self._say("papers.about-me.row", column=self._column(column)), self._root.add("P"), hand, 0, WIDTH
                )
                last = part is self._guide.part[-1] or column != self._guide.columns[-1]
                blocks.append(Block((asked, *lines_to_write(1, hand, 0, WIDTH)), together=last))
        return [*blocks, Block(self._who_said())]

    # The circle

    def _rings(self) -> list[Block]:
        """Rings with nobody in them, and the questions under them."""
        guide: Guide = self._guide
        corners = [self._read(part.name) for part in guide.part[:4]]
        told = self._say("papers.questions.rings", name=self._name)
        legend_at, listed = Node("P"), Node("L")
        legend = rows(self._say("papers.questions.rings_lead"), legend_at, self._hand.small, 0, WIDTH)
        size = self._hand.style.size
        under = []
        for prompt in guide.prompt:
            body = listed.add("LI").add("LBody")
            made = rows(self._question(prompt), body, self._hand.body, self._hand.inset * 1.2, WIDTH - self._hand.inset * 1.2)
            under.append(
                Block((outlined(made[0], tick_box(0, made[0].height, size * 0.8)), *made[1:]), self._hand.style.gap * 0.6)
            )
        left = self._room - sum(row.height for row in legend) - sum(block.height + block.above for block in under) - BETWEEN
        tall = min(max(left, RINGS_AT_LEAST), RINGS_AT_MOST)
        drawn = empty_rings(self._name, corners, self._root, self._hand, tall, told)
        self._root.kids += [legend_at, listed]
        return [Block((drawn, *legend), BETWEEN), *under]


def _headed(parent: Node, scope: str) -> Node:
    node = parent.add("TH")
    node.scope = scope
    return node


def _moved(x: float, y: float, width: float) -> str:
    return f"{x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l"

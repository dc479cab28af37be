"""A budget sheet to fill in by hand: what came in, what went out, what is left, month beside month. It holds nobody's figures."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import msgspec

from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Row, aired
from app.paper.letters import firm, shortened
from app.paper.look import BETWEEN, LARGE_PRINT, LEAF, SUN, WIDTH
from app.paper.parts import Cell, asked_for, box, cells_row, columns, outlined, tick_box, whose_paper, writing_line
from app.paper.report import Paper
from app.paper.setting import Hand, Place, Type, hand_for, rows
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.blanks import BlankPage, BudgetRow, BudgetSheet
from app.practice.formats import Format
from resources import budget_rows

AIRS = (1.0, 0.85, 0.7, 0.5)
"""The space between things: the widest that takes no further page."""
NAMES = 0.4
"""What the names of the rows take of the width where months stand beside each other."""
ONE_MONTH_FROM = 20
"""From this size on there is one month on a sheet; from large print on, two."""


@cache
def _sheet() -> BudgetSheet:
    return msgspec.convert(budget_rows(), BudgetSheet)


def budget_sheet(page: BlankPage, say: PaperWords, form: Format) -> Paper:
    """The sheet as a PDF, and the truth about it."""
    say = say.in_format(form)
    voices, hand, root = Voices(page.person, say), hand_for(form, say), Node("Document")
    name = shortened(voices.full_name, name_at_foot(hand))
    date = firm(say.date(page.stamp.made_on))
    key = "foot" if name else "foot_without_name"
    left = say.say(f"papers.budget-sheet.{key}", name=name, date=date).replace("….", "…")
    foot = Foot(left, lambda number, pages: say.say("foot.draft_page", page=number, pages=pages), hand)
    blocks = _Budget(page, _sheet(), voices, hand, root).blocks()
    sides, foot = min((flowed(aired(blocks, air), foot) for air in AIRS), key=lambda flowing: len(flowing[0]))
    sheet = Sheet(sides, root, foot, say.say("papers.budget-sheet.name"), say.language)
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, ())


PAPER = Listed("budget-sheet", Takes.NOTHING, budget_sheet, place=70)


class _Budget:
    """Puts the sheet together, row by row, with its structure in reading order."""

    def __init__(self, page: BlankPage, sheet: BudgetSheet, voices: Voices, hand: Hand, root: Node) -> None:
        self._page, self._sheet, self._voices, self._hand, self._root = page, sheet, voices, hand, root
        size = hand.style.size
        months = 1 if size >= ONE_MONTH_FROM else min(2, sheet.months) if size >= LARGE_PRINT else sheet.months
        share = (1 - NAMES) / months if months > 1 else NAMES
        self._names, *self._months = columns(Place(0, WIDTH), [1 - share * months, *([share] * months)], gap=0.0)
        self._table = Node("Table")

    def blocks(self) -> list[Block]:
        """Everything on the sheet, in its order."""
        made = [self._top()]
        self._root.kids.append(self._table)
        made.append(Block((self._head(),), BETWEEN, stays=True))
        made.append(self._row(self._say("start"), tint=SUN))
        made += self._section("came", self._sheet.came, self._sheet.came_own)
        made.append(self._row(self._say("all_came"), tint=LEAF))
        made += self._section("went", self._sheet.went, self._sheet.went_own)
        made.append(self._row(self._say("all_went"), tint=LEAF))
        made.append(self._row(self._say("left"), tint=SUN))
        made.append(self._row(self._say("receipts"), tick=True))
        explained = rows(self._say("how"), self._root.add("P"), self._hand.small, 0, WIDTH)
        explained += rows(self._say("worry"), self._root.add("P"), self._hand.body, 0, WIDTH)
        council = self._page.stamp.council
        if council.telephone:
            number, named = firm(self._voices.detail(council.telephone)), self._voices.detail(council.name)
            ring = self._voices.say.say("papers.budget-sheet.ring", council=named, telephone=number)
            explained += rows(ring, self._root.add("P"), self._hand.strong, 0, WIDTH)
        return [*made, Block(explained, BETWEEN)]

    def _say(self, key: str) -> str:
        return self._voices.say.say(f"papers.budget-sheet.{key}")

    def _top(self) -> Block:
        hand, root = self._hand, self._root
        title = self._say("name")
        made = rows(title, root.add("H1"), hand.title(title, WIDTH), 0, WIDTH)
        made += rows(whose_paper(self._page.person, self._voices), root.add("P"), hand.strong, 0, WIDTH)
        made += (asked_for(self._say("year"), root.add("P"), hand, 0, WIDTH * 0.5),)
        return Block(made)

    @property
    def _least(self) -> float:
        """The least height of a row that is written in."""
        return writing_line(self._hand)

    def _head(self) -> Row:
        """Room for the name of each month."""
        row = self._table.add("TR")
        row.add("TD")
        cells = []
        for at in self._months:
            node = row.add("TH")
            node.scope = "Column"
            cells.append(Cell(Place(at.x + 6, at.room - 12), ((self._say("month"), self._hand.small, node),)))
        made = cells_row(cells, pad=4, least=self._least * 1.5)
        return self._boxed(made, LEAF, Place(self._months[0].x, WIDTH - self._months[0].x), names=False)

    def _section(self, key: str, named: Sequence[BudgetRow], own: int) -> list[Block]:
        """What came in or went out: a heading, the rows that have a name, and empty ones."""
        across = self._table.add("TR").add("TH")
        across.scope, across.across = "Column", 1 + len(self._months)
        heading = cells_row([Cell(Place(6, WIDTH - 12), ((self._say(key), self._hand.strong, across),))], pad=5)
        easy = self._hand.style.easy
        texts = [(each.easy or each.name) if easy else each.name for each in named]
        return [Block((heading,), stays=True), *(self._row(text) for text in texts), *(self._row("") for _ in range(own))]

    def _row(self, text: str, *, tint: str = "", tick: bool = False) -> Block:
        """One row: its name, and in each month room for a figure after a pound sign, or a box to tick."""
        hand, row = self._hand, self._table.add("TR")
        strong = hand.strong if tint else hand.body
        cells = []
        if text:
            node = row.add("TH")
            node.scope = "Row"
            cells.append(Cell(Place(self._names.x + 6, self._names.room - 12), ((text, strong, node),)))
        else:
            row.add("TD")
        pound: Type = replace(hand.small, colour=hand.small.colour)
        if not tick:
            cells += [Cell(Place(at.x + 6, at.room), ((self._say("pound"), pound, row.add("TD")),)) for at in self._months]
        else:
            row.kids += [Node("TD") for _ in self._months]
        made = cells_row(cells, pad=(self._least - hand.body.line) / 2 if self._least > hand.body.line else 2, least=self._least)
        boxed = self._boxed(made, tint, Place(0, WIDTH))
        if tick:
            size = hand.style.size
            boxed = outlined(boxed, *(tick_box(at.x + at.room / 2 - size / 2, boxed.height, size) for at in self._months))
        return Block((boxed,), stays=bool(tint))

    def _boxed(self, made: Row, tint: str, ground: Place, *, names: bool = True) -> Row:
        """The row with the lines around its cells."""
        cells = [*([self._names] if names else []), *self._months]
        tinted = replace(made, tint=tint, span=(ground.x, ground.room)) if tint else made
        return outlined(tinted, *(box(at.x, 0, at.room, made.height) for at in cells))

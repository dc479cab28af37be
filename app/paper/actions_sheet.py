"""Who does what by when, on one side where one side can do: a strip for each person, with boxes to tick and a line to cut along.

Each strip says for whom it is and of which day, so that it can be cut off and taken along.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.paper.actions import Promise, promises
from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Row, aired
from app.paper.letters import firm
from app.paper.look import BETWEEN, DUSK, DUSK_LINE, LARGE_PRINT, LEAF, LEAF_LINE, SOFT, WIDTH, Panel
from app.paper.parts import Cell, across, cells_row, columns, outlined, ringing, tick_box, whose_paper
from app.paper.report import Paper
from app.paper.setting import Hand, Place, Type, hand_for, paragraph, rows
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.formats import Format
from app.practice.papers import unsettled_of
from app.practice.sheets import SheetPage

AIRS = (1.0, 0.85, 0.7, 0.5)
"""The space between things: the widest that takes no further page."""
SHARES = (0.68, 0.32)
"""What, and by when."""
TALLEST = 200.0
TICK = 1.05
"""The box to tick, in the size of the words."""
CUT = (6.0, 5.0)
"""The dashes of a line to cut along."""


def actions_sheet(page: SheetPage, say: PaperWords, form: Format) -> Paper:
    """The sheet as a PDF, and the truth about it."""
    say = say.in_format(form)
    voices, hand, root = Voices(page.person, say), hand_for(form, say), Node("Document")
    name = voices.called
    title = say.say("papers.actions.title", name=name) if name else say.say("papers.actions.title_without_name")
    blocks = _Strips(page, voices, hand, root).blocks()
    foot = Foot(*voices.foot(voices.full_name, page.stamp, name_at_foot(hand)), hand)
    sides, foot = min((flowed(aired(blocks, air), foot) for air in AIRS), key=lambda flowing: len(flowing[0]))
    sheet = Sheet(sides, root, foot, title, say.language)
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, unsettled_of(page.actions))


PAPER = Listed("actions", Takes.SHEET, actions_sheet, place=30)


@dataclass(frozen=True)
class _Own:
    """Whose strip it is, and what they do."""

    who: str
    what: Sequence[Promise]


class _Strips:
    """Puts the sheet together, with its structure in reading order."""

    def __init__(self, page: SheetPage, voices: Voices, hand: Hand, root: Node) -> None:
        self._page, self._voices, self._say = page, voices, voices.say.say
        self._hand, self._root = hand, root
        self._look = Panel(LEAF, LEAF_LINE, "check")
        self._inset = hand.style.size * (TICK + 0.6) + hand.style.beside

    def blocks(self) -> list[Block]:
        """Everything on the sheet, in its order."""
        strips = _by_person(promises(self._page.actions, self._voices), self._page, self._voices)
        made = [self._top(bool(strips))]
        if not strips:
            words = rows(self._say("papers.actions.empty"), self._root.add("P"), self._hand.body, 0, WIDTH)
            made.append(Block(words, BETWEEN))
        for number, strip in enumerate(strips):
            made += self._strip(strip, first=number == 0)
        if strips:
            made.append(Block((self._cut(),), BETWEEN))
        return [*made, *self._to_ring()]

    def _top(self, some: bool) -> Block:
        say, hand, heading = self._say, self._hand, self._root.add("H1")
        text = say("papers.actions.name")
        made = rows(text, heading, hand.title(text, WIDTH), 0, WIDTH)
        made += rows(whose_paper(self._page.person, self._voices), self._root.add("P"), hand.strong, 0, WIDTH)
        made += rows(self._voices.made_with(self._page.made_with, self._page.stamp), self._root.add("P"), hand.small, 0, WIDTH)
        if some:
            made += rows(say("papers.actions.lead"), self._root.add("P"), hand.small, 0, WIDTH)
        return Block(made)

    def _cut(self) -> Row:
        """The line to cut along."""
        return Row(10, outlines=(across(0, 5, WIDTH, dashes=CUT),))

    def _strip(self, strip: _Own, *, first: bool) -> list[Block]:
        """One person's strip: the line to cut along, whose strip it is, and what they do."""
        hand = self._hand
        name = rows(strip.who, self._root.add("H2"), hand.heading, 0, WIDTH)
        told = self._say("papers.actions.strip", name=self._voices.full_name, date=firm(self._say_date()))
        name += rows(told, self._root.add("P"), hand.small, 0, WIDTH) if not first and self._voices.full_name else ()
        listed = self._root.add("L")
        again = rows(self._say("plan.continued", heading=strip.who), None, hand.heading, 0, WIDTH)
        blocks = [
            Block((self._cut(),), BETWEEN * (0.8 if first else 1.1), stays=True),
            Block(name, BETWEEN * 0.5, stays=True),
        ]
        for number, each in enumerate(strip.what):
            made = self._promise(each, listed.add("LI"))
            blocks.append(Block(made, hand.style.gap * (1.0 if number else 0.5), again=again, together=each.goes_on))
        return blocks

    def _say_date(self) -> str:
        return self._voices.say.date(self._page.stamp.made_on)

    def _promise(self, promise: Promise, item: Node) -> tuple[Row, ...]:
        """A box to tick, what is done, and by when: side by side where the type is small enough, else under each other."""
        hand, body = self._hand, item.add("LBody")
        size = hand.style.size * TICK
        place = Place(self._inset, WIDTH - self._inset)
        when = self._say("plan.stacked.when", when=promise.when)
        if hand.style.size <= LARGE_PRINT and not hand.style.easy:
            left, right = columns(place, SHARES)
            right = Place(right.x, WIDTH - right.x)
            texts = (
                Cell(left, ((promise.told, hand.body, body.add("P")),)),
                Cell(right, ((when, replace(hand.body, colour=SOFT), body.add("P")),)),
            )
            row = cells_row(texts, pad=0)
            if row.height <= TALLEST:
                return (outlined(row, tick_box(0, hand.body.line, size)),)
            body.kids.clear()
        made = paragraph(promise.told, body.add("P"), hand.body, hand, place)
        made += rows(when, body.add("P"), Type(hand.body.size, hand.body.leading, colour=SOFT), place.x, place.room)
        return (outlined(made[0], tick_box(0, made[0].height, size)), *made[1:])

    def _to_ring(self) -> list[Block]:
        """Whom to ring about it: those who help, and the council."""
        look, heading = Panel(DUSK, DUSK_LINE, "phone"), self._say("papers.actions.ring")
        return ringing(self._page.people, self._page.stamp.council, heading, self._voices, self._hand, self._root, look)


def _by_person(made: Sequence[Promise], page: SheetPage, voices: Voices) -> list[_Own]:
    """The promises of each person, in the order in which each is first named. Versions of one promise stay together: one by which
    somebody else does it says who."""
    names = _told_apart(made, page, voices)
    found: dict[str, list[Promise]] = {}
    strip = ""
    goes_on = False
    for each in made:
        if not goes_on:
            strip = each.doer
        who = voices.say.say("plan.stacked.who", who=names[each.doer])
        words = each if each.doer == strip else replace(each, what=f"{each.what}\n{who}")
        found.setdefault(strip, []).append(words)
        goes_on = each.goes_on
    return [_Own(names[doer], what) for doer, what in found.items()]


def _told_apart(made: Sequence[Promise], page: SheetPage, voices: Voices) -> dict[str, str]:
    """The name of each who does something; of two whose names read the same with what they are to the person, where the sheet
    has them as somebody to ring."""
    names = {each.doer: each.who for each in made}
    read = Counter(names.values())
    relations = {record: voices.detail(each.relation) for record, each in page.members if each in page.people}
    for doer, name in names.items():
        if read[name] > 1 and relations.get(doer):
            names[doer] = voices.say.say("plan.helper.name", name=name, relation=relations[doer])
    return names

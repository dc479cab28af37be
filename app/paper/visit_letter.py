"""The letter before a visit: who comes, when, what for, how long, what may be refused, how to change it.

Standard and large print differ in size only. Easy read says one thing on a line, with a drawing at its left.
"""

from collections.abc import Sequence
from typing import NamedTuple

from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Row, Sign, aired
from app.paper.letters import firm, shortened
from app.paper.look import BETWEEN, LEAF, LEAF_LINE, PICTURE_GAP, WIDTH
from app.paper.report import Paper
from app.paper.setting import Hand, Place, beside, hand_for, paragraph, rows, signed
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.formats import Format, format_for
from app.practice.letters import VisitLetter

PLAIN_TONE, EASY_TONE = "plain", "easy"
AIRS = (1.0, 0.85, 0.7, 0.5)
"""The space between things: the widest that takes no further page."""


class _Told(NamedTuple):
    """One thing the letter says: the name of its drawing, its heading and its sentences."""

    picture: str
    heading: str
    sentences: tuple[str, ...]


def visit_letter(letter: VisitLetter, say: PaperWords, form: Format | None = None) -> Paper:
    """The letter as a PDF, and the truth about it. Without a format it is set as the person reads."""
    form = form or format_for(letter.person)
    voices = Voices(letter.person, say)
    hand, root = hand_for(form, say), Node("Document")
    made = _Letter(letter, voices, hand, root, EASY_TONE if form.easy else PLAIN_TONE)
    name = shortened(voices.full_name, name_at_foot(hand))
    date = firm(say.date(letter.written))
    left = say.say("letter.foot" if name else "letter.foot_without_name", name=name, date=date)
    foot = Foot(left, lambda page, pages: say.say("foot.draft_page", page=page, pages=pages), hand)
    blocks = made.blocks()
    sides, foot = min((flowed(aired(blocks, air), foot) for air in AIRS), key=lambda flowing: len(flowing[0]))
    sheet = Sheet(sides, root, foot, made.title, say.language)
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, ())


PAPER = Listed("letter", Takes.VISIT, visit_letter, place=55)


class _Letter:
    """Puts the letter together, with its structure in reading order."""

    def __init__(self, letter: VisitLetter, voices: Voices, hand: Hand, root: Node, tone: str) -> None:
        self._letter, self._voices, self._hand, self._root = letter, voices, hand, root
        self._tone = tone
        self._known = {
            "name": voices.called,
            "worker": voices.name(letter.worker),
            "council": voices.detail(letter.council.name),
            "date": firm(voices.say.date(letter.day)),
            "weekday": self._listed("weekdays")[letter.day.weekday()],
            "time": firm(f"{letter.time:%H:%M}"),
            "minutes": letter.minutes,
            "purpose": voices.detail(letter.purpose),
            "where": voices.detail(letter.where or letter.person.address),
            "telephone": firm(voices.detail(letter.council.telephone)),
            "hours": voices.detail(letter.council.hours),
            "how": voices.detail(letter.person.reach.how),
        }

    @property
    def title(self) -> str:
        """What the letter is called."""
        return self._say("title")

    def blocks(self) -> list[Block]:
        """The whole letter, in its order."""
        told = [self._who(), self._when(), self._what_for(), self._how_long(), self._may_refuse(), self._to_change(), self._how()]
        made = [self._top()]
        for each in told:
            if each.sentences:
                made += self._part(each)
        return [*made, self._end()]

    def _who(self) -> _Told:
        return _Told(
            "user", self._say("who_heading"), self._lines("who_council" if self._known["council"] else "who", "with_you")
        )

    def _when(self) -> _Told:
        return _Told("calendar", self._say("when_heading"), self._lines("when", "where" if self._known["where"] else ""))

    def _what_for(self) -> _Told:
        purpose = "purpose" if self._known["purpose"] else ""
        return _Told("message", self._say("what_heading"), self._lines(purpose, "listen", "write_down"))

    def _how_long(self) -> _Told:
        return _Told("clock", self._say("long_heading"), self._lines("long", "stop"))

    def _may_refuse(self) -> _Told:
        return _Told("hand", self._say("no_heading"), self._lines("no"))

    def _to_change(self) -> _Told:
        known = self._known
        ring = "ring_hours" if known["telephone"] and known["hours"] else "ring" if known["telephone"] else "tell"
        return _Told("phone", self._say("change_heading"), self._lines("change", ring))

    def _how(self) -> _Told:
        known = ("how", "how_wrong") if self._known["how"] else ("how_unknown",)
        return _Told("heart", self._say("how_heading"), self._lines(*known))

    def _top(self) -> Block:
        """Whose letter it is, the day, and what it is about."""
        hand, root, person = self._hand, self._root, self._letter.person
        heading = root.add("H1")
        made = rows(self.title, heading, hand.title(self.title, WIDTH), 0, WIDTH)
        address = [self._voices.full_name, self._voices.detail(person.address), self._voices.say.date(self._letter.written)]
        for line in (text for text in address if text):
            made += rows(line, root.add("P"), hand.small, 0, WIDTH)
        greeting = self._say("greeting" if self._known["name"] else "greeting_without_name")
        greeted = rows(greeting, root.add("P"), hand.body, 0, WIDTH)
        return Block((*made, Row(hand.style.gap), *greeted), stays=True)

    def _part(self, told: _Told) -> list[Block]:
        """A heading with its drawing at the left, and its sentences; of easy read each with its picture, where there is one."""
        hand, style = self._hand, self._hand.style
        size = min(style.picture, hand.heading.size * 1.9) if style.beside else hand.heading.size * 1.3
        x = style.beside or size * 1.3
        room = min(WIDTH - x, style.measure)
        heading = rows(told.heading, self._root.add("H2"), hand.heading, x, room)
        middle = max(style.beside - PICTURE_GAP, size) / 2
        sign = Sign(middle, max(size, hand.heading.line) / 2, size, LEAF_LINE, told.picture, LEAF)
        made = beside(heading, sign, size) if style.beside else (signed(heading[0], sign), *heading[1:])
        blocks = [Block(made, BETWEEN * (1.4 if style.easy else 1.0), stays=True)]
        for number, sentence in enumerate(told.sentences):
            lines = paragraph(sentence, self._root.add("P"), hand.body, hand, Place(x, room))
            blocks.append(Block(lines, style.gap * (0.7 if style.easy and number else 0), together=number == 0))
        return blocks

    def _end(self) -> Block:
        root, hand = self._root, self._hand
        made = rows(self._say("end"), root.add("P"), hand.body, 0, WIDTH)
        made += rows(str(self._known["worker"]), root.add("P"), hand.strong, 0, WIDTH)
        if self._known["council"]:
            made += rows(str(self._known["council"]), root.add("P"), hand.body, 0, WIDTH)
        return Block(made, BETWEEN * 1.2)

    def _say(self, key: str) -> str:
        return self._voices.say.say(f"letter.{self._tone}.{key}", **self._known)

    def _lines(self, *keys: str) -> tuple[str, ...]:
        """The sentences of these keys, each as a line of its own; an empty key has none."""
        found = (each for key in keys if key for each in self._voices.say.several(f"letter.{self._tone}.{key}"))
        return tuple(each.format(**self._known) for each in found)

    def _listed(self, key: str) -> Sequence[str]:
        return self._voices.say.several(f"letter.{key}")

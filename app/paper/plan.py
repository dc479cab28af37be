"""The plan copy: what we agreed to try, in the person's words, left on the kitchen table.

It is set in the person's own size and flows over as many pages as it needs. It is not yet the care and support plan of
section 25 of the Care Act 2014, and says so in its heading.
"""

from collections.abc import Sequence

from app.paper.actions import action_blocks, promises
from app.paper.catalogue import Listed, Takes
from app.paper.flow import Block, Row, aired
from app.paper.letters import firm
from app.paper.look import (
    BETWEEN,
    DUSK,
    DUSK_LINE,
    LEAF,
    LEAF_LINE,
    SAND,
    SAND_LINE,
    SUN,
    SUN_LINE,
    WHITE,
    WIDTH,
    Panel,
)
from app.paper.report import Paper
from app.paper.setting import (
    Hand,
    Type,
    going_on,
    hand_for,
    paragraph,
    part_heading,
    rows,
    statement,
    statement_in_parts,
    words_column,
)
from app.paper.sheet import Foot, Sheet, flowed, name_at_foot
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.paper.words import PaperWords
from app.practice.formats import Format, format_for
from app.practice.papers import PaperLine, PlanCopy, unsettled_of
from app.practice.people import CirclePerson, Role
from app.practice.plans import Agreed, Agreement

AIRS = (1.0, 0.85, 0.7)
"""The space between things: the widest that takes no further page."""
_ANSWERS = {Agreed.YES: "yes", Agreed.NOT_YET: "not_yet", Agreed.NO: "no"}


def plan_copy(copy: PlanCopy, say: PaperWords, form: Format | None = None) -> Paper:
    """The plan copy as a PDF, and the truth about it. Without a format it is set as the person reads."""
    form = form or format_for(copy.person)
    say = say.in_format(form)
    voices = Voices(copy.person, say)
    name = voices.called
    title = say.say("plan.title", name=name) if name else say.say("plan.title_without_name")
    hand, root = hand_for(form, say), Node("Document")
    blocks = _Copy(copy, voices, hand, root).blocks()
    foot = Foot(*voices.foot(voices.full_name, copy.stamp, name_at_foot(hand)), hand)
    sides, foot = min((flowed(aired(blocks, air), foot) for air in AIRS), key=lambda flowing: len(flowing[0]))
    sheet = Sheet(sides, root, foot, title, say.language)
    in_conflict = unsettled_of((*copy.matters, *copy.wants, *copy.actions))
    return sheet.drawn(hand.style.size, (), voices.reading.cannot_print, in_conflict)


PAPER = Listed("plan-copy", Takes.PLAN, plan_copy, place=40)


class _Part:
    """One part of the copy: its box or none, its heading, and the heading for a page on which it goes on."""

    def __init__(self, key: str, voices: Voices, hand: Hand, root: Node, look: Panel, *, boxed: bool = False) -> None:
        text = voices.say.say(f"plan.{key}")
        more = voices.say.say("plan.continued", heading=text)
        ground = WHITE if boxed else look.tint
        self.look = look
        self.panel = look if boxed else None
        self.again = part_heading(more, None, hand, look, ground=ground)
        rows = part_heading(text, root.add("H2"), hand, look, ground=ground)
        self.heading = Block(rows, BETWEEN * 1.3, self.panel, stays=True)

    def block(self, made: tuple[Row, ...], above: float) -> Block:
        """A block of this part."""
        return Block(made, above, self.panel, again=self.again)


class _Copy:
    """Puts the copy together, part by part, with its structure in reading order."""

    def __init__(self, copy: PlanCopy, voices: Voices, hand: Hand, root: Node) -> None:
        self._copy, self._voices, self._say = copy, voices, voices.say
        self._hand, self._root = hand, root
        self._place = words_column(hand)

    def blocks(self) -> list[Block]:
        """Everything on the copy, in its order. A part with nothing in it is left out."""
        copy = self._copy
        made = self._top()
        if copy.empty:
            words = rows(self._say.say("plan.empty"), self._root.add("P"), self._hand.body, 0, WIDTH)
            made.append(Block(words, BETWEEN))
        made += self._statements("matters", copy.matters, Panel(LEAF, LEAF_LINE, "heart"))
        made += self._statements("wants", copy.wants, Panel(SUN, SUN_LINE, "star"))
        made += self._actions(Panel(LEAF, LEAF_LINE, "check"))
        made += self._people(Panel(DUSK, DUSK_LINE, "users"))
        made += self._told("reach", [(copy.person.reach.how, self._hand.body)], Panel(DUSK, DUSK_LINE, "message"))
        if copy.answer:
            made += self._answer(copy.answer, Panel(SUN, SUN_LINE, "pencil"))
        council = copy.stamp.council
        made += self._told("disagree", [(council.disagree, self._hand.body)], Panel(SAND, SAND_LINE, "help"), boxed=True)
        if council.telephone or council.hours or council.address:
            made += self._council(Panel(SAND, SAND_LINE, "phone"))
        return made

    def _top(self) -> list[Block]:
        """What this paper is, whose it is, and who made it."""
        say, hand, heading = self._say.say, self._hand, self._root.add("H1")
        agreed = say("plan.agreed")
        made = going_on(rows(agreed, heading, hand.title(agreed, WIDTH), 0, WIDTH))
        made += rows(say("plan.not_yet"), heading, Type(hand.style.heading, 1.35), 0, WIDTH)
        whose = rows(self._whose(), self._root.add("P"), hand.strong, 0, WIDTH)
        notes = self._voices.made_with(self._copy.made_with, self._copy.stamp)
        whose += rows(notes, self._root.add("P"), hand.small, 0, WIDTH)
        said = (*self._copy.matters, *self._copy.wants)
        if any(line.versions or self._voices.said_by(line) for line in said):
            whose += rows(say("profile.own_words"), self._root.add("P"), hand.small, 0, WIDTH)
        return [Block(made, stays=True), Block(whose, BETWEEN * 0.7)]

    def _whose(self) -> str:
        name, called = self._voices.full_name, self._voices.called
        if not name:
            return self._say.say("cannot.own_name" if self._voices.name_is_kept_back else "nobody.person")
        if called and called not in name:
            return self._say.say("plan.for_known_as", name=name, known_as=called)
        return self._say.say("plan.for", name=name)

    def _statements(self, key: str, lines: Sequence[PaperLine], look: Panel) -> list[Block]:
        printed = [(line, parts) for line in lines if (parts := self._voices.parts(line))]
        if not printed:
            return []
        part = _Part(key, self._voices, self._hand, self._root, look, boxed=True)
        listed = self._root.add("L")
        made = [part.heading]
        for number, (line, parts) in enumerate(printed):
            note = self._voices.note(line)
            item = statement_in_parts(parts, note, listed.add("LI"), self._hand, self._place, look.line)
            made.append(part.block(item, self._hand.style.gap * (1.0 if number else 0.6)))
        return made

    def _actions(self, look: Panel) -> list[Block]:
        made = promises(self._copy.actions, self._voices)
        if not made:
            return []
        part = _Part("actions", self._voices, self._hand, self._root, look)
        return [part.heading, *action_blocks(made, self._voices, self._hand, look, part.again, self._root)]

    def _people(self, look: Panel) -> list[Block]:
        if not self._copy.people:
            return []
        part = _Part("people", self._voices, self._hand, self._root, look)
        listed = self._root.add("L")
        helpers = [self._helper(person, listed.add("LI"), look) for person in self._copy.people]
        return [part.heading, *(part.block(made, self._hand.style.gap) for made in helpers)]

    def _helper(self, person: CirclePerson, item: Node, look: Panel) -> tuple[Row, ...]:
        """Somebody who helps: their name, what they help with, and how to ring them."""
        say, hand, place = self._say.say, self._hand, self._place
        name = self._voices.name_of(person)
        relation = self._voices.detail(person.relation)
        called = say("plan.helper.name", name=name, relation=relation) if relation else name
        made = statement(called, "", item, hand, place, look.line, strong=True)
        helps, number = self._voices.detail(person.helps_with), self._voices.detail(person.telephone)
        lines = [say("plan.helper.helps", what=helps)] if helps else []
        lines += [say("plan.helper.telephone", number=firm(number))] if number else []
        lines += [say("plan.helper.emergency")] if person.emergency else []
        for text in lines:
            made += rows(text, item.kids[0].add("P"), hand.body, place.x + hand.inset, place.room - hand.inset)
        return made

    def _told(self, key: str, texts: Sequence[tuple[str, Type]], look: Panel, *, boxed: bool = False) -> list[Block]:
        """A part of plain paragraphs; left out when nothing stands in it."""
        printed = [(self._voices.words(text), kind) for text, kind in texts]
        printed = [(text, kind) for text, kind in printed if text]
        if not printed:
            return []
        part = _Part(key, self._voices, self._hand, self._root, look, boxed=boxed)
        made: tuple[Row, ...] = ()
        for text, kind in printed:
            made += paragraph(text, self._root.add("P"), kind, self._hand, self._place)
        return [part.heading, part.block(made, self._hand.style.gap * 0.6)]

    def _answer(self, answer: Agreement, look: Panel) -> list[Block]:
        """What was said to this paper: yes, not yet or no, and in whose words."""
        own = answer.speaker.role is Role.PERSON
        part = _Part("answer" if own else "answer_of_another", self._voices, self._hand, self._root, look)
        made = rows(
            self._say.say(f"plan.answers.{_ANSWERS[answer.answer]}"), self._root.add("P"), self._hand.strong, *self._place
        )
        if words := self._voices.words(answer.words):
            made += paragraph(words, self._root.add("P"), self._hand.body, self._hand, self._place)
        said_by = self._say.said_by(answer.speaker, answer.manner, self._voices.name(answer.speaker))
        made += rows(said_by, self._root.add("P"), self._hand.small, *self._place)
        return [part.heading, part.block(made, self._hand.style.gap * 0.6)]

    def _council(self, look: Panel) -> list[Block]:
        council, hand = self._copy.stamp.council, self._hand
        telephone = self._say.say("plan.helper.telephone", number=firm(council.telephone)) if council.telephone else ""
        texts = [(council.name, hand.strong), (telephone, hand.strong), (council.hours, hand.body), (council.address, hand.body)]
        return self._told("council", texts, look, boxed=True)

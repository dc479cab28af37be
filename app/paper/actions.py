"""Who does what by when: a table while the type is small enough for three columns, else one under the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.paper.flow import Block, Row
from app.paper.look import BETWEEN, LARGE_PRINT, LEAF, SOFT, Panel
from app.paper.setting import Hand, Place, Type, rows, statement, words_column
from app.paper.tagged import Node
from app.paper.voices import Voices
from app.practice.papers import ActionLine
from app.practice.people import Role, Speaker

COLUMNS = (0.25, 0.47, 0.28)
"""Who, what, by when: their shares of the width."""
CELL_PAD = 6.0
CELL_GAP = 12.0
TALLEST_ROW = 240.0


@dataclass(frozen=True)
class Promise:
    """One action in the words in which it will be printed. `doer` tells those apart who do it: two may have one printed name."""

    who: str
    what: str
    when: str
    goes_on: bool = False
    """Another version of the same promise follows."""
    doer: str = ""
    became: str = ""
    """What each says became of it, while that is not settled."""

    @property
    def told(self) -> str:
        """What is promised, and what became of it."""
        return "\n".join(each for each in (self.what, self.became) if each)


def promises(actions: Sequence[ActionLine], voices: Voices) -> list[Promise]:
    """The actions as they can be printed. One without a word is none. One that is not settled is printed in every version, each
    under the names of who wrote it."""
    made = []
    for action in actions:
        read = [voices.words(each.what, each.record) for each in action.printed]
        if not any(read):
            continue
        last = len(read) - 1
        for number, (each, words) in enumerate(zip(action.printed, read, strict=True)):
            said = [voices.wrote(each.authors, each.record)] if action.versions else []
            said.append(words or voices.say.say("versions.nothing"))
            became = "\n".join(_outcomes(action, voices)) if number == last else ""
            who = voices.name(each.who, each.record) if each.who else voices.say.say("plan.table.nobody")
            made.append(Promise(who, "\n".join(said), _when(each, voices), number < last, _doer(each.who), became))
    return made


def _doer(who: Speaker | None) -> str:
    """Who does it, by their record; where there is none by their role and name. The person is always one."""
    if who is None or who.role is Role.PERSON:
        return who.role.value if who else ""
    return who.who or f"{who.role.value} {who.name}"


def _outcomes(action: ActionLine, voices: Voices) -> list[str]:
    """What each says became of it, and that it is not settled."""
    told = []
    for outcome in action.outcomes:
        told += [voices.wrote(outcome.authors, action.record), voices.say.say(f"versions.{outcome.state.value}")]
        told += [reason] if (reason := voices.words(outcome.reason, action.record)) else []
    return [*told, voices.say.say("versions.not_settled")] if told or action.versions else []


def _when(action: ActionLine, voices: Voices) -> str:
    words = voices.reading.line(action.by_words, action.record, voices.say.say("cannot.detail"))
    if action.by is None:
        return words or voices.say.say("plan.table.no_day")
    day = voices.say.date(action.by)
    return voices.say.say("plan.table.day_and_words", date=day, words=words) if words else day


def action_blocks(
    made: Sequence[Promise], voices: Voices, hand: Hand, panel: Panel, again: tuple[Row, ...], root: Node
) -> list[Block]:
    """The promises, as a table if the type is small enough and no row is tall, else as a list; in easy read as a list."""
    table = _Table(voices, hand)
    small = hand.style.size <= LARGE_PRINT and not hand.style.easy
    if small and all(table.row(promise).height <= TALLEST_ROW for promise in made):
        return table.blocks(made, again, root)
    listed = root.add("L")
    return [_stacked(promise, listed, voices, hand, panel, again) for promise in made]


def _stacked(promise: Promise, listed: Node, voices: Voices, hand: Hand, panel: Panel, again: tuple[Row, ...]) -> Block:
    item, place = listed.add("LI"), words_column(hand)
    made = statement(promise.told, "", item, hand, place, panel.line)
    body, inset = item.kids[0], hand.inset
    who, when = (
        voices.say.say("plan.stacked.who", who=promise.who),
        voices.say.say("plan.stacked.when", when=promise.when),
    )
    for text in (who, when):
        made += rows(text, body.add("P"), replace(hand.body, colour=SOFT), place.x + inset, place.room - inset)
    return Block(made, hand.style.gap * 1.4, again=again, together=promise.goes_on)


class _Table:
    """Three columns, read row by row."""

    def __init__(self, voices: Voices, hand: Hand) -> None:
        self._say, self._hand = voices.say, hand
        self._place = words_column(hand)
        self._columns = self._shared()

    def blocks(self, made: Sequence[Promise], again: tuple[Row, ...], root: Node) -> list[Block]:
        """The head of the table and its rows. The head stands again at the top of every further page."""
        table = root.add("Table")
        blocks = [Block((self._head(table.add("TR")),), BETWEEN * 0.4, stays=True)]
        repeated = (*again, self._head(None))
        for promise in made:
            row = self.row(promise, table.add("TR"))
            blocks.append(Block((row,), again=repeated, together=promise.goes_on))
        return blocks

    def row(self, promise: Promise, parent: Node | None = None) -> Row:
        """One promise as a row, as tall as its longest cell."""
        cells = (promise.who, promise.told, promise.when)
        nodes = [parent.add("TD") if parent else None for _ in cells]
        return replace(self._row(cells, nodes, self._hand.body), rule=True)

    def _head(self, parent: Node | None) -> Row:
        cells = tuple(self._say.say(f"plan.table.{key}") for key in ("who", "what", "when"))
        nodes = [parent.add("TH") if parent else None for _ in cells]
        for node in nodes:
            if node:
                node.scope = "Column"
        return replace(self._row(cells, nodes, self._hand.strong), tint=LEAF)

    def _row(self, cells: Sequence[str], nodes: Sequence[Node | None], kind: Type) -> Row:
        pieces = []
        tallest = 0.0
        for text, node, column in zip(cells, nodes, self._columns, strict=True):
            down = CELL_PAD
            for line in rows(text, node, kind, column.x, column.room):
                pieces += [replace(piece, baseline=piece.baseline + down) for piece in line.pieces]
                down += line.height
            tallest = max(tallest, down + CELL_PAD)
        span = (self._place.x - CELL_GAP / 2, self._place.room + CELL_GAP / 2)
        return Row(tallest, tuple(pieces), span=span)

    def _shared(self) -> list[Place]:
        columns, x = [], self._place.x
        for share in COLUMNS:
            width = self._place.room * share
            columns.append(Place(x, width - CELL_GAP))
            x += width
        return columns

"""One page of an exchange: making the request, keeping the answer. Rows come in slices; the cursor moves with the last."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from app.practice.changes import Changes
from app.practice.errors import ServerAnswerStrange
from app.records import exchange as kept
from app.records import fed
from app.records.acts import NotedAct, forget_acts
from app.records.book import Unit
from app.records.exchange import ExchangeState
from app.records.revision import Revision, written_text
from sync import protocol
from sync.client.basket import Basket, Told
from sync.protocol import Act, ExchangeAnswer, ExchangeRequest, NotOurs, NotStored

CAUTION = 8
PARENT_UNKNOWN = "parent unknown"


@dataclass
class Pace:
    """How large pages are: smaller after a cut line, larger again while all goes well."""

    rows: int = protocol.FIRST_ROWS
    size: int = protocol.FIRST_PAGE
    caution: int = 0
    """Pages that must go well after a cut before they grow again."""

    def slower(self, streamed: bool = False) -> bool:
        """Halve. Says whether that was still possible. Frames of a stream are never larger than a frame may be."""
        if (self.rows, self.size) == (protocol.FEWEST_ROWS, protocol.SMALLEST_PAGE):
            return False
        if streamed:
            self.rows, self.size = min(self.rows, protocol.FRAME_ROWS), min(self.size, protocol.FRAME_SIZE)
        self.rows = max(self.rows // 2, protocol.FEWEST_ROWS)
        self.size = max(self.size // 2, protocol.SMALLEST_PAGE)
        self.caution = CAUTION
        return True

    def faster(self) -> None:
        """Double, unless the line was cut lately."""
        if self.caution:
            self.caution -= 1
            return
        self.rows = min(self.rows * 2, protocol.MOST_ROWS)
        self.size = min(self.size * 2, protocol.LARGEST_PAGE)


@dataclass(frozen=True)
class Ready:
    """What a page is to carry: what is pushed, or the root digest when nothing is; and whether anything waits at all."""

    push: list[Revision]
    root: str
    waits: bool
    acts: list[NotedAct] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What one answer changed here."""

    pushed: int
    held: int
    refused: int
    parents_missing: bool
    mine: str


def counted_on(state: ExchangeState) -> ExchangeState:
    """The state with the next counter. It is kept before anything is sent under it, and together with anything that came.

    A page that carries nothing either way repeats the last counter with its nonce, which to the council is a retry. So a page
    that was cut at any moment can be asked for again, even by a laptop that went dark; and of two copies of one laptop, the
    second that carries anything is told apart.
    """
    return msgspec.structs.replace(state, counter=state.counter + 1, nonce=secrets.token_hex(protocol.NONCE_BYTES))


def request_for(
    state: ExchangeState, push: Sequence[Revision], pace: Pace, root: str, acts: Sequence[NotedAct] = ()
) -> ExchangeRequest:
    """The request of one page, or of the stream that begins with it."""
    return ExchangeRequest(
        counter=state.counter,
        nonce=bytes.fromhex(state.nonce),
        cursor=protocol.Cursor(number=state.cursor, id=bytes.fromhex(state.cursor_id)),
        scopes=fed.scopes_of(state.scopes).once(protocol.scopes_digest),
        root=bytes.fromhex(root),
        rows=pace.rows,
        size=pace.size,
        fills=tuple((protocol.scope_bytes(scope), number) for scope, number in state.fills),
        push=tuple(protocol.row_of(each) for each in push),
        check=protocol.check_of(each.id for each in push) if push else b"",
        stream=True,
        acts=tuple(Act(act=each.act, scope=protocol.scope_bytes(each.scope), at=each.at, count=each.count) for each in acts),
        summed=True,
    )


def gather(basket: Basket, answer: ExchangeAnswer) -> None:
    """Put a frame that brings nothing but rows to those before it. Raises `ServerAnswerStrange`, and then none of it was."""
    basket.put(*_understood(basket.following, [], answer, streamed=True, first=()))


def keep_answer(
    basket: Basket,
    pushed: Sequence[Revision],
    answer: ExchangeAnswer,
    *,
    root: str,
    forgive_missing_parents: bool,
    streamed: bool = False,
    first: Sequence[str] = (),
    acts: Sequence[NotedAct] = (),
) -> Kept:
    """Keep what the council answered, and what is in the basket from before; `root` is what was sent, `acts` went with it.
    `streamed`: it is a frame, in which only the fills that moved stand. Of people new to the laptop those named `first` fill
    first. Raises `ServerAnswerStrange`, and then nothing of it was kept.

    When nothing came and nothing went and both sides are equal, nothing is kept but the state that is returned may be jotted.
    """
    book, state = basket.book, basket.following
    rows, following = _understood(state, pushed, answer, streamed=streamed, first=first)
    ahead = answer.time - protocol.milliseconds(book.clock())
    nothing = not (rows or basket.received or basket.rows or pushed or acts or state.fills or answer.more)
    if nothing and following.scopes == state.scopes and answer.summed and answer.root.hex() == root:
        following = msgspec.structs.replace(following, proved_root=root, proved_summed=True, council_ahead=ahead)
        basket.state = basket.following = following
        return Kept(pushed=0, held=0, refused=0, parents_missing=False, mine=root)
    if rows or basket.received or basket.rows:
        following = counted_on(following)
    following = _not_complete(following, {each.header.scope for each in pushed})
    last = _all_but_the_last(basket, rows)
    with book.unit() as unit:
        step = kept.receive(unit, last)
        others = {each.index: each for each in answer.not_stored}
        stored = [each.id for index, each in enumerate(pushed) if index not in others] if not answer.compare else []
        step |= kept.mark_stored(unit, stored)
        others_step, missing = _mark_others(unit, pushed, others, forgive_missing_parents)
        step |= others_step
        forget_acts(unit, acts)
        mine = ""
        if answer.root or answer.compare:
            fed.keep_sum(unit, fed.scopes_of(following.scopes))
            mine = kept.root_of(unit, following.scopes, summed=answer.summed)
            proved = mine if mine == answer.root.hex() else ""
            following = msgspec.structs.replace(following, proved_root=proved, proved_summed=answer.summed)
        if following != basket.state or rows or pushed or acts:
            kept.keep_state(unit, following, basket.state)
            unit.commit()
        following = msgspec.structs.replace(following, council_ahead=ahead)
    basket.state = basket.following = following
    basket.tell(step, len(last))
    held = sum(each.answer == protocol.HELD for each in others.values())
    return Kept(
        pushed=len(stored),
        held=held,
        refused=len(others) - held - missing,
        parents_missing=missing,
        mine=mine,
    )


def first_to(heard: Told, told: Told) -> Told:
    """Tells the one and then the other."""

    def both(changes: Changes) -> None:
        heard(changes)
        told(changes)

    return both


def _not_complete(state: ExchangeState, scopes: set[str]) -> ExchangeState:
    """The state after something more of these scopes went to the council."""
    complete = tuple(each for each in state.complete_at if each[0] not in scopes)
    return msgspec.structs.replace(state, complete_at=complete)


def _mark_others(
    unit: Unit, pushed: Sequence[Revision], others: dict[int, NotStored], forgive_missing_parents: bool
) -> tuple[Changes, bool]:
    """Write down what was held or refused. Says too whether the council lacked a parent, where that is forgiven."""
    changes, missing = Changes(), False
    for index, each in sorted(others.items()):
        if each.code == PARENT_UNKNOWN and forgive_missing_parents:
            missing = True
            continue
        name = kept.HELD if each.answer == protocol.HELD else kept.REFUSED
        kept.mark_not_stored(unit, pushed[index].id, name, each.code, each.words, unit.now())
        changes |= kept.changes_of([pushed[index]])
    return changes, missing


def _all_but_the_last(basket: Basket, rows: Sequence[Revision]) -> Sequence[Revision]:
    """Keep what is in the basket and these rows slice by slice, but for the last slice, which goes with the state: it is given
    back."""
    if len(basket.rows) + len(rows) > basket.at_once:
        basket.keep()
    whole, basket.rows = [*basket.rows, *rows], []
    while len(whole) > basket.at_once:
        part, whole = whole[: basket.at_once], whole[basket.at_once :]
        with basket.book.unit() as unit:
            step = kept.receive(unit, part)
            unit.commit()
        basket.tell(step, len(part))
    return whole


def with_scopes(
    state: ExchangeState, scopes: Sequence[str], fresh: Sequence[str] = (), first: Sequence[str] = ()
) -> ExchangeState:
    """The state after the council has said what it feeds this laptop: what is new fills from its beginning, what is gone leaves.

    `fresh` are scopes that this very push began: all of them is here already. Those named `first` fill first.
    """
    now, before, begun = fed.scopes_of(scopes), fed.scopes_of(state.scopes).among, frozenset(fresh)
    gone = {scope for scope in before - now.among if scope.startswith("person:")}
    fills = [(scope, number) for scope, number in state.fills if scope in now.among]
    fills += [(scope, 0) for scope in scopes if scope not in before and scope not in begun]
    leaving = sorted((gone | set(state.leaving)) - set(scopes))
    complete = tuple(each for each in state.complete_at if each[0] in leaving)
    following = msgspec.structs.replace(state, scopes=now, fills=tuple(fills), leaving=tuple(leaving), complete_at=complete)
    return in_order(following, first)


def in_order(state: ExchangeState, first: Sequence[str]) -> ExchangeState:
    """The state with its fills in the order in which they are asked for: not people, those named `first`, the rest."""
    rank: dict[str, int] = {}
    for place, scope in enumerate(first):
        rank.setdefault(scope, place)
    last = len(first)
    fills = sorted(state.fills, key=lambda fill: (fill[0].startswith("person:"), rank.get(fill[0], last)))
    return state if tuple(fills) == state.fills else msgspec.structs.replace(state, fills=tuple(fills))


def strange(state: ExchangeState, detail: str) -> ServerAnswerStrange:
    """An answer that a council's server would not give."""
    return ServerAnswerStrange(address=state.address, status=200, detail=detail)


def _understood(
    state: ExchangeState, pushed: Sequence[Revision], answer: ExchangeAnswer, *, streamed: bool, first: Sequence[str]
) -> tuple[list[Revision], ExchangeState]:
    """The revisions of the answer, and the state that follows from it. Looks at all of it before anything is kept."""
    try:
        rows = protocol.revisions_of(answer.rows, answer.check)
        fills = tuple((protocol.scope_text(scope), number) for scope, number in answer.fills)
        fresh = [protocol.scope_text(scope) for scope in answer.fresh]
        first = [*first, *(protocol.scope_text(scope) for scope in answer.first)]
        scopes = None if answer.scopes is None else [protocol.scope_text(scope) for scope in answer.scopes]
        protocol.time_of(answer.time)
    except NotOurs as error:
        raise strange(state, str(error)) from error
    if answer.compare:
        return [], state
    spoken_of = min(state.backed_up, 0)  # who has ever spoken of backups and now has none was put back from one
    state = msgspec.structs.replace(state, backed_up=max(answer.backed_up, spoken_of))
    if not answer.more and len(answer.root) != protocol.ID_BYTES:
        raise strange(state, "an end without a root")
    indexes = {each.index for each in answer.not_stored}
    if answer.stored + len(indexes) != len(pushed) or not indexes <= set(range(len(pushed))):
        raise strange(state, "not an answer to what was sent")
    if not dict(fills).keys() <= dict(state.fills).keys() or (scopes is not None and len(set(scopes)) < len(scopes)):
        raise strange(state, "scopes that were not asked for, or one twice")
    if len(answer.cursor.id) not in (0, protocol.ID_BYTES) or answer.cursor.number < state.cursor:
        raise strange(state, "a cursor that goes back")
    still = {scope: number for scope, number in fills if not 0 < answer.cursor.number <= number}
    if streamed and answer.more:
        ended = dict(fills).keys() - still.keys()
        still = {scope: number for scope, number in (dict(state.fills) | still).items() if scope not in ended}
    fills = tuple(still.items())
    following = msgspec.structs.replace(state, cursor=answer.cursor.number, cursor_id=answer.cursor.id.hex(), fills=fills)
    if scopes is not None:
        following = with_scopes(following, scopes, fresh, first)
    unmoved = (following.cursor, following.fills, following.scopes) == (state.cursor, state.fills, state.scopes)
    if answer.more and unmoved and not rows and not pushed:
        raise strange(state, "more is promised and nothing comes")
    return rows, following


def fetched_at(state: ExchangeState, at: datetime, proved: bool) -> ExchangeState:
    """The state after an exchange that ended, proved or not."""
    last_good = written_text(at) if proved else state.last_good
    return msgspec.structs.replace(state, last_good=last_good, last_failure="", last_failure_at="")

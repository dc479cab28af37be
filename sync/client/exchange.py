"""The laptop's side of the exchange: sign in, then make both sides equal as often as wanted.

Any cut means: ask again. Nothing but `stored` or `held` takes a revision out of the waiting list.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import msgspec

from app.practice.changes import Changes
from app.practice.errors import (
    DeviceStopped,
    ExchangeFailed,
    ServerUnreachable,
    SignInExpired,
    SurroundingsFail,
)
from app.records import checking, giving
from app.records import exchange as kept
from app.records.acts import noted_acts
from app.records.book import Casebook, Identity
from app.records.council_rules import keep_seal_key, note_met
from app.records.exchange import ExchangeState
from app.records.open import keep_identity
from app.records.outgoing import Outgoing
from app.records.revision import written_text
from sync import protocol
from sync.client.basket import Basket, Told
from sync.client.decide import AskAfterUnfed, Compare, Done, Exchange, Facts, Fill, LetGo, next_step
from sync.client.ending import end_if_told, follow_council, identity_to_show, release_held_long
from sync.client.pages import Kept, Pace, Ready, counted_on, fetched_at, first_to, gather, keep_answer, request_for
from sync.client.photos import PhotoExchange, Went
from sync.client.repair import ask_after_unfed, compare_and_repair, let_go
from sync.client.signing_in import now_known_as, registered_as, shown
from sync.client.standing import Standing, standing_of
from sync.client.talk import COPIED, LOST, RECALLED, Talk, whole_address
from sync.framing import size_of
from sync.protocol import CompareAnswer, CompareRequest, ExchangeAnswer

A = TypeVar("A")

NOTED_WITHIN = timedelta(minutes=10)
"""That both sides met is written down at most so often."""
MOST_ACTS = 1_000
"""Acts of reading that go with one request."""
TOO_LARGE = ("too large", "This is longer than the council can take. Please split it into shorter parts.")


@dataclass(frozen=True)
class Outcome:
    """What one exchange did. `pushed` were stored; `proved_equal`: both sides have the same; `more`: something still differs."""

    changes: Changes = field(default_factory=Changes)
    pushed: int = 0
    held: int = 0
    refused: int = 0
    received: int = 0
    proved_equal: bool = False
    more: bool = False
    photos: Went = field(default_factory=Went)

    def and_then(self, page: Kept) -> "Outcome":
        """What was done when this page was kept as well."""
        return replace(self, pushed=self.pushed + page.pushed, held=self.held + page.held, refused=self.refused + page.refused)

    def and_kept(self, basket: Basket) -> "Outcome":
        """What was done when all that came through the basket was kept as well."""
        return replace(self, changes=self.changes | basket.changes, received=self.received + basket.received)


def _after(facts: Facts, page: Kept, answer: ExchangeAnswer, waits: bool) -> Facts:
    """What is known once this page was kept."""
    return replace(
        facts,
        waits=waits,
        more=answer.more,
        cursor_holds=not answer.compare,
        parents_missing=facts.parents_missing or page.parents_missing,
        mine=page.mine,
        theirs=answer.root.hex(),
    )


def _quiet(changes: Changes) -> None:
    """Nobody wants to hear of each slice."""


class Exchanger:
    """Exchanges one open casebook with its council. Threads take turns: a second exchange waits for the first.

    `connect` makes the line to an address. `rest` waits a number of seconds between tries on a line that
    keeps cutting; `pace` is how large pages are to begin with. `first` says which people's records are wanted first;
    `calm` returns when nobody types.
    `ended` destroys the casebook's key: the council said that the laptop is lost, or called it back. `registered` hears of the
    council's public key, and `heard` of each slice before anybody else.
    """

    def __init__(
        self,
        book: Casebook,
        *,
        connect: Callable[[str], Talk] = Talk,
        rest: Callable[[float], None] = time.sleep,
        pace: Pace | None = None,
        first: Callable[[], Sequence[str]] = tuple,
        calm: Callable[[], None] = lambda: None,
        ended: Callable[[str], None] = lambda why: None,
        registered: Callable[[bytes], None] = lambda public: None,
        heard: Told = _quiet,
    ) -> None:
        self._book = book
        self._connect = connect
        self._rest = rest
        self._lock = threading.Lock()
        self._talk: Talk | None = None
        self._pace = pace or Pace()
        self._first = first
        self._on_end = ended
        self._registered, self._heard = registered, heard
        self._met: datetime | None = None
        self._keys, self._doubted = checking.Keys(), False
        self._frames = 0
        self._outgoing = Outgoing()
        self._streamed = False
        self._photos_there: bytes | None = None
        self._photos = PhotoExchange(book, line=self._line, hang_up=self._hang_up, rest=rest, calm=calm, first=first)

    def sign_in(self, name: str, password: str, address: str = "") -> Identity:
        """Sign in at the address (the former one if none is given) and register this laptop. From then on the casebook seals as
        the member of staff the council says. Raises the `ExchangeFailed` family; nothing changed then.
        """
        with self._lock:
            state = self._state()
            address = whole_address(address) or state.address
            identity = identity_to_show(self._book, state)
            try:
                answer = self._line(address).sign_in(shown(identity, name, password))
            except DeviceStopped as error:
                self._end_if_told(error)
                raise
            state = registered_as(state, answer, address, name)
            identity = now_known_as(identity, answer)
            if identity != self._book.identity:
                keep_identity(self._book, identity)
            self._keep(state)
            keep_seal_key(self._book, answer.seal_key)
            self._registered(answer.seal_key)
            return identity

    def sign_out(self) -> None:
        """Forget the token. What waits goes on waiting."""
        with self._lock:
            self._keep(msgspec.structs.replace(self._state(), token=""))

    def exchange(self, told: Told = _quiet) -> Outcome:
        """Make both sides equal. `told` hears of each slice as it is kept, on this thread.

        Raises the `ExchangeFailed` and the `Store...` family; what was kept until then is kept, and doing it again goes on.
        """
        with self._lock:
            try:
                outcome = self._run(first_to(self._heard, told))
                return replace(outcome, photos=self._photos.go_on(self._photos_there))
            except ExchangeFailed as error:
                if isinstance(error, DeviceStopped):
                    self._end_if_told(error)
                self._note_failure(error)
                raise

    def status(self) -> Standing:
        """How the laptop stands, worked out now. Raises the `Store...` family."""
        return standing_of(self._book)

    def check_some(self, told: Told = _quiet) -> bool:
        """Check the signatures of the next few revisions that came; whether there are more. Only where the council has said by
        which key it vouches for laptops. Raises the `Store...` family.
        """
        vouch_key = bytes.fromhex(self._state().vouch_key)
        if len(vouch_key) != protocol.KEY_BYTES:
            return False
        checked = checking.check_some(self._book, vouch_key, self._keys)
        self._doubted = self._doubted or bool(checked.set_aside)
        if checked.changes:
            first_to(self._heard, told)(checked.changes)
        return checked.more

    def believe_desk(self, code: str) -> bool:
        """From now on believe the other key of the council's desk, if this is its code: somebody has compared it with what the
        council says. Says whether it is. Raises the `Store...` family."""
        with self._lock:
            state = self._state()
            if not state.vouch_offered or code != checking.code_of_key(bytes.fromhex(state.vouch_offered)):
                return False
            self._keep(msgspec.structs.replace(state, vouch_key=state.vouch_offered, vouch_offered=""))
            self._keys = checking.Keys()
            return True

    def try_refused_again(self) -> int:
        """Send what was refused once more at the next exchange. Returns how many."""
        with self._book.unit() as unit:
            found = kept.try_refused_again(unit) + giving.try_again(unit)
            unit.commit()
        return found

    def close(self) -> None:
        """Hang up."""
        with self._lock:
            self._hang_up()

    def _run(self, told: Told) -> Outcome:
        state, ready, held = self._begun()
        outcome, facts = Outcome(), Facts(knows_scopes=bool(state.scopes), doubted=self._doubted, held=held)
        tried_to_let_go: set[str] = set()
        while True:
            step = next_step(facts)
            if not isinstance(step, Exchange):
                self._outgoing = Outgoing()
            match step:
                case Done():
                    return self._ended(outcome, state, step)
                case Compare():
                    state, changes = self._patiently(partial(self._repair, state, told))
                    outcome = replace(outcome, changes=outcome.changes | changes)
                    self._doubted = False
                    facts = replace(
                        facts, cursor_holds=True, parents_missing=False, doubted=False, more=True, theirs="", waits=True
                    )
                    facts = replace(facts, compared=facts.compared + 1)
                case AskAfterUnfed():
                    lacking = self._patiently(partial(ask_after_unfed, self._book, state, self._compare))
                    facts = replace(facts, waits=facts.waits or lacking, asked_after_unfed=True)
                case LetGo():
                    tried_to_let_go.update(step.scopes)
                    state, changes = self._patiently(partial(let_go, self._book, state, step.scopes, self._compare))
                    told(changes)
                    outcome = replace(outcome, changes=outcome.changes | changes)
                    facts = replace(facts, waits=True)
                case Exchange() | Fill():
                    state, facts, outcome = self._round(step, state, ready, facts, outcome, told)
                    ready = None
            facts = self._look(facts, state, tried_to_let_go)

    def _begun(self) -> tuple[ExchangeState, Ready | None, bool]:
        """Where the laptop stands, if it may exchange, the first page if that carries nothing, and whether the council holds
        something for a manager. Nothing is held back any more that was held too long.
        """
        seen = kept.glance(self._book)
        state = seen.state
        if state.stopped:
            raise DeviceStopped(why=state.stopped, code=state.stopped if state.stopped in (COPIED, LOST, RECALLED) else "")
        if not state.token or not state.address:
            raise SignInExpired()
        if seen.waits:
            release_held_long(self._book)
        return state, None if seen.waits or not state.nonce else Ready([], seen.root, waits=False), seen.held

    def _round(
        self, step: Exchange | Fill, state: ExchangeState, ready: Ready | None, facts: Facts, outcome: Outcome, told: Told
    ) -> tuple[ExchangeState, Facts, Outcome]:
        wants_to_push = isinstance(step, Exchange) and step.push

        def once() -> None:
            nonlocal state, ready, facts, outcome
            state, page = (state, ready) if ready is not None else self._ready(state, wants_to_push)
            ready = None
            request = request_for(state, page.push, self._pace, page.root, page.acts)
            pushed, acts = page.push, page.acts
            basket = Basket(self._book, state, told)
            try:
                with closing(self._line(state.address).exchange_frames(state.token, request)) as frames:
                    for answer, streamed in frames:
                        self._streamed, self._frames = streamed, self._frames + 1
                        if streamed and not pushed and not acts and basket.takes(answer):
                            gather(basket, answer)
                            continue
                        done = keep_answer(
                            basket,
                            pushed,
                            answer,
                            root=page.root,
                            forgive_missing_parents=facts.compared == 0,
                            streamed=streamed,
                            first=self._first() if answer.scopes is not None else (),
                            acts=acts,
                        )
                        self._photos_there, pushed, acts = answer.photos, [], []
                        facts, outcome = _after(facts, done, answer, page.waits), outcome.and_then(done)
            except ExchangeFailed:
                basket.keep()
                raise
            finally:
                state, outcome = basket.state, outcome.and_kept(basket)

        self._frames = 0
        self._patiently(once)
        return state, replace(facts, rounds=facts.rounds + 1), outcome

    def _ready(self, state: ExchangeState, wants_to_push: bool) -> tuple[ExchangeState, Ready]:
        """What the next page carries. If it carries anything, it has a counter of its own, which is kept before it goes.

        What is larger than the council takes is set aside by name, and stops nothing else.
        """
        with self._book.view() as view:
            waits = kept.anything_waits(view)
            push = (
                kept.to_send(view, self._pace.rows, self._pace.size, size_of, self._outgoing) if wants_to_push and waits else []
            )
            acts = noted_acts(view, MOST_ACTS)
            root = "" if push or acts else kept.root_of(view, state.scopes)
        if not push and not acts and state.nonce:
            return state, Ready(push, root, waits)
        large = [each for each in push if len(each.body or b"") > protocol.REVISION_LIMIT]
        state = counted_on(state)
        with self._book.unit() as unit:
            for each in large:
                kept.mark_not_stored(unit, each.id, kept.REFUSED, *TOO_LARGE, self._book.clock())
            kept.keep_state(unit, state, state)
            unit.commit()
        return state, Ready([each for each in push if each not in large], root, waits, acts)

    def _repair(self, state: ExchangeState, told: Told) -> tuple[ExchangeState, Changes]:
        return compare_and_repair(self._book, state, self._compare, self._pace, told)

    def _look(self, facts: Facts, state: ExchangeState, tried_to_let_go: set[str]) -> Facts:
        """The facts that the database knows, if there may be any."""
        facts = replace(
            facts,
            to_send=0,
            leaving=(),
            staying=False,
            fills=len(state.fills),
            knows_scopes=bool(state.scopes),
        )
        leaving = [scope for scope in state.leaving if scope not in tried_to_let_go]
        if not facts.waits and not leaving:
            return facts
        with self._book.view() as view:
            to_send = len(kept.to_send(view, 1, 1, size_of, self._outgoing))
            free = tuple(each for each in leaving if not kept.pending_in(view, each))
            return replace(facts, to_send=to_send, leaving=free, staying=len(free) < len(leaving))

    def _end_if_told(self, error: DeviceStopped) -> None:
        def send(state: ExchangeState) -> None:
            self._round(Exchange(), state, None, Facts(), Outcome(), _quiet)

        end_if_told(error, self._book, send, self._on_end)

    def _ended(self, outcome: Outcome, state: ExchangeState, step: Done) -> Outcome:
        if outcome.changes:
            follow_council(self._book, self._registered)
        now = self._book.clock()
        if self._met is None or not timedelta(0) <= now - self._met < NOTED_WITHIN:
            note_met(self._book, now)
            self._met = now
        kept.jot_state(self._book, fetched_at(state, self._book.clock(), step.proved))
        return replace(outcome, proved_equal=step.proved, more=not step.proved)

    def _patiently(self, ask: Callable[[], A]) -> A:
        """Ask; on a line that was cut in the middle ask again with smaller pages, as long as they can shrink."""
        while True:
            try:
                answer = ask()
            except ServerUnreachable as error:
                self._hang_up()
                came, self._frames = self._frames, 0
                if error.facts.get("cut") is None or not (came or self._pace.slower(self._streamed)) or not error.cut:
                    raise
                self._rest(random.uniform(0.1, 0.5))
            else:
                self._pace.faster()
                return answer

    def _compare(self, request: CompareRequest) -> CompareAnswer:
        state = self._state()
        return self._line(state.address).compare(state.token, request)

    def _note_failure(self, error: ExchangeFailed) -> None:
        with suppress(SurroundingsFail):
            state = msgspec.structs.replace(
                self._state(), last_failure=type(error).__name__, last_failure_at=written_text(self._book.clock())
            )
            if isinstance(error, SignInExpired):
                state = msgspec.structs.replace(state, token="")
            if isinstance(error, DeviceStopped):
                code = error.facts.get("code", "")
                state = msgspec.structs.replace(state, stopped=code or str(error.facts.get("why", "stopped")))
            self._keep(state)

    def _state(self) -> ExchangeState:
        with self._book.view() as view:
            return kept.state_of(view)

    def _keep(self, state: ExchangeState) -> ExchangeState:
        with self._book.unit() as unit:
            kept.keep_state(unit, state)
            unit.commit()
        return state

    def _line(self, address: str) -> Talk:
        if self._talk is None or self._talk.address != address:
            self._hang_up()
            self._talk = self._connect(address)
        return self._talk

    def _hang_up(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None

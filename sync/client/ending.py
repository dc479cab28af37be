"""What the laptop does when the council has said that it is lost, or called it back; and what follows from rules that came."""

import secrets
from collections.abc import Callable
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.errors import DeviceStopped
from app.records import exchange as kept
from app.records.book import Casebook, Identity
from app.records.council_rules import follow_rules, rules_in, seal_key_in, visit_at_most
from app.records.exchange import ExchangeState
from app.records.revision import RECORD_BYTES
from sync.client.talk import COPIED, LOST, RECALLED
from sync.framing import size_of


def identity_to_show(book: Casebook, state: ExchangeState) -> Identity:
    """A laptop that was seen twice registers anew, as another; whatever it wrote until now stays signed by the old one."""
    if state.stopped != COPIED:
        return book.identity
    key = Ed25519PrivateKey.generate().private_bytes_raw()
    return replace(book.identity, device=secrets.token_hex(RECORD_BYTES), key=key)


def release_held_long(book: Casebook) -> None:
    """Let go of what a visit has held for longer than the council lets it."""
    now = book.clock()
    with book.view() as view:
        at_most = visit_at_most(rules_in(view))
        held_long = kept.held_long(view, now, at_most)
    if held_long:
        with book.unit() as unit:
            kept.release_held_long(unit, now, at_most)
            unit.commit()


def end_if_told(
    error: DeviceStopped, book: Casebook, send: Callable[[ExchangeState], object], end: Callable[[str], None]
) -> None:
    """Hand in what waits where that is wanted, and let nobody open the casebook again. What is typed and cannot be handed in is
    sealed to the council first. `send` sends one page, and raises the `ExchangeFailed` family: then nothing has ended.
    """
    code = str(error.facts.get("code", ""))
    if code == RECALLED:
        _hand_in_all(book, send)
    if code in (LOST, RECALLED):
        book.safekeeping.settle(book)
        book.safekeeping.keep_drafts(book)
        end(code)


def follow_council(book: Casebook, registered: Callable[[bytes], None]) -> None:
    """After an exchange that carried something: take up the council's rules and key, and bring the small files up to date."""
    follow_rules(book)
    with book.unit() as unit:
        unit.marks = True
        unit.commit()
    book.safekeeping.settle(book)
    with book.view() as view:
        public = seal_key_in(view)
    registered(public)


def _hand_in_all(book: Casebook, send: Callable[[ExchangeState], object]) -> None:
    """Send everything that waits, also what a visit holds. Asked again after a cut it goes on."""
    with book.unit() as unit:
        kept.release_all(unit)
        unit.commit()
    while True:
        with book.view() as view:
            left, state = kept.to_send(view, 1, 1, size_of), kept.state_of(view)
        if not left or not state.token:
            return
        send(state)

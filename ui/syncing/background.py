"""Exchanges by itself, on a thread of its own: soon after a write, at intervals, again and later again after a failure.

It never stands in the queue of writes and never asks anybody anything. It lives while the casebook is open.
"""

import logging
import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtNetwork import QNetworkInformation

from app.practice.changes import Changes
from app.practice.errors import KitchenTableError, ServerBusy, ServerUnreachable, SignInExpired
from sync.client.exchange import Exchanger
from sync.client.nearby import way_out
from sync.client.when import Recent, next_try

LONGEST_SLEEP_SECONDS = 30.0
LOOK_FOR_NETWORK_SECONDS = 4.0
"""How often a laptop that could not reach its council looks whether it has another network now."""

_log = logging.getLogger("kitchen_table.background")


class Background(QObject):
    """The exchange behind the window. Make it on the window's thread; `stop()` it before the casebook closes.

    `calm` comes back when nobody types: after every slice that came, the next waits for it.
    `next` says when to try again (as `sync.client.when.next_try`); `where` which way out this machine has, if any,
    which is looked at `look_every` seconds while the council cannot be reached.
    """

    standing_changed = Signal(object)
    """A `Standing`, whenever it was looked at again."""

    received = Signal(object)
    """`Changes` that an exchange brought, slice by slice."""

    exchanged = Signal(object)
    """The `Outcome` of an exchange that ended well."""

    exchange_failed = Signal(object)
    """The error of one that did not. Nothing that waits is lost."""

    signed_in = Signal()
    sign_in_failed = Signal(object)

    _told = Signal(object)

    def __init__(
        self,
        exchanger: Exchanger,
        clock: Callable[[], datetime],
        *,
        calm: Callable[[], None] = lambda: None,
        next: Callable[[Recent, datetime, float], datetime | None] = next_try,
        where: Callable[[], str] = way_out,
        look_every: float = LOOK_FOR_NETWORK_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._exchanger, self._clock, self._next, self._where = exchanger, clock, next, where
        self._calm = calm
        self._was, self._look_every = "", look_every
        self._ready = threading.Condition()
        self._asked: deque[Callable[[], None]] = deque()
        self._stopped = False
        self._look_again = True
        self._may_exchange = False
        self._draw = random.random()
        self._recent = Recent()
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._run, name="kitchen table exchange", daemon=True)

    def start(self) -> None:
        """Begin: look how the laptop stands, and exchange when it is signed in."""
        watched = QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
        network = QNetworkInformation.instance() if watched else None
        if network is not None:
            network.reachabilityChanged.connect(self._on_reachability)
        self._thread.start()

    def note_written(self) -> None:
        """Something was written that the council should have soon."""
        with self._ready:
            self._look_again = True
            if self._recent.written is None:
                self._recent = replace(self._recent, written=self._clock())
            self._ready.notify()

    def note_network_back(self) -> None:
        """The network is back."""
        with self._ready:
            self._recent = replace(self._recent, network_back=self._clock())
            self._ready.notify()

    def _on_reachability(self, reachability: QNetworkInformation.Reachability) -> None:
        if reachability is QNetworkInformation.Reachability.Online:
            self.note_network_back()

    def look_again(self) -> None:
        """Say again how the laptop stands."""
        with self._ready:
            self._look_again = True
            self._ready.notify()

    def exchange_now(self) -> None:
        """Exchange as soon as whatever is going on has ended."""
        self._ask(self._exchange)

    def sign_in(self, address: str, name: str, password: str) -> None:
        """Sign in with the council, and exchange."""
        self._ask(lambda: self._sign_in(address, name, password))

    def sign_out(self) -> None:
        """Forget the sign-in; what waits goes on waiting."""
        self._ask(self._exchanger.sign_out)

    def try_refused_again(self) -> None:
        """Send what was refused once more."""
        self._ask(self._try_refused_again)

    def believe_desk(self, code: str) -> None:
        """Believe the council's other desk: somebody has compared its code."""
        self._ask(lambda: self._believe_desk(code))

    def stop(self, patience: float = 10.0) -> bool:
        """End after the exchange that is going on, if one is. False when it did not end in this many seconds."""
        with self._ready:
            self._stopped = True
            self._asked.clear()
            self._ready.notify()
        if self._thread.is_alive():
            self._thread.join(patience)
        return not self._thread.is_alive()

    def _ask(self, deed: Callable[[], None]) -> None:
        with self._ready:
            self._asked.append(deed)
            self._ready.notify()

    def _run(self) -> None:
        while (deed := self._wait_for_deed()) is not None:
            try:
                deed()
            except Exception as error:
                _log.error("%s in the exchange", type(error).__name__)
                self._note_failure(error)
                self._say(self.exchange_failed, error)
        if self._stopped:
            self._exchanger.close()

    def _wait_for_deed(self) -> Callable[[], None] | None:
        """What to do next; None at the end."""
        while True:
            with self._ready:
                if self._stopped:
                    return None
                if self._asked:
                    return self._asked.popleft()
                if self._look_again:
                    self._look_again = False
                    return self._look
                due = self._next(self._recent, self._clock(), self._draw) if self._may_exchange else None
                wait = LONGEST_SLEEP_SECONDS if due is None else (due - self._clock()).total_seconds()
                if due is not None and wait <= 0:
                    return self._exchange
                offline = self._recent.last_failure is ServerUnreachable
                self._ready.wait(min(wait, self._look_every if offline else LONGEST_SLEEP_SECONDS))
                if offline:
                    self._look_for_network()

    def _look_for_network(self) -> None:
        """While the council cannot be reached: whether this machine has another way out than when it could not be."""
        here = self._where()
        if here and here != self._was:
            self._recent = replace(self._recent, network_back=self._clock())
        self._was = here

    def _look(self) -> None:
        standing = self._exchanger.status()
        self._may_exchange = standing.signed_in and not standing.stopped
        self._say(self.standing_changed, standing)

    def _exchange(self) -> None:
        with self._ready:
            self._recent = replace(self._recent, last_try=self._clock(), written=None)
        try:
            outcome = self._exchanger.exchange(told=self._on_slice)
        except KitchenTableError as error:
            self._note_failure(error)
            self._look()
            self._say(self.exchange_failed, error)
            return
        with self._ready:
            self._recent = replace(self._recent, failures=0, last_failure=None, asked_to_wait=0)
            if outcome.photos.more and self._recent.written is None:
                self._recent = replace(self._recent, written=self._clock())
            self._draw = random.random()
        self._say(self.exchanged, outcome)
        self._look()
        self._ask(self._check)

    def _check(self) -> None:
        """Check a few signatures, and come back for the rest unless something else is to be done first."""
        if self._exchanger.check_some(told=self._on_slice):
            self._ask(self._check)
        else:
            self._look()

    def _sign_in(self, address: str, name: str, password: str) -> None:
        try:
            self._exchanger.sign_in(name, password, address)
        except KitchenTableError as error:
            self._look()
            self._say(self.sign_in_failed, error)
            return
        with self._ready:
            self._recent = Recent()
        self._look()
        self._say(self.signed_in)
        self._exchange()

    def _try_refused_again(self) -> None:
        self._exchanger.try_refused_again()
        self._exchange()

    def _believe_desk(self, code: str) -> None:
        self._exchanger.believe_desk(code)
        self._look()
        self._check()

    def _note_failure(self, error: Exception) -> None:
        kind = type(error) if isinstance(error, KitchenTableError) else KitchenTableError
        wait = float(error.facts.get("wait", 0)) if isinstance(error, ServerBusy) else 0.0
        with self._ready:
            if kind is ServerUnreachable:
                self._was = self._where()
            if wait:
                self._recent = replace(self._recent, last_try=self._clock())
            if kind is SignInExpired:
                self._may_exchange = False
            failures = self._recent.failures + (not wait)
            self._recent = replace(self._recent, failures=failures, last_failure=kind, asked_to_wait=wait)
            self._draw = random.random()

    def _on_slice(self, changes: Changes) -> None:
        self._say(self.received, changes)
        if not self._stopped:
            self._calm()

    def _say(self, signal: Any, *what: object) -> None:
        """Tell the window, on its own thread, unless nobody should hear any more."""
        if not self._stopped:
            self._told.emit(lambda: signal.emit(*what))

    def _tell(self, tell: Callable[[], None]) -> None:
        if not self._stopped:
            tell()

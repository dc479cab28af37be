"""Who stands before the doors: how many come in at once, from where, and how often; which laptop a token is that of."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from app.practice.errors import KitchenTableError
from app.records.canonical import sha256
from sync.server import identity, problems
from sync.server.asking import Reply, Request
from sync.server.council import CouncilServer
from sync.server.doors import Door
from sync.server.limits import Limits, Rate

MOST_KNOWN = 20_000
"""Tokens whose laptop is remembered."""
BUSY_SECONDS = 5


class Gathers(Protocol):
    """Something that holds bytes of a body in memory."""

    gathered: int


class Porter:
    """Lets requests in, or says why not. Everything here is in memory and on one thread, but `device_of`."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._devices = Rate(limits.device_burst, limits.device_a_second)
        self._sign_ins = Rate(limits.sign_in_burst, limits.sign_in_a_second)
        self._strangers = Rate(limits.stranger_burst, limits.stranger_a_second)
        self._known: OrderedDict[bytes, str] = OrderedDict()
        self._held = 0
        self.under_way = 0

    @contextmanager
    def at_work(self, gathers: Gathers) -> Iterator[None]:
        """A request is answered while the block runs."""
        self.under_way += 1
        try:
            yield
        finally:
            self.under_way -= 1
            self._held -= gathers.gathered

    def hold(self, gathers: Gathers, more: int) -> None:
        """More bytes of a body are in memory, and more are to come. Raises `NoAnswer`."""
        gathers.gathered += more
        self._held += more
        if self._held > self._limits.most_bytes_at_once:
            raise problems.busy(BUSY_SECONDS)

    def address_of(self, peer: str, headers: Mapping[str, str]) -> str:
        """The address that counts: the peer's, or the one that a trusted proxy names last; empty when none counts."""
        if peer not in self._limits.trusted:
            return peer
        return headers.get("x-forwarded-for", "").rpartition(",")[2].strip()

    def let_in(self, door: Door | None, request: Request) -> None:
        """Let the request in. Raises `NoAnswer`."""
        if self.under_way > self._limits.most_at_once:
            raise problems.busy(BUSY_SECONDS)
        address = request.address.encode()
        if door is not None and door.name == "sign-in":
            wait = self._sign_ins.take(address) if address else 0
        elif request.token:
            wait = self._devices.take(sha256(request.token.encode()))
            if not wait and address and self.device_known(request.token) is None:
                wait = self._strangers.wait(address)
        else:
            wait = self._strangers.take(address) if address else 0
        if wait:
            raise problems.slow_down(wait)

    def answered(self, request: Request, reply: Reply) -> None:
        """Somebody who shows a token that is none counts as a stranger from where they are."""
        if not request.token:
            return
        if reply.status == 401:
            self._known.pop(sha256(request.token.encode()), None)
            if request.address:
                self._strangers.take(request.address.encode())
        elif reply.status == 200 and self.device_known(request.token) is None:
            self._remember(request.token, "")

    def device_known(self, token: str) -> str | None:
        """The laptop of a token that held, if it was looked up, else empty; None when the token has not been seen to hold."""
        return self._known.get(sha256(token.encode()))

    def device_of(self, council: CouncilServer, token: str) -> str:
        """The laptop of a token, looked up once; empty when there is none. Never raises."""
        try:
            with council.store.reading() as connection:
                found = identity.device_of(connection, token)
        except KitchenTableError:
            return ""
        if found:
            self._remember(token, found)
        return found

    def _remember(self, token: str, device: str) -> None:
        self._known[sha256(token.encode())] = device
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

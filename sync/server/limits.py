"""How much of the server one laptop, one address and all together may take: each a setting, and what keeps to the rates.

Rates are kept in memory, process by process: with four processes a laptop may have up to four times as much.
"""

import threading
import time
from collections.abc import Callable

import msgspec

TRUSTED = ("127.0.0.1", "::1")


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Seconds, bytes and numbers. A burst may come at once; after it only so many a second.

    The address a request comes from counts for sign-ins and for strangers only: a whole council may sit behind one. `trusted` are
    the addresses of proxies that say in `X-Forwarded-For` whom they speak for; where one does not say, no address counts.
    """

    head_seconds: float = 15
    """From the first byte of a request to the end of its head; also how long a new connection may stay silent."""
    stall_seconds: float = 40
    """How long a body may stand still, and how long a laptop may read nothing of an answer."""
    least_bytes_a_second: float = 200
    """A body must come this fast, counted once it has taken `stall_seconds`."""
    most_connections: int = 4_000
    most_at_once: int = 2_000
    """Requests that are being answered or wait for it."""
    most_bytes_at_once: int = 256 * 1024 * 1024
    """Bytes of bodies that are being gathered or wait."""
    device_burst: int = 600
    device_a_second: float = 20
    sign_in_burst: int = 400
    sign_in_a_second: float = 2
    stranger_burst: int = 400
    stranger_a_second: float = 4
    stop_seconds: int = 20
    """How long requests that have begun may take to end once the server is asked to stop."""
    least_free_bytes: int = 256 * 1024 * 1024
    """With less room on the disk the server says that it is not ready."""
    trusted: tuple[str, ...] = TRUSTED


class Rate:
    """At most `burst` at once and `a_second` after it, for each of any number of keys. Safe among threads."""

    def __init__(self, burst: float, a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = burst
        self._a_second = a_second
        self._clock = clock
        self._left: dict[bytes, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, key: bytes) -> float:
        """Take one: 0 when there was one to take, else the seconds until there is."""
        now = self._clock()
        with self._lock:
            left = self._now(key, now)
            if left < 1:
                return (1 - left) / self._a_second
            self._left[key] = (left - 1, now)
            if len(self._left) > _MOST_KEYS:
                self._forget(now)
        return 0

    def wait(self, key: bytes) -> float:
        """As `take`, but takes none."""
        with self._lock:
            return max(0.0, (1 - self._now(key, self._clock())) / self._a_second)

    def _now(self, key: bytes, now: float) -> float:
        left, then = self._left.get(key, (self._burst, now))
        return min(self._burst, left + (now - then) * self._a_second)

    def _forget(self, now: float) -> None:
        """Forget the keys that may have all again; when that are too few, those that have most."""
        full = [key for key in self._left if self._now(key, now) >= self._burst]
        for key in full or sorted(self._left, key=lambda key: -self._now(key, now))[: _MOST_KEYS // 2]:
            del self._left[key]


_MOST_KEYS = 20_000

"""What the server counts of itself, in the Prometheus text format: doors, statuses, acts; never people, laptops or words."""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

STEPS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper ends of the histogram of durations, in seconds."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_OUTCOMES = {"wrote": "stored", "held": "held", "refused": "refused", "read": "given"}
_SIGN_INS = {"signed in": "taken", "sign-in refused": "refused"}
_METHODS = {"GET", "HEAD", "POST", "PUT"}

Labels = tuple[tuple[str, str], ...]


class Figures:
    """Counters of one server process. Safe among threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: dict[str, Counter[Labels]] = {name: Counter() for name in _SAYS}
        self._seconds: dict[str, list[int]] = {}
        self._total: Counter[str] = Counter()
        self.now: dict[str, Callable[[], float]] = {}
        """Gauges: what to ask when somebody looks."""

    def answered(self, door: str, method: str, status: int, seconds: float, taken: int, sent: int) -> None:
        """A request was answered."""
        label = ("door", door)
        method = method if method in _METHODS else "other"
        with self._lock:
            self._counts["requests"][(label, ("method", method), ("status", str(status)))] += 1
            self._counts["received_bytes"][(label,)] += taken
            self._counts["sent_bytes"][(label,)] += sent
            self._seconds.setdefault(door, [0] * (len(STEPS) + 1))[bisect_left(STEPS, seconds)] += 1
            self._total[door] += round(seconds * 1e6)
            if status == 429:
                self._counts["slowed_down"][(label,)] += 1

    def noted(self, act: str, count: int) -> None:
        """The audit was written to."""
        with self._lock:
            if act in _OUTCOMES:
                self._counts["revisions"][(("outcome", _OUTCOMES[act]),)] += count
            if act == "read" and count:
                self._counts["pages"][()] += 1
            if act in _SIGN_INS:
                self._counts["sign_ins"][(("outcome", _SIGN_INS[act]),)] += count

    def failed(self, what: str) -> None:
        """The store failed (`store`), or we have a mistake (`mistake`)."""
        with self._lock:
            self._counts["failures"][(("of", what),)] += 1

    def cut(self, why: str) -> None:
        """A line was cut by the server: `head`, `body`, `answer` too slow, `connections` too many."""
        with self._lock:
            self._counts["lines_cut"][(("why", why),)] += 1

    def written(self) -> str:
        """All of it, as Prometheus reads it."""
        with self._lock:
            lines = [line for name, says in _SAYS.items() for line in _counter(name, says, self._counts[name])]
            lines += self._histogram()
        for name, ask in self.now.items():
            lines += _gauge(name, ask())
        return "\n".join(lines) + "\n"

    def _histogram(self) -> Iterable[str]:
        name = "kitchen_table_request_seconds"
        yield f"# HELP {name} How long requests took, from their head to the last byte of the answer."
        yield f"# TYPE {name} histogram"
        for door, found in sorted(self._seconds.items()):
            so_far = 0
            for step, count in zip((*STEPS, None), found, strict=True):
                so_far += count
                yield f'{name}_bucket{{door="{door}",le="{"+Inf" if step is None else step:}"}} {so_far}'
            yield f'{name}_sum{{door="{door}"}} {self._total[door] / 1e6}'
            yield f'{name}_count{{door="{door}"}} {so_far}'


def _counter(name: str, says: str, found: Mapping[Labels, int]) -> Iterable[str]:
    whole = f"kitchen_table_{name}_total"
    yield f"# HELP {whole} {says}"
    yield f"# TYPE {whole} counter"
    for labels, count in sorted(found.items()):
        inside = ",".join(f'{label}="{value}"' for label, value in labels)
        yield f"{whole}{{{inside}}} {count}" if inside else f"{whole} {count}"


def _gauge(name: str, value: float) -> Iterable[str]:
    return (f"# TYPE kitchen_table_{name} gauge", f"kitchen_table_{name} {value:g}")


_SAYS = {
    "requests": "Requests that were answered.",
    "received_bytes": "Bytes of bodies that were sent to us.",
    "sent_bytes": "Bytes of bodies that we sent.",
    "revisions": "Revisions that laptops pushed and were stored, held or refused, and those that were given to laptops.",
    "pages": "Pages with revisions on them that were given to laptops.",
    "sign_ins": "Sign-ins that were taken or refused.",
    "slowed_down": "Requests that were told to come later.",
    "failures": "Requests that failed because the store did, or by a mistake of ours.",
    "lines_cut": "Lines that we cut because they were too slow or too many.",
}

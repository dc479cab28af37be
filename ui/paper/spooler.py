"""What the system's print queue says of a job that was handed to it. Read from CUPS through its own library.

Qt hands the pages over and does not hear whether they were taken: a printer that is taken away meanwhile, a queue that stands
still and an empty tray are known to the queue only. Where there is no CUPS (Windows) nothing is known, and nothing is claimed.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from typing import Any, Protocol
from urllib.parse import quote

LIBRARIES = ("libcups.so.2", "/usr/lib/libcups.2.dylib")
WAIT_MS = 3000
_CANCEL_JOB, _JOB, _JOBS, _PRINTER = 0x0008, 0x0009, 0x000A, 0x000B
_OPERATION, _INTEGER, _BOOLEAN, _ENUM, _NAME, _KEYWORD, _URI = 0x01, 0x21, 0x22, 0x23, 0x42, 0x44, 0x45
_NOT_FOUND, _FIRST_ERROR = 0x0406, 0x0400
_STOPPED = 5


class Standing(StrEnum):
    """How a job stands."""

    UNDER_WAY = "under way"
    DONE = "done"
    NO_PAPER = "no paper"
    JAM = "jam"
    NO_INK = "no ink"
    COVER_OPEN = "cover open"
    OFFLINE = "offline"
    STOPPED = "stopped"
    HELD = "held"
    CANCELLED = "cancelled"
    FAILED = "failed"
    GONE = "gone"
    """The printer is not known any more."""
    LEFT = "left the queue"
    """The queue knows the printer and not the job: it came out and is forgotten, or was never there."""
    UNKNOWN = "unknown"
    """The queue does not answer."""


WAITING = frozenset(
    {Standing.NO_PAPER, Standing.JAM, Standing.NO_INK, Standing.COVER_OPEN, Standing.OFFLINE, Standing.STOPPED, Standing.HELD}
)
"""The pages wait in the queue until somebody does something."""

REASONS = (
    ("media-empty", Standing.NO_PAPER),
    ("media-needed", Standing.NO_PAPER),
    ("media-jam", Standing.JAM),
    ("toner-empty", Standing.NO_INK),
    ("marker-supply-empty", Standing.NO_INK),
    ("cover-open", Standing.COVER_OPEN),
    ("door-open", Standing.COVER_OPEN),
    ("interlock-open", Standing.COVER_OPEN),
    ("offline", Standing.OFFLINE),
    ("shutdown", Standing.OFFLINE),
    ("timed-out", Standing.OFFLINE),
    ("connecting-to-device", Standing.OFFLINE),
    ("paused", Standing.STOPPED),
    ("stopped", Standing.STOPPED),
)
"""The reasons of RFC 8011 that somebody at the table can do something about, the plainest first."""

JOB_STATES = {4: Standing.HELD, 6: Standing.STOPPED, 7: Standing.CANCELLED, 8: Standing.FAILED, 9: Standing.DONE}


class Queue(Protocol):
    """What is asked of the system's print queue. Every call may wait for it, so none is made on the window's thread."""

    def newest(self, printer: str) -> int:
        """The number of the newest job of a printer; 0 when there is none. Raises `QueueSilent`, `PrinterGone`."""

    def job_after(self, printer: str, title: str, number: int) -> int:
        """The job of this title that came after that number; 0 when there is none. Raises `QueueSilent`, `PrinterGone`."""

    def accepts(self, printer: str) -> bool:
        """Whether the printer's queue takes jobs. Raises `QueueSilent`, `PrinterGone`."""

    def standing(self, printer: str, job: int) -> Standing:
        """How a job stands now."""

    def cancel(self, printer: str, job: int) -> None:
        """Take a job back, as far as it is not on paper yet."""


class QueueSilent(Exception):
    """The queue does not answer."""


class PrinterGone(Exception):
    """The queue does not know this printer, or not yet: one that was found on the network has none before its first job."""


def system_queue() -> Queue | None:
    """The queue of this system, if it is one that can be asked."""
    return CupsQueue(_library()) if _library() is not None else None


def standing_of(job_state: int, printer_state: int, reasons: frozenset[str]) -> Standing:
    """What the states and reasons of a job and its printer mean for whoever waits for the paper."""
    ended = JOB_STATES.get(job_state)
    if ended in (Standing.DONE, Standing.CANCELLED, Standing.FAILED):
        return ended
    for start, means in REASONS:
        if any(reason.startswith(start) for reason in reasons):
            return means
    if ended is not None:
        return ended
    return Standing.STOPPED if printer_state == _STOPPED else Standing.UNDER_WAY


class CupsQueue:
    """CUPS, asked by IPP over a connection of its own for each question."""

    def __init__(self, cups: Any) -> None:
        self._cups = cups

    def newest(self, printer: str) -> int:
        """As `Queue` says."""
        return max((number for number, _ in self._jobs(printer)), default=0)

    def job_after(self, printer: str, title: str, number: int) -> int:
        """As `Queue` says."""
        found = [each for each, name in self._jobs(printer) if each > number and name == title]
        return max(found, default=0)

    def accepts(self, printer: str) -> bool:
        """As `Queue` says."""
        return self._one(_PRINTER, printer).get("printer-is-accepting-jobs") != [False]

    def standing(self, printer: str, job: int) -> Standing:
        """As `Queue` says."""
        missing = Standing.GONE
        try:
            of_printer = self._one(_PRINTER, printer)
            missing = Standing.LEFT
            of_job = self._one(_JOB, printer, job)
        except PrinterGone:
            return missing
        except QueueSilent:
            return Standing.UNKNOWN
        reasons = {*of_job.get("job-state-reasons", ()), *of_printer.get("printer-state-reasons", ())} - {"none"}
        return standing_of(_first(of_job, "job-state"), _first(of_printer, "printer-state"), frozenset(map(str, reasons)))

    def cancel(self, printer: str, job: int) -> None:
        """As `Queue` says."""
        with suppress(PrinterGone, QueueSilent):
            self._one(_CANCEL_JOB, printer, job)

    def _one(self, operation: int, printer: str, job: int = 0) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for name, values in self._ask(operation, printer, job):
            found.setdefault(name, values)
        return found

    def _jobs(self, printer: str) -> list[tuple[int, str]]:
        jobs: list[dict[str, object]] = [{}]
        for name, values in self._ask(_JOBS, printer):
            if not name:
                jobs.append({})
            elif values:
                jobs[-1][name] = values[0]
        return [(int(str(job["job-id"])), str(job.get("job-name", ""))) for job in jobs if "job-id" in job]

    def _ask(self, operation: int, printer: str, job: int = 0) -> list[tuple[str, list[object]]]:
        cups = self._cups
        with self._connection() as connection:
            request = cups.ippNewRequest(operation)
            address = f"ipp://localhost/printers/{quote(printer.split('/')[0])}".encode()
            cups.ippAddString(request, _OPERATION, _URI, b"printer-uri", None, address)
            if job:
                cups.ippAddInteger(request, _OPERATION, _INTEGER, b"job-id", job)
            cups.ippAddString(request, _OPERATION, _NAME, b"requesting-user-name", None, cups.cupsUser())
            if operation == _JOBS:
                cups.ippAddString(request, _OPERATION, _KEYWORD, b"which-jobs", None, b"all")
                wanted = (ctypes.c_char_p * 2)(b"job-id", b"job-name")
                cups.ippAddStrings(request, _OPERATION, _KEYWORD, b"requested-attributes", 2, None, wanted)
            answer = cups.cupsDoRequest(connection, request, b"/")
            if not answer:
                raise QueueSilent
            try:
                status = cups.ippGetStatusCode(answer)
                if status == _NOT_FOUND:
                    raise PrinterGone
                if status >= _FIRST_ERROR:
                    raise QueueSilent
                return list(self._attributes(answer))
            finally:
                cups.ippDelete(answer)

    def _attributes(self, answer: int) -> Iterator[tuple[str, list[object]]]:
        """Names and values in their order. Between two jobs stands one without a name."""
        cups = self._cups
        attribute = cups.ippFirstAttribute(answer)
        while attribute:
            name, tag = cups.ippGetName(attribute), cups.ippGetValueTag(attribute)
            count = range(cups.ippGetCount(attribute))
            if not name:
                yield "", []
            elif tag in (_INTEGER, _ENUM):
                yield name.decode(), [cups.ippGetInteger(attribute, at) for at in count]
            elif tag == _BOOLEAN:
                yield name.decode(), [bool(cups.ippGetBoolean(attribute, at)) for at in count]
            elif tag in (_NAME, _KEYWORD):
                said = [cups.ippGetString(attribute, at, None) or b"" for at in count]
                yield name.decode(), [each.decode(errors="replace") for each in said]
            attribute = cups.ippNextAttribute(answer)

    @contextmanager
    def _connection(self) -> Iterator[int]:
        cups = self._cups
        connection = cups.httpConnect2(cups.cupsServer(), cups.ippPort(), None, 0, cups.cupsEncryption(), 1, WAIT_MS, None)
        if not connection:
            raise QueueSilent
        try:
            yield connection
        finally:
            cups.httpClose(connection)


def _first(found: dict[str, list[object]], name: str) -> int:
    values = found.get(name)
    return int(str(values[0])) if values else 0


@cache
def _library() -> Any:
    """The library of CUPS with what is used of it declared; None where there is none."""
    for name in LIBRARIES:
        try:
            cups = ctypes.CDLL(name)
        except OSError:
            continue
        return _declared(cups)
    return None


def _declared(cups: Any) -> Any:
    text, number, thing = ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p
    for name, answer, arguments in (
        ("cupsServer", text, ()),
        ("cupsUser", text, ()),
        ("cupsEncryption", number, ()),
        ("ippPort", number, ()),
        ("httpConnect2", thing, (text, number, thing, number, number, number, number, thing)),
        ("httpClose", None, (thing,)),
        ("ippNewRequest", thing, (number,)),
        ("ippAddString", thing, (thing, number, number, text, text, text)),
        ("ippAddStrings", thing, (thing, number, number, text, number, text, thing)),
        ("ippAddInteger", thing, (thing, number, number, text, number)),
        ("cupsDoRequest", thing, (thing, thing, text)),
        ("ippGetStatusCode", number, (thing,)),
        ("ippFirstAttribute", thing, (thing,)),
        ("ippNextAttribute", thing, (thing,)),
        ("ippGetName", text, (thing,)),
        ("ippGetValueTag", number, (thing,)),
        ("ippGetCount", number, (thing,)),
        ("ippGetInteger", number, (thing, number)),
        ("ippGetBoolean", number, (thing, number)),
        ("ippGetString", text, (thing, number, thing)),
        ("ippDelete", None, (thing,)),
    ):
        function = getattr(cups, name)
        function.restype, function.argtypes = answer, list(arguments)
    return cups

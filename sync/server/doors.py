"""The doors: from a request to a reply. Knows paths and messages, and nothing of HTTP servers.

`DOORS` lists them. A door that is added there is open: its limits, its line in the log and its figures follow from the entry.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import msgspec

from app.practice.errors import KitchenTableError, SurroundingsFail
from app.practice.photos import LIMITS
from sync.photo_wire import BYTES_TYPE, PARTIAL, PHOTO_PATH, PHOTOS_PATH, Arrived, PhotosAnswer, PhotosRequest
from sync.protocol import (
    BODY_LIMIT,
    COMPARE_PATH,
    EXCHANGE_PATH,
    HEALTH_PATH,
    SIGN_IN_PATH,
    VERSION,
    CompareAnswer,
    CompareRequest,
    ExchangeAnswer,
    ExchangeRequest,
    Health,
    Message,
    NotOurs,
    Problem,
    SignedIn,
    SignIn,
    milliseconds,
    pack,
    unpack,
)
from sync.server import photos, problems, streaming
from sync.server.asking import LineGone, Reply, Request
from sync.server.council import CouncilServer
from sync.server.described import described
from sync.server.ready import Readiness, readiness

log = logging.getLogger(__name__)

M = TypeVar("M", bound=Message)

READY_PATH = "/v1/ready"
DESCRIPTION_PATH = "/v1/openapi.json"
_JSON = "application/json"
SIGN_IN_BODY = 16 * 1024
_NUMBERS_END = 2**62
QUICK_BODY = 1_000
"""Bytes of a request that may be an exchange with nothing new."""


@dataclass(frozen=True, slots=True)
class Door:
    """One door. `answer` gets council and request; a message it returns is packed, and what it raises becomes a `Problem`.

    `most` is how many bytes may be sent to it. `streamed`: the body is not gathered first, the door reads it by `next_part`.
    `rest`: the path goes on after `path`, and what follows is in `request.rest`. `signed_in`: no one comes in without a token.
    The others describe it: the messages it takes and gives (or the type of what it gives), and with which statuses.
    """

    name: str
    method: str
    path: str
    answer: Callable[[CouncilServer, Request], Message | Reply]
    most: int = BODY_LIMIT
    streamed: bool = False
    rest: bool = False
    signed_in: bool = True
    takes: type[Message] | None = None
    gives: type[Message] | None = None
    gives_type: str = ""
    statuses: tuple[int, ...] = (200,)
    says: str = ""


def _health(council: CouncilServer, request: Request) -> Message | Reply:
    """That the process lives; whatever its store does. For programs that watch servers, in JSON when they ask for it."""
    found = Health(protocol=VERSION, time=milliseconds(council.clock()))
    if _JSON not in request.headers.get("accept", ""):
        return found
    said = {"protocol": found.protocol, "time": found.time}
    return Reply(200, msgspec.json.encode(said), (("content-type", _JSON), ("cache-control", "no-store")))


def _ready(council: CouncilServer, request: Request) -> Reply:
    return told_ready(readiness(council, request.least_free_bytes))


def told_ready(found: Readiness) -> Reply:
    """Readiness as programs understand it that watch servers: 200 or 503, and JSON."""
    said = {"ready": found.ready, "checks": found.checks}
    status = 200 if found.ready else 503
    return Reply(status, msgspec.json.encode(said), (("content-type", _JSON), ("cache-control", "no-store")))


def _description(_: CouncilServer, __: Request) -> Reply:
    return Reply(200, described(DOORS), (("content-type", _JSON),))


def _sign_in(council: CouncilServer, request: Request) -> Message:
    return council.sign_in(_read(request.body, SignIn))


def _exchange(council: CouncilServer, request: Request) -> Message | Reply:
    asked = _read(request.body, ExchangeRequest)
    _check_numbers(asked.cursor.number, *(number for _, number in asked.fills))
    found = streaming.answered(council, request.token, asked) if asked.stream else council.exchange(request.token, asked)
    return found if isinstance(found, ExchangeAnswer) else Reply(200, found)


def _compare(council: CouncilServer, request: Request) -> Message:
    asked = _read(request.body, CompareRequest)
    _check_numbers(asked.after)
    return council.compare(request.token, asked)


DOORS: tuple[Door, ...] = (
    Door("health", "GET", HEALTH_PATH, _health, signed_in=False, gives=Health, says="That the server lives."),
    Door(
        "ready",
        "GET",
        READY_PATH,
        _ready,
        signed_in=False,
        gives_type=_JSON,
        statuses=(200, 503),
        says="Whether laptops may come: the store answers, its tables are the latest, the disk has room.",
    ),
    Door(
        "description",
        "GET",
        DESCRIPTION_PATH,
        _description,
        signed_in=False,
        gives_type=_JSON,
        says="This description.",
    ),
    Door(
        "sign-in",
        "POST",
        SIGN_IN_PATH,
        _sign_in,
        signed_in=False,
        most=SIGN_IN_BODY,
        takes=SignIn,
        gives=SignedIn,
        says="Name and password for a token; registers the laptop.",
    ),
    Door(
        "exchange",
        "POST",
        EXCHANGE_PATH,
        _exchange,
        takes=ExchangeRequest,
        gives=ExchangeAnswer,
        says="Takes what the laptop has and gives what is new for it. To who asks with `stream` the answer may come in frames.",
    ),
    Door(
        "compare",
        "POST",
        COMPARE_PATH,
        _compare,
        takes=CompareRequest,
        gives=CompareAnswer,
        says="Digests of all scopes, the ids of one, or the revisions of some ids.",
    ),
    Door(
        "photo in",
        "PUT",
        PHOTO_PATH,
        photos.put,
        most=LIMITS.kept_bytes,
        streamed=True,
        rest=True,
        gives=Arrived,
        says="A part of a photo, with `Content-Range`.",
    ),
    Door(
        "photo out",
        "GET",
        PHOTO_PATH,
        photos.get,
        rest=True,
        gives_type=BYTES_TYPE,
        statuses=(200, PARTIAL),
        says="A photo, or with `Range` a part of it.",
    ),
    Door(
        "which photos",
        "POST",
        PHOTOS_PATH,
        photos.which,
        takes=PhotosRequest,
        gives=PhotosAnswer,
        says="Which photos the council has for what this laptop is fed.",
    ),
)
_EXACT = {(door.method, door.path): door for door in DOORS if not door.rest}
_BEGINNING = tuple(door for door in DOORS if door.rest)


def door_at(method: str, path: str) -> Door | None:
    """The door of a path, if there is one."""
    exact = _EXACT.get((method, path))
    if exact is not None:
        return exact
    return next((door for door in _BEGINNING if door.method == method and path.startswith(door.path)), None)


def answer(council: CouncilServer, method: str, path: str, authorization: str, body: bytes) -> Reply:
    """The reply to a request whose body is all there. Never raises."""
    headers = {"authorization": authorization} if authorization else {}
    parts = iter([body] if body else [])
    request = Request(method, path, headers, body, next_part=lambda: next(parts, b""))
    return answer_request(council, door_at(method, path), request)


def answer_request(council: CouncilServer, door: Door | None, request: Request) -> Reply:
    """The reply to a request. Never raises: what goes wrong is a `Problem`, and holds no person's words.

    The first part of a reply in parts is there when it returns, so what goes wrong before it has its own status too.
    """
    try:
        return _begun(_answered(council, door, request))
    except problems.NoAnswer as refusal:
        return problem(refusal)
    except LineGone:
        return problem(problems.too_slow())
    except SurroundingsFail as error:
        log.error("the store fails: %s", type(error).__name__)
        return problem(problems.busy())._replace(fault=type(error).__name__)
    except KitchenTableError as error:
        log.error("cannot answer: %s at %s", type(error).__name__, place(error))
        return _fault(error)
    except Exception as error:  # the last wall: a mistake of ours is told apart from a network that fails
        log.error("a mistake in the server: %s at %s", type(error).__name__, place(error))
        return _fault(error)


def quick_answer(council: CouncilServer, request: Request) -> Reply | None:
    """The reply to an exchange with nothing new, within a moment and without waiting for anybody; None when it may be another."""
    if len(request.body) > QUICK_BODY or not request.token:
        return None
    try:
        found = council.nothing_new(request.token, unpack(request.body, ExchangeRequest))
    except (NotOurs, KitchenTableError):
        return None
    return None if found is None else Reply(200, pack(found))


def problem(refusal: problems.NoAnswer) -> Reply:
    """The reply that says why there is no answer."""
    wait = refusal.problem.wait
    headers = (("retry-after", str(wait)),) if wait and refusal.status in (429, 503) else ()
    return Reply(refusal.status, pack(refusal.problem), headers, refusal.problem.code)


def _answered(council: CouncilServer, door: Door | None, request: Request) -> Message | Reply:
    if door is None:
        raise problems.no_such_door()
    if len(request.body) > door.most:
        raise problems.too_large()
    if door.signed_in and not request.token:
        raise problems.sign_in_expired()
    return door.answer(council, request)


def _begun(found: Message | Reply) -> Reply:
    if isinstance(found, Message):
        return Reply(200, pack(found))
    if isinstance(found.content, bytes):
        return found
    first = next(found.content, b"")
    return found._replace(content=_Parts(first, found.content))


class _Parts(Iterator[bytes]):
    """A part that was read already and those that follow. Closing it closes what gives them."""

    def __init__(self, first: bytes, following: Iterator[bytes]) -> None:
        self._following = following
        self._parts = chain([first], following)

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        """No more of it is wanted."""
        close = getattr(self._following, "close", None)
        if close is not None:
            close()


def _read(body: bytes, kind: type[M]) -> M:
    try:
        return unpack(body, kind)
    except NotOurs as error:
        raise problems.not_understood(str(error)) from error


def _check_numbers(*numbers: int) -> None:
    if not all(0 <= number < _NUMBERS_END for number in numbers):
        raise problems.not_understood("a number outside all feeds")


def place(error: Exception) -> str:
    """Where in the code an error arose: a file's name and a line."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"


def _fault(error: Exception) -> Reply:
    words = "The council's server made a mistake. Nothing is lost; please tell your support team."
    said = pack(Problem(code=problems.FAULT, words=words))
    return Reply(500, said, code=problems.FAULT, fault=f"{type(error).__name__} at {place(error)}")

"""The doors: from the bytes of a request to the bytes of an answer. Knows paths and messages, and nothing of HTTP servers."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from app.practice.errors import KitchenTableError, SurroundingsFail
from sync.protocol import (
    BODY_LIMIT,
    COMPARE_PATH,
    EXCHANGE_PATH,
    HEALTH_PATH,
    SIGN_IN_PATH,
    CompareRequest,
    ExchangeRequest,
    Message,
    NotOurs,
    Problem,
    SignIn,
    pack,
    unpack,
)
from sync.server import problems
from sync.server.council import CouncilServer

log = logging.getLogger(__name__)

M = TypeVar("M", bound=Message)

QUICK_BODY = 1_000
"""Bytes of a request that may be an exchange with nothing new."""


class Reply(NamedTuple):
    """Status and bytes."""

    status: int
    content: bytes


def answer(council: CouncilServer, method: str, path: str, authorization: str, body: bytes) -> Reply:
    """The reply to a request. Never raises: what goes wrong is a `Problem`, and holds no person's words."""
    try:
        return Reply(200, pack(_answered(council, method, path, authorization, body)))
    except problems.NoAnswer as refusal:
        return Reply(refusal.status, pack(refusal.problem))
    except SurroundingsFail as error:
        log.error("the store fails: %s", type(error).__name__)
        return _problem(problems.busy())
    except KitchenTableError as error:
        log.error("cannot answer: %s", type(error).__name__)
        return _fault()
    except Exception as error:  # the last wall: a mistake of ours is told apart from a network that fails
        log.error("a mistake in the server: %s at %s", type(error).__name__, _place(error))
        return _fault()


def quick_answer(council: CouncilServer, method: str, path: str, authorization: str, body: bytes) -> Reply | None:
    """The reply to an exchange with nothing new, within a moment and without waiting for anybody; None when it may be another."""
    if (method, path) != ("POST", EXCHANGE_PATH) or len(body) > QUICK_BODY:
        return None
    scheme, _, token = authorization.partition(" ")
    try:
        found = council.nothing_new(token, unpack(body, ExchangeRequest)) if scheme.lower() == "bearer" else None
    except (NotOurs, KitchenTableError):
        return None
    return None if found is None else Reply(200, pack(found))


def too_large() -> Reply:
    """The reply to a body that is longer than a message may be."""
    return _problem(problems.too_large())


def _answered(council: CouncilServer, method: str, path: str, authorization: str, body: bytes) -> Message:
    if (method, path) == ("GET", HEALTH_PATH):
        return council.health()
    if len(body) > BODY_LIMIT:
        raise problems.too_large()
    if (method, path) == ("POST", SIGN_IN_PATH):
        return council.sign_in(_read(body, SignIn))
    doors: dict[tuple[str, str], Callable[[str], Message]] = {
        ("POST", EXCHANGE_PATH): lambda token: council.exchange(token, _read(body, ExchangeRequest)),
        ("POST", COMPARE_PATH): lambda token: council.compare(token, _read(body, CompareRequest)),
    }
    door = doors.get((method, path))
    if door is None:
        raise problems.no_such_door()
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise problems.sign_in_expired()
    return door(token)


def _read(body: bytes, kind: type[M]) -> M:
    try:
        return unpack(body, kind)
    except NotOurs as error:
        raise problems.not_understood(str(error)) from error


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"


def _problem(refusal: problems.NoAnswer) -> Reply:
    return Reply(refusal.status, pack(refusal.problem))


def _fault() -> Reply:
    words = "The council's server made a mistake. Nothing is lost; please tell your support team."
    return Reply(500, pack(Problem(code=problems.FAULT, words=words)))

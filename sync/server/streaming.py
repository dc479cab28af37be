"""An answer in frames: page after page as if the laptop had asked for each, cut into frames that it can keep one by one.

Each page is a transaction of its own, so nothing is held open while a slow laptop reads, and never more than a page is in memory.
"""

from collections.abc import Iterator, Mapping

import msgspec

from sync.framing import Framer
from sync.protocol import (
    FIRST_PAGE,
    FRAME_ROWS,
    FRAME_SIZE,
    MOST_ROWS,
    Cursor,
    ExchangeAnswer,
    ExchangeRequest,
    check_of_raw,
    scope_bytes,
)
from sync.server.council import CouncilServer
from sync.server.feed import Entry, Page

PAGES_AHEAD = 8
"""How many frames are read at once for a laptop that asks for smaller ones than usual."""

Fills = dict[bytes, int]


def answered(council: CouncilServer, token: str, request: ExchangeRequest) -> ExchangeAnswer | Iterator[bytes]:
    """The whole answer where one frame holds it, else the bytes of its frames. Raises as `CouncilServer.exchange` does."""
    asked = _asked(request)
    answer, page = council.exchange_page(token, asked)
    if not _goes_on(answer) and len(_parts(page, request)) <= 1:
        return answer
    return _frames(council, token, request, asked, answer, page)


def _frames(
    council: CouncilServer, token: str, request: ExchangeRequest, asked: ExchangeRequest, answer: ExchangeAnswer, page: Page
) -> Iterator[bytes]:
    framer = Framer()
    while True:
        fills: Fills = dict(asked.fills)
        frames = _cut(answer, page, fills, request)
        goes_on = _goes_on(answer)
        for place, frame in enumerate(frames, start=1):
            yield framer.frame(frame, last=place == len(frames) and not goes_on)
        if not goes_on:
            return
        following = tuple((scope, number) for scope, number in answer.fills if number < answer.cursor.number)
        asked = msgspec.structs.replace(asked, push=(), check=b"", acts=(), cursor=answer.cursor, fills=following)
        answer, page = council.exchange_page(token, asked)


def _asked(request: ExchangeRequest) -> ExchangeRequest:
    """The request of a page that gives many frames."""
    rows = min(request.rows * PAGES_AHEAD, MOST_ROWS)
    return msgspec.structs.replace(request, rows=rows, size=min(request.size * PAGES_AHEAD, FIRST_PAGE))


def _goes_on(answer: ExchangeAnswer) -> bool:
    """Whether the next page follows by itself. The laptop orders what it is new to: then it is asked first."""
    return answer.more and not answer.compare and answer.scopes is None


def _parts(page: Page, request: ExchangeRequest) -> list[list[Entry]]:
    rows, size = min(max(request.rows, 1), FRAME_ROWS), min(request.size, FRAME_SIZE)
    parts: list[list[Entry]] = []
    left, room = 0, 0
    for each in page.entries:
        taken = each.size
        if left < 1 or taken > room:
            parts.append([])
            left, room = rows, size
        parts[-1].append(each)
        left, room = left - 1, room - taken
    return parts


def _cut(answer: ExchangeAnswer, page: Page, before: Fills, request: ExchangeRequest) -> list[ExchangeAnswer]:
    """The page in frames: what answers the push comes with the first, and what holds at the end with the last."""
    after = dict(answer.fills)
    for scope in before:
        after.setdefault(scope, answer.cursor.number)
    if answer.compare or not answer.more:
        after = {}
    parts = _parts(page, request) or [[]]
    frames, told = [], dict(before)
    for place, part in enumerate(parts):
        first, last = place == 0, place == len(parts) - 1
        moved = _moved(told, after if last else _reached(part, answer.cursor))
        told |= moved
        cursor = answer.cursor
        if not last and part[-1].settled:
            cursor = Cursor(number=part[-1].number, id=part[-1].id)
        frames.append(
            msgspec.structs.replace(
                answer,
                cursor=cursor,
                more=answer.more or not last,
                stored=answer.stored if first else 0,
                not_stored=answer.not_stored if first else (),
                rows=tuple(each.row for each in part),
                check=check_of_raw(each.id for each in part) if part else b"",
                fills=tuple(moved.items()),
                scopes=answer.scopes if first else None,
                fresh=answer.fresh if first else (),
                first=answer.first if first else (),
                root=answer.root if last else b"",
                summed=answer.summed and last,
                photos=answer.photos if last else None,
            )
        )
    return frames


def _reached(part: list[Entry], end: Cursor) -> Fills:
    """How far the scopes that fill have come with these: they are read one after the other, so all but the last to the end."""
    found: Fills = {}
    for each in part:
        if not each.settled:
            found = dict.fromkeys(found, end.number)
            found[scope_bytes(each.scope)] = each.number
    return found


def _moved(before: Mapping[bytes, int], after: Mapping[bytes, int]) -> Fills:
    return {scope: number for scope, number in after.items() if before.get(scope) != number}

"""Photos between this laptop and its council: after the words, slice by slice, going on at the byte where the line was cut.

What is to be given and fetched stands in the database at every moment (`app.records.giving`); so this can stop anywhere, and
does when words wait, when its time is over, and while keys come. One photo that cannot be given or fetched is put aside by name.
"""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from app.practice.errors import (
    DeviceStopped,
    ExchangeFailed,
    PhotoMistake,
    ServerAnswerStrange,
    ServerUnreachable,
    SignInExpired,
    StoreBusy,
    StoreFull,
)
from app.records import exchange as kept
from app.records import fed, giving, photos
from app.records.book import Casebook
from app.records.revision import written_text
from sync import protocol
from sync.client.talk import Talk
from sync.framing import size_of
from sync.photo_wire import Arrived, PhotosRequest
from sync.protocol import NotOurs

A = TypeVar("A")

COMPARED = "photos compared"
"""The casebook remembers by this name which two digests it has compared: unlike ones are not compared again and again."""
SMALLEST_SLICE, FIRST_SLICE, LARGEST_SLICE = 4 * 1024, 128 * 1024, 512 * 1024
"""Bytes of a photo in one request."""
KEPT_AT_ONCE = 128 * 1024
"""Bytes that are kept in one transaction, so that typing never waits long for the disk."""
MOST_SECONDS = 20.0
"""So long one exchange goes on with photos: what is left goes with the next, and words never wait long behind them."""

_GLANCE = "SELECT EXISTS (SELECT 1 FROM photo_name)"
_REFUSED = {"no photo", "too large"}
_LATER = {"busy", "slow down"}
_OFTEN = 8
"""So often in a row a slice is tried on a line that keeps cutting."""

NOT_TAKEN = "The council could not read this photo. It is safe on this laptop; please add it once more."
NOT_FOUND = "This photo could not be exchanged just now. It is tried again by itself."
NOT_WHOLE = "This photo did not arrive as it was kept. Whoever added it can add it once more."


@dataclass(frozen=True)
class Went:
    """What was done with photos. `more`: time was over before all of it was done."""

    given: int = 0
    fetched: int = 0
    put_aside: int = 0
    more: bool = False


class _EnoughError(Exception):
    """No more of it now: time is over, or words wait."""


class PhotoExchange:
    """Gives and fetches the photos of one casebook. `line` gives the line to the council and `hang_up` lets go of it; `calm`
    returns when nobody types; `first` says whose photos are wanted first; `seconds` is how long one round may take.
    """

    def __init__(
        self,
        book: Casebook,
        *,
        line: Callable[[str], Talk],
        hang_up: Callable[[], None],
        rest: Callable[[float], None] = time.sleep,
        calm: Callable[[], None] = lambda: None,
        first: Callable[[], Sequence[str]] = tuple,
        seconds: float = MOST_SECONDS,
    ) -> None:
        self._book, self._line, self._hang_up = book, line, hang_up
        self._rest, self._calm, self._first, self._seconds = rest, calm, first, seconds
        self._slice = FIRST_SLICE
        self._until = 0.0
        self._address, self._token = "", ""
        self._went = Went()

    def go_on(self, theirs: bytes | None) -> Went:
        """Make both sides have the same photos, as far as time allows; `theirs` is the council's digest, None when it says none.

        Raises `SignInExpired`, `DeviceStopped` and the `Store...` family. A line that fails, or a full disk, only ends it: the
        words are exchanged.
        """
        if theirs is None or (not theirs and not self._book.look(_GLANCE)[0][0]):
            return Went()
        self._until = time.monotonic() + self._seconds
        self._went = Went()
        try:
            self._compare(theirs)
            self._give()
            self._fetch()
        except _EnoughError:
            self._went = replace(self._went, more=True)
        except (SignInExpired, DeviceStopped):
            raise
        except (ExchangeFailed, StoreFull, StoreBusy):
            self._hang_up()
        return self._went

    def _compare(self, theirs: bytes) -> None:
        """Ask which photos the council has, if its digest is not ours and was not compared with it before."""
        with self._book.view() as view:
            state = kept.state_of(view)
            mine = photos.digest_of(view.connection, state.scopes)
            seen = view.value(COMPARED)
        self._address, self._token = state.address, state.token
        if mine == theirs or seen == mine + theirs:
            return
        places: list[photos.Placed] = []
        after = b""
        while True:
            self._between()
            answer = self._talk().photos(self._token, PhotosRequest(after=after))
            try:
                places += [photos.Placed(protocol.scope_text(scope), _hash(photo), size) for scope, photo, size in answer.places]
            except NotOurs as error:
                raise ServerAnswerStrange(address=self._address, status=200, detail=str(error)) from error
            if not answer.next or answer.next == after:
                break
            after = answer.next
        with self._book.unit() as unit:
            mine_too = fed.scopes_of(state.scopes).among
            giving.placed_as(unit, state.scopes, [each for each in places if each.scope in mine_too])
            mine = photos.digest_of(unit.connection, state.scopes)
            unit.put(COMPARED, mine + theirs)
            unit.commit()

    def _give(self) -> None:
        with self._book.view() as view:
            waiting = giving.to_give(view)
        for photo, size in waiting:
            scopes = self._given(photo, size)
            if scopes is None:
                self._count_aside(photo, giving.SENT)
                continue
            with self._book.unit() as unit:
                giving.given(unit, photo, scopes, self._book.clock())
                unit.commit()
            self._went = replace(self._went, given=self._went.given + 1)

    def _given(self, photo: str, size: int) -> list[str] | None:
        """Give all of it, and learn for which scopes it is there; None when the council will not have it, which was noted."""
        try:
            have = 0
            if size > self._slice:
                have = self._sent(photo, 0, 0, size).have
            while True:
                answer = self._sent(photo, have, min(self._slice, size - have), size)
                if answer.taken:
                    return [protocol.scope_text(each) for each in answer.scopes]
                if not 0 <= answer.have < size or answer.have == have:
                    raise ServerAnswerStrange(address=self._address, status=200, detail="an upload that does not move on")
                have = answer.have
        except (ServerAnswerStrange, NotOurs) as error:
            self._note(photo, giving.SENT, error)
            return None

    def _sent(self, photo: str, start: int, length: int, size: int) -> Arrived:
        def once() -> Arrived:
            length_now = min(length, self._slice)
            with self._book.view() as view:
                data = photos.read(view.connection, photo, start, length_now) if length_now else b""
            return self._talk().give_photo(self._token, photo, start, data, size)

        return self._patiently(once)

    def _fetch(self) -> None:
        with self._book.view() as view:
            coming = giving.to_fetch(view, self._first())
        for photo, size in coming:
            if self._fetched(photo, size):
                self._went = replace(self._went, fetched=self._went.fetched + 1)
            else:
                self._count_aside(photo, giving.FETCHED)

    def _fetched(self, photo: str, size: int) -> bool:
        """Fetch what is missing of it, look at it, keep it. False when that could not be, which was noted."""
        from app.records.images import check_kept

        try:
            if not 0 < size <= giving.MOST_BYTES:
                raise ServerAnswerStrange(address=self._address, status=200, detail="too large")
            while (start := self._have(photo)) < size:
                self._patiently(partial(self._fetch_slice, photo, size))
                if self._have(photo) == start:
                    raise ServerAnswerStrange(address=self._address, status=200, detail="a photo that ends too soon")
            with self._book.view() as view:
                data = photos.all_bytes(view.connection, photo)
            check_kept(data, photo)
        except (ServerAnswerStrange, PhotoMistake) as error:
            self._note(photo, giving.FETCHED, error)
            return False
        with self._book.unit() as unit:
            photos.finish(unit.connection, photo, size, written_text(self._book.clock()))
            giving.no_trouble(unit, photo)
            unit.commit()
        return True

    def _fetch_slice(self, photo: str, size: int) -> None:
        """Keep bytes as they come, so that a cut costs no more than the last few."""
        start = self._have(photo)
        end = min(start + self._slice, size)
        gathered = bytearray()
        try:
            with closing(self._talk().photo_bytes(self._token, photo, start, end - start)) as parts:
                for part in parts:
                    gathered += part[: end - start - len(gathered)]
                    if len(gathered) >= KEPT_AT_ONCE:
                        start = self._keep(photo, start, gathered)
        finally:
            self._keep(photo, start, gathered)

    def _keep(self, photo: str, start: int, gathered: bytearray) -> int:
        data = bytes(gathered)
        gathered.clear()
        if data:
            with self._book.unit() as unit:
                if photos.arrived(unit.connection, photo) == start:
                    photos.keep_part(unit.connection, photo, start, data)
                    unit.commit()
        return start + len(data)

    def _have(self, photo: str) -> int:
        with self._book.view() as view:
            return photos.arrived(view.connection, photo)

    def _patiently(self, ask: Callable[[], A]) -> A:
        """Ask; on a line that was cut ask again, with smaller slices."""
        tries = 0
        while True:
            self._between()
            try:
                answer = ask()
            except ServerUnreachable as error:
                self._hang_up()
                tries += 1
                self._slice = max(self._slice // 2, SMALLEST_SLICE)
                if error.facts.get("cut") is None or not error.cut or tries > _OFTEN:
                    raise
                self._rest(random.uniform(0.1, 0.5))
            else:
                self._slice = min(self._slice * 2, LARGEST_SLICE)
                return answer

    def _between(self) -> None:
        """Wait while somebody types; stop when words wait or time is over."""
        self._calm()
        with self._book.view() as view:
            words_wait = bool(kept.to_send(view, 1, 1, size_of))
        if words_wait or time.monotonic() > self._until:
            raise _EnoughError

    def _talk(self) -> Talk:
        return self._line(self._address)

    def _count_aside(self, photo: str, way: str) -> None:
        with self._book.view() as view:
            aside = any(each.photo == photo and each.way == way for each in giving.put_aside(view))
        self._went = replace(self._went, put_aside=self._went.put_aside + aside)

    def _note(self, photo: str, way: str, error: Exception) -> None:
        """What is wrong with the photo itself puts it aside, what may pass is tried again, the council's own trouble ends it."""
        detail = str(getattr(error, "facts", {}).get("detail", ""))
        if detail in _LATER:
            raise _EnoughError from error
        lasting = detail in _REFUSED
        words = NOT_TAKEN if lasting else NOT_WHOLE if isinstance(error, PhotoMistake) else NOT_FOUND
        with self._book.unit() as unit:
            if isinstance(error, PhotoMistake):
                photos.drop_parts(unit.connection, photo)
            code = giving.REFUSED if lasting else detail or type(error).__name__
            giving.went_wrong(unit, photo, way, code, words, self._book.clock())
            unit.commit()


def _hash(data: bytes) -> str:
    if len(data) != protocol.ID_BYTES:
        raise NotOurs("half an id")
    return data.hex()

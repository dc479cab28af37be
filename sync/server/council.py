"""The council's server without its doors: sign in, exchange, compare. Plain and synchronous; each call is one transaction.

Any number of processes may share one store. What one remembers between calls (`sync.server.fed`) is believed only as far as the
store says, in the same transaction, that it still holds.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, select

from app.practice.errors import NotFound
from app.practice.people import Council
from app.practice.photos import PhotoAllowance
from app.records import ledger
from app.records.canonical import sha256
from app.records.revision import RECORD_BYTES, RecordId, Revision
from app.records.tables import revision
from app.records.vault import Cost
from sync.protocol import (
    VERSION,
    CompareAnswer,
    CompareRequest,
    ExchangeAnswer,
    ExchangeRequest,
    Health,
    NotOurs,
    SignedIn,
    SignIn,
    check_of,
    hexes,
    milliseconds,
    scope_bytes,
    scope_text,
)
from sync.server import audit, endings, feed, glance, identity, intake, problems, projection, store, today
from sync.server.admission import read_body
from sync.server.desk import desk_of, introduce, vouch
from sync.server.fed import Fed, Remembered
from sync.server.rules import seal_key_of
from sync.server.store import Store
from sync.server.tables import member

TOKEN_LASTS = timedelta(days=14)


@dataclass(frozen=True)
class Settings:
    """What a council may set. `cost` is what a password is made to cost."""

    token_lasts: timedelta = TOKEN_LASTS
    cost: Cost = field(default_factory=Cost)
    photos: PhotoAllowance = field(default_factory=PhotoAllowance)


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


class CouncilServer:
    """One council on one store. Every method raises `problems.NoAnswer` or the `Store...` family."""

    def __init__(
        self,
        store: Store,
        *,
        clock: Callable[[], datetime] = utc_now,
        settings: Settings | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self.store = store
        self.clock = clock
        self.settings = settings or Settings()
        self.noted: Callable[[str, int], None] | None = None
        """Hears of every act that is written into the audit, with its count: for figures."""
        self.remembered = remembered or Remembered()
        self._decoy = identity.password_kept("nobody has this password", self.settings.cost)

    def sign_in(self, request: SignIn) -> SignedIn:
        """Check name and password, register the laptop, give it a token."""
        at, device = self.clock(), request.device.hex() if len(request.device) == RECORD_BYTES else None
        with self.writing() as connection:
            found = identity.account_of(connection, request.name, self._decoy)
            wait = identity.begin_attempt(connection, request.name, at)
            if wait:
                audit.note(connection, at, "sign-in refused", staff=found.staff, device=device)
        right = not wait and identity.password_holds(request.password, found.password)
        staff = found.staff
        if not right or staff is None:
            if not wait:
                self._refused(at, staff, device)
            raise problems.sign_in_refused(wait)
        try:
            return self._let_in(request, staff, at)
        except problems.NoAnswer:
            self._refused(at, staff, device)
            raise

    def _refused(self, at: datetime, staff: RecordId | None, device: str | None) -> None:
        with self.writing() as connection:
            audit.note(connection, at, "sign-in refused", staff=staff, device=device)

    def _let_in(self, request: SignIn, staff: RecordId, at: datetime) -> SignedIn:
        with self.writing() as connection:
            device = request.device.hex()
            identity.forgive(connection, request.name)
            unknown_until_now = identity.register(connection, request, staff, at)
            token = identity.new_token(connection, device, at, self.settings.token_lasts)
            audit.note(connection, at, "signed in", staff=staff, device=device)
            council, council_name = self._council(connection)
            desk = desk_of(self.home)
            seal_key = seal_key_of(connection)
            name = connection.execute(select(member.c.name).where(member.c.staff == staff)).scalar_one()
            if unknown_until_now:
                introduce(connection, desk, request.author.hex(), name, at)
            vouch(connection, desk, at)
        return SignedIn(
            token=token,
            expires=milliseconds(at + min(self.settings.token_lasts, identity.LONGEST_TOKEN)),
            staff=bytes.fromhex(staff),
            name=name,
            council=bytes.fromhex(council),
            council_name=council_name,
            time=milliseconds(at),
            seal_key=seal_key,
            vouch_key=desk.signer.public_key().public_bytes_raw(),
        )

    def exchange(self, token: str, request: ExchangeRequest) -> ExchangeAnswer:
        """Take what is pushed and give what is new, in one transaction."""
        return self.exchange_page(token, request)[0]

    def exchange_page(self, token: str, request: ExchangeRequest) -> tuple[ExchangeAnswer, feed.Page]:
        """As `exchange`, and the page that the answer carries."""
        at = self.clock()
        if request.push == () and (quick := self.nothing_new(token, request, at)) is not None:
            return quick, feed.Page(request.rows, request.size)
        with self.writing() as connection:
            answer, page, fed = self._page(connection, token, request, at)
        if fed is not None:
            self.remembered.keep(sha256(token.encode()), fed)
        return answer, page

    def _page(
        self, connection: Connection, token: str, request: ExchangeRequest, at: datetime
    ) -> tuple[ExchangeAnswer, feed.Page, Fed | None]:
        """One page, and what is to be remembered once all of it is kept."""
        fills, pushed, day = _fills(request), _pushed(request), projection.uk_day(at)
        with ledger.Trip(connection) as trip:
            visitor = identity.ask_visitor(trip, token, alone=True)
            held = feed.ask_held(trip, request.cursor)
            theirs = self.remembered.ask(trip, sha256(token.encode()), day, wanted=request.summed)
        who = identity.visitor_in(visitor, at)
        before = theirs.fed(connection, self.remembered, who.staff)
        with ledger.Trip(connection) as trip:
            identity.advance(trip, who, request.counter, request.nonce, at)
            ground = intake.Asked.ask(trip, pushed) if pushed and feed.holds(held, request.cursor) else None
        audit.claim(connection, at, request.acts, staff=who.staff, device=who.device)
        if not feed.holds(held, request.cursor):
            compare = ExchangeAnswer(time=milliseconds(at), cursor=feed.end_of(connection), compare=True, more=True)
            return compare, feed.Page(request.rows, request.size), None
        if who.recalled and not pushed:
            raise endings.no_answer(who.recalled)
        taken = intake.Taken()
        if ground is not None:
            taken = intake.take(
                connection, pushed, staff=who.staff, device_id=who.device, scopes=before.among, at=at, asked=ground
            )
        after = self.remembered.now(connection, who.staff, day) if taken.moved else before
        page, ahead, fresh = _read(connection, request, before, after, taken, fills, recalled=bool(who.recalled))
        audit.note(connection, at, "read", staff=who.staff, device=who.device, scopes=page.scopes)
        changed = request.scopes != after.digest
        first = today.scopes_of_today(connection, after.scopes, day) if changed else ()
        answer = ExchangeAnswer(
            time=milliseconds(at),
            cursor=page.cursor,
            more=page.more,
            stored=taken.stored,
            not_stored=taken.not_stored,
            rows=page.sent,
            check=page.check,
            fills=tuple((scope_bytes(scope), number) for scope, number in page.fills.items()),
            scopes=tuple(scope_bytes(scope) for scope in after.scopes) if changed or who.recalled else None,
            fresh=tuple(scope_bytes(scope) for scope in fresh),
            root=b"" if page.more else ahead.stands.sum.root if request.summed else ahead.stands.root,
            backed_up=ahead.stands.backed_up,
            first=tuple(scope_bytes(scope) for scope in first),
            photos=None if page.more else ahead.stands.photos,
            summed=request.summed and not page.more,
        )
        return answer, page, ahead.fed if request.summed else None

    def nothing_new(self, token: str, request: ExchangeRequest, at: datetime | None = None) -> ExchangeAnswer | None:
        """The answer to a laptop that brings nothing and for which there is nothing, if that is so for certain: else None, and
        `exchange` finds out what is to be said. It waits for nobody, for it only reads.
        """
        with self.store.translated():
            return glance.nothing_new(self.store, token, request, at or self.clock(), self.remembered)

    def compare(self, token: str, request: CompareRequest) -> CompareAnswer:
        """Digests of all scopes, the ids of one, or the revisions of some ids."""
        at = self.clock()
        try:
            scope = scope_text(request.scope) if request.scope else ""
            want = hexes(b"".join(request.want))
            have = hexes(b"".join(request.have))
        except NotOurs as error:
            raise problems.not_understood(str(error)) from error
        with self.writing() as connection:
            who = identity.visitor(connection, token, at)
            if who.recalled:
                raise endings.no_answer(who.recalled)
            scopes = projection.scopes_of(connection, who.staff, projection.uk_day(at))
            if have:
                audit.note(connection, at, "compared", staff=who.staff, device=who.device)
                return feed.lacking(connection, have, milliseconds(at))
            if want:
                page = feed.Page(request.rows, request.size)
                feed.wanted_page(connection, set(scopes), want, page)
                audit.note(connection, at, "read", staff=who.staff, device=who.device, scopes=page.scopes)
                return feed.wanted_answer(connection, page, milliseconds(at))
            if scope:
                if scope not in scopes:
                    return CompareAnswer(time=milliseconds(at), cursor=feed.end_of(connection))
                audit.note(connection, at, "compared", staff=who.staff, device=who.device, scopes={scope: 1})
                return feed.ids_page(connection, scope, request.after, milliseconds(at))
            audit.note(connection, at, "compared", staff=who.staff, device=who.device)
            self.remembered.forget(sha256(token.encode()))
            found = feed.digests(connection, scopes)
            return CompareAnswer(time=milliseconds(at), cursor=feed.end_of(connection), digests=found)

    def health(self) -> Health:
        """That the store answers."""
        with self.store.reading() as connection:
            connection.execute(select(revision.c.number).limit(1)).scalar()
        return Health(protocol=VERSION, time=milliseconds(self.clock()))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write; kept unless it raises. What is noted in it is written as its last thing."""
        with self.store.writing() as connection, audit.gathered(connection, self.noted):
            yield connection

    @property
    def path(self) -> Path:
        """The file that stands for the store."""
        return self.store.path

    @property
    def home(self) -> Path:
        """The council's folder."""
        return self.store.home

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def _council(self, connection: Connection) -> tuple[RecordId, str]:
        found = ledger.revisions_where(connection, select(revision).where(revision.c.kind == Council.kind))
        if not found:
            raise NotFound(what="council", name=str(self.home))
        body = read_body(found[-1])
        return found[0].header.record, body.name if isinstance(body, Council) else ""


def open_council(
    data: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    settings: Settings | None = None,
    make: bool = False,
    idle: int = store.IDLE,
    remembered: Remembered | None = None,
) -> CouncilServer:
    """The council of the folder, on embedded SQLite or on the PostgreSQL that the folder names. `idle`: how many connections to
    that stay open while nobody asks. Raises `NotFound` when none was begun there, unless it is to be made.
    """
    if not store.there(data) and not make:
        raise NotFound(what="council", name=str(data))
    return CouncilServer(store.open_store(data, idle=idle), clock=clock, settings=settings, remembered=remembered)


def _read(
    connection: Connection,
    request: ExchangeRequest,
    before: Fed,
    after: Fed,
    taken: intake.Taken,
    fills: tuple[tuple[str, int], ...],
    *,
    recalled: bool,
) -> tuple[feed.Page, feed.Ahead, tuple[str, ...]]:
    """The page that the laptop reads, how the council stands, and the scopes that this very push began. What is fed `after` the
    push may be other than `before` it."""
    fresh = tuple(scope for scope in taken.fresh if scope in after.among)
    fed = before.among if after is before and not fresh else (before.among & after.among) | set(fresh)
    fits = not recalled and request.scopes == before.digest
    settled = (fed - dict(fills).keys() if fills else fed) if fits else frozenset()
    ahead = feed.look_ahead(connection, request.cursor.number, settled, after)
    page = feed.Page(request.rows, request.size)
    if not fits:
        page.cursor, page.fills, page.more = request.cursor, dict(fills), True
        return page, ahead, ()
    known = {each for each in taken.ids if each}
    feed.read_page(connection, page, cursor=request.cursor, ahead=ahead, scopes=fed, fills=fills, known=known)
    page.more = page.more or (fed is not after.among and fed != after.among)
    return page, ahead, fresh


def _fills(request: ExchangeRequest) -> tuple[tuple[str, int], ...]:
    try:
        return tuple((scope_text(scope), number) for scope, number in request.fills)
    except NotOurs as error:
        raise problems.not_understood(str(error)) from error


def _pushed(request: ExchangeRequest) -> list[Revision | None]:
    pushed = intake.read_rows(request.push)
    if None not in pushed and pushed and check_of(each.id for each in pushed if each) != request.check:
        raise problems.not_understood("the revisions are not those that were sent")
    return pushed

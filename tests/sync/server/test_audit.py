"""The audit: every act is in it, its rows are chained, the database refuses to change them, and tampering is named."""

import contextlib
import hashlib
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Executable, delete, insert, select, text, update

from app.practice.errors import KitchenTableError
from app.records.revision import person_scope
from sync import protocol
from sync.protocol import Act, SignedIn, milliseconds
from sync.server import audit, chain, problems, provision, store
from sync.server.admin import CouncilDesk
from sync.server.chain import Checked, Mark
from sync.server.council import CouncilServer, open_council
from sync.server.tables import audit as rows
from sync.server.tables import counter
from sync.server.trail import Wanted
from tests.frozen import OLD, unpacked
from tests.sync.laptops import Clock, Laptop
from tests.sync.server.test_council import ann_in, ask, sign_in
from tests.sync.throwaway import Postgres

__all__ = ["ann_in"]

Unguarded = Callable[..., None]
BOTH = pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)


def acts(council: CouncilServer, scope: str | None = None) -> list[str]:
    query = select(rows.c.act).order_by(rows.c.number)
    with council.writing() as connection:
        return list(connection.execute(query if scope is None else query.where(rows.c.scope == scope)).scalars())


def checked(council: CouncilServer, *known: Mark) -> Checked:
    with council.store.reading() as connection:
        return chain.check(connection, known)


def noted(council: CouncilServer, *what: str) -> None:
    for each in what:
        with council.writing() as connection:
            audit.note(connection, council.clock(), each)


@pytest.fixture
def unguarded(desk: CouncilDesk, request: pytest.FixtureRequest) -> Unguarded:
    """As who has the database in their hands: they take the guards away first."""

    def carry_out(*statements: Executable) -> None:
        if desk.council.store.embedded:
            with desk.council.writing() as connection:
                connection.execute(text("DROP TRIGGER IF EXISTS audit_no_update"))
                connection.execute(text("DROP TRIGGER IF EXISTS audit_no_delete"))
                for each in statements:
                    connection.execute(each)
            return
        database = store.read_database(desk.council.path)
        server: Postgres = request.getfixturevalue("postgres")
        with provision.administrator(server.database(database.address.partition("?")[0].rpartition("/")[2]).url) as connection:
            connection.execute(text(f"SET LOCAL search_path TO {database.schema}"))
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
            for each in statements:
                connection.execute(each)

    return carry_out


@BOTH
def test_the_database_refuses_to_change_or_remove_rows(council: CouncilServer) -> None:
    for statement in (update(rows).values(act="nothing"), delete(rows), delete(rows).where(rows.c.number == 2)):
        with pytest.raises(KitchenTableError), council.writing() as connection:
            connection.execute(statement)
    assert checked(council).fault == ""


@BOTH
def test_every_act_is_in_it(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    council = desk.council
    with pytest.raises(problems.NoAnswer):
        council.sign_in(sign_in("ann", "wrong"))
    grace = ann.add_person()
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    jo.say(grace, "Ring twice.")
    jo.exchanger.exchange()
    desk.people()
    desk.set_password("jo", "another kettle")
    device = desk.devices()[0].device
    desk.stop_device(device, "reported lost")
    found = acts(council)
    for act in (
        "signed in",
        "sign-in refused",
        "wrote",
        "read",
        "listed people",
        "listed laptops",
        "password set",
        "laptop stopped",
    ):
        assert act in found
    scope = person_scope(grace)
    assert acts(council, scope) == ["wrote", "read", "wrote"]
    assert checked(council) == Checked(len(found), checked(council).end, 0)
    told = [step for step in desk.trail(Wanted(scope=scope)) if step.act != "read the audit"]
    assert [(step.staff, step.act, step.about) for step in told] == [
        ("Ann", "wrote", "Grace Mensah"),
        ("Jo", "read", "Grace Mensah"),
        ("Jo", "wrote", "Grace Mensah"),
    ]
    assert [
        step.act for step in desk.trail(Wanted(staff={line.sign_in: line.staff for line in desk.staff()}["jo"], scope=scope))
    ] == ["read", "wrote"]
    assert "read the audit" in acts(council)


def test_a_refused_sign_in_says_whose_account_it_was_at(ann_in: SignedIn, council: CouncilServer) -> None:
    """Where it was at somebody's; the name that was typed is kept nowhere, for it may be a password."""
    for name in ("ann", "my secret phrase"):
        with pytest.raises(problems.NoAnswer):
            council.sign_in(sign_in(name, "wrong"))
    with council.writing() as connection:
        found = connection.execute(select(rows.c.staff).where(rows.c.act == "sign-in refused")).scalars().all()
        assert found == [ann_in.staff.hex(), None]
    raw = council.path.read_bytes() + council.path.with_name(council.path.name + "-wal").read_bytes()
    assert b"secret phrase" not in raw


@BOTH
def test_what_a_laptop_claims_is_written_once(ann_in: SignedIn, council: CouncilServer) -> None:
    """Sent again with the same counter, with the next, together with more, or with a count that grew."""
    at = milliseconds(council.clock())
    scope = b"p" + bytes(16)
    opened, printed = Act(act="opened", scope=scope, at=at), Act(act="printed", scope=scope, at=at + 5, count=2)
    for counter_, claims in ((1, (opened,)), (1, (opened,)), (2, (opened, printed)), (3, (opened, printed, opened))):
        council.exchange(ann_in.token, ask(counter_, acts=claims))
    council.exchange(ann_in.token, ask(4, acts=(msgspec.structs.replace(printed, count=5),)))
    query = select(rows.c.act, rows.c["count"], rows.c.staff).where(rows.c.claimed.is_not(None)).order_by(rows.c.number)
    with council.writing() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    staff = ann_in.staff.hex()
    assert found == [("opened", 1, staff), ("printed", 2, staff), ("printed", 3, staff)]
    assert checked(council).fault == ""


def test_a_strange_claim_never_stops_an_exchange_and_puts_no_words_in(ann_in: SignedIn, council: CouncilServer) -> None:
    strange = (
        Act(act="Grace fell again", scope=b"p" + bytes(16), at=0),
        Act(act="x" * 10_000, scope=b"nowhere", at=2**62),
        Act(act="", scope=b"", at=-(2**62), count=-5),
        Act(act="opened\0", scope=b"c", at=1, count=2**62),
    )
    assert council.exchange(ann_in.token, ask(acts=strange)).time
    with council.writing() as connection:
        found = connection.execute(select(rows.c.act).where(rows.c.claimed.is_not(None))).scalars().all()
    assert set(found) == {audit.STRANGE}
    assert checked(council).fault == ""


def linked(council: CouncilServer, entry: dict[str, Any]) -> bytes:
    """The hash that a row would have which follows the last."""
    end = bytes.fromhex(checked(council).end.hash)
    said = [entry.get(name) for name in ("number", "at", "staff", "device", "act", "scope", "count", "claimed")]
    return hashlib.sha256(end + json.dumps(said, separators=(",", ":")).encode()).digest()


@BOTH
@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("change", "row 4 is not as it was written"),
        ("change the hash", "row 4 is not as it was written"),
        ("remove", "row 4 is missing"),
        ("remove two", "rows 4 to 5 are missing"),
        ("swap", "row 4 is not as it was written"),
        ("put in", "row 8 is not as it was written"),
        ("put in well", "row 8 was put in past the end"),
        ("cut off", "the audit ends with row 5, but row 7 was written"),
        ("change the last", "row 7 is not as it was written"),
        ("close the gap", "row 4 is not as it was written"),
    ],
)
def test_what_was_tampered_with_is_named(council: CouncilServer, unguarded: Unguarded, what: str, named: str) -> None:
    with council.writing() as connection:
        before = audit.standing(connection).number
    noted(council, *(f"act {letter}" for letter in "abcdefghij"[: 7 - before]))
    assert checked(council).fault == ""
    number = rows.c.number
    entry = {"number": 8, "at": "2026-11-22T00:00:00.000000Z", "act": "nothing", "scope": "", "count": 0, "hash": bytes(32)}
    statements = {
        "change": [update(rows).where(number == 4).values(act="nothing")],
        "change the hash": [update(rows).where(number == 4).values(hash=bytes(32))],
        "remove": [delete(rows).where(number == 4)],
        "remove two": [delete(rows).where(number.in_((4, 5)))],
        "swap": [
            update(rows).where(number == 4).values(number=99),
            update(rows).where(number == 6).values(number=4),
            update(rows).where(number == 99).values(number=6),
        ],
        "put in": [insert(rows).values(**entry)],
        "put in well": [insert(rows).values(**(entry | {"hash": linked(council, entry)}))],
        "cut off": [delete(rows).where(number > 5)],
        "change the last": [update(rows).where(number == 7).values(act="nothing")],
        "close the gap": [
            delete(rows).where(number == 4),
            *(update(rows).where(number == each).values(number=each - 1) for each in (5, 6, 7)),
        ],
    }[what]
    unguarded(*statements)
    assert checked(council).fault.startswith(named)


def forged(council: CouncilServer, unguarded: Unguarded, keep: int) -> None:
    """Whoever has the database cuts the tail off and writes that it ends there; the rest of the chain still holds."""
    with council.writing() as connection:
        last = connection.execute(select(rows.c.hash).where(rows.c.number == keep)).scalar_one()
    unguarded(
        delete(rows).where(rows.c.number > keep),
        update(counter).where(counter.c.name == "audit").values(number=keep, last=last),
    )


@BOTH
def test_a_forged_end_shows_by_a_mark_that_was_kept_elsewhere(council: CouncilServer, unguarded: Unguarded) -> None:
    noted(council, "one", "two", "three")
    kept = checked(council).end
    forged(council, unguarded, kept.number - 2)
    assert checked(council).fault == ""
    assert checked(council, kept).fault.startswith(
        f"the audit ends with row {kept.number - 2}, but row {kept.number} was written"
    )
    noted(council, "four", "five", "six")
    assert checked(council, kept).fault.startswith(f"row {kept.number} is not the one that was there")
    assert Mark.read(str(kept)) == kept


@pytest.mark.parametrize("said", ["", "5", "x:" + "0" * 64, "5:zz", "-5:" + "0" * 64, "5:" + "z" * 64])
def test_what_is_no_mark(said: str) -> None:
    with pytest.raises(ValueError, match="a mark is"):
        Mark.read(said)


@BOTH
def test_many_writers_at_once_make_one_chain(council: CouncilServer) -> None:
    """No gap, no fork, nothing lost; and what a transaction did that was undone is not in it."""

    def write(number: int) -> None:
        for each in range(10):
            if each % 5 == 4:
                undone()
            else:
                noted(council, f"writer {number}")

    def undone() -> None:
        with contextlib.suppress(KeyError), council.writing() as connection:
            audit.note(connection, council.clock(), "undone")
            raise KeyError

    before = checked(council).rows
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(write, range(6)))
    found = checked(council)
    assert (found.fault, found.rows) == ("", before + 6 * 8)
    assert "undone" not in acts(council)


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_a_long_transaction_holds_nobody_up(council: CouncilServer) -> None:
    """The audit is the last thing a transaction writes: one that noted something and still works blocks nobody else's note."""
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with council.writing() as connection:
            audit.note(connection, council.clock(), "slow")
            begun.set()
            assert go_on.wait(20)

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    noted(council, "quick")
    go_on.set()
    thread.join()
    assert acts(council)[-2:] == ["quick", "slow"]
    assert checked(council).fault == ""


def test_rows_from_before_there_was_a_chain(tmp_path: Path, clock: Clock) -> None:
    """The audit of a council of release 0.1.0 is chained by the step, and says so."""
    council = open_council(unpacked(OLD / "0.1.0", "council", tmp_path), clock=clock)
    found = checked(council)
    assert found.fault == ""
    assert found.before == found.rows > 10
    noted(council, "one more")
    assert checked(council).rows == found.rows + 1
    with council.writing() as connection:
        for act in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER audit_no_{act}"))
        connection.execute(update(rows).where(rows.c.number == 3).values(count=77))
    assert checked(council).fault.startswith("row 3 is not")
    council.close()


def test_the_days_of_a_trail(desk: CouncilDesk, clock: Clock) -> None:
    desk.people()
    first = clock.now.date()
    clock.on(days=1)
    desk.people()
    assert "listed people" in [step.act for step in desk.trail(Wanted(until=first))]
    later = list(desk.trail(Wanted(since=first + timedelta(days=1))))
    assert [step.act for step in later if step.act.startswith("listed")] == ["listed people"]
    assert [step.act for step in desk.trail(Wanted(since=first + timedelta(days=2)))] == []


def test_a_push_and_its_row_are_kept_together_or_not_at_all(
    desk: CouncilDesk, ann: Laptop, new_laptop: Callable[..., Laptop]
) -> None:
    """The store fails at the very last: neither the words nor the act are there; then both are, once."""
    council = desk.council
    grace = ann.add_person()
    with council.writing() as connection:
        connection.execute(
            text("CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.act = 'wrote' BEGIN SELECT RAISE(ABORT, 'no'); END")
        )
    with pytest.raises(KitchenTableError):
        ann.exchanger.exchange()
    assert acts(council, person_scope(grace)) == []
    assert person_scope(grace) not in {line.person for line in desk.people()}
    assert ann.waiting() == 1
    with council.writing() as connection:
        connection.execute(text("DROP TRIGGER full"))
    assert ann.exchanger.exchange().proved_equal
    assert acts(council, person_scope(grace)) == ["wrote"]


def test_comparing_is_noted(ann_in: SignedIn, council: CouncilServer) -> None:
    council.compare(ann_in.token, protocol.CompareRequest())
    council.compare(ann_in.token, protocol.CompareRequest(scope=b"c"))
    council.compare(ann_in.token, protocol.CompareRequest(have=(bytes(32),)))
    assert acts(council).count("compared") == 3

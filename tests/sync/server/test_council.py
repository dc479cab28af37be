"""The council's core: signing in, tokens, counters, what the doors say to strangers, the audit."""

from collections.abc import Callable

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select, text

from app.practice.errors import Bug
from app.records.tables import revision
from sync import protocol
from sync.protocol import Cursor, ExchangeRequest, SignedIn, SignIn
from sync.server import doors, problems
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from sync.server.tables import audit, token
from tests.sync.laptops import PASSWORD, Clock, Laptop

pytestmark = pytest.mark.on_both_engines(long=True)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
DEVICE = bytes.fromhex("3d" * 16)


def sign_in(name: str = "ann", password: str = PASSWORD, device: bytes = DEVICE, **other: object) -> SignIn:
    public_key = KEY.public_key().public_bytes_raw()
    proof = KEY.sign(protocol.device_proof(device, public_key, name))
    whole = SignIn(name=name, password=password, device=device, public_key=public_key, author=b"a" * 16, proof=proof)
    return msgspec.structs.replace(whole, **other)


def ask(counter: int = 1, nonce: bytes = b"n" * 8, **other: object) -> ExchangeRequest:
    whole = ExchangeRequest(counter=counter, nonce=nonce, cursor=Cursor(), scopes=bytes(16), root=bytes(32))
    return msgspec.structs.replace(whole, **other)


@pytest.fixture
def ann_in(desk: CouncilDesk) -> SignedIn:
    desk.add_staff("Ann Bell", "ann", PASSWORD)
    return desk.council.sign_in(sign_in())


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(problems.NoAnswer) as caught:
        call()
    return caught.value.problem.code


def test_signing_in_names_staff_and_council(ann_in: SignedIn, desk: CouncilDesk) -> None:
    assert (ann_in.name, ann_in.council_name) == ("Ann Bell", "Westbrook Council")
    assert ann_in.staff.hex() in {line.staff for line in desk.staff()}
    assert len(ann_in.token) == 32


@pytest.mark.parametrize("name", ["ANN", " ann ", "Ann"])
def test_capitals_in_the_name_do_not_matter(ann_in: SignedIn, council: CouncilServer, name: str) -> None:
    assert council.sign_in(sign_in(name)).staff == ann_in.staff


def test_wrong_names_and_passwords_are_told_apart_by_nobody(ann_in: SignedIn, council: CouncilServer) -> None:
    answers = {
        doors.answer(council, "POST", protocol.SIGN_IN_PATH, "", protocol.pack(each))
        for each in (sign_in(password="cold kettle"), sign_in("nobody"), sign_in(""))
    }
    assert len(answers) == 1
    assert next(iter(answers)).status == 403


def test_wrong_passwords_slow_down(ann_in: SignedIn, council: CouncilServer, clock: Clock) -> None:
    for _ in range(5):
        assert refusal(lambda: council.sign_in(sign_in(password="wrong"))) == problems.SIGN_IN_REFUSED
    with pytest.raises(problems.NoAnswer) as caught:
        council.sign_in(sign_in())
    assert caught.value.problem.wait > 0
    clock.on(seconds=caught.value.problem.wait)
    assert council.sign_in(sign_in()).staff == ann_in.staff


def test_a_key_that_is_not_the_laptops_own(ann_in: SignedIn, council: CouncilServer) -> None:
    assert refusal(lambda: council.sign_in(sign_in(proof=bytes(64)))) == problems.NOT_UNDERSTOOD
    assert refusal(lambda: council.sign_in(sign_in(public_key=b""))) == problems.NOT_UNDERSTOOD
    assert refusal(lambda: council.sign_in(sign_in(author=b"short"))) == problems.NOT_UNDERSTOOD


def test_a_laptop_is_one_persons(ann_in: SignedIn, desk: CouncilDesk, council: CouncilServer) -> None:
    desk.add_staff("Jo", "jo", PASSWORD)
    assert refusal(lambda: council.sign_in(sign_in("jo"))) == problems.DEVICE_STOPPED


def test_a_token_is_kept_only_as_a_hash_and_runs_out(ann_in: SignedIn, council: CouncilServer, clock: Clock) -> None:
    assert ann_in.token.encode() not in council.path.read_bytes()
    with council.writing() as connection:
        assert len(connection.execute(select(token)).all()) == 1
    council.exchange(ann_in.token, ask())
    clock.on(days=15)
    assert refusal(lambda: council.exchange(ann_in.token, ask(2))) == problems.SIGN_IN_EXPIRED
    assert refusal(lambda: council.exchange("guess", ask())) == problems.SIGN_IN_EXPIRED


def test_the_counter_gives_copies_away(ann_in: SignedIn, council: CouncilServer) -> None:
    """Higher is fine, equal with the same nonce is a retry; lower, or equal with another nonce, is a copy."""
    first = council.exchange(ann_in.token, ask(5))
    assert msgspec.structs.replace(council.exchange(ann_in.token, ask(5)), time=first.time) == first
    assert refusal(lambda: council.exchange(ann_in.token, ask(5, b"another!"))) == problems.DEVICE_COPIED
    assert refusal(lambda: council.exchange(ann_in.token, ask(4))) == problems.DEVICE_COPIED
    council.exchange(ann_in.token, ask(9))
    assert refusal(lambda: council.exchange(ann_in.token, ask(0))) == problems.NOT_UNDERSTOOD
    assert refusal(lambda: council.exchange(ann_in.token, ask(10, b""))) == problems.NOT_UNDERSTOOD


def test_whoever_leaves_is_let_in_no_more(ann_in: SignedIn, desk: CouncilDesk, council: CouncilServer) -> None:
    desk.staff_left("ann")
    assert refusal(lambda: council.exchange(ann_in.token, ask())) == problems.DEVICE_STOPPED
    assert refusal(lambda: council.sign_in(sign_in())) == problems.DEVICE_STOPPED


def test_the_doors_never_raise(ann_in: SignedIn, council: CouncilServer) -> None:
    token_shown = f"Bearer {ann_in.token}"
    exchange, compare = protocol.EXCHANGE_PATH, protocol.COMPARE_PATH
    cases = [
        ("GET", "/", "", b"", 404),
        ("GET", exchange, token_shown, b"", 404),
        ("POST", "/v2/exchange", token_shown, b"", 404),
        ("POST", exchange, "", protocol.pack(ask()), 401),
        ("POST", exchange, "Basic abc", protocol.pack(ask()), 401),
        ("POST", exchange, token_shown, b"", 400),
        ("POST", exchange, token_shown, b"\xff" * 100, 400),
        ("POST", exchange, token_shown, protocol.pack(ask(fills=((b"?", 0),))), 400),
        ("POST", exchange, token_shown, bytes(protocol.BODY_LIMIT + 1), 413),
        ("POST", compare, token_shown, protocol.pack(protocol.CompareRequest(scope=b"?")), 400),
        ("POST", compare, token_shown, protocol.pack(protocol.CompareRequest(want=(b"half",))), 400),
        ("POST", compare, token_shown, protocol.pack(protocol.CompareRequest()), 200),
        ("GET", protocol.HEALTH_PATH, "", b"", 200),
    ]
    for method, path, authorization, body, status in cases:
        reply = doors.answer(council, method, path, authorization, body)
        assert reply.status == status, (method, path, status)
        if status != 200:
            assert protocol.unpack(reply.content, protocol.Problem).words


def test_a_page_that_was_bent_is_not_taken(ann: Laptop, council: CouncilServer) -> None:
    """The check over what is pushed does not hold: nothing of it is stored."""
    ann.add_person()
    with ann.book.view() as view:
        push = tuple(protocol.row_of(each) for each in view.every_revision())
        shown = msgspec.json.decode(view.value("exchange") or b"")["token"]
    assert refusal(lambda: council.exchange(shown, ask(push=push, check=bytes(16)))) == problems.NOT_UNDERSTOOD


@pytest.mark.on_both_engines(no=True)
def test_a_fault_of_the_store_is_no_traceback(ann_in: SignedIn, council: CouncilServer) -> None:
    council.path.write_bytes(b"this is no database" * 500)
    council.path.with_name("council.db-wal").write_bytes(b"")
    council.close()
    reply = doors.answer(council, "POST", protocol.EXCHANGE_PATH, f"Bearer {ann_in.token}", protocol.pack(ask()))
    assert reply.status == 503
    assert protocol.unpack(reply.content, protocol.Problem).code == problems.BUSY


def test_the_audit_says_who_read_and_wrote_whom(ann: Laptop, jo: Laptop, desk: CouncilDesk) -> None:
    grace = ann.add_person()
    ann.say(grace, "Ring twice.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    scope = f"person:{grace}"
    query = select(audit.c.act, audit.c.staff, audit.c["count"]).where(audit.c.scope == scope).order_by(audit.c.number)
    with desk.council.writing() as connection:
        found = [tuple(row) for row in connection.execute(query)]
    assert found == [("wrote", ann.book.identity.staff, 2), ("read", jo.book.identity.staff, 2)]


def test_the_audit_only_grows(ann: Laptop, council: CouncilServer) -> None:
    for statement in ("UPDATE audit SET act = 'nothing'", "DELETE FROM audit"):
        with pytest.raises(Bug), council.writing() as connection:
            connection.execute(text(statement))
    with council.writing() as connection:
        assert "signed in" in connection.execute(select(audit.c.act)).scalars().all()


def test_comparing_shows_nobody_elses_people(ann: Laptop, jo: Laptop, council: CouncilServer) -> None:
    """Not by naming a scope, and not by naming ids."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    with jo.book.view() as view:
        shown = msgspec.json.decode(view.value("exchange") or b"")["token"]
    scope = protocol.scope_bytes(f"person:{grace}")
    assert council.compare(shown, protocol.CompareRequest(scope=scope)).ids == b""
    want = tuple(bytes.fromhex(each) for each in ann.ids())
    rows = council.compare(shown, protocol.CompareRequest(want=want)).rows
    assert {row.scope for row in rows} == {b"c"}
    assert scope not in {each.scope for each in council.compare(shown, protocol.CompareRequest()).digests}


def test_numbers_have_no_gap_and_follow_the_order_of_storing(ann: Laptop, council: CouncilServer) -> None:
    grace = ann.add_person()
    for place in range(30):
        ann.say(grace, f"number {place}")
    ann.exchanger.exchange()
    with council.writing() as connection:
        numbers = list(connection.execute(select(revision.c.number).order_by(revision.c.number)).scalars())
    assert numbers == list(range(1, len(numbers) + 1))

"""Who wrote what can be proved on every laptop: neither a server nor anybody in between can change it unseen."""

import secrets

import httpx2
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert, select, update

from app.practice.devices import DeviceKey
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records import checking
from app.records import exchange as kept
from app.records.canonical import canonical_bytes
from app.records.revision import COUNCIL_SCOPE, Revision, derived_record, new_record, person_scope, seal
from app.records.tables import act, revision, unvouched
from sync import protocol
from sync.server import intake
from sync.server.admin import CouncilDesk
from sync.server.tables import device
from tests.sync.laptops import Laptop, council_ids


def check_all(laptop: Laptop) -> None:
    while laptop.exchanger.check_some():
        pass


def shared(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> tuple[str, str]:
    """A person both work with, and what Ann wrote down."""
    grace = ann.add_person()
    said = ann.say(grace, "I want to stay at home.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    return grace, said


def forged(ann: Laptop, grace: str, key: Ed25519PrivateKey, record: str = "", onto: tuple[str, ...] = ()) -> Revision:
    """Words under Ann's name, from her laptop, as whoever has only this key could write them."""
    return seal(
        canonical_bytes(Statement(words="I want to move to a home.", speaker=Speaker(role=Role.PERSON))),
        record=record or new_record(),
        kind=Statement.kind,
        format=Statement.format,
        scope=person_scope(grace),
        parents=onto,
        author=ann.book.identity.staff,
        device=ann.book.identity.device,
        written=ann.clock(),
        key=key,
    )


def slip_in(desk: CouncilDesk, each: Revision) -> None:
    """Past admission, as somebody could who has the council's database."""
    with desk.council.writing() as connection:
        intake.keep(connection, [each], desk.council.clock())


def test_all_that_is_genuine_checks(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Behind, in slices, and it is remembered how far it came."""
    grace, _ = shared(desk, ann, jo)
    for place in range(checking.AT_ONCE + 20):
        ann.say(grace, f"Words {place}.")
    ann.exchanger.exchange()
    jo.exchanger.exchange()
    status = jo.exchanger.status()
    assert (status.vouched, status.not_signed) == (True, 0)
    assert status.unchecked > checking.AT_ONCE
    assert jo.exchanger.check_some()
    assert 0 < jo.exchanger.status().unchecked < status.unchecked
    check_all(jo)
    status = jo.exchanger.status()
    assert (status.unchecked, status.not_signed, status.proved_equal) == (0, 0, True)


def test_words_under_anothers_name_are_set_aside(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """A thief with the council's database changes what Ann wrote. Jo's laptop shows it at first, then finds it out; the record is
    as Ann left it, both sides still prove equal, it does not come back, and the council's audit hears of it."""
    grace, said = shared(desk, ann, jo)
    with jo.book.view() as view:
        head, _ = view.current(Statement, said).head()
    slip_in(desk, bad := forged(ann, grace, Ed25519PrivateKey.generate(), said, (head,)))
    assert jo.exchanger.exchange().proved_equal
    assert jo.words_of(said) == {"I want to move to a home."}
    jo.say(grace, "Jo's own, the rest goes on.")
    check_all(jo)
    assert jo.words_of(said) == {"I want to stay at home."}
    assert bad.id not in jo.ids()
    with jo.book.view() as view:
        assert checking.did_not_check(view) == [(bad.id, said, person_scope(grace))]
        assert [row.act for row in view.connection.execute(select(act))] == [checking.DOES_NOT_HOLD]
        assert view.heads()[said] == [head]
    jo.may_compare = True
    for _ in range(2):
        assert jo.exchanger.exchange().proved_equal
        check_all(jo)
    assert bad.id not in jo.ids()
    assert jo.exchanger.status().not_signed == 1
    with jo.book.unit() as unit:
        kept.count_again(unit, person_scope(grace))
        unit.commit()
    assert jo.exchanger.exchange().proved_equal
    with desk.council.writing() as connection:
        told = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE act = 'signature does not hold'").scalar_one()
    assert told == 1


def test_a_key_that_the_desk_did_not_vouch_for_is_not_believed(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """The thief also says that another key is Ann's: signed by themselves, or in the desk's name without its key."""
    grace, said = shared(desk, ann, jo)
    thief = Ed25519PrivateKey.generate()
    body = DeviceKey(device=ann.book.identity.device, public_key=thief.public_key().public_bytes_raw().hex())
    for record in (derived_record(DeviceKey.kind, "x"), derived_record(DeviceKey.kind, ann.book.identity.device)):
        entry = seal(
            canonical_bytes(body),
            record=record,
            kind=body.kind,
            format=body.format,
            scope=COUNCIL_SCOPE,
            parents=(),
            author=ann.book.identity.staff,
            device=secrets.token_hex(16),
            written=ann.clock(),
            key=thief,
        )
        slip_in(desk, entry)
    slip_in(desk, bad := forged(ann, grace, thief))
    jo.exchanger.exchange()
    check_all(jo)
    with jo.book.view() as view:
        assert [each[0] for each in checking.did_not_check(view)] == [bad.id]
    assert jo.words_of(said) == {"I want to stay at home."}


def vouched(ann: Laptop, device_id: str, theirs: Ed25519PrivateKey, by: Ed25519PrivateKey, record: str) -> Revision:
    """A record that says whose a key is, sealed by anybody."""
    body = DeviceKey(device=device_id, public_key=theirs.public_key().public_bytes_raw().hex())
    return seal(
        canonical_bytes(body),
        record=record,
        kind=body.kind,
        format=body.format,
        scope=COUNCIL_SCOPE,
        parents=(),
        author=ann.book.identity.staff,
        device=ann.book.identity.device,
        written=ann.clock(),
        key=by,
    )


@pytest.mark.parametrize("by", ["a worker", "a thief"])
def test_who_speaks_before_the_desk_is_not_believed(desk: CouncilDesk, ann: Laptop, jo: Laptop, by: str) -> None:
    """A laptop has no key yet as far as others know. A worker or a thief says whose it is first, at the very record where
    the desk would: it gives them no words under anybody's name, and the desk says it all the same.
    """
    grace, said = shared(desk, ann, jo)
    jo.may_compare = True
    thief, sam = Ed25519PrivateKey.generate(), "5e" * 16
    signer = ann.book.identity.signer if by == "a worker" else thief
    slip_in(desk, vouched(ann, sam, thief, signer, derived_record(DeviceKey.kind, sam)))
    slip_in(desk, bad := forged(ann, grace, thief))
    header = msgspec.structs.replace(bad.header, device=sam, record=new_record())
    words = Statement(words="In the name of a laptop without a key.", speaker=Speaker(role=Role.PERSON))
    under_sam = seal(
        canonical_bytes(words),
        record=header.record,
        kind=header.kind,
        format=header.format,
        scope=header.scope,
        parents=(),
        author=header.author,
        device=sam,
        written=ann.clock(),
        key=thief,
    )
    slip_in(desk, under_sam)
    jo.exchanger.exchange()
    check_all(jo)
    assert jo.exchanger.status().unchecked == 1
    with desk.council.writing() as connection:
        entry = {"id": sam, "staff": header.author, "public_key": Ed25519PrivateKey.generate().public_key().public_bytes_raw()}
        entry |= {"counter": 0, "nonce": b"", "registered": header.written, "seen": header.written}
        connection.execute(insert(device).values(entry))
    ann.sign_in("ann")
    jo.exchanger.exchange()
    check_all(jo)
    assert jo.exchanger.status().unchecked == 0
    with jo.book.view() as view:
        assert {bad.id, under_sam.id} <= {each[0] for each in checking.did_not_check(view)}
    assert jo.words_of(said) == {"I want to stay at home."}


def test_a_laptop_that_vouches_is_refused(desk: CouncilDesk, ann: Laptop) -> None:
    """It goes no further than the council's door."""
    with ann.book.unit() as unit:
        unit.seal(DeviceKey(device="5e" * 16, public_key="11" * 32), scope=COUNCIL_SCOPE)
        unit.commit()
    ann.exchanger.exchange()
    assert [each.code for each in ann.exchanger.status().refusals] == ["council's desk only"]


def test_a_laptop_that_is_vouched_for_later_is_checked_then(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Its revisions are shown, and counted as not checked, until the council says whose key it is."""
    grace, _ = shared(desk, ann, jo)
    check_all(jo)
    stranger = Ed25519PrivateKey.generate()
    unknown = msgspec.structs.replace(forged(ann, grace, stranger).header, device="5e" * 16)
    body = canonical_bytes(Statement(words="From a laptop yet unknown.", speaker=Speaker(role=Role.PERSON)))
    made = seal(
        body,
        record=unknown.record,
        kind=unknown.kind,
        format=unknown.format,
        scope=unknown.scope,
        parents=(),
        author=unknown.author,
        device=unknown.device,
        written=ann.clock(),
        key=stranger,
    )
    slip_in(desk, made)
    jo.exchanger.exchange()
    check_all(jo)
    assert made.id in jo.ids()
    assert jo.exchanger.status().unchecked == 1
    with desk.council.writing() as connection:
        entry = {"id": unknown.device, "staff": unknown.author, "public_key": stranger.public_key().public_bytes_raw()}
        entry |= {"counter": 0, "nonce": b"", "registered": unknown.written, "seen": unknown.written}
        connection.execute(insert(device).values(entry))
    ann.sign_in("ann")
    jo.exchanger.exchange()
    check_all(jo)
    assert jo.exchanger.status().unchecked == 0
    with jo.book.view() as view:
        assert not view.connection.execute(select(unvouched)).all()
    assert made.id in jo.ids()


def test_a_council_of_before_is_taken_at_its_word(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """It vouches for nobody: nothing is set aside, and nothing is said to be checked."""
    grace, _ = shared(desk, ann, jo)
    with jo.book.unit() as unit:
        kept.keep_state(unit, msgspec.structs.replace(kept.state_of(unit), vouch_key=""))
        unit.commit()
    slip_in(desk, bad := forged(ann, grace, Ed25519PrivateKey.generate()))
    jo.exchanger.exchange()
    assert jo.exchanger.check_some() is False
    status = jo.exchanger.status()
    assert (status.vouched, status.not_signed) == (False, 0)
    assert status.unchecked > 0
    assert bad.id in jo.ids()


def test_the_key_of_the_desk_is_pinned(desk: CouncilDesk, ann: Laptop) -> None:
    """Whoever answers at the next sign-in cannot change by whom the keys of laptops are vouched for."""
    with ann.book.unit() as unit:
        pinned = msgspec.structs.replace(kept.state_of(unit), vouch_key="11" * 32)
        kept.keep_state(unit, pinned)
        unit.commit()
    ann.sign_in("ann")
    with ann.book.view() as view:
        assert kept.state_of(view).vouch_key == "11" * 32


def test_a_bent_signature_in_the_council_is_found_out(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """A bit flips in a signature: no id tells it, the check does."""
    grace = ann.add_person()
    ann.say(grace, "Whole.")
    ann.exchanger.exchange()
    with desk.council.writing() as connection:
        row = connection.execute(select(revision).where(revision.c.kind == Statement.kind)).one()
        bent = bytes([row.signature[0] ^ 1]) + row.signature[1:]
        connection.execute(update(revision).where(revision.c.id == row.id).values(signature=bent))
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    assert jo.exchanger.status().not_signed == 0
    check_all(jo)
    assert jo.exchanger.status().not_signed == 1
    assert row.id in council_ids(desk.council)


def bend_one_signature(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> str:
    """What Ann said arrives at Jo's with one bit of its signature flipped, and in the council it is whole."""
    grace = ann.add_person()
    said = ann.say(grace, "Whole.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    with ann.book.view() as view:
        (good,) = view.revisions(said)

    def bend(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
        if request.url.path != protocol.EXCHANGE_PATH or response.content[:1] == protocol.STREAMED:
            return response
        answer = protocol.unpack(response.content, protocol.ExchangeAnswer)
        rows = tuple(
            msgspec.structs.replace(row, signature=bytes([row.signature[0] ^ 1]) + row.signature[1:])
            if row.signature == good.signature
            else row
            for row in answer.rows
        )
        return httpx2.Response(200, content=protocol.pack(msgspec.structs.replace(answer, rows=rows)))

    jo.line.after = bend
    jo.exchanger.exchange()
    jo.line.after = None
    assert good.id in jo.ids()
    check_all(jo)
    assert good.id not in jo.ids()
    assert jo.exchanger.status().not_signed == 1
    return said


def test_what_was_bent_on_the_way_is_fetched_again(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """It is set aside, asked for once more with the next exchange, and taken because it now holds."""
    said = bend_one_signature(desk, ann, jo)
    jo.may_compare = True
    assert jo.exchanger.exchange().proved_equal
    check_all(jo)
    status = jo.exchanger.status()
    assert (status.not_signed, status.unchecked, status.proved_equal) == (0, 0, True)
    assert jo.words_of(said) == {"Whole."}
    with jo.book.unit() as unit:
        before = kept.digests_of(unit, kept.state_of(unit).scopes)
        for scope in before:
            kept.count_again(unit, scope)
        assert kept.digests_of(unit, before) == before


def test_what_is_bent_anew_each_time_stays_aside(desk: CouncilDesk, ann: Laptop, jo: Laptop) -> None:
    """Another bit each time: it is never shown again, not for a moment, and the digests of both sides stay equal."""
    grace, said = shared(desk, ann, jo)
    with jo.book.view() as view:
        head, _ = view.current(Statement, said).head()
    bad = forged(ann, grace, Ed25519PrivateKey.generate(), said, (head,))
    slip_in(desk, bad)
    jo.exchanger.exchange()
    check_all(jo)
    jo.may_compare = True
    for bit in (1, 2, 4):
        with desk.council.writing() as connection:
            bent = bytes([bad.signature[0] ^ bit]) + bad.signature[1:]
            connection.execute(update(revision).where(revision.c.id == bad.id).values(signature=bent))
        with jo.book.unit() as unit:
            kept.keep_state(unit, msgspec.structs.replace(kept.state_of(unit), cursor_id="ee" * 32))
            unit.commit()
        assert jo.exchanger.exchange().proved_equal
        assert bad.id not in jo.ids()
    assert jo.words_of(said) == {"I want to stay at home."}
    with jo.book.unit() as unit:
        kept.count_again(unit, person_scope(grace))
        unit.commit()
    assert jo.exchanger.status().proved_equal


def test_what_only_this_laptop_has_is_not_set_aside(desk: CouncilDesk, ann: Laptop) -> None:
    """A bit flips in a signature before it went: the council refuses it, and until then it counts as waiting, in no digest."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    said = ann.say(grace, "Only here.")
    with ann.book.unit() as unit:
        row = unit.connection.execute(select(revision).where(revision.c.record == said)).one()
        bent = bytes([row.signature[0] ^ 1]) + row.signature[1:]
        unit.connection.execute(update(revision).where(revision.c.id == row.id).values(signature=bent))
        unit.commit()
    check_all(ann)
    status = ann.exchanger.status()
    assert (status.waiting, status.not_signed) == (1, 0)
    assert ann.words_of(said) == {"Only here."}
    outcome = ann.exchanger.exchange()
    assert (outcome.refused, outcome.proved_equal) == (1, True)
    assert [each.code for each in ann.exchanger.status().refusals] == ["not signed"]

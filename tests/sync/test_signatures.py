"""Who wrote what can be proved on every laptop: neither a server nor anybody in between can change it unseen."""

import secrets

import msgspec
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

"""Admission, as a table: who may write what where, and what becomes of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.devices import DeviceKey
from app.practice.groups import Body
from app.practice.people import CirclePerson, Council, Grant, Person, Role, Speaker, Staff, StaffRole
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.revision import Revision, new_record, person_scope, seal, staff_scope
from sync.protocol import REVISION_LIMIT
from sync.server.admission import Answer, Ground, Known, Laptop, Place, in_fair_order, judge

ANN, JO, PRIYA = "a1" * 16, "b2" * 16, "c3" * 16
OFFLINE_ANN = "aa" * 16
KEYS = {name: Ed25519PrivateKey.from_private_bytes(bytes([place]) * 32) for place, name in enumerate("ajpsd", 1)}
DEVICES = {name: f"{place:02x}" * 16 for place, name in enumerate("ajpsd", 0x51)}
GRACE, OMAR = "d4" * 16, "e5" * 16
WORDS = Statement(words="Ring twice and wait.", speaker=Speaker(role=Role.PERSON))
PRIVATE = msgspec.structs.replace(WORDS, not_for_table=True)


def ground(pusher: str = ANN) -> Ground:
    """Ann works with Grace; Omar is known and nobody's of these; Priya is an administrator; a laptop of Ann's was stopped."""
    laptops = {
        DEVICES["a"]: Laptop(ANN, KEYS["a"].public_key().public_bytes_raw(), frozenset({ANN, OFFLINE_ANN})),
        DEVICES["j"]: Laptop(JO, KEYS["j"].public_key().public_bytes_raw(), frozenset({JO})),
        DEVICES["p"]: Laptop(PRIYA, KEYS["p"].public_key().public_bytes_raw(), frozenset({PRIYA})),
        DEVICES["d"]: Laptop(PRIYA, KEYS["d"].public_key().public_bytes_raw(), frozenset({PRIYA}), desk=True),
        DEVICES["s"]: Laptop(ANN, KEYS["s"].public_key().public_bytes_raw(), frozenset({ANN}), stopped=True),
    }
    return Ground(
        staff=pusher,
        scopes={"council", staff_scope(pusher), person_scope(GRACE)},
        laptops=laptops,
        roles={ANN: StaffRole.WORKER, JO: StaffRole.WORKER, PRIYA: StaffRole.ADMINISTRATOR},
        begun={person_scope(GRACE), person_scope(OMAR)},
    )


def made(body: Body | bytes, *, by: str = "a", author: str = "", scope: str = person_scope(GRACE), **other: Any) -> Revision:
    authors = {"a": ANN, "j": JO, "p": PRIYA, "s": ANN, "d": PRIYA}
    data = body if isinstance(body, bytes) else canonical_bytes(body)
    fields: dict[str, Any] = {
        "record": new_record(),
        "kind": "statement" if isinstance(body, bytes) else body.kind,
        "format": 1,
        "parents": (),
        "written": datetime(2026, 11, 21, tzinfo=UTC),
        "key": KEYS[by],
        "device": DEVICES[by],
    }
    return seal(data, author=author or authors[by], scope=scope, **(fields | other))


def answer(revision: Revision, over: Ground | None = None) -> tuple[str, str]:
    verdict = judge(revision, over or ground())
    return verdict.answer.value, verdict.code


COUNCIL_STAFF = Staff(name="Jo", sign_in="jo")
GRANT = Grant(staff=JO, person=GRACE, since=date(2026, 11, 1))
KEY = DeviceKey(device=DEVICES["a"], public_key="11" * 32)
NEW = "f6" * 16
TABLE: dict[str, tuple[Callable[[], Revision], str, str]] = {
    "words about somebody she works with": (lambda: made(WORDS), "stored", ""),
    "as the id she had offline": (lambda: made(WORDS, author=OFFLINE_ANN), "stored", ""),
    "relayed: Jo wrote it, Ann's laptop brings it": (lambda: made(WORDS, by="j"), "stored", ""),
    "a new person": (lambda: made(Person(name="Lee"), record=NEW, scope=person_scope(NEW)), "stored", ""),
    "somebody she does not work with": (lambda: made(WORDS, scope=person_scope(OMAR)), "held", "no access"),
    "a person nobody has heard of": (lambda: made(WORDS, scope=person_scope(NEW)), "held", "person unknown"),
    "a kind to come": (lambda: made(WORDS, kind="song"), "held", "newer"),
    "a kind to come, council-wide": (lambda: made(WORDS, kind="song", scope="council"), "held", "newer"),
    "a format to come": (lambda: made(b'{"tune":1}', format=9), "held", "newer"),
    "the desk says whose a key is": (lambda: made(KEY, by="d", scope="council"), "stored", ""),
    "an administrator's laptop says it": (lambda: made(KEY, by="p", scope="council"), "refused", "council's desk only"),
    "a worker says it": (lambda: made(KEY, scope="council"), "refused", "council's desk only"),
    "a laptop never seen": (lambda: made(WORDS, device="99" * 16), "held", "laptop unknown"),
    "a laptop that was stopped": (lambda: made(WORDS, by="s"), "held", "laptop unknown"),
    "a signature of another key": (lambda: made(WORDS, key=KEYS["j"]), "refused", "not signed"),
    "an author the laptop is not registered to": (lambda: made(WORDS, author=JO), "refused", "not the author"),
    "another body than the header names": (
        lambda: msgspec.structs.replace(made(WORDS), body=canonical_bytes(PRIVATE)),
        "refused",
        "damaged",
    ),
    "no body": (lambda: msgspec.structs.replace(made(WORDS), body=None, salt=None), "refused", "damaged"),
    "parents out of order": (lambda: out_of_order(), "refused", "damaged"),
    "too large": (lambda: made(b'"' + b"x" * REVISION_LIMIT + b'"'), "refused", "too large"),
    "not canonical": (lambda: made(b'{ "words": "hello" }'), "refused", "unreadable"),
    "not that kind": (lambda: made(b'{"name":"Lee"}'), "refused", "unreadable"),
    "not JSON": (lambda: made(b"\xff\xfe"), "refused", "unreadable"),
    "a field nobody knows": (lambda: made(b'{"speaker":{"role":"person"},"tune":1,"words":""}'), "refused", "unreadable"),
    "a format before the first": (lambda: made(WORDS, format=0), "refused", "unreadable"),
    "a parent nobody knows": (lambda: made(WORDS, parents=("00" * 32,)), "refused", "parent unknown"),
    "words put council-wide": (lambda: made(WORDS, scope="council"), "refused", "wrong place"),
    "a person in another's scope": (lambda: made(Person(name="Lee")), "refused", "wrong place"),
    "staff in a person's scope": (lambda: made(COUNCIL_STAFF, by="p"), "refused", "wrong place"),
    "staff by a worker": (lambda: made(COUNCIL_STAFF, scope="council"), "refused", "administrators only"),
    "staff by an administrator": (lambda: made(COUNCIL_STAFF, by="p", scope="council"), "stored", ""),
    "the council by a worker": (lambda: made(Council(name="Mine"), scope="council"), "refused", "administrators only"),
    "a grant by a worker": (lambda: made(GRANT, scope=staff_scope(JO)), "refused", "administrators only"),
    "a grant by an administrator": (lambda: made(GRANT, by="p", scope=staff_scope(JO)), "stored", ""),
    "a grant in another's scope": (lambda: made(GRANT, by="p", scope=staff_scope(ANN)), "refused", "wrong place"),
    "a grant to nobody": (
        lambda: made(Grant(staff="x", person="y", since=date(2026, 1, 1)), by="p", scope="staff:x"),
        "refused",
        "wrong place",
    ),
}


def out_of_order() -> Revision:
    whole = made(WORDS)
    header = msgspec.structs.replace(whole.header, parents=("ff" * 32, "00" * 32))
    return msgspec.structs.replace(whole, id=header.id, header=header, signature=KEYS["a"].sign(b"x"))


@pytest.mark.parametrize("name", TABLE)
def test_what_becomes_of(name: str) -> None:
    make, verdict, code = TABLE[name]
    assert answer(make()) == (verdict, code)


def test_every_reason_has_words_for_a_person() -> None:
    """Two short sentences at most, plain, and no blame."""
    for make, verdict, _ in TABLE.values():
        words = judge(make(), ground()).words
        if verdict == "stored":
            assert words == ""
        else:
            assert words.endswith(".")
            assert not {"!", "invalid", "error", "revision"} & set(words.lower().split())


def test_what_is_stored_is_stored_again() -> None:
    """Whatever a repeat looks like by now, the answer is the same: an exchange may be done twice."""
    over = ground()
    again = made(WORDS, scope=person_scope(OMAR))
    over.stored[again.id] = Known(again.header.record)
    assert answer(again, over) == ("stored", "")


def test_a_child_shares_the_fate_of_its_parent() -> None:
    for answer_of_parent, expected in (
        (Answer.STORED, ("stored", "")),
        (Answer.HELD, ("held", "parent held")),
        (Answer.REFUSED, ("refused", "parent refused")),
    ):
        over = ground()
        record = new_record()
        parent = {
            Answer.STORED: made(WORDS, record=record),
            Answer.HELD: made(WORDS, record=record, format=9),
            Answer.REFUSED: made(WORDS, record=record, key=KEYS["j"]),
        }[answer_of_parent]
        child = made(WORDS, record=record, parents=(parent.id,))
        found = []
        for each in in_fair_order([child, parent]):
            verdict = judge(each, over)
            over.took(each, verdict)
            found.append((verdict.answer.value, verdict.code))
        assert found[0][0] == answer_of_parent
        assert found[1] == expected


def test_a_parent_of_another_record_is_no_parent() -> None:
    over = ground()
    other = made(WORDS)
    over.took(other, judge(other, over))
    assert answer(made(WORDS, parents=(other.id,)), over) == ("refused", "another record")


def test_a_record_keeps_its_kind_and_its_person() -> None:
    over = ground()
    over.scopes.add(person_scope(OMAR))
    first = made(WORDS)
    over.took(first, judge(first, over))
    record = first.header.record
    elsewhere = made(WORDS, record=record, scope=person_scope(OMAR), parents=(first.id,))
    assert answer(elsewhere, over) == ("refused", "another record")
    assert answer(made(CirclePerson(name="Sam"), record=record), over) == ("refused", "another record")


def test_a_person_and_what_is_said_about_them_come_together() -> None:
    """In one push, whatever the order, and whoever adds a person may go on."""
    over = ground()
    root = made(Person(name="Lee"), record=NEW, scope=person_scope(NEW))
    words = made(WORDS, scope=person_scope(NEW))
    for each in in_fair_order([words, root]):
        verdict = judge(each, over)
        over.took(each, verdict)
        assert verdict.answer is Answer.STORED
    assert over.fresh == [person_scope(NEW)]


@pytest.mark.parametrize(
    ("first", "then", "by", "code"),
    [
        (PRIVATE, WORDS, "a", ""),
        (PRIVATE, PRIVATE, "j", "private note"),
        (PRIVATE, WORDS, "j", "private note"),
        (WORDS, PRIVATE, "j", "private note"),
        (WORDS, WORDS, "j", ""),
    ],
    ids=["its author shows it", "another rewords it", "another shows it", "another hides it", "an open one is everybody's"],
)
def test_a_private_note_is_its_authors(first: Statement, then: Statement, by: str, code: str) -> None:
    over = ground()
    root = made(first)
    over.took(root, judge(root, over))
    child = made(msgspec.structs.replace(then, rank=1), by=by, record=root.header.record, parents=(root.id,))
    assert judge(child, over).code == code


def test_a_note_written_offline_is_its_authors_after_signing_in() -> None:
    """The root was sealed as the random id, the next as the member of staff: that is one person."""
    over = ground()
    root = made(PRIVATE, author=OFFLINE_ANN)
    over.took(root, judge(root, over))
    assert over.places[root.header.record] == Place("statement", person_scope(GRACE), ANN)
    child = made(WORDS, record=root.header.record, parents=(root.id,))
    assert answer(child, over) == ("stored", "")


def test_an_administrator_who_left_is_none() -> None:
    over = ground()
    over.roles = {ANN: StaffRole.WORKER}  # type: ignore[misc]
    assert answer(made(COUNCIL_STAFF, by="p", scope="council"), over) == ("refused", "administrators only")


def test_order_is_fair() -> None:
    """Parents first, new people first of all; the rest stays as it was written."""
    chain = [made(WORDS, record=new_record())]
    for _ in range(5):
        chain.append(made(WORDS, record=chain[0].header.record, parents=(chain[-1].id,)))
    root = made(Person(name="Lee"), record=NEW, scope=person_scope(NEW))
    ordered = in_fair_order([*reversed(chain), root])
    assert ordered == [root, *chain]

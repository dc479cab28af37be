"""Admission of erasures, and of what comes without its words: as a table."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.practice.erasures import Erasure
from app.practice.people import Person, Staff, StaffRole
from app.records.erasing import Cover, origin_of, without_words
from app.records.revision import Revision, person_scope, staff_scope
from sync.server.admission import Ground, Laptop, in_fair_order, judge
from tests.sync.server.test_admission import GRACE, JO, KEYS, NEW, OMAR, PRIYA, WORDS, answer, ground, made

ROSA, DESK_KEY, DESK, ROSAS = "99" * 16, Ed25519PrivateKey.from_private_bytes(bytes([9]) * 32), "98" * 16, "97" * 16
ALL = Erasure(
    everything=True,
    why="She asked.",
    rule="right to erasure",
    law="Article 17",
    decided_by="R",
    decided_on=date(2026, 3, 3),
)
ONE = msgspec.structs.replace(ALL, everything=False, records=("ab" * 16,))
SAID = made(WORDS)
BARE = without_words(SAID)


def with_officer() -> Ground:
    """Rosa is a records officer with a laptop of her own; at the council's desk, which is Priya's, she writes as well."""
    over = ground()
    key = DESK_KEY.public_key().public_bytes_raw()
    over.laptops = {
        **over.laptops,
        DESK: Laptop(PRIYA, key, frozenset({PRIYA}), desk=True),
        ROSAS: Laptop(ROSA, key, frozenset({ROSA})),
    }
    over.roles[ROSA] = StaffRole.RECORDS
    return over


def at_desk(body: Erasure = ALL, *, author: str = ROSA, device: str = DESK, **other: object) -> Revision:
    return made(body, author=author, device=device, key=DESK_KEY, **other)


TABLE: dict[str, tuple[Callable[[], Revision], str, str]] = {
    "a records officer at the desk": (at_desk, "stored", ""),
    "a records officer from her own laptop": (lambda: at_desk(device=ROSAS), "stored", ""),
    "about somebody she does not work with": (lambda: at_desk(scope=person_scope(OMAR)), "stored", ""),
    "about somebody the council has lost": (lambda: at_desk(scope=person_scope(NEW)), "stored", ""),
    "single versions in the scope of staff": (lambda: at_desk(ONE, scope=staff_scope(JO)), "stored", ""),
    "everything of a member of staff": (lambda: at_desk(scope=staff_scope(JO)), "refused", "wrong place"),
    "council-wide": (lambda: at_desk(ONE, scope="council"), "refused", "wrong place"),
    "a worker": (lambda: made(ALL), "refused", "records officers only"),
    "an administrator at the desk": (lambda: at_desk(author=PRIYA), "refused", "records officers only"),
    "an administrator": (lambda: made(ALL, by="p"), "refused", "records officers only"),
    "a worker at the desk": (lambda: at_desk(author=JO), "refused", "not the author"),
    "in the officer's name, from another's laptop": (lambda: made(ALL, author=ROSA), "refused", "not the author"),
    "signed by another key": (lambda: made(ALL, author=ROSA, device=DESK), "refused", "not signed"),
    "no reason": (lambda: at_desk(msgspec.structs.replace(ALL, why=" ")), "refused", "no reason"),
    "nothing named": (lambda: at_desk(msgspec.structs.replace(ALL, everything=False)), "refused", "no reason"),
    "no id": (lambda: at_desk(msgspec.structs.replace(ONE, records=("x",))), "refused", "wrong place"),
    "another erasure changed": (lambda: at_desk(parents=(SAID.id,), record=SAID.header.record), "refused", "another record"),
}


@pytest.mark.parametrize("name", TABLE)
def test_who_may_erase(name: str) -> None:
    make, verdict, code = TABLE[name]
    over = with_officer()
    over.took(SAID, judge(SAID, over))
    assert answer(make(), over) == (verdict, code)


def test_an_erasure_is_not_changed_afterwards() -> None:
    over = with_officer()
    first = at_desk()
    over.took(first, judge(first, over))
    again = at_desk(ONE, parents=(first.id,), record=first.header.record)
    assert answer(again, over) == ("refused", "erasure stands")


@pytest.mark.parametrize(
    ("cover", "verdict"),
    [
        (Cover(everything=True), ("stored", "")),
        (Cover(records={SAID.header.record}), ("stored", "")),
        (Cover(revisions={SAID.id}), ("stored", "")),
        (Cover(records={"ab" * 16}), ("refused", "damaged")),
        (Cover(), ("refused", "damaged")),
    ],
    ids=["everything", "its record", "itself", "another record", "nothing"],
)
def test_what_comes_without_words(cover: Cover, verdict: tuple[str, str]) -> None:
    """Taken exactly when an erasure covers it and header and signature check."""
    over = with_officer()
    over.covers[person_scope(GRACE)] = cover
    assert answer(BARE, over) == verdict
    forged = msgspec.structs.replace(BARE, signature=KEYS["j"].sign(b"x"))
    assert answer(forged, over) == (("refused", "not signed") if verdict[0] == "stored" else verdict)
    bent = msgspec.structs.replace(BARE, header=msgspec.structs.replace(BARE.header, written="2020-01-01T00:00:00.000000Z"))
    assert answer(bent, over) == ("refused", "damaged")
    half = msgspec.structs.replace(BARE, salt=SAID.salt)
    assert answer(half, over) == ("refused", "damaged")


def test_an_erasure_never_comes_without_words() -> None:
    over = with_officer()
    over.covers[person_scope(GRACE)] = Cover(everything=True)
    assert answer(without_words(at_desk()), over) == ("refused", "damaged")


def test_where_a_record_came_from_goes_with_it() -> None:
    over = with_officer()
    over.covers[person_scope(GRACE)] = Cover(revisions={SAID.id}, records={origin_of(SAID.id)})
    assert answer(without_words(made(WORDS, kind="origin", record=origin_of(SAID.id))), over) == ("stored", "")


def test_one_push_brings_back_officer_erasure_and_person_in_any_order() -> None:
    """To a council that was put back to before any of it."""
    over = with_officer()
    del over.roles[ROSA]
    scope = person_scope(NEW)
    person = without_words(made(Person(name="Lee"), record=NEW, scope=scope))
    words = without_words(made(WORDS, scope=scope))
    officer = made(Staff(name="Rosa", sign_in="rosa", role=StaffRole.RECORDS), by="p", scope="council", record=ROSA)
    erasure = at_desk(scope=scope)
    found = []
    for each in in_fair_order([words, person, erasure, officer]):
        verdict = judge(each, over)
        over.took(each, verdict)
        found.append(verdict.answer.value)
    assert found == ["stored"] * 4
    assert over.fresh == [scope]


def test_an_officer_who_left_erases_nothing_more() -> None:
    over = with_officer()
    left = made(Staff(name="Rosa", sign_in="rosa", role=StaffRole.RECORDS, left=True), by="p", scope="council", record=ROSA)
    over.took(left, judge(left, over))
    assert answer(at_desk(), over)[0] == "refused"

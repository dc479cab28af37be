"""Kinds to come and newer formats: kept by a council that knows them no more than by laptops that do not, and passed on whole."""

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from app.practice.errors import WrittenWithNewer
from app.practice.statements import Statement
from app.records import erasing
from app.records.doctor import examine
from app.records.revision import RecordId, Revision, new_record, person_scope, seal
from sync.protocol import Row, revision_of
from sync.server import intake
from sync.server.admin import CouncilDesk
from sync.server.tables import pending
from tests.sync.laptops import Laptop

SONG = '{"key":"G","words":"Calon Lân – pob nodyn 🎵"}'.encode()
TO_COME = [("song", 1), ("statement", 99)]


def to_come(laptop: Laptop, person: RecordId, kind: str, format: int) -> Revision:
    """What the app of next year would seal on this laptop."""
    identity = laptop.book.identity
    return seal(
        SONG,
        record=new_record(),
        kind=kind,
        format=format,
        scope=person_scope(person),
        parents=(),
        author=identity.staff,
        device=identity.device,
        written=datetime(2027, 11, 22, tzinfo=UTC),
        key=identity.signer,
    )


@pytest.mark.parametrize(("kind", "format"), TO_COME)
def test_a_council_that_knows_it_passes_it_to_laptops_that_do_not(
    desk: CouncilDesk, ann: Laptop, jo: Laptop, kind: str, format: int
) -> None:
    """Every byte of it, on both; equal sets; named as newer and left alone; a person joins later and has it too."""
    person = ann.add_person()
    ann.exchanger.exchange()
    made = to_come(ann, person, kind, format)
    with desk.council.writing() as connection:
        intake.keep(connection, [made], ann.clock())
    desk.works_with("jo", person)
    for laptop in (ann, jo):
        assert laptop.exchanger.exchange().proved_equal
        with laptop.book.view() as view:
            assert view.revisions(made.header.record) == [made]
            assert view.newer(person_scope(person)) == [made.header.record]
            assert made.header.record not in {each.record for each in view.all(Statement)}
            if kind == "statement":
                with pytest.raises(WrittenWithNewer):
                    view.find(Statement, made.header.record)
        found = examine(laptop.book)
        assert (found.faults, found.newer) == ([], 1)


@pytest.mark.parametrize(("kind", "format"), TO_COME)
def test_a_council_that_does_not_know_it_keeps_it_whole(
    desk: CouncilDesk, new_laptop: Callable[..., Laptop], kind: str, format: int
) -> None:
    """From a laptop of next year: held with every byte, the rest goes on, and both sides agree on all that is stored."""
    ann = new_laptop("ann")
    person = ann.add_person()
    made = to_come(ann, person, kind, format)
    with ann.book.unit() as unit:
        unit.add([made])
        unit.connection.exec_driver_sql(
            "INSERT INTO waiting (revision, since) VALUES (?, '2026-11-21T09:00:00.000000Z')", (bytes.fromhex(made.id),)
        )
        unit.commit()
    said = ann.say(person, "After the song.")
    assert ann.exchanger.exchange().proved_equal
    assert [(each.answer, each.code) for each in ann.exchanger.status().refusals] == [("held", "newer")]
    assert ann.waiting() == 0
    with desk.council.writing() as connection:
        (row,) = connection.execute(pending.select()).all()
    assert revision_of(msgspec.msgpack.decode(row.row, type=Row)) == made
    assert ann.words_of(said) == {"After the song."}


def test_a_newer_erasure_covers_nothing_that_this_app_cannot_read(desk: CouncilDesk, ann: Laptop) -> None:
    """It is kept as it is, and carried out by the app that can."""
    person = ann.add_person()
    record = ann.say(person, "Stays.")
    ann.exchanger.exchange()
    made = to_come(ann, person, "erasure", 99)
    with desk.council.writing() as connection:
        intake.keep(connection, [made], ann.clock())
    assert ann.exchanger.exchange().proved_equal
    assert ann.words_of(record) == {"Stays."}
    with ann.book.view() as view:
        assert view.revisions(made.header.record) == [made]
        assert erasing.every_cover(view.connection) == {}

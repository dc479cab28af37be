"""What the law says must go is looked for by its bytes, in every file of the council and of the laptops that had it."""

import logging
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import Engine, event

from app.casebook.desk import Desk
from app.casebook.photographs import put_photo, take_in_photo
from app.office import shipped_guides
from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records import photos, search
from app.records.book import Casebook
from app.records.drafts import Draft, QuickKeeper
from app.records.engine import connector, open_engine
from app.records.open import open_casebook
from app.records.revision import RecordId, person_scope
from app.records.steps import aside_path
from app.records.vault import Vault
from sync.server.council import CouncilServer
from sync.server.store import Store
from tests.pictures import png
from tests.sync.erasing import finding
from tests.sync.erasing.conftest import NOWHERE, SECRET, Council, key_of
from tests.sync.laptops import CHEAP, PASSPHRASE, START, Laptop, laptop_over

LONG = "Zanzibar and Quetzalcoatl. " * 400


def type_on(laptop: Laptop, record: RecordId, scope: str, words: str) -> None:
    """Begin to change a statement, and do not end it."""
    with laptop.book.view() as view:
        onto = tuple(view.heads()[record])
    body = msgspec.json.encode(Statement(words=words, speaker=Speaker(role=Role.PERSON)))
    laptop.book.keep_draft(Draft(record, "statement", scope, None, onto, body, 1, START))


def index(laptop: Laptop) -> None:
    """Fill the search to its end."""
    with laptop.book.unit() as unit:
        while search.fill(unit.connection):
            pass
        unit.commit()


def set_aside(path: Path, key: bytes | None) -> None:
    """A copy as it is made before steps are taken, and all recent writes in the file as well."""
    engine = open_engine(path, key)
    raw = engine.raw_connection()
    raw.driver_connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()  # type: ignore[union-attr]  # in use
    raw.driver_connection.execute("VACUUM INTO ?", (str(aside_path(path)),))  # type: ignore[union-attr]  # in use
    raw.close()
    engine.dispose()


def test_words_leave_every_file_of_everybody(
    council_of: Council, new_laptop: Callable[..., Laptop], caplog: pytest.LogCaptureFixture
) -> None:
    """Body, a change that waits, a draft, the index, recent writes, copies set aside, what is held; nothing is closed first."""
    it, scope = council_of, person_scope(council_of.grace)
    caplog.set_level(logging.DEBUG)
    ann, jo, sam = it.ann, it.jo, new_laptop("sam")
    sam.may_compare = True
    record = ann.say(it.grace, LONG)
    stays = ann.say(it.grace, "She likes the window.")
    it.exchange()
    sam.say(it.grace, "Zanzibar, by somebody who does not work with her")
    sam.exchanger.exchange()
    jo.say(it.grace, f"{LONG} Again.", record=record)
    type_on(jo, record, scope, "Zanzibar, typed")
    for laptop in (ann, jo):
        index(laptop)
        set_aside(laptop.book.path, key_of(laptop))
    set_aside(it.desk.council.path, None)
    before = it.where(*SECRET)
    copies = {"casebook.before-steps.db", "casebook.db", "casebook.db-wal"}
    assert (set(before["ann"]), set(before["jo"])) == (copies, copies)
    assert set(before["council"]) == {"council.before-steps.db", "council.db", "council.db-wal"}
    assert finding.where(sam.book.path.parent, SECRET, key_of(sam))

    it.erase(containing="zanzibar", whole_records=True)
    assert it.where(*SECRET)["council"] == []
    it.exchange(ann, jo, ann, sam)
    assert it.where(*SECRET) == NOWHERE
    assert finding.where(sam.book.path.parent, SECRET, key_of(sam)) == []
    assert not [each for each in caplog.records if any(word in each.getMessage() for word in SECRET)]

    assert ann.words_of(stays) == {"She likes the window."}
    for laptop in (ann, jo):
        with laptop.book.view() as view:
            assert view.find(Statement, record) is None
            assert len(view.revisions(record)) == 2
            assert all(each.erased and not each.faults() for each in view.revisions(record))
            assert view.draft(record) is None


def test_single_versions_go_and_the_words_of_now_stay(council_of: Council) -> None:
    """Entered in error: the version that names somebody goes; what it was put right to stays, and so does the history."""
    it = council_of
    record = it.ann.say(it.grace, "Zanzibar was my neighbour.")
    it.ann.say(it.grace, "My neighbour was kind.", record=record)
    it.exchange()
    it.erase(containing="ZANZIBAR")
    it.exchange()
    assert it.where(*SECRET) == NOWHERE
    for laptop in (it.ann, it.jo):
        assert laptop.words_of(record) == {"My neighbour was kind."}
        with laptop.book.view() as view:
            assert [each.erased for each in view.revisions(record)] == [True, False]


def test_the_photo_of_erased_words_goes_unless_others_name_it(council_of: Council) -> None:
    """By its bytes, cut into pieces that fit on a page; one that other words name as well stays for those."""
    it = council_of
    desk = Desk(it.ann.book, it.ann.clock, shipped_guides())
    kept = []
    for seed, named in ((1, 1), (2, 2)):
        photo = take_in_photo(desk, png(seed, 200))
        for place in range(named):
            put_photo(desk, it.ann.say(it.grace, f"Zanzibar, photo {seed} {place}"), photo)
        with it.ann.book.view() as view:
            whole = photos.all_bytes(view.connection, photo)
        kept.append([whole[start : start + 40] for start in range(60, len(whole) - 40, 300)])
    it.exchange(it.ann, it.ann, it.jo, it.jo)
    alone, shared = kept
    assert len(alone) > 3
    found = it.where(*alone)
    assert found["ann"]
    assert found["council"]
    it.erase(containing="photo 1")
    it.erase(containing="photo 2 0")
    it.exchange()
    assert it.where(*alone) == NOWHERE
    assert {name for name, files in it.where(*shared).items() if files} == set(found) - (set() if found["jo"] else {"jo"})


def without_secure_delete(engine: Engine) -> Engine:
    """The engine, as it would be if what is deleted stayed where it was."""
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA secure_delete = OFF").fetchone())
    engine.dispose()
    return engine


def test_the_look_finds_what_secure_delete_would_have_left(council_of: Council) -> None:
    """The proof proves something: with SQLite's secure_delete off, the same words are found after the same erasure."""
    it, path = council_of, council_of.jo.book.path
    record = it.ann.say(it.grace, LONG)
    it.exchange()
    key, identity = key_of(it.jo), it.jo.book.identity
    it.jo.exchanger.close()
    it.jo.book.close()
    engine = without_secure_delete(open_engine(path, key))
    book = Casebook(path, engine, identity, it.jo.clock, keeper=QuickKeeper(connector(path, key)))
    server = it.desk.council
    it.jo = laptop_over(book, server, it.jo.clock)
    it.erase(records=(record,))
    it.exchange()
    assert it.where(*SECRET) == {"council": [], "ann": [], "jo": ["casebook.db"]}
    book.close()

    left = Store(without_secure_delete(open_engine(server.path, None)), server.path, embedded=True)
    other = CouncilServer(left, clock=server.clock, settings=server.settings)
    again = it.ann.say(it.grace, LONG)
    it.exchange(it.ann)
    it.desk.council = other
    it.erase(records=(again,))
    assert it.where(*SECRET)["council"] == ["council.db"]
    it.desk.council = server
    other.close()


def test_while_somebody_reads_the_bytes_stay_and_that_is_made_up_for(council_of: Council) -> None:
    """Without the emptying of recent writes the words are found; it is remembered, and done when the casebook is opened."""
    it, folder = council_of, council_of.jo.book.path.parent
    record = it.ann.say(it.grace, LONG)
    it.exchange()
    key = key_of(it.jo)
    reader = connector(it.jo.book.path, key)()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM revision").fetchone()
    it.erase(records=(record,))
    it.exchange()
    assert it.where(*SECRET)["jo"]
    reader.execute("ROLLBACK")
    it.jo.exchanger.close()
    it.jo.book.close()
    book = open_casebook(folder, PASSPHRASE, it.jo.clock, vault=Vault(folder, cost=CHEAP))
    assert it.where(*SECRET)["jo"] == []
    reader.close()
    book.close()

"""Backups: made while laptops go on, read back before they count, put back into an empty place; the laptops bring the rest."""

import os
import shutil
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import FileMistake, NotFound, StoreDamaged
from sync.server import backup, feed, provision, restoring, store
from sync.server.admin import CouncilDesk, open_desk
from sync.server.council import Settings
from tests.sync.councils import Template
from tests.sync.laptops import CHEAP, PASSWORD, START, Clock, Laptop, council_ids
from tests.sync.throwaway import Postgres

Make = Callable[..., Laptop]
pytestmark = pytest.mark.on_both_engines


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Where backups are left."""
    (tmp_path / "shelf").mkdir()
    return tmp_path / "shelf"


@pytest.fixture
def tools(request: pytest.FixtureRequest, desk: CouncilDesk) -> Path | None:
    """The programs that fit the server."""
    if desk.council.store.embedded:
        return None
    found: Postgres = request.getfixturevalue("postgres")
    return found.tools


def put_back(
    desk: CouncilDesk, made: backup.Made, folder: Path, tools: Path | None, request: pytest.FixtureRequest
) -> CouncilDesk:
    """The council of a backup on an empty server, at the clock of the one that was lost."""
    database = None
    if not desk.council.store.embedded:
        server: Postgres = request.getfixturevalue("postgres")
        former = store.read_database(desk.council.path)
        name = f"again_{server.mark}"
        server.psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.psql(f"CREATE DATABASE {name}")
        template: Template = request.getfixturevalue("_template")
        assert former.role == template.database.role
        database = provision.make_room(server.database(name).url, former.schema, role=f"again_{former.role}")

        def away() -> None:
            server.psql(f"DROP DATABASE {name} WITH (FORCE)")
            provision.clear_room(server.url, former.schema, role=f"again_{former.role}")

        request.addfinalizer(away)
    restoring.restore(made.file, folder, database=database, tools=tools)
    clock = desk.council.clock
    assert isinstance(clock, Clock)
    return open_desk(folder, clock=clock, settings=Settings(cost=CHEAP))


def test_a_backup_made_while_laptops_go_on(
    desk: CouncilDesk, new_laptop: Make, shelf: Path, tmp_path: Path, tools: Path | None, request: pytest.FixtureRequest
) -> None:
    """An older backup on an empty server: counters that are higher than it knows, words, a person, a member of staff and a grant
    that it had not, all come back from the laptops; in the end everybody is equal to it.
    """
    ann, jo = new_laptop("ann"), new_laptop("jo")
    grace = ann.add_person()
    before = ann.say(grace, "Before.")
    ann.exchanger.exchange()
    desk.works_with("jo", grace)
    jo.exchanger.exchange()
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            ann.say(grace, "Meanwhile.")
            ann.exchanger.exchange()

    busy = threading.Thread(target=go_on)
    busy.start()
    try:
        made = backup.back_up(desk.council.home, shelf, tools=tools)
    finally:
        stop.set()
        busy.join()
    assert made.revisions >= 4
    assert {stat.S_IMODE(each.stat().st_mode) for each in shelf.iterdir()} == {0o600}
    after = jo.say(grace, "After.", record=before)
    omar = jo.add_person("Omar Haddad")
    jo.exchanger.exchange()
    sam = new_laptop("sam")
    desk.works_with("sam", grace)
    sam.exchanger.exchange()
    jo.exchanger.exchange()
    everything = council_ids(desk.council)

    again = put_back(desk, made, tmp_path / "again", tools, request)
    request.addfinalizer(again.close)
    assert council_ids(again.council) < everything
    for laptop in (ann, jo, sam):
        laptop.line.council = again.council
        laptop.may_compare = True
    for laptop, name in ((jo, "jo"), (ann, "ann")):
        laptop.sign_in(name)
        assert laptop.exchanger.exchange().proved_equal
    assert [line.sign_in for line in again.staff() if not line.password] == ["sam"]
    again.set_password("sam", PASSWORD)
    sam.sign_in("sam")
    for laptop in (sam, ann, jo, sam):
        assert laptop.exchanger.exchange().proved_equal
    assert everything <= council_ids(again.council)
    assert ann.words_of(before) == sam.words_of(after) == {"After."}
    assert omar in {line.person for line in again.people()}
    assert {line.sign_in for line in again.staff()} >= {"priya", "ann", "jo", "sam"}


def test_two_backups_within_a_second_are_two(
    desk: CouncilDesk, ann: Laptop, shelf: Path, tools: Path | None, tmp_path: Path
) -> None:
    """The later ones are numbered, in the same folder and in another."""
    ann.exchanger.exchange()
    other = tmp_path / "other shelf"
    other.mkdir()
    made = [backup.back_up(desk.council.home, to, tools=tools, clock=lambda: START) for to in (shelf, shelf, other)]
    first = made[0].file.stem
    assert [each.file.stem for each in made] == [first, f"{first}-2", f"{first}-3"]
    assert len(list(shelf.iterdir())) == 4
    assert all(backup.read_back(each.file, tools=tools).number == each.number for each in made)


def test_laptops_are_told_how_far_it_is_safe(desk: CouncilDesk, ann: Laptop, shelf: Path, tools: Path | None) -> None:
    """Nothing is said before the first backup; then the number up to which it reaches, and no more."""
    ann.exchanger.exchange()
    assert backed_up(desk) == -1
    made = backup.back_up(desk.council.home, shelf, tools=tools)
    assert backed_up(desk) == made.number > 0
    ann.add_person()
    ann.exchanger.exchange()
    assert backed_up(desk) == made.number


def backed_up(desk: CouncilDesk) -> int:
    with desk.council.writing() as connection:
        return feed.standing(connection, []).backed_up


def test_what_does_not_read_back_is_no_backup(desk: CouncilDesk, ann: Laptop, shelf: Path, tools: Path | None) -> None:
    """A byte of somebody's words that is another in the backup is found, and what was cut short too."""
    ann.say(ann.add_person(), "Ring twice and wait. " * 40)
    ann.exchanger.exchange()
    made = backup.back_up(desk.council.home, shelf, tools=tools)
    whole = made.file.read_bytes()
    place = len(whole) // 2
    if b"Ring twice" in whole:
        place = whole.index(b"Ring twice")
    made.file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreDamaged):
        backup.read_back(made.file, tools=tools)
    found = 0
    for at in {place, *range(len(whole) // 10, len(whole), len(whole) // 12)}:
        made.file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        try:
            backup.read_back(made.file, tools=tools)
        except StoreDamaged:
            found += 1
    assert found >= 1
    made.file.write_bytes(whole)
    assert backup.read_back(made.file, tools=tools) == made


def test_a_row_that_was_changed_in_the_store_is_not_called_a_backup(
    desk: CouncilDesk, ann: Laptop, shelf: Path, tools: Path | None
) -> None:
    """The store itself lies: a body was exchanged for another. The backup reads it, says so, and laptops are told nothing."""
    ann.say(ann.add_person(), "Ring twice.")
    ann.exchanger.exchange()
    with desk.council.writing() as connection:
        body = "X'7b7d'" if desk.council.store.embedded else "'\\x7b7d'::bytea"
        connection.exec_driver_sql(f"UPDATE revision SET body = {body} WHERE kind = 'statement'")
    with pytest.raises(StoreDamaged) as caught:
        backup.back_up(desk.council.home, shelf, tools=tools)
    assert "the body is not the one" in caught.value.detail
    assert backed_up(desk) == -1


def test_nothing_is_put_back_over_a_council(desk: CouncilDesk, shelf: Path, tools: Path | None) -> None:
    """Nor left where there is no folder, nor put back from a file that is none."""
    made = backup.back_up(desk.council.home, shelf, tools=tools)
    with pytest.raises(FileMistake):
        restoring.restore(made.file, desk.council.home, tools=tools)
    with pytest.raises(NotFound):
        backup.back_up(desk.council.home, shelf / "missing", tools=tools)
    if os.name == "posix" and shutil.which("pg_dump") is None and tools is None:
        return
    (shelf / "nothing.dump").write_bytes(b"nothing")
    with pytest.raises((StoreDamaged, NotFound, FileMistake)):
        restoring.restore(shelf / "nothing.dump", shelf / "new", tools=tools)
    assert not store.there(shelf / "new")

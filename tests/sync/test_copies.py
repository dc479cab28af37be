"""A copied laptop is noticed, and a laptop that only lost its line or its power is not taken for one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.practice.errors import DeviceStopped, SignInExpired
from app.practice.people import Person
from app.records.book import Casebook
from app.records.open import open_casebook
from app.records.vault import Vault
from sync.server.admin import CouncilDesk
from sync.server.council import CouncilServer
from sync.server.tables import device
from tests.sync.laptops import CHEAP, PASSPHRASE, Clock, Laptop, council_ids, laptop_over

pytestmark = pytest.mark.on_both_engines(long=True)
Make = Callable[..., Laptop]


def copy_of(laptop: Laptop, folder: Path, council: CouncilServer, clock: Clock) -> Laptop:
    """The casebook as an IT department would image it."""
    laptop.book.tidy()
    shutil.copytree(laptop.book.path.parent, folder)
    book: Casebook = open_casebook(folder, PASSPHRASE, clock, vault=Vault(folder, cost=CHEAP))
    return laptop_over(book, council, clock)


def test_a_copied_laptop_is_stopped_before_it_sends(ann: Laptop, council: CouncilServer, tmp_path: Path, clock: Clock) -> None:
    """The first goes on. The copy keeps its words, signs in, is a laptop of its own from then on, and sends them."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    copy = copy_of(ann, tmp_path / "copy", council, clock)
    ann.say(grace, "On the first.")
    ann.exchanger.exchange()
    said = copy.say(grace, "On the copy.")
    before = council_ids(council)
    for _ in range(3):
        with pytest.raises(DeviceStopped):
            copy.exchanger.exchange()
    assert council_ids(council) == before
    assert copy.waiting() == 1
    assert ann.exchanger.exchange().proved_equal
    device = copy.book.identity.device
    copy.sign_in("ann")
    assert copy.book.identity.device != device
    assert copy.exchanger.exchange().proved_equal
    ann.exchanger.exchange()
    assert ann.words_of(said) == {"On the copy."}
    copy.book.close()


def device_row(council: CouncilServer, laptop: Laptop) -> tuple[int, bytes, str]:
    """The counter, nonce and time that the council has of a laptop."""
    with council.writing() as connection:
        row = connection.execute(device.select().where(device.c.id == laptop.book.identity.device)).one()
    return row.counter, row.nonce, row.seen


def test_an_exchange_that_carries_nothing_is_a_retry_of_the_last(ann: Laptop, council: CouncilServer, clock: Clock) -> None:
    """Neither side counts on; when the laptop was seen is kept to the minute."""
    ann.add_person()
    ann.exchanger.exchange()
    ann.exchanger.exchange()
    counter, nonce, seen = device_row(council, ann)
    for _ in range(3):
        assert ann.exchanger.exchange().proved_equal
    assert device_row(council, ann) == (counter, nonce, seen)
    clock.on(minutes=2)
    assert ann.exchanger.exchange().proved_equal
    assert device_row(council, ann)[:2] == (counter, nonce)
    assert device_row(council, ann)[2] > seen
    assert ann.exchanger.status().last_good is not None
    ann.add_person()
    ann.exchanger.exchange()
    assert device_row(council, ann)[0] > counter


def test_the_quick_answer_is_given_only_when_nothing_is_to_be_said(
    desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock
) -> None:
    """Words, a person, a day on which access ends, staff who have left, a laptop stopped, a sign-in run out: all are seen."""
    grace = jo.add_person()
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    assert ann.exchanger.exchange().received == 0
    desk.works_with("ann", grace, until=clock.now.date())
    assert ann.exchanger.exchange().received > 0
    ann.may_compare = True
    said = jo.say(grace, "Ring twice.")
    jo.exchanger.exchange()
    assert ann.exchanger.exchange().changes.records == {said}
    assert ann.exchanger.exchange().proved_equal
    clock.now = clock.now.replace(hour=23, minute=59, second=50)
    assert ann.exchanger.exchange().proved_equal
    clock.on(seconds=20)
    assert ann.exchanger.exchange().proved_equal
    with ann.book.view() as view:
        assert view.find(Person, grace) is None
    desk.stop_device(ann.book.identity.device, "It was left on a bus.")
    with pytest.raises((DeviceStopped, SignInExpired)):
        ann.exchanger.exchange()
    desk.staff_left("jo")
    with pytest.raises(DeviceStopped):
        jo.exchanger.exchange()


def test_a_sign_in_that_ran_out_a_moment_ago(ann: Laptop, council: CouncilServer, clock: Clock) -> None:
    ann.exchanger.exchange()
    clock.on(days=13, hours=23, minutes=59, seconds=40)
    assert ann.exchanger.exchange().proved_equal
    clock.on(seconds=30)
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()


def test_the_second_of_two_copies_that_carries_anything_is_stopped(
    desk: CouncilDesk, ann: Laptop, jo: Laptop, tmp_path: Path, clock: Clock
) -> None:
    """While neither brings nor gets anything they cannot be told apart, and do no harm."""
    grace = jo.add_person()
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    copy = copy_of(ann, tmp_path / "copy", desk.council, clock)
    for laptop in (ann, copy, ann):
        assert laptop.exchanger.exchange().proved_equal
    desk.works_with("ann", grace)
    assert ann.exchanger.exchange().received > 0
    assert ann.exchanger.exchange().proved_equal
    with pytest.raises(DeviceStopped):
        copy.exchanger.exchange()
    copy.book.close()


@pytest.mark.parametrize("pushes", [True, False])
def test_a_laptop_that_goes_dark_is_not_taken_for_a_copy(
    desk: CouncilDesk, ann: Laptop, jo: Laptop, clock: Clock, pushes: bool
) -> None:
    """The power goes after the council has answered and before anything of it is kept, while it sends or while it fetches."""
    grace = jo.add_person()
    jo.exchanger.exchange()
    ann.exchanger.exchange()
    if pushes:
        ann.add_person("Omar Haddad")
    else:
        desk.works_with("ann", grace)

    class PowerCutError(Exception):
        pass

    def dark(*_: object) -> None:
        raise PowerCutError

    ann.line.after = dark
    with pytest.raises(PowerCutError):
        ann.exchanger.exchange()
    folder = ann.book.path.parent
    ann.book.close()
    book = open_casebook(folder, PASSPHRASE, clock, vault=Vault(folder, cost=CHEAP))
    again = laptop_over(book, desk.council, clock)
    for _ in range(2):
        assert again.exchanger.exchange().proved_equal
    assert again.waiting() == 0
    book.close()

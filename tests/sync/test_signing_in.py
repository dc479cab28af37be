"""Signing in, running out, being stopped, and what the status says meanwhile."""

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from app.practice.errors import DeviceStopped, ServerAnswerStrange, ServerUnreachable, SignInExpired, SignInRefused
from app.practice.people import Council, Person
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import Settings
from tests.sync.laptops import ADDRESS, CHEAP, PASSWORD, Clock, Laptop

Make = Callable[..., Laptop]


def test_sign_in_refused_and_run_out(new_laptop: Make, clock: Clock) -> None:
    """It stops the exchange and nothing else: 2,000 changes later everything goes."""
    ann = new_laptop("ann", signed_in=False)
    with pytest.raises(SignInRefused):
        ann.sign_in("ann", "cold kettle")
    with pytest.raises(SignInRefused):
        ann.sign_in("nobody")
    assert not ann.exchanger.status().signed_in
    ann.sign_in("ann")
    grace = ann.add_person()
    ann.exchanger.exchange()
    clock.on(days=42)
    for place in range(300):
        ann.say(grace, f"Week {place}.")
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()
    standing = ann.exchanger.status()
    assert (standing.signed_in, standing.waiting, standing.last_failure) == (False, 300, "SignInExpired")
    ann.sign_in("ann")
    assert ann.exchanger.exchange().pushed == 300
    assert ann.exchanger.status().last_failure == ""


def test_a_stopped_laptop_keeps_its_words(ann: Laptop, desk: CouncilDesk) -> None:
    grace = ann.add_person()
    desk.stop_device(ann.book.identity.device, "It was left on a bus.")
    for _ in range(2):
        with pytest.raises((DeviceStopped, SignInExpired)):
            ann.exchanger.exchange()
    with pytest.raises(DeviceStopped) as caught:
        ann.sign_in("ann")
    assert caught.value.why == "It was left on a bus."
    assert ann.waiting() == 1
    with ann.book.view() as view:
        assert view.current(Person, grace).body.name == "Grace Mensah"


def test_another_council_at_the_same_address(ann: Laptop, tmp_path: Path, clock: Clock) -> None:
    """A casebook belongs to one council for good: nothing of it goes to another."""
    settings = Settings(cost=CHEAP)
    about = Council(name="Eastbrook")
    other = begin_council(
        tmp_path / "other", about, administrator="B", sign_in="ann", password=PASSWORD, clock=clock, settings=settings
    )
    ann.line.council = other.council
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()
    with pytest.raises(ServerAnswerStrange):
        ann.sign_in("ann")
    other.close()


def test_status_before_anything(new_laptop: Make) -> None:
    ann = new_laptop("ann", signed_in=False)
    ann.add_person()
    standing = ann.exchanger.status()
    assert (standing.waiting, standing.proved_equal, standing.last_good, standing.signed_in) == (1, False, None, False)


def test_the_sentence_is_true_again_at_once(ann: Laptop) -> None:
    """Equal was proved; one key later it is no longer said."""
    grace = ann.add_person()
    ann.exchanger.exchange()
    assert ann.exchanger.status().all_with_council
    ann.say(grace, "New.")
    assert not ann.exchanger.status().all_with_council


def test_a_failure_is_remembered_until_it_is_mended(ann: Laptop) -> None:
    def no_network(request: httpx2.Request) -> None:
        raise httpx2.ConnectError("no route")

    ann.exchanger.exchange()
    ann.line.before = no_network
    with pytest.raises(ServerUnreachable):
        ann.exchanger.exchange()
    standing = ann.exchanger.status()
    assert (standing.last_failure, standing.address) == ("ServerUnreachable", ADDRESS)
    ann.line.before = None
    ann.exchanger.exchange()
    assert ann.exchanger.status().last_failure == ""


def test_signing_out_stops_only_the_exchange(ann: Laptop) -> None:
    ann.exchanger.sign_out()
    assert not ann.exchanger.status().signed_in
    with pytest.raises(SignInExpired):
        ann.exchanger.exchange()

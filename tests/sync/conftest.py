"""A council's desk, and laptops of its staff."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.practice.people import Council, StaffRole
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk, begin_council
from sync.server.council import CouncilServer, Settings
from tests.sync.laptops import CHEAP, PASSWORD, Clock, Laptop, cheap_casebook, laptop_over


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[CouncilDesk]:
    made = begin_council(
        tmp_path / "council",
        Council(name="Westbrook Council"),
        administrator="Priya Shah",
        sign_in="priya",
        password=PASSWORD,
        clock=clock,
        settings=Settings(cost=CHEAP),
    )
    yield made
    made.close()


@pytest.fixture
def council(desk: CouncilDesk) -> CouncilServer:
    return desk.council


@pytest.fixture
def new_laptop(tmp_path: Path, desk: CouncilDesk, clock: Clock) -> Iterator[Callable[..., Laptop]]:
    """Makes the laptop of a new member of staff; signed in unless told not to."""
    made: list[Laptop] = []

    def make(sign_in: str, *, signed_in: bool = True, role: StaffRole = StaffRole.WORKER, staff: bool = True) -> Laptop:
        if staff:
            desk.add_staff(sign_in.title(), sign_in, PASSWORD, role)
        book = cheap_casebook(tmp_path / f"{sign_in}{len(made)}", sign_in.title(), clock)
        laptop = laptop_over(book, desk.council, clock)
        made.append(laptop)
        if signed_in:
            laptop.sign_in(sign_in)
        return laptop

    yield make
    for laptop in made:
        assert laptop.may_compare or COMPARE_PATH not in laptop.line.requests
        laptop.exchanger.close()
        laptop.book.close()


@pytest.fixture
def ann(new_laptop: Callable[..., Laptop]) -> Laptop:
    return new_laptop("ann")


@pytest.fixture
def jo(new_laptop: Callable[..., Laptop]) -> Laptop:
    return new_laptop("jo")

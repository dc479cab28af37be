"""A council's desk, and laptops of its staff."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.practice.people import StaffRole
from sync.protocol import COMPARE_PATH
from sync.server.admin import CouncilDesk, open_desk
from sync.server.council import CouncilServer, Settings
from tests.sync.councils import Template, begun, template_on
from tests.sync.laptops import CHEAP, PASSWORD, Clock, Laptop, cheap_casebook, laptop_over
from tests.sync.throwaway import Postgres, postgres_running


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked `on_both_engines` and needs a council runs on SQLite and on PostgreSQL: there with `make prove` only where
    the mark says `long=True`, and not at all where it says `no=True`.
    """
    mark = metafunc.definition.get_closest_marker("on_both_engines")
    if mark is None or mark.kwargs.get("no") or "desk" not in metafunc.fixturenames:
        return
    marks = [pytest.mark.prove] if mark.kwargs.get("long") else []
    metafunc.parametrize("desk", ["sqlite", pytest.param("postgresql", marks=marks)], indirect=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A throw-away PostgreSQL, started when the first test asks for it."""
    with postgres_running() as running:
        yield running


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """Its administrator's URL, with the password."""
    return postgres.url


@pytest.fixture(scope="session")
def _template(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A council begun in a database that is copied for each test: a good deal quicker than beginning anew."""
    with template_on(postgres, tmp_path_factory.mktemp("template") / "council") as template:
        yield template


@pytest.fixture
def postgres_desk(_template: Template, tmp_path: Path, clock: Clock) -> Iterator[CouncilDesk]:
    """The desk of a council of its own on PostgreSQL, its folder in `tmp_path / "council"`."""
    with _template.copied(tmp_path / "council") as folder:
        desk = open_desk(folder, clock=clock, settings=Settings(cost=CHEAP))
        yield desk
        desk.close()


@pytest.fixture
def postgres_council(postgres_desk: CouncilDesk) -> CouncilServer:
    """The same council's server."""
    return postgres_desk.council


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[CouncilDesk]:
    """The desk of a new council: on SQLite, and, where a module or a test says `on_both_engines`, once more on PostgreSQL."""
    if getattr(request, "param", "sqlite") == "postgresql":
        yield request.getfixturevalue("postgres_desk")
        return
    made = begun(tmp_path / "council", clock)
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

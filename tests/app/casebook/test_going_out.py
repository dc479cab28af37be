"""Papers going out are noted for the council's audit, and the casebook keeps how long a file's password must be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casebook.desk import Desk
from app.casebook.going_out import Way, least_password, note_going_out, set_least_password
from app.practice.file_passwords import LEAST_LETTERS, LONGEST_LEAST, SHORTEST_LEAST
from app.records.acts import noted_acts
from app.records.revision import person_scope
from sync.server.audit import _ACT
from tests.desks import make_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = make_desk(tmp_path / "helen")
    yield made
    made.book.close()


def test_each_way_out_is_noted_with_whom_it_is_about(desk: Desk) -> None:
    """In words that the council's audit takes as they are."""
    for way in Way:
        note_going_out(desk, "ab" * 16, way)
    with desk.book.view() as view:
        noted = noted_acts(view, 10)
    assert [(each.act, each.scope) for each in noted] == [(way.value, person_scope("ab" * 16)) for way in Way]
    assert all(_ACT.fullmatch(way.value) for way in Way)


def test_the_least_length_has_a_default_and_stays_within_its_range(desk: Desk) -> None:
    assert least_password(desk) == LEAST_LETTERS
    assert set_least_password(desk, 16) == least_password(desk) == 16
    assert set_least_password(desk, 1) == least_password(desk) == SHORTEST_LEAST
    assert set_least_password(desk, 500) == least_password(desk) == LONGEST_LEAST

"""On PostgreSQL the erased words are out of the tables' files when the command ends. What its log and backups hold is said."""

from pathlib import Path

import psycopg
import pytest

from sync.server.admin import CouncilDesk
from tests.sync.erasing import finding
from tests.sync.erasing.conftest import SECRET, Council
from tests.sync.throwaway import Postgres

pytestmark = pytest.mark.on_both_engines
LONG = "Zanzibar and Quetzalcoatl, said letter by letter. " * 200


def in_tables(postgres: Postgres) -> list[str]:
    """The files of tables in which the words stand, once all that is in memory is written to them."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute("SHOW data_directory").fetchone()
    assert row is not None
    return finding.where(Path(row[0]) / "base", [*SECRET, "entered here by mistake"])


def test_words_leave_the_tables_and_what_is_held(council_of: Council, postgres: Postgres, desk: CouncilDesk) -> None:
    it = council_of
    record = it.ann.say(it.grace, LONG)
    short = it.ann.say(it.grace, "This was entered here by mistake.")
    it.exchange()
    if not desk.council.store.embedded:
        assert in_tables(postgres)
    it.erase(records=(record, short))
    it.exchange()
    assert {name: found for name, found in it.where(*SECRET).items() if found} == {}
    assert in_tables(postgres) == []
    for laptop in (it.ann, it.jo):
        with laptop.book.view() as view:
            assert [each.erased for each in view.revisions(record)] == [True]

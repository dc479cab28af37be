"""Schema steps: old files are brought up to date, newer ones are left alone, and a copy is set aside first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, inspect, text
from sqlalchemy.exc import OperationalError

from app.practice.errors import StoreDamaged, StoreFull, StoreTooNew
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.drafts import Draft
from app.records.engine import open_engine
from app.records.open import BOOK_FILE, open_with_key
from app.records.steps import LAPTOP, RECORD, Branch, aside_path, take_missing_steps
from app.records.tables import laptop_tables, record_tables
from app.records.vault import Vault

KEY = bytes(range(32))
BOTH = (RECORD, LAPTOP)


@pytest.fixture
def key(book: Casebook, folder: Path, vault_of: Callable[[Path], Vault], passphrase: str) -> bytes:
    """The key of the casebook."""
    return vault_of(folder).open(passphrase)


def schema(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'steps_%'"))
        return {row.name: " ".join(row.sql.replace(" ,", ",").split()) for row in rows}


def all_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("branch", BOTH, ids=lambda branch: branch.name)
def test_the_latest_step_is_the_head_of_the_scripts(branch: Branch) -> None:
    """One head, no forks; otherwise a file would be brought to another state than we think it has."""
    scripts = ScriptDirectory(str(branch.folder), version_locations=[str(branch.folder)])
    assert scripts.get_heads() == [branch.latest]
    assert len({each.revision for each in scripts.walk_revisions()}) == len(list(branch.folder.glob("*.py")))


@pytest.mark.parametrize(("branch", "tables"), [(RECORD, record_tables), (LAPTOP, laptop_tables)], ids=["record", "laptop"])
def test_the_steps_make_the_tables_that_the_code_knows(branch: Branch, tables: MetaData, tmp_path: Path) -> None:
    """By what alembic would still add, and by the very text of the tables, which also shows WITHOUT ROWID and keys."""
    stepped, made = open_engine(tmp_path / "stepped.db", None), open_engine(tmp_path / "made.db", None)
    take_missing_steps(stepped, tmp_path / "stepped.db", (branch,))
    tables.create_all(made)
    with stepped.connect() as connection:
        own = {"include_name": lambda name, kind, parents: not str(name).startswith(("steps_", "search_")) and name != "search"}
        differences = compare_metadata(MigrationContext.configure(connection, opts={**own, "compare_type": True}), tables)
    assert differences == []
    assert schema(stepped) == schema(made)
    stepped.dispose()
    made.dispose()


def test_a_file_without_tables_gets_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    engine = open_engine(path, KEY)
    take_missing_steps(engine, path, BOTH)
    of_the_index = {"search", *(f"search_{part}" for part in ("config", "data", "docsize", "idx"))}
    assert set(inspect(engine).get_table_names()) - of_the_index == {
        *record_tables.tables,
        *laptop_tables.tables,
        RECORD.version_table,
        LAPTOP.version_table,
    }
    assert not aside_path(path).exists()
    engine.dispose()


def test_a_file_with_todays_steps_is_not_touched(tmp_path: Path) -> None:
    """No copy, no write, and the step-taker is not even imported."""
    path = tmp_path / "now.db"
    engine = open_engine(path, KEY)
    take_missing_steps(engine, path, BOTH)
    with engine.connect() as connection:
        before = connection.exec_driver_sql("PRAGMA data_version").scalar(), schema(engine)
        take_missing_steps(engine, path, BOTH)
        assert (connection.exec_driver_sql("PRAGMA data_version").scalar(), schema(engine)) == before
    assert not aside_path(path).exists()
    engine.dispose()


@pytest.fixture
def old_book(book: Casebook, folder: Path, key: bytes, words: Callable[..., Statement], scope: str) -> tuple[Casebook, str]:
    """A casebook from before the laptop's own tables had the steps of today: one more is missing to it."""
    with book.unit() as unit:
        record = unit.seal(words("written long ago"), scope=scope)
        unit.commit()
    book.close()
    engine = open_engine(folder / BOOK_FILE, key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE kept_state AS SELECT * FROM state"))
        for name in ("search", *laptop_tables.tables):
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text(f"DROP TABLE {LAPTOP.version_table}"))
    engine.dispose()
    return book, record


def test_an_old_file_gets_what_is_missing_and_a_copy_is_set_aside(
    old_book: tuple[Casebook, str], folder: Path, key: bytes, typing: Callable[..., Draft]
) -> None:
    """The copy opens with the same key, holds the old file, and no word of it is in the clear."""
    book, record = old_book
    path = folder / BOOK_FILE
    engine = open_engine(path, key)
    take_missing_steps(engine, path, BOTH)
    assert {"draft", "waiting", "refusal", "state"} <= set(inspect(engine).get_table_names())
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("INSERT INTO state SELECT * FROM kept_state"))
    engine.dispose()
    aside = aside_path(path)
    assert b"SQLite format 3" not in aside.read_bytes()
    with pytest.raises(StoreDamaged):
        open_engine(aside, bytes(32))
    copy = open_engine(aside, key)
    assert "draft" not in inspect(copy).get_table_names()
    with copy.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM revision")).scalar() == 1
    copy.dispose()
    again = open_with_key(folder, key, book.clock)
    again.keep_draft(typing(b"{}"))
    with again.view() as view:
        assert view.current(Statement, record).body.words == "written long ago"
    again.close()


@pytest.mark.parametrize("branch", BOTH, ids=lambda branch: branch.name)
def test_a_file_of_a_newer_app_is_left_alone(branch: Branch, book: Casebook, folder: Path, key: bytes) -> None:
    """Not one byte is written, no copy is made, and the error says which file."""
    book.close()
    engine = open_engine(folder / BOOK_FILE, key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(f"UPDATE {branch.version_table} SET version_num = '9999'"))
    engine.dispose()
    before = all_bytes(folder)
    with pytest.raises(StoreTooNew) as newer:
        open_with_key(folder, key, book.clock)
    assert newer.value.path == str(folder / BOOK_FILE)
    assert all_bytes(folder) == before


def test_a_newer_step_in_one_branch_stops_the_other_too(old_book: tuple[Casebook, str], folder: Path, key: bytes) -> None:
    path = folder / BOOK_FILE
    engine = open_engine(path, key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text(f"UPDATE {RECORD.version_table} SET version_num = '9999'"))
    with pytest.raises(StoreTooNew):
        take_missing_steps(engine, path, BOTH)
    assert "draft" not in inspect(engine).get_table_names()
    assert not aside_path(path).exists()
    engine.dispose()


def test_steps_that_break_half_way_leave_the_file_as_it_was(tmp_path: Path) -> None:
    """All steps are one transaction; the second of these fails after the first has made its table."""
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    step = "revision = {0!r}\ndown_revision = {1!r}\nfrom alembic import op\ndef upgrade():\n    op.execute({2!r})\n"
    (scripts / "0001_a.py").write_text(step.format("0001", None, "CREATE TABLE first (a)"))
    (scripts / "0002_b.py").write_text(step.format("0002", "0001", "INSERT INTO nowhere VALUES (1)"))
    path = tmp_path / "file.db"
    engine = open_engine(path, KEY)
    take_missing_steps(engine, path, BOTH)
    before = schema(engine)
    with pytest.raises(StoreDamaged, check=lambda error: isinstance(error.__cause__, OperationalError)):
        take_missing_steps(engine, path, (*BOTH, Branch("odd", scripts, "0002")))
    assert schema(engine) == before
    assert "steps_odd" not in inspect(engine).get_table_names()
    assert aside_path(path).exists()
    engine.dispose()


def test_without_room_for_the_copy_nothing_is_begun(old_book: tuple[Casebook, str], folder: Path, key: bytes) -> None:
    """And a copy of an earlier time is not lost for it."""
    import resource

    path = folder / BOOK_FILE
    aside_path(path).write_bytes(b"an earlier copy")
    engine = open_engine(path, key)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16 * 1024, before[1]))
    try:
        with pytest.raises(StoreFull):
            take_missing_steps(engine, path, BOTH)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert aside_path(path).read_bytes() == b"an earlier copy"
    assert "draft" not in inspect(engine).get_table_names()
    assert not [each for each in folder.iterdir() if each.name.endswith(".new")]
    engine.dispose()


def test_a_released_step_names_its_tables_itself() -> None:
    """A step that took its columns from tables.py would change whenever they do."""
    for branch in BOTH:
        for script in branch.folder.glob("*.py"):
            imported: Any = [line for line in script.read_text().splitlines() if line.startswith(("import", "from"))]
            assert not [line for line in imported if "app" in line.split()[1]], script.name

"""Schema steps, taken by Alembic: each branch in its own folder, with its own version table, all in one transaction.

A copy of the file is set aside first. A step that was released is never edited. When nothing is missing Alembic is not
even imported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from app.practice.errors import StoreTooNew
from app.records.engine import translated

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Branch:
    """One line of steps: the folder they lie in and the last of them."""

    name: str
    folder: Path
    latest: str

    @property
    def version_table(self) -> str:
        """The table that says which step a file has."""
        return f"steps_{self.name}"


RECORD = Branch("record", HERE / "record", "0003")
LAPTOP = Branch("laptop", HERE / "laptop", "0006")


def take_missing_steps(engine: Engine, path: Path, branches: Sequence[Branch]) -> None:
    """Bring the file to the latest step of every branch.

    Raises `StoreTooNew` when the file has a step that this app does not know; nothing is changed then.
    """
    with translated(path), engine.connect().execution_options(writes=True) as connection:
        began_empty = not inspect(connection).get_table_names()
        missing = missing_steps(connection, path, branches)
        connection.rollback()
        if not missing:
            return
        if not began_empty:
            _set_aside(connection, path)
        with connection.begin():
            take_steps(connection, missing)


def missing_steps(connection: Connection, path: Path, branches: Sequence[Branch]) -> list[Branch]:
    """The branches of which the store has not the latest step. Raises `StoreTooNew`."""
    missing = [branch for branch in branches if _step_of(connection, branch) != branch.latest]
    for branch in missing:
        _must_be_known(connection, branch, path)
    return missing


def take_steps(connection: Connection, branches: Sequence[Branch]) -> None:
    """Take the steps that are missing, within the caller's transaction."""
    for branch in branches:
        _upgrade(connection, branch)


def aside_path(path: Path) -> Path:
    """Where the copy lies that is made before steps are taken."""
    return path.with_name(f"{path.stem}.before-steps{path.suffix}")


def _step_of(connection: Connection, branch: Branch) -> str | None:
    if not inspect(connection).has_table(branch.version_table):
        return None
    return connection.execute(text(f"SELECT version_num FROM {branch.version_table}")).scalar()


def _must_be_known(connection: Connection, branch: Branch, path: Path) -> None:
    step = _step_of(connection, branch)
    if step is not None and step not in {each.revision for each in _steps_of(branch).walk_revisions()}:
        raise StoreTooNew(path=str(path))


def _set_aside(connection: Connection, path: Path) -> None:
    aside = aside_path(path)
    beside = aside.with_name(f".{aside.name}.new")
    beside.unlink(missing_ok=True)
    raw = connection.connection.driver_connection
    assert raw is not None, "a connection in use has its driver's"
    try:
        raw.execute("VACUUM INTO ?", (str(beside),))
        beside.replace(aside)
    finally:
        beside.unlink(missing_ok=True)


def _steps_of(branch: Branch) -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(branch.folder), version_locations=[str(branch.folder)])


def _upgrade(connection: Connection, branch: Branch) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    steps = _steps_of(branch)
    with EnvironmentContext(Config(), steps, fn=lambda at, _: steps._upgrade_revs("head", at)) as environment:
        environment.configure(connection=connection, version_table=branch.version_table, transactional_ddl=True)
        environment.run_migrations()

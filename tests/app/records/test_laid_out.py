"""What the tests begin from is what the schema steps make: tables, indexes, triggers and the steps taken."""

from pathlib import Path

from sqlalchemy import text

from app.records.book import Casebook
from app.records.engine import open_engine
from app.records.open import make_casebook
from app.records.steps import LAPTOP, RECORD
from app.records.vault import Vault
from tests.desks import PASSPHRASE, QUICK, Clock, LaidOut, quick_vault


def shape_of(folder: Path, vault: Vault) -> list[tuple[object, ...]]:
    """Everything in the file that is not somebody's."""
    book: Casebook = make_casebook(folder, PASSPHRASE, "Ann", Clock(), vault=vault)
    book.close()
    engine = open_engine(book.path, quick_vault(folder).open(PASSPHRASE))
    with engine.connect() as connection:
        made = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")).all()
        index = connection.execute(text("SELECT k, v FROM search_config ORDER BY k")).all()
        steps = [
            tuple(connection.execute(text(f"SELECT version_num FROM {each.version_table}")).one()) for each in (RECORD, LAPTOP)
        ]
    engine.dispose()
    return [*map(tuple, made), *map(tuple, index), *steps]


def test_a_laid_out_casebook_is_like_one_whose_steps_were_taken(tmp_path: Path) -> None:
    """Name by name and letter by letter."""
    taken = shape_of(tmp_path / "taken", quick_vault(tmp_path / "taken"))
    assert shape_of(tmp_path / "laid out", LaidOut(tmp_path / "laid out", cost=QUICK)) == taken
    assert len(taken) > 40

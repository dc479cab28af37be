"""A file from before there were photos: what its words name already is known after the step, and nothing else of it changes."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from app.practice.photos import photo_name
from app.practice.statements import Statement
from app.records import photos
from app.records.book import Casebook
from app.records.engine import open_engine
from app.records.open import BOOK_FILE, open_with_key
from app.records.steps import LAPTOP, RECORD
from app.records.vault import Vault

HASH = "0123456789abcdef" * 4


def test_names_from_a_newer_app_are_known_after_the_step(
    book: Casebook,
    folder: Path,
    vault_of: Callable[[Path], Vault],
    passphrase: str,
    words: Callable[..., Statement],
    scope: str,
) -> None:
    """A newer laptop's words came by way of a council before this one was brought up to date."""
    with book.unit() as unit:
        named = unit.seal(words("That is Biscuit.").pictured(photo_name(HASH)), scope=scope)
        unit.seal(words(f"Not a name: photo:{HASH}"), scope=scope)
        unit.commit()
    book.close()
    key = vault_of(folder).open(passphrase)
    engine = open_engine(folder / BOOK_FILE, key)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for table in ("photo", "photo_part", "photo_name", "photo_place", "photo_digest", "photo_trouble", "fed"):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text(f"UPDATE {RECORD.version_table} SET version_num = '0002'"))
        connection.execute(text(f"UPDATE {LAPTOP.version_table} SET version_num = '0004'"))
    engine.dispose()
    again = open_with_key(folder, key, book.clock)
    with again.view() as view:
        assert photos.scopes_naming(view.connection, HASH) == {scope}
        rows = view.connection.execute(text("SELECT lower(hex(revision)) FROM photo_name")).scalars().all()
        assert rows == [each.id for each in view.revisions(named)]
    again.close()

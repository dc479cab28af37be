"""A child process that types until it is killed: `python typist.py FOLDER KEY`.

It keeps a draft over and over, seals it at every seventh pause and keeps a file whole at every third; each is told on standard
output only after it was answered. test_kill.py kills it and looks whether all that was told is there.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.drafts import Draft
from app.records.open import open_with_key
from app.records.vault import write_whole

RECORD, SCOPE = "d4" * 16, "person:" + "a1" * 16
SPEAKER = Speaker(role=Role.PERSON)


def say(what: str) -> None:
    """Tell the test at once."""
    os.write(1, f"{what}\n".encode())


def type_away(folder: Path, key: bytes) -> None:
    """Type until killed."""
    book = open_with_key(folder, key, lambda: datetime.now(UTC))
    onto: tuple[str, ...] = ()
    number = 0
    with book.view() as view:
        now = view.find(Statement, RECORD)
        if now is not None:
            onto, number = now.heads, int(now.body.words.split()[0])
    while True:
        number += 1
        body = Statement(words=f"{number} " * (20 + number % 900), speaker=SPEAKER)
        book.keep_draft(Draft(RECORD, "statement", SCOPE, None, onto, canonical_bytes(body), number, datetime.now(UTC)))
        say(f"draft {number}")
        if number % 3 == 0:
            write_whole(folder / "note", f"{number} ".encode() * 500)
            say(f"note {number}")
        if number % 7 == 0:
            with book.unit() as unit:
                unit.seal(body, scope=SCOPE, record=RECORD, onto=onto)
                onto = unit.current(Statement, RECORD).heads
                unit.commit()
            say(f"seal {number}")


if __name__ == "__main__":
    type_away(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))

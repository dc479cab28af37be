"""Types until it is killed. It reads a folder and a key, a line for each run, from standard input, and forks for each.

The fork keeps a draft over and over, seals it at every seventh pause and keeps a file whole at every third; each is told on
standard output only after it was answered. test_kill.py kills it and looks whether all that was told is there.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.drafts import Draft
from app.records.files import write_whole
from app.records.open import open_with_key

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
                unit.drop_draft(RECORD)
                onto = unit.current(Statement, RECORD).heads
                unit.commit()
            say(f"seal {number}")


def serve() -> None:
    """One typist after another, each in a process of its own that says its number first."""
    for line in sys.stdin:
        folder, key = line.rsplit(maxsplit=1)
        child = os.fork()
        if child == 0:
            say(f"pid {os.getpid()}")
            type_away(Path(folder), bytes.fromhex(key))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    serve()

"""A process that stores revisions one by one, from several threads: one half of the proof of the feed.

python -m tests.sync.postgres.writer FOLDER {locked|loose} THREADS EACH SEED
"""

import random
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, text

from app.practice.people import Role, Speaker
from app.practice.statements import Statement
from app.records.canonical import canonical_bytes
from app.records.revision import Revision, new_record, person_scope, seal
from sync.server import intake, numbers
from sync.server.council import CouncilServer, Settings, open_council
from tests.sync.laptops import CHEAP

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SCOPES = [person_scope(f"{place:032x}") for place in range(4)]
DAWDLE_SECONDS = 0.004


def statement(scope: str, words: str) -> Revision:
    body = Statement(words=words, speaker=Speaker(role=Role.PERSON))
    return seal(
        canonical_bytes(body),
        record=new_record(),
        kind=body.kind,
        format=body.format,
        scope=scope,
        parents=(),
        author="a" * 32,
        device="d" * 32,
        written=NOW,
        key=KEY,
    )


def loose(connection: Connection, line: str) -> numbers.Last:
    """As most would do it: a number from a sequence, and no lock."""
    return numbers.Last(connection.execute(text("SELECT nextval('loose')")).scalar_one() - 1, b"")


def store(council: CouncilServer, how: str, count: int, seed: int) -> None:
    draw = random.Random(seed)
    taking = {"locked": numbers.lock, "loose": loose}[how]

    def dawdling(connection: Connection, line: str) -> numbers.Last:
        found = taking(connection, line)
        time.sleep(draw.random() * DAWDLE_SECONDS)
        return found

    for place in range(count):
        # a person each: with `loose` no other lock may make writers wait for each other by accident
        with council.writing() as connection:
            intake.keep(connection, [statement(person_scope(new_record()), f"{seed}-{place}")], NOW, lock=dawdling)


def main(folder: str, how: str, threads: str, each: str, seed: str) -> None:
    council = open_council(Path(folder), settings=Settings(cost=CHEAP))
    running = [threading.Thread(target=store, args=(council, how, int(each), int(seed) + place)) for place in range(int(threads))]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    council.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Finding a word or a phrase, against bare FTS5 on the same encrypted database: the same rows, the same words, newest first.

python tests/bench/search.py [PEOPLE [STATEMENTS_EACH]]   (10,000 people with 40 statements each unless told otherwise)
"""

import itertools
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from rows import Row, in_turn

from app.practice.people import Person, Role, Speaker
from app.practice.searching import asked_for
from app.practice.statements import Statement
from app.records import ledger, search
from app.records.book import Casebook, Identity
from app.records.canonical import canonical_bytes
from app.records.drafts import QuickKeeper
from app.records.engine import connector, open_engine
from app.records.revision import Header, Revision, body_hash, new_record, person_scope
from app.records.steps import LAPTOP, RECORD, take_missing_steps

PEOPLE, EACH = 10_000, 40
RUNS, TIMES = 9, 12
GOAL = 1.3
KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
SAID = """
the radio on low from moment I wake my sister rings at six every Sunday tea with two sugars not before nine
legs are awake same carer as yesterday here by half past seven shopping he knows brands garden roses window
chess friend letter knee bath rail kitchen table bus swimming church mosque biscuits stairs blue cup daughter
neighbour cat quiet cold morning evening
"""
WORDS = SAID.split()
RARE = ("caravan", "accordion", "budgerigar", "trombone")
ASKED = {
    "rare words": ("accordion", "budgerigar", "zeppelin"),
    "common words": ("kitchen", "biscui", "garden roses", "morning tea"),
    "phrases": ('"kitchen table"', '"two sugars"', '"half past seven"'),
}
_BARE = "SELECT r.record, r.kind, r.scope FROM bare JOIN r ON r.number = bare.rowid WHERE bare MATCH ? ORDER BY rank LIMIT 100"


def measure(people: int = PEOPLE, each: int = EACH) -> list[Row]:
    """A row for each way of asking: the records in which it stands, ours the newest first, the peer's the best first."""
    with tempfile.TemporaryDirectory() as folder:
        book, bare = prepared(Path(folder), people, each)
        found = [_row(book, bare, what, typed, people * each) for what, typed in ASKED.items()]
        bare.close()
        book.close()
    return found


def prepared(folder: Path, people: int, each: int) -> tuple[Casebook, sqlite.Connection]:
    """A casebook whose index is full, and the bare peer with the same words under the same numbers."""
    path = folder / "casebook.db"
    engine = open_engine(path, KEY)
    take_missing_steps(engine, path, (RECORD, LAPTOP))
    keeper = QuickKeeper(connector(path, KEY))
    book = Casebook(path, engine, Identity(new_record(), "Ann", new_record(), KEY), lambda: NOW, keeper=keeper)
    draw, after = random.Random(11), 0
    for start in range(0, people, 250):
        made = [revision for _ in range(min(250, people - start)) for revision in _person(draw, each)]
        with book.unit() as unit:
            after = ledger.append(unit.connection, made, after=after)
            unit.commit()
    began = time.perf_counter()
    more = True
    while more:
        with book.unit() as unit:
            more = search.fill(unit.connection, 5_000)
            unit.commit()
    sys.stderr.write(f"{after} records read into the index in {time.perf_counter() - began:.1f} s.\n")
    return book, _bare_peer(folder / "bare.db", path)


def _bare_peer(path: Path, ours: Path) -> sqlite.Connection:
    peer = connector(path, KEY)()
    peer.execute("CREATE VIRTUAL TABLE bare USING fts5(words, content='', tokenize='unicode61 remove_diacritics 2', prefix='3')")
    giver = connector(ours, KEY)()
    peer.execute("CREATE TABLE r (number INTEGER PRIMARY KEY, record BLOB, kind TEXT, scope TEXT)")
    peer.execute("BEGIN")
    for number, record, kind, scope, words in giver.execute("SELECT number, record, kind, scope, words FROM searched"):
        peer.execute("INSERT INTO r VALUES (?, ?, ?, ?)", (number, record, kind, scope))
        peer.execute("INSERT INTO bare (rowid, words) VALUES (?, ?)", (number, words))
    peer.execute("COMMIT")
    peer.execute("INSERT INTO bare (bare) VALUES ('optimize')")
    giver.close()
    return peer


def _row(book: Casebook, bare: sqlite.Connection, what: str, typed: tuple[str, ...], count: int) -> Row:
    matches = [" ".join(f'"{" ".join(part.words)}"{"*" * part.beginning}' for part in asked_for(each).parts) for each in typed]

    def ours() -> float:
        began = time.perf_counter()
        for _ in range(TIMES):
            for each in typed:
                with book.view() as view:
                    search.find(view.connection, asked_for(each))
        return (time.perf_counter() - began) / TIMES / len(typed) * 1000

    def peer() -> float:
        began = time.perf_counter()
        for _ in range(TIMES):
            for match in matches:
                bare.execute(_BARE, (match,)).fetchall()
        return (time.perf_counter() - began) / TIMES / len(typed) * 1000

    return Row(f"find {what} among {count:,} statements", "ms", *in_turn(ours, peer, RUNS), GOAL)


def _person(draw: random.Random, each: int) -> list[Revision]:
    scope = person_scope(new_record())
    name = f"{draw.choice(WORDS).title()} {draw.choice(WORDS).title()}"
    made = [_revision(Person(name=name), scope, scope.partition(":")[2])]
    for _ in range(each):
        said = [draw.choice(WORDS) for _ in range(draw.randint(6, 16))]
        if draw.random() < 0.002:
            said.append(draw.choice(RARE))
        body = Statement(words=" ".join(said).capitalize() + ".", speaker=Speaker(role=Role.PERSON))
        made.append(_revision(body, scope, new_record()))
    return made


_counter = itertools.count()


def _revision(body: Person | Statement, scope: str, record: str) -> Revision:
    """As sealed but for the signature, which nobody looks at here."""
    data, salt = canonical_bytes(body), next(_counter).to_bytes(16, "big")
    header = Header(
        author="a1" * 16,
        body=body_hash(salt, data),
        device="b2" * 16,
        format=1,
        kind=body.kind,
        parents=(),
        record=record,
        scope=scope,
        written="2026-11-21T10:00:00.000000Z",
    )
    return Revision(id=header.id, header=header, salt=salt, body=data, signature=b"")


if __name__ == "__main__":
    for row in measure(*(int(given) for given in sys.argv[1:3])):
        told = row.told()
        sys.stdout.write(
            f"{told['name']}: {told['ours']:.3f} against {told['peer']:.3f} ms, {told['ratio']:.2f} (at most {GOAL})\n"
        )

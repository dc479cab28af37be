"""The index: filled behind in slices, the same however it came about, and without a letter of what was taken out."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.searching import asked_for, holds, standing
from app.practice.statements import Statement, Struck
from app.records import exchange, search
from app.records.book import Casebook, Identity
from app.records.drafts import QuickKeeper
from app.records.engine import connector, open_engine
from app.records.revision import Revision, new_record, person_scope
from app.records.steps import LAPTOP, RECORD, take_missing_steps
from app.records.tables import searched, waiting


def plain_book(path: Path) -> Casebook:
    """A casebook whose file is not encrypted, so that anybody can look into it."""
    engine = open_engine(path, None)
    take_missing_steps(engine, path, (RECORD, LAPTOP))
    identity = Identity(new_record(), "Ann", new_record(), bytes(range(32)))
    keeper = QuickKeeper(connector(path, None))
    return Casebook(path, engine, identity, lambda: datetime(2026, 11, 21, tzinfo=UTC), keeper=keeper)


def fill(book: Casebook, most: int = search.SLICE) -> int:
    """Fill to the end; the number of slices it took."""
    for count in range(1, 10_000):
        with book.unit() as unit:
            more = search.fill(unit.connection, most)
            unit.commit()
        if not more:
            return count
    raise AssertionError("it never ends")


def found(book: Casebook, typed: str, **how: Any) -> list[str]:
    with book.view() as view:
        return [hit.record for hit in search.find(view.connection, asked_for(typed), **how)]


def put(book: Casebook, body: Any, scope: str, record: str | None = None) -> str:
    with book.unit() as unit:
        onto = (unit.current(type(body), record).head()[0],) if record else ()
        made = unit.seal(body, scope=scope, record=record, onto=onto)
        unit.commit()
    return made


def content(book: Casebook) -> list[tuple[Any, ...]]:
    """All rows, and that SQLite finds the index and the rows to agree."""
    with book.view() as view:
        assert view.connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        return [tuple(row) for row in view.connection.execute(select(searched).order_by(searched.c.record))]


def test_words_are_found_before_and_after_they_are_in_the_index(
    book: Casebook, scope: str, words: Callable[..., Statement]
) -> None:
    """Little that was not read yet is looked through as it is; the newest comes first."""
    first = put(book, words("The kettle sings."), scope)
    fill(book)
    second = put(book, words("A kettle of tea."), scope)
    assert found(book, "kettle") == [second, first]
    fill(book)
    assert found(book, "kettle") == [second, first]
    put(book, words("The pot sings."), scope, first)
    for _ in range(2):
        assert found(book, "kettle") == [second]
        assert found(book, "pot si") == [first]
        fill(book)


def test_a_number_that_is_given_out_again_is_read_again(book: Casebook, scope: str, words: Callable[..., Statement]) -> None:
    """What was unsaid was the last there was; what is said next has its number."""
    with book.unit() as unit:
        gone = unit.seal(words("kettle"), scope=scope, during="f" * 32)
        unit.commit()
    fill(book)
    with book.unit() as unit:
        assert unit.unsay(gone)
        unit.commit()
    said = put(book, words("teapot"), scope)
    for _ in range(2):
        assert (found(book, "teapot"), found(book, "kettle")) == ([said], [])
        fill(book)


def test_whoever_is_called_so_comes_first(book: Casebook, scope: str, words: Callable[..., Statement]) -> None:
    """A name before words, though the words are newer."""
    ann = put(book, CirclePerson(name="Ann Farrelly"), scope)
    said = [put(book, words(f"Ann rings at {hour}."), scope) for hour in range(5)]
    fill(book)
    assert found(book, "ann") == [ann, *reversed(said)]


def test_what_was_left_out_and_private_notes(book: Casebook, scope: str, words: Callable[..., Statement]) -> None:
    """Struck words only when asked for; notes not where somebody looks over the shoulder."""
    out = put(book, words("A secret wish.", struck=Struck()), scope)
    note = put(book, words("A secret worry.", not_for_table=True), scope)
    for _ in range(2):
        assert found(book, "secret") == [note]
        assert set(found(book, "secret", left_out=True)) == {out, note}
        assert found(book, "secret", private=False) == []
        assert found(book, "secret", scopes=["person:" + "0" * 32]) == []
        assert found(book, "secret", scopes=[scope]) == [note]
        fill(book)


def test_every_version_is_found_and_the_most_careful_one_rules(
    book: Casebook, scope: str, words: Callable[..., Statement], revision_by: Callable[..., Revision]
) -> None:
    """Two laptops wrote about the same thing: both texts lead to it; if one of them struck it out, it is struck."""
    record = put(book, words("Two tablets."), scope)
    with book.unit() as unit:
        parent = unit.current(Statement, record).heads[0]
        unit.seal(words("Three tablets."), scope=scope, record=record, onto=(parent,))
        unit.add([revision_by(words("One capsule."), record, (parent,))])
        unit.commit()
    for _ in range(2):
        assert found(book, "three") == found(book, "capsule") == [record]
        assert found(book, "two") == found(book, '"tablets one"') == []
        fill(book)
    with book.unit() as unit:
        unit.add([revision_by(words("Two tablets.", struck=Struck()), record, (parent,))])
        unit.commit()
    for _ in range(2):
        assert found(book, "three") == []
        assert found(book, "three", left_out=True) == [record]
        fill(book)


def test_filling_says_how_far_it_is_and_goes_on_where_it_stopped(book: Casebook, words: Callable[..., Statement]) -> None:
    """In slices of at most forty, also after the casebook was shut between them; words too many to look through wait."""
    scopes = [person_scope(new_record()) for _ in range(12)]
    with book.unit() as unit:
        for scope in scopes:
            unit.seal(Person(name="Somebody"), scope=scope, record=scope.partition(":")[2])
            for number in range(40):
                unit.seal(words(f"word{number} kettle"), scope=scope)
        unit.commit()
    with book.view() as view:
        assert search.reading(view.connection) == search.Reading(12, 12)
    assert found(book, "kettle") == []
    with book.unit() as unit:
        search.fill(unit.connection)
        unit.commit()
    with book.view() as view:
        assert search.reading(view.connection) == search.Reading(12, 12)
    with book.unit() as unit:
        for _ in range(10):
            search.fill(unit.connection)
        unit.commit()
    with book.view() as view:
        assert search.behind(view.connection)
        assert search.reading(view.connection) == search.Reading(0, 0)
        rows = view.connection.execute(select(searched.c.number)).all()
    assert len(rows) == 11 * search.SLICE
    assert fill(book) == 2
    with book.view() as view:
        assert not search.behind(view.connection)
        assert search.reading(view.connection) == search.Reading(0, 0)
    assert len(found(book, "kettle", most=1000)) == 480


class Histories(RuleBasedStateMachine):
    """Whatever happens to a casebook, the index that came about bit by bit is the one that is made anew."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.path = self.folder / f"{new_record()}.db"
        self.book = plain_book(self.path)
        self.scopes = [person_scope(new_record()) for _ in range(3)]
        self.records: dict[str, str] = {}

    def teardown(self) -> None:
        fill(self.book)
        grown = content(self.book)
        with self.book.unit() as unit:
            search.rebuild(unit.connection)
            unit.commit()
        fill(self.book)
        assert content(self.book) == grown
        self.book.close()
        self.path.unlink()

    @initialize()
    def people(self) -> None:
        for scope in self.scopes:
            put(self.book, Person(name="Zoë"), scope)

    @rule(who=st.integers(0, 2), words=st.sampled_from(["kettle", "tea pot", "Zoë", ""]), held=st.booleans())
    def say(self, who: int, words: str, held: bool) -> None:
        with self.book.unit() as unit:
            body = Statement(words=words, speaker=Speaker(role=Role.PERSON))
            record = unit.seal(body, scope=self.scopes[who], during="f" * 32 if held else None)
            unit.commit()
        self.records[record] = self.scopes[who]

    @rule(pick=st.randoms(use_true_random=False), words=st.sampled_from(["cup", "tea", "kettle"]), struck=st.booleans())
    def change(self, pick: random.Random, words: str, struck: bool) -> None:
        """On any revision there is, so that versions come about."""
        if not self.records:
            return
        record = pick.choice(sorted(self.records))
        with self.book.unit() as unit:
            body = Statement(words=words, speaker=Speaker(role=Role.PERSON), struck=Struck() if struck else None)
            unit.seal(body, scope=self.records[record], record=record, onto=(pick.choice(unit.revisions(record)).id,))
            unit.commit()

    @rule(pick=st.randoms(use_true_random=False))
    def unsay(self, pick: random.Random) -> None:
        """Its numbers are free again, and given out again."""
        if self.records:
            record = pick.choice(sorted(self.records))
            with self.book.unit() as unit:
                gone = unit.unsay(record)
                unit.commit()
            if gone:
                del self.records[record]

    @rule(who=st.integers(0, 2))
    def let_go(self, who: int) -> None:
        with self.book.unit() as unit:
            unit.connection.execute(waiting.delete())
            exchange.let_go(unit, self.scopes[who])
            unit.commit()
        self.records = {record: scope for record, scope in self.records.items() if scope != self.scopes[who]}

    @rule(most=st.integers(1, 7))
    def fill_a_little(self, most: int) -> None:
        with self.book.unit() as unit:
            search.fill(unit.connection, most)
            unit.commit()

    @rule()
    def fill_all(self) -> None:
        fill(self.book)

    @invariant()
    def finding_is_looking(self) -> None:
        """What is found is what stands in the record, whether it was read already or not."""
        for typed in ("kettle", "zoe", '"tea pot"', "te"):
            assert set(found(self.book, typed)) == self.looked_for(typed)

    def looked_for(self, typed: str) -> set[str]:
        asked = asked_for(typed)
        with self.book.view() as view:
            people = {each.record for each in view.all(Person) if holds(asked, [each.body.name])}
            said = view.all(Statement)
        shown = [each for each in said if each.body.struck is None]
        return people | {each.record for each in shown if holds(asked, [body.words for body in standing(each)])}


def histories(folder: Path, examples: int, steps: int) -> None:
    folder.mkdir(exist_ok=True)
    machine = type("HistoriesHere", (Histories,), {"folder": folder})
    run_state_machine_as_test(machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None))


def test_a_rebuilt_index_equals_one_that_grew(tmp_path: Path) -> None:
    """Through sayings, changes, versions, unsayings, people who leave, and fills of any size between them."""
    histories(tmp_path, 8, 10)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(4))
def test_a_rebuilt_index_equals_one_that_grew_long(tmp_path: Path, part: int) -> None:
    """The same for long."""
    histories(tmp_path / str(part), 15, 40)


def in_files(path: Path, letters: bytes) -> list[str]:
    """The files of the casebook that hold these letters."""
    beside = [each for each in path.parent.iterdir() if each.name.startswith(path.name)]
    return [each.name for each in beside if letters in each.read_bytes()]


def test_what_was_taken_out_is_in_no_file(tmp_path: Path) -> None:
    """Neither as it was written nor as it was looked for, though a thousand others were written before, between and after."""
    path = tmp_path / "book.db"
    book = plain_book(path)
    keeps, goes = person_scope(new_record()), person_scope(new_record())
    draw = random.Random(3)
    with book.unit() as unit:
        for number in range(900):
            said = " ".join("".join(draw.choices("abcdefgh", k=draw.randint(3, 8))) for _ in range(8))
            unit.seal(Statement(words=said, speaker=Speaker(role=Role.PERSON)), scope=keeps)
            if number % 3 == 0:
                body = Statement(words=f"Quarkbeetle{number} naïveté Quarkbeetle", speaker=Speaker(role=Role.PERSON))
                unit.seal(body, scope=goes)
        unit.commit()
    fill(book)
    book.tidy()
    assert in_files(path, b"quarkbeetle")
    with book.unit() as unit:
        unit.connection.execute(waiting.delete())
        exchange.let_go(unit, goes)
        unit.commit()
    fill(book)
    book.tidy()
    for letters in (b"quarkbeetle", b"Quarkbeetle", b"uarkbeet", b"naivete"):
        assert in_files(path, letters) == []
    assert len(content(book)) == 900
    book.close()


def test_words_that_were_unsaid_leave_no_letter_in_the_index(tmp_path: Path) -> None:
    """What the index knew of words that the person wanted left out while the visit was open: it keeps them in small letters."""
    path = tmp_path / "book.db"
    book = plain_book(path)
    with book.unit() as unit:
        body = Statement(words="QuarkBeetle", speaker=Speaker(role=Role.PERSON))
        record = unit.seal(body, scope=person_scope(new_record()), during="f" * 32)
        unit.commit()
    fill(book)
    book.tidy()
    assert in_files(path, b"quarkbeetle")
    with book.unit() as unit:
        assert unit.unsay(record)
        unit.commit()
    book.tidy()
    assert found(book, "quarkbeetle", left_out=True) == []
    assert in_files(path, b"quarkbeetle") == []
    book.close()

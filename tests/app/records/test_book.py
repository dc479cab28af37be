"""The casebook: what one unit of work keeps, what it undoes, and what reading shows."""

import dataclasses
from collections.abc import Callable
from threading import Event, Thread

import msgspec
import pytest

from app.practice.errors import Bug, NotFound, WrittenWithNewer
from app.practice.merge import Node, heads_of
from app.practice.people import Person
from app.practice.statements import Statement
from app.records.book import Casebook
from app.records.drafts import Draft
from app.records.open import keep_identity, open_casebook
from app.records.revision import Revision, new_record, signature_holds
from app.records.tables import waiting

Words = Callable[..., Statement]
RevisionBy = Callable[..., Revision]


def sealed(book: Casebook, body: Statement, scope: str, **told: object) -> str:
    with book.unit() as unit:
        record = unit.seal(body, scope=scope, **told)  # type: ignore[arg-type]  # what seal takes
        unit.commit()
    return record


def counts(book: Casebook) -> tuple[int, int, int]:
    """Revisions, waiting ones, drafts."""
    with book.view() as view:
        return len(list(view.every_revision())), view.waiting(), len(view.drafts())


class TestUnit:
    def test_without_commit_nothing_is_kept(self, book: Casebook, words: Words, scope: str, typing: Callable[..., Draft]) -> None:
        with book.unit() as unit:
            unit.seal(words(), scope=scope)
            unit.keep_draft(typing(b"{}"))
            unit.put("a setting", b"on")
        assert counts(book) == (0, 0, 0)
        with book.view() as view:
            assert view.value("a setting") is None
            assert view.heads() == {}

    def test_an_error_undoes_all_of_it(self, book: Casebook, words: Words, scope: str) -> None:
        def fail_half_way() -> None:
            with book.unit() as unit:
                unit.seal(words(), scope=scope)
                raise RuntimeError("half way")

        with pytest.raises(RuntimeError, match="half way"):
            fail_half_way()
        assert counts(book) == (0, 0, 0)

    def test_a_revision_its_head_its_wait_and_its_draft_go_together(
        self, book: Casebook, words: Words, scope: str, typing: Callable[..., Draft]
    ) -> None:
        """Undone, the draft is still there and nothing waits; committed, the draft is gone and the revision waits."""
        record = new_record()
        book.keep_draft(typing(b'{"words":"half"}', record=record))
        with book.unit() as unit:
            unit.seal(words(), scope=scope, record=record)
            unit.drop_draft(record)
        assert counts(book) == (0, 0, 1)
        with book.unit() as unit:
            unit.seal(words(), scope=scope, record=record)
            unit.drop_draft(record)
            unit.commit()
        assert counts(book) == (1, 1, 0)
        with book.view() as view:
            assert view.heads() == {record: [view.revisions(record)[0].id]}

    def test_another_reader_sees_nothing_before_the_commit(self, book: Casebook, words: Words, scope: str) -> None:
        with book.unit() as unit:
            unit.seal(words(), scope=scope)
            assert counts(book) == (0, 0, 0)
            unit.commit()
        assert counts(book) == (1, 1, 0)

    def test_what_is_sealed_is_signed_whole_and_mine(self, book: Casebook, words: Words, scope: str) -> None:
        record = sealed(book, words("Tea at four"), scope)
        with book.view() as view:
            (each,) = view.revisions(record)
        assert each.faults() == []
        assert signature_holds(each, book.identity.public_key)
        assert (each.header.author, each.header.device) == (book.identity.staff, book.identity.device)
        assert (each.header.scope, each.header.kind, each.header.parents) == (scope, "statement", ())

    def test_sealing_takes_no_draft_with_it(self, book: Casebook, words: Words, scope: str, typing: Callable[..., Draft]) -> None:
        """What is being typed in a record stays when something else of it is written."""
        record = sealed(book, words(), scope)
        book.keep_draft(typing(b"{}", record=record))
        sealed(book, words("Other words"), scope, record=record)
        assert counts(book) == (2, 2, 1)

    def test_the_same_words_again_make_no_revision(self, book: Casebook, words: Words, scope: str) -> None:
        record = sealed(book, words(), scope)
        with book.view() as view:
            on = view.current(Statement, record).heads
        typed_anew = words("".join(["I like to sit ", "by the window"]), language="".join(["e", "n"]))
        sealed(book, typed_anew, scope, record=record, onto=on)
        assert counts(book) == (1, 1, 0)

    def test_settling_on_two_heads_is_a_revision_though_one_says_the_same(
        self, book: Casebook, words: Words, scope: str, revision_by: RevisionBy
    ) -> None:
        record = sealed(book, words("one"), scope)
        with book.unit() as unit:
            unit.add([revision_by(words("two"), record)])
            unit.commit()
        with book.view() as view:
            now = view.current(Statement, record)
        assert len(now.heads) == 2
        sealed(book, now.bodies[now.heads[0]], scope, record=record, onto=now.heads)
        with book.view() as view:
            now = view.current(Statement, record)
        assert now.settled
        assert len(now.heads) == 1


class TestVisitKeeps:
    def test_what_a_visit_holds_is_let_go_when_it_ends(self, book: Casebook, words: Words, scope: str) -> None:
        visit, other = new_record(), new_record()
        sealed(book, words("a"), scope, during=visit)
        sealed(book, words("b"), scope, during=other)
        sealed(book, words("c"), scope)
        with book.unit() as unit:
            unit.release(visit)
            unit.commit()
        with book.view() as view:
            held = [row.held_by for row in view._connection.execute(waiting.select())]  # the table itself is the question
        assert sorted(str(each) for each in held) == sorted([other, "None", "None"])

    def test_leave_that_out_takes_out_what_has_not_left(self, book: Casebook, words: Words, scope: str) -> None:
        visit = new_record()
        record = sealed(book, words("secret marmalade"), scope, during=visit)
        with book.view() as view:
            on = view.current(Statement, record).heads
        sealed(book, words("secret jam"), scope, record=record, onto=on, during=visit)
        with book.unit() as unit:
            assert unit.unsay(record)
            unit.commit()
        assert counts(book) == (0, 0, 0)
        with book.view() as view:
            assert view.heads() == {}
            assert view.find(Statement, record) is None

    @pytest.mark.parametrize("way", ["released", "never held", "somebody else's too", "unknown"])
    def test_leave_that_out_touches_nothing_that_may_have_left(
        self, way: str, book: Casebook, words: Words, scope: str, revision_by: RevisionBy
    ) -> None:
        visit = new_record()
        record = sealed(book, words("a"), scope, during=None if way == "never held" else visit)
        with book.unit() as unit:
            on = unit.current(Statement, record).heads
            if way == "released":
                unit.release(visit)
                unit.seal(words("b"), scope=scope, record=record, onto=on, during=visit)
            if way == "somebody else's too":
                unit.add([revision_by(words("theirs"), record, on)])
            unit.commit()
        before = counts(book)
        with book.unit() as unit:
            assert not unit.unsay(new_record() if way == "unknown" else record)
            unit.commit()
        assert counts(book) == before

    def test_a_visit_without_a_name_holds_nothing(self, book: Casebook, words: Words, scope: str) -> None:
        """Held by no visit, it would wait for ever."""
        record = sealed(book, words("a"), scope, during="")
        with book.unit() as unit:
            assert not unit.unsay(record)


class TestReading:
    def test_history_has_every_revision_in_order_of_arrival(self, book: Casebook, words: Words, scope: str) -> None:
        record = sealed(book, words("one"), scope)
        for said in ("two", "three"):
            with book.view() as view:
                on = view.current(Statement, record).heads
            sealed(book, words(said), scope, record=record, onto=on)
        with book.view() as view:
            told = view.history(Statement, record)
        assert [each.body.words for each in told if each.body] == ["one", "two", "three"]
        assert [each.parents for each in told] == [(), (told[0].revision,), (told[1].revision,)]
        assert {each.author for each in told} == {book.identity.staff}
        assert [each.written for each in told] == sorted(each.written for each in told)

    @pytest.mark.parametrize(
        ("body", "told"),
        [
            (b'{"speaker":{"role":"person"},"words":"from 2030"}', {"format": 9}),
            (b'{"mood":"bright","speaker":{"role":"person"},"words":"from 2030"}', {}),
            (b'{"speaker":{"role":"robot"},"words":"from 2030"}', {}),
            (b'{"hue":"green"}', {"kind": "garden"}),
            (b"not even JSON", {}),
            (b"\xff\xfe", {}),
            (b"[" * 100_000, {}),
        ],
        ids=["format", "field", "value", "kind", "no JSON", "no text", "too deep"],
    )
    def test_what_a_newer_app_wrote_is_kept_named_and_left_out(
        self, body: bytes, told: dict[str, object], book: Casebook, words: Words, scope: str, revision_by: RevisionBy
    ) -> None:
        mine, theirs = sealed(book, words("mine"), scope), new_record()
        each = revision_by(body, theirs, **told)
        with book.unit() as unit:
            assert unit.add([each]) == [each]
            unit.commit()
        with book.view() as view:
            assert view.revisions(theirs) == [each]
            assert [now.record for now in view.all(Statement, scope)] == [mine]
            assert view.newer(scope) == [theirs]
            assert view.history(Statement, theirs)[0].body is None
            if each.header.kind == "statement":
                with pytest.raises(WrittenWithNewer) as newer:
                    view.current(Statement, theirs)
                assert newer.value.record == theirs

    def test_a_newer_version_in_the_middle_of_a_history_is_named_too(
        self, book: Casebook, words: Words, scope: str, revision_by: RevisionBy
    ) -> None:
        """Left out of the list and not named, a record would be gone from the screen without a word."""
        record = new_record()
        first = revision_by(words("one"), record)
        newer = revision_by(b'{"new":1}', record, (first.id,))
        last = revision_by(words("three"), record, (newer.id,))
        with book.unit() as unit:
            unit.add([first, newer, last])
            unit.commit()
        with book.view() as view:
            assert view.all(Statement, scope) == []
            assert view.newer(scope) == [record]

    def test_an_erased_body_leaves_its_place_in_the_history(
        self, book: Casebook, words: Words, scope: str, revision_by: RevisionBy
    ) -> None:
        record = new_record()
        first = revision_by(words("one"), record)
        second = revision_by(words("two"), record, (first.id,))
        with book.unit() as unit:
            unit.add([msgspec.structs.replace(first, salt=None, body=None), second])
            unit.commit()
        with book.view() as view:
            assert [each.body and each.body.words for each in view.history(Statement, record)] == [None, "two"]
            assert view.current(Statement, record).body.words == "two"
            assert view.newer(scope) == []
            assert all(each.faults() == [] for each in view.revisions(record))

    def test_all_is_by_scope_kind_and_first_arrival(self, book: Casebook, words: Words, scope: str) -> None:
        first, second = sealed(book, words("one"), scope), sealed(book, words("two"), scope)
        elsewhere = sealed(book, words("three"), "person:" + "ee" * 16)
        sealed(book, Person(name="Iris"), scope)  # type: ignore[arg-type]  # another kind
        with book.view() as view:
            on = view.current(Statement, first).heads
        sealed(book, words("one more"), scope, record=first, onto=on)
        with book.view() as view:
            assert [each.record for each in view.all(Statement, scope)] == [first, second]
            assert [each.record for each in view.all(Statement)] == [first, second, elsewhere]

    def test_what_is_not_there_is_not_found(self, book: Casebook) -> None:
        with book.view() as view:
            assert view.find(Statement, "00" * 16) is None
            with pytest.raises(NotFound):
                view.current(Statement, "00" * 16)
            with pytest.raises(NotFound):
                view.scope_of("00" * 16)

    def test_two_threads_read_while_one_writes(self, book: Casebook, words: Words, scope: str) -> None:
        """Every snapshot is whole: as many heads as records, one more revision at each look at most, never fewer."""
        record, done, troubles, looks = sealed(book, words("0"), scope), Event(), [], []

        def read() -> None:
            seen, looked = 0, 0
            while not done.is_set() or not looked:
                with book.view() as view:
                    told = view.history(Statement, record)
                    now = view.current(Statement, record)
                    heads = view.heads()[record]
                looked += 1
                if list(now.heads) != heads or len(told) < seen or not now.settled:
                    troubles.append((now.heads, heads, len(told), seen))
                seen = len(told)
            looks.append(looked)

        readers = [Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(1, 60):
            with book.unit() as unit:
                on = unit.current(Statement, record).heads
                unit.seal(words(str(number)), scope=scope, record=record, onto=on)
                unit.commit()
        done.set()
        for reader in readers:
            reader.join(30)
        assert troubles == []
        assert len(looks) == 2
        with book.view() as view:
            assert len(view.history(Statement, record)) == 60

    def test_two_threads_that_read_and_then_write_take_turns(self, book: Casebook, words: Words, scope: str) -> None:
        """Each sees what the other sealed before it; neither is told that the file is busy."""
        record, troubles = sealed(book, words("0"), scope), []

        def write(name: str) -> None:
            try:
                for number in range(30):
                    with book.unit() as unit:
                        on = unit.current(Statement, record).heads
                        unit.seal(words(f"{name} {number}"), scope=scope, record=record, onto=on)
                        unit.commit()
            except BaseException as trouble:
                troubles.append(trouble)

        writers = [Thread(target=write, args=(name,)) for name in ("Ann", "Jo")]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)
        assert troubles == []
        with book.view() as view:
            assert len(view.history(Statement, record)) == 61
            assert view.current(Statement, record).settled
            assert len(view.heads()[record]) == 1


class TestIdentityAndClosing:
    def test_whose_it_is_is_kept_in_the_file(self, book: Casebook, passphrase: str, clock: Callable[[], object]) -> None:
        keep_identity(book, dataclasses.replace(book.identity, name="Ann Marsh"))
        book.close()
        again = open_casebook(book.path.parent, passphrase, clock)  # type: ignore[arg-type]  # the ticking clock
        assert again.identity == book.identity
        assert again.identity.name == "Ann Marsh"
        again.close()

    def test_a_closed_casebook_stays_closed(self, book: Casebook, typing: Callable[..., Draft]) -> None:
        """Locking lets go of the key: nothing opens the file again behind the lock screen."""
        book.close()
        book.close()
        with pytest.raises(Bug):
            book.keep_draft(typing(b"{}"))
        with pytest.raises(Bug), book.view():
            pass
        with pytest.raises(Bug), book.unit():
            pass


def test_kept_heads_are_those_the_merge_would_find(book: Casebook, words: Words, scope: str, revision_by: RevisionBy) -> None:
    record = sealed(book, words("root"), scope)
    with book.view() as view:
        (root,) = view.current(Statement, record).heads
    forks = [revision_by(words(said), record, (root,)) for said in "abc"]
    with book.unit() as unit:
        unit.add([*forks, *forks])
        unit.add(forks)
        unit.commit()
    with book.view() as view:
        nodes = [Node(each.id, each.header.parents, None) for each in view.revisions(record)]
        assert sorted(view.heads()[record]) == list(heads_of(nodes))
        assert len(nodes) == 4

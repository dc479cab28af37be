"""Heads and digests in the tables: the same whatever order the revisions come in."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.records import ledger
from app.records.book import Casebook
from app.records.revision import Revision

RevisionBy = Callable[..., Revision]
shapes = st.lists(st.sets(st.integers(1, 8), max_size=3), min_size=1, max_size=9)
"""For each revision how far back its parents are; a step before the first is no parent."""
same_book = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def history(shape: list[set[int]], revision_by: RevisionBy, words: Callable[..., Any], record: str) -> list[Revision]:
    made: list[Revision] = []
    for place, back in enumerate(shape):
        parents = tuple(made[place - step].id for step in back if step <= place)
        made.append(revision_by(words(str(place)), record, parents))
    return made


@same_book
@given(shapes, st.randoms(use_true_random=False), st.integers(1, 4))
def test_children_before_their_parents_give_the_same_heads(
    book: Casebook, revision_by: RevisionBy, words: Callable[..., Any], shape: list[set[int]], random: Any, size: int
) -> None:
    """In order in one go, or shuffled in pages of any size: the kept heads are those that nobody names."""
    told = history(shape, revision_by, words, "11" * 16)
    named = {parent for each in told for parent in each.header.parents}
    expected = tuple(sorted(each.id for each in told if each.id not in named))
    shuffled = list(told)
    random.shuffle(shuffled)
    for order, page in ((told, len(told)), (shuffled, size), (list(reversed(told)), 1)):
        with book.unit() as unit:
            for start in range(0, len(order), page):
                unit.add(order[start : start + page])
            assert ledger.heads_of(unit.connection, "11" * 16) == expected
            assert {each.id for each in unit.revisions("11" * 16)} == {each.id for each in told}


@same_book
@given(shapes, st.data())
def test_forgetting_some_gives_the_heads_of_the_rest(
    book: Casebook, revision_by: RevisionBy, words: Callable[..., Any], shape: list[set[int]], data: st.DataObject
) -> None:
    told = history(shape, revision_by, words, "11" * 16)
    other = revision_by(words("another record"), "22" * 16)
    gone = data.draw(st.sets(st.sampled_from([each.id for each in told])))
    rest = [each for each in told if each.id not in gone]
    named = {parent for each in rest for parent in each.header.parents}
    with book.unit() as unit:
        unit.add([*told, other])
        ledger.forget(unit.connection, sorted(gone), "11" * 16)
        assert ledger.heads_of(unit.connection, "11" * 16) == tuple(sorted(each.id for each in rest if each.id not in named))
        assert ledger.heads_of(unit.connection, "22" * 16) == (other.id,)
        assert unit.revisions("11" * 16) == rest
        unit.add(told)
        assert len(unit.revisions("11" * 16)) == len(told)


def test_revisions_come_back_as_they_were_kept(book: Casebook, revision_by: RevisionBy, words: Callable[..., Any]) -> None:
    """Every field, byte for byte, also of a body that was erased."""
    whole = revision_by(words("مرحبا 🫖\u0000"), "11" * 16)
    child = revision_by(words("b"), "11" * 16, (whole.id, "fe" * 32, "01" * 32))
    erased = msgspec.structs.replace(revision_by(words("c"), "22" * 16), salt=None, body=None)
    with book.unit() as unit:
        unit.add([whole, child, erased])
        unit.commit()
    with book.view() as view:
        assert list(view.every_revision()) == [whole, child, erased]
        assert [each.faults() for each in view.every_revision()] == [[], [], []]
    assert child.header.parents == tuple(sorted(child.header.parents))


def test_many_ids_are_asked_for_in_short_queries(book: Casebook, revision_by: RevisionBy, words: Callable[..., Any]) -> None:
    told = [revision_by(words(str(number)), f"{number:032x}") for number in range(1_201)]
    with book.unit() as unit:
        assert len(unit.add(told)) == 1_201
        assert ledger.known_ids(unit.connection, [each.id for each in told] + ["ab" * 32]) == {each.id for each in told}
        assert ledger.revisions_by_id(unit.connection, [each.id for each in reversed(told)]) == told
        assert ledger.last_number(unit.connection) == 1_201
        assert unit.add(told) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"body": b'{"words":"other"}'}, "body"),
        ({"salt": bytes(16)}, "body"),
        ({"salt": None}, "salt"),
        ({"body": None}, "salt"),
        ({"id": "00" * 32}, "id"),
    ],
)
def test_a_changed_revision_names_its_fault(
    change: dict[str, Any], fault: str, revision_by: RevisionBy, words: Callable[..., Any]
) -> None:
    whole = revision_by(words("one"), "11" * 16)
    assert whole.faults() == []
    (found,) = msgspec.structs.replace(whole, **change).faults()
    assert fault in found


@pytest.mark.parametrize("field", ["author", "device", "format", "kind", "record", "scope", "written", "parents", "body"])
def test_no_field_of_the_header_can_be_rewritten_unseen(field: str, revision_by: RevisionBy, words: Callable[..., Any]) -> None:
    whole = revision_by(words("one"), "11" * 16)
    was = getattr(whole.header, field)
    other: Any = 2 if field == "format" else (("ab" * 32,) if field == "parents" else was[:-1] + ("0" if was[-1] != "0" else "1"))
    header = msgspec.structs.replace(whole.header, **{field: other})
    assert "the id is not that of the header" in msgspec.structs.replace(whole, header=header).faults()

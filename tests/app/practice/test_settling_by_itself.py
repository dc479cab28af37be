"""What settles by itself when two wrote apart: places and ranks, by name, and nothing else of any kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest

from app.practice.groups import Body, Group
from app.practice.kinds import ALL
from app.practice.merge import Current, Node, current

SETTLE_BY_THEMSELVES = {
    ("circle", "place"),
    ("statement", "order"),
    ("visit", "place"),
    ("profile line", "place"),
    ("action", "order"),
    ("own wish", "wish"),
}
"""Every group that may settle without anybody asked. Words, money, consent and decisions never stand here."""
EVERY_GROUP = [pytest.param(kind, group, id=f"{kind.kind}: {group.name}") for kind in ALL for group in kind.groups]


@dataclass(frozen=True)
class Said:
    """Stands for any value, and where a field holds answers for one that was given to words that stand."""

    what: str
    of: str = "a"

    def __iter__(self) -> Iterator["Said"]:
        yield self


ONE, TWO = Said("one"), Said("two")


@pytest.mark.parametrize(("kind", "group"), EVERY_GROUP)
def test_only_what_is_named_here_settles_by_itself(kind: type[Body], group: Group) -> None:
    now = _written_apart(kind, group)
    alone = (kind.kind, group.name) in SETTLE_BY_THEMSELVES
    assert now.settled is alone
    assert set(now.versions) == (set() if alone else {group.name})


@pytest.mark.parametrize(("kind", "group"), EVERY_GROUP)
def test_each_version_is_kept_as_it_was_written(kind: type[Body], group: Group) -> None:
    now = _written_apart(kind, group)
    kept = {now.bodies[head].group(group) for head in now.heads}
    assert kept == {(ONE,) * len(group.fields), (TWO,) * len(group.fields)}
    if not now.settled:
        assert {variant.values for variant in now.versions[group.name]} == kept


def test_every_group_named_is_there() -> None:
    assert {(kind.kind, group.name) for kind in ALL for group in kind.groups} >= SETTLE_BY_THEMSELVES


def _written_apart(kind: type[Body], group: Group) -> Current[Body]:
    """One record after two laptops put every field of the group differently. The merge looks into no value."""
    required: dict[str, Any] = {field.name: "" for field in msgspec.structs.fields(kind) if field.required}
    before = kind(**required)
    one, two = (before.with_group(group, (said,) * len(group.fields)) for said in (ONE, TWO))
    nodes: list[Node[Body]] = [Node("a", (), before), Node("b", ("a",), one), Node("c", ("a",), two)]
    now = current("record", nodes)
    assert now is not None
    return now

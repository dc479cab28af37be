"""The merge where it is hardest: criss-crosses, many heads, words the law removed, ten thousand revisions, many laptops."""

import random
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.practice.groups import Rule
from app.practice.merge import Node, current
from app.practice.people import CirclePerson, Role, Sector, Speaker
from app.practice.plans import Action, ActionState
from app.practice.statements import Answer, Assent, ReadBack, Statement, Struck
from tests.app.practice.test_merge import Slow

ANN = Speaker(role=Role.PERSON, name="Ann")
LONGEST_SECONDS = 10.0
"""For one record with ten thousand revisions, on a slow machine with much else to do."""

actions = st.builds(
    Action,
    what=st.sampled_from(["ring Dot", "fix the rail", "post the key"]),
    state=st.sampled_from(ActionState),
    struck=st.booleans(),
    not_to_print=st.booleans(),
    rank=st.integers(0, 2),
)


def agrees_with_the_slow_one(nodes: list[Node[Any]]) -> None:
    slow, found = Slow(nodes), current("record", nodes)
    if found is None:
        assert all(slow.by_id[each].body is None for each in slow.heads())
        return
    assert list(found.heads) == slow.heads()
    for group in type(found.body).groups:
        assert list(found.carriers[group.name]) == slow.carriers(group)
        assert found.body.group(group) == slow.says(group)
        stands = group.rule is Rule.VERSIONS and len(slow.values(group)) > 1
        assert [each.values for each in found.versions.get(group.name, ())] == (slow.values(group) if stands else [])


@st.composite
def ladders(draw: st.DrawFn) -> list[Node[Any]]:
    """Two laptops that settle apart again and again, each on both heads of the time before; some rungs erased."""
    nodes = [Node("00", (), draw(actions))]
    left = right = "00"
    for rung in range(draw(st.integers(1, 4))):
        ids = draw(st.permutations([f"{2 * rung + 1:02x}", f"{2 * rung + 2:02x}"]))
        both = tuple(sorted({left, right}))
        left, right = ids
        nodes += [Node(each, both, draw(actions) if draw(st.integers(0, 4)) else None) for each in ids]
    return nodes


@st.composite
def three_heads(draw: st.DrawFn) -> list[Node[Any]]:
    """Three laptops each write a short chain on one root; one may know another's middle; any but the root may be erased."""
    nodes = [Node("00", (), draw(actions))]
    ends = []
    for branch in "abc":
        last: tuple[str, ...] = ("00",)
        if ends and draw(st.booleans()):
            last = tuple(sorted({"00", f"{ends[-1][0]}0"}))
        for step in range(draw(st.integers(1, 3))):
            node = Node(f"{branch}{step}", last, draw(actions) if draw(st.integers(0, 5)) else None)
            nodes.append(node)
            last = (node.id,)
        ends.append(branch)
    return nodes


@given(ladders())
def test_criss_crosses_say_what_the_slow_one_says(nodes: list[Node[Any]]) -> None:
    agrees_with_the_slow_one(nodes)


@given(three_heads())
def test_three_heads_say_what_the_slow_one_says(nodes: list[Node[Any]]) -> None:
    agrees_with_the_slow_one(nodes)


class Laptop:
    """Keeps what it has heard of one record."""

    def __init__(self, name: str) -> None:
        self.name, self.written = name, 0
        self.nodes: dict[str, Node[Any]] = {}

    def write(self, body: Action, *, settles: bool, salt: int) -> None:
        """An edit on the head that is shown; or settle on all."""
        now = current("record", list(self.nodes.values()))
        heads = () if now is None else now.heads if settles else (now.head()[0],)
        self.written += 1
        name = f"{salt:04x}{self.name}{self.written:02}"
        self.nodes[name] = Node(name, heads, body)

    def hear(self, other: "Laptop") -> None:
        self.nodes |= other.nodes


steps = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), actions, st.booleans(), st.integers(0, 0xFFFF)), min_size=4, max_size=16
)


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_record_of_many_laptops_says_the_same_everywhere_in_any_order(
    done: list[tuple[int, int, Action, bool, int]], rng: random.Random
) -> None:
    """Whoever wrote and heard what when: once all have heard all, all say the same; and one who settles, settles for all."""
    laptops = [Laptop(name) for name in "pqrs"]
    for who, other, body, settles, salt in done:
        if who == other:
            laptops[who].write(body, settles=settles, salt=salt)
        else:
            laptops[who].hear(laptops[other])
    for laptop in laptops:
        for other in rng.sample(laptops, len(laptops)):
            laptop.hear(other)
    said = []
    for laptop in laptops:
        nodes = list(laptop.nodes.values())
        rng.shuffle(nodes)
        said.append(current("record", nodes))
    assert all(each == said[0] for each in said)
    if said[0] is None:
        return
    arranged = [group for group in Action.groups if group.rule is Rule.ARRANGEMENT]
    assert not any(group.name in said[0].versions for group in arranged)
    laptops[0].write(said[0].body, settles=True, salt=0)
    for laptop in laptops[1:]:
        laptop.hear(laptops[0])
        now = current("record", list(laptop.nodes.values()))
        assert now is not None
        assert now.settled
        assert now.body == said[0].body


def chain(count: int) -> list[Node[Any]]:
    return [
        Node(f"{n:08x}", (f"{n - 1:08x}",) if n else (), Statement(words=f"w{n // 3}", speaker=ANN, rank=n)) for n in range(count)
    ]


def with_gaps(count: int) -> list[Node[Any]]:
    return [
        Node(each.id, each.parents, None if n % 7 == 3 and n < count - 1 else each.body) for n, each in enumerate(chain(count))
    ]


def ladder(count: int) -> list[Node[Any]]:
    nodes = [Node("root", (), Statement(words="x", speaker=ANN))]
    both: tuple[str, ...] = ("root",)
    for rung in range(count // 2):
        pair = [Node(f"{side}{rung:06}", both, Statement(words=f"{side}{rung}", speaker=ANN, rank=rung)) for side in ("a", "b")]
        nodes += pair
        both = tuple(each.id for each in pair)
    return nodes


@pytest.mark.parametrize("history", [chain, with_gaps, ladder])
def test_ten_thousand_revisions_of_one_record_in_bounded_time(history: Any) -> None:
    """Whether in a row, with erased ones among them, or criss-crossed all the way; in any order of arrival."""
    nodes = history(10_000)
    random.Random(3).shuffle(nodes)
    began = perf_counter()
    found = current("record", nodes)
    assert perf_counter() - began < LONGEST_SECONDS
    assert found is not None
    assert len(found.heads) == (2 if history is ladder else 1)
    assert ("words" in found.versions) == (history is ladder)


class TestTheHeadToWriteOn:
    """An ordinary edit names one head: the one that says what was before the writer's eyes."""

    root = Node("00", (), CirclePerson(name="Dot", relation="friend"))
    renamed = Node("0a", ("00",), CirclePerson(name="Dorothy", relation="friend"))
    helping = Node("0b", ("00",), CirclePerson(name="Dot", relation="friend", helps_with="the garden"))

    @pytest.mark.parametrize(("group", "head"), [("who", "0a"), ("help", "0b")])
    def test_an_edit_is_written_on_the_head_that_brought_what_it_changes(self, group: str, head: str) -> None:
        """Else correcting a name that somebody else just wrote would make two versions of it."""
        found = current("record", [self.root, self.renamed, self.helping])
        assert found is not None
        assert found.settled
        on, body = found.head([group])
        assert on == head
        edit = CirclePerson(
            name="Dorothea" if group == "who" else body.name,
            relation=body.relation,
            helps_with=body.helps_with + " and post" if group == "help" else body.helps_with,
        )
        after = current("record", [self.root, self.renamed, self.helping, Node("0c", (on,), edit)])
        assert after is not None
        assert after.settled

    def test_only_one_head_is_named(self) -> None:
        """What another head brought stands until somebody settles it."""
        other = Node("0c", ("00",), CirclePerson(name="Dora", relation="friend"))
        found = current("record", [self.root, self.renamed, other])
        assert found is not None
        on, body = found.head(["who"])
        edited = Node("0d", (on,), CirclePerson(name="Dorothea", relation=body.relation))
        after = current("record", [self.root, self.renamed, other, edited])
        assert after is not None
        assert len(after.versions["who"]) == 2


@pytest.mark.parametrize(
    ("heard", "stands"),
    [
        (Statement(words="two", speaker=ANN, read_back=ReadBack(answer=Answer.YES, of="00")), True),
        (Statement(words="two", speaker=ANN, assents=(Assent(who=ANN, agrees=True, of="00"),)), True),
    ],
)
def test_an_answer_stands_while_its_very_revision_does_and_lapses_with_it(heard: Statement, stands: bool) -> None:
    """Ranks, marks and strike-outs leave it; another wording takes it, even one that later says the same words again."""
    root = Node("00", (), Statement(words="two", speaker=ANN))
    answered = Node("01", ("00",), heard)

    def given(nodes: list[Node[Any]]) -> bool:
        found = current("record", nodes)
        assert found is not None
        return bool(found.body.read_back or found.body.assents)

    assert given([root, answered]) is stands
    for beside in ({"rank": 4}, {"struck": Struck()}, {"not_to_print": True}):
        assert given([root, answered, Node("02", ("00",), Statement(words="two", speaker=ANN, **beside))])  # type: ignore[arg-type]
    away = Node("02", ("00",), Statement(words="three", speaker=ANN))
    again = Node("03", ("02",), Statement(words="two", speaker=ANN))
    assert not given([root, answered, away])
    assert not given([root, answered, away, again])


@given(st.permutations(range(6)))
def test_rings_and_ranks_settle_by_themselves_and_never_words(order: list[int]) -> None:
    nodes = [
        Node("00", (), CirclePerson(name="Dot", ring=2)),
        Node("01", ("00",), CirclePerson(name="Dot", ring=1, sector=Sector.FAMILY)),
        Node("02", ("00",), CirclePerson(name="Dot", ring=3)),
        Node("03", ("01",), CirclePerson(name="Dotty", ring=3, sector=Sector.PAID)),
        Node("04", ("02",), CirclePerson(name="Dora", ring=2)),
        Node("05", ("00",), CirclePerson(name="Dot", ring=1, do_not_contact=True)),
    ]
    found = current("record", [nodes[at] for at in order])
    assert found is not None
    assert set(found.versions) == {"who"}
    assert (found.body.ring, found.body.do_not_contact) == (2, True)

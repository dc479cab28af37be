"""The merge, held against a slow and obvious one written out here, on random histories."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.groups import Group, Rule
from app.practice.merge import Current, Node, current, heads_of, in_order
from app.practice.people import CirclePerson, Role, Sector, Speaker
from app.practice.plans import Action, ActionState
from app.practice.statements import ReadBack, Statement, Struck

ANN, JO = Speaker(role=Role.PERSON, name="Ann"), Speaker(role=Role.OTHER, name="Jo")

actions = st.builds(
    Action,
    what=st.sampled_from(["ring Dot", "fix the rail"]),
    state=st.sampled_from(ActionState),
    struck=st.booleans(),
    not_to_print=st.booleans(),
    rank=st.integers(0, 2),
)


@st.composite
def histories(draw: st.DrawFn, bodies: st.SearchStrategy[Any] = actions, most: int = 9) -> list[Node[Any]]:
    """A random history of one record: roots, chains, forks, merges, criss-crosses and erased revisions."""
    count = draw(st.integers(1, most))
    ids = draw(st.permutations([f"{number:02x}" for number in range(count)]))
    nodes: list[Node[Any]] = []
    for place in range(count):
        parents = draw(st.sets(st.sampled_from(ids[:place]), max_size=3)) if place else set()
        body = draw(bodies) if draw(st.integers(0, 4)) else None
        nodes.append(Node(ids[place], tuple(sorted(parents)), body))
    return nodes


class Slow:
    """The merge as one would say it aloud, with nothing remembered and nothing clever."""

    def __init__(self, nodes: Sequence[Node[Any]]) -> None:
        self.by_id = {node.id: node for node in nodes}

    def parents(self, each: str) -> list[str]:
        return [parent for parent in self.by_id[each].parents if parent in self.by_id]

    def ancestors(self, each: str) -> set[str]:
        found: set[str] = set()
        for parent in self.parents(each):
            found |= {parent} | self.ancestors(parent)
        return found

    def generation(self, each: str) -> int:
        return 1 + max((self.generation(parent) for parent in self.parents(each)), default=0)

    def heads(self) -> list[str]:
        return sorted(each for each in self.by_id if not any(each in node.parents for node in self.by_id.values()))

    def latest(self, among: set[str]) -> set[str]:
        return {each for each in among if not any(each in self.ancestors(other) for other in among)}

    def value(self, each: str, group: Group) -> tuple[Any, ...]:
        return tuple(getattr(self.by_id[each].body, name) for name in group.fields)

    def changed(self, each: str, group: Group) -> bool:
        """Whether somebody who wrote this revision changed the group from what they had before them."""
        node = self.by_id[each]
        if node.body is None:
            return False
        if not self.parents(each) or any(self.by_id[parent].body is None for parent in self.parents(each)):
            return True
        before = self.latest({other for other in self.ancestors(each) if self.changed(other, group)})
        return any(self.value(other, group) != self.value(each, group) for other in before)

    def carriers(self, group: Group) -> list[str]:
        return sorted(self.latest({each for each in self.by_id if self.changed(each, group)}))

    def values(self, group: Group) -> list[tuple[Any, ...]]:
        return list(dict.fromkeys(self.value(each, group) for each in self.carriers(group)))

    def says(self, group: Group) -> tuple[Any, ...]:
        values = self.values(group)
        if group.rule is Rule.ARRANGEMENT:
            return self.value(max(self.carriers(group), key=lambda each: (self.generation(each), each)), group)
        chosen = list(values[0])
        for name in group.protective:
            at = group.fields.index(name)
            chosen[at] = next((value[at] for value in values if value[at]), chosen[at])
        return tuple(chosen)


def now(nodes: Sequence[Node[Any]]) -> Current[Any]:
    found = current("record", nodes)
    assert found is not None
    return found


@given(histories(), st.randoms(use_true_random=False))
def test_order_of_arrival_never_matters(nodes: list[Node[Action]], random: Any) -> None:
    shuffled = list(nodes)
    random.shuffle(shuffled)
    assert current("record", shuffled) == current("record", nodes)
    assert heads_of(shuffled) == heads_of(nodes)


@given(histories())
def test_heads_are_those_that_no_other_names(nodes: list[Node[Action]]) -> None:
    slow = Slow(nodes)
    assert list(heads_of(nodes)) == slow.heads()
    found = current("record", nodes)
    if found is None:
        assert all(slow.by_id[each].body is None for each in slow.heads())
    else:
        assert list(found.heads) == slow.heads()
        assert found.bodies == {each: slow.by_id[each].body for each in slow.heads() if slow.by_id[each].body}


@given(histories())
def test_it_says_what_the_slow_one_says(nodes: list[Node[Action]]) -> None:
    slow, found = Slow(nodes), current("record", nodes)
    if found is None:
        return
    for group in Action.groups:
        assert list(found.carriers[group.name]) == slow.carriers(group), group.name
        assert found.body.group(group) == slow.says(group), group.name
        stands = group.rule is Rule.VERSIONS and len(slow.values(group)) > 1
        assert (group.name in found.versions) == stands
        if stands:
            assert [variant.values for variant in found.versions[group.name]] == slow.values(group)
            kept = [each for variant in found.versions[group.name] for each in variant.revisions]
            assert sorted(kept) == slow.carriers(group)
    assert found.settled == (not found.versions)


@given(histories())
def test_settling_on_all_heads_ends_every_version(nodes: list[Node[Action]]) -> None:
    found = current("record", nodes)
    if found is None:
        return
    settled = now([*nodes, Node("ff", found.heads, Action(what="what we settled"))])
    assert settled.settled
    assert settled.heads == ("ff",)
    assert settled.body == Action(what="what we settled")


@given(histories(), actions)
def test_an_edit_on_one_head_keeps_what_the_others_said(nodes: list[Node[Action]], edit: Action) -> None:
    """An ordinary edit names one head; every value that another head brought is still there afterwards."""
    found = current("record", nodes)
    if found is None or len(found.heads) < 2:
        return
    on, _ = found.head()
    after = now([*nodes, Node("ff", (on,), edit)])
    slow = Slow(nodes)
    for group in Action.groups:
        others = [each for each in found.carriers[group.name] if each != on and each not in slow.ancestors(on)]
        assert set(others) <= set(after.carriers[group.name])


@given(histories())
def test_while_versions_stand_the_most_careful_mark_rules(nodes: list[Node[Action]]) -> None:
    found = current("record", nodes)
    if found is None:
        return
    for group in Action.groups:
        for name in group.protective:
            marked = any(variant.values[group.fields.index(name)] for variant in found.versions.get(group.name, ()))
            if marked:
                assert getattr(found.body, name)


said = st.builds(
    lambda speaker, words, rank: Statement(words=f"{words}, says {speaker.name}", speaker=speaker, rank=rank),
    st.sampled_from([ANN, JO]),
    st.sampled_from(["two tablets", "three tablets", "tea at four"]),
    st.integers(0, 2),
)


@given(histories(said))
def test_nobodys_words_end_under_anothers_name(nodes: list[Node[Statement]]) -> None:
    """The words group is taken whole: what is read out, in every version, was said by whom it names, in a real revision."""
    found = current("record", nodes)
    if found is None:
        return
    spoken = {(node.body.words, node.body.speaker) for node in nodes if node.body}
    assert (found.body.words, found.body.speaker) in spoken
    for variant in found.versions.get("words", ()):
        values = dict(zip(Statement.group_named("words").fields, variant.values, strict=True))
        assert values["words"].endswith(values["speaker"].name)


@given(histories(most=6))
def test_no_version_is_ever_dropped_by_hearing_of_more(nodes: list[Node[Action]]) -> None:
    """A carrier goes only when a revision that knew it changed the group: hearing of a stranger drops nothing."""
    found = current("record", nodes)
    if found is None:
        return
    stranger = Node("fe", (), Action(what="somebody else's", struck=True))
    after = now([*nodes, stranger])
    for group in Action.groups:
        assert set(found.carriers[group.name]) | {"fe"} == set(after.carriers[group.name])


class TestWrittenOut:
    """The cases of the architecture, one by one, so that a failure has a name."""

    root = Node("00", (), Statement(words="two tablets", speaker=ANN))

    def test_changes_to_different_groups_meet_without_asking(self) -> None:
        struck = Node("01", ("00",), Statement(words="two tablets", speaker=ANN, struck=Struck(reason="she asked")))
        moved = Node("02", ("00",), Statement(words="two tablets", speaker=ANN, rank=4))
        found = now([self.root, struck, moved])
        assert found.settled
        assert (found.body.rank, found.body.struck) == (4, Struck(reason="she asked"))

    def test_two_changes_of_the_words_are_two_versions(self) -> None:
        """Never "31 tablet": both stand whole."""
        three = Node("02", ("00",), Statement(words="three tablets", speaker=ANN))
        one = Node("01", ("00",), Statement(words="1 tablet", speaker=JO))
        found = now([self.root, three, one])
        assert [variant.values[0] for variant in found.versions["words"]] == ["1 tablet", "three tablets"]
        assert found.body.speaker == JO

    def test_the_same_change_twice_is_one_value_that_both_carry(self) -> None:
        twins = [Node(each, ("00",), Statement(words="one tablet", speaker=ANN)) for each in ("01", "02")]
        found = now([self.root, *twins])
        assert found.settled
        assert found.carriers["words"] == ("01", "02")

    def test_equal_words_of_another_speaker_are_another_version(self) -> None:
        hers = Node("01", ("00",), Statement(words="one tablet", speaker=ANN))
        his = Node("02", ("00",), Statement(words="one tablet", speaker=JO))
        assert [variant.values[2] for variant in now([self.root, hers, his]).versions["words"]] == [ANN, JO]

    def test_three_heads_are_three_versions(self) -> None:
        heads = [Node(f"0{n}", ("00",), Statement(words=f"{n} tablets", speaker=ANN)) for n in (1, 2, 3)]
        assert len(now([self.root, *heads]).versions["words"]) == 3

    def test_a_criss_cross_keeps_the_latest_of_both_sides(self) -> None:
        """Two settled apart, each their own way: the versions are what they settled on, not what was before."""
        a = Node("0a", ("00",), Statement(words="a", speaker=ANN))
        b = Node("0b", ("00",), Statement(words="b", speaker=ANN))
        c = Node("0c", ("0a", "0b"), Statement(words="c", speaker=ANN))
        d = Node("0d", ("0a", "0b"), Statement(words="a", speaker=ANN))
        found = now([self.root, a, b, c, d])
        assert [variant.values[0] for variant in found.versions["words"]] == ["c", "a"]
        assert found.carriers["words"] == ("0c", "0d")

    def test_going_back_to_old_words_is_a_change(self) -> None:
        away = Node("01", ("00",), Statement(words="three", speaker=ANN))
        back = Node("02", ("01",), Statement(words="two tablets", speaker=ANN))
        other = Node("03", ("00",), Statement(words="none", speaker=ANN))
        assert {variant.values[0] for variant in now([self.root, away, back, other]).versions["words"]} == {"two tablets", "none"}

    def test_an_arrangement_takes_the_greatest_generation_before_the_id(self) -> None:
        near = Node("ff", ("00",), CirclePerson(name="Dot", ring=1, sector=Sector.FAMILY))
        step = Node("01", ("00",), CirclePerson(name="Dot", ring=2))
        far = Node("02", ("01",), CirclePerson(name="Dot", ring=3))
        nodes = [Node("00", (), CirclePerson(name="Dot", ring=2)), near, step, far]
        for order in permutations(nodes):
            found = now(order)
            assert (found.body.ring, found.body.sector) == (3, Sector.FRIENDS)
            assert found.settled

    def test_an_arrangement_at_one_generation_takes_the_greatest_id(self) -> None:
        nodes = [Node("00", (), CirclePerson(name="Dot"))]
        nodes += [Node(each, ("00",), CirclePerson(name="Dot", ring=ring)) for each, ring in (("0a", 3), ("0b", 1))]
        assert now(nodes).body.ring == 1

    def test_strike_and_unstrike_apart_stay_struck_until_settled(self) -> None:
        base = Node("00", (), Statement(words="x", speaker=ANN, struck=Struck(reason="first")))
        lifted = Node("01", ("00",), Statement(words="x", speaker=ANN))
        again = Node("02", ("00",), Statement(words="x", speaker=ANN, struck=Struck(reason="second")))
        found = now([base, lifted, again])
        assert "left out" in found.versions
        assert found.body.struck == Struck(reason="second")

    def test_an_erased_head_leaves_what_it_was_written_on(self) -> None:
        """The law removed the last version; what stood before it stands, and nothing breaks."""
        found = now([self.root, Node("01", ("00",), None), Node("02", ("00",), Statement(words="one", speaker=ANN))])
        assert found.body.words == "one"
        assert found.body.rank == 0
        assert found.carriers["order"] == ("00",)

    def test_an_erased_ancestor_hides_nothing_written_after_it(self) -> None:
        after = Node("02", ("01",), Statement(words="two tablets", speaker=ANN))
        other = Node("03", ("00",), Statement(words="none", speaker=ANN))
        found = now([self.root, Node("01", ("00",), None), after, other])
        assert {variant.values[0] for variant in found.versions["words"]} == {"two tablets", "none"}

    def test_a_record_of_erased_heads_says_nothing(self) -> None:
        assert current("record", [self.root, Node("01", ("00",), None)]) is None

    def test_read_back_stands_apart_from_the_words(self) -> None:
        heard = Node("01", ("00",), Statement(words="two tablets", speaker=ANN, read_back=ReadBack(answer="yes", of="00")))
        found = now([self.root, heard])
        assert found.carriers["words"] == ("00",)
        assert found.carriers["read back"] == ("01",)

    def test_a_parent_that_is_not_here_yet_is_passed_over(self) -> None:
        assert now([Node("05", ("04",), Statement(words="x", speaker=ANN))]).heads == ("05",)

    def test_an_edit_is_written_on_the_head_that_is_shown(self) -> None:
        """Not on one whose other wording nobody was looking at, however long its history or small its id."""
        one = Node("01", ("00",), Statement(words="one", speaker=ANN))
        other = Node("02", ("00",), Statement(words="other", speaker=ANN))
        kept_off = Node("03", ("01",), Statement(words="one", speaker=ANN, not_to_print=True))
        found = now([self.root, one, other, kept_off])
        assert found.body.words == "one"
        assert found.head() == ("03", kept_off.body)

    def test_an_answer_lapses_with_the_words_it_was_given_for(self) -> None:
        """Read back here and reworded there: nobody has said yes to the words that stand now."""
        yes = ReadBack(answer="yes", of="00")
        heard = Node("01", ("00",), Statement(words="two tablets", speaker=ANN, read_back=yes))
        reworded = Node("02", ("00",), Statement(words="three tablets", speaker=ANN))
        kept_off = Node("03", ("00",), Statement(words="two tablets", speaker=ANN, not_to_print=True))
        assert now([self.root, heard, reworded]).body.read_back is None
        assert now([self.root, heard, kept_off]).body.read_back == yes

    def test_ancestors_of_each_other_are_no_history(self) -> None:
        body = Statement(words="x", speaker=ANN)
        with pytest.raises(ValueError, match="ancestors"):
            in_order([Node("01", ("02",), body), Node("02", ("01",), body)])

    def test_a_history_of_thousands_is_worked_out(self) -> None:
        """A long visit moves its place at every prompt: three thousand revisions are read in a moment, in any order."""
        nodes = [Node(f"{n:04x}", (f"{n - 1:04x}",) if n else (), CirclePerson(name="Dot", ring=n)) for n in range(3_000)]
        found = now(nodes[::-1])
        assert found.body.ring == 2_999
        assert found.heads == ("0bb7",)

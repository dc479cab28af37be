"""The merge: from the revisions of one record to what it says now. Pure, and worked out on reading.

The *heads* are the revisions that no other names as parent. For each group the *carriers* are the causally latest
revisions that changed it. Carriers with one value: that value. Several: an arrangement takes the greatest
(generation, id); anything else stands as *versions*, all kept, until somebody settles them by writing on all heads.

A revision whose body the law has removed says nothing: what it was written on stands in its place. What was written on
top of it counts as changed in every group, for nobody can know any more what it left alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from app.practice.groups import Body, Group, Rule, most_careful

B = TypeVar("B", bound=Body)


@dataclass(frozen=True)
class Node(Generic[B]):
    """One revision as the merge sees it. `body` is None when it was erased."""

    id: str
    parents: tuple[str, ...]
    body: B | None


@dataclass(frozen=True)
class Variant:
    """One value of a group, and the revisions that carry it (sorted)."""

    values: tuple[Any, ...]
    revisions: tuple[str, ...]


@dataclass(frozen=True)
class Current(Generic[B]):
    """What a record says now.

    `body` has for each group the one value, or among versions the first by revision id, with protective fields at their most
    careful. `versions` names the groups that stand in several versions. `bodies` has the whole body of each head: write on one
    of those, never on `body`, while versions stand.
    """

    record: str
    body: B
    heads: tuple[str, ...]
    carriers: Mapping[str, tuple[str, ...]]
    versions: Mapping[str, tuple[Variant, ...]]
    bodies: Mapping[str, B]

    @property
    def settled(self) -> bool:
        """Whether no group stands in several versions."""
        return not self.versions

    def head(self, changing: Collection[str] = ()) -> tuple[str, B]:
        """The head to write an ordinary edit on, with its body: one that says what is shown of the groups that the edit changes,
        then of those in versions, then of as much as can be. So what was before the writer's eyes is what is changed.
        """

        def says_what_is_shown(head: str) -> tuple[int, int, int]:
            body = self.bodies[head]
            same = {group.name for group in body.groups if body.group(group) == self.body.group(group)}
            return len(same.intersection(changing)), len(same.intersection(self.versions)), len(same)

        chosen = max(sorted(self.bodies), key=says_what_is_shown)
        return chosen, self.bodies[chosen]


def current(record: str, nodes: Sequence[Node[B]]) -> Current[B] | None:
    """What the record says now; None when every head was erased. Nodes may come in any order."""
    bodies = [node.body for node in nodes if node.body is not None]
    if len(bodies) == len(nodes) and all(later.parents == (node.id,) for node, later in pairwise(nodes)):
        return _in_a_row(record, nodes, bodies)
    ordered = in_order(nodes)
    heads = heads_of(ordered)
    at_heads = {node.id: node.body for node in ordered if node.id in heads and node.body is not None}
    if not at_heads:
        return None
    first = at_heads[min(at_heads)]
    body: Body = first
    carriers, versions = {}, {}
    history = History(ordered)
    for group in type(first).groups:
        variants = history.variants(group, heads)
        carriers[group.name] = tuple(sorted(rev for variant in variants for rev in variant.revisions))
        if len(variants) == 1:
            chosen = variants[0]
        elif group.rule is Rule.ARRANGEMENT:
            chosen = max(
                variants,
                key=lambda variant: max((history.generation[r], r) for r in variant.revisions),
            )
        else:
            versions[group.name] = variants
            chosen = _careful(group, variants)
        body = body.with_group(group, chosen.values)
    body = _without_lapsed_answers(body, nodes, carriers)
    return Current(record, body, heads, carriers, versions, at_heads)  # type: ignore[arg-type]  # with_group keeps the kind


def _in_a_row(record: str, nodes: Sequence[Node[B]], bodies: Sequence[B]) -> Current[B] | None:
    """What nearly every record is: each revision written on the one before. The same answer, sooner."""
    if not nodes:
        return None
    last = bodies[-1]
    carriers = {}
    for group in type(last).groups:
        place, value = len(nodes) - 1, last.group(group)
        while place and bodies[place - 1].group(group) == value:
            place -= 1
        carriers[group.name] = (nodes[place].id,)
    body = _without_lapsed_answers(last, nodes, carriers)
    head = nodes[-1].id
    return Current(record, body, (head,), carriers, {}, {head: last})  # type: ignore[arg-type]  # it keeps the kind


def _without_lapsed_answers(body: Body, nodes: Sequence[Node[B]], carriers: Mapping[str, tuple[str, ...]]) -> Body:
    stand = carriers[type(body).groups[0].name]
    return body.without_answers_to({node.id for node in nodes if node.id not in stand})


def heads_of(nodes: Iterable[Node[B]]) -> tuple[str, ...]:
    """The revisions that no other names as parent, sorted."""
    known = list(nodes)
    named = {parent for node in known for parent in node.parents}
    return tuple(sorted(node.id for node in known if node.id not in named))


def in_order(nodes: Sequence[Node[B]]) -> list[Node[B]]:
    """Parents before children; among equals by id. Parents that are not here are passed over."""
    known = {node.id: node for node in nodes}
    missing = {node.id: {parent for parent in node.parents if parent in known} for node in known.values()}
    children: dict[str, list[str]] = {}
    for child, parents in missing.items():
        for parent in parents:
            children.setdefault(parent, []).append(child)
    ready = sorted(each for each, parents in missing.items() if not parents)
    ordered: list[Node[B]] = []
    while ready:
        following = []
        for each in ready:
            ordered.append(known[each])
            for child in children.get(each, ()):
                missing[child].discard(each)
                if not missing[child]:
                    following.append(child)
        ready = sorted(following)
    if len(ordered) < len(known):
        raise ValueError("revisions that are each other's ancestors")
    return ordered


class History(Generic[B]):
    """Ancestors, generations and carriers of every revision of one record, given with parents before children."""

    def __init__(self, ordered: Sequence[Node[B]]) -> None:
        self._nodes = {node.id: node for node in ordered}
        self.generation: dict[str, int] = {}
        self._bit = {node.id: 1 << place for place, node in enumerate(ordered)}
        self._ancestors: dict[str, int] = {}
        """For each revision the bits of all its ancestors: a long history stays small and quick."""
        for node in ordered:
            parents = self._parents(node)
            self.generation[node.id] = 1 + max((self.generation[parent] for parent in parents), default=0)
            above = 0
            for parent in parents:
                above |= self._bit[parent] | self._ancestors[parent]
            self._ancestors[node.id] = above
        self._ordered = ordered
        self._carriers: dict[str, dict[str, frozenset[str]]] = {}

    def variants(self, group: Group, heads: Sequence[str]) -> tuple[Variant, ...]:
        """The distinct values of the group among its carriers at the heads, in the order of their first revision."""
        at = self._carriers_of(group)
        return self._by_value(self._latest(frozenset().union(*(at[head] for head in heads))), group)

    def _by_value(self, carriers: frozenset[str], group: Group) -> tuple[Variant, ...]:
        by_value: list[tuple[Any, list[str]]] = []
        for revision in sorted(carriers):
            value = self._value(revision, group)
            same = next((entry for entry in by_value if entry[0] == value), None)
            if same is None:
                by_value.append((value, [revision]))
            else:
                same[1].append(revision)
        return tuple(Variant(value, tuple(revisions)) for value, revisions in by_value)

    def brought(self, revision: str, group: Group) -> bool:
        """Whether the revision changed the group from what it was written on."""
        return revision in self._carriers_of(group)[revision]

    def was_before(self, revision: str, group: Group) -> tuple[Variant, ...]:
        """What the group said where the revision was written: one value, or the versions there; empty at a beginning."""
        at = self._carriers_of(group)
        above = [at[parent] for parent in self._parents(self._nodes[revision])]
        return self._by_value(self._latest(frozenset().union(*above)), group)

    def are_apart(self, one: str, other: str) -> bool:
        """Whether neither was written in knowledge of the other."""
        return one != other and not (self._bit[one] & self._ancestors[other] or self._bit[other] & self._ancestors[one])

    def _carriers_of(self, group: Group) -> dict[str, frozenset[str]]:
        if group.name not in self._carriers:
            at: dict[str, frozenset[str]] = {}
            for node in self._ordered:
                at[node.id] = self._carriers_at(node, group, at)
            self._carriers[group.name] = at
        return self._carriers[group.name]

    def _carriers_at(self, node: Node[B], group: Group, at: Mapping[str, frozenset[str]]) -> frozenset[str]:
        parents = self._parents(node)
        inherited = self._latest(frozenset().union(*(at[parent] for parent in parents)))
        if node.body is None:
            return inherited
        if not parents or any(self._nodes[parent].body is None for parent in parents):
            return frozenset({node.id})
        own = node.body.group(group)
        unchanged = all(self._value(revision, group) == own for revision in inherited)
        return inherited if unchanged else frozenset({node.id})

    def _latest(self, revisions: frozenset[str]) -> frozenset[str]:
        above = 0
        for revision in revisions:
            above |= self._ancestors[revision]
        return frozenset(revision for revision in revisions if not self._bit[revision] & above)

    def _parents(self, node: Node[B]) -> list[str]:
        return [parent for parent in node.parents if parent in self._nodes]

    def _value(self, revision: str, group: Group) -> tuple[Any, ...]:
        body = self._nodes[revision].body
        assert body is not None, "an erased revision carries nothing"
        return body.group(group)


def _careful(group: Group, variants: Sequence[Variant]) -> Variant:
    values = list(variants[0].values)
    for name in group.protective:
        at = group.fields.index(name)
        values[at] = most_careful(variant.values[at] for variant in variants)
    return Variant(tuple(values), variants[0].revisions)


def ancestors(revision: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    """All that the revision was written on, near and far."""
    found: set[str] = set()
    ahead = list(parents.get(revision, ()))
    while ahead:
        each = ahead.pop()
        if each not in found:
            found.add(each)
            ahead += parents.get(each, ())
    return found

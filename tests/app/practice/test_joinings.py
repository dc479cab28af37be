"""Who is one person with whom: the same whatever order the joinings come in, under the least id."""

from itertools import permutations

from app.practice.joinings import Joining, mains, together


def test_a_chain_and_a_circle_are_one_person_in_any_order() -> None:
    """Joined over the greater ids first, so that the least one comes in last."""
    pairs = [("b", "d"), ("c", "d"), ("a", "c"), ("a", "b")]
    for count in (3, 4):
        for order in permutations(pairs, count):
            if {each for pair in order for each in pair} == {"a", "b", "c", "d"}:
                found = mains(Joining(one=one, other=other) for one, other in order)
                linked = {frozenset(pair) for pair in order}
                if count == 4 or len(linked) == 3:
                    assert set(found.values()) == {"a"}, order


def test_those_that_are_apart_are_two() -> None:
    found = mains([Joining(one="a", other="b", apart=True), Joining(one="b", other="c")])
    assert found == {"b": "b", "c": "b"}
    assert together(found) == {"b": ("b", "c"), "c": ("b", "c")}

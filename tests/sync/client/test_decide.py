"""The next step of an exchange, as a table."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.client.decide import MOST_COMPARES, AskAfterUnfed, Compare, Done, Exchange, Facts, Fill, LetGo, Step, next_step

EQUAL = Facts(rounds=1, mine="aa", theirs="aa")


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (Facts(), Exchange()),
        (Facts(knows_scopes=False, to_send=9), Exchange(push=False)),
        (EQUAL, Done(proved=True)),
        (replace(EQUAL, to_send=1), Exchange()),
        (replace(EQUAL, more=True), Exchange(push=False)),
        (replace(EQUAL, more=True, fills=2), Fill()),
        (replace(EQUAL, more=True, fills=2, to_send=1), Exchange()),
        (replace(EQUAL, theirs="bb"), Compare()),
        (replace(EQUAL, theirs="bb", more=True), Exchange(push=False)),
        (replace(EQUAL, theirs="bb", compared=MOST_COMPARES), Done(proved=False)),
        (replace(EQUAL, cursor_holds=False, to_send=5), Compare()),
        (replace(EQUAL, cursor_holds=False, compared=MOST_COMPARES), Done(proved=False)),
        (replace(EQUAL, parents_missing=True, to_send=5), Compare()),
        (replace(EQUAL, leaving=("person:1",)), LetGo(("person:1",))),
        (replace(EQUAL, leaving=("person:1",), to_send=1), Exchange()),
        (replace(EQUAL, leaving=("person:1",), theirs="bb"), Compare()),
        (replace(EQUAL, leaving=("person:1",), staying=True), AskAfterUnfed()),
        (replace(EQUAL, leaving=("person:1",), staying=True, asked_after_unfed=True), LetGo(("person:1",))),
        (replace(EQUAL, held=True), AskAfterUnfed()),
        (replace(EQUAL, held=True, asked_after_unfed=True), Done(proved=True)),
    ],
)
def test_the_next_step(facts: Facts, step: Step) -> None:
    assert next_step(facts) == step


@given(
    st.builds(
        Facts,
        rounds=st.integers(0, 3),
        to_send=st.integers(0, 2),
        more=st.booleans(),
        fills=st.integers(0, 2),
        cursor_holds=st.booleans(),
        parents_missing=st.booleans(),
        mine=st.sampled_from(["", "a", "b"]),
        theirs=st.sampled_from(["", "a", "b"]),
        compared=st.integers(0, 3),
        leaving=st.sampled_from([(), ("person:1",)]),
        held=st.booleans(),
        staying=st.booleans(),
        asked_after_unfed=st.booleans(),
    )
)
def test_done_never_claims_what_is_not_so(facts: Facts) -> None:
    """Proved means: nothing to send, nothing to come, equal roots that the council has really named."""
    step = next_step(facts)
    if step == Done(proved=True):
        assert not facts.to_send
        assert not facts.more
        assert facts.cursor_holds
        assert facts.mine == facts.theirs != ""
        assert facts.asked_after_unfed or not (facts.held or facts.staying)

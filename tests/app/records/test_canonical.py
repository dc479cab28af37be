"""Canonical bytes: equal to those of an independent library, and the same for equal values."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.practice.people import Council, Person, Reach, Role, Speaker
from app.practice.plans import PaperKind
from app.practice.statements import Asked, Statement
from app.practice.visits import Place, Visit, VisitStatus
from app.records.canonical import DEEPEST, NotCanonical, canonical_bytes, is_canonical

LARGEST = 2**53 - 1
text = st.text(st.characters(exclude_categories=("Cs",)))
names = st.text(st.characters(max_codepoint=127))
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(names, inner, max_size=5),
    max_leaves=25,
)


@given(plain)
def test_equal_to_the_rfc8785_library(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(plain)
def test_they_read_back_and_are_canonical(value: Any) -> None:
    data = canonical_bytes(value)
    assert json.loads(data) == value
    assert is_canonical(data)


@given(plain)
def test_the_same_value_spaced_out_is_not_canonical(value: Any) -> None:
    spaced = json.dumps(value, indent=1).encode()
    assert is_canonical(spaced) == (spaced == canonical_bytes(value))


@given(st.binary())
def test_any_bytes_are_judged_without_an_error(data: bytes) -> None:
    if is_canonical(data):
        assert canonical_bytes(json.loads(data)) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b'"\xff"',
        b'{"\xff":1}',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b"1.0",
        b"1e2",
        b"-0",
        b"01",
        b"1e400",
        b"123456789012345678901234567890",
        b"9007199254740992",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u00e9"',
        b'"\\u001F"',
        b"NaN",
        b"[1] ",
        b"\xef\xbb\xbf1",
        b"[" * 100_000 + b"]" * 100_000,
        '{"é":1}'.encode(),
    ],
)
def test_bytes_that_are_not_canonical(data: bytes) -> None:
    assert not is_canonical(data)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (0.5, "$"),
        (1.0, "$"),
        (float("nan"), "$"),
        ({"pence": [1, 2.5]}, "$.pence[1]"),
        (2**53, "$"),
        (-(2**53), "$"),
        ({"é": 1}, "$"),
        ({1: 1}, "$"),
        ({"a": b"bytes"}, "$.a"),
        ([{1, 2}], "$[0]"),
        (Decimal("1.50"), "$"),
        (datetime(2026, 1, 1), "$"),  # noqa: DTZ001  # a time of no zone is what is refused
    ],
)
def test_values_without_canonical_bytes_are_refused_by_their_place(value: Any, place: str) -> None:
    with pytest.raises(NotCanonical, match=rf".* at {place.replace('$', chr(92) + '$').replace('[', chr(92) + '[')}$"):
        canonical_bytes(value)


@pytest.mark.parametrize(
    "held", [{"words": "tea \ud83d"}, Person(name="Maggie \udc00"), Council(name="Elmbridge", address="\ud800"), {"\ud800": 1}]
)
def test_half_a_surrogate_pair_is_refused(held: Any) -> None:
    """So no record holds one, and none comes onto a paper or a wire."""
    with pytest.raises(NotCanonical):
        canonical_bytes(held)


def test_a_refusal_never_holds_the_words() -> None:
    """The message goes to a log."""
    with pytest.raises(NotCanonical) as refused:
        canonical_bytes({"words": ["my private words", 0.5]})
    assert "private" not in str(refused.value)


def test_depth_has_one_limit_everywhere() -> None:
    """It does not hang on how deep the caller's stack is."""

    def nested(levels: int) -> Any:
        value: Any = 1
        for _ in range(levels):
            value = [value]
        return value

    assert is_canonical(canonical_bytes(nested(DEEPEST)))
    with pytest.raises(NotCanonical, match="too deep"):
        canonical_bytes(nested(DEEPEST + 2))
    with pytest.raises(NotCanonical, match="too deep"):
        canonical_bytes(nested(5_000))


def fresh(word: str) -> str:
    """The same letters in another object, as they come from a keyboard or a file."""
    return "".join(list(word))


def test_equal_bodies_have_equal_bytes_wherever_their_values_came_from() -> None:
    """msgspec leaves a default out by identity: left to itself it would write "en" typed anew, and the id would change."""
    speaker = Speaker(role=Role.PERSON, name=fresh(""))
    plain_one = Statement(words="tea", speaker=speaker)
    typed = Statement(words="tea", speaker=speaker, language=fresh("en"), asked=Asked(guide=fresh("")), assents=())
    assert typed == plain_one
    assert canonical_bytes(typed) == canonical_bytes(plain_one) == b'{"speaker":{"role":"person"},"words":"tea"}'
    assert canonical_bytes(Visit(place=Place(), topics=())) == b"{}"
    assert canonical_bytes(Reach(paper=fresh("standard"), language=fresh("en"))) == b"{}"


def test_a_value_that_only_looks_like_the_default_is_written() -> None:
    """0 and false are equal in Python and not in JSON."""

    class Odd(msgspec.Struct, omit_defaults=True):
        mark: Any = False

    assert canonical_bytes(Odd(mark=0)) == b'{"mark":0}'
    assert canonical_bytes(Odd(mark=False)) == b"{}"


@given(st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_a_moment_has_one_text_in_every_time_zone(at: datetime, minutes: int) -> None:
    utc = at.replace(tzinfo=UTC)
    elsewhere = utc.astimezone(timezone(timedelta(minutes=minutes)))
    assert canonical_bytes(Visit(began_at=elsewhere)) == canonical_bytes(Visit(began_at=utc))
    assert msgspec.json.decode(canonical_bytes(Visit(began_at=elsewhere)), type=Visit).began_at == utc


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (datetime(2026, 11, 21, 14, 2, 3, tzinfo=UTC), b'"2026-11-21T14:02:03Z"'),
        (datetime(2026, 11, 21, 14, 2, 3, 500_000, tzinfo=UTC), b'"2026-11-21T14:02:03.500000Z"'),
        (datetime(2026, 11, 21, 14, 2, 3, 1, tzinfo=UTC), b'"2026-11-21T14:02:03.000001Z"'),
        (datetime(1970, 1, 1, tzinfo=UTC), b'"1970-01-01T00:00:00Z"'),
        (date(2026, 2, 3), b'"2026-02-03"'),
        (PaperKind.PROFILE, b'"one-page-profile"'),
        (VisitStatus.UNDER_WAY, b'"under way"'),
        (("a", ("b",)), b'["a",["b"]]'),
        (True, b"true"),
        (None, b"null"),
        (LARGEST, b"9007199254740991"),
        ('\x00\x1f\x7f\b\f\n\r\t"\\/', rb'"\u0000\u001f' + b"\x7f" + rb'\b\f\n\r\t\"\\/"'),
        ("e\u0301 is not é", '"e\u0301 is not é"'.encode()),
        ("مرحبا 😀 \u2028", '"مرحبا 😀 \u2028"'.encode()),
    ],
)
def test_written_examples(value: Any, data: bytes) -> None:
    assert canonical_bytes(value) == data

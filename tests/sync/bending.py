"""Bending what was valid: values of messages and files exchanged for nasty ones, and bytes flipped, cut and doubled."""

from typing import Any

from hypothesis import strategies as st

NASTY: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**31,
    2**53,
    2**63 - 1,
    2**63,
    2**64 - 1,
    -(2**63),
    float("nan"),
    1e308,
    "",
    "\0",
    "a\0b",
    "x" * 5_000,
    "../../etc/passwd",
    "'; DROP TABLE revision; --",
    "\u202e\ufeff\U0001f600",
    "council",
    "person:" + "0" * 32,
    b"",
    b"\0",
    b"c",
    b"p" + bytes(16),
    b"s" + bytes(15),
    bytes(31),
    bytes(32),
    bytes(64),
    b"\xff" * 4_000,
    [],
    [[]],
    [None] * 50,
    {},
    {"a": 1},
)


def deep(levels: int) -> list[Any]:
    """A list in a list in a list."""
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value within the value."""
    found = [here]
    if isinstance(value, dict):
        for name, inside in value.items():
            found += places(inside, (*here, name))
    elif isinstance(value, list):
        for index, inside in enumerate(value):
            found += places(inside, (*here, index))
    return found


def bent(value: Any, way: tuple[Any, ...], change: Any) -> Any:
    """The value with what stands at the place exchanged."""
    if not way:
        return change
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[way[0]] = bent(value[way[0]], way[1:], change)
    return copy


@st.composite
def bent_values(draw: st.DrawFn, value: Any) -> Any:
    """The value with one to four of its parts exchanged, doubled, or made very deep."""
    for _ in range(draw(st.integers(1, 4))):
        way = draw(st.sampled_from(places(value)))
        kind = draw(st.integers(0, 9))
        change = deep(draw(st.sampled_from((5, 200)))) if kind == 0 else draw(st.sampled_from(NASTY))
        value = bent(value, way, change)
    return value


@st.composite
def bent_bytes(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with some flipped, cut out, doubled or put in."""
    found = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(found) - 1, 0)))
        match draw(st.integers(0, 4)):
            case 0 if found:
                found[at] = draw(st.integers(0, 255))
            case 1:
                del found[at : at + draw(st.integers(1, 40))]
            case 2:
                found[at:at] = found[at : at + draw(st.integers(1, 40))]
            case 3:
                found[at:at] = draw(st.binary(min_size=1, max_size=12))
            case _:
                del found[at:]
    return bytes(found)

"""The wire's decoders against any bytes: nothing but `NotOurs`, and never more memory than a message may take."""

import contextlib
import tracemalloc
import zlib
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.revision import Revision, new_record, person_scope
from sync import protocol
from sync.framing import Framer, Unframer
from sync.protocol import Cursor, ExchangeAnswer, NotOurs, Row, SignIn
from tests.fuzzing import quickly
from tests.sync.bending import NASTY, bent_bytes, bent_values, deep
from tests.sync.test_protocol import VECTORS, written

SHORT, LONG = 60, 6_000
KINDS: tuple[type[Any], ...] = (
    SignIn,
    protocol.SignedIn,
    protocol.ExchangeRequest,
    ExchangeAnswer,
    protocol.CompareRequest,
    protocol.CompareAnswer,
    protocol.Health,
    protocol.Problem,
)
GOOD: tuple[Revision, ...] = tuple(written(entry["revision"]) for entry in VECTORS["revisions"])
ROWS = tuple(protocol.row_of(each) for each in GOOD)
ANSWER = ExchangeAnswer(
    time=1,
    cursor=Cursor(number=9, id=bytes(32)),
    rows=ROWS,
    check=protocol.check_of(each.id for each in GOOD),
    fills=((protocol.scope_bytes(person_scope(new_record())), 3),),
)
ANSWER_AS_LISTS = msgspec.msgpack.decode(msgspec.msgpack.encode(ANSWER))


def read_all(data: bytes) -> None:
    """As every side reads it: only the declared error comes out."""
    for kind in KINDS:
        with contextlib.suppress(NotOurs):
            found = protocol.unpack(data, kind)
            if isinstance(found, ExchangeAnswer | protocol.CompareAnswer):
                protocol.revisions_of(found.rows, found.check)
                protocol.time_of(found.time)
            if isinstance(found, protocol.ExchangeRequest):
                protocol.revisions_of(found.push, found.check)
            if isinstance(found, ExchangeAnswer):
                [protocol.scope_text(each) for each in found.scopes or ()]


def read_bent(examples: int, seeded: bool) -> None:
    whole = protocol.pack(ANSWER)

    @given(st.data())
    @quickly(examples, seeded=seeded)
    def read(data: st.DataObject) -> None:
        match data.draw(st.integers(0, 3)):
            case 0:
                read_all(data.draw(st.sampled_from((b"", b"\0", b"\1", b"\2"))) + data.draw(st.binary(max_size=200)))
            case 1:
                read_all(data.draw(bent_bytes(whole)))
            case 2:
                read_all(b"\0" + msgspec.msgpack.encode(data.draw(bent_values(ANSWER_AS_LISTS))))
            case _:
                read_all(b"\1" + zlib.compress(data.draw(bent_bytes(b"\0" * 10 + msgspec.msgpack.encode(ANSWER)))))

    read()


def test_any_bytes_are_a_message_or_not_ours() -> None:
    read_bent(SHORT, seeded=False)


@pytest.mark.prove
@pytest.mark.timeout(200)
@pytest.mark.parametrize("part", range(2))
def test_any_bytes_are_a_message_or_not_ours_at_length(part: int) -> None:
    read_bent(LONG, seeded=True)


def rows_of_anything(examples: int, seeded: bool) -> None:
    names = Row.__struct_fields__
    kinds = {"kind": str, "format": int, "written": int}
    nasty = {name: [each for each in NASTY if type(each) is kinds.get(name, bytes)] for name in names}

    @given(st.data())
    @quickly(examples, seeded=seeded)
    def read(data: st.DataObject) -> None:
        row = data.draw(st.sampled_from(ROWS))
        for name in data.draw(st.lists(st.sampled_from(names), max_size=4)):
            drawn = {str: st.text(max_size=9), int: st.integers(), bytes: st.binary(max_size=70)}[kinds.get(name, bytes)]
            optional = st.none() if name in ("salt", "body", "body_hash") else st.nothing()
            row = msgspec.structs.replace(row, **{name: data.draw(drawn | optional | st.sampled_from(nasty[name]))})
        with contextlib.suppress(NotOurs):
            found = protocol.revision_of(row)
            assert protocol.revision_of(protocol.row_of(found)) == found, "what is read is sent as it was read"
        with contextlib.suppress(NotOurs):
            protocol.revisions_of([row, *ROWS], data.draw(st.binary(max_size=16)))

    read()


def test_any_row_is_a_revision_or_not_ours() -> None:
    rows_of_anything(SHORT, seeded=False)


@pytest.mark.prove
@pytest.mark.timeout(200)
def test_any_row_is_a_revision_or_not_ours_at_length() -> None:
    rows_of_anything(LONG, seeded=True)


def frames_of_anything(examples: int, seeded: bool) -> None:
    framer = Framer()
    whole = framer.frame(ANSWER, last=False) + framer.frame(ANSWER, last=True)

    @given(st.data())
    @quickly(examples, seeded=seeded)
    def read(data: st.DataObject) -> None:
        stream, reader = data.draw(bent_bytes(whole[1:]) | st.binary(max_size=100)), Unframer()
        step = data.draw(st.integers(1, 500))
        with contextlib.suppress(NotOurs):
            for start in range(0, len(stream), step):
                for frame in reader.frames(stream[start : start + step]):
                    protocol.revisions_of(frame.rows, frame.check)

    read()


def test_any_frames_are_answers_or_not_ours() -> None:
    frames_of_anything(SHORT, seeded=False)


@pytest.mark.prove
@pytest.mark.timeout(200)
def test_any_frames_are_answers_or_not_ours_at_length() -> None:
    frames_of_anything(LONG, seeded=True)


@pytest.mark.parametrize("levels", [100, 10_000, 1_000_000])
def test_deep_nesting_is_not_ours(levels: int) -> None:
    """In a place where a list may be, and where anything may be that an older side passes over."""
    nest = b"\x91" * levels + b"\x90"
    for start in (b"\0", b"\0\x9a\x01\x92\x00\xc4\x00\xc2\xc2\x00\x90", b"\0\x94\x01\x02\x03"):
        for kind in KINDS:
            with contextlib.suppress(NotOurs):
                protocol.unpack(start + nest, kind)
    assert deep(3) == [[[[]]]]


def burst(size: int) -> None:
    press = zlib.compressobj(1)
    bomb = b"".join(press.compress(bytes(10_000_000)) for _ in range(size // 10_000_000 + 1)) + press.flush()
    tracemalloc.start()
    try:
        with pytest.raises(NotOurs):
            protocol.unpack(b"\1" + bomb[: protocol.BODY_LIMIT - 1], ExchangeAnswer)
        with pytest.raises(NotOurs):
            list(Unframer().frames(bomb))
        assert tracemalloc.get_traced_memory()[1] < 4 * protocol.UNPACKED_LIMIT
    finally:
        tracemalloc.stop()


def test_a_bomb_takes_no_more_than_a_message_may() -> None:
    """A hundred megabytes in a few hundred kilobytes, alone and within the frames of an answer."""
    burst(100_000_000)


@pytest.mark.prove
def test_a_large_bomb_takes_no_more_than_a_message_may() -> None:
    burst(900_000_000)

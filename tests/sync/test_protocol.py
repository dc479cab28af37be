"""The wire: written examples that another implementation could check itself against, and bytes that are not ours."""

import contextlib
import json
import random
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.records.revision import Header, Revision, signature_holds
from app.records.sums import Sum, sum_of
from sync import protocol
from sync.framing import Unframer
from sync.protocol import Cursor, ExchangeAnswer, ExchangeRequest, NotOurs, Row, SignedIn

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def written(entry: dict[str, Any]) -> Revision:
    header = entry["header"] | {"parents": tuple(entry["header"]["parents"])}
    return Revision(
        id=entry["id"],
        header=Header(**header),
        salt=bytes.fromhex(entry["salt"]),
        body=entry["body"].encode(),
        signature=bytes.fromhex(entry["signature"]),
    )


@pytest.mark.parametrize("entry", VECTORS["revisions"])
def test_a_revision_travels_as_written(entry: dict[str, Any]) -> None:
    """The row is those bytes, and the receiver works out the very id, which the laptop's key has signed."""
    revision = written(entry["revision"])
    row = protocol.row_of(revision)
    assert msgspec.msgpack.encode(row).hex() == entry["row"]
    back = protocol.revision_of(msgspec.msgpack.decode(bytes.fromhex(entry["row"]), type=Row))
    assert back == revision
    assert back.faults() == []
    assert signature_holds(back, bytes.fromhex(VECTORS["public_key"]))


def test_the_id_is_not_sent() -> None:
    for entry in VECTORS["revisions"]:
        assert entry["revision"]["id"] not in entry["row"]


def test_cursor_scopes_and_checks_are_as_written() -> None:
    for entry in VECTORS["cursor"]:
        cursor = Cursor(number=entry["number"], id=bytes.fromhex(entry["id"]))
        assert msgspec.msgpack.encode(cursor).hex() == entry["message"]
    for entry in VECTORS["scopes"]:
        assert protocol.scope_bytes(entry["scope"]).hex() == entry["bytes"]
        assert protocol.scope_text(bytes.fromhex(entry["bytes"])) == entry["scope"]
    assert protocol.check_of(VECTORS["check"]["ids"]).hex() == VECTORS["check"]["check"]
    digest = VECTORS["scopes_digest"]
    assert protocol.scopes_digest(reversed(digest["scopes"])).hex() == digest["digest"]
    proof = VECTORS["sign_in_proof"]
    signed = protocol.device_proof(bytes.fromhex(proof["device"]), bytes.fromhex(proof["public_key"]), proof["name"])
    assert signed.hex() == proof["signed"]


def test_messages_are_as_written() -> None:
    for kind, name in (
        (ExchangeRequest, "request_summed"),
        (ExchangeAnswer, "answer_summed"),
        (SignedIn, "signed_in_with_keys"),
    ):
        data = bytes.fromhex(VECTORS[name])
        assert msgspec.msgpack.encode(msgspec.msgpack.decode(data, type=kind)) == data
    assert protocol.unpack(bytes.fromhex(VECTORS["packed_cursor"]), Cursor).number == 70_000


@pytest.mark.parametrize("each", VECTORS["sums"], ids=lambda each: str(each["count"]))
def test_the_root_of_a_sum_is_as_written(each: dict[str, Any]) -> None:
    """By plain arithmetic: however the ids came together."""
    ids = [bytes.fromhex(id) for id in each["ids"]]
    by_one = Sum()
    for id in reversed(ids):
        by_one = by_one.with_ids([id])
    by_scope = sum_of(
        [("person:a", len(ids[:1]), b"".join(ids[:1])), ("council", len(ids[1:]), bytes(Sum().with_ids(ids[1:]))[8:])]
    )
    assert Sum().with_ids(ids) == by_one == by_scope == Sum(each["count"], int(each["total"], 16))
    assert by_one.root.hex() == each["root"]
    assert Sum.read(bytes(by_one)) == by_one


def test_a_message_may_grow_at_its_end() -> None:
    """A neighbouring version adds fields at the end: an older reader passes over them, a newer one takes the default."""
    longer = msgspec.msgpack.encode([5, b"", "what a later version adds"])
    assert msgspec.msgpack.decode(longer, type=Cursor) == Cursor(number=5)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode([5]), type=Cursor) == Cursor(number=5)


def test_messages_of_the_release_before_are_as_written() -> None:
    """What release 0.1.0 sends is read, with the defaults for what came later; and what it would read is where it looks."""
    request = msgspec.msgpack.decode(bytes.fromhex(VECTORS["request"]), type=ExchangeRequest)
    answer = msgspec.msgpack.decode(bytes.fromhex(VECTORS["answer"]), type=ExchangeAnswer)
    signed_in = msgspec.msgpack.decode(bytes.fromhex(VECTORS["signed_in_0_1"]), type=SignedIn)
    assert (request.stream, request.acts, answer.backed_up) == (False, (), -1)
    assert (signed_in.seal_key, signed_in.vouch_key) == (b"", b"")
    backed_up = msgspec.msgpack.decode(bytes.fromhex(VECTORS["answer_backed_up"]), type=ExchangeAnswer)
    assert (backed_up.backed_up, backed_up.first) == (70_000, ())
    acts = msgspec.msgpack.decode(bytes.fromhex(VECTORS["request_with_acts"]), type=ExchangeRequest)
    first = msgspec.msgpack.decode(bytes.fromhex(VECTORS["answer_with_first"]), type=ExchangeAnswer)
    assert (acts.summed, first.summed) == (False, False)
    old = ((acts, "request_with_acts"), (first, "answer_with_first"))
    old += ((request, "request"), (answer, "answer"), (signed_in, "signed_in_0_1"), (backed_up, "answer_backed_up"))
    for message, name in old:
        former = msgspec.msgpack.decode(bytes.fromhex(VECTORS[name]))
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(message))[: len(former)] == former


def test_a_stream_is_read_in_pieces_of_any_size() -> None:
    """Each frame is there as soon as its last byte is, wherever the line was cut afterwards; the end is told from a cut."""
    data = bytes.fromhex(VECTORS["stream"]["bytes"])
    expected = [msgspec.msgpack.decode(bytes.fromhex(each)) for each in VECTORS["stream"]["frames"]]
    assert data[:1] == protocol.STREAMED
    for size in (1, 2, 7, len(data)):
        unframer, found = Unframer(), []
        for start in range(1, len(data), size):
            assert not unframer.ended
            found += [
                msgspec.msgpack.decode(msgspec.msgpack.encode(each)) for each in unframer.frames(data[start : start + size])
            ]
        assert [each[: len(frame)] for each, frame in zip(found, expected, strict=True)] == expected
        assert unframer.ended
    cut = Unframer()
    assert len(list(cut.frames(data[1:-1]))) >= 1
    assert not cut.ended


def test_a_stream_that_is_none_is_named_so() -> None:
    """Bytes of another kind, a length past all bounds, and a bomb that unpresses to nothing but length."""
    press = zlib.compressobj(9)
    bomb = press.compress(bytes(2**20)) + press.flush(zlib.Z_SYNC_FLUSH)
    for data in (b"<html>", zlib.compress(b"\xff\xff\xff\xff"), bomb, zlib.compress(b"\0\0\0\1\x90") + b"more"):
        with pytest.raises(NotOurs):
            list(Unframer().frames(data))


@given(st.binary(max_size=400))
def test_random_bytes_are_no_stream_and_raise_nothing_else(data: bytes) -> None:
    for bent in (data, zlib.compress(data), zlib.compress(len(data).to_bytes(4, "big") + data)):
        with contextlib.suppress(NotOurs):
            list(Unframer().frames(bent))


def test_long_messages_are_pressed() -> None:
    long = ExchangeAnswer(time=0, cursor=Cursor(), scopes=tuple(b"p" + bytes(16) for _ in range(200)))
    data = protocol.pack(long)
    assert data[:1] == b"\1"
    assert len(data) < 200
    assert protocol.unpack(data, ExchangeAnswer) == long


def test_a_bomb_is_not_unpressed() -> None:
    """A gigabyte of nothing in a megabyte: refused without ever being there."""
    press = zlib.compressobj(9)
    bomb = b"\1" + b"".join(press.compress(bytes(2**20)) for _ in range(300)) + press.flush()
    assert len(bomb) < protocol.BODY_LIMIT
    tracemalloc.start()
    with pytest.raises(NotOurs):
        protocol.unpack(bomb, ExchangeAnswer)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * protocol.UNPACKED_LIMIT


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\1",
        b"\2\x90",
        b"<!doctype html><title>Hotel Wi-Fi</title>",
        b"\1" + zlib.compress(b"\x90") + b"tail",
        b"\1" + zlib.compress(b"\x90" * 500)[:-3],
        b"\0" + b"\x91" * 50_000,
        b"\0" + msgspec.msgpack.encode({"number": 5}),
        b"\0" + msgspec.msgpack.encode(["five", b""]),
        bytes(protocol.BODY_LIMIT + 1),
    ],
)
def test_what_is_not_ours_is_named_so(data: bytes) -> None:
    with pytest.raises(NotOurs):
        protocol.unpack(data, Cursor)


@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    for kind in (ExchangeRequest, ExchangeAnswer, Cursor, Row):
        try:
            message = protocol.unpack(data, kind)
        except NotOurs:
            continue
        if isinstance(message, Row):
            rejects_or_reads(message)


def rejects_or_reads(row: Row) -> None:
    try:
        revision = protocol.revision_of(row)
    except NotOurs:
        return
    assert protocol.row_of(revision) == row


def test_a_bent_row_is_seen() -> None:
    """One bit anywhere in a row: it is no row any more, or the check over the ids says so. (The signature is its own witness.)"""
    revision = written(VECTORS["revisions"][0]["revision"])
    data = bytearray(msgspec.msgpack.encode(protocol.row_of(revision)))
    at_signature = bytes(data).index(revision.signature)
    draw = random.Random(7)
    for _ in range(400):
        place = draw.randrange(len(data))
        if at_signature <= place < at_signature + protocol.SIGNATURE_BYTES:
            continue
        bent = bytearray(data)
        bent[place] ^= 1 << draw.randrange(8)
        with pytest.raises((NotOurs, msgspec.DecodeError, UnicodeDecodeError)):
            protocol.revisions_of([msgspec.msgpack.decode(bytes(bent), type=Row)], protocol.check_of([revision.id]))


@pytest.mark.parametrize(
    "change",
    [
        {"record": b"short"},
        {"parents": bytes(31)},
        {"signature": b""},
        {"salt": None},
        {"salt": b"", "body": b"x"},
        {"salt": None, "body": None},
        {"scope": b"x" + bytes(16)},
        {"scope": b"p"},
        {"written": 2**62},
        {"written": -(2**55)},
    ],
)
def test_a_row_that_cannot_be_a_revision(change: dict[str, Any]) -> None:
    row = protocol.row_of(written(VECTORS["revisions"][0]["revision"]))
    with pytest.raises(NotOurs):
        protocol.revision_of(msgspec.structs.replace(row, **change))


def test_an_erased_body_still_has_its_id() -> None:
    """Body and salt are gone by law; the hash goes in their place and the history still checks."""
    whole = written(VECTORS["revisions"][0]["revision"])
    erased = msgspec.structs.replace(whole, salt=None, body=None)
    assert protocol.revision_of(protocol.row_of(erased)) == erased


@given(st.integers(-30_610_224_000_000, 253_402_300_799_999))
def test_any_time_goes_there_and_back(milliseconds: int) -> None:
    """From the year 1000 to 9999: laptops have been seen with clocks at 1970 and 2099."""
    assert protocol.milliseconds(protocol.time_of(milliseconds)) == milliseconds

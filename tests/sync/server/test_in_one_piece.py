"""The head of an answer waits for its body, and for nothing else."""

import asyncio

import pytest

from sync.server.in_one_piece import InOnePiece

HEAD = b"HTTP/1.1 200 \r\ncontent-length: 2\r\n\r\n"


class Wire(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []
        self.closed = ""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))

    def close(self) -> None:
        self.closed = "closed"

    def abort(self) -> None:
        self.closed = "aborted"

    def get_write_buffer_size(self) -> int:
        return 0


@pytest.fixture
def wire() -> Wire:
    return Wire()


def test_a_head_goes_with_its_body_and_the_next_head_waits_again(wire: Wire) -> None:
    line = InOnePiece(wire)
    for body in (b"ab", b"cd"):
        line.write(HEAD)
        assert line.get_write_buffer_size() == len(HEAD)
        line.write(body)
        line.write(b"")
    assert [each for each in wire.sent if each] == [HEAD + b"ab", HEAD + b"cd"]
    assert line.get_write_buffer_size() == 0


def test_the_first_part_of_a_long_answer_goes_with_the_head_and_the_others_at_once(wire: Wire) -> None:
    line = InOnePiece(wire)
    for part in (HEAD, b"first", b"second", b"third"):
        line.write(part)
    assert wire.sent == [HEAD + b"first", b"second", b"third"]


def test_words_that_look_like_a_head_wait_for_no_more_than_the_end_of_their_answer(wire: Wire) -> None:
    line = InOnePiece(wire)
    for part in (HEAD, b"ab", HEAD, b""):
        line.write(part)
    assert b"".join(wire.sent) == HEAD + b"ab" + HEAD


def test_go_on_is_said_at_once(wire: Wire) -> None:
    InOnePiece(wire).write(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert wire.sent == [b"HTTP/1.1 100 Continue\r\n\r\n"]


def test_a_head_alone_goes_before_the_line_is_closed_and_not_after_it_was_cut(wire: Wire) -> None:
    line = InOnePiece(wire)
    line.write(HEAD)
    line.close()
    assert (wire.sent, wire.closed) == ([HEAD], "closed")
    line.write(HEAD)
    line.abort()
    assert (wire.sent, wire.closed) == ([HEAD], "aborted")

"""The reader of portable files against bent files: a record, or a `FileMistake` that names the place; and what is read may be
brought in without a fault, or not at all.
"""

import contextlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casebook.carrying import export_person, import_record
from app.casebook.desk import Desk
from app.casebook.portable import FileView, RecordFile, read_record, written_record
from app.example import example_record, load_people
from app.practice.errors import FileMistake, NotFound, RuleSaysNo
from tests.fuzzing import quickly
from tests.sync.bending import bent_bytes, bent_values

TARIQ = example_record("tariq")
SHORT, LONG = 60, 1_500


@pytest.fixture
def file(desk: Desk) -> bytes:
    load_people(desk, ["tariq"])
    return written_record(export_person(desk, TARIQ, notes=True, history=True))


@st.composite
def bent_files(draw: st.DrawFn, data: bytes, value: Any) -> bytes:
    """The file with values exchanged, or bytes flipped."""
    if draw(st.booleans()):
        return draw(bent_bytes(data))
    change = draw(bent_values(value))
    said = json.dumps(change, default=lambda each: each.decode("latin-1"), allow_nan=True)
    return said.encode("utf-8", "surrogatepass")


def short_of(value: Any) -> Any:
    """A few of its records, the person's own among them: small files are bent in more places."""
    own = [each for each in value["records"] if each["record"] == value["person"]]
    return {**value, "records": own + [each for each in value["records"] if each not in own][:6]}


def read_or_named(data: bytes) -> RecordFile | None:
    """The record, or None where the place of a mistake was named."""
    try:
        return read_record(data, "a.json")
    except FileMistake as mistake:
        if not mistake.what or not mistake.where:
            raise
        return None


def read_bent(file: bytes, other: Desk, examples: int, seeded: bool) -> None:
    value = short_of(json.loads(file))
    data = json.dumps(value).encode()
    read_record(data, "a.json")

    @given(st.data())
    @quickly(examples, seeded=seeded)
    def read(drawn: st.DataObject) -> None:
        found = read_or_named(drawn.draw(bent_files(data, value)))
        if found is None:
            return
        again = written_record(found)
        assert written_record(read_record(again, "a.json")) == again, "what was read is written so that it is read again"
        with contextlib.suppress(NotFound):
            FileView(found)
        with contextlib.suppress(FileMistake, RuleSaysNo):
            import_record(other, found, "a.json")

    read()


def test_any_file_is_a_record_or_a_named_mistake(file: bytes, open_desk: Callable[[str], Desk]) -> None:
    read_bent(file, open_desk("Jo Marsh"), SHORT, seeded=False)


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("part", range(3))
def test_any_file_is_a_record_or_a_named_mistake_at_length(file: bytes, open_desk: Callable[[str], Desk], part: int) -> None:
    read_bent(file, open_desk("Jo Marsh"), LONG, seeded=True)

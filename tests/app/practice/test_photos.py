"""Which photos a body names: a value that is nothing but the name, in whatever body, and never a person's words about one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.practice.people import Role, Speaker
from app.practice.photos import is_photo_hash, photo_in, photo_name, photos_named
from app.practice.statements import Answer, ReadBack, Statement
from app.records.canonical import canonical_bytes

HASH = "0123456789abcdef" * 4


def said(words: str, picture: str = "") -> Statement:
    return Statement(words=words, speaker=Speaker(role=Role.PERSON), picture=picture)


def test_a_statement_names_its_photo() -> None:
    pictured = said("That is Biscuit.", photo_name(HASH))
    assert pictured.photo == HASH
    assert photos_named(canonical_bytes(pictured)) == {HASH}


def test_a_picture_of_a_guide_is_no_photo() -> None:
    assert said("Good.", "sun").photo == ""
    assert photos_named(canonical_bytes(said("Good.", "sun"))) == frozenset()


@pytest.mark.parametrize(
    "words",
    [f"photo:{HASH} ", f'see "photo:{HASH}"', f'"photo:{HASH}', f'photo:{HASH}"', f"photo:{HASH.upper()}", f"photo:{HASH[1:]}"],
)
def test_words_about_a_photo_name_none(words: str) -> None:
    """Not even words that look like the name between quotation marks."""
    assert photos_named(canonical_bytes(said(words))) == frozenset()


def test_a_body_of_a_kind_from_later_names_them_the_same_way() -> None:
    """Lists, tables in tables, any field: what this app cannot read names the same photos here as where it was written."""
    body = {"album": [{"of": [photo_name(HASH)]}, {"of": "photo:none"}], "cover": photo_name("f" * 64), "more": 3}
    assert photos_named(json.dumps(body, separators=(",", ":")).encode()) == {HASH, "f" * 64}


@given(st.binary(max_size=200))
def test_any_bytes_can_be_asked(data: bytes) -> None:
    assert photos_named(data) == frozenset()
    assert photos_named(b'{"a":"photo:' + data) == frozenset()
    assert photos_named(None) == frozenset()


@given(st.text(max_size=80))
def test_a_name_is_the_prefix_and_the_hash_and_nothing_else(text: str) -> None:
    assert photo_in(text) == ""
    assert is_photo_hash(text) is (len(text) == 64 and set(text) <= set("0123456789abcdef"))
    assert is_photo_hash(HASH)
    assert not is_photo_hash(HASH + "\n")


def test_another_picture_lapses_what_was_agreed() -> None:
    heard = Statement(words="Biscuit.", speaker=Speaker(role=Role.PERSON), read_back=ReadBack(answer=Answer.YES, of=HASH))
    assert heard.pictured(photo_name(HASH)).read_back is None
    assert heard.pictured("") == heard

"""The written vectors: what the ids of every record hang on, held against plain hashlib and the rfc8785 library.

A change here that is not an addition changes every id there is: never edit an example, add one.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import delete

from app.practice.erasures import Erasure
from app.practice.groups import Body
from app.practice.kinds import BY_NAME
from app.practice.papers import CODE_LETTERS, check_code
from app.records import ledger
from app.records.book import Casebook
from app.records.canonical import canonical_bytes, is_canonical
from app.records.erasing import Cover
from app.records.revision import (
    Header,
    Revision,
    body_hash,
    derived_record,
    person_scope,
    seal,
    signature_holds,
    staff_scope,
    written_text,
    written_time,
)
from app.records.tables import scope_digest

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("each", VECTORS["canonical"], ids=lambda each: each["bytes"][:20])
def test_canonical_bytes(each: dict[str, Any]) -> None:
    data = each["bytes"].encode()
    assert canonical_bytes(each["value"]) == data == rfc8785.dumps(each["value"])
    assert is_canonical(data)


@pytest.mark.parametrize("data", VECTORS["refused"])
def test_refused_bytes(data: str) -> None:
    assert not is_canonical(data.encode())


def test_every_kind_has_its_bodies_written_down() -> None:
    assert {each["kind"]: each["format"] for each in VECTORS["bodies"]} == {name: kind.format for name, kind in BY_NAME.items()}


@pytest.mark.parametrize("each", VECTORS["bodies"], ids=lambda each: each["kind"])
@pytest.mark.parametrize("size", ["full", "least"])
def test_bodies_of_each_kind(each: dict[str, Any], size: str) -> None:
    """Decoded and encoded again they are the same bytes: a later msgspec cannot change an id unseen."""
    data = each[size].encode()
    body = msgspec.json.decode(data, type=BY_NAME[each["kind"]])
    assert canonical_bytes(body) == data == rfc8785.dumps(json.loads(data))
    assert msgspec.json.decode(msgspec.json.encode(body), type=type(body)) == body


@pytest.mark.parametrize("each", VECTORS["bodies"], ids=lambda each: each["kind"])
def test_the_full_body_sets_every_field_and_the_least_none_that_has_a_default(each: dict[str, Any]) -> None:
    """So a field that is added without a new format and a new vector fails here."""
    kind: type[Body] = BY_NAME[each["kind"]]
    fields = msgspec.structs.fields(kind)
    assert sorted(json.loads(each["full"])) == sorted(field.encode_name for field in fields)
    assert sorted(json.loads(each["least"])) == sorted(field.encode_name for field in fields if field.required)


@pytest.mark.parametrize("each", VECTORS["body hashes"], ids=lambda each: each["hash"][:8])
def test_body_hash(each: dict[str, str]) -> None:
    salt, body = bytes.fromhex(each["salt"]), each["body"].encode()
    assert body_hash(salt, body) == each["hash"] == hashlib.sha256(salt + body).hexdigest()


@pytest.mark.parametrize("each", VECTORS["revisions"]["examples"], ids=lambda each: each["id"][:8])
class TestRevisions:
    def test_the_id_is_the_hash_of_the_header(self, each: dict[str, Any]) -> None:
        header = msgspec.convert(each["header"], Header)
        assert header.id == each["id"] == hashlib.sha256(rfc8785.dumps(each["header"])).hexdigest()
        assert canonical_bytes(header).decode() == each["bytes"]

    def test_the_same_things_sealed_again_are_the_same_revision(self, each: dict[str, Any]) -> None:
        """Ed25519 is deterministic, so that signature and id come out the same on every platform."""
        header, hashed = each["header"], VECTORS["body hashes"][0]
        made = seal(
            hashed["body"].encode(),
            record=header["record"],
            kind=header["kind"],
            format=header["format"],
            scope=header["scope"],
            parents=tuple(reversed(header["parents"])),
            author=header["author"],
            device=header["device"],
            written=written_time(header["written"]),
            key=Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["revisions"]["signed with"])),
            entropy=lambda count: bytes.fromhex(hashed["salt"])[:count],
        )
        assert (made.id, made.signature.hex()) == (each["id"], each["signature"])
        assert made.faults() == []

    def test_the_signature_holds(self, each: dict[str, Any]) -> None:
        told = VECTORS["revisions"]
        signed = bytes.fromhex(told["signed bytes begin with"]) + bytes.fromhex(each["id"])
        public = bytes.fromhex(told["public key"])
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(each["signature"]), signed)
        revision = Revision(
            id=each["id"],
            header=msgspec.convert(each["header"], Header),
            salt=None,
            body=None,
            signature=bytes.fromhex(each["signature"]),
        )
        assert signature_holds(revision, public)
        assert not signature_holds(revision, bytes(32))
        assert not signature_holds(revision, b"short")


@pytest.mark.parametrize("each", VECTORS["derived records"], ids=lambda each: "+".join(each["parts"])[:20])
def test_derived_records(each: dict[str, Any]) -> None:
    plain = b"".join(part.encode() + b"\0" for part in each["parts"])
    assert derived_record(*each["parts"]) == each["record"] == hashlib.sha256(plain).hexdigest()[:32]


def test_scopes() -> None:
    of = {"person": person_scope, "staff": staff_scope}
    assert [of[each["of"]](each["record"]) for each in VECTORS["scopes"]] == [each["scope"] for each in VECTORS["scopes"]]


@pytest.mark.parametrize("each", VECTORS["times"], ids=lambda each: each["written"])
def test_times(each: dict[str, str]) -> None:
    at = datetime.fromisoformat(each["utc"])
    assert written_text(at) == each["written"]
    assert written_time(each["written"]) == at


@pytest.mark.parametrize("each", VECTORS["check codes"], ids=lambda each: each["code"])
def test_check_codes(each: dict[str, str]) -> None:
    """The first 50 bits of the revision in Crockford's base 32, by another way of counting."""
    bits = f"{int(each['revision'], 16):0256b}"[:50]
    letters = "".join(CODE_LETTERS[int(bits[at : at + 5], 2)] for at in range(0, 50, 5))
    assert check_code(each["revision"]) == each["code"] == f"{letters[:5]}-{letters[5:]}"


@pytest.mark.parametrize("each", VECTORS["set digests"], ids=lambda each: each["name"])
@pytest.mark.parametrize("one_by_one", [True, False])
def test_set_digests(each: dict[str, Any], one_by_one: bool, book: Casebook) -> None:
    """Equal sets have equal digests, however and in whichever order their ids came."""
    stored = [(scope["scope"], revision) for scope in each["scopes"] for revision in scope["ids"]]
    with book.unit() as unit:
        unit.connection.execute(delete(scope_digest))
        for some in [[pair] for pair in reversed(stored)] if one_by_one else [stored]:
            ledger.add_to_digests(unit.connection, some)
        kept = {row.scope: (row.revisions, row.total.hex()) for row in unit.connection.execute(scope_digest.select())}
        assert kept == {scope["scope"]: (scope["count"], scope["sum"]) for scope in each["scopes"]}
        scopes = [scope["scope"] for scope in each["scopes"]]
        assert ledger.root_digest(unit.connection, [*scopes, *scopes, "person:nobody"]) == each["root"]


@pytest.mark.parametrize("each", VECTORS["erasures"], ids=lambda each: f"{'+'.join(each['erasure'])} {each['revision']['kind']}")
def test_what_an_erasure_covers(each: dict[str, Any]) -> None:
    """Whoever applies it covers the same, or words that one lets go would come back from another."""
    ground = {"why": "w", "rule": "r", "law": "l", "decided_by": "d", "decided_on": "2026-03-03"}
    cover = Cover()
    cover.add(msgspec.convert({**each["erasure"], **ground}, Erasure))
    named, parts = each["revision"], VECTORS["revisions"]["examples"][0]
    header = msgspec.structs.replace(msgspec.convert(parts["header"], Header), kind=named["kind"], record=named["record"])
    about = Revision(id=named["id"], header=header, salt=b"", body=b"{}", signature=b"")
    assert cover.covers(about) == each["covered"]

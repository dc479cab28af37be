"""The vector file checked by a few lines that share nothing with the app: hashlib, json and an Ed25519 library.

Whoever writes another implementation, in whatever language, can begin with what stands here.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
EXAMPLES = VECTORS["revisions"]["examples"]


def canonical(value: Any) -> bytes:
    """RFC 8785 for what we allow: whole numbers and names in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def test_canonical_bytes() -> None:
    for each in VECTORS["canonical"]:
        assert canonical(each["value"]) == each["bytes"].encode()


def test_bodies_of_every_kind() -> None:
    for each in VECTORS["bodies"]:
        for size in ("full", "least"):
            assert canonical(json.loads(each[size])) == each[size].encode()


def test_body_hashes() -> None:
    for each in VECTORS["body hashes"]:
        assert hashlib.sha256(bytes.fromhex(each["salt"]) + each["body"].encode()).hexdigest() == each["hash"]


@pytest.mark.parametrize("each", EXAMPLES, ids=lambda each: each["id"][:8])
def test_revisions(each: dict[str, Any]) -> None:
    """Id, signature and body: all that is needed to believe a history, or to find that it was bent."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(VECTORS["revisions"]["public key"]))
    assert hashlib.sha256(canonical(each["header"])).hexdigest() == each["id"]
    assert each["header"]["parents"] == sorted(set(each["header"]["parents"]))
    signed = b"kitchen-table revision\0" + bytes.fromhex(each["id"])
    key.verify(bytes.fromhex(each["signature"]), signed)
    bent = {**each["header"], "written": "2020-01-01T00:00:00.000000Z"}
    with pytest.raises(InvalidSignature):
        key.verify(bytes.fromhex(each["signature"]), b"kitchen-table revision\0" + hashlib.sha256(canonical(bent)).digest())


def test_derived_records_and_check_codes() -> None:
    for each in VECTORS["derived records"]:
        assert hashlib.sha256("".join(f"{part}\0" for part in each["parts"]).encode()).hexdigest()[:32] == each["record"]
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    for each in VECTORS["check codes"]:
        number = int(each["revision"], 16) >> 206
        code = "".join(letters[number >> 5 * place & 31] for place in reversed(range(10)))
        assert each["code"] == f"{code[:5]}-{code[5:]}"


def test_set_digests() -> None:
    for each in VECTORS["set digests"]:
        lines = []
        for scope in sorted(each["scopes"], key=lambda scope: scope["scope"]):
            total = sum(int(revision, 16) for revision in scope["ids"]) % 2**256
            assert (len(scope["ids"]), f"{total:064x}") == (scope["count"], scope["sum"])
            lines.append(f"{scope['scope']} {scope['count']} {scope['sum']}\n")
        assert hashlib.sha256("".join(lines).encode()).hexdigest() == each["root"]


def test_what_an_erasure_covers() -> None:
    """By the scope it stands in; an erasure itself is never covered."""
    for each in VECTORS["erasures"]:
        told, about = each["erasure"], each["revision"]
        origins = {hashlib.sha256(f"origin\0{one}\0".encode()).hexdigest()[:32] for one in told.get("revisions", [])}
        named = about["record"] in {*told.get("records", []), *origins} or about["id"] in told.get("revisions", [])
        covered = about["kind"] != "erasure" and (told.get("everything", False) or named)
        assert covered == each["covered"]

"""Whether a council's store is sound after whatever was done to it, and whether an answer is what the description says."""

import json
from typing import Any

import jsonschema
import msgspec
from sqlalchemy import func, select

from app.records import ledger
from app.records.revision import body_hash
from app.records.tables import revision, scope_digest
from sync.framing import Unframer
from sync.protocol import STREAMED, unpack
from sync.server import chain
from sync.server.council import CouncilServer
from sync.server.described import described
from sync.server.doors import DOORS

DESCRIPTION = json.loads(described(DOORS))


def check_store(council: CouncilServer) -> int:
    """Every revision whole and what its id says, no gap in the numbers, digests that agree, an audit that holds. How many."""
    with council.store.reading() as connection:
        found = ledger.revisions_where(connection, select(revision))
        numbers = list(connection.execute(select(revision.c.number).order_by(revision.c.number)).scalars())
        digests = {row.scope: (row.revisions, row.total) for row in connection.execute(select(scope_digest))}
        assert chain.check(connection).fault == ""
        heads = connection.execute(select(func.count()).select_from(revision)).scalar_one()
    assert heads == len(found)
    assert numbers == list(range(1, len(numbers) + 1))
    totals: dict[str, list[int]] = {}
    for each in found:
        assert each.header.id == each.id
        assert (each.body is None) == (each.salt is None)
        assert each.body is None or body_hash(each.salt or b"", each.body) == each.header.body
        total = totals.setdefault(each.header.scope, [0, 0])
        total[0] += 1
        total[1] += int(each.id, 16)
    assert {scope: (count, (total % 2**256).to_bytes(32, "big")) for scope, (count, total) in totals.items()} == digests
    return len(found)


def check_answer(method: str, path: str, status: int, content: bytes) -> None:
    """Raises `jsonschema.ValidationError`, or another error, when it is not what the description says."""
    operations = DESCRIPTION["paths"].get(path, {})
    operation = operations.get(method.lower(), {"responses": {"default": {"content": _PROBLEM}}})
    answers = operation["responses"].get(str(status)) or operation["responses"]["default"]
    ((kind, said),) = answers["content"].items()
    if kind != "application/msgpack":
        return
    schema = {**said["schema"], "components": DESCRIPTION["components"]}
    for message in _messages(content):
        jsonschema.Draft202012Validator(schema).validate(message)


_PROBLEM = {"application/msgpack": {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _messages(content: bytes) -> list[Any]:
    if content[:1] != STREAMED:
        return [_plain(unpack(content, Any))]
    reader = Unframer()
    found = [_plain(msgspec.msgpack.decode(msgspec.msgpack.encode(frame))) for frame in reader.frames(content[1:])]
    assert reader.ended
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value

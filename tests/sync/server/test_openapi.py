"""The description of the doors: complete, true, written by a command, and attacked with what it allows and what it forbids."""

import json
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import requests
from hypothesis import given

from app.__main__ import main
from sync import protocol
from sync.protocol import SignedIn
from sync.server.council import CouncilServer
from sync.server.doors import DOORS
from sync.server.limits import Limits
from sync.server.serve import serving
from sync.server.web import WebFace
from tests.fuzzing import quickly
from tests.sync.server.sound import DESCRIPTION, check_answer, check_store
from tests.sync.server.test_council import ann_in
from tests.sync.server.test_web import line_to

__all__ = ["ann_in"]

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.transport.serialization import Binary

FREE = Limits(device_burst=10**6, sign_in_burst=10**6)


def wire(value: Any) -> Any:
    """What was drawn as it goes into msgpack: strings of format `binary` are bytes, and what msgpack has no room for is cut."""
    if isinstance(value, Binary):
        return bytes(value.data)
    if isinstance(value, dict):
        return {str(name): wire(each) for name, each in value.items()}
    if isinstance(value, list):
        return [wire(each) for each in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return value % 2**63
    return value


@schemathesis.serializer(protocol.CONTENT_TYPE)
def as_msgpack(_: object, value: Any) -> bytes:
    return b"\0" + msgspec.msgpack.encode(wire(value))


def test_it_is_true_to_the_structs_and_knows_every_door() -> None:
    """Each door, each message it takes and gives, each field by its name; and it is an OpenAPI document."""
    assert DESCRIPTION["openapi"] == "3.1.0"
    for door in DOORS:
        path = f"{door.path}{{sha256}}" if door.rest else door.path
        assert DESCRIPTION["paths"][path][door.method.lower()]["summary"]
        for kind in (door.takes, door.gives):
            if kind is not None:
                schema = DESCRIPTION["components"]["schemas"][kind.__name__]
                assert tuple(each["title"] for each in schema["prefixItems"]) == kind.__struct_fields__
    for schema in DESCRIPTION["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_it_is_served_and_written_by_a_command(council: CouncilServer, tmp_path: Path) -> None:
    with serving(council) as address, line_to(address) as line:
        line.request("GET", "/v1/openapi.json")
        response = line.getresponse()
        assert response.headers["content-type"] == "application/json"
        served = response.read()
    assert main(["doors", "--out", str(tmp_path / "doors.json")]) == 0
    assert json.loads(served) == json.loads((tmp_path / "doors.json").read_bytes()) == DESCRIPTION


def test_answers_that_are_not_as_described_are_seen() -> None:
    good = protocol.pack(protocol.Problem(code="busy", words="Later.", wait=3))
    check_answer("POST", protocol.EXCHANGE_PATH, 503, good)
    with pytest.raises(jsonschema.ValidationError):
        check_answer("POST", protocol.EXCHANGE_PATH, 200, good)
    with pytest.raises(jsonschema.ValidationError):
        check_answer("POST", protocol.EXCHANGE_PATH, 503, protocol.pack(protocol.Cursor()))


@contextmanager
def attacked(council: CouncilServer, token: str) -> Iterator[Callable[[Any], None]]:
    """Sends a case: the answer fits the description, and is no fault."""
    with serving(WebFace(council, limits=FREE)) as address, requests.Session() as session:

        def send(case: Any) -> None:
            case.headers = {**(case.headers or {}), "authorization": f"Bearer {token}"}
            response = case.call(base_url=address, session=session, timeout=20)
            assert response.status_code < 500, f"{response.status_code} {case.as_curl_command()}"
            check_answer(case.method, case.operation.path, response.status_code, response.content)

        yield send


def attack(council: CouncilServer, token: str, mode: GenerationMode, examples: int, seed: bool) -> int:
    """Every door with what the description allows, or forbids. Returns how many requests were made."""
    made = 0
    with attacked(council, token) as send:
        for found in schemathesis.openapi.from_dict(DESCRIPTION).get_all_operations():
            operation = found.ok()

            @given(case=operation.as_strategy(generation_mode=mode))
            @quickly(examples, seeded=seed)
            def try_it(case: Any) -> None:
                nonlocal made
                made += 1
                send(case)

            if mode is GenerationMode.POSITIVE or operation.body or operation.path_parameters:
                try_it()
    return made


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_attacked(ann_in: SignedIn, council: CouncilServer, mode: GenerationMode) -> None:
    """No fault, no half-stored revision, every answer as described."""
    before = check_store(council)
    assert attack(council, ann_in.token, mode, 5, seed=False) > 15
    assert check_store(council) == before


@pytest.mark.prove
@pytest.mark.timeout(230)
@pytest.mark.parametrize("desk", ["sqlite", "postgresql"], indirect=True)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: str(mode.value))
@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
def test_attacked_at_length(ann_in: SignedIn, council: CouncilServer, mode: GenerationMode) -> None:
    before = check_store(council)
    assert attack(council, ann_in.token, mode, 250, seed=True) > 800
    assert check_store(council) == before

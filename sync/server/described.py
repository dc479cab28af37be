"""The doors described in OpenAPI 3.1, made from their list and from the structs of the messages: nothing is typed twice.

A message is one byte, 0 or 1, then msgpack, or msgpack pressed by zlib; OpenAPI has no word for that, so the schema is that of
the msgpack, and the description says the rest. Structs travel as arrays: `prefixItems`, each with the name of its field. Bytes
(msgpack's `bin`) are strings of format `binary`.
"""

from collections.abc import Iterable
from typing import Any, Protocol, cast

import msgspec

from sync.protocol import CONTENT_TYPE, PRESS_FROM, VERSION, Message, Problem

_REF = "#/components/schemas/{name}"
_LEAST, _MOST = -(2**63), 2**64 - 1
_ABOUT = f"""What laptops and the council say to each other. A body of type {CONTENT_TYPE} is one byte and a message: after 0
comes msgpack, after 1 msgpack pressed by zlib (from {PRESS_FROM} bytes on). Structs are msgpack arrays whose fields have fixed
places; a newer side may send more fields at the end, which an older one passes over. Strings of format `binary` are msgpack's
`bin`. An answer with a status of 400 or more is a `Problem`."""


class Described(Protocol):
    """What a door says of itself."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def method(self) -> str: ...  # noqa: D102

    @property
    def path(self) -> str: ...  # noqa: D102

    @property
    def streamed(self) -> bool: ...  # noqa: D102

    @property
    def rest(self) -> bool: ...  # noqa: D102

    @property
    def signed_in(self) -> bool: ...  # noqa: D102

    @property
    def takes(self) -> type[Message] | None: ...  # noqa: D102

    @property
    def gives(self) -> type[Message] | None: ...  # noqa: D102

    @property
    def gives_type(self) -> str: ...  # noqa: D102

    @property
    def statuses(self) -> tuple[int, ...]: ...  # noqa: D102

    @property
    def says(self) -> str: ...  # noqa: D102


def description(doors: Iterable[Described]) -> dict[str, Any]:
    """The OpenAPI document, as plain values."""
    doors = tuple(doors)
    kinds = sorted({kind for door in doors for kind in (door.takes, door.gives, Problem) if kind is not None}, key=_name)
    _, schemas = msgspec.json.schema_components(kinds, ref_template=_REF)
    for name, kind in _structs(kinds).items():
        _name_fields(schemas[name], kind)
    paths: dict[str, dict[str, Any]] = {}
    for door in doors:
        paths.setdefault(f"{door.path}{{sha256}}" if door.rest else door.path, {})[door.method.lower()] = _door(door)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kitchen Table: the council's doors", "version": str(VERSION), "description": _ABOUT},
        "paths": paths,
        "components": {
            "schemas": _bounded(schemas),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "What a sign-in gave."}},
        },
    }


def described(doors: Iterable[Described]) -> bytes:
    """The OpenAPI document as JSON."""
    return msgspec.json.format(msgspec.json.encode(description(doors)), indent=2) + b"\n"


def _door(door: Described) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": door.name.replace(" ", "-"),
        "summary": door.says,
        "responses": {
            **{str(status): {"description": "Done.", "content": _given(door)} for status in door.statuses},
            "default": {"description": "Why there is no answer.", "content": _content(Problem)},
        },
    }
    if door.rest:
        place = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
        said["parameters"] = [{"name": "sha256", "in": "path", "required": True, "schema": place}]
    if door.signed_in:
        said["security"] = [{"token": []}]
    if door.takes is not None:
        said["requestBody"] = {"required": True, "content": _content(door.takes)}
    elif door.streamed:
        said["requestBody"] = {"required": False, "content": {"application/octet-stream": {}}}
    return said


def _given(door: Described) -> dict[str, Any]:
    if door.gives is None:
        return {door.gives_type: {}}
    return _content(door.gives)


def _content(kind: type[Message]) -> dict[str, Any]:
    return {CONTENT_TYPE: {"schema": {"$ref": _REF.format(name=kind.__name__)}}}


def _name(kind: type[Message]) -> str:
    return kind.__name__


def _structs(kinds: list[type[Message]]) -> dict[str, type[Message]]:
    """The structs and those within them, by name."""
    found: dict[str, type[Message]] = {}

    def look(info: Any) -> None:
        if isinstance(info, msgspec.inspect.StructType):
            found[info.cls.__name__] = cast(type[Message], info.cls)
        for field in getattr(info, "fields", ()):
            look(field.type)
        for inside in (*getattr(info, "item_types", ()), *getattr(info, "types", ()), getattr(info, "item_type", None)):
            if inside is not None:
                look(inside)

    for kind in kinds:
        look(msgspec.inspect.type_info(kind))
    return found


def _name_fields(schema: dict[str, Any], kind: type[Message]) -> None:
    for place, field in enumerate(msgspec.structs.fields(kind)):
        schema["prefixItems"][place] = {"title": field.name, **schema["prefixItems"][place]}


def _bounded(schema: Any) -> Any:
    """With the bounds that msgpack's numbers have, and bytes called by their name."""
    if isinstance(schema, list):
        return [_bounded(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _bounded(each) for name, each in schema.items()}
    if found.pop("contentEncoding", None) == "base64":
        found["format"] = "binary"
    if found.get("type") == "integer":
        found = {"minimum": _LEAST, "maximum": _MOST, **found}
    if isinstance(found.get("description"), str):
        found["description"] = " ".join(found["description"].split())
    return found

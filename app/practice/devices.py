"""Laptops' keys, as the council vouches for them: by these every laptop can check who wrote what."""

from typing import ClassVar

from app.practice.groups import Body, Group


class DeviceKey(Body, frozen=True, kw_only=True):
    """The public key (Ed25519, hex) of a registered laptop, in the council's scope; sealed by the council's desk, believed from
    nobody else. A laptop keeps its key for good: who registers anew is another laptop.
    """

    kind: ClassVar[str] = "device-key"
    groups: ClassVar[tuple[Group, ...]] = (Group("key", ("device", "public_key")),)

    device: str
    public_key: str

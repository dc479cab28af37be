"""Where an imported record came from: who wrote it first, and what it said before."""

from typing import ClassVar

import msgspec

from app.practice.groups import Body, Group


class Earlier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One earlier version, as history: the body is kept as the JSON text that it was."""

    author: str
    written: str
    body: str


class Origin(Body, frozen=True, kw_only=True):
    """Provenance of one version of a record that was imported. The importer is the author of the revision itself."""

    kind: ClassVar[str] = "origin"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("origin", ("record", "revision", "was", "author", "staff", "written", "earlier")),
    )

    record: str
    revision: str
    """The revision in this casebook that was made by the import."""
    was: str = ""
    """The revision where it was first written, which papers and answers made there name."""
    author: str
    """The name of who wrote it first."""
    staff: str = ""
    written: str
    earlier: tuple[Earlier, ...] = ()

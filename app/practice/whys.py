"""Why something was done to a record, kept beside it where the record itself has no room for a reason."""

from typing import ClassVar

from app.practice.groups import Body, Group


class Why(Body, frozen=True, kw_only=True):
    """The reason for one revision of another record, in the same scope. `of` is that revision."""

    kind: ClassVar[str] = "why"
    groups: ClassVar[tuple[Group, ...]] = (Group("why", ("record", "of", "words")),)

    record: str
    of: str
    words: str

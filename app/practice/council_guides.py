"""A guide that a council publishes for all its laptops: one record for each guide, whose history holds every version."""

from typing import ClassVar

from app.practice.groups import Body, Group


class CouncilGuide(Body, frozen=True, kw_only=True):
    """One version of a guide, in the words of its file. It takes the place of a guide of this id that ships, until withdrawn.

    The text is kept also where it is in a form that a laptop does not know yet.
    """

    kind: ClassVar[str] = "guide"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("text", ("guide", "version", "text")),
        Group("shown", ("withdrawn",)),
    )

    guide: str
    version: int
    text: str
    withdrawn: bool = False

"""That two records are of one person; and where words went that stood in the wrong record.

Neither names anybody: they hold ids of records only, for whoever may read the one record may not know the other person.
"""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from app.practice.groups import Body, Group


class Joining(Body, frozen=True, kw_only=True):
    """That the person records `one` and `other` (the lesser id first) are one person; or, `apart`, that they are two after all.

    It lies in the scope of `other`. There is one for each pair, the same on every laptop. While some say one thing and some
    another, the two stay apart.
    """

    kind: ClassVar[str] = "joining"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("pair", ("one", "other")),
        Group("apart", ("apart",), protective=("apart",)),
        Group("why", ("why",)),
    )

    one: str
    other: str
    apart: bool = False
    why: str = ""


class Moving(Body, frozen=True, kw_only=True):
    """That a statement stood in the wrong record and went to another; in the scope it left. `back`: it came back.

    `to` is the statement's record there; whoever may not read that learns nothing from it.
    """

    kind: ClassVar[str] = "moving"
    groups: ClassVar[tuple[Group, ...]] = (Group("went", ("statement", "revision", "to", "back")),)

    statement: str
    revision: str
    """The exact revision in which the words were written that went."""
    to: str
    back: bool = False


def mains(joinings: Iterable[Joining]) -> dict[str, str]:
    """For each person record that is joined to others the one under which all of them are shown: the least id among them.

    However they were joined, in a chain or both ways round, everybody works out the same.
    """
    main: dict[str, str] = {}

    def of(record: str) -> str:
        while main.get(record, record) != record:
            record = main[record]
        return record

    for joining in joinings:
        if not joining.apart:
            first, second = sorted((of(joining.one), of(joining.other)))
            main[first] = main[second] = first
    return {record: of(record) for record in main}


def together(main: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each joined person record all that are one with it, itself among them, sorted."""
    by_main: dict[str, list[str]] = {}
    for record in sorted(main):
        by_main.setdefault(main[record], []).append(record)
    return {record: tuple(by_main[main[record]]) for record in main}

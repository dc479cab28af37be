"""What is kept of the people on a frozen paper: each of the circle, and of the person how to reach them, in exact revisions.

Of somebody in the circle a line for each group of what is printed of them, in the order of `OF_CIRCLE`; papers of an earlier
release have one line, that of who they are. Of the person a line for their name, then one for how to reach them where the paper
says that; papers of an earlier release have none.
"""

from collections.abc import Iterable, Sequence

import msgspec

from app.practice.merge import Current
from app.practice.people import CirclePerson, Person
from app.practice.plans import Line

OF_CIRCLE = ("who", "touch", "help", "emergency")
"""The groups of somebody in the circle of which something is printed."""
_PRINTED = ("name", "relation", "telephone", "helps_with", "emergency")


def lines_of_member(member: Current[CirclePerson]) -> tuple[Line, ...]:
    """Somebody of the circle as they are printed now."""
    return tuple(Line(record=member.record, revision=member.carriers[group][0]) for group in OF_CIRCLE)


def lines_of_person(person: Current[Person], *, reach: bool) -> tuple[Line, ...]:
    """The person as they are printed now; `reach` where the paper says how to reach them."""
    groups = ("name", "reach") if reach else ("name",)
    return tuple(Line(record=person.record, revision=person.carriers[group][0]) for group in groups)


def by_record(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """The lines of each record, in their order."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.record, []).append(line)
    return found


def member_printed(bodies: Sequence[CirclePerson]) -> CirclePerson:
    """Somebody of the circle as their lines have them, from the bodies in the revisions of those lines, in their order."""
    groups = [CirclePerson.group_named(name) for name in OF_CIRCLE]
    said = {field: getattr(body, field) for group, body in zip(groups, bodies, strict=False) for field in group.fields}
    return msgspec.structs.replace(bodies[0], **said)


def same_printed(one: CirclePerson, other: CirclePerson) -> bool:
    """Whether the same is printed of both."""
    return all(getattr(one, name) == getattr(other, name) for name in _PRINTED)


def reach_printed(bodies: Sequence[Person]) -> str:
    """How to reach the person as the paper has it; empty where it does not say."""
    return bodies[1].reach.how if len(bodies) > 1 else ""

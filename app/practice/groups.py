"""Groups: the fields of a record that merge together, and by which rule.

Nothing is ever merged inside a field. A group is taken whole from one revision, so nobody's words can end under
another's name.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import msgspec


class Rule(StrEnum):
    """How a group settles when two laptops changed it apart from each other."""

    VERSIONS = "versions"
    """All are kept and shown until somebody settles them: words, money, consent, decisions."""
    ARRANGEMENT = "arrangement"
    """The greatest (generation, id) on every machine: a ring, a rank, the place a visit stopped at."""


@dataclass(frozen=True)
class Group:
    """Fields that merge whole. `protective` names those for which the most careful value rules meanwhile."""

    name: str
    fields: tuple[str, ...]
    rule: Rule = Rule.VERSIONS
    protective: tuple[str, ...] = ()


class Body(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """The content of one revision: a whole snapshot of its record, every group in it.

    A kind may be extended with defaulted fields only, and a default never changes: old bytes keep their meaning.
    Adding a field raises `format`. A body of a higher format than this app knows is kept and passed on unread.
    """

    kind: ClassVar[str]
    format: ClassVar[int] = 1
    groups: ClassVar[tuple[Group, ...]]

    def group(self, group: Group) -> tuple[Any, ...]:
        """The values of the group's fields, in the order in which they are declared."""
        return tuple(getattr(self, name) for name in group.fields)

    @classmethod
    def group_named(cls, name: str) -> Group:
        """The group of that name. Raises KeyError for a name this kind does not have."""
        return {group.name: group for group in cls.groups}[name]

    def with_group(self, group: Group, values: Iterable[Any]) -> "Body":
        """This body with one group put to `values`."""
        return msgspec.structs.replace(self, **dict(zip(group.fields, values, strict=True)))

    def without_answers_to(self, former: Set[str]) -> "Body":
        """This body without what was answered to these revisions, whose words no longer stand. Most kinds hold no answers."""
        return self


def most_careful(values: Iterable[Any]) -> Any:
    """The value that protects most. Protective fields are named so that a mark protects and its absence does not
    (`struck`, `do_not_contact`, `not_to_print`): the first that is set rules, else there is none."""
    given = list(values)
    return next((value for value in given if value), given[0])

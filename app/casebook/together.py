"""Writing it together: which of what people wrote apart may become one wording, and the words being typed for it.

Only what somebody put in words is written together. Decisions, consent, money, dates and choices never are: of those one version
is kept as it is. What a copy that was left says, and what somebody answered, is a record of what was so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from app.casebook.desk import Desk, allow_scope
from app.casebook.forms import FormPlace, form_left
from app.practice.circles import SectorNames
from app.practice.groups import Group
from app.practice.joinings import Joining
from app.practice.people import CirclePerson, Person, Speaker
from app.practice.plans import Action
from app.practice.portraits import Portrait, Profile
from app.practice.statements import Statement
from app.practice.visits import Visit
from app.records.revision import RecordId

Texts = Mapping[str, tuple[str, ...]]
TOGETHER: Mapping[str, Texts] = {
    Statement.kind: {"words": ("words",)},
    Person.kind: {"name": ("name", "known_as"), "home": ("address", "arriving", "telephone"), "reach": ("reach.how",)},
    CirclePerson.kind: {"who": ("name", "relation"), "touch": ("in_touch", "telephone"), "help": ("helps_with",)},
    Visit.kind: {"plan": ("purpose", "where")},
    Action.kind: {"action": ("what", "by_words"), "state": ("reason",)},
    Profile.kind: {"purpose": ("purpose",)},
    Portrait.kind: {"photo": ("shows",)},
    SectorNames.kind: {name: (name.replace(" ", "_"),) for name in ("of family", "of friends", "of neighbours", "of paid")},
    Joining.kind: {"why": ("why",)},
}
"""Per kind and group the fields that hold what somebody wrote; a point leads into a part."""


@dataclass(frozen=True)
class Left:
    """What was being typed for a group and nobody handed in: what stood in the fields, by their names in the form."""

    group: str
    place: FormPlace
    fields: Mapping[str, str]

    @property
    def texts(self) -> tuple[str, ...]:
        """What was typed, as far as it was other than the first version."""
        return tuple(value for name, value in sorted(self.fields.items()) if name.startswith("AnswerField") and value.strip())


def texts_of(kind: str, group: str) -> tuple[str, ...]:
    """The fields of the group that may be written together; nothing where none may."""
    return TOGETHER.get(kind, {}).get(group, ())


def may_be_written_together(kind: str, group: str) -> bool:
    """Whether one wording may take the place of several."""
    return bool(texts_of(kind, group))


def text_in(group: Group, values: Sequence[Any], field: str) -> str:
    """What a version of the group says in one of these fields."""
    name, _, part = field.partition(".")
    value = values[group.fields.index(name)]
    return str(getattr(value, part) if part else value)


def with_texts(group: Group, values: Sequence[Any], texts: Mapping[str, str]) -> tuple[Any, ...]:
    """The version of the group, saying this instead."""
    found = list(values)
    for field, text in texts.items():
        name, _, part = field.partition(".")
        place = group.fields.index(name)
        found[place] = msgspec.structs.replace(found[place], **{part: text}) if part else text
    return tuple(found)


def rest_of(kind: str, group: Group, values: Sequence[Any]) -> Any:
    """What a version says beside its texts, and must not be made of two: of a statement, whose words they are."""
    if kind == Statement.kind:
        speaker: Speaker = values[group.fields.index("speaker")]
        return speaker
    return with_texts(group, values, dict.fromkeys(texts_of(kind, group.name), ""))


def place_of(person: RecordId, record: RecordId, group: str) -> FormPlace:
    """Where the words are kept while they are typed."""
    return FormPlace(f"together {group}", person, record)


def left_of(desk: Desk, record: RecordId) -> list[Left]:
    """What was being typed about the record, also when it was settled meanwhile. Raises `NotFound`, `AnotherVisitUnderWay`."""
    with desk.book.view() as view:
        scope = view.scope_of(record)
        allow_scope(view, scope)
        person = view.joined.main_of(scope.partition(":")[2])
        kind = view.revisions(record)[0].header.kind
    found = []
    for group in TOGETHER.get(kind, ()):
        place = place_of(person, record, group)
        fields = form_left(desk, place)
        if fields:
            found.append(Left(group, place, fields))
    return found

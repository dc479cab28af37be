"""Kinds: how every record is built, so that it can be merged, kept small and extended."""

import dataclasses
from datetime import datetime
from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from app.practice.groups import Body, Group, Rule, most_careful
from app.practice.kinds import ALL, BY_NAME
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.plans import Action
from app.practice.statements import Assent, ReadBack, Statement, Struck

WORDS_MONEY_CONSENT_DECISIONS = {
    "statement": {"words", "read back", "assents", "left out", "keep off"},
    "action": {"action", "state", "left out", "keep off"},
    "visit": {"plan", "worker", "permission", "present", "topics", "course"},
    "agreement": {"answer"},
    "paper version": {"frozen"},
    "copy left": {"copy"},
    "sheet version": {"frozen"},
    "sheet left": {"copy"},
}
ARRANGED = {("statement", "order"), ("action", "order"), ("circle", "place"), ("profile line", "place"), ("visit", "place")} | {
    ("own wish", "wish")
}


def fields(kind: type[Body]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.kind)
class TestEveryKind:
    def test_each_field_is_in_exactly_one_group(self, kind: type[Body]) -> None:
        """A field in no group would never be taken from the other laptop; one in two could tear a group apart."""
        grouped = [name for group in kind.groups for name in group.fields]
        assert sorted(grouped) == sorted(field.name for field in fields(kind))

    def test_group_names_are_told_apart(self, kind: type[Body]) -> None:
        names = [group.name for group in kind.groups]
        assert len(set(names)) == len(names)
        for group in kind.groups:
            assert kind.group_named(group.name) is group

    def test_protective_fields_exist_and_start_open(self, kind: type[Body]) -> None:
        """A protective mark is in its group, is defaulted, and its absence protects nothing."""
        defaults = {field.name: field.default for field in fields(kind)}
        for group in kind.groups:
            for name in group.protective:
                assert name in group.fields
                assert defaults[name] in (False, None)

    def test_protective_groups_hold_marks_only(self, kind: type[Body]) -> None:
        """A protective field beside words would give one version's words with the other's mark unseen."""
        for group in kind.groups:
            if group.protective:
                assert group.fields == group.protective
                assert group.rule is Rule.VERSIONS

    def test_only_places_and_wishes_for_the_view_are_arranged(self, kind: type[Body]) -> None:
        arranged = {(kind.kind, group.name) for group in kind.groups if group.rule is Rule.ARRANGEMENT}
        assert arranged <= ARRANGED
        assert not {name for _, name in arranged} & WORDS_MONEY_CONSENT_DECISIONS.get(kind.kind, set())

    def test_an_unknown_field_is_refused(self, kind: type[Body]) -> None:
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(b'{"a field of the year 2030": 1}', type=kind)

    def test_is_frozen_keyword_only_and_leaves_out_defaults(self, kind: type[Body]) -> None:
        settings = kind.__struct_config__
        assert settings.frozen
        assert settings.omit_defaults
        assert settings.forbid_unknown_fields
        assert kind.__struct_fields__ == kind.__struct_encode_fields__

    def test_names_are_short_enough_for_the_tables(self, kind: type[Body]) -> None:
        assert 0 < len(kind.kind) <= 40
        assert kind.kind.isascii()
        assert kind.format >= 1

    def test_fields_hold_only_what_has_canonical_bytes(self, kind: type[Body]) -> None:
        """No fraction, no bytes and nothing unordered may come into a body, at any depth."""
        for field in fields(kind):
            for leaf in leaves(field.type):
                assert leaf in (str, int, bool, type(None)) or leaf.__name__ in ("date", "datetime") or issubclass(leaf, str)


def leaves(annotation: Any) -> set[type]:
    """Every plain type that may stand in a field."""
    if annotation is Ellipsis:
        return set()
    inner = get_args(annotation)
    if inner:
        return set().union(*(leaves(each) for each in inner))
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return set().union(*(leaves(each) for name, each in get_type_hints(annotation).items() if name in _names(annotation)))
    return {annotation}


def _names(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return kind.__struct_fields__


def test_every_kind_is_known_by_its_name() -> None:
    assert len(BY_NAME) == len(ALL)
    assert all(BY_NAME[kind.kind] is kind for kind in ALL)


def test_every_subclass_is_registered() -> None:
    """A kind that is not in the register would be shown as written with a newer version."""
    assert {each for each in Body.__subclasses__() if each.__module__.startswith("app.")} == set(ALL)


def test_the_words_of_a_statement_stand_with_whose_they_are() -> None:
    """Words, language, speaker, manner, question and picture are taken whole or not at all."""
    assert set(Statement.group_named("words").fields) >= {"words", "language", "speaker", "manner", "asked", "picture"}


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        (Statement, {"struck", "not_for_table", "not_to_print", "not_to_share"}),
        (Action, {"struck", "not_to_print"}),
        (CirclePerson, {"do_not_contact"}),
    ],
)
def test_marks_that_protect_are_protective(kind: type[Body], marks: set[str]) -> None:
    assert {name for group in kind.groups for name in group.protective} == marks


@pytest.mark.parametrize(
    ("values", "ruling"),
    [
        ([False, True], True),
        ([True, False], True),
        ([False, False], False),
        ([None, Struck()], Struck()),
        ([None, Struck(reason="she asked"), None], Struck(reason="she asked")),
        ([None, None], None),
    ],
)
def test_the_most_careful_value_rules(values: list[Any], ruling: Any) -> None:
    assert most_careful(values) == ruling


def test_a_strike_without_a_reason_still_strikes() -> None:
    """`Struck()` is an empty object and must not count as none."""
    speaker = Speaker(role=Role.PERSON)
    assert not Statement(words="tea", speaker=speaker, struck=Struck()).may_be_seen


def test_rewording_lets_what_was_agreed_lapse() -> None:
    """Read-back and assents were given for the old words."""
    speaker = Speaker(role=Role.PERSON)
    before = Statement(
        words="two sugars",
        speaker=speaker,
        read_back=ReadBack(answer="yes", of="ab" * 32),
        assents=(Assent(who=speaker, agrees=True, of="ab" * 32),),
    )
    after = before.reworded("one sugar")
    assert after.read_back is None
    assert after.assents == ()
    assert before.reworded("two sugars") is before


def test_with_group_changes_that_group_alone() -> None:
    before = Person(name="Iris Bell", known_as="Iris", telephone="01234")
    after = before.with_group(Group("name", ("name", "known_as")), ("Iris Marsh", "Iris"))
    assert (after.name, after.known_as, after.telephone) == ("Iris Marsh", "Iris", "01234")


def test_with_group_needs_a_value_for_each_field() -> None:
    with pytest.raises(ValueError, match="zip"):
        Person(name="Iris").with_group(Person.group_named("name"), ("Iris",))


def test_times_are_moments() -> None:
    """Every time in a body is a datetime, kept in UTC by the canonical bytes; days are days."""
    times = [field.name for kind in ALL for field in fields(kind) if datetime in leaves(field.type)]
    assert times
    assert all(name.endswith("_at") or name == "planned_for" for name in times)


def test_groups_are_values() -> None:
    """A group cannot be changed by accident while the app runs."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Statement.groups[0].rule = Rule.ARRANGEMENT  # type: ignore[misc]  # that it cannot is the point

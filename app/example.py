"""The example council: made-up people, written by hand in resources/example, brought into a casebook as records.

Record ids are derived from the keys in those files, so that the same example is the same everywhere.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

import resources
from app.casebook.desk import RANK_STEP, Desk
from app.casebook.profile import line_record
from app.practice.groups import Body
from app.practice.guides import GuideShelf
from app.practice.people import CirclePerson, Council, Person, Role, Speaker, Staff
from app.practice.plans import Action, ProfileLine, Section
from app.practice.statements import Answer, Asked, Assent, ReadBack, Statement
from app.practice.visits import Visit
from app.records.book import Unit
from app.records.revision import RecordId, derived_record, person_scope

B = TypeVar("B", bound=Body)

Table = Mapping[str, Any]


@dataclass(frozen=True)
class ExampleStaff:
    """A made-up member of staff: who they are, and how they sign in and unlock."""

    key: str
    body: Staff
    password: str
    passphrase: str
    works_with: tuple[str, ...]


@dataclass(frozen=True)
class ExampleCouncil:
    """The made-up council."""

    body: Council
    staff: tuple[ExampleStaff, ...]
    today: datetime

    def member(self, key: str) -> ExampleStaff:
        """The member of staff of that key. Raises KeyError."""
        return {each.key: each for each in self.staff}[key]


def example_council() -> ExampleCouncil:
    """The example council as it is written."""
    told = tomllib.loads(resources.example_council_text())
    with_whom = {row["staff"]: tuple(row["people"]) for row in told["works_with"]}
    body = msgspec.convert({name: told[name] for name in ("name", "telephone", "address", "hours", "disagree")}, Council)
    staff = tuple(
        ExampleStaff(
            key=row["key"],
            body=msgspec.convert({name: row[name] for name in ("name", "sign_in", "role")}, Staff),
            password=row["password"],
            passphrase=row["passphrase"],
            works_with=with_whom.get(row["key"], ()),
        )
        for row in told["staff"]
    )
    day = told["today"]
    return ExampleCouncil(body, staff, datetime(day.year, day.month, day.day, tzinfo=UTC))


def example_people() -> dict[str, Table]:
    """What is written about each person, by key."""
    return {name.removesuffix(".toml"): tomllib.loads(text) for name, text in resources.example_people_texts()}


def example_visit() -> Table:
    """The script of the example visit."""
    return tomllib.loads(resources.example_visit_text())


def example_record(person: str, key: str = "") -> RecordId:
    """The record of a person of the example, or of something in their record."""
    return derived_record("example", person, key)


def load_people(desk: Desk, keys: Iterable[str], *, shift: timedelta = timedelta()) -> None:
    """Write the records of these people into a casebook, every date moved by `shift` whole days."""
    everyone = example_people()
    names = {each.key: each.body.name for each in example_council().staff}
    for key in keys:
        with desk.book.unit() as unit:
            _Telling(unit, desk, everyone[key], names, shift).write()
            unit.commit()


class _Telling:
    """Writes one person's record."""

    def __init__(self, unit: Unit, desk: Desk, told: Table, staff: Mapping[str, str], shift: timedelta) -> None:
        self._unit = unit
        self._guides: GuideShelf = desk.guides
        self._me = desk.me
        self._told = told
        self._key = str(told["key"])
        self._person = example_record(self._key)
        self._scope = person_scope(self._person)
        self._staff = staff
        self._shift = shift
        self._called = str(told["person"].get("known_as") or told["person"]["name"])
        self._circle = {row["key"]: str(row["name"]) for row in told.get("circle", ())}

    def write(self) -> None:
        """Write everything that is told about the person."""
        self._seal("", msgspec.convert(self._told["person"], Person))
        for row in self._told.get("circle", ()):
            self._seal(row["key"], msgspec.convert(_without(row, "key"), CirclePerson))
        for row in self._told.get("visit", ()):
            self._seal(row["key"], self._visit(row))
        for place, row in enumerate(self._told.get("statement", ()), start=1):
            self._statement(row, place * RANK_STEP)
        for place, row in enumerate(self._told.get("action", ()), start=1):
            self._seal(row["key"], self._action(row, place * RANK_STEP))
        for section in Section:
            for place, key in enumerate(self._told.get("profile", {}).get(section.value, ()), start=1):
                statement = example_record(self._key, key)
                line = ProfileLine(statement=statement, section=section, rank=place * RANK_STEP)
                self._unit.seal(line, scope=self._scope, record=line_record(statement))

    def _seal(self, key: str, body: Body, onto: tuple[str, ...] = ()) -> str:
        record = example_record(self._key, key) if key else self._person
        self._unit.seal(body, scope=self._scope, record=record, onto=onto)
        return self._unit.revisions(record)[-1].id

    def _visit(self, row: Table) -> Visit:
        moved = {
            name: value.astimezone(UTC) + self._shift if isinstance(value, datetime) else value
            for name, value in _without(row, "key", "staff", "present").items()
        }
        visit = msgspec.convert(moved, Visit)
        present = tuple(self._speaker(each) for each in row.get("present", ()))
        return msgspec.structs.replace(visit, staff=self._me.who, present=present)

    def _statement(self, row: Table, rank: int) -> None:
        private = bool(row.get("not_for_table", False))
        body = Statement(
            words=row["words"],
            language=row.get("language", "en"),
            speaker=self._speaker(row["speaker"]),
            manner=row["manner"],
            asked=self._asked(row),
            visit=example_record(self._key, row["visit"]),
            not_for_table=private,
            not_to_print=private or bool(row.get("not_to_print", False)),
            not_to_share=private,
            rank=rank,
        )
        body = msgspec.convert(msgspec.to_builtins(body), Statement)
        revision = self._seal(row["key"], body)
        assents = tuple(
            Assent(who=self._speaker(each["who"]), agrees=each["agrees"], of=revision) for each in row.get("assents", ())
        )
        heard = ReadBack(answer=Answer(row["read_back"]), of=revision) if row.get("read_back") else None
        if heard or assents:
            self._seal(row["key"], msgspec.structs.replace(body, read_back=heard, assents=assents), (revision,))

    def _action(self, row: Table, rank: int) -> Action:
        plain = {name: row[name] for name in ("what", "by_words", "state", "reason") if name in row}
        action = msgspec.convert(plain, Action)
        return msgspec.structs.replace(
            action,
            who=self._speaker(row["who"]) if row.get("who") else None,
            by=row["by"] + self._shift if row.get("by") else None,
            settled_on=row["settled_on"] + self._shift if row.get("settled_on") else None,
            towards=example_record(self._key, row["towards"]) if row.get("towards") else "",
            visit=example_record(self._key, row["visit"]) if row.get("visit") else "",
            rank=rank,
        )

    def _asked(self, row: Table) -> Asked:
        guide = self._guides.get(row.get("guide", ""))
        prompt = guide.prompt_named(row["prompt"]) if guide else None
        if guide is None or prompt is None:
            return Asked()
        return Asked(guide=guide.id, version=guide.version, prompt=prompt.id, question=prompt.question)

    def _speaker(self, key: str) -> Speaker:
        if key == "person":
            return Speaker(role=Role.PERSON, name=self._called, who=self._person)
        if key in self._staff:
            return self._me if self._staff[key] == self._me.name else Speaker(role=Role.WORKER, name=self._staff[key])
        return Speaker(role=Role.OTHER, name=self._circle[key], who=example_record(self._key, key))


def _without(row: Table, *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}

"""The guides that a council publishes for all its laptops: one record for each, and a revision for each version of it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection, select

import resources
from app.practice.council_guides import CouncilGuide
from app.practice.errors import GuideMistake, NotFound
from app.practice.guide_files import line_of, read_guide
from app.practice.guides import Guide
from app.records import ledger
from app.records.canonical import canonical_bytes
from app.records.revision import COUNCIL_SCOPE, derived_record
from app.records.tables import revision
from sync.protocol import REVISION_LIMIT
from sync.server import audit
from sync.server.desk import Desk, hand_in, sealed
from sync.server.projection import now_of


class GuideLine(NamedTuple):
    """A guide as the list shows it. `readable`: whether this version of the app knows the form it is in."""

    guide: str
    version: int
    name: str
    published: bool
    withdrawn: bool = False
    readable: bool = True


class Ledger(Protocol):
    """The council's record, as far as its guides need it."""

    clock: Callable[[], datetime]

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection on which one at a time writes."""


class GuideDesk:
    """Publishing, withdrawing and listing guides at the council's desk."""

    def __init__(self, council: Ledger, desk: Desk) -> None:
        self._council = council
        self._desk = desk

    def publish(self, text: str, file: str) -> Guide:
        """From now on every laptop offers this guide, at its next exchange. Published twice, nothing changes.

        Raises `GuideMistake` where the file has a mistake, or the number of its version was given away before.
        """
        pictures = frozenset(symbol.word for symbol in resources.symbols())
        guide = read_guide(text, file, pictures=pictures)
        body = CouncilGuide(guide=guide.id, version=guide.version, text=text)
        if len(canonical_bytes(body)) > REVISION_LIMIT:
            raise GuideMistake(file=file, line=0, where="", what=f"longer than {REVISION_LIMIT // 1024} kB")
        at = self._council.clock()
        with self._council.writing() as connection:
            former = _published(connection).get(guide.id)
            if former != body:
                self._check_number(guide, former, text, file)
                self._keep(connection, body, at)
                audit.note(connection, at, "guide published", staff=self._desk.staff)
        return guide

    def withdraw(self, guide_id: str) -> CouncilGuide:
        """From now on no laptop offers what was published as this guide; one that ships is offered again. Raises `NotFound`."""
        at = self._council.clock()
        with self._council.writing() as connection:
            former = _published(connection).get(guide_id)
            if former is None:
                raise NotFound(what="guide", name=guide_id)
            if not former.withdrawn:
                self._keep(connection, msgspec.structs.replace(former, withdrawn=True), at)
                audit.note(connection, at, "guide withdrawn", staff=self._desk.staff)
        return former

    def all(self) -> list[GuideLine]:
        """What is offered, as it ships and as it was published; also what was withdrawn. By name of the guide."""
        with self._council.writing() as connection:
            published = _published(connection)
        ships = {guide.id: guide for guide in _shipped()}
        lines = [_line(each) for each in published.values()]
        covered = {each.guide for each in published.values() if not each.withdrawn}
        lines += [
            GuideLine(each.id, each.version, each.name, published=False) for each in ships.values() if each.id not in covered
        ]
        return sorted(lines, key=lambda line: (line.guide, line.published))

    def _keep(self, connection: Connection, body: CouncilGuide, at: datetime) -> None:
        record = derived_record(CouncilGuide.kind, body.guide)
        onto = ledger.heads_of(connection, record)
        hand_in(connection, self._desk, [sealed(self._desk, body, COUNCIL_SCOPE, record, at, onto)], at)

    def _check_number(self, guide: Guide, former: CouncilGuide | None, text: str, file: str) -> None:
        """A number names one wording for good: what was asked names the version in which it was asked."""
        ships = max((each.version for each in _shipped() if each.id == guide.id), default=0)
        newest = max(ships, former.version if former else 0)
        again = former is not None and former.withdrawn and former.text == text
        if guide.version <= newest and not again:
            what = f"version {newest} is there already; give this one the number {newest + 1}"
            raise GuideMistake(file=file, line=line_of(text, "version"), where="version", what=what)


def _published(connection: Connection) -> dict[str, CouncilGuide]:
    query = select(revision.c.record).where(revision.c.scope == COUNCIL_SCOPE, revision.c.kind == CouncilGuide.kind).distinct()
    bodies = (now_of(connection, record) for record in connection.execute(query).scalars().all())
    return {body.guide: body for body in bodies if isinstance(body, CouncilGuide)}


def _shipped() -> Iterable[Guide]:
    return (read_guide(text, name) for name, text in resources.guide_files())


def _line(body: CouncilGuide) -> GuideLine:
    try:
        name, readable = read_guide(body.text, body.guide).name, True
    except GuideMistake:
        name, readable = body.guide, False
    return GuideLine(body.guide, body.version, name, published=True, withdrawn=body.withdrawn, readable=readable)

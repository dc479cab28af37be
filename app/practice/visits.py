"""Visits: planned, begun with permission, paused, ended; and where in the conversation one stopped."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

import msgspec

from app.practice.errors import PermissionMissing, VisitNotUnderWay
from app.practice.groups import Body, Group, Rule
from app.practice.people import Speaker


class VisitStatus(StrEnum):
    """Where a visit is in its life."""

    PLANNED = "planned"
    UNDER_WAY = "under way"
    PAUSED = "paused"
    ENDED = "ended"


class Permission(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """The answer to: is it all right if I write things down on this? On no, the lid closes."""

    given: bool
    words: str = ""


class Place(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """Where in the conversation a visit is, so that it goes on exactly there."""

    guide: str = ""
    prompt: str = ""
    screen: str = ""


class Visit(Body, frozen=True, kw_only=True):
    """One meeting with the person. All times are UTC."""

    kind: ClassVar[str] = "visit"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("plan", ("planned_for", "purpose", "where")),
        Group("worker", ("staff",)),
        Group("permission", ("permission",)),
        Group("present", ("present",)),
        Group("topics", ("topics",)),
        Group("course", ("status", "began_at", "paused_at", "ended_at")),
        Group("place", ("place",), Rule.ARRANGEMENT),
    )

    planned_for: datetime | None = None
    purpose: str = ""
    where: str = ""
    staff: str = ""
    permission: Permission | None = None
    present: tuple[Speaker, ...] = ()
    topics: tuple[str, ...] = ()
    status: VisitStatus = VisitStatus.PLANNED
    began_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    place: Place = Place()

    @property
    def under_way(self) -> bool:
        """Whether the visit is open now."""
        return self.status is VisitStatus.UNDER_WAY

    def begun(
        self,
        *,
        permission: Permission,
        present: tuple[Speaker, ...],
        topics: tuple[str, ...],
        at: datetime,
    ) -> "Visit":
        """This visit, open. Raises `PermissionMissing` when the person has said no: then nothing is typed."""
        if not permission.given:
            raise PermissionMissing(visit="")
        if self.status is VisitStatus.ENDED:
            raise VisitNotUnderWay(visit="", status=self.status)
        return msgspec.structs.replace(
            self,
            permission=permission,
            present=present,
            topics=topics,
            status=VisitStatus.UNDER_WAY,
            began_at=self.began_at or at,
            paused_at=None,
        )

    def kept_on_paper(self, permission: Permission, *, present: tuple[Speaker, ...], at: datetime) -> "Visit":
        """This visit with the lid closed: the person said no to the laptop, and what they say goes on paper."""
        return msgspec.structs.replace(
            self,
            permission=permission,
            present=present,
            status=VisitStatus.PAUSED,
            began_at=self.began_at or at,
            paused_at=at,
        )

    def resumed(self) -> "Visit":
        """This visit, open again where it stopped. Raises `VisitNotUnderWay` unless it was paused."""
        if self.status is not VisitStatus.PAUSED:
            raise VisitNotUnderWay(visit="", status=self.status)
        return msgspec.structs.replace(self, status=VisitStatus.UNDER_WAY, paused_at=None)

    def paused(self, at: datetime) -> "Visit":
        """This visit, paused. Raises `VisitNotUnderWay`."""
        self._must_be_under_way()
        return msgspec.structs.replace(self, status=VisitStatus.PAUSED, paused_at=at)

    def ended(self, at: datetime) -> "Visit":
        """This visit, ended. The visit it was stays in the history. Raises `VisitNotUnderWay`."""
        if self.status not in (VisitStatus.UNDER_WAY, VisitStatus.PAUSED):
            raise VisitNotUnderWay(visit="", status=self.status)
        return msgspec.structs.replace(self, status=VisitStatus.ENDED, ended_at=at, paused_at=None)

    def at_place(self, place: Place) -> "Visit":
        """This visit with the place it is at."""
        return msgspec.structs.replace(self, place=place)

    def _must_be_under_way(self) -> None:
        if not self.under_way:
            raise VisitNotUnderWay(visit="", status=self.status)

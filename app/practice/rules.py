"""What a council sets for all its laptops, in one record of the council's scope. Every rule has a default that Settings shows."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

import msgspec

from app.practice.groups import Body, Group


class Lock(StrEnum):
    """What opens a casebook. There is always a recovery besides, sealed to the council or written down on paper."""

    ANY = ""
    """The worker chooses."""
    PASSPHRASE = "passphrase"
    KEYRING = "keyring"
    BOTH = "both"


class LaptopRules(Body, frozen=True, kw_only=True):
    """How the council's laptops behave. `seal_key` is the public half of the council's key (X25519, hex), to which recovery keys
    and waiting files are sealed; empty while the council has none.
    """

    kind: ClassVar[str] = "laptop-rules"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("offline", ("offline_days", "warn_days")),
        Group("visit", ("visit_hours",)),
        Group("backup", ("backup_days",)),
        Group("lock", ("lock",)),
        Group("seal", ("seal_key",)),
    )

    offline_days: int = 30
    """A laptop that has not exchanged for so many days asks for an exchange before it shows anybody's record. 0: never."""
    warn_days: int = 2
    """It says so this many days before."""
    visit_hours: int = 2
    """How long an open visit may keep its words on the laptop: two hours at most."""
    backup_days: int = 30
    """A record leaves a laptop when the council has it in a backup, or after so many days."""
    lock: Lock = Lock.ANY
    seal_key: str = ""


DEFAULT_RULES = LaptopRules()
MOST_VISIT_HOURS = 2
BELIEVED_AT_ONCE = timedelta(days=366)
"""A clock that jumps further than this was set wrong: no laptop sleeps so long."""

COUNTED_AGAIN_AT_ONCE = timedelta(days=1)
"""Of time that the clock had shown before, so much counts at one look: a night, not the months by which it had been wrong."""


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """How long a laptop has been away from its council, by a clock that may be wrong.

    The rule: time counts while the clock goes forward. Put back, it counts on from where it was put, so nothing is won by it;
    when it is set right again, of the time that it had shown before a day counts at most. A jump of more than `BELIEVED_AT_ONCE`
    is a clock set wrong: it counts only up to the warning, so that a wrong clock locks nobody out. An exchange begins anew.
    """

    seconds: float = 0.0
    last: datetime | None = None
    """The clock when it was last looked at."""
    furthest: datetime | None = None
    """The furthest it has been since the last exchange."""

    def seen(self, now: datetime, rules: LaptopRules) -> "Away":
        """After a look at the clock."""
        if self.last is None or self.furthest is None:
            return Away(seconds=self.seconds, last=now, furthest=now)
        again = max(min(now, self.furthest) - self.last, timedelta(0))
        step = min(again, COUNTED_AGAIN_AT_ONCE) + max(now - self.furthest, timedelta(0))
        seconds = self.seconds + step.total_seconds()
        if step > BELIEVED_AT_ONCE:
            warned = (rules.offline_days - rules.warn_days) * 86_400.0
            seconds = max(self.seconds, min(seconds, warned))
        return Away(seconds=seconds, last=now, furthest=max(now, self.furthest))

    def left(self, rules: LaptopRules) -> timedelta | None:
        """How long until an exchange is asked for; None when the council asks for none."""
        if not rules.offline_days:
            return None
        return timedelta(days=rules.offline_days) - timedelta(seconds=self.seconds)


def met(now: datetime) -> Away:
    """Just after an exchange."""
    return Away(last=now, furthest=now)

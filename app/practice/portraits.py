"""The photo a person chose of themselves, and the purposes for which they have a one-page profile of their own.

A laptop of an earlier release keeps both and passes them on unread: it goes on showing the first profile, without a photo.
"""

from datetime import datetime
from typing import ClassVar

from app.practice.groups import Body, Group
from app.practice.people import Speaker
from app.practice.photos import PhotoHash, photo_in

MAIN = "main"
"""The first profile, which needs no record: its lines name this as their purpose."""
LONGEST_PURPOSE = 60
"""Letters of what a profile is for: it stands on one line under the name."""
LONGEST_SHOWS = 200
"""Letters of what a photo shows, for whoever cannot see it."""


class Portrait(Body, frozen=True, kw_only=True):
    """The photo that stands for the person on their page and on their paper. There is one for a person."""

    kind: ClassVar[str] = "portrait"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("photo", ("photo", "shows", "chosen_by", "chosen_at", "visit")),
        Group("withdrawn", ("withdrawn",), protective=("withdrawn",)),
    )

    photo: str
    """As bodies name photos."""
    shows: str = ""
    """What can be seen on it, in words."""
    chosen_by: Speaker
    chosen_at: datetime
    visit: str = ""
    withdrawn: bool = False
    """The person does not want it used any more: from then on it is on no screen and on no paper that is made."""

    @property
    def hash(self) -> PhotoHash:
        """The photo; empty while it is withdrawn."""
        return "" if self.withdrawn else photo_in(self.photo)


class Profile(Body, frozen=True, kw_only=True):
    """A further one-page profile: for school, for the hospital, for the new carer. Its lines name its record as their purpose."""

    kind: ClassVar[str] = "profile"
    groups: ClassVar[tuple[Group, ...]] = (
        Group("purpose", ("purpose", "made_at")),
        Group("put away", ("put_away",), protective=("put_away",)),
    )

    purpose: str
    """What it is for, in the words of whoever named it."""
    made_at: datetime
    put_away: bool = False
    """It is not needed any more. What was printed from it stays known."""

"""Statements: what anyone says, whose words they are, how they came, and what was agreed about them."""

from collections.abc import Set
from enum import StrEnum
from typing import ClassVar

import msgspec

from app.practice.groups import Body, Group, Rule
from app.practice.people import Role, Speaker
from app.practice.photos import PhotoHash, photo_in


class Manner(StrEnum):
    """How words came."""

    SPOKEN = "spoken"
    SIGNED = "signed"
    WRITTEN = "written"
    POINTED = "pointed"
    SHOWN = "shown"
    OBSERVED = "observed"
    TOLD = "told"
    """Told by someone else."""


class Answer(StrEnum):
    """What the speaker said when their words were read back."""

    YES = "yes"
    NOT_QUITE = "not quite"


class ReadBack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to hearing the words again. `of` is the exact revision that was read aloud."""

    answer: Answer
    of: str


class Assent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody else's yes or no to the words: `Ann nodded`. `of` is the exact revision it was given for."""

    who: Speaker
    agrees: bool
    of: str


class Struck(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """That the words were left out after they had left the laptop, and why."""

    reason: str = ""


class Asked(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
):
    """The question as it was asked, and where in which guide it stood."""

    guide: str = ""
    version: int = 0
    prompt: str = ""
    question: str = ""


class Statement(Body, frozen=True, kw_only=True):
    """The words of one speaker to one question. A different speaker is a different statement."""

    kind: ClassVar[str] = "statement"
    groups: ClassVar[tuple[Group, ...]] = (
        Group(
            "words",
            (
                "words",
                "language",
                "speaker",
                "manner",
                "asked",
                "visit",
                "picture",
                "by_paper",
            ),
        ),
        Group("read back", ("read_back",)),
        Group("assents", ("assents",)),
        Group("left out", ("struck",), protective=("struck",)),
        Group(
            "keep off",
            ("not_for_table", "not_to_print", "not_to_share"),
            protective=("not_for_table", "not_to_print", "not_to_share"),
        ),
        Group("order", ("rank",), Rule.ARRANGEMENT),
    )

    words: str
    language: str = "en"
    speaker: Speaker
    manner: Manner = Manner.SPOKEN
    asked: Asked = Asked()
    visit: str = ""
    picture: str = ""
    by_paper: bool = False
    """Written on paper at the visit and entered later, as the worker's record."""
    read_back: ReadBack | None = None
    assents: tuple[Assent, ...] = ()
    struck: Struck | None = None
    not_for_table: bool = False
    not_to_print: bool = False
    not_to_share: bool = False
    rank: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a worker's note that never reaches the table."""
        return self.not_for_table

    @property
    def may_be_seen(self) -> bool:
        """Whether it may stand on a screen that faces the person."""
        return not self.not_for_table and self.struck is None

    @property
    def may_be_printed(self) -> bool:
        """Whether it may stand on paper."""
        return self.may_be_seen and not self.not_to_print

    @property
    def may_be_shown_as_theirs(self) -> bool:
        """Whether it is the person's own words, fit for the turned screen."""
        return self.may_be_seen and self.speaker.role is Role.PERSON

    def without_answers_to(self, former: Set[str]) -> "Statement":
        """This statement without read-back and assents that were given for one of these revisions."""
        heard = None if self.read_back and self.read_back.of in former else self.read_back
        assents = tuple(each for each in self.assents if each.of not in former)
        return msgspec.structs.replace(self, read_back=heard, assents=assents)

    def reworded(self, words: str, manner: Manner | None = None) -> "Statement":
        """The same speaker's statement in other words. Read-back and assents were given for the old words: they lapse."""
        if words == self.words and manner in (None, self.manner):
            return self
        return msgspec.structs.replace(self, words=words, manner=manner or self.manner, read_back=None, assents=())

    def pictured(self, picture: str) -> "Statement":
        """The same words with another picture. What was agreed was agreed about the words with the former one: it lapses."""
        if picture == self.picture:
            return self
        return msgspec.structs.replace(self, picture=picture, read_back=None, assents=())

    @property
    def photo(self) -> PhotoHash:
        """The photo that belongs to the words; empty when there is none, or the picture is one of a guide's."""
        return photo_in(self.picture)

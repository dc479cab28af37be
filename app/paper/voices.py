"""Whose words stand on a paper, as they can be printed, and what every paper says at its foot."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.paper.letters import Reading, firm, shortened, tidy
from app.paper.own_fonts import own_fonts
from app.paper.setting import Part
from app.paper.typeface import covered
from app.paper.words import PaperWords
from app.practice.papers import PagePhoto, PagePurpose, PaperLine, Stamp
from app.practice.people import CirclePerson, Person, Role, Speaker
from app.practice.statements import Manner

LONGEST_NAME = 240
LONGEST_NAME_AT_FOOT = 48
_OWN = frozenset({Manner.SPOKEN, Manner.SIGNED, Manner.WRITTEN, Manner.TOLD})
"""How a person's own words come; then no name need stand under them."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass
class Voices:
    """Reads names and words onto one paper about one person."""

    person: Person
    say: PaperWords
    reading: Reading = field(default_factory=lambda: Reading(covered))

    def __post_init__(self) -> None:
        own_fonts.look_again()

    @property
    def called(self) -> str:
        """The name the person likes; empty when its letters cannot be printed."""
        return shortened(self.reading.line(self.person.called, "", ""), LONGEST_NAME)

    @property
    def name_is_kept_back(self) -> bool:
        """Whether there is a name whose letters cannot be printed."""
        return not self.called and bool(tidy(self.person.called))

    @property
    def full_name(self) -> str:
        """Their whole name; the one they like while only its letters can be printed; empty when neither can."""
        return shortened(self.reading.line(self.person.name or self.person.called, "", ""), LONGEST_NAME) or self.called

    def purpose(self, purpose: PagePurpose | None) -> str:
        """What the page is for; nothing on the first profile."""
        return self.reading.line(purpose.words, purpose.record, self.say.say("cannot.detail")) if purpose else ""

    def photo(self, photo: PagePhoto) -> str:
        """The photo in words, for whoever cannot see it."""
        name = tidy(self.person.called) or self.say.nobody(Role.PERSON)
        if photo.shows.strip():
            return self.say.say("profile.photo_shows", name=name, shows=photo.shows)
        return self.say.say("profile.photo", name=name)

    def words(self, text: str, record: str = "") -> str:
        """Words, or the sentence that says that they cannot be printed yet."""
        return self.reading.words(text, record, self.say.say("cannot.words"))

    def detail(self, text: str) -> str:
        """An address, a telephone number, an hour: or the words that say that it cannot be printed yet."""
        return self.reading.line(text, "", self.say.say("cannot.detail"))

    def name(self, speaker: Speaker, record: str = "") -> str:
        """The name of somebody, or what stands for it."""
        given = speaker.name or (self.person.called if speaker.role is Role.PERSON else "")
        name = self.reading.line(given, record, self.say.say("cannot.name"))
        return shortened(name, LONGEST_NAME) or self.say.nobody(speaker.role)

    def name_of(self, person: CirclePerson) -> str:
        """The name of somebody in the circle, or what stands for it."""
        name = self.reading.line(person.name, "", self.say.say("cannot.name"))
        return shortened(name, LONGEST_NAME) or self.say.nobody(Role.OTHER)

    def name_on_circle(self, name: str, record: str) -> str:
        """A name in the drawing of the circle, or what stands for it."""
        return shortened(self.reading.line(name, record, self.say.say("cannot.name")), LONGEST_NAME) or self.say.nobody(
            Role.OTHER
        )

    def said_by(self, line: PaperLine) -> str:
        """Who said it and how; empty for the person's own words."""
        if line.speaker.role is Role.PERSON and line.manner in _OWN:
            return ""
        return self.say.said_by(line.speaker, line.manner, self.name(line.speaker, line.record))

    def parts(self, line: PaperLine) -> tuple[Part, ...]:
        """A line as it can be printed: its words, or while it is not settled every version under the names of who wrote it.
        Nothing when there is no word in it."""
        read = [self.words(each.words, each.record) for each in line.printed]
        if not any(read):
            return ()
        return tuple(
            Part(
                words or self.say.say("versions.nothing"),
                self.said_by(each) if words else "",
                self.language_of(each, words) if words else "",
                self.wrote(each.authors, each.record) if line.versions else "",
            )
            for each, words in zip(line.printed, read, strict=True)
        )

    def note(self, line: PaperLine) -> str:
        """What stands under a line that is not settled; empty for one that is."""
        return self.say.say("versions.not_settled") if line.versions else ""

    def wrote(self, authors: Sequence[str], record: str) -> str:
        """Who wrote the version that follows."""
        names = [shortened(self.reading.line(name, record, self.say.say("cannot.name")), 60) for name in authors]
        names = [*names[:1], *(self._among(name) for name in names[1:])]
        return self.say.say("versions.wrote", names=self.say.names(names)) if names else self.say.say("versions.somebody")

    def made_with(self, speakers: Sequence[Speaker], stamp: Stamp) -> str:
        """Who helped to write it, and the day."""
        names = list(dict.fromkeys(self._among(shortened(self.name(speaker), 60)) for speaker in speakers))
        date = firm(self.say.date(stamp.made_on))
        if not names:
            return self.say.say("profile.made", date=date)
        return self.say.say("profile.made_with", names=self.say.names(names), date=date)

    def _among(self, name: str) -> str:
        """A name as it stands in the middle of a sentence."""
        return self.say.say("cannot.name_among") if name == self.say.say("cannot.name") else name

    def language_of(self, line: PaperLine, printed: str) -> str:
        """The language of a line where it is another than the paper's."""
        paper = self.say.language.partition("-")[0].lower()
        if line.language.partition("-")[0].lower() == paper or not _LANGUAGE.fullmatch(line.language):
            return ""
        return line.language if printed != self.say.say("cannot.words") else ""

    def foot(self, name: str, stamp: Stamp, longest: int = LONGEST_NAME_AT_FOOT) -> tuple[str, Callable[[int, int], str]]:
        """What stands at the foot: what the paper is, and its code and page. A paper not yet frozen is a draft."""
        name = shortened(name, min(longest, LONGEST_NAME_AT_FOOT)) or self.say.say(
            "cannot.footer_name" if self.name_is_kept_back else "nobody.person"
        )
        date = firm(self.say.date(stamp.made_on))
        if not stamp.code:
            return (
                self.say.say("foot.draft", name=name, date=date).replace("….", "…"),
                lambda page, pages: self.say.say("foot.draft_page", page=page, pages=pages),
            )
        return (
            self.say.say("foot.version", name=name, version=stamp.version, date=date).replace("….", "…"),
            lambda page, pages: self.say.say("foot.code", code=stamp.code, page=page, pages=pages),
        )

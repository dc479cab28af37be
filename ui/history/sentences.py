"""What a line of a history says, in sentences."""

from datetime import datetime, timedelta

from app.casebook.history import Author, Told
from app.practice.people import Role
from app.practice.telling import Deed
from ui.words import Words, uk_time

RECENT_DAYS = 6
"""How far back a weekday alone says which day it was."""
NAMED_LATER = frozenset({Deed.AGREED, Deed.DIFFERED, Deed.ERASED})
"""Sentences in which the writer does not stand first."""


class Sentences:
    """Says who did what, when and at which visit. `now` is the time in UTC; `person` what the person likes to be called."""

    def __init__(self, words: Words, now: datetime, person: str) -> None:
        self._words, self._today, self._person = words, uk_time(now).date(), person

    def says(self, told: Told) -> str:
        """The line itself."""
        at_visit = bool(told.visit) and self._same_day(told) and self._words.has(f"history.deed_visit.{told.deed.value}")
        key = f"history.deed_visit.{told.deed.value}" if at_visit else f"history.deed.{told.deed.value}"
        given = {"who": self.called(told.who, within=told.deed in NAMED_LATER), "when": self.when(told)}
        if "name" in self._words.placeholders(key):
            given["name"] = self._speaker(told) or told.first_by or self._words("history.somebody")
        return self._words(key, **given)

    def also(self, told: Told) -> list[str]:
        """What else there is to say of it."""
        words, found = self._words, []
        if told.deed is Deed.SETTLED:
            found.append(self._settled(told))
        if told.apart_from:
            found.append(words("history.also.apart", names=self._names(told.apart_from)))
        if told.visit and told.visit_at and not self._same_day(told):
            found.append(words("history.also.for_visit", date=words.date(told.visit_at)))
        if told.lapsed:
            found.append(words("history.also.lapsed"))
        if told.again:
            found.append(words("history.also.again"))
        if told.why:
            found.append(words("history.also.why", why=told.why))
        if told.times > 1:
            found.append(words("history.also.times", count=told.times))
        return found

    def when(self, told: Told) -> str:
        """The weekday while it is near, the date otherwise; or what the clock said where that cannot be."""
        words, time = self._words, self._words.time(told.at)
        day = uk_time(told.at).date()
        if told.doubted:
            return words("history.when.doubted", date=words.date(told.at), time=time)
        if day == self._today:
            return words("history.when.today", time=time)
        if day == self._today - timedelta(days=1):
            return words("history.when.yesterday", time=time)
        if self._today - timedelta(days=RECENT_DAYS) <= day < self._today:
            return words("history.when.recent", weekday=words.weekday(told.at), time=time)
        return words("history.when.date", date=words.date(told.at), time=time)

    def called(self, who: Author, *, within: bool = False) -> str:
        """You, or their name; as it stands at the beginning of a sentence or `within` one."""
        words = self._words
        if who.me:
            return words("history.you_within") if within else words("history.you")
        return who.name or (words("history.somebody_within") if within else words("history.somebody"))

    def _settled(self, told: Told) -> str:
        words, names = self._words, self._names(told.wrote_apart, begins=True)
        if told.kept_both:
            return words("history.also.kept_both", names=names)
        if told.kept:
            return words("history.also.kept_one", names=names, kept=self._names(told.kept))
        return words("history.also.together", names=names)

    def _names(self, authors: tuple[Author, ...], *, begins: bool = False) -> str:
        """Each once, this worker first."""
        ordered = list(dict.fromkeys(sorted(authors, key=lambda each: not each.me)))
        return self._words.listing(self.called(each, within=bool(at) or not begins) for at, each in enumerate(ordered))

    def _speaker(self, told: Told) -> str:
        speaker = told.done.speaker
        if speaker is None:
            return ""
        return speaker.name or (self._person if speaker.role is Role.PERSON else "")

    def _same_day(self, told: Told) -> bool:
        return told.visit_at is None or uk_time(told.visit_at).date() == uk_time(told.at).date()
